//! What somebody signed with a key that this authority certified.

use std::io::Cursor;

use tanba_ades::cms;
use tanba_pki::Certificate;
use tanba_pki::profile::{KeyPurpose, key_purpose, roles};
use time::{Duration, OffsetDateTime};

use super::{AccountRefusal as Refusal, Caller};
use crate::application::Identity;
use crate::record::{CertificateRecord, Office};
use crate::storage::Storage;

/// A content, and who signed it.
#[derive(Debug)]
pub(super) struct Signed {
    pub(super) content: Vec<u8>,
    pub(super) caller: Caller,
    pub(super) purpose: KeyPurpose,
    pub(super) not_after_at: OffsetDateTime,
}

/// Opens a CMS with its content inside, signed by one key whose certificate this authority published, did
/// not revoke, and which is valid now or ended at most `grace` ago.
pub(super) async fn open<S: Storage>(
    storage: &S,
    der: &[u8],
    grace: Duration,
    now: OffsetDateTime,
) -> Result<Signed, Refusal> {
    let mut content = Vec::new();
    let malformed = |_| Refusal::SignatureInvalid("not a CMS with its content");
    cms::extract(&mut Cursor::new(der), &mut content).map_err(malformed)?;
    let signatures = cms::parse(&mut Cursor::new(der), None, &[]).map_err(malformed)?;
    let [signature] = signatures.as_slice() else {
        return Err(Refusal::SignatureInvalid("not exactly one signature"));
    };
    if signature.integrity.is_err() {
        return Err(Refusal::SignatureInvalid("it is not over this content"));
    }
    // Without it the certificate beside the signature could be exchanged for another of the same key.
    if !signature.names_certificate {
        return Err(Refusal::SignatureInvalid("it names no certificate"));
    }
    let certificate = signature.certificate.as_ref();
    let certificate = certificate.ok_or(Refusal::SignatureInvalid("no certificate"))?;
    let record = issued(storage, certificate).await?;
    if record.published_at.is_none() || record.revocation.is_some() {
        return Err(Refusal::CertificateUnsuitable("it is revoked"));
    }
    let not_after_at = certificate.not_after_at();
    if now < certificate.not_before_at() || now > not_after_at + grace {
        return Err(Refusal::CertificateUnsuitable("it is not valid now"));
    }
    let unreadable = |_| Refusal::CertificateUnsuitable("it cannot be read");
    let roles = roles(certificate).map_err(unreadable)?;
    Ok(Signed {
        content,
        caller: Caller {
            identity: Identity::of_certificate(certificate.subject_fields(), &roles),
            issuer: record.prepared.issuer,
            serial_number: record.prepared.serial_number,
        },
        purpose: key_purpose(certificate).map_err(unreadable)?,
        not_after_at,
    })
}

/// The record of a certificate of a person, byte for byte the same.
async fn issued<S: Storage>(
    storage: &S,
    certificate: &Certificate,
) -> Result<CertificateRecord, Refusal> {
    let serial = hex::encode(certificate.serial_number());
    let found = storage.certificates_by_serial(&serial).await?;
    found
        .into_iter()
        .find(|record| {
            record.prepared.office == Office::Person
                && record.der.as_deref() == Some(certificate.der())
        })
        .ok_or(Refusal::CertificateUnsuitable("it is of another authority"))
}
