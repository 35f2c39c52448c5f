//! TimeStampResp (RFC 3161 §2.4.2).

use super::{Error, MAX_SIZE, TimeStampRequest, TimeStampToken};
use crate::ber;
use crate::tlv::{Cursor, encode, tag};

/// PKIStatus.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum PkiStatus {
    /// The token is as asked for.
    Granted,
    /// The token is there and differs in something from what was asked for.
    GrantedWithMods,
    /// No token.
    Rejection,
    /// Not yet.
    Waiting,
    /// Revocation of the authority is imminent.
    RevocationWarning,
    /// The authority was revoked.
    RevocationNotification,
    /// A number that RFC 3161 does not know.
    Other(u64),
}

/// PKIFailureInfo: why the authority refused.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum FailureInfo {
    /// Unrecognized or unsupported digest algorithm.
    BadAlgorithm,
    /// The transaction is not permitted or supported.
    BadRequest,
    /// The data has the wrong format.
    BadDataFormat,
    /// The time source is not available.
    TimeNotAvailable,
    /// The policy is not supported.
    UnacceptedPolicy,
    /// An extension is not supported.
    UnacceptedExtension,
    /// Additional information was asked for that is not available.
    AdditionalInformationNotAvailable,
    /// The system failed.
    SystemFailure,
}

/// Bits of PKIFailureInfo.
const FAILURES: [(usize, FailureInfo); 8] = [
    (0, FailureInfo::BadAlgorithm),
    (2, FailureInfo::BadRequest),
    (5, FailureInfo::BadDataFormat),
    (14, FailureInfo::TimeNotAvailable),
    (15, FailureInfo::UnacceptedPolicy),
    (16, FailureInfo::UnacceptedExtension),
    (17, FailureInfo::AdditionalInformationNotAvailable),
    (25, FailureInfo::SystemFailure),
];

/// What an authority answers.
#[derive(Clone, Debug)]
pub struct TimeStampResponse {
    /// Granted or why not.
    pub status: PkiStatus,
    /// What the authority adds in words.
    pub texts: Vec<String>,
    /// The reason for a refusal.
    pub failure: Option<FailureInfo>,
    /// The token, a ContentInfo in DER.
    pub token: Option<Vec<u8>>,
}

impl TimeStampResponse {
    /// Reads a response in DER or BER, the body of `application/timestamp-reply`.
    ///
    /// # Errors
    /// [`Error::Structure`], [`Error::TooLarge`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        if bytes.len() > MAX_SIZE {
            return Err(Error::TooLarge);
        }
        let der =
            ber::to_der(bytes, &ber::Limits::default()).map_err(crate::signed_data::Error::from)?;
        let mut outer = Cursor::new(&der);
        let mut body = outer.sequence()?;
        outer.finish()?;
        let mut info = body.sequence()?;
        let status = match info.unsigned()? {
            0 => PkiStatus::Granted,
            1 => PkiStatus::GrantedWithMods,
            2 => PkiStatus::Rejection,
            3 => PkiStatus::Waiting,
            4 => PkiStatus::RevocationWarning,
            5 => PkiStatus::RevocationNotification,
            other => PkiStatus::Other(other),
        };
        let mut texts = Vec::new();
        if let Some(list) = info.optional(tag::SEQUENCE)? {
            let mut list = list.children();
            while !list.is_empty() && texts.len() < 16 {
                let text = list.any()?.contents;
                texts.push(String::from_utf8_lossy(text).into_owned());
            }
        }
        let failure = info
            .optional(tag::BIT_STRING)?
            .and_then(|bits| failure(bits.contents));
        info.finish()?;
        let token = body
            .optional(tag::SEQUENCE)?
            .map(|token| token.raw.to_vec());
        body.finish()?;
        Ok(Self {
            status,
            texts,
            failure,
            token,
        })
    }

    /// The token, when it answers `request`: same imprint, same nonce, the policy asked for. Its signature is
    /// verified by [`TimeStampToken::verify`].
    ///
    /// # Errors
    /// [`Error::Rejected`], [`Error::NoToken`], one of the mismatches, or why the token cannot be read.
    pub fn token_for(&self, request: &TimeStampRequest) -> Result<TimeStampToken, Error> {
        if !matches!(self.status, PkiStatus::Granted | PkiStatus::GrantedWithMods) {
            return Err(Error::Rejected(self.status, self.failure));
        }
        let token = TimeStampToken::from_bytes(self.token.as_deref().ok_or(Error::NoToken)?)?;
        let info = token.info();
        if !info.imprint.matches(&request.imprint) {
            return Err(Error::ImprintMismatch);
        }
        if request.nonce.is_some() && info.nonce != request.nonce {
            return Err(Error::NonceMismatch);
        }
        if request.policy.is_some_and(|policy| policy != info.policy) {
            return Err(Error::PolicyMismatch(info.policy));
        }
        Ok(token)
    }

    /// The response in DER, as an authority sends it.
    #[must_use]
    pub fn to_der(&self) -> Vec<u8> {
        let status = match self.status {
            PkiStatus::Granted => 0,
            PkiStatus::GrantedWithMods => 1,
            PkiStatus::Rejection => 2,
            PkiStatus::Waiting => 3,
            PkiStatus::RevocationWarning => 4,
            PkiStatus::RevocationNotification => 5,
            PkiStatus::Other(other) => u8::try_from(other).unwrap_or(0x7f) & 0x7f,
        };
        let texts: Vec<u8> = self
            .texts
            .iter()
            .flat_map(|text| encode(tag::UTF8_STRING, &[text.as_bytes()]))
            .collect();
        let texts = if texts.is_empty() {
            Vec::new()
        } else {
            encode(tag::SEQUENCE, &[&texts])
        };
        let failure = self.failure.map_or_else(Vec::new, failure_bits);
        let info = encode(
            tag::SEQUENCE,
            &[&[tag::INTEGER, 1, status], &texts, &failure],
        );
        let token = self.token.as_deref().unwrap_or_default();
        encode(tag::SEQUENCE, &[&info, token])
    }
}

fn failure(bits: &[u8]) -> Option<FailureInfo> {
    let bytes = bits.get(1..)?;
    FAILURES
        .iter()
        .find(|(bit, _)| {
            bytes
                .get(bit / 8)
                .is_some_and(|byte| byte & (0x80 >> (bit % 8)) != 0)
        })
        .map(|(_, failure)| *failure)
}

fn failure_bits(failure: FailureInfo) -> Vec<u8> {
    let bit = FAILURES
        .iter()
        .find(|(_, known)| *known == failure)
        .map_or(25, |(bit, _)| *bit);
    let mut bits = vec![0; bit / 8 + 2];
    if let Some(unused) = bits.first_mut() {
        *unused = u8::try_from(7 - bit % 8).unwrap_or(0);
    }
    if let Some(last) = bits.last_mut() {
        *last = 0x80 >> (bit % 8);
    }
    encode(tag::BIT_STRING, &[&bits])
}
