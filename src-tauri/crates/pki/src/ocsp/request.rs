//! Requests, RFC 6960 §4.1 and RFC 9654: made for one certificate and unsigned, read for several.

use super::{BasicOcspResponse, CertificateId, NONCE, SingleResponse};
use crate::tlv::{Cursor, Element, Error as Malformed, encode, tag};

/// The longest nonce that RFC 9654 has a responder accept, in bytes.
const LONGEST_NONCE: usize = 128;

/// A question about one certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OcspRequest {
    /// The certificate asked about.
    pub certificate_id: CertificateId,
    /// Random octets that the answer should repeat, 1 to 128 of them; 32 are usual.
    pub nonce: Option<Vec<u8>>,
}

impl OcspRequest {
    /// The DER of an `OCSPRequest`.
    #[must_use]
    pub fn to_der(&self) -> Vec<u8> {
        let request = encode(tag::SEQUENCE, &[&self.certificate_id.to_der()]);
        let list = encode(tag::SEQUENCE, &[&request]);
        let mut extensions = Vec::new();
        if let Some(nonce) = &self.nonce {
            let nonce = nonce.get(..LONGEST_NONCE).unwrap_or(nonce);
            let value = encode(tag::OCTET_STRING, &[nonce]);
            let extension = encode(
                tag::SEQUENCE,
                &[
                    &encode(tag::OBJECT_IDENTIFIER, &[NONCE]),
                    &encode(tag::OCTET_STRING, &[&value]),
                ],
            );
            let all = encode(tag::SEQUENCE, &[&extension]);
            extensions = encode(tag::context_constructed(2), &[&all]);
        }
        let tbs = encode(tag::SEQUENCE, &[&list, &extensions]);
        encode(tag::SEQUENCE, &[&tbs])
    }

    /// The answer to this question in a response; none when it speaks of other certificates, or
    /// repeats another nonce. A response without a nonce may have been made in advance
    /// (RFC 5019) and is accepted.
    #[must_use]
    pub fn answer<'r>(&self, response: &'r BasicOcspResponse) -> Option<&'r SingleResponse> {
        if let (Some(asked), Some(answered)) = (&self.nonce, &response.nonce)
            && asked != answered
        {
            return None;
        }
        response.responses.iter().find(|single| {
            let id = &single.certificate_id;
            id.digest().is_some()
                && id.digest() == self.certificate_id.digest()
                && id.issuer_name_hash == self.certificate_id.issuer_name_hash
                && id.issuer_key_hash == self.certificate_id.issuer_key_hash
                && crate::crl::same_serial(&id.serial_number, &self.certificate_id.serial_number)
        })
    }
}

/// The largest request that a responder reads, in bytes.
pub const LARGEST_REQUEST: usize = 1 << 14;
/// The most certificates that a responder is asked about at once.
const MOST_QUESTIONS: usize = 64;

/// A request as a responder receives it. A signature on it is not looked at: anybody may ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedOcspRequest {
    /// The certificates asked about, in the order of the request; at least one.
    pub certificate_ids: Vec<CertificateId>,
    /// The nonce to be repeated: the contents of its OCTET STRING.
    pub nonce: Option<Vec<u8>>,
}

impl ReceivedOcspRequest {
    /// Reads the DER of an `OCSPRequest`.
    ///
    /// ```
    /// use tanba_pki::ocsp::ReceivedOcspRequest;
    /// assert!(ReceivedOcspRequest::from_der(b"?").is_err());
    /// ```
    ///
    /// # Errors
    /// [`crate::Error::Malformed`], also for a critical extension that is not known here, and
    /// [`crate::Error::TooLarge`].
    pub fn from_der(der: &[u8]) -> crate::Result<Self> {
        if der.len() > LARGEST_REQUEST {
            return Err(crate::Error::TooLarge("OCSPRequest"));
        }
        Self::read(der).map_err(|error| crate::Error::malformed("OCSPRequest", error))
    }

