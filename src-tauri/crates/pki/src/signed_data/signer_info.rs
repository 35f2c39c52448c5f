//! SignerInfo (RFC 5652 §5.3).

use der::asn1::ObjectIdentifier;
use spki::AlgorithmIdentifierOwned;

use super::{Attributes, Error, ID_CONTENT_TYPE, ID_MESSAGE_DIGEST, ID_SIGNING_TIME};
use crate::tlv::{Cursor, Element, tag};

/// Which certificate belongs to a signature.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum SignerIdentifier {
    /// The issuer's name in DER and the serial number as the contents of its INTEGER.
    IssuerAndSerial {
        /// Name, in DER.
        issuer: Vec<u8>,
        /// Contents octets of the INTEGER, with a leading zero byte where there is one.
        serial_number: Vec<u8>,
    },
    /// The subject key identifier.
    SubjectKeyIdentifier(Vec<u8>),
}

impl SignerIdentifier {
    /// Whether this names the certificate with that issuer (DER), serial number (with or without leading
    /// zero bytes) and subject key identifier. Issuers are compared byte for byte; a caller that wants the
    /// matching rules of RFC 5280 §7.1 compares names first and passes equal bytes.
    #[must_use]
    pub fn names(&self, issuer: &[u8], serial_number: &[u8], ski: Option<&[u8]>) -> bool {
        match self {
            Self::IssuerAndSerial {
                issuer: named,
                serial_number: number,
            } => named == issuer && without_zeros(number) == without_zeros(serial_number),
            Self::SubjectKeyIdentifier(identifier) => ski == Some(identifier.as_slice()),
        }
    }
}

fn without_zeros(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    number.get(zeros..).unwrap_or_default()
}

/// One signature and what it says about itself.
#[derive(Clone, Debug)]
pub struct SignerInfo {
    version: u64,
    sid: SignerIdentifier,
    digest_algorithm: AlgorithmIdentifierOwned,
    signed_attributes: Option<(Vec<u8>, Attributes)>,
    signature_algorithm: AlgorithmIdentifierOwned,
    signature: Vec<u8>,
    unsigned_attributes: Attributes,
    der: Vec<u8>,
}

impl SignerInfo {
    /// Reads one SignerInfo in DER.
    ///
    /// # Errors
    /// [`Error::Structure`] and [`Error::TooMany`].
    pub fn from_der(der: &[u8]) -> Result<Self, Error> {
        let mut outer = Cursor::new(der);
        let element = outer.element(tag::SEQUENCE)?;
        outer.finish()?;
        Self::read(&element)
    }

    pub(super) fn read(element: &Element<'_>) -> Result<Self, Error> {
        let mut body = element.children();
        let version = body.unsigned()?;
        let sid = match body.peek() {
            Some(tag::SEQUENCE) => {
                let mut pair = body.sequence()?;
                let issuer = pair.element(tag::SEQUENCE)?.raw.to_vec();
                let serial_number = pair.integer()?.to_vec();
                pair.finish()?;
                SignerIdentifier::IssuerAndSerial {
                    issuer,
                    serial_number,
                }
            }
            Some(0xa0) => {
                // Explicitly tagged by some writers; the ASN.1 module is IMPLICIT.
                let joined = crate::ber::implicit_octet_string(&body.any()?)?;
                SignerIdentifier::SubjectKeyIdentifier(joined.into_owned())
            }
            _ => {
                let identifier = body.element(tag::context(0))?.contents.to_vec();
                SignerIdentifier::SubjectKeyIdentifier(identifier)
            }
        };
        let digest_algorithm = body.algorithm_identifier()?;
        let signed_attributes = match body.optional(tag::context_constructed(0))? {
            Some(attributes) => {
                let mut set = attributes.raw.to_vec();
                if let Some(first) = set.first_mut() {
                    *first = tag::SET;
                }
                Some((set, Attributes::from_contents(attributes.contents)?))
            }
            None => None,
        };
        let signature_algorithm = body.algorithm_identifier()?;
        let signature = body.octet_string()?.to_vec();
        let unsigned_attributes = match body.optional(tag::context_constructed(1))? {
            Some(attributes) => Attributes::from_contents(attributes.contents)?,
            None => Attributes::default(),
        };
        body.finish()?;
        Ok(Self {
            version,
            sid,
            digest_algorithm,
            signed_attributes,
            signature_algorithm,
            signature,
            unsigned_attributes,
            der: element.raw.to_vec(),
        })
    }

    /// The SignerInfo itself in DER, as it came.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// 1 with issuer and serial number, 3 with a subject key identifier. It has no consequence.
    #[must_use]
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// Which certificate made the signature.
    #[must_use]
    pub const fn sid(&self) -> &SignerIdentifier {
        &self.sid
    }

    /// The digest over the content.
    #[must_use]
    pub const fn digest_algorithm(&self) -> &AlgorithmIdentifierOwned {
        &self.digest_algorithm
    }

    /// The signature algorithm; some writers put a bare key algorithm here.
    #[must_use]
    pub const fn signature_algorithm(&self) -> &AlgorithmIdentifierOwned {
        &self.signature_algorithm
    }

    /// The signature value.
    #[must_use]
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// What the signature is over when there are signed attributes: their original bytes with the tag of
    /// SET OF. `None` means that the signature is over the content itself.
    #[must_use]
    pub fn signed_attributes_der(&self) -> Option<&[u8]> {
        self.signed_attributes
            .as_ref()
            .map(|(der, _)| der.as_slice())
    }

    /// The signed attributes.
    #[must_use]
    pub fn signed_attributes(&self) -> Option<&Attributes> {
        self.signed_attributes
            .as_ref()
            .map(|(_, attributes)| attributes)
    }

    /// The unsigned attributes; empty when there are none.
    #[must_use]
    pub const fn unsigned_attributes(&self) -> &Attributes {
        &self.unsigned_attributes
    }

    /// The contents of messageDigest.
    ///
    /// # Errors
    /// [`Error::NotSingle`] and [`Error::Structure`].
    pub fn message_digest(&self) -> Result<Option<&[u8]>, Error> {
        let Some(value) = self.single(ID_MESSAGE_DIGEST)? else {
            return Ok(None);
        };
        let mut cursor = Cursor::new(value);
        let digest = cursor.octet_string()?;
        Ok(Some(digest))
    }

    /// The contents of contentType.
    ///
    /// # Errors
    /// [`Error::NotSingle`] and [`Error::Structure`].
    pub fn content_type(&self) -> Result<Option<ObjectIdentifier>, Error> {
        match self.single(ID_CONTENT_TYPE)? {
            Some(value) => Ok(Some(Cursor::new(value).object_identifier()?)),
            None => Ok(None),
        }
    }

    /// The claimed time of signing.
    ///
    /// # Errors
    /// [`Error::NotSingle`] and [`Error::Structure`].
    pub fn signing_time(&self) -> Result<Option<time::OffsetDateTime>, Error> {
        match self.single(ID_SIGNING_TIME)? {
            Some(value) => Ok(Some(crate::instant::read(&Cursor::new(value).any()?)?)),
            None => Ok(None),
        }
    }

    fn single(&self, oid: ObjectIdentifier) -> Result<Option<&[u8]>, Error> {
        match &self.signed_attributes {
            Some((_, attributes)) => attributes.single(oid),
            None => Ok(None),
        }
    }
}
