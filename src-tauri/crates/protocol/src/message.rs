//! What a message of the catalogue is asked with: its id and its arguments.

use serde::{Deserialize, Serialize};

/// An instant as whole seconds since 1970-01-01T00:00:00Z, leap seconds not
/// counted. Texts show it in the reader's offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Moment(pub i64);

/// Why a certificate was revoked: CRLReason of RFC 5280 §5.3.1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum RevocationReason {
    /// No reason was given, or one that is not known here.
    #[default]
    Unspecified,
    /// The private key is known or feared to be in other hands.
    KeyCompromise,
    /// The key of the issuing authority is known or feared to be in other hands.
    CaCompromise,
    /// The holder's name or other data changed.
    AffiliationChanged,
    /// A newer certificate replaced it.
    Superseded,
    /// The certificate is no longer needed.
    CessationOfOperation,
    /// Suspended, may come back.
    CertificateHold,
    /// Taken off a list that held it.
    RemoveFromCrl,
    /// A privilege in the certificate was withdrawn.
    PrivilegeWithdrawn,
    /// The key of the attribute authority is known or feared to be in other hands.
    AaCompromise,
}

impl RevocationReason {
    /// The reason for its CRLReason number (RFC 5280 §5.3.1); a number that is
    /// not listed there reads as unspecified.
    pub fn from_number(number: u32) -> Self {
        match number {
            1 => Self::KeyCompromise,
            2 => Self::CaCompromise,
            3 => Self::AffiliationChanged,
            4 => Self::Superseded,
            5 => Self::CessationOfOperation,
            6 => Self::CertificateHold,
            8 => Self::RemoveFromCrl,
            9 => Self::PrivilegeWithdrawn,
            10 => Self::AaCompromise,
            _ => Self::Unspecified,
        }
    }

    /// The name that the catalogue selects on.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unspecified => "unspecified",
            Self::KeyCompromise => "key-compromise",
            Self::CaCompromise => "ca-compromise",
            Self::AffiliationChanged => "affiliation-changed",
            Self::Superseded => "superseded",
            Self::CessationOfOperation => "cessation-of-operation",
            Self::CertificateHold => "certificate-hold",
            Self::RemoveFromCrl => "remove-from-crl",
            Self::PrivilegeWithdrawn => "privilege-withdrawn",
            Self::AaCompromise => "aa-compromise",
        }
    }
}

/// One value that a text is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// Text shown as it is, or a word that the catalogue selects on.
    Text(String),
    /// A count: shown with the language's separators, and chooses the plural.
    Number(i64),
    /// An instant, shown as date, time and offset.
    At(Moment),
}

/// Something the catalogue has a text for.
pub trait Message {
    /// The message's id in the catalogue.
    fn id(&self) -> String;

    /// The variables its text may use, by name.
    fn arguments(&self) -> Vec<(&'static str, Argument)>;
}

#[cfg(test)]
mod tests {
    use super::RevocationReason;

    #[test]
    fn reasons_keep_their_numbers() {
        assert_eq!(
            RevocationReason::from_number(1),
            RevocationReason::KeyCompromise
        );
        assert_eq!(
            RevocationReason::from_number(7),
            RevocationReason::Unspecified
        );
        assert_eq!(
            RevocationReason::from_number(u32::MAX),
            RevocationReason::Unspecified
        );
        for number in 0..=10 {
            let reason = RevocationReason::from_number(number);
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.as_str());
        }
    }
}
