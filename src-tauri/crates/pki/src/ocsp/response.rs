//! Responses, RFC 6960 §4.2.

use super::{ARCHIVE_CUTOFF, BASIC, CertificateId, NONCE};
use crate::crl::{CrlReason, for_each_extension};
use crate::element::only;
use crate::tlv::{Element, Error as Malformed, encode, tag};
type Result<T> = core::result::Result<T, Malformed>;
use crate::{Certificate, Error};
use time::OffsetDateTime;

/// The largest response that is read, in bytes.
pub const LARGEST_RESPONSE: usize = 1 << 20;
/// The most answers and the most certificates in one response.
const MOST: usize = 1_000;

/// The outcome of a request as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OcspResponseStatus {
    /// There is an answer.
    Successful,
    /// The request was not understood.
    MalformedRequest,
    /// The responder is in trouble.
    InternalError,
    /// The responder is busy.
    TryLater,
    /// The request must be signed.
    SigRequired,
    /// The responder does not answer this requester.
    Unauthorized,
}

/// A response as it came.
#[derive(Clone, Debug)]
pub struct OcspResponse {
    /// The outcome.
    pub status: OcspResponseStatus,
    /// The answer, when there is one of the basic type.
    pub basic: Option<BasicOcspResponse>,
    der: Vec<u8>,
}

/// A signed answer.
#[derive(Clone, Debug)]
pub struct BasicOcspResponse {
    pub(super) tbs_der: Vec<u8>,
    /// Who signed.
    pub responder_id: ResponderId,
    /// When it was signed.
    pub produced_at: OffsetDateTime,
    /// One answer for each certificate.
    pub responses: Vec<SingleResponse>,
    /// The nonce of the request, where it is repeated.
    pub nonce: Option<Vec<u8>>,
    /// A critical extension that is not known here.
    pub unknown_critical: bool,
    pub(super) algorithm_der: Vec<u8>,
    pub(super) signature: Vec<u8>,
    /// Certificates that came along.
    pub certificates: Vec<Certificate>,
}

/// Names a responder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResponderId {
    /// By the DER of its name.
    ByName(Vec<u8>),
    /// By the SHA-1 digest of the bits of its key.
    ByKey(Vec<u8>),
}

/// The answer about one certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SingleResponse {
    /// Which certificate.
    pub certificate_id: CertificateId,
    /// Its state.
    pub status: OcspStatus,
    /// When the state was known to hold.
    pub this_update_at: OffsetDateTime,
    /// By when newer information is available.
    pub next_update_at: Option<OffsetDateTime>,
    /// The responder remembers certificates that expired after this time, §4.4.4.
    pub archive_cutoff_at: Option<OffsetDateTime>,
    /// A critical extension that is not known here.
    pub unknown_critical: bool,
}

/// The state of one certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OcspStatus {
    /// Not revoked, as far as the responder knows.
    Good,
    /// Revoked.
    Revoked {
        /// Since when.
        revoked_at: OffsetDateTime,
        /// Why, where that is told.
        reason: Option<CrlReason>,
    },
    /// The responder does not know the certificate.
    Unknown,
}

impl OcspResponse {
    /// Reads the DER of an `OCSPResponse`.
    ///
    /// # Errors
    /// [`Error::Malformed`], [`Error::TooLarge`].
    pub fn from_der(der: &[u8]) -> crate::Result<Self> {
        if der.len() > LARGEST_RESPONSE {
            return Err(Error::TooLarge("OCSPResponse"));
        }
        let mut parts = only(der, tag::SEQUENCE).map_err(malformed)?.children();
        let (status, bytes) = read_status(&mut parts).map_err(malformed)?;
        let basic = match bytes {
            Some(bytes) => Some(BasicOcspResponse::from_der(bytes)?),
            None => None,
        };
        if basic.is_none() && status == OcspResponseStatus::Successful {
            return Err(malformed(Malformed::Refused(
                "a successful response without an answer",
            )));
        }
        Ok(Self {
            status,
            basic,
            der: der.to_vec(),
        })
    }

    /// Reads the DER of a `BasicOCSPResponse` alone, as signatures keep it, and puts it into a
    /// response.
    ///
    /// # Errors
    /// As [`BasicOcspResponse::from_der`].
    pub fn from_basic_der(der: &[u8]) -> crate::Result<Self> {
        let basic = BasicOcspResponse::from_der(der)?;
        let bytes = encode(
            tag::SEQUENCE,
            &[
                &encode(tag::OBJECT_IDENTIFIER, &[BASIC]),
                &encode(tag::OCTET_STRING, &[der]),
            ],
        );
        let der = encode(
            tag::SEQUENCE,
            &[
                &encode(tag::ENUMERATED, &[&[0]]),
                &encode(tag::context_constructed(0), &[&bytes]),
            ],
        );
        let status = OcspResponseStatus::Successful;
        Ok(Self {
            status,
            basic: Some(basic),
            der,
        })
    }

    /// The response as it was read.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }
}

fn read_status<'a>(
    parts: &mut crate::tlv::Cursor<'a>,
) -> Result<(OcspResponseStatus, Option<&'a [u8]>)> {
    let status = match parts.element(tag::ENUMERATED)?.contents {
        [0] => OcspResponseStatus::Successful,
        [1] => OcspResponseStatus::MalformedRequest,
        [2] => OcspResponseStatus::InternalError,
        [3] => OcspResponseStatus::TryLater,
        [5] => OcspResponseStatus::SigRequired,
        [6] => OcspResponseStatus::Unauthorized,
        _ => return Err(Malformed::Refused("response status")),
    };
    let bytes = parts.optional(tag::context_constructed(0))?;
    parts.finish()?;
    let Some(bytes) = bytes else {
        return Ok((status, None));
    };
    let mut inner = only(bytes.contents, tag::SEQUENCE)?.children();
    let kind = inner.element(tag::OBJECT_IDENTIFIER)?.contents;
    let response = inner.element(tag::OCTET_STRING)?.contents;
    inner.finish()?;
    Ok((status, (kind == BASIC).then_some(response)))
}

