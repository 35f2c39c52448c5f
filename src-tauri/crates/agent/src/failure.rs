//! The errors of the rooms as failures for people. The trait is local, so that the rooms need not
//! know how they are explained.

use std::path::Path;

use tanba_ades::{pdf, xml};
use tanba_online::{ErrorKind, Service};
use tanba_pki::tsp;
use tanba_protocol::{Failure, FailureCode as C};

use crate::output::{read_failure, write_failure};

/// Says what an error means to a person.
pub(crate) trait Explain {
    /// The failure, with the error's own words for support.
    fn explain(&self) -> Failure;

    /// The same, about a file.
    fn explain_about(&self, path: &Path) -> Failure {
        let mut failure = self.explain();
        if failure.subject.is_none() {
            failure.subject = Some(path.display().to_string());
        }
        failure
    }
}

impl Explain for tanba_keystore::Error {
    fn explain(&self) -> Failure {
        use tanba_keystore::Error as E;
        let code = match self {
            E::WrongPassword => C::PasswordWrong,
            E::PasswordRule(_) => C::PasswordUnsuitable,
            E::Pki(tanba_pki::Error::UnsupportedParameters(_)) => C::KeyUnsupported,
            E::Pki(tanba_pki::Error::TooLarge(_)) => C::KeyFileTooLarge,
            E::Damaged(_) | E::Pki(_) => C::KeyFileDamaged,
            E::NoKey => C::KeyFileWithoutKey,
            E::UnsupportedAlgorithm(_) | E::NotByPassword | E::AlgorithmMismatch(_) => {
                C::KeyUnsupported
            }
            E::TooLarge | E::TooMuchWork => C::KeyFileTooLarge,
            E::AlreadyExists(path) => {
                return Failure::new(C::OutputExists).with_subject(path.display().to_string());
            }
            E::Io { path, source } => {
                let failure = match source.kind() {
                    std::io::ErrorKind::NotFound => Failure::new(C::KeyNotFound)
                        .with_subject(path.display().to_string())
                        .with_detail(source),
                    std::io::ErrorKind::StorageFull
                    | std::io::ErrorKind::ReadOnlyFilesystem
                    | std::io::ErrorKind::PermissionDenied => write_failure(source, path),
                    _ => read_failure(source, path),
                };
                return failure;
            }
            _ => C::Internal,
        };
        Failure::new(code).with_detail(self)
    }
}

impl Explain for tanba_ades::Error {
    fn explain(&self) -> Failure {
        use tanba_ades::Error as E;
        let code = match self {
            E::Io(error) => return write_failure(error, Path::new("")).without_subject(),
            E::Pki(error) => unsupported(error).unwrap_or(C::CertificateDamaged),
            E::Xml(error) => return error.explain(),
            E::Pdf(error) => return error.explain(),
            E::TimeStamp(error) => return error.explain(),
            E::Malformed { .. } => C::SignatureDamaged,
            E::TooLarge(_) => C::DocumentTooLarge,
            E::NoSignature => C::SignatureNotFound,
            E::ContentChanged => C::DocumentChanged,
            E::ContentMissing => C::ContentMissing,
            E::KeyMismatch | E::WrongForm => C::Internal,
            _ => C::FormUnsuitable,
        };
        Failure::new(code).with_detail(self)
    }
}

impl Explain for pdf::Error {
    fn explain(&self) -> Failure {
        use pdf::Error as E;
        let code = match self {
            E::Encrypted => C::PdfEncrypted,
            E::ChangesForbidden => C::PdfChangesForbidden,
            E::NotPdf | E::NoPage | E::FieldExists => C::FormUnsuitable,
            E::TooLarge | E::TooComplex => C::DocumentTooLarge,
            E::ContentsTooSmall { .. } => C::LevelUnsupported,
            _ => C::PdfDamaged,
        };
        Failure::new(code).with_detail(self)
    }
}

