//! Signing documents: checks first, one prompt, then each document by itself.

mod document;
pub(crate) mod level;
mod unlock;

use std::path::{Path, PathBuf};

use serde::Serialize;
use tanba_ades::SignatureLevel;
use tanba_protocol::{Event, Failure};

use crate::agent::Agent;
use crate::document::{self as file, SIGNED};
use crate::names::{OutputChoice, appended, marked, outputs};
use crate::shell::{Shell, unless_cancelled};

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

/// What is to be signed, and how.
#[derive(Clone, Debug)]
pub struct SignRequest {
    /// Documents, in order.
    pub documents: Vec<PathBuf>,
    /// Key file.
    pub key: PathBuf,
    /// Form of the signatures.
    pub form: Form,
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
        let named = |document: &Path| request.form.named(document);
        let outputs = outputs(&request.documents, &request.output, named)?;
        let documents = request.documents.iter().map(PathBuf::as_path);
        if outputs.iter().all(Result::is_err) {
            return Ok(documents
                .zip(outputs.into_iter().filter_map(Result::err))
                .map(|(document, failure)| Signed::failed(document, failure))
                .collect());
        }
        let signer = self.unlocked_signer(request, shell).await?;
        let mut stamper = self.stamper(request, &signer).await?;
        let count = u32::try_from(request.documents.len()).unwrap_or(u32::MAX);
        let mut results = Vec::new();
        for (number, (document, output)) in (1..).zip(documents.zip(outputs)) {
            shell.event(Event::Document {
                name: file::name(document),
                number,
                count,
            });
            let signed = match output {
                Ok(output) => {
                    let stamper = &mut stamper;
                    let work =
                        self.sign_document(request, &signer, stamper, document, &output, shell);
                    unless_cancelled(shell, work).await
                }
                Err(failure) => Err(failure),
            };
            results.push(match signed {
                Ok(written) => {
                    self.remember_signed(document, &written, &signer, shell)
                        .await;
                    Signed {
                        document: document.to_owned(),
                        output: Some(written.output),
                        level: Some(written.level),
                        failure: None,
                    }
                }
                Err(failure) => Signed::failed(document, failure),
            });
        }
        Ok(results)
    }
}
