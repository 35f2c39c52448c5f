//! Small files that would fill the memory: streams that inflate to gigabytes, huge images.
//!
//! The renderer decodes a stream whole and sets no limit to what comes out of it, so that is done
//! here, before. Not seen are bombs in LZW, JPEG 2000 and JBIG2 data; the limit on the size of the
//! document bounds those.

use hayro::hayro_syntax::Filter;
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::dict::keys::{HEIGHT, WIDTH};
use hayro::hayro_syntax::object::{Object, Stream};
use memchr::memmem::find_iter;
use miniz_oxide::DataFormat;
use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{MZFlush, MZStatus};

use crate::Error;

/// The most that one stream may inflate to, in bytes.
const MAX_INFLATED: usize = 256 << 20;
/// DEFLATE (RFC 1951) never yields more bytes for each of its own.
const DEFLATE_RATIO: usize = 1032;
/// The largest image that is drawn, in pixels: above A0 at 300 dots an inch.
const MAX_IMAGE: u64 = 160_000_000;

/// Looks for deflated streams in a file that is not opened yet, since opening inflates some of them.
pub(super) fn look_for(document: &[u8]) -> Result<(), Error> {
    let mut ends = find_iter(document, b"endstream").peekable();
    for word in find_iter(document, b"stream") {
        let start = word + b"stream".len();
        while ends.next_if(|end| *end < start).is_some() {}
        let end = ends.peek().copied().unwrap_or(document.len());
        let data = document.get(start..end).unwrap_or_default();
        let data = data.trim_ascii_start();
        if data.len().saturating_mul(DEFLATE_RATIO) > MAX_INFLATED && inflates_too_far(data) {
            return Err(Error::TooLarge);
        }
    }
    Ok(())
}

/// Whether it is zlib data (RFC 1950) of more than the limit.
fn inflates_too_far(mut data: &[u8]) -> bool {
    let mut state = InflateState::new_boxed(DataFormat::Zlib);
    let mut output = vec![0; 64 << 10];
    let mut total = 0_usize;
    loop {
        let step = inflate(&mut state, data, &mut output, MZFlush::None);
        total = total.saturating_add(step.bytes_written);
        data = data.get(step.bytes_consumed..).unwrap_or_default();
        if total > MAX_INFLATED {
            return true;
        }
        let moved = step.bytes_written > 0 || step.bytes_consumed > 0;
        if step.status != Ok(MZStatus::Ok) || !moved {
            return false;
        }
    }
}

/// Looks into the opened document for images and chains of filters.
pub(super) fn look_into(pdf: &Pdf) -> Result<(), Error> {
    let streams = pdf.objects().into_iter().filter_map(Object::into_stream);
    let is_bomb = |stream: &Stream<'_>| {
        let expands = |filter: &&Filter| {
            use Filter::{FlateDecode, LzwDecode, RunLengthDecode};
            matches!(filter, FlateDecode | LzwDecode | RunLengthDecode)
        };
        let side = |key: &[u8]| u64::from(stream.dict().get::<u32>(key).unwrap_or(0));
        stream.filters().iter().filter(expands).count() > 1
            || side(WIDTH).saturating_mul(side(HEIGHT)) > MAX_IMAGE
    };
    match streams.into_iter().any(|stream| is_bomb(&stream)) {
        true => Err(Error::TooLarge),
        false => Ok(()),
    }
}
