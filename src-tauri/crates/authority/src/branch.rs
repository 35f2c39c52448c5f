//! The two branches of the authority: GOST, and RSA beside it.

use tanba_keystore::software::KeyAlgorithm;
use tanba_pki::algorithm::{GostSize, SignatureAlgorithm};
use tanba_pki::digest::Dialect;
use tanba_pki::{ObjectIdentifier, PublicKey};

/// A root, what it issues, and what is issued with that: all of one algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Branch {
    /// GOST 34.10-2015, 512 bit.
    Gost,
    /// RSA.
    Rsa,
}

impl Branch {
    /// Both, the preferred one first.
    pub const ALL: [Self; 2] = [Self::Gost, Self::Rsa];

    /// Its name in addresses and records.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gost => "gost",
            Self::Rsa => "rsa",
        }
    }

    /// The branch of this name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|branch| branch.as_str() == text)
    }

    /// As names of authorities carry it.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Gost => "GOST",
            Self::Rsa => "RSA",
        }
    }

    /// The branch that certifies such a key.
    pub(crate) fn of_key(key: &PublicKey) -> Option<Self> {
        match key {
            PublicKey::Rsa(_) => Some(Self::Rsa),
            PublicKey::Gost(..) => {
                let wanted = SignatureAlgorithm::Gost(GostSize::Bits512, Dialect::Kazakh);
                (key.default_signature_algorithm() == wanted).then_some(Self::Gost)
            }
            _ => None,
        }
    }

    /// What the keys of certification authorities are.
    pub(crate) const fn authority_key(self) -> KeyAlgorithm {
        match self {
            Self::Gost => KeyAlgorithm::Gost512,
            Self::Rsa => KeyAlgorithm::Rsa(3072),
        }
    }

    /// What the keys of responders and time-stamping authorities are.
    pub(crate) const fn officer_key(self) -> KeyAlgorithm {
        match self {
            Self::Gost => KeyAlgorithm::Gost512,
            Self::Rsa => KeyAlgorithm::Rsa(2048),
        }
    }

    /// The NCA's policy of time stamps: `.2` RSA, `.4` GOST 34.10-2015.
    pub(crate) const fn tsa_policy(self) -> ObjectIdentifier {
        match self {
            Self::Gost => ObjectIdentifier::new_unwrap("1.2.398.3.3.2.6.4"),
            Self::Rsa => ObjectIdentifier::new_unwrap("1.2.398.3.3.2.6.2"),
        }
    }
}
