//! The signatures of a document, each checked over its byte range.

use std::io::{Cursor, Read};

use tanba_pki::Certificate;
use tanba_pki::ber;
use tanba_pki::digest::DigestAlgorithm;
use tanba_pki::signed_data::SignedData;
use tanba_pki::tsp::TimeStampToken;
use time::OffsetDateTime;

use super::coverage::{Coverage, coverage};
use super::dictionary::{self, Places, SignatureDictionary, SubFilter};
use super::document::{Document, Work};
use super::error::Error as PdfError;
use super::evidence::security_store;
use super::object::Object;
use crate::cms::{self, Content};
use crate::parsed::{Covered, Defect, EmbeddedTimeStamp, ParsedSignature, Remark, TimeStampKind};
use crate::{Error, Result, SignatureForm, SignaturePackaging};

/// More signatures of one document are refused.
const MAX_SIGNATURES: usize = 256;

/// A signature of a PDF document.
#[derive(Clone, Debug)]
pub struct PdfSignature {
    /// Fully qualified name of its field; empty when the dictionary belongs to no field.
    pub field_name: String,
    /// Its encoding, when it is a known one.
    pub sub_filter: Option<SubFilter>,
    /// What came after it.
    pub coverage: Coverage,
    /// What it says, checked against the content.
    pub parsed: ParsedSignature,
}

/// Reads the signatures of `document`, oldest first, and checks them over their byte ranges. `known` are
/// certificates among which a signer's may be found besides those in the document.
///
/// A signature whose document was changed afterwards, beyond what is allowed to follow a signature, is
/// [`Defect::Wrapped`]: what is shown is not what was signed.
///
/// # Errors
/// [`Error::Pdf`] when the document cannot be read; [`Error::NoSignature`] when nobody signed it, also
/// when there is a document time stamp alone.
pub fn parse(document: &[u8], known: &[Certificate]) -> Result<Vec<ParsedSignature>> {
    let signatures = signatures(document, known)?.into_iter();
    Ok(signatures.map(|signature| signature.parsed).collect())
}

/// As [`parse`], with what only a PDF has.
///
/// # Errors
/// As [`parse`].
pub fn signatures(document: &[u8], known: &[Certificate]) -> Result<Vec<PdfSignature>> {
    let opened = Document::open(document)?;
    if opened.is_encrypted() {
        return Err(PdfError::Encrypted.into());
    }
    let mut found = dictionary::signatures(&opened)?;
    if found.is_empty() {
        found = dictionary::stray_signatures(&opened)?;
    }
    if found.len() > MAX_SIGNATURES {
        return Err(Error::TooLarge("the number of signatures"));
    }
    let (stamps, found): (Vec<_>, Vec<_>) = found
        .into_iter()
        .partition(|signature| signature.sub_filter == Some(SubFilter::Rfc3161));
    if found.is_empty() {
        return Err(Error::NoSignature);
    }
    let stamps: Vec<_> = stamps
        .iter()
        .filter_map(|stamp| document_time_stamp(document, stamp))
        .collect();
    let store = security_store(&opened)?;
    let work = Work::for_revisions(document.len());
    let signatures = found.into_iter().map(|signature| {
        let revision_end = signature
            .places
            .as_ref()
            .map_or(0, |places| places.revision_end);
        let (coverage, mut parsed) = match work.charge(revision_end) {
            Ok(()) => (
                coverage(&opened, &signature),
                check(document, &signature, known),
            ),
            // More revisions than a document of this size may make us hash and compare.
            Err(error) => (
                Coverage::ModifiedAfterwards(error.to_string()),
                unreadable(Defect::Format(error.to_string())),
            ),
        };
        if let Object::String(date) = opened.value(&signature.dictionary, "M")? {
            parsed.claimed_at = date_from(&date).or(parsed.claimed_at);
        }
        match coverage {
            Coverage::WholeDocument | Coverage::FollowedBySignatures => {}
            Coverage::FollowedByFormFilling | Coverage::FollowedByAnnotations => {
                parsed.remarks.push(Remark::ContentAppended);
            }
            Coverage::ModifiedAfterwards(_) if parsed.integrity.is_ok() => {
                parsed.integrity = Err(Defect::Wrapped);
            }
            Coverage::ModifiedAfterwards(_) => {}
        }
        let embedded = &mut parsed.embedded;
        embedded.certificates.extend_from_slice(&store.certificates);
        embedded.crls.extend_from_slice(&store.crls);
        embedded
            .ocsp_responses
            .extend_from_slice(&store.ocsp_responses);
        if let Ok(places) = &signature.places {
            let later = stamps
                .iter()
                .filter(|(start, _)| places.revision_end <= *start);
            parsed
                .time_stamps
                .extend(later.map(|(_, stamp)| stamp.clone()));
        }
        Ok(PdfSignature {
            field_name: signature.field_name,
            sub_filter: signature.sub_filter,
            coverage,
            parsed,
        })
    });
    signatures.collect()
}

/// The CMS in `/Contents`, without the zeros that fill it up.
pub(super) fn cms_of(signature: &SignatureDictionary) -> Result<Vec<u8>, Defect> {
    let format = |text: &str| Defect::Format(text.to_owned());
    let contents = signature
        .dictionary
        .find("Contents")
        .and_then(Object::as_string);
    let contents = contents.ok_or_else(|| format("no contents"))?;
    let (cms, rest) = ber::first_to_der(contents, &ber::Limits::default())
        .map_err(|error| Defect::Format(error.to_string()))?;
    if rest.iter().any(|byte| *byte != 0) {
        return Err(format("bytes after the CMS"));
    }
    Ok(cms.into_owned())
}

