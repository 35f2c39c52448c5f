//! What a validation found (ETSI EN 319 102-1), for machines and as the material for words.

use tanba_pki::anchor::TrustAnchor;
use tanba_pki::crl::CrlReason;
use tanba_pki::digest::DigestAlgorithm;
use tanba_pki::indication::{Indication, SubIndication};
use tanba_pki::path::{Missing, Revocation, UnknownRevocation};
use tanba_pki::{Certificate, algorithm::SignatureAlgorithm};
use time::OffsetDateTime;

use crate::parsed::TimeStampKind;
use crate::{SignatureForm, SignatureLevel, SignaturePackaging};

/// The outcome for a document: that of its worst signature, and each signature by itself.
#[derive(Clone, Debug)]
pub struct ValidationReport {
    /// The main status.
    pub indication: Indication,
    /// Why it is not TOTAL-PASSED.
    pub sub_indication: Option<SubIndication>,
    /// The time for which the document was validated.
    pub validated_at: OffsetDateTime,
    /// One entry for each signature, in the order of the document.
    pub signatures: Vec<SignatureReport>,
    /// What could be fetched to know more, each once.
    pub missing: Vec<Missing>,
}

/// The outcome for one signature.
#[derive(Clone, Debug)]
pub struct SignatureReport {
    /// The main status.
    pub indication: Indication,
    /// Why it is not TOTAL-PASSED.
    pub sub_indication: Option<SubIndication>,
    /// The family of formats.
    pub form: SignatureForm,
    /// Where the content is.
    pub packaging: SignaturePackaging,
    /// The level reached; `None` when the signature does not name its certificate and so is plain CMS
    /// or XML-DSig.
    pub level: Option<SignatureLevel>,
    /// The certificate of the signer.
    pub certificate: Option<Certificate>,
    /// The time of signing as the signer states it.
    pub signed_at: Option<OffsetDateTime>,
    /// The earliest time at which a valid time stamp proves the signature to have existed.
    pub time_stamped_at: Option<OffsetDateTime>,
    /// What shows that the signature was valid when it was made; `None` when nothing does.
    pub valid_when_signed: Option<Proof>,
    /// When the signer's certificate expired, when it has by the time of the validation.
    pub expired_at: Option<OffsetDateTime>,
    /// When the signer's certificate was revoked, when it is, and why.
    pub revoked: Option<(OffsetDateTime, Option<CrlReason>)>,
    /// The path from the signer's certificate upwards, without the anchor.
    pub path: Vec<Certificate>,
    /// The anchor in which the path ends.
    pub anchor: Option<TrustAnchor>,
    /// What is known of the revocation of each certificate of the path, in its order.
    pub revocation: Vec<Revocation>,
    /// The digest over the content.
    pub digest_algorithm: Option<DigestAlgorithm>,
    /// The signature algorithm.
    pub signature_algorithm: Option<SignatureAlgorithm>,
    /// The time stamps, in their order.
    pub time_stamps: Vec<TimeStampReport>,
    /// Everything worth saying, the most important first.
    pub explanations: Vec<Explanation>,
}

/// The outcome for one time stamp.
#[derive(Clone, Debug)]
pub struct TimeStampReport {
    /// The main status.
    pub indication: Indication,
    /// Why it is not TOTAL-PASSED.
    pub sub_indication: Option<SubIndication>,
    /// What it is made over.
    pub kind: TimeStampKind,
    /// The time it states, when it can be read.
    pub stamped_at: Option<OffsetDateTime>,
    /// The certificate of the authority.
    pub certificate: Option<Certificate>,
}

/// What a statement about the time of signing rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// A valid time stamp.
    TimeStamp,
    /// Only the signer's word.
    Claimed,
    /// It is valid at the time of the validation itself.
    Now,
}

/// One thing worth saying about a signature: a closed list, so that every language has words for it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Explanation {
    /// The signature holds, its certificate is valid and not revoked.
    Valid,
    /// It was valid when signed; the certificate has expired since.
    ValidWhenSigned {
        /// What shows it.
        proof: Proof,
        /// The end of the certificate.
        expired_at: OffsetDateTime,
    },
    /// It was made before the certificate was revoked.
    ValidBeforeRevocation {
        /// What shows it.
        proof: Proof,
        /// Since when it is revoked.
        revoked_at: OffsetDateTime,
        /// Why, where that is told.
        reason: Option<CrlReason>,
    },
    /// A time stamp proves that the signature existed.
    TimeStamped {
        /// When.
        at: OffsetDateTime,
        /// The certificate of the authority.
        authority: Certificate,
    },
    /// The signer states the time; nothing proves it.
    SigningTimeClaimed {
        /// When.
        at: OffsetDateTime,
    },
    /// The content is not what was signed.
    ContentChanged,
    /// The value does not belong to the content and the certificate.
    SignatureBroken,
    /// The detached content was not given.
    ContentMissing,
    /// Something was added to the document after this signature.
    ContentAppended,
    /// The signature covers only this part of the document.
    CoversPart(String),
    /// What is read differs from what was signed.
    SignatureWrapped,
    /// The structure breaks the format; what was wrong.
    StructureBroken(String),
    /// Rests on an algorithm that was no longer strong at the proved time.
    AlgorithmWeak(String),
    /// Uses an algorithm that is not supported; its OID or URI.
    AlgorithmUnsupported(String),
    /// The certificate of the signer was not found.
    SignerCertificateMissing,
    /// The signature names another certificate than the one found.
    SignerCertificateMismatch,
    /// Nothing signed ties the signature to one certificate: CMS rather than CAdES.
    SignerCertificateUnbound,
    /// The certificate has expired, and nothing proves that it was signed before.
    CertificateExpired {
        /// The end of the certificate.
        expired_at: OffsetDateTime,
    },
    /// The certificate begins later than the time looked at.
    CertificateNotYetValid {
        /// Its begin.
        begins_at: OffsetDateTime,
    },
    /// The certificate is revoked, and nothing proves that it was signed before.
    CertificateRevoked {
        /// Since when.
        revoked_at: OffsetDateTime,
        /// Why, where that is told.
        reason: Option<CrlReason>,
    },
    /// A certificate of an authority on the path is revoked.
    IssuerRevoked {
        /// Which.
        issuer: Certificate,
        /// Since when.
        revoked_at: OffsetDateTime,
        /// Why, where that is told.
        reason: Option<CrlReason>,
    },
    /// A certificate of an authority on the path is out of its validity.
    IssuerOutOfBounds {
        /// Which.
        issuer: Certificate,
    },
    /// The certificate was not issued for signatures.
    CertificateNotForSigning,
    /// No path leads to a trusted authority from this certificate, the last that was reached.
    IssuerNotTrusted {
        /// The last certificate reached.
        certificate: Certificate,
    },
    /// A certificate of the path breaks a rule; which.
    PathConstraintsBroken(String),
    /// Whether a certificate of the path is revoked is not known.
    RevocationUnknown {
        /// Which certificate.
        certificate: Certificate,
        /// Why not.
        why: UnknownRevocation,
    },
    /// A time stamp does not belong to this signature, or is broken.
    TimeStampBroken,
    /// A time stamp does not count, because its authority is not trusted or not valid.
    TimeStampNotTrusted {
        /// The certificate of the authority.
        authority: Option<Certificate>,
        /// Why it does not count.
        sub_indication: Option<SubIndication>,
    },
    /// The times in the signature contradict each other.
    TimesOutOfOrder,
}
