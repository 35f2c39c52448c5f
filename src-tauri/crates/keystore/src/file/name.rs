//! Names that the NCA's programs give to key files.

use tanba_pki::PublicKey;
use tanba_pki::profile::KeyPurpose;
use tanba_pki::signing::KeyIdentifier;

/// The kind of key that a file name announces.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum KeyKind {
    /// `GOST512_`: GOST 34.10-2015, 512 bit.
    Gost512,
    /// `RSA256_`: RSA with SHA-256, for signatures.
    Rsa,
    /// `AUTH_RSA256_`: RSA with SHA-256, for logging in.
    RsaAuthentication,
    /// `GOSTKNCA_`: GOST 34.310-2004.
    Gost2004,
    /// `EC256_`: NIST P-256. The NCA issues none; the form is the same.
    P256,
}

/// A file name taken apart: `GOST512_ec425659bd2fc6dc587b871aede1857727cf8451.p12`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FileName {
    /// What kind of key the name announces.
    pub kind: KeyKind,
    /// Which key it announces.
    pub key_identifier: KeyIdentifier,
}

/// Longer prefixes before those that they end with.
const PREFIXES: [(&str, KeyKind); 5] = [
    ("AUTH_RSA256_", KeyKind::RsaAuthentication),
    ("RSA256_", KeyKind::Rsa),
    ("GOST512_", KeyKind::Gost512),
    ("GOSTKNCA_", KeyKind::Gost2004),
    ("EC256_", KeyKind::P256),
];

impl FileName {
    /// Reads a file name without its folder; `None` when the NCA would not have given it.
    ///
    /// ```
    /// use tanba_keystore::file::{FileName, KeyKind};
    /// let name = FileName::parse("AUTH_RSA256_0102030405060708090a0b0c0d0e0f1011121314.p12").unwrap();
    /// assert_eq!(name.kind, KeyKind::RsaAuthentication);
    /// assert!(FileName::parse("key.p12").is_none());
    /// ```
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let (stem, extension) = name.rsplit_once('.')?;
        if !["p12", "pfx"].contains(&extension.to_ascii_lowercase().as_str()) {
            return None;
        }
        PREFIXES.iter().find_map(|(prefix, kind)| {
            let digits = stem.strip_prefix(prefix)?;
            let identifier = hex::decode(digits).ok()?;
            (identifier.len() == 20).then_some(Self {
                kind: *kind,
                key_identifier: KeyIdentifier(identifier),
            })
        })
    }

    /// The name for a key; `None` when there is none for its kind.
    #[must_use]
    pub fn derive(
        public_key: &PublicKey,
        key_identifier: &KeyIdentifier,
        purpose: KeyPurpose,
    ) -> Option<Self> {
        let kind = match (public_key, purpose) {
            (PublicKey::Rsa(_), KeyPurpose::Authentication) => KeyKind::RsaAuthentication,
            (PublicKey::Rsa(_), KeyPurpose::Signature) => KeyKind::Rsa,
            (PublicKey::P256(_), _) => KeyKind::P256,
            (PublicKey::Gost(..), _) if public_key.bits() == 512 => KeyKind::Gost512,
            _ => return None,
        };
        Some(Self {
            kind,
            key_identifier: key_identifier.clone(),
        })
    }
}

impl std::fmt::Display for FileName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let prefix = PREFIXES
            .iter()
            .find(|(_, kind)| *kind == self.kind)
            .map_or("", |(prefix, _)| *prefix);
        write!(f, "{prefix}{}.p12", self.key_identifier)
    }
}
