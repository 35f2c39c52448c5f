//! From level B to level T: a time stamp in the room that `/Contents` has left (EN 319 142-1 §6.3).
//!
//! The byte range leaves `/Contents` out, so the signature itself stays as it is.

use std::io::Cursor;

use super::dictionary::{self, Places, SubFilter};
use super::document::Document;
use super::finish::contents;
use super::verify::cms_of;
use crate::{Error, Result, cms};

/// A signature of a document that can be time stamped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stampable {
    /// Its place among the signatures of the document, for [`extend`].
    pub index: usize,
    /// The name of its field.
    pub field_name: String,
    /// Its value: a time stamp is made over the digest of it.
    pub signature_value: Vec<u8>,
    /// Whether there is a time stamp already.
    pub is_time_stamped: bool,
    /// How many bytes the CMS may still grow.
    pub room: usize,
}

/// Bytes to be written over those of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    /// Where in the document, in bytes.
    pub offset: usize,
    /// What is written there.
    pub bytes: Vec<u8>,
}

impl Patch {
    /// Writes it over `document`; `None`, and nothing written, when that is too short.
    pub fn apply(&self, document: &mut [u8]) -> Option<()> {
        let end = self.offset.checked_add(self.bytes.len())?;
        document
            .get_mut(self.offset..end)?
            .copy_from_slice(&self.bytes);
        Some(())
    }
}

/// A signature that could take a time stamp, and where it is.
struct Candidate {
    stampable: Stampable,
    places: Places,
    cms: Vec<u8>,
}

/// The signatures of the document that can be time stamped. One that a later signature covers cannot:
/// it would break that.
///
/// # Errors
/// [`Error::Pdf`] when the document cannot be read.
pub fn stampable(document: &[u8]) -> Result<Vec<Stampable>> {
    let candidates = candidates(document)?.into_iter();
    Ok(candidates.map(|candidate| candidate.stampable).collect())
}

/// The change to `document` that adds a TimeStampToken to the signature with this index.
///
/// # Errors
/// [`super::Error::ContentsTooSmall`] when there is not enough room; [`Error::NoSignature`] when there
/// is no such signature or it cannot be time stamped; [`Error::Unsupported`] when the token is over
/// something else.
pub fn extend(document: &[u8], index: usize, token: &[u8]) -> Result<Patch> {
    let mut candidates = candidates(document)?.into_iter();
    let found = candidates.find(|candidate| candidate.stampable.index == index);
    let found = found.ok_or(Error::NoSignature)?;
    let mut extended = Vec::new();
    let tokens = [(0, token.to_vec())];
    cms::extend(&mut Cursor::new(found.cms), &tokens, &mut extended)?;
    Ok(Patch {
        offset: found.places.digits().start,
        bytes: contents(&extended, &found.places)?,
    })
}

fn candidates(document: &[u8]) -> Result<Vec<Candidate>> {
    let opened = Document::open(document)?;
    let signatures = dictionary::signatures(&opened)?;
    let last_end = signatures
        .iter()
        .filter_map(|signature| signature.places.as_ref().ok());
    let last_end = last_end.map(|places| places.revision_end).max();
    let mut candidates = Vec::new();
    for (index, signature) in signatures.into_iter().enumerate() {
        let Ok(places) = &signature.places else {
            continue;
        };
        let is_cms = matches!(
            signature.sub_filter,
            Some(SubFilter::CadesDetached | SubFilter::Pkcs7Detached)
        );
        if !is_cms || Some(places.revision_end) != last_end {
            continue;
        }
        let Ok(cms) = cms_of(&signature) else {
            continue;
        };
        let signers = cms::stampable(&mut Cursor::new(&cms))?;
        let [signer] = signers.as_slice() else {
            continue;
        };
        candidates.push(Candidate {
            stampable: Stampable {
                index,
                field_name: signature.field_name.clone(),
                signature_value: signer.signature_value.clone(),
                is_time_stamped: signer.is_time_stamped,
                room: places.capacity().saturating_sub(cms.len()),
            },
            places: places.clone(),
            cms,
        });
    }
    Ok(candidates)
}
