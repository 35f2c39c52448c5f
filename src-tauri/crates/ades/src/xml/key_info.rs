//! Certificates and what else `ds:KeyInfo` brings (XML Signature 1.1 §4.5).

use tanba_pki::Certificate;

use super::signature::{DSIG, base64};
use super::tree::{Document, NodeId};
use crate::parsed::Embedded;

/// More than these are not looked at.
const MAX_CERTIFICATES: usize = 32;
const MAX_CRLS: usize = 8;

#[derive(Debug, Default)]
pub(super) struct KeyInfo {
    pub(super) embedded: Embedded,
    /// Subject key identifiers of the signer.
    key_identifiers: Vec<Vec<u8>>,
    /// Serial numbers of the signer's certificate, in decimal.
    serial_numbers: Vec<String>,
}

impl KeyInfo {
    pub(super) fn read(document: &Document<'_>, element: Option<NodeId>) -> Self {
        let mut info = Self::default();
        let Some(element) = element else { return info };
        for part in document.descendant_elements(element) {
            let Some((DSIG, name)) = document.expanded_name(part) else {
                continue;
            };
            match name {
                "X509Certificate" if info.embedded.certificates.len() < MAX_CERTIFICATES => {
                    let der = base64(document, part, "X509Certificate");
                    info.embedded
                        .certificates
                        .extend(der.ok().and_then(|der| Certificate::from_der(&der).ok()));
                }
                "X509CRL" if info.embedded.crls.len() < MAX_CRLS => {
                    info.embedded.crls.extend(base64(document, part, "X509CRL"));
                }
                "X509SKI" if info.key_identifiers.len() < MAX_CERTIFICATES => {
                    info.key_identifiers
                        .extend(base64(document, part, "X509SKI"));
                }
                "X509SerialNumber" if info.serial_numbers.len() < MAX_CERTIFICATES => {
                    let text = document.own_text(part).unwrap_or_default();
                    info.serial_numbers
                        .push(text.trim().trim_start_matches('0').to_owned());
                }
                _ => {}
            }
        }
        info
    }

    /// Certificates that may be the signer's, the likeliest first.
    pub(super) fn candidates(&self, known: &[Certificate]) -> Vec<Certificate> {
        let mut candidates: Vec<_> = self.embedded.certificates.clone();
        candidates.extend(known.iter().filter(|it| self.is_hinted(it)).cloned());
        candidates.sort_by_key(|certificate| !self.is_hinted(certificate));
        candidates
    }

    fn is_hinted(&self, certificate: &Certificate) -> bool {
        let identifier = certificate.subject_key_identifier();
        self.key_identifiers
            .iter()
            .any(|hint| identifier == Some(hint.as_slice()))
            || (!self.serial_numbers.is_empty()
                && self
                    .serial_numbers
                    .contains(&decimal(certificate.serial_number())))
    }
}

/// A big-endian number in decimal.
fn decimal(number: &[u8]) -> String {
    // Serial numbers have at most 20 bytes (RFC 5280 §4.1.2.2); longer ones match nothing.
    if number.len() > 32 {
        return String::new();
    }
    let mut digits = vec![0_u8];
    for &byte in number {
        let mut carry = u32::from(byte);
        for digit in &mut digits {
            carry += u32::from(*digit) * 256;
            *digit = (carry % 10) as u8;
            carry /= 10;
        }
        while carry > 0 {
            digits.push((carry % 10) as u8);
            carry /= 10;
        }
    }
    let text: String = digits
        .iter()
        .rev()
        .map(|digit| char::from(b'0' + digit))
        .collect();
    text.trim_start_matches('0').to_owned()
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_become_decimal() {
        assert_eq!(super::decimal(&[0, 1, 0]), "256");
        assert_eq!(
            super::decimal(&[0x12, 0x34, 0x56, 0x78, 0x9a]),
            "78187493530"
        );
    }
}
