//! Distinguished names made comparable: RFC 5280 §7.1 over RFC 4518.
//!
//! Each relative distinguished name becomes a byte string such that two of them match exactly
//! when the byte strings are equal: string types are decoded to Unicode, characters that carry no
//! meaning are dropped, case is folded, compatibility forms are composed and white space is
//! trimmed and collapsed. Values of other types are compared as they are encoded.

use crate::element::only;
use crate::tlv::{Element, Error as Malformed, tag};
type Result<T> = core::result::Result<T, Malformed>;

/// A name whose equality is the name match of RFC 5280.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct CanonicalName {
    relative: Vec<Vec<u8>>,
}

impl CanonicalName {
    /// Reads the DER of a `Name`.
    pub(crate) fn from_der(der: &[u8]) -> Result<Self> {
        let mut reader = only(der, tag::SEQUENCE)?.children();
        let mut relative = Vec::new();
        while let Some(set) = reader.read()? {
            if set.tag != tag::SET {
                return Err(Malformed::Refused("relative distinguished name"));
            }
            relative.push(canonical_rdn(set.contents)?);
        }
        Ok(Self { relative })
    }

    /// This name with one more relative distinguished name, given as the contents of its SET.
    pub(crate) fn with_relative(&self, set_contents: &[u8]) -> Result<Self> {
        let mut name = self.clone();
        name.relative.push(canonical_rdn(set_contents)?);
        Ok(name)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.relative.is_empty()
    }

    /// Whether this name lies in the subtree of `base` (it is `base` or below it).
    pub(crate) fn is_within(&self, base: &Self) -> bool {
        self.relative.starts_with(&base.relative)
    }
}

fn canonical_rdn(contents: &[u8]) -> Result<Vec<u8>> {
    let mut reader = crate::tlv::Cursor::new(contents);
    let mut attributes = Vec::new();
    while let Some(attribute) = reader.read()? {
        if attribute.tag != tag::SEQUENCE {
            return Err(Malformed::Refused("attribute"));
        }
        let mut parts = attribute.children();
        let kind = parts.element(tag::OBJECT_IDENTIFIER)?;
        let value = parts.any()?;
        parts.finish()?;
        let mut out = kind.raw.to_vec();
        match text(&value) {
            Some(text) => {
                out.push(b's');
                out.extend(crate::name::prepared(&text).into_bytes());
            }
            None => {
                out.push(b'b');
                out.extend_from_slice(value.raw);
            }
        }
        attributes.push(crate::tlv::encode(tag::OCTET_STRING, &[&out]));
    }
    if attributes.is_empty() {
        return Err(Malformed::Refused("empty relative distinguished name"));
    }
    attributes.sort_unstable();
    Ok(attributes.concat())
}

/// The text of a value of one of the string types, when it is well formed.
fn text(value: &Element<'_>) -> Option<String> {
    match value.tag {
        0x0c => core::str::from_utf8(value.contents).ok().map(str::to_owned),
        0x12 | 0x13 | 0x16 | 0x1a => value.contents.is_ascii().then(|| {
            value
                .contents
                .iter()
                .map(|byte| char::from(*byte))
                .collect()
        }),
        0x14 => Some(
            value
                .contents
                .iter()
                .map(|byte| char::from(*byte))
                .collect(),
        ),
        0x1e => {
            let (units, []) = value.contents.as_chunks::<2>() else {
                return None;
            };
            char::decode_utf16(units.iter().map(|unit| u16::from_be_bytes(*unit)))
                .collect::<core::result::Result<_, _>>()
                .ok()
        }
        0x1c => {
            let (units, []) = value.contents.as_chunks::<4>() else {
                return None;
            };
            units
                .iter()
                .map(|unit| char::from_u32(u32::from_be_bytes(*unit)))
                .collect()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tlv::encode;

    fn rdn(parts: &[(u8, &[u8])]) -> Vec<u8> {
        let attributes: Vec<u8> = parts
            .iter()
            .flat_map(|(tag, value)| {
                let mut inner = encode(tag::OBJECT_IDENTIFIER, &[&[0x55, 4, 3]]);
                inner.extend(encode(*tag, &[value]));
                encode(tag::SEQUENCE, &[&inner])
            })
            .collect();
        encode(tag::SET, &[&attributes])
    }

    fn name(rdns: &[Vec<u8>]) -> CanonicalName {
        CanonicalName::from_der(&encode(tag::SEQUENCE, &[&rdns.concat()])).unwrap()
    }

    fn one(tag: u8, value: &[u8]) -> CanonicalName {
        name(&[rdn(&[(tag, value)])])
    }

    #[test]
    fn case_space_and_string_type_do_not_matter() {
        let plain = one(0x13, b"Good CA");
        for (tag, same) in [
            (0x0c, &b"good  ca"[..]),
            (0x13, b"  GOOD   CA "),
            (0x16, b"Good CA"),
            (0x14, b"Good CA"),
            (0x1e, b"\0G\0o\0o\0d\0 \0C\0A"),
            (0x1c, b"\0\0\0G\0\0\0o\0\0\0o\0\0\0d\0\0\0 \0\0\0C\0\0\0A"),
            (0x0c, "Go\u{ad}od\u{a0}CA".as_bytes()),
            (0x0c, "Ｇｏｏｄ CA".as_bytes()),
        ] {
            assert_eq!(one(tag, same), plain, "{same:?}");
        }
        for (tag, other) in [
            (0x0c, &b"GoodCA"[..]),
            (0x13, b"Good CB"),
            (0x04, b"Good CA"),
        ] {
            assert_ne!(one(tag, other), plain);
        }
        assert_eq!(
            one(0x0c, "ҰЛТТЫҚ ӘІ".as_bytes()),
            one(0x0c, "ұлттық әі".as_bytes())
        );
        assert_eq!(one(0x0c, "straße".as_bytes()), one(0x0c, b"STRASSE"));
    }

    #[test]
    fn order_counts_between_but_not_within_relative_names() {
        let (a, b) = ((0x13, &b"a"[..]), (0x13, &b"b"[..]));
        assert_eq!(name(&[rdn(&[a, b])]), name(&[rdn(&[b, a])]));
        assert_ne!(name(&[rdn(&[a]), rdn(&[b])]), name(&[rdn(&[b]), rdn(&[a])]));
        assert_ne!(name(&[rdn(&[a, b])]), name(&[rdn(&[a]), rdn(&[b])]));
        assert!(name(&[rdn(&[a]), rdn(&[b])]).is_within(&name(&[rdn(&[a])])));
        assert!(!name(&[rdn(&[a])]).is_within(&name(&[rdn(&[a]), rdn(&[b])])));
        assert!(name(&[rdn(&[a])]).is_within(&name(&[])));
        assert!(
            CanonicalName::from_der(&encode(tag::SEQUENCE, &[&encode(tag::SET, &[])])).is_err()
        );
    }
}
