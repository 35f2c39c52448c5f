//! One pass over a CMS: the content streams by, everything else is kept.

use std::io::BufRead;

use tanba_pki::signed_data::{ID_SIGNED_DATA, SignedData};
use tanba_pki::tlv::{self, Cursor, tag};
use tanba_pki::{ObjectIdentifier, ber};

use super::source::{Source, open};
use super::stream::{End, Walker};
use crate::{Error, Result};

/// A SignedData without its content may not be larger, in bytes.
pub(super) const MAX_SKELETON: usize = 64 << 20;

/// More signatures in one SignedData are refused.
pub(super) const MAX_SIGNERS: usize = 256;

/// What surrounds the content.
#[derive(Debug)]
pub(super) struct Skeleton {
    /// The SignedData, its content left out.
    pub(super) signed_data: SignedData,
    /// Length of the encapsulated content in bytes; `None` when the signature is detached.
    pub(super) content_length: Option<u64>,
}

/// What is done with the content as it passes by.
pub(super) trait Visitor {
    /// The announced digest algorithms and the content type, before the content comes.
    fn begin(&mut self, _digest_algorithms: &[ObjectIdentifier]) {}
    /// A piece of the content.
    fn content(&mut self, piece: &[u8]) -> Result<()>;
}

/// Looks at nothing.
pub(super) struct Ignore;

impl Visitor for Ignore {
    fn content(&mut self, _piece: &[u8]) -> Result<()> {
        Ok(())
    }
}

/// Reads the whole of `source`.
pub(super) fn scan(source: &mut dyn Source, visitor: &mut dyn Visitor) -> Result<Skeleton> {
    let mut walker = open(source)?;
    let skeleton = read(&mut walker, visitor)?;
    walker.finish()?;
    Ok(skeleton)
}

fn read(walker: &mut Walker<impl BufRead>, visitor: &mut dyn Visitor) -> Result<Skeleton> {
    let content_info = walker.enter(tag::SEQUENCE, End::At(u64::MAX))?;
    let content_type = object_identifier(walker, content_info)?;
    if content_type != ID_SIGNED_DATA {
        return Err(Error::malformed(
            "SignedData",
            format!("the content is {content_type}"),
        ));
    }
    let explicit = walker.enter(tag::context_constructed(0), content_info)?;
    let signed_data = walker.enter(tag::SEQUENCE, explicit)?;
    let mut body = Vec::new();
    // version, digestAlgorithms
    walker.raw(signed_data, &mut body, MAX_HEAD)?;
    let version = body.len();
    walker.raw(signed_data, &mut body, MAX_HEAD)?;
    visitor.begin(&digests(body.get(version..).unwrap_or_default())?);

    let encapsulated = walker.enter(tag::SEQUENCE, signed_data)?;
    let mut oid = Vec::new();
    walker.raw(encapsulated, &mut oid, MAX_HEAD)?;
    body.extend(tlv::encode(tag::SEQUENCE, &[&oid]));
    let content_length = match walker.next_in(encapsulated)? {
        None => None,
        Some(_) => {
            let inside = walker.enter(tag::context_constructed(0), encapsulated)?;
            let length = walker.octets(inside, &mut |piece| visitor.content(piece))?;
            walker.leave(inside)?;
            Some(length)
        }
    };
    walker.leave(encapsulated)?;

    while walker.next_in(signed_data)?.is_some() {
        walker.raw(signed_data, &mut body, MAX_SKELETON)?;
    }
    walker.leave(signed_data)?;
    walker.leave(explicit)?;
    walker.leave(content_info)?;

    let whole = content_info_of(&body);
    let limits = ber::Limits {
        size: MAX_SKELETON + (1 << 10),
        ..ber::Limits::default()
    };
    let whole = ber::to_der(&whole, &limits)?;
    let signed_data = SignedData::parse(&whole)?;
    if signed_data.signer_infos().len() > MAX_SIGNERS {
        return Err(Error::TooLarge("number of signatures"));
    }
    Ok(Skeleton {
        signed_data,
        content_length,
    })
}

/// Version, digest algorithms and content type are no longer together, in bytes.
const MAX_HEAD: usize = 4096;

fn content_info_of(body: &[u8]) -> Vec<u8> {
    let signed_data = tlv::encode(tag::SEQUENCE, &[body]);
    let explicit = tlv::encode(tag::context_constructed(0), &[&signed_data]);
    tlv::encode(
        tag::SEQUENCE,
        &[&super::encode::oid(ID_SIGNED_DATA), &explicit],
    )
}

fn object_identifier(walker: &mut Walker<impl BufRead>, parent: End) -> Result<ObjectIdentifier> {
    let mut raw = Vec::new();
    walker.raw(parent, &mut raw, MAX_HEAD)?;
    Ok(Cursor::new(&raw).object_identifier()?)
}

fn digests(raw: &[u8]) -> Result<Vec<ObjectIdentifier>> {
    let der = ber::to_der(raw, &ber::Limits::default())?;
    let mut set = Cursor::new(&der).set()?;
    let mut found = Vec::new();
    while !set.is_empty() {
        found.push(set.algorithm_identifier()?.oid);
    }
    Ok(found)
}
