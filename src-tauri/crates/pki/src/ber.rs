//! BER in, DER out (X.690 §8 to §10).
//!
//! The NCA's PKCS#12 files, many CMS signatures and some time stamps are written with indefinite lengths
//! and with strings in pieces. [`to_der`] rewrites the lengths and joins the pieces. What is DER already is
//! passed on byte for byte, and input that is DER throughout is not copied at all. Values are not touched:
//! SET OF is not sorted and primitive contents are not looked into, so that a signature over a part that
//! was in DER still holds.
//!
//! A string under an implicit tag (`[0] IMPLICIT OCTET STRING`) cannot be told from an explicit tag
//! without its type: its pieces become single OCTET STRINGs inside the constructed tag, and
//! [`implicit_octet_string`] joins them.

use std::borrow::Cow;

use crate::tlv::{self, header, length_size, push_length, tag};

/// Bounds on hostile input.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Elements within elements; the outermost counts as one.
    pub depth: usize,
    /// Bytes of input.
    pub size: usize,
    /// Elements that have to be rewritten. Those in DER already cost nothing.
    pub rewritten: usize,
}

impl Default for Limits {
    /// 64 levels, 256 MiB, a million rewritten elements.
    fn default() -> Self {
        Self {
            depth: 64,
            size: 256 << 20,
            rewritten: 1 << 20,
        }
    }
}

/// Why bytes are not BER, or more of it than is read.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Error {
    /// Not BER.
    #[error(transparent)]
    Syntax(#[from] tlv::Error),
    /// Elements are nested deeper than [`Limits::depth`].
    #[error("elements are nested too deeply")]
    TooDeep,
    /// The input is longer than [`Limits::size`] or has more elements than [`Limits::rewritten`].
    #[error("the structure is too large")]
    TooLarge,
}

/// Rewrites one BER element, which must be all of `input`, as DER.
///
/// ```
/// let ber = [0x30, 0x80, 0x24, 0x80, 0x04, 0x01, 0xaa, 0x04, 0x01, 0xbb, 0, 0, 0, 0];
/// let der = tanba_pki::ber::to_der(&ber, &Default::default()).unwrap();
/// assert_eq!(&*der, [0x30, 0x04, 0x04, 0x02, 0xaa, 0xbb]);
/// ```
///
/// # Errors
/// What [`Error`] lists; bytes after the element are [`tlv::Error::TrailingData`].
pub fn to_der<'a>(input: &'a [u8], limits: &Limits) -> Result<Cow<'a, [u8]>, Error> {
    let (der, rest) = first_to_der(input, limits)?;
    if rest.is_empty() {
        Ok(der)
    } else {
        Err(tlv::Error::TrailingData.into())
    }
}

/// Rewrites the first BER element of `input` as DER and returns the bytes after it, such as the zeros that
/// fill up `/Contents` of a PDF.
///
/// # Errors
/// What [`Error`] lists.
pub fn first_to_der<'a>(
    input: &'a [u8],
    limits: &Limits,
) -> Result<(Cow<'a, [u8]>, &'a [u8]), Error> {
    if input.len() > limits.size {
        return Err(Error::TooLarge);
    }
    let mut walk = Walk {
        input,
        limits,
        nodes: Vec::new(),
        barrier: 0,
    };
    let end = walk.element(0, input.len(), limits.depth)?;
    let rest = input.get(end..).unwrap_or_default();
    if let [Node::Raw { start: 0, end }] = walk.nodes[..] {
        return Ok((Cow::Borrowed(input.get(..end).unwrap_or_default()), rest));
    }
    Ok((Cow::Owned(write(input, &walk.nodes)), rest))
}

/// The octets of `[n] IMPLICIT OCTET STRING` after [`to_der`]: the contents of a primitive element, or the
/// pieces of a constructed one joined.
///
/// # Errors
/// [`tlv::Error`] when a piece is anything but an OCTET STRING.
pub fn implicit_octet_string<'a>(element: &tlv::Element<'a>) -> Result<Cow<'a, [u8]>, tlv::Error> {
    if element.tag & 0x20 == 0 {
        return Ok(Cow::Borrowed(element.contents));
    }
    let mut pieces = element.children();
    let first = pieces.octet_string()?;
    if pieces.is_empty() {
        return Ok(Cow::Borrowed(first));
    }
    let mut joined = first.to_vec();
    while !pieces.is_empty() {
        joined.extend_from_slice(pieces.octet_string()?);
    }
    Ok(Cow::Owned(joined))
}

