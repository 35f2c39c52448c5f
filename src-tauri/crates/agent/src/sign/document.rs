//! One document: prepared, signed, stamped, written.

use std::fs::File;
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use tanba_ades::cms::{self, Content};
use tanba_ades::parsed::Defect;
use tanba_ades::{PreparedForm, PreparedSignature, SignatureLevel, pdf, xml};
use tanba_keystore::Signer;
use tanba_pki::Certificate;
use tanba_pki::digest::DigestAlgorithm;
use tanba_pki::signing::SignatureValue;
use tanba_protocol::{Failure, FailureCode, Stage};
use tanba_store::{Kind, NewEntry};

use super::level::Stamper;
use super::{Form, SignRequest};
use crate::agent::Agent;
use crate::document::{self, MAX_IN_MEMORY, about};
use crate::failure::Explain;
use crate::output::{Output, read_failure, write_failure};
use crate::progress::Watched;
use crate::shell::Shell;

/// A result and the digest of what was signed.
pub(super) struct Written {
    pub(super) output: PathBuf,
    pub(super) level: SignatureLevel,
    pub(super) digest_algorithm: DigestAlgorithm,
    pub(super) digest: Vec<u8>,
}

impl Agent {
    pub(super) async fn sign_document(
        &self,
        request: &SignRequest,
        signer: &dyn Signer,
        stamper: &mut Stamper,
        document: &Path,
        output: &Path,
        shell: &dyn Shell,
    ) -> Result<Written, Failure> {
        let certificate = signer
            .certificate()
            .ok_or_else(|| about(FailureCode::KeyFileWithoutKey, &request.key))?;
        let job = Job {
            request,
            document,
            certificate,
            shell,
        };
        let explained = |error: tanba_ades::Error| error.explain_about(document);
        let Prepared {
            mut opened,
            prepared,
            digest,
        } = tokio::task::block_in_place(|| job.prepare(self.clock.now()))?;
        let value = tokio::task::block_in_place(|| signer.sign(&prepared.to_be_signed))
            .map_err(|error| error.explain_about(&request.key))?;
        // The file must be the one that was hashed, however long the time stamp takes.
        let stamped = match &request.form {
            Form::Xml { .. } => {
                let bytes = xml::finish(&prepared, &value).map_err(explained)?;
                stamped_xml(bytes, stamper, document, shell).await?
            }
            _ => Stamped {
                token: stamper.stamp(&value.0, shell).await?,
                xml: None,
            },
        };
        let token = stamped.token.as_deref();
        let path = tokio::task::block_in_place(|| {
            let mut out = Output::create(output)?;
            match &stamped.xml {
                Some(bytes) => out
                    .write_all(bytes)
                    .map_err(|error| write_failure(&error, output))?,
                None => job.finish(&mut opened, &prepared, &value, token, &mut out)?,
            }
            out.commit()
        })?;
        let algorithm = prepared.to_be_signed.algorithm.digest();
        Ok(Written {
            output: path,
            level: match token {
                Some(_) => SignatureLevel::T,
                None => SignatureLevel::B,
            },
            digest_algorithm: algorithm,
            digest,
        })
    }

    /// Writes a signature into the history.
    pub(super) async fn remember_signed(
        &self,
        document: &Path,
        written: &Written,
        signer: &dyn Signer,
        shell: &dyn Shell,
    ) {
        let signer_name = signer
            .certificate()
            .and_then(|certificate| certificate.subject_fields().common_name);
        let entry = NewEntry {
            document_name: document::name(document),
            digest_algorithm: written.digest_algorithm.name().to_owned(),
            digest: hex::encode(&written.digest),
            signer: signer_name,
            key_identifier: Some(signer.key_identifier().to_string()),
            output: Some(written.output.display().to_string()),
            level: Some(written.level.as_str().to_owned()),
            ..NewEntry::new(Kind::Signed, self.clock.now())
        };
        self.remember(&entry, shell).await;
    }
}

/// A time stamp, and the document where the form puts it inside at once.
struct Stamped {
    token: Option<Vec<u8>>,
    xml: Option<Vec<u8>>,
}

