//! What a validation found.

use super::name_constraints::NameViolation;
use crate::Certificate;
use crate::anchor::TrustAnchor;
use crate::crl::CrlReason;
use crate::indication::{Indication, SubIndication};
use crate::tlv::Error as Malformed;
use const_oid::ObjectIdentifier;
use time::OffsetDateTime;

/// The outcome of validating one certificate.
#[derive(Clone, Debug)]
pub struct PathReport {
    /// The main status.
    pub indication: Indication,
    /// Why it is not [`Indication::TotalPassed`].
    pub sub_indication: Option<SubIndication>,
    /// The path from the leaf upwards, without the anchor; as far as one was found.
    pub path: Vec<Certificate>,
    /// The anchor in which the path ends.
    pub anchor: Option<TrustAnchor>,
    /// What is known of the revocation of each certificate of `path`, in its order.
    pub revocation: Vec<Revocation>,
    /// What could be fetched to know more.
    pub missing: Vec<Missing>,
    /// The policies, in the words of the anchor's domain, for which the path holds.
    pub policies: Vec<ObjectIdentifier>,
    /// What is wrong, and with which certificate.
    pub failure: Option<PathFailure>,
}

/// What is wrong with a path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct PathFailure {
    /// Index in [`PathReport::path`].
    pub index: usize,
    /// What is wrong.
    pub kind: FailureKind,
}

/// What is wrong with one certificate of a path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FailureKind {
    /// An extension that path processing needs cannot be read.
    #[error(transparent)]
    Malformed(Malformed),
    /// No path leads from this certificate to an anchor.
    #[error("no path to a trust anchor")]
    NoPath,
    /// The search was given up: too many certificates of the same names.
    #[error("too many possible paths")]
    TooManyPaths,
    /// The authority that this certificate names by name and key did not sign it.
    #[error("the issuer's signature does not verify")]
    Signature,
    /// The signature algorithm, or the issuer's key, is not supported.
    #[error("the signature algorithm is not supported")]
    UnsupportedAlgorithm,
    /// The certificate is not valid yet.
    #[error("the certificate is not valid before {not_before_at}")]
    NotYetValid {
        /// Begin of validity.
        not_before_at: OffsetDateTime,
    },
    /// The certificate has expired.
    #[error("the certificate expired after {not_after_at}")]
    Expired {
        /// End of validity, inclusive.
        not_after_at: OffsetDateTime,
    },
    /// A critical extension that is not known here.
    #[error("unknown critical extension {0}")]
    UnknownCriticalExtension(ObjectIdentifier),
    /// The issuer of a certificate is not marked as an authority.
    #[error("the certificate is not that of an authority")]
    NotAnAuthority,
    /// A pathLenConstraint is exceeded.
    #[error("the path is longer than an authority allows")]
    PathTooLong,
    /// The issuer's key may not sign certificates.
    #[error("the key may not be used to sign certificates")]
    KeyUsage,
    /// Name constraints.
    #[error(transparent)]
    Names(NameViolation),
    /// anyPolicy stands in a policy mapping.
    #[error("the special policy anyPolicy is mapped")]
    AnyPolicyMapped,
    /// No acceptable policy holds for the whole path, and one is demanded.
    #[error("no acceptable certificate policy")]
    NoAcceptablePolicy,
    /// The certificate is revoked.
    #[error("the certificate was revoked at {revoked_at}")]
    Revoked {
        /// Since when.
        revoked_at: OffsetDateTime,
        /// Why, where that is told.
        reason: Option<CrlReason>,
    },
    /// Whether the certificate is revoked is not known.
    #[error("whether the certificate is revoked is not known: {0}")]
    RevocationUnknown(UnknownRevocation),
}

