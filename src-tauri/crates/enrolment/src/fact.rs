//! What is known for sure: one line of a journal each.

use serde::{Deserialize, Serialize};
use tanba_protocol::authority::{ApplicationStage, StageReached, Words};
use tanba_protocol::{FailureCode, IssuedCertificate, Moment};

use crate::{Applicant, Contact, Effect, InstalledKey, MadeKey, OldKey, Storage};

/// The format of the facts that are written. A change that older programs would misread needs a
/// higher one.
const FORMAT: u32 = 1;

/// Something that happened. Never a secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// An effect is about to be carried out.
    Started {
        /// Which.
        effect: Effect,
    },
    /// The world refused an effect for good, and it had none.
    Rejected {
        /// Which effect.
        effect: Effect,
        /// Why.
        code: FailureCode,
    },
    /// The person accepted the user agreement.
    AgreementAccepted {
        /// Its version.
        version: String,
    },
    /// The person said for whom the key is.
    Applicant(Applicant),
    /// The authority knows the legal entity.
    EntityFound {
        /// Its name.
        name: String,
        /// The name of its head.
        head: String,
    },
    /// The person said where to be reached.
    Contact(Contact),
    /// The person said where the key is to lie.
    StorageChosen {
        /// Where.
        #[serde(flatten)]
        storage: Storage,
    },
    /// The keys cannot be made there, and the person takes another place. None of them was handed in.
    PlaceLeft {
        /// Where.
        #[serde(flatten)]
        storage: Storage,
        /// Those of a pair that had been made; none where nobody could look.
        keys: Option<Vec<MadeKey>>,
    },
    /// The keys were made.
    KeysMade {
        /// One key, or a pair.
        keys: Vec<MadeKey>,
    },
    /// The authority has the application.
    Submitted {
        /// Its number.
        number: String,
        /// When it is cancelled unless verified.
        expires_at: Option<Moment>,
    },
    /// The application reached another stage.
    StageReached {
        /// Which.
        stage: ApplicationStage,
        /// Why, where it was refused or sent back.
        reason: Option<Words>,
        /// Every stage so far and when it was reached, as the authority says.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        stages: Vec<StageReached>,
    },
    /// The certificates came, in the order of the keys.
    CertificatesReceived {
        /// One for each key.
        certificates: Vec<IssuedCertificate>,
    },
    /// The keys lie ready, and each of them signed something that its certificate verifies.
    Installed {
        /// In the order in which they were made.
        keys: Vec<InstalledKey>,
    },
    /// The authority knows that they are installed.
    InstallationReported,
    /// The person said which key is to be renewed.
    OldKeyChosen(OldKey),
    /// The person said what becomes of the old key.
    RevocationChosen {
        /// Whether its certificate is to be revoked.
        revoke: bool,
    },
    /// The certificate of the old key is revoked.
    OldKeyRevoked,
    /// The enrolment came from another place together with its keys.
    Moved {
        /// Where they lie now.
        #[serde(flatten)]
        storage: Storage,
    },
    /// The person gave it up.
    Abandoned,
    /// A key without a certificate was deleted.
    KeyDiscarded {
        /// Its identifier in lower-case hex.
        key_identifier: String,
    },
    /// A key without a certificate was given up, and its file is kept under a name for people.
    KeyKept {
        /// Its identifier in lower-case hex.
        key_identifier: String,
        /// Path of the file.
        file: String,
    },
}

/// Why a line of a journal is no fact for this program.
#[derive(Debug, thiserror::Error)]
pub enum FactError {
    /// A newer version of this program wrote it.
    #[error("written by a newer version: {0}")]
    Newer(u32),
    /// It does not read.
    #[error("not a fact: {0}")]
    Malformed(String),
}

#[derive(Serialize)]
struct Written<'a> {
    format: u32,
    #[serde(flatten)]
    fact: &'a Fact,
}

#[derive(Deserialize)]
struct Header {
    format: u32,
}

impl Fact {
    /// As one line of JSON.
    ///
    /// # Errors
    /// Never for a fact that can be made.
    pub fn to_json(&self) -> Result<String, FactError> {
        let written = Written {
            format: FORMAT,
            fact: self,
        };
        serde_json::to_string(&written).map_err(|error| FactError::Malformed(error.to_string()))
    }

    /// Reads such a line.
    ///
    /// # Errors
    /// [`FactError`].
    pub fn from_json(json: &str) -> Result<Self, FactError> {
        let malformed = |error: serde_json::Error| FactError::Malformed(error.to_string());
        let header: Header = serde_json::from_str(json).map_err(malformed)?;
        if header.format > FORMAT {
            return Err(FactError::Newer(header.format));
        }
        serde_json::from_str(json).map_err(malformed)
    }
}

#[cfg(test)]
mod tests {
    use tanba_protocol::authority::Template;

    use super::{Fact, FactError};
    use crate::{Applicant, Effect, Storage};

    #[test]
    fn facts_survive_writing_and_say_their_format() {
        for (fact, json) in [
            (
                Fact::Started {
                    effect: Effect::Submit { round: 1 },
                },
                r#"{"format":1,"fact":"started","effect":{"effect":"submit","round":1}}"#,
            ),
            (
                Fact::Applicant(Applicant {
                    bin: "140340012346".into(),
                    iin: None,
                    template: Template::RightToSign,
                    system_name: None,
                    system_id: None,
                    treasury_role: None,
                    treasury_code: None,
                }),
                r#"{"format":1,"fact":"applicant","bin":"140340012346","iin":null,"template":"right-to-sign"}"#,
            ),
            (
                Fact::StorageChosen {
                    storage: Storage::Folder {
                        path: "/keys".into(),
                    },
                },
                r#"{"format":1,"fact":"storage-chosen","storage":"folder","path":"/keys"}"#,
            ),
            (
                Fact::PlaceLeft {
                    storage: Storage::Folder {
                        path: "/full".into(),
                    },
                    keys: None,
                },
                r#"{"format":1,"fact":"place-left","storage":"folder","path":"/full","keys":null}"#,
            ),
            (Fact::Abandoned, r#"{"format":1,"fact":"abandoned"}"#),
        ] {
            assert_eq!(fact.to_json().unwrap(), json);
            assert_eq!(Fact::from_json(json).unwrap(), fact);
        }
    }

    #[test]
    fn what_a_newer_version_wrote_is_not_guessed_at() {
        let json = r#"{"format":2,"fact":"abandoned"}"#;
        assert!(matches!(Fact::from_json(json), Err(FactError::Newer(2))));
        for json in [r#"{"fact":"abandoned"}"#, r#"{"format":1,"fact":"x"}"#, ""] {
            assert!(matches!(
                Fact::from_json(json),
                Err(FactError::Malformed(_))
            ));
        }
    }
}