/// XAdES stamps the canonical signature value, which exists only in the finished document.
async fn stamped_xml(
    bytes: Vec<u8>,
    stamper: &mut Stamper,
    document: &Path,
    shell: &dyn Shell,
) -> Result<Stamped, Failure> {
    // Plain XML-DSig is the rule: the document is not read once more for nothing.
    if !stamper.is_asked() {
        return Ok(Stamped {
            token: None,
            xml: Some(bytes),
        });
    }
    let explained = |error: tanba_ades::Error| error.explain_about(document);
    let stampable = xml::stampable(&bytes).map_err(explained)?;
    let token = match stampable.last() {
        Some(last) => stamper.stamp(&last.signature_value, shell).await?,
        None => None,
    };
    let xml = match (&token, stampable.last()) {
        (Some(token), Some(last)) => {
            xml::extend(&bytes, &[(last.index, token.clone())]).map_err(explained)?
        }
        _ => bytes,
    };
    Ok(Stamped {
        token,
        xml: Some(xml),
    })
}

/// What a form needs between its two phases.
enum Opened {
    /// A file that is read again while the result is written.
    File(File),
    /// A document in memory.
    Bytes(Vec<u8>),
}

/// A document after the first phase.
struct Prepared {
    opened: Opened,
    prepared: PreparedSignature,
    /// Digest of the document, for the history.
    digest: Vec<u8>,
}

impl Prepared {
    fn of_bytes(bytes: Vec<u8>, prepared: PreparedSignature) -> Self {
        let digest = prepared.to_be_signed.algorithm.digest().digest(&bytes);
        Self {
            opened: Opened::Bytes(bytes),
            prepared,
            digest,
        }
    }

    fn of_file(file: File, prepared: PreparedSignature) -> Self {
        let digest = match &prepared.form {
            PreparedForm::Cms(cms) => cms.digest.clone(),
            _ => Vec::new(),
        };
        Self {
            opened: Opened::File(file),
            prepared,
            digest,
        }
    }
}

struct Job<'a> {
    request: &'a SignRequest,
    document: &'a Path,
    certificate: &'a Certificate,
    shell: &'a dyn Shell,
}

