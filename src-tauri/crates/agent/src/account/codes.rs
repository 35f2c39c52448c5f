//! One-time codes: sent by the authority, typed by the person, or read where practice leaves them.

use std::future::Future;
use std::path::PathBuf;
use std::process::Stdio;

use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use tanba_online::AuthorityClient;
use tanba_protocol::authority::{CodePurpose, CodeSent};
use tanba_protocol::{Answer, Failure, FailureCode, Prompt};
use tokio::process::Command;
use tokio::time::timeout;
use zeroize::Zeroizing;

use super::Session;
use crate::agent::Agent;
use crate::document::about;
use crate::failure::Explain;
use crate::shell::{Shell, unless_cancelled};

/// How long the outbox may take to be printed.
const OUTBOX: std::time::Duration = std::time::Duration::from_secs(60);
/// How often a person may mistype a code before a new one has to be sent.
const TRIES: u32 = 3;

/// Where one-time codes come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Codes {
    /// The person types them.
    #[default]
    Ask,
    /// They are read from the outbox of a practice authority, because the person said so.
    Practice {
        /// The program `tanba-authority`.
        program: PathBuf,
        /// The folder of the authority.
        folder: PathBuf,
    },
}

/// A message of an outbox, as far as it matters here.
#[derive(Deserialize)]
struct Message {
    code: Option<SecretString>,
}

impl Agent {
    /// Has a code sent and does something with it. What was mistyped is asked again.
    pub(crate) async fn with_code<T, F>(
        &self,
        session: &Session,
        client: &AuthorityClient,
        purpose: CodePurpose,
        codes: &Codes,
        shell: &dyn Shell,
        action: impl Fn(String) -> F,
    ) -> Result<T, Failure>
    where
        F: Future<Output = Result<T, Failure>>,
    {
        let sent = unless_cancelled(shell, async {
            let sent = client.account_code(session.token(), purpose).await;
            sent.map_err(|error| error.explain())
        })
        .await?;
        let mut tried = 0;
        loop {
            let code = match codes {
                Codes::Practice { program, folder } => newest(program, folder).await?,
                Codes::Ask => self.ask_code(purpose, &sent, tried > 0, shell).await?,
            };
            tried += 1;
            match action(code.expose_secret().trim().to_owned()).await {
                Err(failure)
                    if failure.code == FailureCode::CodeWrong
                        && *codes == Codes::Ask
                        && tried < TRIES => {}
                other => {
                    shell.accepted();
                    return other;
                }
            }
        }
    }

    async fn ask_code(
        &self,
        purpose: CodePurpose,
        sent: &CodeSent,
        was_wrong: bool,
        shell: &dyn Shell,
    ) -> Result<SecretString, Failure> {
        if !was_wrong && !shell.can_ask() {
            return Err(Failure::new(FailureCode::PromptImpossible));
        }
        let prompt = Prompt::Code {
            id: self.next_prompt(),
            purpose,
            sent: sent.clone(),
            was_wrong,
        };
        match shell.ask(prompt).await {
            Answer::Confirm { secret, .. } => Ok(secret),
            Answer::Cancel if was_wrong => Err(Failure::new(FailureCode::CodeWrong)),
            Answer::Cancel => Err(Failure::new(FailureCode::Cancelled)),
        }
    }
}

/// The code that was sent last.
async fn newest(program: &PathBuf, folder: &PathBuf) -> Result<SecretString, Failure> {
    let missing = |detail: &dyn std::fmt::Display| {
        about(FailureCode::CodeNotFound, folder).with_detail(detail)
    };
    if !program.is_file() {
        return Err(about(FailureCode::PracticeProgramMissing, program));
    }
    let printing = Command::new(program)
        .arg("outbox")
        .arg(folder)
        .arg("--json")
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output();
    let printed = timeout(OUTBOX, printing)
        .await
        .map_err(|error| missing(&error))?
        .map_err(|error| about(FailureCode::PracticeProgramMissing, program).with_detail(error))?;
    let output = Zeroizing::new(printed.stdout);
    if !printed.status.success() {
        return Err(missing(&String::from_utf8_lossy(&printed.stderr)));
    }
    let messages: Vec<Message> =
        serde_json::from_slice(&output).map_err(|error| missing(&error))?;
    // In the order in which they were written.
    let code = messages.into_iter().rev().find_map(|message| message.code);
    code.ok_or_else(|| missing(&"no code was sent"))
}
