//! Pictures: PNG, JPEG, GIF, WebP, BMP and TIFF.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageReader, Limits};

use crate::bounded::caught;
use crate::{Error, Picture};

/// More bytes of a file are not looked at: 64 MiB.
pub const MAX_SIZE: usize = 64 << 20;
/// The longest side of a picture that is read, in pixels.
pub const MAX_SIDE: u32 = 20_000;
/// What decoding may allocate, in bytes.
const MAX_MEMORY: u64 = 512 << 20;

/// The picture, upright as its EXIF orientation says, made smaller where it is larger than
/// `width` × `height` pixels. Of an animation the first frame.
///
/// # Errors
/// [`Error::Unreadable`] when it is none of the known formats or damaged; [`Error::TooLarge`].
pub fn preview(file: &[u8], width: u32, height: u32) -> Result<Picture, Error> {
    if file.len() > MAX_SIZE {
        return Err(Error::TooLarge);
    }
    caught(|| {
        let mut picture = decode(file).map_err(|error| match error {
            image::ImageError::Limits(_) => Error::TooLarge,
            _ => Error::Unreadable,
        })?;
        let (width, height) = (width.max(1), height.max(1));
        if picture.width() > width || picture.height() > height {
            picture = picture.thumbnail(width, height);
        }
        let pixels = picture.into_rgba8();
        Ok(Picture {
            width: pixels.width(),
            height: pixels.height(),
            rgba: pixels.into_raw(),
        })
    })
}

fn decode(file: &[u8]) -> image::ImageResult<DynamicImage> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    let mut reader = ImageReader::new(Cursor::new(file)).with_guessed_format()?;
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder()?;
    limits.check_dimensions(decoder.dimensions().0, decoder.dimensions().1)?;
    limits.reserve(decoder.total_bytes())?;
    decoder.set_limits(limits)?;
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}