impl Job<'_> {
    /// A signer joins those who signed the same document, under whichever digest, and no others.
    fn check_existing(&self, content: Option<&Path>) -> Result<(), Failure> {
        let mut source = document::open(self.document)?;
        let mut reader = match content {
            Some(path) => Some(Watched::new(
                document::open(path)?,
                Stage::Hashing,
                self.shell,
            )),
            None => None,
        };
        let given = reader.as_mut().map(|reader| Content::Stream(reader));
        let signatures = cms::parse(&mut source, given, &[])
            .map_err(|error| error.explain_about(self.document))?;
        if signatures
            .iter()
            .any(|signature| signature.integrity == Err(Defect::HashMismatch))
        {
            let subject = content.unwrap_or(self.document);
            return Err(about(FailureCode::ContentMismatch, subject));
        }
        Ok(())
    }

    fn prepare(&self, at: time::OffsetDateTime) -> Result<Prepared, Failure> {
        let explained = |error: tanba_ades::Error| error.explain_about(self.document);
        let parameters = cms::Parameters::signed_at(at);
        match &self.request.form {
            Form::Cades { .. } => {
                let file = document::open(self.document)?;
                let before = state(&file, self.document)?;
                let again = file
                    .try_clone()
                    .map_err(|e| read_failure(&e, self.document))?;
                let mut reader = Watched::new(again, Stage::Hashing, self.shell);
                let content = Content::Stream(&mut reader);
                let prepared =
                    cms::prepare(content, self.certificate, &parameters).map_err(explained)?;
                if state(&file, self.document)? != before {
                    return Err(about(FailureCode::DocumentChanged, self.document));
                }
                Ok(Prepared::of_file(file, prepared))
            }
            Form::AddedCades { content } => {
                self.check_existing(content.as_deref())?;
                let mut file = document::open(self.document)?;
                let mut reader = match content {
                    Some(path) => Some(Watched::new(
                        document::open(path)?,
                        Stage::Hashing,
                        self.shell,
                    )),
                    None => None,
                };
                let content = reader.as_mut().map(|reader| Content::Stream(reader));
                let prepared =
                    cms::prepare_added(&mut file, content, self.certificate, &parameters)
                        .map_err(explained)?;
                Ok(Prepared::of_file(file, prepared))
            }
            Form::Pades => {
                let bytes = document::read(self.document, MAX_IN_MEMORY)?;
                let parameters = pdf::Parameters {
                    signed_at: Some(at),
                    name: self.certificate.subject_fields().common_name,
                    ..pdf::Parameters::default()
                };
                let prepared =
                    pdf::prepare(&bytes, self.certificate, &parameters).map_err(explained)?;
                Ok(Prepared::of_bytes(bytes, prepared))
            }
            Form::Xml { id } => {
                let bytes = document::read(self.document, MAX_IN_MEMORY)?;
                let parameters = xml::XmlParameters {
                    target: match id {
                        Some(id) => xml::Target::Id(id.clone()),
                        None => xml::Target::Document,
                    },
                    // Plain XML-DSig is what Kazakh services read; XAdES carries the time stamp.
                    signing_at: (self.request.level == Some(SignatureLevel::T)).then_some(at),
                    ..xml::XmlParameters::default()
                };
                let prepared =
                    xml::prepare(&bytes, self.certificate, &parameters).map_err(explained)?;
                Ok(Prepared::of_bytes(bytes, prepared))
            }
        }
    }

    fn finish(
        &self,
        opened: &mut Opened,
        prepared: &PreparedSignature,
        value: &SignatureValue,
        token: Option<&[u8]>,
        out: &mut Output,
    ) -> Result<(), Failure> {
        let explained = |error: tanba_ades::Error| error.explain_about(self.document);
        let bytes = match (&self.request.form, opened) {
            (Form::Cades { attached: true }, Opened::File(file)) => {
                file.rewind().map_err(|e| read_failure(&e, self.document))?;
                let again = file
                    .try_clone()
                    .map_err(|e| read_failure(&e, self.document))?;
                let mut reader = Watched::new(again, Stage::Writing, self.shell);
                return cms::finish_attached(prepared, value, token, &mut reader, out)
                    .map_err(|error| written(error, self.document, out));
            }
            (Form::AddedCades { .. }, Opened::File(file)) => {
                return cms::finish_added(prepared, value, token, file, out)
                    .map_err(|error| written(error, self.document, out));
            }
            (Form::Pades, Opened::Bytes(bytes)) => {
                let update = pdf::finish(prepared, value, token).map_err(explained)?;
                out.write_all(bytes)
                    .map_err(|error| write_failure(&error, out.path()))?;
                update
            }
            _ => cms::finish(prepared, value, token).map_err(explained)?,
        };
        out.write_all(&bytes)
            .map_err(|error| write_failure(&error, out.path()))
    }
}

/// Trouble while streaming from one file into another: a full disk is about the result.
fn written(error: tanba_ades::Error, document: &Path, out: &Output) -> Failure {
    match &error {
        tanba_ades::Error::Io(io) => write_failure(io, out.path()),
        _ => error.explain_about(document),
    }
}

/// Length and times of the last change: whatever changes a file changes one of them. The time of
/// the contents can be set back; on Unix that of the entry shows it.
type State = (u64, Option<SystemTime>, Option<(i64, i64)>);

fn state(file: &File, path: &Path) -> Result<State, Failure> {
    let metadata = file
        .metadata()
        .map_err(|error| read_failure(&error, path))?;
    #[cfg(unix)]
    let entry_at = {
        use std::os::unix::fs::MetadataExt;
        Some((metadata.ctime(), metadata.ctime_nsec()))
    };
    #[cfg(not(unix))]
    let entry_at = None;
    Ok((metadata.len(), metadata.modified().ok(), entry_at))
}
