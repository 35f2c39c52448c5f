//! Raising existing signatures to level T.

use std::fs::File;
use std::path::{Path, PathBuf};

use serde::Serialize;
use tanba_ades::{ParsedSignature, cms, pdf, xml};
use tanba_protocol::{Failure, FailureCode};
use tanba_store::{Kind, NewEntry};

use crate::agent::{Agent, Patience};
use crate::document::{self, Kind as FileKind, MAX_IN_MEMORY, STAMPED, about};
use crate::failure::Explain;
use crate::names::{OutputChoice, marked, outputs};
use crate::output::{self, Output};
use crate::shell::{Shell, unless_cancelled};
use crate::sign::level::{Stamper, digests};

/// What is to be raised to level T.
#[derive(Clone, Debug)]
pub struct ExtendRequest {
    /// Signatures, or PDF documents with signatures inside.
    pub files: Vec<PathBuf>,
    /// Time-stamping authority instead of the configured one.
    pub tsa: Option<String>,
    /// Where results go.
    pub output: OutputChoice,
}

/// What became of one file.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Extended {
    /// The file.
    pub document: PathBuf,
    /// Where the result lies.
    pub output: Option<PathBuf>,
    /// How many signatures were stamped.
    pub stamped: usize,
    /// Why there is no result.
    pub failure: Option<Failure>,
}

impl Agent {
    /// Stamps every signature that has no time stamp yet.
    pub async fn extend(&self, request: &ExtendRequest, shell: &dyn Shell) -> Vec<Extended> {
        // In a folder of its own a result keeps the name of its file.
        let named = request.files.iter().map(|file| match &request.output {
            OutputChoice::Folder(_) => (file.as_path(), file.clone()),
            _ => (file.as_path(), marked(file, STAMPED, None)),
        });
        let outputs = outputs(named.collect(), &request.output)
            .unwrap_or_else(|failure| vec![Err(failure); request.files.len()]);
        let mut results = Vec::new();
        for (file, output) in request.files.iter().zip(outputs) {
            let result = match output {
                Ok(output) => {
                    let work = self.extend_file(request, file, &output, shell);
                    unless_cancelled(shell, work).await
                }
                Err(failure) => Err(failure),
            };
            let (output, stamped, failure) = match result {
                Ok((output, stamped)) => (Some(output), stamped, None),
                Err(failure) => (None, 0, Some(failure)),
            };
            results.push(Extended {
                document: file.clone(),
                output,
                stamped,
                failure,
            });
        }
        results
    }

    async fn extend_file(
        &self,
        request: &ExtendRequest,
        file: &Path,
        output: &Path,
        shell: &dyn Shell,
    ) -> Result<(PathBuf, usize), Failure> {
        let explained = |error: tanba_ades::Error| error.explain_about(file);
        let mut signed = Signed::open(file)?;
        let (signatures, unstamped) = tokio::task::block_in_place(|| {
            let signatures = signed.parse()?;
            Ok((signatures, signed.unstamped()?))
        })
        .map_err(explained)?;
        if signatures.is_empty() {
            return Err(about(FailureCode::SignatureNotFound, file));
        }
        if unstamped.is_empty() {
            return Err(about(FailureCode::LevelReached, file));
        }
        let mut stamper = self.extender(request, &signatures).await?;
        let mut tokens = Vec::new();
        for (index, signature_value) in unstamped {
            if let Some(token) = stamper.stamp(&signature_value, shell).await? {
                tokens.push((index, token));
            }
        }
        let path = tokio::task::block_in_place(|| signed.write(&tokens, file, output))?;
        let entry = NewEntry {
            document_name: document::name(file),
            output: Some(path.display().to_string()),
            level: Some("T".to_owned()),
            ..NewEntry::new(Kind::Extended, self.clock.now())
        };
        self.remember(&entry, shell).await;
        Ok((path, tokens.len()))
    }

    async fn extender(
        &self,
        request: &ExtendRequest,
        signatures: &[ParsedSignature],
    ) -> Result<Stamper, Failure> {
        let certificate = signatures
            .iter()
            .find_map(|signature| signature.certificate.as_ref());
        if request.tsa.is_none() {
            self.wake_practice_for(certificate).await?;
        }
        let address = self.tsa(request.tsa.as_deref(), certificate).await;
        let address = address.ok_or_else(|| Failure::new(FailureCode::TsaNotConfigured))?;
        let key = certificate.and_then(|certificate| certificate.public_key().ok());
        let digests = digests(request.tsa.is_some(), key.as_ref());
        self.stamper_at(Some(address), Patience::Needed, digests, true)
            .await
    }
}

/// A file with signatures, open in the way of its form.
enum Signed {
    Cms(File),
    Pdf(Vec<u8>),
    Xml(Vec<u8>),
}

impl Signed {
    fn open(file: &Path) -> Result<Self, Failure> {
        Ok(match document::kind(file)? {
            FileKind::CmsBinary | FileKind::CmsText => Self::Cms(document::open(file)?),
            FileKind::Pdf => Self::Pdf(document::read(file, MAX_IN_MEMORY)?),
            FileKind::Xml => Self::Xml(document::read(file, MAX_IN_MEMORY)?),
            FileKind::Other => return Err(about(FailureCode::SignatureNotFound, file)),
        })
    }

    fn parse(&mut self) -> tanba_ades::Result<Vec<ParsedSignature>> {
        match self {
            Self::Cms(source) => cms::parse(source, None, &[]),
            Self::Pdf(bytes) => pdf::parse(bytes, &[]),
            Self::Xml(bytes) => xml::parse(bytes, &[]),
        }
    }

    /// Index and value of each signature that has no time stamp and can take one.
    fn unstamped(&mut self) -> tanba_ades::Result<Vec<(usize, Vec<u8>)>> {
        Ok(match self {
            Self::Cms(source) => cms::stampable(source)?
                .into_iter()
                .filter(|it| !it.is_time_stamped)
                .map(|it| (it.index, it.signature_value))
                .collect(),
            Self::Pdf(bytes) => pdf::stampable(bytes)?
                .into_iter()
                .filter(|it| !it.is_time_stamped)
                .map(|it| (it.index, it.signature_value))
                .collect(),
            Self::Xml(bytes) => xml::stampable(bytes)?
                .into_iter()
                .filter(|it| !it.is_time_stamped)
                .map(|it| (it.index, it.signature_value))
                .collect(),
        })
    }

    fn write(
        self,
        tokens: &[(usize, Vec<u8>)],
        file: &Path,
        output: &Path,
    ) -> Result<PathBuf, Failure> {
        let explained = |error: tanba_ades::Error| error.explain_about(file);
        match self {
            Self::Cms(mut source) => {
                let mut out = Output::create(output)?;
                cms::extend(&mut source, tokens, &mut out).map_err(explained)?;
                out.commit()
            }
            Self::Pdf(mut bytes) => {
                for (index, token) in tokens {
                    let patch = pdf::extend(&bytes, *index, token).map_err(explained)?;
                    patch
                        .apply(&mut bytes)
                        .ok_or_else(|| about(FailureCode::PdfDamaged, file))?;
                }
                output::write(output, &bytes)
            }
            Self::Xml(bytes) => {
                let extended = xml::extend(&bytes, tokens).map_err(explained)?;
                output::write(output, &extended)
            }
        }
    }
}
