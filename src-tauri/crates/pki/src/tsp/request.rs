//! TimeStampReq (RFC 3161 §2.4.1).

use der::asn1::ObjectIdentifier;
use rand_core::CryptoRngCore;

use super::Error;
use crate::digest::DigestAlgorithm;
use crate::tlv::{Cursor, encode, tag};

/// Bytes of a nonce.
const NONCE_SIZE: usize = 16;

/// What is stamped: a digest and the algorithm that made it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct MessageImprint {
    /// The digest algorithm.
    pub algorithm: DigestAlgorithm,
    /// The digest.
    pub digest: Vec<u8>,
}

impl MessageImprint {
    /// Whether both are digests of the same message, whatever arc names the algorithm.
    #[must_use]
    pub fn matches(&self, other: &Self) -> bool {
        self.algorithm.same_function(other.algorithm) && self.digest == other.digest
    }

    pub(super) fn read(cursor: &mut Cursor<'_>) -> Result<Self, Error> {
        let mut imprint = cursor.sequence()?;
        let algorithm = DigestAlgorithm::from_identifier(&imprint.algorithm_identifier()?)?;
        let digest = imprint.octet_string()?.to_vec();
        imprint.finish()?;
        if digest.len() != algorithm.size() {
            return Err(crate::tlv::Error::Value("messageImprint").into());
        }
        Ok(Self { algorithm, digest })
    }

    pub(super) fn to_der(&self) -> Result<Vec<u8>, Error> {
        let algorithm = algorithm_der(&self.algorithm.identifier())?;
        let digest = encode(tag::OCTET_STRING, &[&self.digest]);
        Ok(encode(tag::SEQUENCE, &[&algorithm, &digest]))
    }
}

/// A request for a time stamp.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TimeStampRequest {
    /// What is to be stamped.
    pub imprint: MessageImprint,
    /// The policy asked for; the authority's own when absent.
    pub policy: Option<ObjectIdentifier>,
    /// A number that the token must repeat: the contents of a non-negative INTEGER.
    pub nonce: Option<Vec<u8>>,
    /// Whether the token shall carry the certificate of the authority.
    pub wants_certificate: bool,
}

impl TimeStampRequest {
    /// A request with a fresh nonce that wants the certificate along.
    ///
    /// ```
    /// use tanba_pki::{digest::DigestAlgorithm, tsp::{MessageImprint, TimeStampRequest}};
    /// let algorithm = DigestAlgorithm::Sha256;
    /// let imprint = MessageImprint { algorithm, digest: algorithm.digest(b"signature value") };
    /// let request = TimeStampRequest::make(imprint, &mut rand_core::OsRng);
    /// let sent = request.to_der().unwrap();
    /// assert_eq!(TimeStampRequest::from_der(&sent).unwrap(), request);
    /// ```
    pub fn make(imprint: MessageImprint, rng: &mut dyn CryptoRngCore) -> Self {
        let mut nonce = vec![0; NONCE_SIZE];
        rng.fill_bytes(&mut nonce);
        // Positive and without leading zeros, so that every encoder writes the same.
        if let Some(first) = nonce.first_mut() {
            *first = (*first & 0x7f) | 0x40;
        }
        Self {
            imprint,
            policy: None,
            nonce: Some(nonce),
            wants_certificate: true,
        }
    }

    /// The request in DER, the body of `application/timestamp-query`.
    ///
    /// # Errors
    /// Only when the encoder refuses the lengths.
    pub fn to_der(&self) -> Result<Vec<u8>, Error> {
        let policy = self.policy.map_or_else(Vec::new, |policy| {
            encode(tag::OBJECT_IDENTIFIER, &[policy.as_bytes()])
        });
        let nonce = self
            .nonce
            .as_ref()
            .map_or_else(Vec::new, |nonce| encode(tag::INTEGER, &[nonce]));
        let wants: &[u8] = if self.wants_certificate {
            &[tag::BOOLEAN, 1, 0xff]
        } else {
            &[]
        };
        Ok(encode(
            tag::SEQUENCE,
            &[
                &[tag::INTEGER, 1, 1],
                &self.imprint.to_der()?,
                &policy,
                &nonce,
                wants,
            ],
        ))
    }

    /// Reads a request, as an authority does. Extensions are refused: none is known.
    ///
    /// # Errors
    /// [`Error::Structure`], [`Error::Extension`], and [`Error::Pki`] for an unknown digest algorithm.
    pub fn from_der(der: &[u8]) -> Result<Self, Error> {
        let mut outer = Cursor::new(der);
        let mut body = outer.sequence()?;
        outer.finish()?;
        if body.unsigned()? != 1 {
            return Err(crate::tlv::Error::Value("version").into());
        }
        let imprint = MessageImprint::read(&mut body)?;
        let policy = match body.peek() {
            Some(tag::OBJECT_IDENTIFIER) => Some(body.object_identifier()?),
            _ => None,
        };
        let nonce = match body.peek() {
            Some(tag::INTEGER) => Some(body.integer()?.to_vec()),
            _ => None,
        };
        let wants_certificate = match body.optional(tag::BOOLEAN)? {
            Some(value) => value.contents != [0],
            None => false,
        };
        if body.peek() == Some(tag::context_constructed(0)) {
            return Err(Error::Extension);
        }
        body.finish()?;
        Ok(Self {
            imprint,
            policy,
            nonce,
            wants_certificate,
        })
    }
}

/// An AlgorithmIdentifier in DER.
pub(super) fn algorithm_der(identifier: &spki::AlgorithmIdentifierOwned) -> Result<Vec<u8>, Error> {
    der::Encode::to_der(identifier)
        .map_err(|error| crate::Error::malformed("AlgorithmIdentifier", error).into())
}
