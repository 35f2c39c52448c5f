//! Time stamps (RFC 3161): the RSA authority stamps SHA-2 digests, the GOST authority Streebog digests.

use rand_core::CryptoRngCore;
use tanba_pki::digest::DigestAlgorithm;
use tanba_pki::tlv::{encode, tag};
use tanba_pki::tsp::{
    Accuracy, Error as TspError, FailureInfo, PkiStatus, PreparedToken, TimeStampRequest,
    TimeStampResponse, TstInfo,
};
use time::OffsetDateTime;

use crate::branch::Branch;
use crate::storage::Storage;
use crate::{Authority, Error};

/// The largest request that is read, in bytes.
pub const LARGEST_TIME_STAMP_REQUEST: usize = 1 << 12;
/// Random bytes of a serial number: within the 160 bits of RFC 3161 §2.4.2, and never met twice.
const SERIAL_SIZE: usize = 16;
/// The longest nonce that is repeated, in bytes.
const LONGEST_NONCE: usize = 64;
/// The clock of a personal computer that is kept by NTP.
const ACCURACY: Accuracy = Accuracy {
    seconds: 1,
    millis: 0,
    micros: 0,
};

impl<S: Storage> Authority<S> {
    /// Answers a TimeStampReq in DER with a TimeStampResp; a refusal is one, too.
    pub fn stamp(&self, der: &[u8], now: OffsetDateTime, rng: &mut dyn CryptoRngCore) -> Vec<u8> {
        let answer = match read(der) {
            Ok((request, branch)) => self.grant(&request, branch, now, rng),
            Err(refused) => Err(refused),
        };
        match answer {
            Ok(token) => TimeStampResponse {
                status: PkiStatus::Granted,
                texts: Vec::new(),
                failure: None,
                token: Some(token),
            },
            Err((failure, text)) => TimeStampResponse {
                status: PkiStatus::Rejection,
                texts: vec![text],
                failure: Some(failure),
                token: None,
            },
        }
        .to_der()
    }

    fn grant(
        &self,
        request: &TimeStampRequest,
        branch: Branch,
        now: OffsetDateTime,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Vec<u8>, Refused> {
        let policy = branch.tsa_policy();
        if request.policy.is_some_and(|wanted| wanted != policy) {
            return Err((
                FailureInfo::UnacceptedPolicy,
                format!("the policy for this digest is {policy}"),
            ));
        }
        let mut serial = vec![0; SERIAL_SIZE];
        rng.try_fill_bytes(&mut serial)
            .map_err(|error| failed(&error))?;
        if let Some(first) = serial.first_mut() {
            *first = (*first & 0x7f) | 0x40;
        }
        self.token(request, branch, serial, now)
            .map_err(|error| failed(&error))
    }

    fn token(
        &self,
        request: &TimeStampRequest,
        branch: Branch,
        serial_number: Vec<u8>,
        now: OffsetDateTime,
    ) -> Result<Vec<u8>, Error> {
        let officer = self.time_stamper(branch)?;
        let issuing = self.issuing_of(branch)?;
        let millisecond = now.nanosecond() / 1_000_000 * 1_000_000;
        let info = TstInfo {
            policy: branch.tsa_policy(),
            imprint: request.imprint.clone(),
            serial_number,
            stamped_at: now.replace_nanosecond(millisecond).unwrap_or(now),
            accuracy: Some(ACCURACY),
            ordering: false,
            nonce: request.nonce.clone(),
            tsa: Some(encode(
                tag::context_constructed(4),
                &[officer.certificate.subject_der()],
            )),
        };
        let malformed = |error: TspError| match error {
            TspError::Pki(error) => Error::Pki(error),
            other => tanba_pki::Error::malformed("TimeStampToken", other).into(),
        };
        let prepared = PreparedToken::prepare(
            &info,
            &officer.certificate,
            std::slice::from_ref(&issuing.certificate),
            request.wants_certificate,
            officer.signer.default_algorithm(),
        )
        .map_err(malformed)?;
        let value = officer.signer.sign(&prepared.to_be_signed())?;
        prepared.finish(&value).map_err(malformed)
    }
}

/// Why, and in words.
type Refused = (FailureInfo, String);

fn failed(error: &dyn std::fmt::Display) -> Refused {
    (FailureInfo::SystemFailure, error.to_string())
}

/// The request, and the branch that stamps such digests.
fn read(der: &[u8]) -> Result<(TimeStampRequest, Branch), Refused> {
    if der.len() > LARGEST_TIME_STAMP_REQUEST {
        return Err((FailureInfo::BadRequest, "the request is too large".into()));
    }
    let request = TimeStampRequest::from_der(der).map_err(|error| {
        let failure = match error {
            TspError::Pki(
                tanba_pki::Error::UnsupportedAlgorithm(_)
                | tanba_pki::Error::UnsupportedParameters(_),
            ) => FailureInfo::BadAlgorithm,
            TspError::Extension => FailureInfo::UnacceptedExtension,
            _ => FailureInfo::BadDataFormat,
        };
        (failure, error.to_string())
    })?;
    let branch = match request.imprint.algorithm {
        DigestAlgorithm::Sha256 | DigestAlgorithm::Sha384 | DigestAlgorithm::Sha512 => Branch::Rsa,
        DigestAlgorithm::Streebog256(_) | DigestAlgorithm::Streebog512(_) => Branch::Gost,
        weak => {
            return Err((
                FailureInfo::BadAlgorithm,
                format!("{weak:?} is not stamped"),
            ));
        }
    };
    if request
        .nonce
        .as_ref()
        .is_some_and(|nonce| nonce.len() > LONGEST_NONCE)
    {
        return Err((FailureInfo::BadRequest, "the nonce is too long".into()));
    }
    Ok((request, branch))
}

#[cfg(test)]
mod tests {
    use tanba_pki::tsp::MessageImprint;

