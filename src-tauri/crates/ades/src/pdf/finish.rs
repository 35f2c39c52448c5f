//! The second phase of a signature: the CMS is put into the room kept for it.

use std::io::Read;

use tanba_pki::signing::SignatureValue;

use super::dictionary::Places;
use super::error::Error as PdfError;
use super::prepare::{PreparedPdf, signed_bytes};
use crate::{Error, PreparedForm, PreparedSignature, Result, cms};

/// Completes a signature and returns what has to be appended to the document that was prepared. A
/// `time_stamp`, a TimeStampToken over the value, makes it level T.
///
/// # Errors
/// [`Error::KeyMismatch`] when the value does not verify; [`PdfError::ContentsTooSmall`].
pub fn finish(
    prepared: &PreparedSignature,
    value: &SignatureValue,
    time_stamp: Option<&[u8]>,
) -> Result<Vec<u8>> {
    let pdf = form(prepared)?;
    let inner = PreparedSignature {
        form: PreparedForm::Cms(pdf.cms.clone()),
        to_be_signed: prepared.to_be_signed.clone(),
        certificate: prepared.certificate.clone(),
    };
    let digits = contents(&cms::finish(&inner, value, time_stamp)?, &pdf.places)?;
    let start = pdf.places.digits().start.checked_sub(pdf.document_length);
    let mut update = pdf.update.clone();
    start
        .and_then(|start| update.get_mut(start..start.checked_add(digits.len())?))
        .ok_or_else(|| Error::malformed("prepared signature", "contents outside the update"))?
        .copy_from_slice(&digits);
    Ok(update)
}

/// Completes a signature like [`finish`] and appends it to `document`, the one that was prepared.
///
/// # Errors
/// As [`finish`], and [`Error::ContentChanged`] when it is another document by now.
pub fn finish_document(
    document: &mut Vec<u8>,
    prepared: &PreparedSignature,
    value: &SignatureValue,
    time_stamp: Option<&[u8]>,
) -> Result<()> {
    let pdf = form(prepared)?;
    if document.len() != pdf.document_length {
        return Err(Error::ContentChanged);
    }
    let mut hasher = pdf.cms.digest_algorithm.hasher();
    let mut signed = signed_bytes(document, &pdf.update, &pdf.places);
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match signed.read(&mut buffer)? {
            0 => break,
            count => hasher.update(buffer.get(..count).unwrap_or_default()),
        }
    }
    drop(signed);
    if hasher.finalize() != pdf.cms.digest {
        return Err(Error::ContentChanged);
    }
    document.extend(finish(prepared, value, time_stamp)?);
    Ok(())
}

fn form(prepared: &PreparedSignature) -> Result<&PreparedPdf> {
    match &prepared.form {
        PreparedForm::Pdf(pdf) => Ok(pdf),
        _ => Err(Error::WrongForm),
    }
}

/// The hexadecimal digits of `/Contents`, filled up with zeros.
pub(super) fn contents(cms: &[u8], places: &Places) -> Result<Vec<u8>, PdfError> {
    let (needed, reserved) = (cms.len(), places.capacity());
    if needed > reserved {
        return Err(PdfError::ContentsTooSmall { needed, reserved });
    }
    let mut digits = hex::encode(cms).into_bytes();
    digits.resize(places.digits().len(), b'0');
    Ok(digits)
}
