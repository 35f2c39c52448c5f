//! CertificationRequestInfo (RFC 2986 §4.1).

use const_oid::db;

use super::{Leaf, NameBuilder, Prepared, extension_der, oid_der, to_der};
use crate::algorithm::SignatureAlgorithm;
use crate::extension::Extension;
use crate::name::Name;
use crate::request::CertificationRequest;
use crate::tlv::{encode, tag};
use crate::{PublicKey, Result};

/// Everything in a request but the signature.
#[derive(Clone, Debug)]
pub struct RequestTemplate {
    /// Name of the applicant.
    pub subject: Name,
    /// The key, which also signs.
    pub key: PublicKey,
    /// Extensions that the certificate is asked to have.
    pub extensions: Vec<Extension>,
}

impl RequestTemplate {
    /// A request for what `leaf` says: its name, key usages, roles and where the key lies. Everything else is
    /// for the issuer to add.
    ///
    /// # Errors
    /// [`crate::Error::Malformed`] for a name that cannot be written.
    pub fn new(leaf: &Leaf, key: &PublicKey) -> Result<Self> {
        Ok(Self {
            subject: NameBuilder::subject(&leaf.subject).build()?,
            key: key.clone(),
            extensions: leaf.own_extensions(key)?,
        })
    }

    /// Fixes the bytes that the key signs with `algorithm`.
    ///
    /// # Errors
    /// Only when the encoder refuses a part.
    pub fn prepare(&self, algorithm: SignatureAlgorithm) -> Result<Prepared<CertificationRequest>> {
        let attributes = if self.extensions.is_empty() {
            Vec::new()
        } else {
            let list: Vec<u8> = self.extensions.iter().flat_map(extension_der).collect();
            let list = encode(tag::SEQUENCE, &[&list]);
            let kind = oid_der(db::rfc5912::ID_EXTENSION_REQ);
            encode(tag::SEQUENCE, &[&kind, &encode(tag::SET, &[&list])])
        };
        let tbs = encode(
            tag::SEQUENCE,
            &[
                &[tag::INTEGER, 1, 0],
                &to_der(&self.subject)?,
                &self.key.to_spki_der()?,
                &encode(tag::context_constructed(0), &[&attributes]),
            ],
        );
        Ok(Prepared::new(tbs, algorithm))
    }
}
