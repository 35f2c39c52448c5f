//! Certificates (RFC 5280 §4), kept with their original bytes.

use std::sync::Arc;

use der::asn1::BitStringRef;
use sha1::{Digest, Sha1};
use spki::AlgorithmIdentifierOwned;
use time::OffsetDateTime;

use crate::algorithm::SignatureAlgorithm;
use crate::asn1;
use crate::digest::DigestAlgorithm;
use crate::extension::{Extension, read_extensions};
use crate::key::PublicKey;
use crate::name::{self, Name, Subject};
use crate::signing::KeyIdentifier;
use crate::tlv::{self, Cursor, Element, tag};
use crate::{Error, Result, instant};

/// The largest certificate that is read, in bytes.
pub const MAX_SIZE: usize = 1 << 20;

const WHAT: &str = "Certificate";

/// An X.509 certificate. Cloning is cheap; two are equal when their DER is.
#[derive(Clone)]
pub struct Certificate(pub(crate) Arc<Fields>);

pub(crate) struct Fields {
    der: Vec<u8>,
    tbs: std::ops::Range<usize>,
    version: u8,
    serial_number: Vec<u8>,
    signature_algorithm: AlgorithmIdentifierOwned,
    algorithms_agree: bool,
    issuer: Name,
    issuer_der: Vec<u8>,
    not_before_at: OffsetDateTime,
    not_after_at: OffsetDateTime,
    subject: Name,
    subject_der: Vec<u8>,
    spki_der: Vec<u8>,
    key_bits: Vec<u8>,
    pub(crate) extensions: Vec<Extension>,
    signature: Vec<u8>,
}

impl Certificate {
    /// Reads one DER certificate.
    ///
    /// # Errors
    /// [`Error::Malformed`], [`Error::TooLarge`]. The key and the extensions are only read when
    /// asked for.
    pub fn from_der(der: &[u8]) -> Result<Self> {
        if der.len() > MAX_SIZE {
            return Err(Error::TooLarge(WHAT));
        }
        let mut whole = Cursor::new(der);
        let mut parts = whole.sequence().map_err(malformed)?;
        whole.finish().map_err(malformed)?;
        let tbs = parts.element(tag::SEQUENCE).map_err(malformed)?;
        let algorithm = parts.element(tag::SEQUENCE).map_err(malformed)?;
        let signature = parts.any().map_err(malformed)?;
        parts.finish().map_err(malformed)?;

        let mut fields = tbs.children();
        let version = match fields
            .optional(tag::context_constructed(0))
            .map_err(malformed)?
        {
            Some(explicit) => asn1::decode::<u8>(explicit.contents, "version")?.saturating_add(1),
            None => 1,
        };
        let serial_number = fields.integer().map_err(malformed)?.to_vec();
        let inner_algorithm = fields.element(tag::SEQUENCE).map_err(malformed)?;
        let issuer = fields.element(tag::SEQUENCE).map_err(malformed)?;
        let mut validity = fields.sequence().map_err(malformed)?;
        let mut instant = || instant::read(&validity.any()?);
        let not_before_at = instant().map_err(malformed)?;
        let not_after_at = instant().map_err(malformed)?;
        validity.finish().map_err(malformed)?;
        let subject = fields.element(tag::SEQUENCE).map_err(malformed)?;
        let spki = fields.element(tag::SEQUENCE).map_err(malformed)?;
        // issuerUniqueID and subjectUniqueID say nothing to anybody.
        for number in [1, 2] {
            fields.optional(tag::context(number)).map_err(malformed)?;
        }
        let extensions = match fields
            .optional(tag::context_constructed(3))
            .map_err(malformed)?
        {
            Some(explicit) => read_extensions(explicit.contents)?,
            None => Vec::new(),
        };
        fields.finish().map_err(malformed)?;

        let start = tbs.raw.as_ptr() as usize - der.as_ptr() as usize;
        Ok(Self(Arc::new(Fields {
            tbs: start..start + tbs.raw.len(),
            der: der.to_vec(),
            version,
            serial_number,
            signature_algorithm: asn1::decode(algorithm.raw, "signatureAlgorithm")?,
            algorithms_agree: algorithm.raw == inner_algorithm.raw,
            issuer: name::from_der(issuer.raw)?,
            issuer_der: issuer.raw.to_vec(),
            not_before_at,
            not_after_at,
            subject: name::from_der(subject.raw)?,
            subject_der: subject.raw.to_vec(),
            key_bits: key_bits(spki)?,
            spki_der: spki.raw.to_vec(),
            extensions,
            signature: bit_string(signature)?,
        })))
    }

