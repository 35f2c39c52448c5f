//! What kind of signature is made: its level and where the content is.

use serde::{Deserialize, Serialize};

/// The level of an AdES signature (ETSI EN 319 122-1, 319 132-1, 319 142-1), lowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SignatureLevel {
    /// Basic: names the signing certificate under the signature.
    B,
    /// B and a trusted time stamp over the signature value.
    T,
    /// T and the certificates and revocation data needed to validate it.
    #[serde(rename = "LT")]
    Lt,
    /// LT and an archive time stamp over all of it.
    #[serde(rename = "LTA")]
    Lta,
}

impl SignatureLevel {
    /// `B`, `T`, `LT` or `LTA`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::B => "B",
            Self::T => "T",
            Self::Lt => "LT",
            Self::Lta => "LTA",
        }
    }
}

/// Where the signed content is, seen from the signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SignaturePackaging {
    /// The signature holds the content (attached CMS).
    Enveloping,
    /// The content holds the signature (XML, PDF).
    Enveloped,
    /// The signature stands beside the content.
    Detached,
}

/// The family of formats a signature belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SignatureForm {
    /// CMS SignedData (RFC 5652), CAdES when it names the signing certificate.
    Cms,
    /// XML-DSig, XAdES.
    Xml,
    /// A PDF signature (ISO 32000), PAdES.
    Pdf,
}
