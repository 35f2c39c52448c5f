//! Printable sheets: the signature sheet customary in Kazakhstan, and the verification report.
//!
//! Both are a title, what it comes to in one sentence, sections of labelled rows, QR codes and a
//! footer, on as many pages of A4 as it takes.

mod layout;

use time::OffsetDateTime;

use crate::Error;
use crate::canvas::{self, About};
use crate::typeface::Typeface;

/// Whether the lead is good news, which gives its colour. The words must say it too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As it should be.
    Good,
    /// Something is open.
    Caution,
    /// It must not be relied on.
    Bad,
}

/// What a sheet says, in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The heading of the sheet, and the title of the PDF document.
    pub title: String,
    /// What it comes to, in words.
    pub lead: String,
    /// How to take the lead.
    pub tone: Tone,
    /// The document, each signer and so on.
    pub sections: Vec<Section>,
    /// Codes to be printed after the sections.
    pub qr: Vec<Qr>,
    /// At the foot of every page, beside the page's number.
    pub footer: String,
    /// BCP 47: `kk`, `ru`, `en`.
    pub language: String,
    /// The date of creation in the PDF document. What the reader sees of it belongs into the texts.
    pub made_at: OffsetDateTime,
}

/// A part of a sheet under its own heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Heading.
    pub heading: String,
    /// What is said, label by label.
    pub rows: Vec<Row>,
    /// Remarks below the rows.
    pub notes: Vec<String>,
}

/// A label and what it says. A line break in either is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub label: String,
    /// What is said of it.
    pub value: String,
}

impl Row {
    /// A row of these two.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value: value.into(),
        }
    }
}

/// A QR code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    /// What it holds, in words: printed below it.
    pub caption: String,
    /// What it holds: at most 2953 bytes, better below 500, for cameras.
    pub payload: Vec<u8>,
}

impl Sheet {
    /// The sheet as a PDF document. The same sheet gives the same bytes.
    ///
    /// # Errors
    /// [`Error::QrTooLong`]; [`Error::NotWritten`] when the PDF writer refuses.
    pub fn to_pdf(&self) -> Result<Vec<u8>, Error> {
        let typeface = Typeface::load()?;
        let pages = layout::pages(self, &typeface)?;
        let about = About {
            title: self.title.clone(),
            language: self.language.clone(),
            made_at: Some(self.made_at),
        };
        canvas::write(&pages, layout::A4, &typeface, Some(&about))
    }
}