impl Explain for xml::Error {
    fn explain(&self) -> Failure {
        use xml::Error as E;
        let code = match self {
            E::DocumentType(_) | E::UnknownEntity(_) => C::XmlForbiddenContent,
            E::Limit(_) => C::DocumentTooLarge,
            E::NoElement(_) | E::InvalidId(_) => C::XmlIdNotFound,
            E::DuplicateId(_) => C::XmlIdAmbiguous,
            E::Signature(_) => C::SignatureDamaged,
            E::Algorithm(_) => C::AlgorithmUnsupported,
            E::ExternalReference(_) => C::ContentMissing,
            E::RelativeNamespace(_) | E::BaseUri => C::FormUnsuitable,
            E::Encoding | E::Version | E::Syntax { .. } | E::UnexpectedEnd(_) => C::XmlMalformed,
        };
        Failure::new(code).with_detail(self)
    }
}

impl Explain for tanba_online::Error {
    fn explain(&self) -> Failure {
        use ErrorKind as K;
        let [unreachable, timed_out, damaged, refused] = match self.service {
            Service::TimeStamp => [
                C::TsaUnreachable,
                C::TsaTimedOut,
                C::TsaAnswerDamaged,
                C::TsaRefused,
            ],
            Service::Ocsp => [
                C::OcspUnreachable,
                C::OcspTimedOut,
                C::OcspAnswerDamaged,
                C::OcspRefused,
            ],
            Service::Crl => [
                C::CrlUnreachable,
                C::CrlTimedOut,
                C::CrlAnswerDamaged,
                C::CrlRefused,
            ],
            Service::Certificate => [
                C::IssuerUnreachable,
                C::IssuerTimedOut,
                C::IssuerAnswerDamaged,
                C::IssuerRefused,
            ],
        };
        let code = match &self.kind {
            K::Address => C::AddressUnsuitable,
            K::Unreachable(_) | K::Interrupted(_) => unreachable,
            K::TimedOut => timed_out,
            K::Refused(_) | K::RedirectedTooOften | K::RedirectUnsuitable => refused,
            K::TooLarge { .. } | K::WrongContent(_) => damaged,
            K::Proxy(_) => C::ProxyFailed,
            K::Disk(error) => return write_failure(error, Path::new("")).without_subject(),
            _ => C::Internal,
        };
        Failure::new(code)
            .with_subject(self.address.clone())
            .with_detail(&self.kind)
    }
}

impl Explain for tsp::Error {
    fn explain(&self) -> Failure {
        use tsp::Error as E;
        let code = match self {
            E::Rejected(..) => C::TsaRefused,
            E::ImprintMismatch | E::NonceMismatch | E::PolicyMismatch(_) => C::TsaAnswerMismatch,
            E::Pki(error) => unsupported(error).unwrap_or(C::TsaAnswerDamaged),
            _ => C::TsaAnswerDamaged,
        };
        Failure::new(code).with_detail(self)
    }
}

impl Explain for tanba_store::Error {
    fn explain(&self) -> Failure {
        use tanba_store::Error as E;
        let code = match self {
            E::Damaged(_) => C::HistoryDamaged,
            E::Locked => C::HistoryLocked,
            E::Newer => C::StoreNewer,
            E::EnvironmentUnknown(name) => {
                return Failure::new(C::EnvironmentUnknown).with_subject(name.clone());
            }
            E::SettingDamaged { .. } => C::SettingsDamaged,
            E::DiskFull => C::DiskFull,
            E::ReadOnly => C::OutputReadOnly,
            E::Io(error) => return write_failure(error, Path::new("")).without_subject(),
            _ => C::Internal,
        };
        Failure::new(code).with_detail(self)
    }
}

/// What is well made and beyond this program.
fn unsupported(error: &tanba_pki::Error) -> Option<C> {
    use tanba_pki::Error as E;
    matches!(
        error,
        E::UnsupportedAlgorithm(_) | E::UnsupportedParameters(_)
    )
    .then_some(C::AlgorithmUnsupported)
}

/// A failure that is about no file that the person named.
trait WithoutSubject {
    fn without_subject(self) -> Self;
}

impl WithoutSubject for Failure {
    fn without_subject(mut self) -> Self {
        self.subject = None;
        self
    }
}