impl BasicOcspResponse {
    /// Reads the DER of a `BasicOCSPResponse`, as it stands inside a response or in the
    /// revocation values of a signature. Certificates in it that cannot be read are left out.
    ///
    /// # Errors
    /// [`Error::Malformed`], [`Error::TooLarge`].
    pub fn from_der(der: &[u8]) -> crate::Result<Self> {
        if der.len() > LARGEST_RESPONSE {
            return Err(Error::TooLarge("BasicOCSPResponse"));
        }
        Self::read(der).map_err(malformed)
    }

    fn read(der: &[u8]) -> Result<Self> {
        let mut parts = only(der, tag::SEQUENCE)?.children();
        let tbs = parts.element(tag::SEQUENCE)?;
        let algorithm_der = parts.element(tag::SEQUENCE)?.raw.to_vec();
        let signature = parts
            .element(tag::BIT_STRING)?
            .bit_string_octets()?
            .to_vec();
        let mut certificates = Vec::new();
        if let Some(explicit) = parts.optional(tag::context_constructed(0))? {
            let mut list = only(explicit.contents, tag::SEQUENCE)?.children();
            let mut seen = 0;
            while let Some(tlv) = list.read()? {
                seen += 1;
                if seen > MOST {
                    return Err(Malformed::Refused("too many certificates"));
                }
                certificates.extend(Certificate::from_der(tlv.raw));
            }
        }
        parts.finish()?;

        let mut fields = tbs.children();
        if let Some(version) = fields.optional(tag::context_constructed(0))?
            && only(version.contents, tag::INTEGER)?.unsigned()? != 0
        {
            return Err(Malformed::Refused("version of the response"));
        }
        let responder = fields.any()?;
        let responder_id = match responder.tag {
            0xa1 => ResponderId::ByName(only(responder.contents, tag::SEQUENCE)?.raw.to_vec()),
            0xa2 => ResponderId::ByKey(
                only(responder.contents, tag::OCTET_STRING)?
                    .contents
                    .to_vec(),
            ),
            _ => return Err(Malformed::Refused("responder")),
        };
        let produced_at = fields.element(tag::GENERALIZED_TIME)?.time()?;
        let mut list = fields.element(tag::SEQUENCE)?.children();
        let mut responses = Vec::new();
        while let Some(tlv) = list.read()? {
            if responses.len() == MOST || tlv.tag != tag::SEQUENCE {
                return Err(Malformed::Refused("single response"));
            }
            responses.push(SingleResponse::read(&tlv)?);
        }
        let (mut nonce, mut unknown_critical) = (None, false);
        if let Some(explicit) = fields.optional(tag::context_constructed(1))? {
            for_each_extension(
                only(explicit.contents, tag::SEQUENCE)?.contents,
                |oid, critical, value| {
                    match oid {
                        // Some responders leave out the inner OCTET STRING.
                        NONCE => {
                            nonce = Some(
                                only(value, tag::OCTET_STRING)
                                    .map_or(value, |tlv| tlv.contents)
                                    .to_vec(),
                            );
                        }
                        _ => unknown_critical |= critical,
                    }
                    Ok(())
                },
            )?;
        }
        fields.finish()?;
        Ok(Self {
            tbs_der: tbs.raw.to_vec(),
            responder_id,
            produced_at,
            responses,
            nonce,
            unknown_critical,
            algorithm_der,
            signature,
            certificates,
        })
    }
}

impl SingleResponse {
    fn read(tlv: &Element<'_>) -> Result<Self> {
        let mut parts = tlv.children();
        let certificate_id = CertificateId::read(&parts.element(tag::SEQUENCE)?)?;
        let state = parts.any()?;
        let status = match state.tag {
            0x80 => OcspStatus::Good,
            0x82 => OcspStatus::Unknown,
            0xa1 => {
                let mut inner = state.children();
                let revoked_at = inner.element(tag::GENERALIZED_TIME)?.time()?;
                let reason = inner
                    .optional(tag::context_constructed(0))?
                    .map(|explicit| CrlReason::read(explicit.contents))
                    .transpose()?;
                inner.finish()?;
                OcspStatus::Revoked { revoked_at, reason }
            }
            _ => return Err(Malformed::Refused("certificate status")),
        };
        let this_update_at = parts.element(tag::GENERALIZED_TIME)?.time()?;
        let next_update_at = parts
            .optional(tag::context_constructed(0))?
            .map(|explicit| only(explicit.contents, tag::GENERALIZED_TIME)?.time())
            .transpose()?;
        let (mut archive_cutoff_at, mut unknown_critical) = (None, false);
        if let Some(explicit) = parts.optional(tag::context_constructed(1))? {
            for_each_extension(
                only(explicit.contents, tag::SEQUENCE)?.contents,
                |oid, critical, value| {
                    if oid == ARCHIVE_CUTOFF {
                        archive_cutoff_at = Some(only(value, tag::GENERALIZED_TIME)?.time()?);
                    } else {
                        unknown_critical |= critical;
                    }
                    Ok(())
                },
            )?;
        }
        parts.finish()?;
        Ok(Self {
            certificate_id,
            status,
            this_update_at,
            next_update_at,
            archive_cutoff_at,
            unknown_critical,
        })
    }
}

pub(super) fn malformed(error: Malformed) -> Error {
    Error::malformed("OCSPResponse", error)
}
