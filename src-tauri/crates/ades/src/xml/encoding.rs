//! Base64 as it stands in XML, and signature values as XML-DSig writes them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use der::asn1::UintRef;
use der::{Decode, Encode, Sequence};
use tanba_pki::algorithm::SignatureAlgorithm;

/// Characters per line of wrapped base64 (RFC 2045 §6.8).
const LINE: usize = 76;

/// The bytes; white space, which includes the carriage returns of `&#13;`, does not count.
pub(super) fn from_base64(text: &str) -> Option<Vec<u8>> {
    let compact: Vec<u8> = text
        .bytes()
        .filter(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
        .collect();
    STANDARD.decode(compact).ok()
}

pub(super) fn to_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Base64 in lines, beginning and ending with a line feed.
pub(super) fn to_base64_lines(bytes: &[u8]) -> String {
    let mut rest = to_base64(bytes);
    let mut lines = String::with_capacity(rest.len() + rest.len() / LINE + 2);
    lines.push('\n');
    while !rest.is_empty() {
        let after = rest.split_off(rest.len().min(LINE));
        lines.push_str(&rest);
        lines.push('\n');
        rest = after;
    }
    lines
}

/// ECDSA-Sig-Value (RFC 3279 §2.2.3).
#[derive(Sequence)]
struct EcdsaValue<'a> {
    r: UintRef<'a>,
    s: UintRef<'a>,
}

/// From the DER of other formats to r and s side by side (XML Signature 1.1 §6.4.3). Values of other
/// algorithms are the same everywhere.
pub(super) fn to_xml(
    algorithm: SignatureAlgorithm,
    key_bits: usize,
    value: &[u8],
) -> Option<Vec<u8>> {
    if !matches!(algorithm, SignatureAlgorithm::Ecdsa(_)) {
        return Some(value.to_vec());
    }
    let size = key_bits.div_ceil(8);
    let parsed = EcdsaValue::from_der(value).ok()?;
    let mut joined = Vec::with_capacity(2 * size);
    for number in [parsed.r, parsed.s] {
        let padding = size.checked_sub(number.as_bytes().len())?;
        joined.resize(joined.len() + padding, 0);
        joined.extend_from_slice(number.as_bytes());
    }
    Some(joined)
}

/// The reverse of [`to_xml`].
pub(super) fn from_xml(algorithm: SignatureAlgorithm, value: &[u8]) -> Option<Vec<u8>> {
    if !matches!(algorithm, SignatureAlgorithm::Ecdsa(_)) {
        return Some(value.to_vec());
    }
    if value.is_empty() || !value.len().is_multiple_of(2) || value.len() > 132 {
        return None;
    }
    let (r, s) = value.split_at(value.len() / 2);
    EcdsaValue {
        r: UintRef::new(r).ok()?,
        s: UintRef::new(s).ok()?,
    }
    .to_der()
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tanba_pki::digest::DigestAlgorithm;

    #[test]
    fn base64_forgives_white_space_only() {
        assert_eq!(from_base64(" SGVs\r\n bG8=\t").unwrap(), b"Hello");
        for wrong in ["SGVsbG8", "SGVs_G8=", "SGVsbG8==", "=", "SGVsbG8=x"] {
            assert_eq!(from_base64(wrong), None, "{wrong}");
        }
        assert_eq!(from_base64(&to_base64_lines(&[7; 100])).unwrap(), [7; 100]);
        assert!(
            to_base64_lines(&[7; 100])
                .lines()
                .all(|line| line.len() <= LINE)
        );
    }

    #[test]
    fn ecdsa_values_change_their_form_and_back() {
        let algorithm = SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha256);
        let mut raw = [0; 64];
        raw[31] = 5;
        raw[32] = 0x80;
        let der = from_xml(algorithm, &raw).unwrap();
        assert_eq!(to_xml(algorithm, 256, &der).unwrap(), raw);
        assert_eq!(from_xml(algorithm, &raw[..63]), None);
        assert_eq!(to_xml(algorithm, 128, &der), None);
    }
}
