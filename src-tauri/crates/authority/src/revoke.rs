//! Revocation.

use tanba_pki::crl::CrlReason;
use tanba_protocol::RevocationReason;
use time::OffsetDateTime;

use crate::Error;
use crate::audit::{Event, EventKind};
use crate::record::{CertificateRecord, Office};
use crate::storage::Storage;

/// Why a certificate is revoked. Suspension is not among them: what is revoked here stays so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// None in particular.
    Unspecified,
    /// The key is no longer its owner's alone.
    KeyCompromise,
    /// The owner's name or place changed.
    AffiliationChanged,
    /// A newer certificate took its place.
    Superseded,
    /// It is no longer needed.
    CessationOfOperation,
    /// A right that it told of was withdrawn.
    PrivilegeWithdrawn,
}

impl Reason {
    /// The reason as people name it; `None` for those of authorities, and for suspension.
    #[must_use]
    pub const fn of_person(reason: RevocationReason) -> Option<Self> {
        Some(match reason {
            RevocationReason::Unspecified => Self::Unspecified,
            RevocationReason::KeyCompromise => Self::KeyCompromise,
            RevocationReason::AffiliationChanged => Self::AffiliationChanged,
            RevocationReason::Superseded => Self::Superseded,
            RevocationReason::CessationOfOperation => Self::CessationOfOperation,
            RevocationReason::PrivilegeWithdrawn => Self::PrivilegeWithdrawn,
            _ => return None,
        })
    }

    /// CRLReason as a number (RFC 5280 §5.3.1).
    #[must_use]
    pub fn number(self) -> u8 {
        let reason = match self {
            Self::Unspecified => CrlReason::Unspecified,
            Self::KeyCompromise => CrlReason::KeyCompromise,
            Self::AffiliationChanged => CrlReason::AffiliationChanged,
            Self::Superseded => CrlReason::Superseded,
            Self::CessationOfOperation => CrlReason::CessationOfOperation,
            Self::PrivilegeWithdrawn => CrlReason::PrivilegeWithdrawn,
        };
        u8::try_from(reason.number()).unwrap_or(0)
    }
}

/// What came of a revocation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Revoked {
    /// It is revoked from now on. OCSP says so at once.
    Now {
        /// The subject.
        subject: String,
        /// Whether a root issued it: then its CRL says so after the next ceremony alone.
        by_root: bool,
    },
    /// It was revoked before; that stays as it was.
    Before,
    /// No certificate has this serial number.
    Unknown,
    /// A root cannot be revoked: whoever trusts it must be told by other means.
    Root,
}

/// Revokes the certificate with this serial number (hexadecimal digits; colons, spaces and leading zeros do
/// not matter). It takes no key; the next CRL and every OCSP answer tell it. `by` says in the audit log
/// who did it and where.
///
/// # Errors
/// [`Error::Storage`].
pub async fn revoke<S: Storage>(
    storage: &S,
    serial_number: &str,
    reason: Reason,
    by: &str,
    now: OffsetDateTime,
) -> Result<Revoked, Error> {
    let digits: String = serial_number
        .chars()
        .filter(|character| !matches!(character, ':' | ' '))
        .collect::<String>()
        .to_lowercase();
    let digits = digits.trim_start_matches("0x").trim_start_matches('0');
    // Contents of an INTEGER have an even number of digits.
    let digits = match digits.len() % 2 {
        0 => digits.to_owned(),
        _ => format!("0{digits}"),
    };
    let found = storage.certificates_by_serial(&digits).await?;
    let record: &CertificateRecord = match found.as_slice() {
        [] => return Ok(Revoked::Unknown),
        [one] => one,
        // The number follows from the key: a second certificate of the same key.
        _ => return Err(Error::Damaged("a serial number under two issuers")),
    };
    let new = &record.prepared;
    if new.office == Office::Root {
        return Ok(Revoked::Root);
    }
    let number = reason.number();
    let event = Event::new(
        now,
        EventKind::CertificateRevoked,
        &[
            ("issuer", &new.issuer),
            ("serial_number", &new.serial_number),
            ("reason", &number.to_string()),
            ("by", by),
        ],
    );
    let done = storage
        .revoke(&new.issuer, &new.serial_number, number, &event)
        .await?;
    Ok(match done {
        true => Revoked::Now {
            subject: new.subject.clone(),
            by_root: new.office == Office::Issuing,
        },
        false => Revoked::Before,
    })
}
