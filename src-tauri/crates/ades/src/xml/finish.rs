//! The second phase: the value is put in its place.

use tanba_pki::signing::SignatureValue;

use super::encoding;
use crate::{Error, PreparedForm, PreparedSignature, Result};

/// The signed document.
///
/// # Errors
/// [`Error::KeyMismatch`] when the value does not verify with the key of the certificate;
/// [`Error::WrongForm`] when the signature was prepared for another form.
pub fn finish(prepared: &PreparedSignature, value: &SignatureValue) -> Result<Vec<u8>> {
    let PreparedForm::Xml(xml) = &prepared.form else {
        return Err(Error::WrongForm);
    };
    prepared.check(value)?;
    let bits = prepared.certificate()?.public_key()?.bits();
    let algorithm = prepared.to_be_signed.algorithm;
    let value = encoding::to_xml(algorithm, bits, &value.0).ok_or(Error::KeyMismatch)?;
    let value = xml.layout.base64(&value);
    Ok([xml.before.as_str(), &value, &xml.after]
        .concat()
        .into_bytes())
}
