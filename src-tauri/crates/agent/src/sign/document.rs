//! One document: prepared, signed, stamped, written.

use std::fs::File;
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};

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
use super::shown::{Plan, state};
use super::visible::visible;
use super::{Form, SignRequest, ToSign};
use crate::agent::Agent;
use crate::document::{self, MAX_IN_MEMORY, about};
use crate::failure::Explain;
use crate::output::{Output, read_failure, write_failure};
use crate::progress::Watched;
use crate::shell::Shell;
use crate::text::Texts;

/// A result and the digest of what was signed.
pub(super) struct Written {
    pub(super) output: PathBuf,
    pub(super) level: SignatureLevel,
    pub(super) digest_algorithm: DigestAlgorithm,
    pub(super) digest: Vec<u8>,
}

/// One document and what it is signed with.
pub(super) struct Job<'a> {
    pub(super) request: &'a SignRequest,
    pub(super) to_sign: &'a ToSign,
    pub(super) plan: &'a Plan,
    /// What failures of the key are about: its file or its token.
    pub(super) key: &'a str,
    pub(super) signer: &'a dyn Signer,
    /// For what is seen of the signature.
    pub(super) texts: &'a Texts,
    pub(super) shell: &'a dyn Shell,
}

impl Agent {
    pub(super) async fn sign_document(
        &self,
        job: Job<'_>,
        stamper: &mut Stamper,
    ) -> Result<Written, Failure> {
        let (document, output) = (job.to_sign.document.as_path(), job.plan.output.as_path());
        let certificate = job
            .signer
            .certificate()
            .ok_or_else(|| Failure::new(FailureCode::KeyFileWithoutKey).with_subject(job.key))?;
        let explained = |error: tanba_ades::Error| error.explain_about(document);
        let Prepared {
            mut opened,
            prepared,
            digest,
        } = tokio::task::block_in_place(|| job.prepare(certificate, self.clock.now()))?;
        let value = tokio::task::block_in_place(|| job.signer.sign(&prepared.to_be_signed))
            .map_err(|error| error.explain().with_subject(job.key))?;
        // The file must be the one that was hashed, however long the time stamp takes.
        let stamped = match &job.to_sign.form {
            Form::Xml { .. } => {
                let bytes = xml::finish(&prepared, &value).map_err(explained)?;
                job.stamped_xml(bytes, stamper).await?
            }
            _ => Stamped {
                token: stamper.stamp(&value.0, job.shell).await?,
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

impl Job<'_> {
    /// XAdES stamps the canonical signature value, which exists only in the finished document.
    async fn stamped_xml(&self, bytes: Vec<u8>, stamper: &mut Stamper) -> Result<Stamped, Failure> {
        // Plain XML-DSig is the rule: the document is not read once more for nothing.
        if self.request.level != Some(SignatureLevel::T) {
            return Ok(Stamped {
                token: None,
                xml: Some(bytes),
            });
        }
        let explained = |error: tanba_ades::Error| error.explain_about(&self.to_sign.document);
        let stampable = xml::stampable(&bytes).map_err(explained)?;
        let token = match stampable.last() {
            Some(last) => stamper.stamp(&last.signature_value, self.shell).await?,
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

    /// A signer joins those who signed the same document, under whichever digest, and no others.
    fn check_existing(&self, content: Option<&Path>) -> Result<(), Failure> {
        let mut source = document::open(&self.to_sign.document)?;
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
            .map_err(|error| error.explain_about(&self.to_sign.document))?;
        if signatures
            .iter()
            .any(|signature| signature.integrity == Err(Defect::HashMismatch))
        {
            let subject = content.unwrap_or(&self.to_sign.document);
            return Err(about(FailureCode::ContentMismatch, subject));
        }
        Ok(())
    }

    fn prepare(
        &self,
        certificate: &Certificate,
        at: time::OffsetDateTime,
    ) -> Result<Prepared, Failure> {
        let document = self.to_sign.document.as_path();
        let explained = |error: tanba_ades::Error| error.explain_about(document);
        let parameters = cms::Parameters::signed_at(at);
        match &self.to_sign.form {
            Form::Cades { .. } => {
                let file = document::open(document)?;
                let before = state(&file, document)?;
                if let Some(shown) = &self.plan.shown {
                    shown.check(&file, document, self.shell)?;
                }
                let again = file.try_clone().map_err(|e| read_failure(&e, document))?;
                let mut reader = Watched::new(again, Stage::Hashing, self.shell);
                let algorithm = self.signer.default_algorithm().digest();
                let content = match &self.plan.shown {
                    // What is signed is what was shown.
                    Some(shown) if shown.algorithm == algorithm => Content::Digest {
                        algorithm,
                        value: &shown.digest,
                        length: Some(shown.size),
                    },
                    _ => Content::Stream(&mut reader),
                };
                let prepared =
                    cms::prepare(content, certificate, &parameters).map_err(explained)?;
                if state(&file, document)? != before {
                    return Err(about(FailureCode::DocumentChanged, document));
                }
                Ok(Prepared::of_file(file, prepared))
            }
            Form::AddedCades { content } => {
                self.check_existing(content.as_deref())?;
                let mut file = document::open(document)?;
                if let Some(shown) = &self.plan.shown {
                    shown.check(&file, document, self.shell)?;
                }
                let mut reader = match content {
                    Some(path) => Some(Watched::new(
                        document::open(path)?,
                        Stage::Hashing,
                        self.shell,
                    )),
                    None => None,
                };
                let content = reader.as_mut().map(|reader| Content::Stream(reader));
                let prepared = cms::prepare_added(&mut file, content, certificate, &parameters)
                    .map_err(explained)?;
                Ok(Prepared::of_file(file, prepared))
            }
            Form::Pades => {
                let bytes = self.read()?;
                let place = self.to_sign.visible.as_ref();
                let visible = place.map(|place| {
                    visible(place, &bytes, certificate, self.texts, at)
                        .map_err(|failure| failure.with_subject(document.display().to_string()))
                });
                let parameters = pdf::Parameters {
                    visible: visible.transpose()?,
                    signed_at: Some(at),
                    name: certificate.subject_fields().common_name,
                    ..pdf::Parameters::default()
                };
                let prepared = pdf::prepare(&bytes, certificate, &parameters).map_err(explained)?;
                Ok(Prepared::of_bytes(bytes, prepared))
            }
            Form::Xml { id } => {
                let bytes = self.read()?;
                let parameters = xml::XmlParameters {
                    target: match id {
                        Some(id) => xml::Target::Id(id.clone()),
                        None => xml::Target::Document,
                    },
                    // Plain XML-DSig is what Kazakh services read; XAdES carries the time stamp.
                    signing_at: (self.request.level == Some(SignatureLevel::T)).then_some(at),
                    ..xml::XmlParameters::default()
                };
                let prepared = xml::prepare(&bytes, certificate, &parameters).map_err(explained)?;
                Ok(Prepared::of_bytes(bytes, prepared))
            }
        }
    }

    /// The whole document, as it was shown.
    fn read(&self) -> Result<Vec<u8>, Failure> {
        let document = self.to_sign.document.as_path();
        let bytes = document::read(document, MAX_IN_MEMORY)?;
        if let Some(shown) = &self.plan.shown {
            shown.check_bytes(&bytes, document)?;
        }
        Ok(bytes)
    }

    fn finish(
        &self,
        opened: &mut Opened,
        prepared: &PreparedSignature,
        value: &SignatureValue,
        token: Option<&[u8]>,
        out: &mut Output,
    ) -> Result<(), Failure> {
        let explained = |error: tanba_ades::Error| error.explain_about(&self.to_sign.document);
        let bytes = match (&self.to_sign.form, opened) {
            (Form::Cades { attached: true }, Opened::File(file)) => {
                file.rewind()
                    .map_err(|e| read_failure(&e, &self.to_sign.document))?;
                let again = file
                    .try_clone()
                    .map_err(|e| read_failure(&e, &self.to_sign.document))?;
                let mut reader = Watched::new(again, Stage::Writing, self.shell);
                return cms::finish_attached(prepared, value, token, &mut reader, out)
                    .map_err(|error| written(error, &self.to_sign.document, out));
            }
            (Form::AddedCades { .. }, Opened::File(file)) => {
                return cms::finish_added(prepared, value, token, file, out)
                    .map_err(|error| written(error, &self.to_sign.document, out));
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
