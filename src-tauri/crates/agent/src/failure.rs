//! The errors of the rooms as failures for people. The trait is local, so that the rooms need not
//! know how they are explained.

use std::path::Path;

use tanba_ades::{pdf, xml};
use tanba_keystore::token;
use tanba_online::{ErrorKind, Service};
use tanba_pki::tsp;
use tanba_protocol::{Failure, FailureCode as C, PinKind, PinState, ProblemCode};

use crate::output::{read_failure, write_failure};
use crate::tokens::state_of;

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
            E::NotAFile(_) => C::DocumentIsNoFile,
            E::NoKey => C::KeyFileWithoutKey,
            E::UnsupportedAlgorithm(_) | E::NotByPassword | E::AlgorithmMismatch(_) => {
                C::KeyUnsupported
            }
            E::TooLarge | E::TooMuchWork => C::KeyFileTooLarge,
            E::TokenNotFound(name) => {
                return Failure::new(C::TokenNotFound).with_subject(name.clone());
            }
            E::TokenAmbiguous(name) => {
                return Failure::new(C::TokenAmbiguous).with_subject(name.clone());
            }
            E::TokenRemoved => C::TokenRemoved,
            E::TokenChanged => C::TokenChanged,
            E::TokenNotInitialised => C::TokenNotInitialised,
            E::PinWrong { kind, state } => pin_wrong(kind_of(*kind), state_of(*state)),
            E::PinLocked { kind } => pin_wrong(kind_of(*kind), PinState::Locked),
            E::PinNotSet { .. } => C::PinNotSet,
            E::PinLength { .. } | E::PinInvalid => C::PinUnsuitable,
            E::LoggedOut => C::TokenLoggedOut,
            E::AlgorithmNotOnToken(_) => C::TokenAlgorithmUnsupported,
            E::TokenFull => C::TokenFull,
            E::TokenWriteProtected => C::TokenWriteProtected,
            E::LabelTooLong { .. } => C::TokenLabelTooLong,
            E::LabelFixed => C::TokenLabelFixed,
            E::KeyNotOnToken(_) => C::TokenKeyMissing,
            E::CertificateNotOnToken(_) => C::TokenCertificateMissing,
            E::KeyAmbiguous(_) => C::TokenKeyAmbiguous,
            E::NoKeyForCertificate => C::TokenKeyForCertificateMissing,
            E::ModuleMissing(path) => return of_module(C::ModuleMissing, path),
            E::NoModule(path) => return of_module(C::ModuleNoModule, path),
            E::ModuleCrashed(path) => return of_module(C::ModuleCrashed, path),
            E::ModuleHung(path) => return of_module(C::ModuleHung, path),
            E::ModuleBusy(path) => return of_module(C::ModuleBusy, path),
            E::ModuleFailed { .. } => C::ModuleFailed,
            E::Cancelled => C::Cancelled,
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

/// Why a PIN was refused, with how many tries are left as far as the token tells.
pub(crate) fn pin_wrong(kind: PinKind, state: PinState) -> C {
    match (kind, state) {
        (PinKind::User, PinState::Locked) => C::PinLocked,
        (PinKind::User, PinState::FinalTry) => C::PinWrongLastTry,
        (PinKind::User, PinState::CountLow) => C::PinWrongFewLeft,
        (PinKind::User, _) => C::PinWrong,
        (PinKind::So, PinState::Locked) => C::SoPinLocked,
        (PinKind::So, PinState::FinalTry) => C::SoPinWrongLastTry,
        (PinKind::So, PinState::CountLow) => C::SoPinWrongFewLeft,
        (PinKind::So, _) => C::SoPinWrong,
    }
}

fn of_module(code: C, path: &Path) -> Failure {
    Failure::new(code).with_subject(path.display().to_string())
}

