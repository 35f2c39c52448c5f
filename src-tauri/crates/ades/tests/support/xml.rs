//! XML signed and checked.

use tanba_ades::parsed::Defect;
use tanba_ades::xml::{self, CheckedSignature, Limits, XmlParameters};

use super::Signer;

pub fn sign(source: &str, signer: &Signer, parameters: &XmlParameters) -> String {
    let prepared = xml::prepare(source.as_bytes(), &signer.certificate, parameters).unwrap();
    let value = signer.key.sign(&prepared.to_be_signed);
    String::from_utf8(xml::finish(&prepared, &value).unwrap()).unwrap()
}

pub fn check(source: &str) -> Vec<CheckedSignature> {
    xml::check(source.as_bytes(), &[], &Limits::DEFAULT).unwrap()
}

/// The integrity of the only signature.
pub fn integrity(source: &str) -> Result<(), Defect> {
    let mut found = check(source);
    assert_eq!(found.len(), 1, "{source}");
    found.remove(0).signature.integrity
}
