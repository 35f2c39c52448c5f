//! Keys of every kind and certificates for them, made on the spot.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "each test file uses a part of it"
)]

pub mod certificate;
pub mod key;
pub mod pdf;
pub mod world;
pub mod xml;

use tanba_ades::PreparedSignature;
use tanba_ades::cms::{self, Content, Parameters};
use tanba_gost::TC26_512_A;
use tanba_pki::Certificate;
use tanba_pki::digest::Dialect;
use time::OffsetDateTime;
use time::macros::datetime;

pub use certificate::Template;
pub use key::Key;

/// When everything here happens.
pub const NOW: OffsetDateTime = datetime!(2026-11-20 12:00 UTC);

/// A key with a certificate for it.
pub struct Signer {
    pub key: Key,
    pub certificate: Certificate,
}

impl Signer {
    /// A self-signed signer.
    pub fn alone(common_name: &str, key: Key) -> Self {
        let certificate = Template::leaf(common_name).self_signed(&key);
        Self { key, certificate }
    }

    /// A self-signed signer with each kind of key.
    pub fn of_every_kind() -> Vec<Self> {
        vec![
            Self::alone("gost 512", Key::gost512(3)),
            Self::alone("gost 256", Key::gost256(5)),
            Self::alone("rfc 9215", Key::gost(&TC26_512_A, 9, Dialect::Rfc9215)),
            Self::alone("rsa", Key::rsa()),
            Self::alone("p256", Key::p256()),
            Self::alone("p384", Key::p384()),
        ]
    }

    pub fn prepare(&self, content: &[u8]) -> PreparedSignature {
        let parameters = Parameters::signed_at(NOW);
        cms::prepare(Content::Bytes(content), &self.certificate, &parameters).unwrap()
    }

    pub fn detached(&self, content: &[u8]) -> Vec<u8> {
        let prepared = self.prepare(content);
        let value = self.key.sign(&prepared.to_be_signed);
        cms::finish(&prepared, &value, None).unwrap()
    }

    pub fn attached(&self, content: &[u8]) -> Vec<u8> {
        let prepared = self.prepare(content);
        let value = self.key.sign(&prepared.to_be_signed);
        let mut out = Vec::new();
        cms::finish_attached(&prepared, &value, None, &mut &*content, &mut out).unwrap();
        out
    }
}

/// The directory of the crate.
pub fn root() -> &'static std::path::Path {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
}
