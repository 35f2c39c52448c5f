//! The outcome of a validation in the words of ETSI EN 319 102-1 (5.1.3, tables 5 and 6).

use core::fmt;

use serde::{Deserialize, Serialize};

/// The main status of a validation. Ordered from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Indication {
    /// Every check passed.
    #[serde(rename = "TOTAL-PASSED")]
    TotalPassed,
    /// What is known does not suffice to pass or to fail.
    #[serde(rename = "INDETERMINATE")]
    Indeterminate,
    /// Some check failed for good.
    #[serde(rename = "TOTAL-FAILED")]
    TotalFailed,
}

impl Indication {
    /// The name as the standard writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TotalPassed => "TOTAL-PASSED",
            Self::Indeterminate => "INDETERMINATE",
            Self::TotalFailed => "TOTAL-FAILED",
        }
    }
}

impl fmt::Display for Indication {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

macro_rules! sub_indications {
    ($($(#[$doc:meta])* $variant:ident => $name:literal,)+) => {
        /// Why a validation did not pass.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum SubIndication {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)+
        }

        impl SubIndication {
            /// Every sub-indication, in the order of the standard.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name as the standard writes it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}

sub_indications! {
    /// The signature does not conform to its format.
    FormatFailure => "FORMAT_FAILURE",
    /// A digest of the signed data differs from the one that was signed.
    HashFailure => "HASH_FAILURE",
    /// The signature value does not verify with the signer's key.
    SigCryptoFailure => "SIG_CRYPTO_FAILURE",
    /// The signing certificate was revoked before the signature is known to have existed.
    Revoked => "REVOKED",
    /// The signature is known to have been made after the certificate expired.
    Expired => "EXPIRED",
    /// The signature is known to have been made before the certificate became valid.
    NotYetValid => "NOT_YET_VALID",
    /// A property of the signature does not meet the constraints on signatures.
    SigConstraintsFailure => "SIG_CONSTRAINTS_FAILURE",
    /// A chain was found, and it does not meet the constraints on chains.
    ChainConstraintsFailure => "CHAIN_CONSTRAINTS_FAILURE",
    /// A chain was found and its validation failed for another reason.
    CertificateChainGeneralFailure => "CERTIFICATE_CHAIN_GENERAL_FAILURE",
    /// An algorithm or key size is below what is required, also at the proved time.
    CryptoConstraintsFailure => "CRYPTO_CONSTRAINTS_FAILURE",
    /// The signature policy could not be processed.
    PolicyProcessingError => "POLICY_PROCESSING_ERROR",
    /// The signature policy could not be had.
    SignaturePolicyNotAvailable => "SIGNATURE_POLICY_NOT_AVAILABLE",
    /// The order of the time stamps contradicts itself.
    TimestampOrderFailure => "TIMESTAMP_ORDER_FAILURE",
    /// The signing certificate cannot be identified.
    NoSigningCertificateFound => "NO_SIGNING_CERTIFICATE_FOUND",
    /// No chain to a trust anchor was found.
    NoCertificateChainFound => "NO_CERTIFICATE_CHAIN_FOUND",
    /// No chain was found that is valid now, and nothing proves an earlier time.
    NoCertificateChainFoundNoPoe => "NO_CERTIFICATE_CHAIN_FOUND_NO_POE",
    /// The signing certificate is revoked and nothing proves that the signature is older.
    RevokedNoPoe => "REVOKED_NO_POE",
    /// A CA certificate is revoked and nothing proves that what it issued is older.
    RevokedCaNoPoe => "REVOKED_CA_NO_POE",
    /// The certificate is not valid now and nothing proves that the signature is older.
    OutOfBoundsNoPoe => "OUT_OF_BOUNDS_NO_POE",
    /// As OUT_OF_BOUNDS_NO_POE, though the certificate is known not to have been revoked.
    OutOfBoundsNotRevoked => "OUT_OF_BOUNDS_NOT_REVOKED",
    /// An algorithm is too weak now and nothing proves that the signature is older.
    CryptoConstraintsFailureNoPoe => "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
    /// A proof of existence is missing.
    NoPoe => "NO_POE",
    /// What is missing now, such as fresh revocation data, may be had later.
    TryLater => "TRY_LATER",
    /// The signed data cannot be had.
    SignedDataNotFound => "SIGNED_DATA_NOT_FOUND",
}

impl fmt::Display for SubIndication {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worst_is_greatest() {
        assert!(Indication::TotalFailed > Indication::Indeterminate);
        assert!(Indication::Indeterminate > Indication::TotalPassed);
    }

    #[test]
    fn names_are_those_of_the_standard() {
        assert_eq!(Indication::TotalPassed.to_string(), "TOTAL-PASSED");
        assert_eq!(
            SubIndication::OutOfBoundsNoPoe.to_string(),
            "OUT_OF_BOUNDS_NO_POE"
        );
        assert!(SubIndication::ALL.iter().all(|s| {
            s.as_str()
                .bytes()
                .all(|b| b == b'_' || b.is_ascii_uppercase())
        }));
    }
}
