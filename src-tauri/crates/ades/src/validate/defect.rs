//! What the bytes alone say, in the words of the standard.

use tanba_pki::indication::{Indication, SubIndication};

use crate::parsed::{Defect, Remark};
use crate::report::Explanation;

/// The words for a defect (EN 319 102-1 §5.2.2, §5.2.3 and §5.2.7).
pub(super) fn words(defect: &Defect) -> (Indication, SubIndication, Explanation) {
    use Indication::{Indeterminate, TotalFailed};
    use SubIndication as S;
    match defect {
        Defect::Format(text) => (
            TotalFailed,
            S::FormatFailure,
            Explanation::StructureBroken(text.clone()),
        ),
        Defect::HashMismatch => (TotalFailed, S::HashFailure, Explanation::ContentChanged),
        Defect::InvalidSignature => (
            TotalFailed,
            S::SigCryptoFailure,
            Explanation::SignatureBroken,
        ),
        Defect::Wrapped => (TotalFailed, S::FormatFailure, Explanation::SignatureWrapped),
        Defect::ContentMissing => (
            Indeterminate,
            S::SignedDataNotFound,
            Explanation::ContentMissing,
        ),
        Defect::NoSigningCertificate => (
            Indeterminate,
            S::NoSigningCertificateFound,
            Explanation::SignerCertificateMissing,
        ),
        Defect::SigningCertificateMismatch => (
            Indeterminate,
            S::NoSigningCertificateFound,
            Explanation::SignerCertificateMismatch,
        ),
        Defect::UnsupportedAlgorithm(name) => (
            Indeterminate,
            S::CryptoConstraintsFailureNoPoe,
            Explanation::AlgorithmUnsupported(name.clone()),
        ),
    }
}

pub(super) fn remark(remark: &Remark) -> Explanation {
    match remark {
        Remark::ContentAppended => Explanation::ContentAppended,
        Remark::CoversPart(part) => Explanation::CoversPart(part.clone()),
    }
}
