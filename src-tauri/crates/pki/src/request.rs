//! CertificationRequest (PKCS#10, RFC 2986), kept with its original bytes.

use const_oid::{ObjectIdentifier, db};
use spki::AlgorithmIdentifierOwned;

use crate::algorithm::SignatureAlgorithm;
use crate::extension::{Extension, read_extensions};
use crate::name::{self, Name};
use crate::pem;
use crate::signed_data::Attributes;
use crate::tlv::{self, Cursor, tag};
use crate::{Error, PublicKey, Result};

const WHAT: &str = "CertificationRequest";

/// The largest request that is read, in bytes.
pub const MAX_SIZE: usize = 1 << 16;

/// An application for a certificate, signed with the key that the certificate is for.
#[derive(Clone, Debug)]
pub struct CertificationRequest {
    der: Vec<u8>,
    info: std::ops::Range<usize>,
    subject: Name,
    spki_der: Vec<u8>,
    attributes: Attributes,
    signature_algorithm: AlgorithmIdentifierOwned,
    signature: Vec<u8>,
}

impl CertificationRequest {
    /// Reads a request in DER. The signature is not verified yet.
    ///
    /// ```
    /// use tanba_pki::{Error, request::CertificationRequest};
    /// assert!(matches!(CertificationRequest::from_der(b"?"), Err(Error::Malformed { .. })));
    /// ```
    ///
    /// # Errors
    /// [`Error::Malformed`], [`Error::TooLarge`].
    pub fn from_der(der: &[u8]) -> Result<Self> {
        if der.len() > MAX_SIZE {
            return Err(Error::TooLarge(WHAT));
        }
        Self::read(der).map_err(|error| Error::malformed(WHAT, error))
    }

    /// Reads DER or PEM.
    ///
    /// # Errors
    /// As [`Self::from_der`], and [`Error::Missing`] when no block of the PEM is a request.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        Self::from_der(&pem::der_of(bytes, "CERTIFICATE REQUEST", WHAT)?)
    }

    fn read(der: &[u8]) -> Result<Self, tlv::Error> {
        let bad = |_| tlv::Error::Value("request");
        let mut outer = Cursor::new(der);
        let mut body = outer.sequence()?;
        outer.finish()?;
        let info = body.element(tag::SEQUENCE)?;
        let signature_algorithm = body.algorithm_identifier()?;
        let bits = body.element(tag::BIT_STRING)?.contents;
        let signature = match bits {
            [0, signature @ ..] => signature.to_vec(),
            _ => return Err(tlv::Error::Value("signature")),
        };
        body.finish()?;
        let mut parts = info.children();
        if parts.unsigned()? != 0 {
            return Err(tlv::Error::Value("version"));
        }
        let subject = name::from_der(parts.element(tag::SEQUENCE)?.raw).map_err(bad)?;
        let spki_der = parts.element(tag::SEQUENCE)?.raw.to_vec();
        // Mandatory in the standard, left out by some when it is empty.
        let attributes = match parts.optional(tag::context_constructed(0))? {
            Some(set) => Attributes::from_contents(set.contents)
                .map_err(|_| tlv::Error::Value("attributes"))?,
            None => Attributes::default(),
        };
        parts.finish()?;
        let start = (info.raw.as_ptr() as usize).saturating_sub(der.as_ptr() as usize);
        Ok(Self {
            info: start..start.saturating_add(info.raw.len()),
            der: der.to_vec(),
            subject,
            spki_der,
            attributes,
            signature_algorithm,
            signature,
        })
    }

    /// The whole request as it was read.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The bytes that are signed.
    #[must_use]
    pub fn info_der(&self) -> &[u8] {
        self.der.get(self.info.clone()).unwrap_or_default()
    }

    /// The name asked for.
    #[must_use]
    pub fn subject(&self) -> &Name {
        &self.subject
    }

    /// SubjectPublicKeyInfo as it was encoded.
    #[must_use]
    pub fn spki_der(&self) -> &[u8] {
        &self.spki_der
    }

    /// The key to be certified.
    ///
    /// # Errors
    /// As [`PublicKey::from_spki_der`].
    pub fn public_key(&self) -> Result<PublicKey> {
        PublicKey::from_spki_der(&self.spki_der)
    }

    /// Every attribute.
    #[must_use]
    pub const fn attributes(&self) -> &Attributes {
        &self.attributes
    }

    /// The extensions asked for (RFC 2985 §5.4.2); also under Microsoft's identifier.
    ///
    /// # Errors
    /// [`Error::Malformed`].
    pub fn requested_extensions(&self) -> Result<Vec<Extension>> {
        const MICROSOFT: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.2.1.14");
        for oid in [db::rfc5912::ID_EXTENSION_REQ, MICROSOFT] {
            let value = self
                .attributes
                .single(oid)
                .map_err(|error| Error::malformed("extensionRequest", error))?;
            if let Some(value) = value {
                return read_extensions(value);
            }
        }
        Ok(Vec::new())
    }

    /// Verifies that the applicant holds the key.
    ///
    /// # Errors
    /// [`Error::InvalidSignature`], or why it could not be tried.
    pub fn verify(&self) -> Result<()> {
        let algorithm = SignatureAlgorithm::from_identifier(&self.signature_algorithm)?;
        self.public_key()?
            .verify(algorithm, self.info_der(), &self.signature)
    }
}
