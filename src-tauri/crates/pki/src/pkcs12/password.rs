//! A password as the bytes that derivations take.

use secrecy::{ExposeSecret, SecretString};

use super::Secret;

/// One reading of a password. Writers disagree about empty and about non-ASCII passwords, so a reader tries
/// several.
pub(super) struct Password {
    /// BMPString with its two closing zeros, for derivations of RFC 7292 appendix B; or nothing at all.
    pub(super) bmp: Secret,
    /// UTF-8, for PBKDF2.
    pub(super) utf8: Secret,
}

impl Password {
    /// The reading of RFC 7292 §B.1: big-endian UTF-16 and two zero bytes.
    pub(super) fn standard(password: &SecretString) -> Self {
        let text = password.expose_secret();
        Self {
            bmp: terminated(text.encode_utf16(), text.len()),
            utf8: Secret::new(text.as_bytes().to_vec()),
        }
    }

    /// Every reading worth trying, the standard one first.
    pub(super) fn readings(password: &SecretString) -> Vec<Self> {
        let text = password.expose_secret();
        let mut readings = vec![Self::standard(password)];
        let utf8 = || Secret::new(text.as_bytes().to_vec());
        if text.is_empty() {
            // Some writers take no password for an empty one and leave out even the zeros.
            readings.push(Self {
                bmp: Secret::default(),
                utf8: utf8(),
            });
        }
        if !text.is_ascii() {
            // OpenSSL before 1.1.0 spread the bytes, whatever they meant.
            readings.push(Self {
                bmp: terminated(text.bytes().map(u16::from), text.len()),
                utf8: utf8(),
            });
        }
        readings
    }
}

fn terminated(units: impl Iterator<Item = u16>, at_most: usize) -> Secret {
    // Room for all of it at once: growing would leave copies behind.
    let mut bytes = Secret::new(Vec::with_capacity(2 * at_most + 2));
    for unit in units {
        bytes.extend_from_slice(&unit.to_be_bytes());
    }
    bytes.extend_from_slice(&[0, 0]);
    bytes
}
