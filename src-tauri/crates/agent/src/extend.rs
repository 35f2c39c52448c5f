//! Raising existing signatures to level T, and taking the content out of attached ones.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use serde::Serialize;
use tanba_ades::{cms, pdf, xml};
use tanba_protocol::{Event, Failure, FailureCode, Warning};
use tanba_store::{Kind, NewEntry};

use crate::agent::{Agent, Patience};
use crate::document::{self, Kind as FileKind, MAX_IN_MEMORY, about};
use crate::failure::Explain;
use crate::output::{self, Output};
use crate::shell::Shell;
use crate::sign::OutputChoice;
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
        let mut results = Vec::new();
        for file in &request.files {
            let result = match output_of(file, request) {
                Ok(output) => self.extend_file(request, file, &output, shell).await,
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
        let (path, stamped) = match document::kind(file)? {
            FileKind::Pdf => self.extend_pdf(request, file, output, shell).await?,
            FileKind::CmsBinary | FileKind::CmsText => {
                self.extend_cms(request, file, output, shell).await?
            }
            FileKind::Xml => self.extend_xml(request, file, output, shell).await?,
            FileKind::Other => return Err(about(FailureCode::SignatureNotFound, file)),
        };
        if let Some(store) = self.store_or_warn(shell).await {
            let entry = NewEntry {
                document_name: document::name(file),
                output: Some(path.display().to_string()),
                level: Some("T".to_owned()),
                ..NewEntry::new(Kind::Extended, self.clock.now())
            };
            if store.history().append(&entry).await.is_err() {
                shell.event(Event::Warned(Warning::HistoryNotWritten));
            }
        }
        Ok((path, stamped))
    }

    async fn extend_cms(
        &self,
        request: &ExtendRequest,
        file: &Path,
        output: &Path,
        shell: &dyn Shell,
    ) -> Result<(PathBuf, usize), Failure> {
        let explained = |error: tanba_ades::Error| error.explain_about(file);
        let mut source = document::open(file)?;
        let signatures = tokio::task::block_in_place(|| cms::parse(&mut source, None, &[]))
            .map_err(explained)?;
        let mut stamper = self.extender(request, &signatures).await?;
        let mut tokens = Vec::new();
        let stampable = tokio::task::block_in_place(|| cms::stampable(&mut source));
        for signature in stampable.map_err(explained)? {
            if signature.is_time_stamped {
                continue;
            }
            if let Some(token) = stamper.stamp(&signature.signature_value, shell).await? {
                tokens.push((signature.index, token));
            }
        }
        if tokens.is_empty() {
            return Err(about(FailureCode::LevelReached, file));
        }
        tokio::task::block_in_place(|| {
            let mut out = Output::create(output)?;
            cms::extend(&mut source, &tokens, &mut out).map_err(explained)?;
            Ok((out.commit()?, tokens.len()))
        })
    }

    async fn extend_pdf(
        &self,
        request: &ExtendRequest,
        file: &Path,
        output: &Path,
        shell: &dyn Shell,
    ) -> Result<(PathBuf, usize), Failure> {
        let explained = |error: tanba_ades::Error| error.explain_about(file);
        let mut bytes = document::read(file, MAX_IN_MEMORY)?;
        let signatures =
            tokio::task::block_in_place(|| pdf::parse(&bytes, &[])).map_err(explained)?;
        let mut stamper = self.extender(request, &signatures).await?;
        let mut stamped = 0;
        for signature in pdf::stampable(&bytes).map_err(explained)? {
            if signature.is_time_stamped {
                continue;
            }
            if let Some(token) = stamper.stamp(&signature.signature_value, shell).await? {
                let patch = pdf::extend(&bytes, signature.index, &token).map_err(explained)?;
                patch
                    .apply(&mut bytes)
                    .ok_or_else(|| about(FailureCode::PdfDamaged, file))?;
                stamped += 1;
            }
        }
        if stamped == 0 {
            return Err(about(FailureCode::LevelReached, file));
        }
        Ok((output::write(output, &bytes)?, stamped))
    }

    async fn extend_xml(
        &self,
        request: &ExtendRequest,
        file: &Path,
        output: &Path,
        shell: &dyn Shell,
    ) -> Result<(PathBuf, usize), Failure> {
        let explained = |error: tanba_ades::Error| error.explain_about(file);
        let bytes = document::read(file, MAX_IN_MEMORY)?;
        let signatures =
            tokio::task::block_in_place(|| xml::parse(&bytes, &[])).map_err(explained)?;
        let mut stamper = self.extender(request, &signatures).await?;
        let mut tokens = Vec::new();
        for signature in xml::stampable(&bytes).map_err(explained)? {
            if signature.is_time_stamped {
                continue;
            }
            if let Some(token) = stamper.stamp(&signature.signature_value, shell).await? {
                tokens.push((signature.index, token));
            }
        }
        if tokens.is_empty() {
            return Err(about(FailureCode::LevelReached, file));
        }
        let extended = xml::extend(&bytes, &tokens).map_err(explained)?;
        Ok((output::write(output, &extended)?, tokens.len()))
    }

    async fn extender(
        &self,
        request: &ExtendRequest,
        signatures: &[tanba_ades::ParsedSignature],
    ) -> Result<Stamper, Failure> {
        let certificate = signatures
            .iter()
            .find_map(|signature| signature.certificate.as_ref());
        let address = self.tsa(request.tsa.as_deref(), certificate).await;
        let address = address.ok_or_else(|| Failure::new(FailureCode::TsaNotConfigured))?;
        let key = certificate.and_then(|certificate| certificate.public_key().ok());
        let digests = digests(request.tsa.is_some(), key.as_ref());
        self.stamper_at(Some(address), Patience::Needed, digests, true)
            .await
    }

    /// Writes the content of an attached signature to `out`, or beside it without the extension.
    ///
    /// # Errors
    /// [`FailureCode::ContentMissing`] for a detached one.
    pub fn extract(&self, file: &Path, out: Option<&Path>) -> Result<PathBuf, Failure> {
        let explained = |error: tanba_ades::Error| error.explain_about(file);
        let out = out.map_or_else(|| beside(file), Path::to_owned);
        let mut source = document::open(file)?;
        let mut output = Output::create(&out)?;
        tokio::task::block_in_place(|| cms::extract(&mut source, &mut output))
            .map_err(explained)?;
        output.commit()
    }

    /// The certificates inside a signature file.
    pub(crate) fn embedded_certificates(
        bytes: &[u8],
    ) -> Result<Vec<tanba_pki::Certificate>, tanba_ades::Error> {
        let signatures = cms::parse(&mut Cursor::new(bytes), None, &[])?;
        let mut certificates = Vec::new();
        for signature in signatures {
            for certificate in signature
                .certificate
                .into_iter()
                .chain(signature.embedded.certificates)
            {
                if !certificates.contains(&certificate) {
                    certificates.push(certificate);
                }
            }
        }
        Ok(certificates)
    }
}