/// The bytes of the two ranges.
fn signed_bytes<'a>(document: &'a [u8], places: &Places) -> impl Read + use<'a> {
    let first = document.get(..places.contents.start).unwrap_or_default();
    let second = document.get(places.contents.end..places.revision_end);
    first.chain(second.unwrap_or_default())
}

fn check(
    document: &[u8],
    signature: &SignatureDictionary,
    known: &[Certificate],
) -> ParsedSignature {
    let cms = match cms_of(signature) {
        Ok(cms) => cms,
        Err(defect) => return unreadable(defect),
    };
    // Even where the places are wrong, the CMS tells who signed.
    let read = |content: Option<Content<'_>>| cms::parse(&mut Cursor::new(&cms), content, known);
    let parsed = match (&signature.places, signature.sub_filter) {
        (Ok(places), Some(SubFilter::CadesDetached | SubFilter::Pkcs7Detached)) => {
            let mut signed = signed_bytes(document, places);
            read(Some(Content::Stream(&mut signed)))
        }
        _ => read(None),
    };
    let mut parsed = match parsed.as_deref() {
        Ok([one]) => one.clone(),
        Ok(_) => return unreadable(Defect::Format("more than one signer".to_owned())),
        Err(error) => return unreadable(Defect::Format(error.to_string())),
    };
    match (&signature.places, signature.sub_filter) {
        (Err(error), _) => parsed.integrity = Err(Defect::Format(error.to_string())),
        (Ok(_), None | Some(SubFilter::Rfc3161)) => {
            parsed.integrity = Err(Defect::Format("unknown SubFilter".to_owned()));
        }
        (Ok(places), Some(SubFilter::Pkcs7Sha1)) => {
            let inside = SignedData::parse(&cms).ok();
            let inside = inside.as_ref().and_then(SignedData::content);
            let is_same = digest(document, places, DigestAlgorithm::Sha1)
                .is_some_and(|digest| inside == Some(&digest));
            if !is_same && parsed.integrity.is_ok() {
                parsed.integrity = Err(Defect::HashMismatch);
            }
            parsed.digest_algorithm = Some(DigestAlgorithm::Sha1);
        }
        (Ok(_), Some(SubFilter::CadesDetached | SubFilter::Pkcs7Detached)) => {
            if parsed.packaging != SignaturePackaging::Detached && parsed.integrity.is_ok() {
                parsed.integrity = Err(Defect::Format("a content inside the CMS".to_owned()));
            }
        }
    }
    parsed.form = SignatureForm::Pdf;
    parsed.packaging = SignaturePackaging::Enveloped;
    parsed
}

fn unreadable(defect: Defect) -> ParsedSignature {
    let (form, packaging) = (SignatureForm::Pdf, SignaturePackaging::Enveloped);
    ParsedSignature::bare(form, packaging, Err(defect))
}

fn digest(document: &[u8], places: &Places, algorithm: DigestAlgorithm) -> Option<Vec<u8>> {
    let mut hasher = algorithm.hasher();
    hasher.update(document.get(..places.contents.start)?);
    hasher.update(document.get(places.contents.end..places.revision_end)?);
    Some(hasher.finalize())
}

/// A document time stamp (ETSI.RFC3161) and where its `/Contents` begins: it covers all signatures before.
fn document_time_stamp(
    document: &[u8],
    stamp: &SignatureDictionary,
) -> Option<(usize, EmbeddedTimeStamp)> {
    let places = stamp.places.as_ref().ok()?;
    let token = cms_of(stamp).ok()?;
    let algorithm = TimeStampToken::from_bytes(&token).map(|stamp| stamp.info().imprint.algorithm);
    let digests = algorithm
        .ok()
        .and_then(|algorithm| Some(vec![(algorithm, digest(document, places, algorithm)?)]));
    let stamp = EmbeddedTimeStamp {
        kind: TimeStampKind::Document,
        token,
        covered: Covered::Digests(digests.unwrap_or_default()),
    };
    Some((places.contents.start, stamp))
}

/// A date of ISO 32000-2 §7.9.4; what is missing of it is taken as the least.
pub(super) fn date_from(text: &[u8]) -> Option<OffsetDateTime> {
    let text = std::str::from_utf8(text).ok()?;
    let text = text.strip_prefix("D:").unwrap_or(text);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (at, zone) = text.split_at_checked(digits)?;
    let part = |range: std::ops::Range<usize>, least: u8| match at.get(range) {
        Some(part) => part.parse().ok(),
        None => Some(least),
    };
    let year: i32 = at.get(..4)?.parse().ok()?;
    let month = time::Month::try_from(part(4..6, 1)?).ok()?;
    let date = time::Date::from_calendar_date(year, month, part(6..8, 1)?).ok()?;
    let clock = time::Time::from_hms(part(8..10, 0)?, part(10..12, 0)?, part(12..14, 0)?).ok()?;
    let numbers: Vec<i8> = zone
        .split(|letter: char| !letter.is_ascii_digit())
        .filter_map(|number| number.parse().ok())
        .collect();
    let hours = numbers.first().copied().unwrap_or(0);
    let minutes = numbers.get(1).copied().unwrap_or(0);
    let offset = match zone.as_bytes().first() {
        Some(b'+') => time::UtcOffset::from_hms(hours, minutes, 0).ok()?,
        Some(b'-') => {
            time::UtcOffset::from_hms(hours.checked_neg()?, minutes.checked_neg()?, 0).ok()?
        }
        _ => time::UtcOffset::UTC,
    };
    Some(time::PrimitiveDateTime::new(date, clock).assume_offset(offset))
}
