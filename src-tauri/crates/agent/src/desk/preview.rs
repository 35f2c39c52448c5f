//! Documents to look at before they are signed.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tanba_paper::pages::{MAX_DOCUMENT_SIZE, MAX_HEIGHT, MAX_WIDTH, Pages};
use tanba_paper::{Error, Picture, image, text};
use tanba_protocol::{Failure, FailureCode};

use super::inspect::kind_of;
use super::{Desk, DocumentKind, Preview};
use crate::document::{self, about};
use crate::output::read_failure;

/// How long opening a document or drawing a page may take.
const WITHIN: Duration = Duration::from_secs(10);
/// How much of a text is shown, in bytes.
const MOST_TEXT: usize = 256 << 10;

/// The PDF document that was looked at last, so that turning its pages is quick.
pub(super) struct OpenPages {
    path: PathBuf,
    state: (u64, Option<SystemTime>),
    pages: Pages,
}

impl Desk {
    /// One page of a document, or its text; [`Preview::Nothing`] where nothing can be shown.
    pub(super) fn preview(&self, path: &Path, page: u32, width: u32) -> Result<Preview, Failure> {
        tokio::task::block_in_place(|| {
            Ok(match kind_of(path)? {
                DocumentKind::Pdf => self.pdf_page(path, page, width)?,
                DocumentKind::Image => picture(path, width)?,
                DocumentKind::Text | DocumentKind::Xml => plain(path)?,
                DocumentKind::Cms | DocumentKind::Other => Preview::Nothing,
            })
        })
    }

    /// How many pages a PDF document has, where they can be shown.
    pub(super) fn page_count(&self, path: &Path) -> Option<u32> {
        let pages = self.pages(path).ok()?.ok()?;
        u32::try_from(pages.count()).ok()
    }

    fn pdf_page(&self, path: &Path, page: u32, width: u32) -> Result<Preview, Failure> {
        let pages = match self.pages(path)? {
            Ok(pages) => pages,
            Err(Error::Locked) => return Err(about(FailureCode::PdfEncrypted, path)),
            Err(_) => return Ok(Preview::Nothing),
        };
        let number = usize::try_from(page).unwrap_or(usize::MAX);
        match pages.render(number, width, WITHIN) {
            Ok(picture) => Ok(pixels(&picture, pages.count())),
            Err(Error::NoSuchPage) => Err(about(FailureCode::RequestUnsuitable, path)),
            Err(_) => Ok(Preview::Nothing),
        }
    }

    fn pages(&self, path: &Path) -> Result<Result<Pages, Error>, Failure> {
        let metadata = std::fs::metadata(path).map_err(|error| read_failure(&error, path))?;
        let state = (metadata.len(), metadata.modified().ok());
        {
            let last = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(open) = &*last
                && open.path == path
                && open.state == state
            {
                return Ok(Ok(open.pages.clone()));
            }
        }
        let bytes = match document::read(path, as_u64(MAX_DOCUMENT_SIZE)) {
            Err(failure) if failure.code == FailureCode::DocumentTooLarge => {
                return Ok(Err(Error::TooLarge));
            }
            bytes => bytes?,
        };
        let opened = Pages::open(bytes, WITHIN);
        if let Ok(pages) = &opened {
            let mut last = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
            *last = Some(OpenPages {
                path: path.to_owned(),
                state,
                pages: pages.clone(),
            });
        }
        Ok(opened)
    }
}

fn picture(path: &Path, width: u32) -> Result<Preview, Failure> {
    let bytes = match document::read(path, as_u64(image::MAX_SIZE)) {
        Err(failure) if failure.code == FailureCode::DocumentTooLarge => {
            return Ok(Preview::Nothing);
        }
        bytes => bytes?,
    };
    let width = width.clamp(1, MAX_WIDTH);
    let shown = image::preview(&bytes, width, MAX_HEIGHT);
    Ok(shown.map_or(Preview::Nothing, |picture| pixels(&picture, 1)))
}

fn plain(path: &Path) -> Result<Preview, Failure> {
    let mut bytes = Vec::new();
    document::open(path)?
        .take(as_u64(MOST_TEXT) + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| read_failure(&error, path))?;
    let shown = text::preview(&bytes, MOST_TEXT);
    Ok(Preview::Text {
        text: shown.text,
        cut: shown.is_cut,
    })
}

fn pixels(picture: &Picture, pages: usize) -> Preview {
    match picture.to_png() {
        Ok(png) => Preview::Pixels {
            png: STANDARD.encode(png),
            width: picture.width(),
            height: picture.height(),
            pages: u32::try_from(pages).unwrap_or(u32::MAX),
        },
        Err(_) => Preview::Nothing,
    }
}

fn as_u64(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
