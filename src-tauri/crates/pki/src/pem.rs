//! PEM (RFC 7468) and base64 without armour, several blocks in a file.

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
    let armoured = format!(
        "-----BEGIN X-----\n{}\n-----END X-----\n",
        wrapped(&compact)
    );
    pem_rfc7468::decode_vec(armoured.as_bytes())
        .map(|(_, der)| der)
        .map_err(|error| Error::malformed("PEM", error))
}

/// Lines of 64 characters, which the decoder insists on and tools do not always write.
fn wrapped(compact: &str) -> String {
    let lines: Vec<String> = compact
        .chars()
        .collect::<Vec<_>>()
        .chunks(64)
        .map(|line| line.iter().collect())
        .collect();
    lines.join("\n")
}
