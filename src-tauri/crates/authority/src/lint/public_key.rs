//! The key of the subject.

use tanba_pki::tlv::{self, Cursor, tag};
use tanba_pki::{Certificate, PublicKey};

use super::{Expected, Findings};
use crate::branch::Branch;

/// The least and the most bits of an RSA modulus.
const RSA_BITS: std::ops::RangeInclusive<usize> = 2048..=8192;

/// Why a key is not certified, if it is not: another algorithm than the branch's, a modulus or an exponent
/// that is not done.
pub(crate) fn check(spki_der: &[u8], branch: Branch) -> Result<(), String> {
    let key = PublicKey::from_spki_der(spki_der).map_err(|error| error.to_string())?;
    if Branch::of_key(&key) != Some(branch) {
        return Err(format!("{} is of another branch", key.name()));
    }
    if branch == Branch::Rsa {
        let bits = key.bits();
        if !RSA_BITS.contains(&bits) || bits % 8 != 0 {
            return Err(format!("an RSA modulus of {bits} bits"));
        }
        let exponent = rsa_exponent(spki_der).map_err(|error| error.to_string())?;
        // NIST SP 800-56B §6.2: odd, greater than 2^16.
        if exponent <= 1 << 16 || exponent.is_multiple_of(2) {
            return Err(format!("an RSA exponent of {exponent}"));
        }
    }
    Ok(())
}

fn rsa_exponent(spki_der: &[u8]) -> Result<u64, tlv::Error> {
    let mut spki = Cursor::new(spki_der).sequence()?;
    spki.element(tag::SEQUENCE)?;
    let bits = spki.element(tag::BIT_STRING)?.contents;
    let mut key = Cursor::new(bits.get(1..).unwrap_or_default()).sequence()?;
    key.integer()?;
    key.unsigned()
}

pub(super) fn public_key(
    certificate: &Certificate,
    expected: &Expected<'_>,
    findings: &mut Findings,
) {
    let checked = check(certificate.spki_der(), expected.branch);
    findings.unless(checked.is_ok(), "public-key", || {
        checked.as_ref().err().cloned().unwrap_or_default()
    });
    let canonical = certificate
        .public_key()
        .and_then(|key| key.to_spki_der())
        .is_ok_and(|der| der == certificate.spki_der());
    findings.unless(canonical, "public-key-encoding", || {
        "not in the NCA's encoding".to_owned()
    });
}