    /// Reads DER, PEM, or base64 without armour: whatever people call a `.cer`.
    ///
    /// # Errors
    /// As [`from_der`](Self::from_der).
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        Self::all_from_bytes(bytes)?
            .into_iter()
            .next()
            .ok_or(Error::Missing(WHAT))
    }

    /// Every certificate of a file, in its order: one in DER, or those of a PEM file, where other
    /// kinds of blocks are passed over.
    ///
    /// # Errors
    /// As [`from_der`](Self::from_der), and [`Error::Malformed`] for broken armour.
    pub fn all_from_bytes(bytes: &[u8]) -> Result<Vec<Self>> {
        if bytes.first() == Some(&0x30) {
            return Ok(vec![Self::from_der(bytes)?]);
        }
        crate::pem::blocks(bytes)?
            .iter()
            .filter(|block| block.label.is_empty() || block.label.ends_with("CERTIFICATE"))
            .map(|block| Self::from_der(&block.der))
            .collect()
    }

    /// The whole certificate as it was read.
    pub fn der(&self) -> &[u8] {
        &self.0.der
    }

    /// The bytes that are signed.
    pub fn tbs_der(&self) -> &[u8] {
        self.0.der.get(self.0.tbs.clone()).unwrap_or_default()
    }

    /// 1, 2 or 3.
    pub fn version(&self) -> u8 {
        self.0.version
    }

    /// Content octets of the INTEGER, big-endian two's complement.
    pub fn serial_number(&self) -> &[u8] {
        &self.0.serial_number
    }

    /// Issuer.
    pub fn issuer(&self) -> &Name {
        &self.0.issuer
    }

    /// Issuer as it was encoded.
    pub fn issuer_der(&self) -> &[u8] {
        &self.0.issuer_der
    }

    /// Subject.
    pub fn subject(&self) -> &Name {
        &self.0.subject
    }

    /// Subject as it was encoded.
    pub fn subject_der(&self) -> &[u8] {
        &self.0.subject_der
    }

    /// What the NCA's profile keeps in the subject.
    pub fn subject_fields(&self) -> Subject {
        Subject::from_name(&self.0.subject)
    }

    /// Whether issuer and subject are the same name (RFC 5280 §3.2, self-issued).
    pub fn is_self_issued(&self) -> bool {
        name::names_match(&self.0.issuer, &self.0.subject)
    }

    /// Begin of validity.
    pub fn not_before_at(&self) -> OffsetDateTime {
        self.0.not_before_at
    }

    /// End of validity, inclusive.
    pub fn not_after_at(&self) -> OffsetDateTime {
        self.0.not_after_at
    }

    /// Whether `at` lies within the validity, both ends included.
    pub fn is_within_validity(&self, at: OffsetDateTime) -> bool {
        (self.0.not_before_at..=self.0.not_after_at).contains(&at)
    }

    /// SubjectPublicKeyInfo as it was encoded.
    pub fn spki_der(&self) -> &[u8] {
        &self.0.spki_der
    }

    /// The subject's public key.
    ///
    /// # Errors
    /// As [`PublicKey::from_spki_der`].
    pub fn public_key(&self) -> Result<PublicKey> {
        PublicKey::from_spki_der(&self.0.spki_der)
    }

    /// SHA-1 of the subjectPublicKey bits: the same for every certificate of one key.
    pub fn key_identifier(&self) -> KeyIdentifier {
        KeyIdentifier(Sha1::digest(&self.0.key_bits).to_vec())
    }

    /// The content octets of subjectPublicKey, without the unused-bits octet.
    pub fn key_bits(&self) -> &[u8] {
        &self.0.key_bits
    }

    /// The outer signatureAlgorithm as it stands.
    pub fn signature_algorithm_identifier(&self) -> &AlgorithmIdentifierOwned {
        &self.0.signature_algorithm
    }

    /// The algorithm of the issuer's signature.
    ///
    /// # Errors
    /// [`Error::UnsupportedAlgorithm`]; [`Error::Malformed`] when the signed and the outer
    /// identifier differ (RFC 5280 §4.1.1.2).
    pub fn signature_algorithm(&self) -> Result<SignatureAlgorithm> {
        if !self.0.algorithms_agree {
            return Err(Error::malformed(WHAT, "two signature algorithms"));
        }
        SignatureAlgorithm::from_identifier(&self.0.signature_algorithm)
    }

    /// The issuer's signature value.
    pub fn signature(&self) -> &[u8] {
        &self.0.signature
    }

    /// Verifies the issuer's signature with the issuer's key.
    ///
    /// # Errors
    /// [`Error::InvalidSignature`], or why it could not be tried.
    pub fn verify_signed_by(&self, issuer: &PublicKey) -> Result<()> {
        issuer.verify(
            self.signature_algorithm()?,
            self.tbs_der(),
            self.signature(),
        )
    }

    /// SHA-256 of the whole certificate.
    pub fn sha256(&self) -> Vec<u8> {
        DigestAlgorithm::Sha256.digest(self.der())
    }

    /// The end of a chain of trust that this certificate would be, as name and key.
    pub fn to_trust_anchor(&self) -> crate::anchor::TrustAnchor {
        crate::anchor::TrustAnchor {
            name: self.0.subject.clone(),
            spki_der: self.0.spki_der.clone(),
            subject_key_identifier: self.subject_key_identifier().map(<[u8]>::to_vec),
        }
    }
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        self.0.der == other.0.der
    }
}

