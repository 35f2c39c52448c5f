//! Consent and secrets as one value on one queue: a [`Prompt`] goes out, one
//! [`Answer`] comes back, whoever gives it (window, phone, terminal or test).

mod answer;

use std::fmt;

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use crate::authority::{CodePurpose, CodeSent};
use crate::failure::FailureCode;
use crate::message::Moment;
use crate::token::{PinPrompt, PinState, TokenSummary};
use crate::warning::Warning;

/// Names one prompt for as long as it waits; never used twice in a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(transparent)]
pub struct PromptId(pub u64);

/// Who asks. A shell shows it outside everything that the asking side supplied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "origin", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Origin {
    /// The person at this machine, through the application itself.
    Local,
    /// A command in a terminal of this machine.
    CommandLine,
    /// A web page, by its origin as in RFC 6454: `https://egov.kz`.
    WebSite {
        /// Scheme, host and port.
        site: String,
    },
    /// A request read from a QR code.
    QrCode {
        /// The host that the code names.
        host: String,
    },
}

/// A document as it is shown before it is signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DocumentSummary {
    /// Its file name, or the title that the asking side gave.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// The name of the digest algorithm.
    pub digest_algorithm: String,
    /// The digest in lower-case hex; signing fails when the document no longer has it.
    pub digest: String,
}

/// The holder of a key, as its certificate says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Subject {
    /// Surname and name.
    pub common_name: Option<String>,
    /// Individual identification number, 12 digits.
    pub iin: Option<String>,
    /// Business identification number, 12 digits.
    pub bin: Option<String>,
    /// The organisation.
    pub organisation: Option<String>,
    /// Roles by their message ids.
    pub roles: Vec<String>,
}

/// A key that could answer the prompt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct KeyCandidate {
    /// The key's identifier in lower-case hex: the subject key identifier.
    pub identifier: String,
    /// Where it is: a file name, or the token's label.
    pub label: String,
    /// Its holder; unknown while the file is closed.
    pub subject: Option<Subject>,
    /// When its certificate begins.
    pub not_before_at: Option<Moment>,
    /// When its certificate ends.
    pub not_after_at: Option<Moment>,
    /// Where it is kept, and what opens it.
    pub home: KeyHome,
    /// What to know before the secret is given.
    pub warnings: Vec<Warning>,
    /// Why it is shown and cannot be chosen now: its token's PIN is locked, say.
    pub failure: Option<FailureCode>,
}

/// Where a key is kept, and what opens it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "home", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum KeyHome {
    /// In a file, which a password opens.
    File,
    /// On a token, which its PIN opens.
    Token {
        /// The token.
        token: TokenSummary,
        /// How its user PIN is.
        pin: PinState,
        /// The token's own keys or screen take the PIN: the answer's secret stays empty.
        protected_path: bool,
    },
}

/// What is asked before documents are signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SignPrompt {
    /// Names this prompt.
    pub id: PromptId,
    /// Who asks.
    pub origin: Origin,
    /// What would be signed, all under one answer.
    pub documents: Vec<DocumentSummary>,
    /// The keys to choose from, the likeliest first.
    pub keys: Vec<KeyCandidate>,
    /// The last answer's secret was wrong.
    pub secret_was_wrong: bool,
    /// How many more wrong secrets the token or the prompt takes, where that is known.
    pub tries_left: Option<u32>,
}

/// What a password is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum PasswordPurpose {
    /// To open the key file.
    Open,
    /// To protect it from now on; a shell asks for it twice.
    New,
}

/// One question to a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "prompt", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Prompt {
    /// Consent to a signature, the key for it, and the secret that opens the key.
    Sign(SignPrompt),
    /// The password of a key file, to change it, back it up or convert it.
    Password {
        /// Names this prompt.
        id: PromptId,
        /// The key file's name.
        file: String,
        /// What the password is for.
        purpose: PasswordPurpose,
        /// The last password was wrong, or unsuitable when it is a new one.
        was_wrong: bool,
    },
    /// A PIN of a token, to log in or to be set.
    Pin(PinPrompt),
    /// The one-time code that an authority sent.
    Code {
        /// Names this prompt.
        id: PromptId,
        /// What it is for.
        purpose: CodePurpose,
        /// Where it was sent to.
        sent: CodeSent,
        /// The last code was wrong.
        was_wrong: bool,
    },
}

impl Prompt {
    /// The prompt's name, which its answer refers to.
    pub fn id(&self) -> PromptId {
        match self {
            Self::Sign(sign) => sign.id,
            Self::Password { id, .. } => *id,
            Self::Pin(pin) => pin.id,
            Self::Code { id, .. } => *id,
        }
    }
}

/// What a person answered. It can be read from a wire but never written to
/// one, and its debug form hides the secret.
///
/// ```
/// use tanba_protocol::Answer;
///
/// let answer = Answer::Confirm { key: Some("01ab".into()), secret: "Qwerty12".into() };
/// assert!(!format!("{answer:?}").contains("Qwerty12"));
/// ```
#[derive(Clone)]
#[cfg_attr(
    feature = "ts",
    derive(ts_rs::TS),
    ts(tag = "answer", rename_all = "kebab-case")
)]
pub enum Answer {
    /// Yes.
    Confirm {
        /// The identifier of the chosen [`KeyCandidate`]; none for a password or a PIN prompt.
        key: Option<String>,
        /// The password or PIN; wiped from memory when dropped.
        #[cfg_attr(feature = "ts", ts(type = "string"))]
        secret: SecretString,
    },
    /// No.
    Cancel,
}

impl fmt::Debug for Answer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Confirm { key, .. } => formatter
                .debug_struct("Confirm")
                .field("key", key)
                .finish_non_exhaustive(),
            Self::Cancel => formatter.write_str("Cancel"),
        }
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::{Answer, Origin, Prompt, PromptId, SignPrompt};

    #[test]
    fn an_answer_is_read_and_keeps_its_secret() {
        let answer: Answer =
            serde_json::from_str(r#"{"answer":"confirm","key":"0a","secret":"Hidden1"}"#).unwrap();
        assert!(!format!("{answer:?}").contains("Hidden1"));
        let Answer::Confirm { key, secret } = answer else {
            panic!("not confirmed")
        };
        assert_eq!(key.as_deref(), Some("0a"));
        assert_eq!(secret.expose_secret(), "Hidden1");
        assert!(matches!(
            serde_json::from_str(r#"{"answer":"cancel"}"#).unwrap(),
            Answer::Cancel
        ));
    }

    #[test]
    fn a_prompt_survives_json() {
        let prompt = Prompt::Sign(SignPrompt {
            id: PromptId(7),
            origin: Origin::WebSite {
                site: "https://egov.kz".into(),
            },
            documents: Vec::new(),
            keys: Vec::new(),
            secret_was_wrong: false,
            tries_left: Some(3),
        });
        let json = serde_json::to_string(&prompt).unwrap();
        assert_eq!(serde_json::from_str::<Prompt>(&json).unwrap(), prompt);
        assert_eq!(prompt.id(), PromptId(7));
    }
}