impl FailureKind {
    /// The words of ETSI EN 319 102-1 for this failure; see [`crate::path`] for the choices.
    #[must_use]
    pub const fn indication(&self) -> (Indication, SubIndication) {
        use Indication::{Indeterminate, TotalFailed};
        match self {
            Self::NoPath => (Indeterminate, SubIndication::NoCertificateChainFound),
            Self::TooManyPaths => (Indeterminate, SubIndication::CertificateChainGeneralFailure),
            Self::UnsupportedAlgorithm => {
                (Indeterminate, SubIndication::CryptoConstraintsFailureNoPoe)
            }
            Self::Malformed(_) => (TotalFailed, SubIndication::FormatFailure),
            Self::Signature => (TotalFailed, SubIndication::SigCryptoFailure),
            Self::NotYetValid { .. } | Self::Expired { .. } => {
                (Indeterminate, SubIndication::OutOfBoundsNoPoe)
            }
            Self::UnknownCriticalExtension(_)
            | Self::NotAnAuthority
            | Self::PathTooLong
            | Self::KeyUsage
            | Self::Names(_)
            | Self::AnyPolicyMapped
            | Self::NoAcceptablePolicy => (TotalFailed, SubIndication::ChainConstraintsFailure),
            Self::Revoked { .. } => (TotalFailed, SubIndication::Revoked),
            Self::RevocationUnknown(_) => (Indeterminate, SubIndication::TryLater),
        }
    }
}

/// The state of one certificate and who told it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revocation {
    /// The state.
    pub status: RevocationStatus,
    /// Who told it.
    pub source: Option<RevocationSource>,
}

impl Revocation {
    pub(crate) const fn unknown(why: UnknownRevocation) -> Self {
        Self {
            status: RevocationStatus::Unknown(why),
            source: None,
        }
    }
}

/// Whether a certificate is revoked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RevocationStatus {
    /// It is not.
    Good,
    /// It is, since a time that may lie after the time of the validation: the certificate was
    /// good then, and has been revoked since.
    Revoked {
        /// Since when.
        revoked_at: OffsetDateTime,
        /// Why, where that is told.
        reason: Option<CrlReason>,
    },
    /// Not known.
    Unknown(UnknownRevocation),
    /// Not asked: [`RevocationPolicy::Skip`](super::RevocationPolicy::Skip).
    NotChecked,
}

/// Why it is not known whether a certificate is revoked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[non_exhaustive]
pub enum UnknownRevocation {
    /// No data speaks about the certificate.
    #[error("no revocation data")]
    NoData,
    /// Lists of the right issuer cover other certificates or other reasons.
    #[error("the lists at hand do not cover the certificate")]
    NotCovered,
    /// A list has a critical extension that is not known, or cannot be read.
    #[error("a list cannot be used")]
    Unusable,
    /// The signer of the data cannot be trusted.
    #[error("the issuer of the revocation data is not trusted")]
    UntrustedIssuer,
    /// The data is out of date.
    #[error("the revocation data is out of date")]
    Stale,
    /// The responder says that it does not know.
    #[error("the responder does not know the certificate")]
    ResponderDoesNotKnow,
    /// The search was given up.
    #[error("too much revocation data")]
    TooMuch,
}

/// Who told the state of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RevocationSource {
    /// A revocation list.
    Crl {
        /// The DER of the name of its issuer.
        issuer_der: Vec<u8>,
        /// When it was issued; of the delta list where one was used.
        this_update_at: OffsetDateTime,
        /// When the next is due.
        next_update_at: Option<OffsetDateTime>,
        /// cRLNumber of the complete list.
        number: Option<Vec<u8>>,
        /// cRLNumber of the delta list.
        delta_number: Option<Vec<u8>>,
    },
    /// An OCSP response.
    Ocsp {
        /// The certificate of a delegated responder.
        responder: Option<Certificate>,
        /// When the response was signed.
        produced_at: OffsetDateTime,
        /// For when it holds.
        this_update_at: OffsetDateTime,
        /// When newer data is due.
        next_update_at: Option<OffsetDateTime>,
    },
}

/// Something to be fetched, after which the validation may be tried again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The issuer of a certificate.
    Issuer {
        /// Whose issuer.
        certificate: Certificate,
        /// caIssuers of its authorityInfoAccess.
        urls: Vec<String>,
    },
    /// A complete list.
    Crl {
        /// The certificate that it is about.
        certificate: Certificate,
        /// Its distribution points.
        urls: Vec<String>,
    },
    /// A delta list.
    DeltaCrl {
        /// The certificate that it is about.
        certificate: Certificate,
        /// Where the certificate or the complete list says it lies.
        urls: Vec<String>,
    },
    /// An OCSP answer.
    Ocsp {
        /// The certificate that it is about.
        certificate: Certificate,
        /// The SubjectPublicKeyInfo of its issuer, of which the request holds a digest.
        issuer_spki_der: Vec<u8>,
        /// The responders of its authorityInfoAccess.
        urls: Vec<String>,
    },
}
