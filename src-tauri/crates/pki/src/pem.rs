//! PEM (RFC 7468) and base64 without armour, several blocks in a file.

use std::borrow::Cow;

use crate::tlv::tag;
use crate::{Error, Result};

/// One block: what its label says it is, and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Between `BEGIN ` and the dashes; empty for base64 without armour.
    pub label: String,
    /// The decoded bytes.
    pub der: Vec<u8>,
}

const BEGIN: &str = "-----BEGIN ";

/// Every block of `text`; text around blocks is passed over, as tools put explanations there.
///
/// # Errors
/// [`Error::Malformed`] for armour that does not close or base64 that does not decode;
/// [`Error::Missing`] when there is neither armour nor base64.
pub fn blocks(text: &[u8]) -> Result<Vec<Block>> {
    let text = std::str::from_utf8(text).map_err(|error| Error::malformed("PEM", error))?;
    if !text.contains(BEGIN) {
        let der = decode(text)?;
        return Ok(vec![Block {
            label: String::new(),
            der,
        }]);
    }
    let mut blocks = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(BEGIN) {
        let (label, after) = rest[start + BEGIN.len()..]
            .split_once("-----")
            .ok_or_else(|| Error::malformed("PEM", "label"))?;
        let end = format!("-----END {label}-----");
        let (body, after) = after
            .split_once(end.as_str())
            .ok_or_else(|| Error::malformed("PEM", "no end"))?;
        blocks.push(Block {
            label: label.to_owned(),
            der: decode(body)?,
        });
        rest = after;
    }
    Ok(blocks)
}

/// The DER in `bytes`: as it is, or from the first block whose label ends with `label`.
///
/// # Errors
/// As [`blocks`]; [`Error::Missing`] for `what` when there is no such block.
pub(crate) fn der_of<'a>(
    bytes: &'a [u8],
    label: &str,
    what: &'static str,
) -> Result<Cow<'a, [u8]>> {
    if bytes.first() == Some(&tag::SEQUENCE) {
        return Ok(Cow::Borrowed(bytes));
    }
    blocks(bytes)?
        .into_iter()
        .find(|block| block.label.is_empty() || block.label.ends_with(label))
        .map(|block| Cow::Owned(block.der))
        .ok_or(Error::Missing(what))
}

/// `der` under `label`, in lines of 64.
pub fn encode(label: &str, der: &[u8]) -> Result<String> {
    pem_rfc7468::encode_string(label, pem_rfc7468::LineEnding::LF, der)
        .map_err(|error| Error::malformed("PEM", error))
}

fn decode(body: &str) -> Result<Vec<u8>> {
    let compact: String = body.split_ascii_whitespace().collect();
    if compact.is_empty() {
        return Err(Error::Missing("PEM"));
    }
    if !compact.is_ascii() {
        return Err(Error::malformed("PEM", "base64"));
    }
    let armoured = format!("-----BEGIN X-----\n{}-----END X-----\n", wrapped(&compact));
    pem_rfc7468::decode_vec(armoured.as_bytes())
        .map(|(_, der)| der)
        .map_err(|error| Error::malformed("PEM", error))
}

/// ASCII in lines of 64, which the decoder insists on and tools do not always write.
fn wrapped(compact: &str) -> String {
    let mut lines = String::with_capacity(compact.len() + compact.len() / 64 + 1);
    for (index, character) in compact.chars().enumerate() {
        if index > 0 && index.is_multiple_of(64) {
            lines.push('\n');
        }
        lines.push(character);
    }
    lines.push('\n');
    lines
}
