//! What a token holds, as values.

use tanba_pki::algorithm::GostSize;
use tanba_pki::signing::KeyIdentifier;
use tanba_pki::{Certificate, PublicKey};

use crate::software::KeyAlgorithm;

/// A key on a token, or a certificate whose key is elsewhere.
#[derive(Clone, Debug)]
pub struct TokenKey {
    /// CKA_ID, perhaps empty or not its alone: what the token calls it.
    pub id: Vec<u8>,
    /// What to name it by: CKA_ID, or the key identifier where CKA_ID does not tell it from others.
    pub name: Vec<u8>,
    /// CKA_LABEL of the key, or else of its certificate.
    pub label: String,
    /// The name of the key for good, where its public half is known.
    pub key_identifier: Option<KeyIdentifier>,
    /// The public half.
    pub public_key: Option<PublicKey>,
    /// What kind of key it is; `None` for kinds that are not made here.
    pub algorithm: Option<KeyAlgorithm>,
    /// Its certificate: of several the one that bears the same CKA_ID and lasts longest.
    pub certificate: Option<Certificate>,
    /// Whether the private half is on the token.
    pub private: PrivateHalf,
    /// Whether the PIN is asked for each signature (CKA_ALWAYS_AUTHENTICATE); known with a PIN only.
    pub always_authenticate: bool,
    /// Whether the private half may leave the token (CKA_EXTRACTABLE, or CKA_SENSITIVE not set): such a
    /// key is no safer than one in a file. Known with a PIN only.
    pub extractable: bool,
    /// Why it cannot be used, for people who look after computers.
    pub failure: Option<String>,
}

/// Whether a private key was seen.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum PrivateHalf {
    /// It is on the token.
    Present,
    /// It is not.
    Absent,
    /// Nobody was logged in: tokens show private keys to their owner alone.
    Unseen,
}

/// The kind of a public key among those that are made here.
pub(super) fn algorithm_of(public_key: &PublicKey) -> Option<KeyAlgorithm> {
    use tanba_pki::algorithm::SignatureAlgorithm as S;
    Some(match public_key {
        PublicKey::Rsa(_) => KeyAlgorithm::Rsa(u32::try_from(public_key.bits()).ok()?),
        PublicKey::P256(_) => KeyAlgorithm::P256,
        PublicKey::P384(_) => KeyAlgorithm::P384,
        PublicKey::Gost(..) => match public_key.default_signature_algorithm() {
            S::Gost(GostSize::Bits512, _) => KeyAlgorithm::Gost512,
            _ => KeyAlgorithm::Gost256,
        },
        _ => return None,
    })
}
