//! What verification found, in words for people. The report's Indication and
//! SubIndication (ETSI EN 319 102-1) are for machines; findings say the same
//! and more, and keep apart "was valid when signed" and "has expired since".

use serde::{Deserialize, Serialize};

use crate::message::{Argument, Message, Moment, RevocationReason};

/// The main indications of EN 319 102-1 §5.1.3 (table 5). Message ids are `indication-<name>`.
pub const INDICATIONS: &[&str] = &["TOTAL-PASSED", "TOTAL-FAILED", "INDETERMINATE"];

/// The sub-indications of EN 319 102-1 §5.1.3 (tables 5 and 6). Message ids are
/// `sub-indication-<name>`.
pub const SUB_INDICATIONS: &[&str] = &[
    "FORMAT_FAILURE",
    "HASH_FAILURE",
    "SIG_CRYPTO_FAILURE",
    "REVOKED",
    "EXPIRED",
    "NOT_YET_VALID",
    "SIG_CONSTRAINTS_FAILURE",
    "CHAIN_CONSTRAINTS_FAILURE",
    "CERTIFICATE_CHAIN_GENERAL_FAILURE",
    "CRYPTO_CONSTRAINTS_FAILURE",
    "POLICY_PROCESSING_ERROR",
    "SIGNATURE_POLICY_NOT_AVAILABLE",
    "TIMESTAMP_ORDER_FAILURE",
    "NO_SIGNING_CERTIFICATE_FOUND",
    "NO_CERTIFICATE_CHAIN_FOUND",
    "REVOKED_NO_POE",
    "REVOKED_CA_NO_POE",
    "OUT_OF_BOUNDS_NOT_REVOKED",
    "OUT_OF_BOUNDS_NO_POE",
    "REVOCATION_OUT_OF_BOUNDS_NO_POE",
    "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
    "NO_POE",
    "TRY_LATER",
    "SIGNED_DATA_NOT_FOUND",
    "NO_CERTIFICATE_CHAIN_FOUND_NO_POE",
    "CUSTOM",
];

