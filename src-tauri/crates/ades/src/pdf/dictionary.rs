//! Signature dictionaries and their byte ranges (ISO 32000-2 §12.8.1), checked strictly.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::document::Document;
use super::error::Error;
use super::field::{self, Field};
use super::object::{Dictionary, Object, Reference};
use super::parse::find;

/// The encodings a signature may have (`SubFilter`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubFilter {
    /// `ETSI.CAdES.detached`: PAdES (EN 319 142-1).
    CadesDetached,
    /// `adbe.pkcs7.detached`: CMS over the byte range.
    Pkcs7Detached,
    /// `adbe.pkcs7.sha1`: CMS over the SHA-1 of the byte range; weak, only read.
    Pkcs7Sha1,
    /// `ETSI.RFC3161`: a document time stamp.
    Rfc3161,
}

impl SubFilter {
    fn from_name(name: &[u8]) -> Option<Self> {
        match name {
            b"ETSI.CAdES.detached" => Some(Self::CadesDetached),
            b"adbe.pkcs7.detached" => Some(Self::Pkcs7Detached),
            b"adbe.pkcs7.sha1" => Some(Self::Pkcs7Sha1),
            b"ETSI.RFC3161" => Some(Self::Rfc3161),
            _ => None,
        }
    }
}

/// A signature as the document holds it.
#[derive(Clone, Debug)]
pub(super) struct SignatureDictionary {
    /// Fully qualified name of the field.
    pub(super) field_name: String,
    pub(super) dictionary: Dictionary,
    pub(super) sub_filter: Option<SubFilter>,
    /// The places, when they are what they must be.
    pub(super) places: Result<Places, Error>,
}

/// Where the parts of one signature are in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Places {
    /// `/Contents` with its `<` and `>`: the one part that is not signed.
    pub(super) contents: Range<usize>,
    /// Where the second range, and so the signed revision, ends.
    pub(super) revision_end: usize,
}

impl Places {
    /// The hexadecimal digits inside `/Contents`.
    pub(super) fn digits(&self) -> Range<usize> {
        self.contents.start + 1..self.contents.end.saturating_sub(1)
    }

    /// How many bytes `/Contents` has room for.
    pub(super) fn capacity(&self) -> usize {
        self.digits().len() / 2
    }
}

/// The signatures of the document in the order in which their revisions end.
pub(super) fn signatures(document: &Document<'_>) -> Result<Vec<SignatureDictionary>, Error> {
    let mut signatures = Vec::new();
    let mut seen = Vec::new();
    for field in field::fields(document)? {
        if !field.is_signature() {
            continue;
        }
        let Some(signature) = signature_of(document, &field)? else {
            continue;
        };
        // One dictionary behind two fields is one signature.
        let value = field.dictionary.find("V").and_then(Object::as_reference);
        if value.is_some_and(|value| seen.contains(&value)) {
            continue;
        }
        seen.extend(value);
        signatures.push(signature);
    }
    signatures.sort_by_key(|signature: &SignatureDictionary| match &signature.places {
        Ok(places) => places.revision_end,
        Err(_) => usize::MAX,
    });
    Ok(signatures)
}

/// Signature dictionaries that no field leads to, for a document in which no field does: where the way
/// to a signature was broken, it is still said that there was one.
pub(super) fn stray_signatures(document: &Document<'_>) -> Result<Vec<SignatureDictionary>, Error> {
    if find(document.bytes(), b"/ByteRange", 0).is_none() {
        return Ok(Vec::new());
    }
    let mut numbers: Vec<u32> = document.xref.entries.keys().copied().collect();
    numbers.sort_unstable();
    let mut found = Vec::new();
    for number in numbers {
        let object = match document.lookup(Reference::to(number)) {
            Ok(Some(object)) => object,
            Err(Error::TooComplex) => return Err(Error::TooComplex),
            _ => continue,
        };
        let Object::Dictionary(dictionary) = object.value else {
            continue;
        };
        let is_signature = ["ByteRange", "Contents", "Filter"]
            .iter()
            .all(|key| dictionary.find(key).is_some());
        if is_signature && object.in_file {
            found.push(SignatureDictionary::read(
                document,
                String::new(),
                dictionary,
                true,
            )?);
        }
    }
    Ok(found)
}

/// The signature in a field, `None` when the field is not signed yet.
pub(super) fn signature_of(
    document: &Document<'_>,
    field: &Field,
) -> Result<Option<SignatureDictionary>, Error> {
    let (dictionary, in_file) = match field.dictionary.find("V") {
        Some(Object::Reference(reference)) => match document.lookup(*reference)? {
            Some(indirect) => match indirect.value {
                Object::Dictionary(dictionary) => (dictionary, indirect.in_file),
                _ => return Ok(None),
            },
            None => return Ok(None),
        },
        Some(Object::Dictionary(dictionary)) => (dictionary.clone(), field.in_file),
        _ => return Ok(None),
    };
    let name = field.name.clone();
    SignatureDictionary::read(document, name, dictionary, in_file).map(Some)
}

impl SignatureDictionary {
    fn read(
        document: &Document<'_>,
        field_name: String,
        dictionary: Dictionary,
        in_file: bool,
    ) -> Result<Self, Error> {
        let sub_filter = document.value(&dictionary, "SubFilter")?;
        let places = if in_file {
            places(document.bytes(), &dictionary)
        } else {
            Err(Error::Malformed("signature dictionary in an object stream"))
        };
        Ok(Self {
            field_name,
            sub_filter: sub_filter.as_name().and_then(SubFilter::from_name),
            dictionary,
            places,
        })
    }
}

/// The byte range starts at 0, has two parts, stays within the file, and leaves out `/Contents` and nothing else.
fn places(bytes: &[u8], dictionary: &Dictionary) -> Result<Places, Error> {
    let wrong = Error::Malformed("byte range");
    if dictionary.is_ambiguous() {
        return Err(Error::Malformed("signature dictionary with a repeated key"));
    }
    let Some(Object::HexString(_)) = dictionary.find("Contents") else {
        return Err(Error::Malformed("contents of a signature"));
    };
    let contents = dictionary.span("Contents").ok_or(wrong.clone())?;
    let numbers: Option<Vec<usize>> = dictionary
        .find("ByteRange")
        .and_then(Object::as_array)
        .and_then(|items| {
            items
                .iter()
                .map(|item| {
                    item.as_integer()
                        .and_then(|number| usize::try_from(number).ok())
                })
                .collect()
        });
    let Some(&[0, first_length, second, second_length]) = numbers.as_deref() else {
        return Err(wrong);
    };
    let revision_end = second.checked_add(second_length).ok_or(wrong.clone())?;
    if contents != (first_length..second) || revision_end > bytes.len() {
        return Err(wrong);
    }
    Ok(Places {
        contents,
        revision_end,
    })
}
