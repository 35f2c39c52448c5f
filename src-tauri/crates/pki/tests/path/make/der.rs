//! The encodings that everything is made of.

use tanba_pki::ObjectIdentifier;
use tanba_pki::tlv::{encode, tag};

pub type Bytes = Vec<u8>;

pub fn oid(dotted: &str) -> Bytes {
    encode(
        tag::OBJECT_IDENTIFIER,
        &[ObjectIdentifier::new(dotted).unwrap().as_bytes()],
    )
}

pub fn sequence(parts: &[&[u8]]) -> Bytes {
    encode(tag::SEQUENCE, parts)
}

pub fn list(parts: &[Bytes]) -> Bytes {
    encode(tag::SEQUENCE, &[&parts.concat()])
}

pub fn boolean(value: bool) -> Bytes {
    encode(tag::BOOLEAN, &[&[if value { 0xff } else { 0 }]])
}

pub fn integer(contents: &[u8]) -> Bytes {
    encode(tag::INTEGER, &[contents])
}

pub fn number(value: u8) -> Bytes {
    if value < 0x80 {
        integer(&[value])
    } else {
        integer(&[0, value])
    }
}

pub fn time(text: &str) -> Bytes {
    let tag = if text.len() == 13 {
        tag::UTC_TIME
    } else {
        tag::GENERALIZED_TIME
    };
    encode(tag, &[text.as_bytes()])
}

/// Named bits by number.
pub fn bits(set: &[u8]) -> Bytes {
    let mut octets = [0_u8; 2];
    for bit in set {
        octets[usize::from(bit / 8)] |= 0x80 >> (bit % 8);
    }
    let used = set.iter().max().map_or(0, |last| last + 1);
    let count = usize::from(used.div_ceil(8));
    let unused = count as u8 * 8 - used;
    encode(tag::BIT_STRING, &[&[unused], &octets[..count]])
}

/// The contents of `bits`, under another tag.
pub fn retag(tag: u8, der: &[u8]) -> Bytes {
    let mut out = der.to_vec();
    out[0] = tag;
    out
}

/// `CN=a,O=b` and the like, the first relative name first; a kind of string may precede a value:
/// `CN=utf8:a`.
pub fn name(text: &str) -> Bytes {
    let relative: Vec<Bytes> = text
        .split(',')
        .filter(|part| !part.is_empty())
        .map(|part| encode(tag::SET, &[&attribute(part)]))
        .collect();
    list(&relative)
}

pub fn attribute(part: &str) -> Bytes {
    let (kind, value) = part.split_once('=').unwrap();
    let id = match kind {
        "CN" => "2.5.4.3",
        "C" => "2.5.4.6",
        "O" => "2.5.4.10",
        "OU" => "2.5.4.11",
        "E" => "1.2.840.113549.1.9.1",
        other => panic!("{other}"),
    };
    let (string, value) = match value.split_once(':') {
        Some(("utf8", rest)) => (0x0c, rest),
        Some(("ia5", rest)) => (0x16, rest),
        Some(("t61", rest)) => (0x14, rest),
        _ if kind == "E" => (0x16, value),
        _ => (0x13, value),
    };
    sequence(&[&oid(id), &encode(string, &[value.as_bytes()])])
}
