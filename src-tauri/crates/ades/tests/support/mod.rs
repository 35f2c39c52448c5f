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

use tanba_ades::PreparedSignature;
use tanba_ades::cms::{self, Content, Parameters};
use tanba_pki::Certificate;
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