/// `contract.pdf` for `contract.pdf.p7m`; another name where nothing can be taken away.
fn beside(file: &Path) -> PathBuf {
    let bare = file.with_extension("");
    if bare.extension().is_some() && bare != file {
        bare
    } else {
        let mut name = file.as_os_str().to_owned();
        name.push(".content");
        PathBuf::from(name)
    }
}

fn output_of(file: &Path, request: &ExtendRequest) -> Result<PathBuf, Failure> {
    let name = stamped_name(file);
    let output = match &request.output {
        OutputChoice::File(path) if request.files.len() == 1 => path.clone(),
        OutputChoice::File(path) => return Err(about(FailureCode::OutputExists, path)),
        OutputChoice::Folder(folder) => folder.join(file.file_name().unwrap_or_default()),
        OutputChoice::Beside => name,
    };
    if output.symlink_metadata().is_ok() {
        return Err(about(FailureCode::OutputExists, &output));
    }
    Ok(output)
}

/// `contract.pdf.p7s` to `contract.pdf-t.p7s`.
fn stamped_name(file: &Path) -> PathBuf {
    let mut name = file.file_stem().unwrap_or_default().to_owned();
    name.push(document::STAMPED);
    if let Some(extension) = file.extension() {
        name.push(".");
        name.push(extension);
    }
    file.with_file_name(name)
}