/// A piece of the output, in the order of writing.
#[derive(Clone, Copy, Debug)]
enum Node {
    /// Input bytes written as they are: one DER element, several in a row, or a piece of a string.
    Raw { start: usize, end: usize },
    /// An element with a header of its own and the nodes up to `next` as its contents.
    Built {
        /// Where the identifier begins in the input.
        start: usize,
        tag_size: usize,
        /// Clears the constructed bit: the pieces of a string were joined.
        joined: bool,
        /// The first contents byte of a joined BIT STRING.
        unused_bits: Option<u8>,
        /// Bytes of contents.
        length: usize,
        /// Index of the first node after this element.
        next: usize,
    },
}

struct Walk<'a> {
    input: &'a [u8],
    limits: &'a Limits,
    nodes: Vec<Node>,
    /// Runs of raw input are not joined across the end of a built element.
    barrier: usize,
}

impl Walk<'_> {
    /// Reads the element at `start`, appends its nodes and returns where it ends.
    fn element(&mut self, start: usize, limit: usize, depth: usize) -> Result<usize, Error> {
        let depth = depth.checked_sub(1).ok_or(Error::TooDeep)?;
        let bytes = self.input.get(start..limit).ok_or(tlv::Error::Truncated)?;
        let head = header(bytes)?;
        if head.tag == 0 {
            return Err(tlv::Error::Value("end of contents").into());
        }
        let constructed = head.tag & 0x20 != 0;
        let body = start + head.size;
        let end = match head.contents {
            Some(length) => body
                .checked_add(length)
                .filter(|end| *end <= limit)
                .map(Some)
                .ok_or(tlv::Error::Truncated)?,
            None if constructed => None,
            None => return Err(tlv::Error::Length.into()),
        };
        if !constructed {
            let end = end.ok_or(tlv::Error::Length)?;
            if head.minimal {
                self.push_raw(start, end)?;
            } else {
                let node = self.begin(start, head.tag_size)?;
                self.push_raw(body, end)?;
                self.close(node, false, None)?;
            }
            return Ok(end);
        }
        let node = self.begin(start, head.tag_size)?;
        if is_string(head.tag) {
            let mut bits = (head.tag & 0x1f == tag::BIT_STRING).then_some(0);
            let end = self.pieces(body, end, limit, depth, head.tag & 0x1f, &mut bits)?;
            self.close(node, true, bits)?;
            return Ok(end);
        }
        let end = match end {
            Some(end) => {
                let mut at = body;
                while at < end {
                    at = self.element(at, end, depth)?;
                }
                end
            }
            None => {
                let mut at = body;
                while !self.end_of_contents(at, limit)? {
                    at = self.element(at, limit, depth)?;
                }
                at + 2
            }
        };
        if head.minimal && self.all_raw(node, body, end) {
            self.nodes.truncate(node);
            self.push_raw(start, end)?;
        } else {
            self.close(node, false, None)?;
        }
        Ok(end)
    }

    /// Appends the contents of the pieces of a constructed string.
    fn pieces(
        &mut self,
        body: usize,
        end: Option<usize>,
        limit: usize,
        depth: usize,
        kind: u8,
        bits: &mut Option<u8>,
    ) -> Result<usize, Error> {
        let depth = depth.checked_sub(1).ok_or(Error::TooDeep)?;
        let bound = end.unwrap_or(limit);
        let mut at = body;
        loop {
            match end {
                Some(end) if at >= end => return Ok(end),
                None if self.end_of_contents(at, limit)? => return Ok(at + 2),
                _ => {}
            }
            let head = header(self.input.get(at..bound).ok_or(tlv::Error::Truncated)?)?;
            if head.tag & 0xdf != kind {
                return Err(tlv::Error::UnexpectedTag {
                    expected: kind,
                    found: head.tag,
                }
                .into());
            }
            let piece = at + head.size;
            let piece_end = match head.contents {
                Some(length) => Some(
                    piece
                        .checked_add(length)
                        .filter(|end| *end <= bound)
                        .ok_or(tlv::Error::Truncated)?,
                ),
                None => None,
            };
            if head.tag & 0x20 != 0 {
                at = self.pieces(piece, piece_end, bound, depth, kind, bits)?;
                continue;
            }
            let piece_end = piece_end.ok_or(tlv::Error::Length)?;
            let mut from = piece;
            if let Some(unused) = bits {
                // Only the last piece may have unused bits (X.690 §8.6.4).
                let first = self.input.get(piece).filter(|_| piece < piece_end);
                match first {
                    Some(first) if *unused == 0 && *first < 8 => *unused = *first,
                    _ => return Err(tlv::Error::Value("bit string").into()),
                }
                from += 1;
            }
            self.push_raw(from, piece_end)?;
            at = piece_end;
        }
    }

    /// Whether two zero bytes stand at `at`.
    fn end_of_contents(&self, at: usize, limit: usize) -> Result<bool, Error> {
        match self.input.get(at..limit) {
            Some([0, 0, ..]) => Ok(true),
            Some([first, ..]) if *first != 0 => Ok(false),
            Some([0, _, ..]) => Err(tlv::Error::Value("end of contents").into()),
            _ => Err(tlv::Error::Truncated.into()),
        }
    }

    fn begin(&mut self, start: usize, tag_size: usize) -> Result<usize, Error> {
        let index = self.nodes.len();
        self.push(Node::Built {
            start,
            tag_size,
            joined: false,
            unused_bits: None,
            length: 0,
            next: 0,
        })?;
        Ok(index)
    }

    fn close(&mut self, index: usize, is_joined: bool, bits: Option<u8>) -> Result<(), Error> {
        let total = self.nodes.len();
        self.barrier = total;
        let mut contents = usize::from(bits.is_some());
        let mut at = index + 1;
        while let Some(node) = self.nodes.get(at) {
            let (size, following) = match node {
                Node::Raw { start, end } => (end - start, at + 1),
                Node::Built {
                    tag_size,
                    length,
                    next,
                    ..
                } => (tag_size + length_size(*length) + length, *next),
            };
            contents = contents.checked_add(size).ok_or(Error::TooLarge)?;
            at = following;
        }
        if let Some(Node::Built {
            joined,
            unused_bits,
            length,
            next,
            ..
        }) = self.nodes.get_mut(index)
        {
            *joined = is_joined;
            *unused_bits = bits;
            *length = contents;
            *next = total;
        }
        Ok(())
    }

    /// Whether everything after node `index` is one run of input from `start` to `end`.
    fn all_raw(&self, index: usize, body: usize, body_end: usize) -> bool {
        match self.nodes.get(index + 1..) {
            Some([]) => body == body_end,
            Some([Node::Raw { start, end }]) => *start == body && *end == body_end,
            _ => false,
        }
    }

    fn push_raw(&mut self, from: usize, to: usize) -> Result<(), Error> {
        if self.nodes.len() > self.barrier
            && let Some(Node::Raw { end, .. }) = self.nodes.last_mut()
            && *end == from
        {
            *end = to;
            return Ok(());
        }
        self.push(Node::Raw {
            start: from,
            end: to,
        })
    }

    fn push(&mut self, node: Node) -> Result<(), Error> {
        if self.nodes.len() >= self.limits.rewritten {
            return Err(Error::TooLarge);
        }
        self.nodes.push(node);
        Ok(())
    }
}

/// Whether a constructed element with this identifier is a string in pieces.
const fn is_string(identifier: u8) -> bool {
    identifier & 0xc0 == 0
        && matches!(
            identifier & 0x1f,
            tag::BIT_STRING | tag::OCTET_STRING | tag::UTF8_STRING | 0x12..=0x16 | 0x19..=0x1e
        )
}

fn write(input: &[u8], nodes: &[Node]) -> Vec<u8> {
    let mut out = Vec::with_capacity(input.len());
    for node in nodes {
        match *node {
            Node::Raw { start, end } => {
                out.extend_from_slice(input.get(start..end).unwrap_or_default());
            }
            Node::Built {
                start,
                tag_size,
                joined,
                unused_bits,
                length,
                ..
            } => {
                let identifier = input.get(start..start + tag_size).unwrap_or_default();
                let first = out.len();
                out.extend_from_slice(identifier);
                if joined && let Some(byte) = out.get_mut(first) {
                    *byte &= !0x20;
                }
                push_length(&mut out, length);
                out.extend(unused_bits);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests;