fn kind_of(kind: token::PinKind) -> PinKind {
    match kind {
        token::PinKind::User => PinKind::User,
        token::PinKind::So => PinKind::So,
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
            E::Unsupported(_) => C::FormUnsuitable,
            _ => C::Internal,
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
            E::NoSuchPage | E::OutsidePage => C::PlaceUnsuitable,
            E::Appearance => C::Internal,
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
            Service::Authority => [
                C::AuthorityUnreachable,
                C::AuthorityTimedOut,
                C::AuthorityAnswerDamaged,
                C::AuthorityRefused,
            ],
        };
        let code = match &self.kind {
            K::Address if self.service == Service::Authority => C::AuthorityAddressUnsuitable,
            // What refuses without saying why is no authority of ours.
            K::Refused(400..=499) if self.service == Service::Authority => damaged,
            K::Problem(problem) if self.service == Service::Authority => refusal(problem.code),
            K::Address => C::AddressUnsuitable,
            K::Untrusted(_) if self.service == Service::Authority => C::AuthorityUntrusted,
            K::Unreachable(_) | K::Interrupted(_) | K::Untrusted(_) => unreachable,
            K::TimedOut => timed_out,
            K::Refused(_) | K::Problem(_) | K::RedirectedTooOften | K::RedirectUnsuitable => {
                refused
            }
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

/// Why a certification authority issues nothing.
fn refusal(problem: ProblemCode) -> C {
    use ProblemCode as P;
    match problem {
        P::TokenUnknown | P::TokenMissing => C::AuthorityTokenUnknown,
        P::TokenExpired => C::AuthorityTokenExpired,
        P::TokenUsed => C::AuthorityTokenUsed,
        P::KeyUnsupported => C::AuthorityKeyUnsupported,
        P::KeyAlreadyCertified | P::RequestsUnsuitable => C::AuthorityKeyUnsupported,
        P::BinMalformed => C::BinMalformed,
        P::BinUnknown => C::BinUnknown,
        P::HeadUnknown => C::HeadUnknown,
        P::HeadMismatch => C::HeadMismatch,
        P::IinMalformed => C::IinMalformed,
        P::IinUnknown => C::IinUnknown,
        P::EmailMalformed => C::EmailMalformed,
        P::RegionUnknown => C::RegionUnknown,
        P::SystemNameMalformed => C::SystemNameMalformed,
        P::SystemIdMalformed => C::SystemIdMalformed,
        P::TreasuryRoleMalformed => C::TreasuryRoleMalformed,
        P::TreasuryCodeMalformed => C::TreasuryCodeMalformed,
        P::AgreementOutdated => C::AgreementOutdated,
        P::RateLimited => C::AuthorityBusy,
        P::ApplicationUnknown => C::ApplicationUnknown,
        P::ApplicationStageWrong => C::ApplicationStageWrong,
        P::CertificateUnsuitable => C::AccountKeyRefused,
        P::SessionExpired | P::SessionMissing => C::AccountSessionExpired,
        P::ContactUnknown => C::CodeContactUnknown,
        P::CodeWrong => C::CodeWrong,
        P::CodeExpired => C::CodeExpired,
        P::CertificateUnknown => C::CertificateUnknown,
        P::CertificateRevoked => C::CertificateRevoked,
        P::HeadRequired => C::HeadRequired,
        P::TimedOut => C::AuthorityTimedOut,
        P::NotFound => C::AuthorityAnswerDamaged,
        _ => C::AuthorityRefused,
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

#[cfg(test)]
mod tests {
    use std::io;
    use std::path::{Path, PathBuf};

    use tanba_ades::{pdf, xml};
    use tanba_pki::tsp;
    use tanba_protocol::FailureCode as C;

    use super::Explain;

    fn codes(errors: &[(&dyn Explain, C)]) {
        for (error, code) in errors {
            let failure = error.explain();
            assert_eq!(failure.code, *code, "{:?}", failure.detail);
        }
    }

    #[test]
    fn key_files_fail_each_in_its_own_way() {
        use tanba_keystore::Error as E;
        let path = PathBuf::from("key.p12");
        let io = |kind: io::ErrorKind| E::Io {
            path: path.clone(),
            source: kind.into(),
        };
        codes(&[
            (&E::WrongPassword, C::PasswordWrong),
            (&E::Damaged("end".into()), C::KeyFileDamaged),
            (&E::NoKey, C::KeyFileWithoutKey),
            (&E::NotByPassword, C::KeyUnsupported),
            (&E::TooMuchWork, C::KeyFileTooLarge),
            (&E::AlreadyExists(path.clone()), C::OutputExists),
            (&io(io::ErrorKind::NotFound), C::KeyNotFound),
            (&io(io::ErrorKind::IsADirectory), C::DocumentIsFolder),
            (&io(io::ErrorKind::StorageFull), C::DiskFull),
            (&io(io::ErrorKind::ReadOnlyFilesystem), C::OutputReadOnly),
            (
                &E::Pki(tanba_pki::Error::UnsupportedParameters("RSA")),
                C::KeyUnsupported,
            ),
            (&E::SignatureFault, C::Internal),
        ]);
    }

    #[test]
    fn documents_and_signatures_fail_each_in_its_own_way() {
        use tanba_ades::Error as E;
        codes(&[
            (&E::NoSignature, C::SignatureNotFound),
            (&E::ContentMissing, C::ContentMissing),
            (&E::ContentChanged, C::DocumentChanged),
            (&E::TooLarge("SignedData"), C::DocumentTooLarge),
            (
                &E::Pki(tanba_pki::Error::UnsupportedParameters("RSA")),
                C::AlgorithmUnsupported,
            ),
            (&E::Pki(tanba_pki::Error::InvalidKey), C::CertificateDamaged),
            (&E::Pdf(pdf::Error::Encrypted), C::PdfEncrypted),
            (&E::Pdf(pdf::Error::NoPage), C::FormUnsuitable),
            (&E::Pdf(pdf::Error::Malformed("xref")), C::PdfDamaged),
            (&E::Xml(xml::Error::NoElement("a".into())), C::XmlIdNotFound),
            (&E::Xml(xml::Error::InvalidId(" ".into())), C::XmlIdNotFound),
            (&E::Xml(xml::Error::BaseUri), C::FormUnsuitable),
            (
                &E::TimeStamp(tsp::Error::NonceMismatch),
                C::TsaAnswerMismatch,
            ),
            (&E::TimeStamp(tsp::Error::NoToken), C::TsaAnswerDamaged),
        ]);
    }

    #[test]
    fn memory_fails_each_in_its_own_way() {
        use tanba_store::Error as E;
        codes(&[
            (&E::Damaged("page".into()), C::HistoryDamaged),
            (&E::Locked, C::HistoryLocked),
            (&E::Newer, C::StoreNewer),
            (&E::DiskFull, C::DiskFull),
            (&E::EnvironmentUnknown("x".into()), C::EnvironmentUnknown),
        ]);
    }

    #[test]
    fn what_an_error_names_itself_is_kept() {
        let error = tanba_keystore::Error::AlreadyExists("copy.p12".into());
        let failure = error.explain_about(Path::new("key.p12"));
        assert_eq!(failure.subject.as_deref(), Some("copy.p12"));
        let failure = tanba_keystore::Error::NoKey.explain_about(Path::new("key.p12"));
        assert_eq!(failure.subject.as_deref(), Some("key.p12"));
    }
}
