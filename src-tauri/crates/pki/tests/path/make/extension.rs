//! Extensions, and what stands in them.

use tanba_pki::tlv::{encode, tag};

use super::der::{Bytes, bits, boolean, list, number, oid, retag, sequence};

pub fn extension(id: &str, critical: bool, value: &[u8]) -> Bytes {
    let critical = if critical { boolean(true) } else { Vec::new() };
    sequence(&[&oid(id), &critical, &encode(tag::OCTET_STRING, &[value])])
}

pub fn basic(ca: bool, path_length: Option<u8>) -> Bytes {
    let ca = if ca { boolean(true) } else { Vec::new() };
    sequence(&[&ca, &path_length.map(number).unwrap_or_default()])
}

pub const P1: &str = "2.16.840.1.101.3.2.1.48.1";
pub const P2: &str = "2.16.840.1.101.3.2.1.48.2";
pub const P3: &str = "2.16.840.1.101.3.2.1.48.3";
pub const ANY: &str = "2.5.29.32.0";

pub fn policies(names: &[&str]) -> Bytes {
    list(
        &names
            .iter()
            .map(|name| sequence(&[&oid(name)]))
            .collect::<Vec<_>>(),
    )
}

pub fn mappings(pairs: &[(&str, &str)]) -> Bytes {
    list(
        &pairs
            .iter()
            .map(|(from, to)| sequence(&[&oid(from), &oid(to)]))
            .collect::<Vec<_>>(),
    )
}

/// policyConstraints
pub fn policy_constraints(explicit: Option<u8>, mapping: Option<u8>) -> Bytes {
    let part = |tag, value: Option<u8>| {
        value
            .map(|skip| encode(tag, &[&[skip]]))
            .unwrap_or_default()
    };
    sequence(&[&part(0x80, explicit), &part(0x81, mapping)])
}

pub fn reason(number: u8) -> Bytes {
    extension("2.5.29.21", false, &encode(tag::ENUMERATED, &[&[number]]))
}

/// General names.
pub fn directory(name: &[u8]) -> Bytes {
    encode(0xa4, &[name])
}

pub fn uri(text: &str) -> Bytes {
    encode(0x86, &[text.as_bytes()])
}

pub fn dns(text: &str) -> Bytes {
    encode(0x82, &[text.as_bytes()])
}

pub fn mailbox(text: &str) -> Bytes {
    encode(0x81, &[text.as_bytes()])
}

pub fn ip(octets: &[u8]) -> Bytes {
    encode(0x87, &[octets])
}

/// nameConstraints
pub fn constraints(permitted: &[Bytes], excluded: &[Bytes]) -> Bytes {
    let subtrees = |tag, bases: &[Bytes]| {
        let subtrees: Vec<Bytes> = bases.iter().map(|base| sequence(&[base])).collect();
        if subtrees.is_empty() {
            Vec::new()
        } else {
            encode(tag, &[&subtrees.concat()])
        }
    };
    sequence(&[&subtrees(0xa0, permitted), &subtrees(0xa1, excluded)])
}

/// A distribution point or issuing distribution point name, in full.
pub fn full_name(names: &[Bytes]) -> Bytes {
    encode(0xa0, &[&encode(0xa0, &[&names.concat()])])
}

/// The same, relative to the issuer of the list.
pub fn relative_name(attribute: &[u8]) -> Bytes {
    encode(0xa0, &[&encode(0xa1, &[attribute])])
}

/// One distribution point of a certificate.
pub fn point(name: &[u8], reasons: Option<&[u8]>, issuer: Option<&Bytes>) -> Bytes {
    let reasons = reasons
        .map(|set| retag(0x81, &bits(set)))
        .unwrap_or_default();
    let issuer = issuer
        .map(|name| encode(0xa2, &[&directory(name)]))
        .unwrap_or_default();
    sequence(&[name, &reasons, &issuer])
}

/// issuerUniqueID and subjectUniqueID, by their tags.
pub fn encode_unique(tags: &[u8]) -> Bytes {
    tags.iter()
        .flat_map(|tag| encode(*tag, &[&[0, 1, 2, 3]]))
        .collect()
}

/// A VisibleString.
pub fn encode_text(text: &str) -> Bytes {
    encode(0x1a, &[text.as_bytes()])
}