    fn read(der: &[u8]) -> Result<Self, Malformed> {
        let mut outer = Cursor::new(der);
        let mut body = outer.sequence()?;
        outer.finish()?;
        let mut tbs = body.sequence()?;
        body.optional(tag::context_constructed(0))?;
        body.finish()?;
        if let Some(version) = tbs.optional(tag::context_constructed(0))?
            && version.children().unsigned()? != 0
        {
            return Err(Malformed::Value("version"));
        }
        tbs.optional(tag::context_constructed(1))?;
        let mut list = tbs.sequence()?;
        let mut certificate_ids = Vec::new();
        while !list.is_empty() {
            if certificate_ids.len() == MOST_QUESTIONS {
                return Err(Malformed::Refused("too many questions"));
            }
            let mut single = list.sequence()?;
            certificate_ids.push(CertificateId::read(&single.element(tag::SEQUENCE)?)?);
            if let Some(extensions) = single.optional(tag::context_constructed(0))? {
                nonce_among(&extensions)?;
            }
            single.finish()?;
        }
        if certificate_ids.is_empty() {
            return Err(Malformed::Refused("no question"));
        }
        let nonce = match tbs.optional(tag::context_constructed(2))? {
            Some(extensions) => nonce_among(&extensions)?,
            None => None,
        };
        tbs.finish()?;
        Ok(Self {
            certificate_ids,
            nonce,
        })
    }
}

/// Reads `[n] EXPLICIT Extensions`; of what is not critical only the nonce matters.
fn nonce_among(explicit: &Element<'_>) -> Result<Option<Vec<u8>>, Malformed> {
    let mut explicit = explicit.children();
    let mut list = explicit.sequence()?;
    explicit.finish()?;
    let mut nonce = None;
    while !list.is_empty() {
        let mut extension = list.sequence()?;
        let kind = extension.element(tag::OBJECT_IDENTIFIER)?.contents;
        let critical = match extension.optional(tag::BOOLEAN)? {
            Some(value) => value.contents != [0],
            None => false,
        };
        let value = extension.octet_string()?;
        extension.finish()?;
        if kind == NONCE {
            let mut inner = Cursor::new(value);
            let octets = inner.octet_string()?;
            inner.finish()?;
            if octets.is_empty() || octets.len() > LONGEST_NONCE {
                return Err(Malformed::Value("nonce"));
            }
            nonce = Some(octets.to_vec());
        } else if critical {
            return Err(Malformed::Refused("unknown critical extension"));
        }
    }
    Ok(nonce)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::DigestAlgorithm;
    use crate::{anchor, builder::CertificateTemplate, builder::NameBuilder, signing};

    fn question(nonce: Option<Vec<u8>>) -> OcspRequest {
        let key = anchor::builtin(anchor::Environment::Test)[0]
            .public_key()
            .unwrap();
        let at = time::OffsetDateTime::UNIX_EPOCH;
        let name = NameBuilder::default().common_name("ТЕСТ").build().unwrap();
        let template = CertificateTemplate::new(&name, &name, &key, at, at).unwrap();
        let prepared = template.prepare(key.default_signature_algorithm()).unwrap();
        let certificate = prepared
            .finish(&signing::SignatureValue(vec![0; 128]))
            .unwrap();
        let spki = certificate.spki_der().to_vec();
        let certificate_id =
            CertificateId::new(&certificate, &spki, DigestAlgorithm::Sha256).unwrap();
        OcspRequest {
            certificate_id,
            nonce,
        }
    }

    #[test]
    fn what_is_asked_is_read() {
        for nonce in [None, Some(vec![7; 32])] {
            let asked = question(nonce.clone());
            let received = ReceivedOcspRequest::from_der(&asked.to_der()).unwrap();
            assert_eq!(received.certificate_ids, [asked.certificate_id]);
            assert_eq!(received.nonce, nonce);
        }
    }

    #[test]
    fn nonsense_is_refused() {
        let der = question(Some(vec![7; 32])).to_der();
        for length in 0..der.len() {
            assert!(ReceivedOcspRequest::from_der(&der[..length]).is_err());
        }
        let empty = encode(
            tag::SEQUENCE,
            &[&encode(tag::SEQUENCE, &[&encode(tag::SEQUENCE, &[])])],
        );
        assert!(ReceivedOcspRequest::from_der(&empty).is_err());
        let long = question(Some(vec![7; 32]));
        let mut long = long.to_der();
        long.resize(LARGEST_REQUEST + 1, 0);
        assert!(matches!(
            ReceivedOcspRequest::from_der(&long),
            Err(crate::Error::TooLarge(_))
        ));
    }
}
