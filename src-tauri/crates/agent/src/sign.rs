//! Signing documents: checks first, one prompt, then each document by itself.

mod candidates;
mod document;
mod journal;
pub(crate) mod level;
mod shown;
mod unlock;
mod visible;

use std::path::{Path, PathBuf};

use serde::Serialize;
use tanba_ades::SignatureLevel;
use tanba_protocol::{Event, Failure, FailureCode, PinKind};

use crate::agent::Agent;
use crate::desk::VisiblePlace;
use crate::document::{self as file, SIGNED};
use crate::names::{OutputChoice, appended, marked, outputs};
use crate::shell::{Shell, unless_cancelled};
use crate::tokens::KeyReference;
use document::Job;
use shown::{Plan, hash_all};

/// Form of a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// CMS/CAdES, the document inside or beside it.
    Cades {
        /// Whether the document goes inside.
        attached: bool,
    },
    /// PAdES, inside a PDF document.
    Pades,
    /// XML-DSig over the whole document or the element of an Id.
    Xml {
        /// Id of the element to sign.
        id: Option<String>,
    },
    /// One more signer in an existing CMS.
    AddedCades {
        /// The document of a detached signature.
        content: Option<PathBuf>,
    },
}

/// One document, and the form of its signature.
#[derive(Clone, Debug, PartialEq)]
pub struct ToSign {
    /// The document.
    pub document: PathBuf,
    /// The form.
    pub form: Form,
    /// Where the signature is seen on a page; only a PDF shows one.
    pub visible: Option<VisiblePlace>,
}

/// What is to be signed, and how.
#[derive(Clone, Debug)]
pub struct SignRequest {
    /// Documents, in order.
    pub documents: Vec<ToSign>,
    /// Keys to choose from, the likeliest first.
    pub keys: Vec<KeyReference>,
    /// Level; `None` is T where a time-stamping authority answers, else B.
    pub level: Option<SignatureLevel>,
    /// Time-stamping authority instead of the configured one.
    pub tsa: Option<String>,
    /// Whether an expired certificate may sign.
    pub allow_expired: bool,
    /// Whether no network may be used.
    pub offline: bool,
    /// Where results go.
    pub output: OutputChoice,
    /// What the journal keeps, so that the shell can take the signing up again when it was
    /// interrupted; `None` keeps no journal.
    pub resumable: Option<String>,
}

/// What became of one document.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Signed {
    /// The document.
    pub document: PathBuf,
    /// Where the result lies.
    pub output: Option<PathBuf>,
    /// Level that was reached.
    #[cfg_attr(feature = "ts", ts(type = "\"B\" | \"T\" | \"LT\" | \"LTA\" | null"))]
    pub level: Option<SignatureLevel>,
    /// Why there is no result.
    pub failure: Option<Failure>,
}

impl Form {
    /// What a signed document is called beside it.
    fn named(&self, document: &Path) -> PathBuf {
        match self {
            Self::Cades { attached: false } => appended(document, "p7s"),
            Self::Cades { attached: true } => appended(document, "p7m"),
            Self::Pades => marked(document, SIGNED, Some("pdf")),
            Self::Xml { .. } => marked(document, SIGNED, Some("xml")),
            Self::AddedCades { .. } => marked(document, SIGNED, Some("p7s")),
        }
    }
}

impl Signed {
    fn failed(document: &Path, failure: Failure) -> Self {
        Self {
            document: document.to_owned(),
            output: None,
            level: None,
            failure: Some(failure),
        }
    }
}

impl Agent {
    /// Signs every document of the request; one that fails does not keep the others from being
    /// signed. Where none of them could be, nobody is asked for a password.
    ///
    /// # Errors
    /// What concerns all of them: the key, the password, the consent.
    pub async fn sign(
        &self,
        request: &SignRequest,
        shell: &dyn Shell,
    ) -> Result<Vec<Signed>, Failure> {
        let named = request.documents.iter().map(|to_sign| {
            let document = to_sign.document.as_path();
            (document, to_sign.form.named(document))
        });
        let mut plans: Vec<Result<Plan, Failure>> = outputs(named.collect(), &request.output)?
            .into_iter()
            .map(|output| output.map(Plan::new))
            .collect();
        if plans.iter().all(Result::is_err) {
            return Ok(none_signed(request, plans));
        }
        let candidates = self.candidates(&request.keys, shell).await?;
        if shell.shows_digests() {
            let algorithm = candidates.likely_digest();
            tokio::task::block_in_place(|| hash_all(request, &mut plans, algorithm, shell))?;
        }
        if plans.iter().all(Result::is_err) {
            return Ok(none_signed(request, plans));
        }
        let unlocked = self
            .unlocked_signer(request, candidates, &plans, shell)
            .await?;
        let signer = &unlocked.signer;
        let mut stamper = self.stamper(request, signer.as_ref()).await?;
        let journal = self.begin_journal(request, &plans, shell).await;
        let texts = self.texts().await;
        let count = u32::try_from(request.documents.len()).unwrap_or(u32::MAX);
        let mut results = Vec::new();
        let mut is_broken_off = false;
        for (position, (to_sign, plan)) in request.documents.iter().zip(plans).enumerate() {
            let document = to_sign.document.as_path();
            shell.event(Event::Document {
                name: file::name(document),
                number: u32::try_from(position).map_or(count, |position| position + 1),
                count,
            });
            let signed = match plan {
                Ok(plan) => {
                    let job = Job {
                        request,
                        to_sign,
                        plan: &plan,
                        key: &unlocked.subject,
                        signer: signer.as_ref(),
                        texts: &texts,
                        shell,
                    };
                    unless_cancelled(shell, self.sign_document(job, &mut stamper)).await
                }
                Err(failure) => Err(failure),
            };
            let signed = match signed {
                Ok(written) => {
                    self.remember_signed(document, &written, signer.as_ref(), shell)
                        .await;
                    Signed {
                        document: document.to_owned(),
                        output: Some(written.output),
                        level: Some(written.level),
                        failure: None,
                    }
                }
                Err(failure) => Signed::failed(document, failure),
            };
            is_broken_off |= signed.failure.as_ref().is_some_and(can_be_resumed);
            if let Some(journal) = &journal {
                self.write_journal(journal, position, &signed, shell).await;
            }
            shell.signed(&signed);
            results.push(signed);
        }
        match journal {
            // What was left is offered again, once the token is back.
            Some(journal) if is_broken_off => drop(journal),
            Some(journal) => self.end_journal(journal, shell).await,
            None => {}
        }
        if let Some((token, pin)) = &unlocked.token
            && !is_broken_off
        {
            self.look_at_pin(token, PinKind::User, pin, shell).await;
        }
        Ok(results)
    }
}

/// Whether a document failed for what a token that is put back, or given its PIN again, mends.
fn can_be_resumed(failure: &Failure) -> bool {
    matches!(
        failure.code,
        FailureCode::TokenRemoved
            | FailureCode::TokenChanged
            | FailureCode::TokenNotFound
            | FailureCode::TokenLoggedOut
            | FailureCode::ModuleHung
            | FailureCode::ModuleBusy
    )
}

/// Why there is no result at all.
fn none_signed(request: &SignRequest, plans: Vec<Result<Plan, Failure>>) -> Vec<Signed> {
    request
        .documents
        .iter()
        .zip(plans.into_iter().filter_map(Result::err))
        .map(|(to_sign, failure)| Signed::failed(&to_sign.document, failure))
        .collect()
}