impl Eq for Certificate {}

impl std::hash::Hash for Certificate {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.der.hash(state);
    }
}

impl std::fmt::Debug for Certificate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Certificate")
            .field("subject", &name::display(&self.0.subject))
            .field("serial_number", &hex::encode(&self.0.serial_number))
            .finish_non_exhaustive()
    }
}

/// As base64 of the DER, for what is written down and read again.
impl serde::Serialize for Certificate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        hex::serde::serialize(self.der(), serializer)
    }
}

impl<'de> serde::Deserialize<'de> for Certificate {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let der: Vec<u8> = hex::serde::deserialize(deserializer)?;
        Self::from_der(&der).map_err(serde::de::Error::custom)
    }
}

fn malformed(error: tlv::Error) -> Error {
    Error::malformed(WHAT, error)
}

/// The octets of a BIT STRING without unused bits.
pub(crate) fn bit_string(element: Element<'_>) -> Result<Vec<u8>> {
    let bits: BitStringRef<'_> = asn1::decode(element.raw, "BIT STRING")?;
    bits.as_bytes()
        .map(<[u8]>::to_vec)
        .ok_or_else(|| Error::malformed("BIT STRING", "unused bits"))
}

fn key_bits(spki: Element<'_>) -> Result<Vec<u8>> {
    let mut parts = spki.children();
    parts.element(tag::SEQUENCE).map_err(malformed)?;
    let bits = parts.any().map_err(malformed)?;
    parts.finish().map_err(malformed)?;
    bit_string(bits)
}

/// The NCA's serial number for a key: its identifier without the top bit, a zero leading nibble
/// becoming 1.
pub fn derive_serial_number(identifier: &KeyIdentifier) -> Vec<u8> {
    let mut serial = identifier.0.clone();
    if let Some(first) = serial.first_mut() {
        *first &= 0x7f;
        if *first < 0x10 {
            *first |= 0x10;
        }
    }
    serial
}
