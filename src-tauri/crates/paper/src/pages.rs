//! Pages of a PDF document as pixels.
//!
//! The renderer is hayro: pure Rust without `unsafe`, with the standard fonts and CMaps in it. What
//! it draws comes from strangers, so [`Pages`] works on threads of its own, for a given time.

use std::sync::Arc;
use std::time::Duration;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::peniko::ImageAlphaType;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use crate::{Error, Picture, bounded};

mod bomb;
mod inspect;

/// Larger documents are not shown: 256 MiB.
pub const MAX_DOCUMENT_SIZE: usize = 256 << 20;
/// The widest picture of a page, in pixels.
pub const MAX_WIDTH: u32 = 4096;
/// The highest picture of a page, in pixels. A page longer than that is drawn narrower.
pub const MAX_HEIGHT: u32 = 8192;
/// More pages are not shown.
const MAX_PAGES: usize = 100_000;

/// How large a page is as it is shown: cropped and turned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageSize {
    /// In points, 1/72 inch.
    pub width: f32,
    /// In points, 1/72 inch.
    pub height: f32,
}

/// An opened document. Cheap to clone, may be used by several threads.
///
/// No call takes longer than the time given for it, whatever the document: the work is done on a
/// thread of its own, and when time is up the answer is [`Error::TooSlow`]. Such a thread goes on
/// until it is done; when eight of them do, further calls are answered with [`Error::Busy`].
#[derive(Clone)]
pub struct Pages {
    pdf: Arc<Pdf>,
    sizes: Arc<[PageSize]>,
}

impl std::fmt::Debug for Pages {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Pages({})", self.count())
    }
}

impl Pages {
    /// Opens a document, for which it may take as long as `within`.
    ///
    /// # Errors
    /// [`Error::Locked`] when it opens with a password only, [`Error::Unreadable`] when it is no PDF
    /// or has no page, [`Error::TooLarge`] also when it would inflate to much more than it is,
    /// [`Error::TooSlow`], [`Error::Busy`].
    pub fn open(document: Vec<u8>, within: Duration) -> Result<Self, Error> {
        if document.len() > MAX_DOCUMENT_SIZE {
            return Err(Error::TooLarge);
        }
        bounded::run(within, move || {
            bomb::look_for(&document)?;
            let pdf = Pdf::new(document).map_err(|error| match error {
                LoadPdfError::Decryption(_) => Error::Locked,
                LoadPdfError::Invalid => Error::Unreadable,
            })?;
            bomb::look_into(&pdf)?;
            let sizes = pdf.pages().iter().take(MAX_PAGES + 1).map(|page| {
                let (width, height) = page.render_dimensions();
                PageSize { width, height }
            });
            let sizes: Arc<[PageSize]> = sizes.collect();
            match sizes.len() {
                0 => Err(Error::Unreadable),
                count if count > MAX_PAGES => Err(Error::TooLarge),
                _ => Ok(Self {
                    pdf: Arc::new(pdf),
                    sizes,
                }),
            }
        })
    }

    /// How many pages there are, at least one.
    #[must_use]
    pub fn count(&self) -> usize {
        self.sizes.len()
    }

    /// The sizes of the pages in their order.
    #[must_use]
    pub fn sizes(&self) -> &[PageSize] {
        &self.sizes
    }

    /// Draws a page, counted from 0, on white and `width` pixels wide, for which it may take as long
    /// as `within`. Annotations, and so the stamps of visible signatures, are drawn too.
    ///
    /// The width is brought into [`MAX_WIDTH`], and below it where the page would become higher
    /// than [`MAX_HEIGHT`].
    ///
    /// # Errors
    /// [`Error::NoSuchPage`], [`Error::Unreadable`], [`Error::TooSlow`], [`Error::Busy`];
    /// [`Error::TooLarge`] when drawing it would fill the memory.
    pub fn render(&self, page: usize, width: u32, within: Duration) -> Result<Picture, Error> {
        let size = *self.sizes.get(page).ok_or(Error::NoSuchPage)?;
        let scale = scale(size, width).ok_or(Error::Unreadable)?;
        let pdf = Arc::clone(&self.pdf);
        bounded::run(within, move || {
            let page = pdf.pages().get(page).ok_or(Error::NoSuchPage)?;
            let settings = InterpreterSettings::default();
            inspect::dashes(page, &settings)?;
            let pixels = render(
                page,
                &RenderCache::new(),
                &settings,
                &RenderSettings::default(),
                &PixmapSettings {
                    x_scale: scale.0,
                    y_scale: scale.1,
                    bg_color: WHITE,
                },
            );
            let (width, height) = (u32::from(pixels.width()), u32::from(pixels.height()));
            let rgba = pixels.take_rgba8(ImageAlphaType::Alpha);
            Ok(Picture {
                width,
                height,
                rgba,
            })
        })
    }
}

/// Scale factors that make a page of this size a whole number of pixels, within the limits.
fn scale(size: PageSize, width: u32) -> Option<(f32, f32)> {
    let (page_width, page_height) = (f64::from(size.width), f64::from(size.height));
    if !(page_width.is_normal() && page_height.is_normal()) || page_width < 0. || page_height < 0. {
        return None;
    }
    let wanted = f64::from(width.clamp(1, MAX_WIDTH));
    let highest = f64::from(MAX_HEIGHT);
    let scale = (wanted / page_width).min(highest / page_height);
    let whole = |length: f64| (length * scale).round().max(1.);
    // A little more, since the renderer cuts fractions off.
    let factor = |length: f64| ((whole(length) + 0.01) / length) as f32;
    Some((factor(page_width), factor(page_height)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_keep_the_shape_and_the_limits() {
        let pixels = |width: f32, height: f32, wanted: u32| {
            let (x, y) = scale(PageSize { width, height }, wanted)?;
            Some(((width * x) as u16, (height * y) as u16))
        };
        assert_eq!(pixels(595., 842., 595), Some((595, 842)));
        assert_eq!(pixels(595.276, 841.89, 1000), Some((1000, 1414)));
        assert_eq!(pixels(100., 100., 1_000_000), Some((4096, 4096)));
        assert_eq!(pixels(10., 14_400., 4096), Some((6, 8192)));
        assert_eq!(pixels(14_400., 1., 100), Some((100, 1)));
        assert_eq!(pixels(100., 100., 0), Some((1, 1)));
        assert_eq!(pixels(0., 100., 100), None);
        assert_eq!(pixels(f32::NAN, 100., 100), None);
    }
}