macro_rules! findings {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal { $($(#[doc = $field_doc:literal])+ $field:ident: $kind:ident = $sample:expr),* $(,)? };)+) => {
        /// One thing that verification found. In the catalogue its message is
        /// `finding-<name>`; its fields are the message's variables.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS))]
        #[serde(tag = "finding", rename_all = "kebab-case", rename_all_fields = "snake_case")]
        #[non_exhaustive]
        pub enum Finding {
            $($(#[doc = $doc])+ $name { $($(#[doc = $field_doc])+ $field: $kind,)* },)+
        }

        impl Finding {
            /// One of each, for tests that go through all of them.
            #[doc(hidden)]
            pub fn samples() -> Vec<Self> {
                vec![$(Self::$name { $($field: $sample,)* },)+]
            }
        }

        impl Message for Finding {
            fn id(&self) -> String {
                match self { $(Self::$name { .. } => concat!("finding-", $text),)+ }.to_owned()
            }

            fn arguments(&self) -> Vec<(&'static str, Argument)> {
                match self {
                    $(Self::$name { $($field,)* } => vec![$((stringify!($field), $field.clone().into()),)*],)+
                }
            }
        }
    };
}

impl From<Moment> for Argument {
    fn from(at: Moment) -> Self {
        Self::At(at)
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<RevocationReason> for Argument {
    fn from(reason: RevocationReason) -> Self {
        Self::Text(reason.as_str().to_owned())
    }
}

const SAMPLE: Moment = Moment(1_795_183_500);

findings! {
    // Good
    /// The signature holds, its certificate is valid and not revoked.
    Valid = "valid" {};
    /// A path leads from the certificate to a trusted authority, and nothing on it is revoked.
    CertificateTrusted = "certificate-trusted" {};
    /// The signature holds and was valid when signed; the certificate has expired since.
    ValidWhenSigned = "valid-when-signed" {
        /// The end of the certificate.
        expired_at: Moment = SAMPLE,
    };
    /// The signature holds and was made before the certificate was revoked.
    ValidBeforeRevocation = "valid-before-revocation" {
        /// Since when it is revoked.
        revoked_at: Moment = SAMPLE,
        /// Why.
        reason: RevocationReason = RevocationReason::Superseded,
    };
    /// A time stamp proves that the signature existed.
    TimeStamped = "time-stamped" {
        /// When.
        at: Moment = SAMPLE,
        /// The time-stamping authority's name.
        authority: String = "TSA".to_owned(),
    };
    /// The signer's own statement of the time; nothing proves it.
    SigningTimeClaimed = "signing-time-claimed" {
        /// When.
        at: Moment = SAMPLE,
    };

    // The bytes
    /// The content is not what was signed.
    ContentChanged = "content-changed" {};
    /// The signature value does not belong to the content and the certificate.
    SignatureBroken = "signature-broken" {};
    /// The detached content was not given.
    ContentMissing = "content-missing" {};
    /// Something was added to the document after this signature.
    ContentAppended = "content-appended" {};
    /// The signature covers only part of the document.
    CoversPart = "covers-part" {
        /// Which part: an Id or a range of bytes.
        part: String = "#invoice".to_owned(),
    };
    /// The XML is arranged so that what is signed differs from what is read.
    SignatureWrapped = "signature-wrapped" {};
    /// The signature's structure is broken.
    StructureBroken = "structure-broken" {};

    // Algorithms
    /// Rests on an algorithm that is no longer strong.
    AlgorithmWeak = "algorithm-weak" {
        /// Its name.
        algorithm: String = "SHA-1".to_owned(),
    };
    /// Uses an algorithm not supported here.
    AlgorithmUnsupported = "algorithm-unsupported" {
        /// Its name or object identifier.
        algorithm: String = "1.2.3".to_owned(),
    };

    // The certificate of the signer
    /// The certificate of the signer is not in the signature.
    SignerCertificateMissing = "signer-certificate-missing" {};
    /// What is signed names another certificate than the one that made the signature.
    SignerCertificateMismatch = "signer-certificate-mismatch" {};
    /// Nothing signed ties the signature to one certificate (RFC 5035): CMS rather than CAdES.
    SignerCertificateUnbound = "signer-certificate-unbound" {};
    /// The certificate has expired, and nothing proves that it was signed before.
    CertificateExpired = "certificate-expired" {
        /// When.
        expired_at: Moment = SAMPLE,
    };
    /// The certificate begins later than the time looked at.
    CertificateNotYetValid = "certificate-not-yet-valid" {
        /// When.
        begins_at: Moment = SAMPLE,
    };
    /// The certificate is revoked, and nothing proves that it was signed before.
    CertificateRevoked = "certificate-revoked" {
        /// Since when.
        revoked_at: Moment = SAMPLE,
        /// Why.
        reason: RevocationReason = RevocationReason::KeyCompromise,
    };
    /// A certificate looked at by itself has expired.
    PathExpired = "path-expired" {
        /// When.
        expired_at: Moment = SAMPLE,
    };
    /// A certificate looked at by itself is revoked.
    PathRevoked = "path-revoked" {
        /// Since when.
        revoked_at: Moment = SAMPLE,
        /// Why.
        reason: RevocationReason = RevocationReason::KeyCompromise,
    };
    /// A certificate of an authority on the path is revoked.
    IssuerRevoked = "issuer-revoked" {
        /// Whose.
        issuer: String = "CA".to_owned(),
        /// Since when.
        revoked_at: Moment = SAMPLE,
        /// Why.
        reason: RevocationReason = RevocationReason::CaCompromise,
    };
    /// A certificate of an authority on the path has expired or begins later.
    IssuerOutOfBounds = "issuer-out-of-bounds" {
        /// Whose.
        issuer: String = "CA".to_owned(),
    };
    /// The certificate was not issued for signatures.
    CertificateNotForSigning = "certificate-not-for-signing" {};
    /// The certificate belongs to the test environment.
    TestCertificate = "test-certificate" {};
    /// The practice authority issued the certificate.
    PracticeCertificate = "practice-certificate" {};
    /// The certificate is one for practice, and is looked at in another environment.
    PracticeCertificateElsewhere = "practice-certificate-elsewhere" {};

    // Trust and revocation
    /// No path leads to a trusted authority.
    IssuerNotTrusted = "issuer-not-trusted" {
        /// The last authority reached.
        issuer: String = "CA".to_owned(),
    };
    /// A certificate of the path breaks a rule: name constraints, path length, policies.
    PathConstraintsBroken = "path-constraints-broken" {};
    /// Whether it is revoked is not known: the work was offline.
    RevocationUnknownOffline = "revocation-unknown-offline" {};
    /// Whether it is revoked is not known: no service gave an answer to rely on.
    RevocationUnknown = "revocation-unknown" {};
    /// The freshest word on revocation is older than needed.
    RevocationStale = "revocation-stale" {};

    // Time stamps
    /// The time stamp does not belong to this signature, or is broken.
    TimeStampBroken = "time-stamp-broken" {};
    /// The time-stamping authority is not trusted.
    TimeStampNotTrusted = "time-stamp-not-trusted" {
        /// Its name.
        authority: String = "TSA".to_owned(),
    };
    /// The times in the signature contradict each other.
    TimesOutOfOrder = "times-out-of-order" {};
}

#[cfg(test)]
mod tests {
    use super::{Finding, Message};

    #[test]
    fn findings_survive_json_and_their_ids_follow_their_names() {
        for finding in Finding::samples() {
            let json = serde_json::to_value(&finding).unwrap();
            assert_eq!(
                format!("finding-{}", json["finding"].as_str().unwrap()),
                finding.id()
            );
            assert_eq!(
                json.as_object().unwrap().len(),
                finding.arguments().len() + 1
            );
            assert_eq!(serde_json::from_value::<Finding>(json).unwrap(), finding);
        }
    }
}