    use super::*;

    fn request(algorithm: DigestAlgorithm) -> TimeStampRequest {
        let digest = algorithm.digest(b"document");
        let imprint = MessageImprint { algorithm, digest };
        TimeStampRequest::make(imprint, &mut rand_core::OsRng)
    }

    #[test]
    fn the_digest_chooses_the_branch() {
        use tanba_pki::digest::Dialect::{Kazakh, Rfc9215};
        for (algorithm, branch) in [
            (DigestAlgorithm::Sha256, Branch::Rsa),
            (DigestAlgorithm::Sha512, Branch::Rsa),
            (DigestAlgorithm::Streebog512(Kazakh), Branch::Gost),
            (DigestAlgorithm::Streebog256(Rfc9215), Branch::Gost),
        ] {
            let request = request(algorithm);
            let read = read(&request.to_der().unwrap()).unwrap();
            assert_eq!(read, (request, branch));
        }
        for weak in [DigestAlgorithm::Sha1, DigestAlgorithm::Gost94] {
            let refused = read(&request(weak).to_der().unwrap()).unwrap_err();
            assert_eq!(refused.0, FailureInfo::BadAlgorithm);
        }
    }

    #[test]
    fn what_is_no_request_is_named() {
        let der = request(DigestAlgorithm::Sha256).to_der().unwrap();
        assert_eq!(read(b"?").unwrap_err().0, FailureInfo::BadDataFormat);
        let mut extended = der.clone();
        extended.extend([0xa0, 0]);
        extended[1] += 2;
        assert_eq!(
            read(&extended).unwrap_err().0,
            FailureInfo::UnacceptedExtension
        );
        let mut unknown = der;
        let sha256 = unknown.windows(3).position(|arcs| arcs == [4, 2, 1]);
        unknown[sha256.unwrap() + 2] = 0x63;
        assert_eq!(read(&unknown).unwrap_err().0, FailureInfo::BadAlgorithm);
        let mut long = request(DigestAlgorithm::Sha256);
        long.nonce = Some(vec![1; LONGEST_NONCE + 1]);
        let long = read(&long.to_der().unwrap()).unwrap_err();
        assert_eq!(long.0, FailureInfo::BadRequest);
    }
}
