//! What passes through the `Signer` wall: bytes to be signed, and the value that comes back.

use serde::{Deserialize, Serialize};

use crate::algorithm::SignatureAlgorithm;

/// Names a key for good: the SHA-1 of its subjectPublicKey bits, as the NCA's subject key
/// identifier (RFC 5280 §4.2.1.2, method 1). Never a handle, a slot or a path.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct KeyIdentifier(#[serde(with = "hex::serde")] pub Vec<u8>);

impl std::fmt::Display for KeyIdentifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hex::encode(&self.0))
    }
}

impl std::fmt::Debug for KeyIdentifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KeyIdentifier({self})")
    }
}

/// The exact bytes that a key signs, with the algorithm to sign them by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToBeSigned {
    /// Signature algorithm, which also names the digest.
    pub algorithm: SignatureAlgorithm,
    /// The message before hashing: signed attributes, a TBSCertificate, a SignedInfo.
    #[serde(with = "hex::serde")]
    pub message: Vec<u8>,
}

impl ToBeSigned {
    /// The digest of the message under the algorithm.
    pub fn digest(&self) -> Vec<u8> {
        self.algorithm.digest().digest(&self.message)
    }
}

/// A signature value in the encoding of its algorithm (see [`SignatureAlgorithm`]).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureValue(#[serde(with = "hex::serde")] pub Vec<u8>);
