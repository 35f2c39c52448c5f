//! The requests of an application: one GOST key, or the RSA pair.

use tanba_pki::certificate::derive_serial_number;
use tanba_pki::profile::KeyPurpose;
use tanba_pki::request::CertificationRequest;

use crate::branch::Branch;
use crate::enrol::{Refusal, read_request};
use crate::storage::Storage;

/// A request that was looked at, and what its key is for.
#[derive(Debug)]
pub(crate) struct KeyRequest {
    pub(crate) request: CertificationRequest,
    pub(crate) branch: Branch,
    pub(crate) purpose: KeyPurpose,
}

/// Reads the requests of a profile set, in DER: today's single GOST key, or the older pair of RSA keys, the
/// one for authentication first. `None` when they are neither.
pub(crate) fn parse_requests(ders: &[Vec<u8>]) -> Result<Option<Vec<KeyRequest>>, Refusal> {
    let mut keys = Vec::new();
    for der in ders {
        keys.push(read_request(der)?);
    }
    let purposes: &[KeyPurpose] = match keys.as_slice() {
        [(_, Branch::Gost)] => &[KeyPurpose::Signature],
        [(first, Branch::Rsa), (second, Branch::Rsa)] if first.spki_der() != second.spki_der() => {
            &[KeyPurpose::Authentication, KeyPurpose::Signature]
        }
        _ => return Ok(None),
    };
    let keys = keys.into_iter().zip(purposes);
    Ok(Some(
        keys.map(|((request, branch), purpose)| KeyRequest {
            request,
            branch,
            purpose: *purpose,
        })
        .collect(),
    ))
}

/// That none of the keys has a certificate.
pub(crate) async fn require_new<S: Storage>(
    storage: &S,
    keys: &[KeyRequest],
) -> Result<(), Refusal> {
    for key in keys {
        let identifier = key
            .request
            .public_key()
            .and_then(|key| key.key_identifier());
        let identifier = identifier.map_err(Refusal::RequestMalformed)?;
        let serial = hex::encode(derive_serial_number(&identifier));
        if !storage.certificates_by_serial(&serial).await?.is_empty() {
            return Err(Refusal::KeyCertified);
        }
    }
    Ok(())
}
