//! Decodes the streams that hold structure: cross-reference and object streams (ISO 32000-2 §7.4).
//!
//! Page contents, images and fonts are never decoded here.

use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

use super::error::Error;
use super::object::{Dictionary, Object};

/// The most that one stream may inflate to.
const MAX_INFLATED: usize = 64 << 20;

/// The decoded bytes of a stream, at most `limit` of them.
pub(super) fn decode(dictionary: &Dictionary, data: &[u8], limit: usize) -> Result<Vec<u8>, Error> {
    let limit = limit.min(MAX_INFLATED);
    match single(dictionary.find("Filter")) {
        None if data.len() <= limit => Ok(data.to_vec()),
        None => Err(Error::TooComplex),
        Some(Object::Name(name)) if name == b"FlateDecode" || name == b"Fl" => {
            let inflated = decompress_to_vec_zlib_with_limit(data, limit).map_err(|error| {
                match error.status {
                    miniz_oxide::inflate::TINFLStatus::HasMoreOutput => Error::TooComplex,
                    _ => Error::Malformed("deflated data"),
                }
            })?;
            match single(dictionary.find("DecodeParms")).and_then(Object::as_dictionary) {
                Some(parameters) => undo_predictor(parameters, inflated),
                None => Ok(inflated),
            }
        }
        Some(_) => Err(Error::Malformed("filter of a structural stream")),
    }
}

/// A filter is a name or an array of one.
fn single(object: Option<&Object>) -> Option<&Object> {
    match object {
        Some(Object::Array(items)) => match items.as_slice() {
            [] => None,
            [item] => Some(item),
            // A chain of filters: no structural stream has one.
            _ => object,
        },
        other => other,
    }
}

fn undo_predictor(parameters: &Dictionary, data: Vec<u8>) -> Result<Vec<u8>, Error> {
    let number = |key, default| {
        parameters
            .find(key)
            .map_or(Some(default), Object::as_integer)
    };
    let wrong = Error::Malformed("predictor");
    let predictor = number("Predictor", 1).ok_or(wrong.clone())?;
    if predictor == 1 {
        return Ok(data);
    }
    let colors = number("Colors", 1).filter(|colors| (1..=32).contains(colors));
    let bits = number("BitsPerComponent", 8).filter(|bits| [8, 16].contains(bits));
    let columns = number("Columns", 1).filter(|columns| (1..=1 << 20).contains(columns));
    let (Some(colors), Some(bits), Some(columns), 10..=15) = (colors, bits, columns, predictor)
    else {
        return Err(wrong);
    };
    let pixel = usize::try_from(colors * bits / 8).map_err(|_| wrong.clone())?;
    let row = usize::try_from(columns)
        .map_err(|_| wrong)?
        .saturating_mul(pixel);
    Ok(undo_png(&data, row, pixel))
}

/// The filters of PNG (RFC 2083 §6), one byte naming the filter before each row.
fn undo_png(data: &[u8], row: usize, pixel: usize) -> Vec<u8> {
    let mut output: Vec<u8> = Vec::with_capacity(data.len());
    for line in data.chunks(row.saturating_add(1)) {
        let Some((filter, line)) = line.split_first() else {
            break;
        };
        let start = output.len();
        for (column, byte) in line.iter().enumerate() {
            let at = |back: usize| -> u8 {
                (start + column)
                    .checked_sub(back)
                    .and_then(|at| output.get(at))
                    .copied()
                    .unwrap_or(0)
            };
            let left = if column >= pixel { at(pixel) } else { 0 };
            let up = if start >= row { at(row) } else { 0 };
            let corner = if start >= row && column >= pixel {
                at(row + pixel)
            } else {
                0
            };
            let predicted = match filter {
                1 => left,
                2 => up,
                3 => u8::midpoint(left, up),
                4 => paeth(left, up, corner),
                _ => 0,
            };
            output.push(byte.wrapping_add(predicted));
        }
    }
    output
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let estimate = i16::from(left) + i16::from(up) - i16::from(corner);
    let distance = |value: u8| (estimate - i16::from(value)).abs();
    if distance(left) <= distance(up) && distance(left) <= distance(corner) {
        left
    } else if distance(up) <= distance(corner) {
        up
    } else {
        corner
    }
}
