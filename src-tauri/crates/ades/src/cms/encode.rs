//! SignedData (RFC 5652 §5) written in DER around a content that is not held in memory.

use der::Encode;
use spki::AlgorithmIdentifierOwned;
use tanba_pki::ObjectIdentifier;
use tanba_pki::signed_data::{ID_DATA, ID_SIGNED_DATA, SignedData};
use tanba_pki::tlv::{self, Cursor, tag};

use super::scan::Skeleton;
use crate::{Error, Result};

/// An OBJECT IDENTIFIER with its header.
pub(super) fn oid(oid: ObjectIdentifier) -> Vec<u8> {
    tlv::encode(tag::OBJECT_IDENTIFIER, &[oid.as_bytes()])
}

/// An AlgorithmIdentifier.
pub(super) fn algorithm(identifier: &AlgorithmIdentifierOwned) -> Result<Vec<u8>> {
    identifier
        .to_der()
        .map_err(|error| Error::malformed("AlgorithmIdentifier", error))
}

/// A SET OF, or one under another tag, in the order of X.690 §11.6.
pub(super) fn set_of(tag: u8, mut members: Vec<Vec<u8>>) -> Vec<u8> {
    members.sort();
    members.dedup();
    let members: Vec<&[u8]> = members.iter().map(Vec::as_slice).collect();
    tlv::encode(tag, &members)
}

/// An Attribute with one value.
pub(super) fn attribute(kind: ObjectIdentifier, value: &[u8]) -> Vec<u8> {
    let values = tlv::encode(tag::SET, &[value]);
    tlv::encode(tag::SEQUENCE, &[&oid(kind), &values])
}

/// The parts of a SignedData, each in DER.
#[derive(Debug)]
pub(super) struct Parts {
    pub(super) content_type: ObjectIdentifier,
    pub(super) content_length: Option<u64>,
    pub(super) digest_algorithms: Vec<Vec<u8>>,
    /// CertificateChoices.
    pub(super) certificates: Vec<Vec<u8>>,
    /// RevocationInfoChoices.
    pub(super) revocation: Vec<Vec<u8>>,
    pub(super) signer_infos: Vec<Vec<u8>>,
}

impl Parts {
    /// Takes a SignedData apart; every part keeps its bytes.
    pub(super) fn from_skeleton(skeleton: &Skeleton) -> Result<Self> {
        let signed_data: &SignedData = &skeleton.signed_data;
        let mut content_info = Cursor::new(signed_data.der()).sequence()?;
        content_info.object_identifier()?;
        let mut body = content_info
            .element(tag::context_constructed(0))?
            .children()
            .sequence()?;
        body.unsigned()?;
        let digest_algorithms = members(body.set()?)?;
        body.sequence()?;
        let mut optional = |number| -> Result<_> {
            Ok(match body.optional(tag::context_constructed(number))? {
                Some(element) => members(element.children())?,
                None => Vec::new(),
            })
        };
        let certificates = optional(0)?;
        let revocation = optional(1)?;
        Ok(Self {
            content_type: signed_data.content_type(),
            content_length: skeleton.content_length,
            digest_algorithms,
            certificates,
            revocation,
            signer_infos: members(body.set()?)?,
        })
    }

    /// Writes everything up to the content and everything after it.
    pub(super) fn encode(self) -> Result<(Vec<u8>, Vec<u8>)> {
        let version = self.version();
        let oid_of_content = oid(self.content_type);
        let mut before = tlv::encode(tag::INTEGER, &[&[version]]);
        before.extend(set_of(tag::SET, self.digest_algorithms));
        let mut after = Vec::new();
        for (number, members) in [(0, self.certificates), (1, self.revocation)] {
            if !members.is_empty() {
                after.extend(set_of(tag::context_constructed(number), members));
            }
        }
        after.extend(set_of(tag::SET, self.signer_infos));

        // From the inside out: each header stands before what it measures.
        let mut inside = Vec::new();
        let mut content = 0;
        if let Some(length) = self.content_length {
            let octets = header(tag::OCTET_STRING, length);
            let total = sum([octets.len() as u64, length])?;
            inside = [header(tag::context_constructed(0), total), octets].concat();
            content = length;
        }
        let length = sum([oid_of_content.len() as u64, inside.len() as u64, content])?;
        let encapsulated = [header(tag::SEQUENCE, length), oid_of_content, inside].concat();
        let mut head = [before, encapsulated].concat();
        for wrapping in [&[][..], &[], &oid(ID_SIGNED_DATA)].into_iter().zip([
            tag::SEQUENCE,
            tag::context_constructed(0),
            tag::SEQUENCE,
        ]) {
            let (prefix, tag) = wrapping;
            let length = sum([
                prefix.len() as u64,
                head.len() as u64,
                content,
                after.len() as u64,
            ])?;
            head = [&header(tag, length), prefix, &head].concat();
        }
        Ok((head, after))
    }

    /// RFC 5652 §5.1.
    fn version(&self) -> u8 {
        let kinds = |members: &[Vec<u8>], tag: u8| {
            members.iter().any(|member| member.first() == Some(&tag))
        };
        let signer_v3 = self.signer_infos.iter().any(|signer| {
            Cursor::new(signer)
                .sequence()
                .and_then(|mut body| body.unsigned())
                .is_ok_and(|version| version == 3)
        });
        if kinds(&self.certificates, 0xa3) || kinds(&self.revocation, 0xa1) {
            5
        } else if kinds(&self.certificates, 0xa2) {
            4
        } else if kinds(&self.certificates, 0xa1) || signer_v3 || self.content_type != ID_DATA {
            3
        } else {
            1
        }
    }
}

fn members(mut cursor: Cursor<'_>) -> Result<Vec<Vec<u8>>> {
    let mut members = Vec::new();
    while !cursor.is_empty() {
        members.push(cursor.any()?.raw.to_vec());
    }
    Ok(members)
}

fn sum<const N: usize>(lengths: [u64; N]) -> Result<u64> {
    lengths
        .into_iter()
        .try_fold(0u64, u64::checked_add)
        .ok_or(Error::TooLarge("content"))
}

/// Identifier and length octets, in the shortest form.
fn header(tag: u8, length: u64) -> Vec<u8> {
    match u8::try_from(length) {
        Ok(short @ ..0x80) => vec![tag, short],
        _ => {
            let bytes = length.to_be_bytes();
            let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
            let significant = bytes.get(zeros..).unwrap_or_default();
            let mut out = vec![tag, 0x80 | significant.len() as u8];
            out.extend(significant);
            out
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_shortest() {
        assert_eq!(header(4, 0x7f), [4, 0x7f]);
        assert_eq!(header(4, 0x80), [4, 0x81, 0x80]);
        assert_eq!(header(4, 1 << 32), [4, 0x85, 1, 0, 0, 0, 0]);
    }

    #[test]
    fn sets_are_sorted_by_their_encoding() {
        let set = set_of(tag::SET, vec![vec![4, 1, 9], vec![2, 1, 9], vec![4, 1, 3]]);
        assert_eq!(set, [0x31, 9, 2, 1, 9, 4, 1, 3, 4, 1, 9]);
    }
}
