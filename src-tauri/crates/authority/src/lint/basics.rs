//! Version, serial number, algorithm, issuer and validity.

use tanba_pki::Certificate;
use tanba_pki::certificate::derive_serial_number;
use tanba_pki::profile::key_storage;
use time::Duration;

use super::{Expected, Findings};
use crate::profile::{person_validity, validity as validity_of};
use crate::record::Office;

pub(super) fn version(certificate: &Certificate, _: &Expected<'_>, findings: &mut Findings) {
    let version = certificate.version();
    findings.unless(version == 3, "version", || format!("{version}, not 3"));
}

/// RFC 5280 §4.1.2.2, and the NCA's way to derive it from the key.
pub(super) fn serial_number(certificate: &Certificate, _: &Expected<'_>, findings: &mut Findings) {
    let serial = certificate.serial_number();
    let positive = serial.first().is_some_and(|first| first & 0x80 == 0)
        && serial.iter().any(|byte| *byte != 0);
    findings.unless(positive && serial.len() <= 20, "serial-number", || {
        format!("{} is not positive within 20 octets", hex::encode(serial))
    });
    let derived = derive_serial_number(&certificate.key_identifier());
    findings.unless(serial == derived, "serial-number-of-key", || {
        format!("{} does not follow from the key", hex::encode(serial))
    });
}

/// The issuer's own algorithm, inside and outside the same.
pub(super) fn algorithm(
    certificate: &Certificate,
    expected: &Expected<'_>,
    findings: &mut Findings,
) {
    let own = certificate.public_key();
    let issuer = match expected.issuer {
        Some(issuer) => issuer.public_key(),
        None => own,
    };
    let wanted = issuer.map(|key| key.default_signature_algorithm());
    let found = certificate.signature_algorithm();
    findings.unless(found.is_ok() && found == wanted, "algorithm", || {
        format!("{found:?}, not the issuer's {wanted:?}")
    });
}

/// The issuer's name byte for byte; a root is its own.
pub(super) fn issuer(certificate: &Certificate, expected: &Expected<'_>, findings: &mut Findings) {
    let wanted = match expected.issuer {
        Some(issuer) => issuer.subject_der(),
        None => certificate.subject_der(),
    };
    findings.unless(certificate.issuer_der() == wanted, "issuer", || {
        "not the subject of the issuer's certificate".to_owned()
    });
}

/// A time to be valid in, no longer than the profile allows and within the issuer's.
pub(super) fn validity(
    certificate: &Certificate,
    expected: &Expected<'_>,
    findings: &mut Findings,
) {
    let (from, until) = (certificate.not_before_at(), certificate.not_after_at());
    let length = until - from;
    let most = match (expected.office, key_storage(certificate)) {
        (Office::Person, Ok(Some(storage))) => person_validity(storage),
        (office, _) => validity_of(office),
    };
    findings.unless(
        length > Duration::ZERO && length <= most,
        "validity",
        || {
            format!(
                "{} days, not up to {}",
                length.whole_days(),
                most.whole_days()
            )
        },
    );
    if let Some(issuer) = expected.issuer {
        let within = from >= issuer.not_before_at() && until <= issuer.not_after_at();
        findings.unless(within, "validity-within-issuer", || {
            "outside the validity of the issuer".to_owned()
        });
    }
}
