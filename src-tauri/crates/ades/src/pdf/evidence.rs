//! Certificates and revocation data in the document security store (ISO 32000-2 §12.8.4.3, DSS).
//!
//! Nothing signs the store, and nothing needs to: each item carries its own signature.

use tanba_pki::Certificate;

use super::document::Document;
use super::error::Error;
use super::filter;
use super::object::{Dictionary, Object};
use crate::parsed::Embedded;

/// The most items that are read of each kind.
const MAX_ITEMS: usize = 1024;
/// The most bytes that all items together may have when decoded.
const MAX_SIZE: usize = 128 << 20;

/// What the store of the document holds; what cannot be read of it is left out.
pub(super) fn security_store(document: &Document<'_>) -> Result<Embedded, Error> {
    let mut embedded = Embedded::default();
    let catalog = document.catalog()?;
    let Some(store) = document.dictionary(&catalog, "DSS")? else {
        return Ok(embedded);
    };
    let mut left = MAX_SIZE;
    let certificates = items(document, &store, "Certs", &mut left)?;
    let certificates = certificates.iter().map(|der| Certificate::from_der(der));
    embedded.certificates = certificates.filter_map(Result::ok).collect();
    embedded.crls = items(document, &store, "CRLs", &mut left)?;
    embedded.ocsp_responses = items(document, &store, "OCSPs", &mut left)?;
    Ok(embedded)
}

/// The decoded streams of the array under `key`.
fn items(
    document: &Document<'_>,
    store: &Dictionary,
    key: &str,
    left: &mut usize,
) -> Result<Vec<Vec<u8>>, Error> {
    let mut items = Vec::new();
    let Object::Array(references) = document.value(store, key)? else {
        return Ok(items);
    };
    for reference in references.iter().take(MAX_ITEMS) {
        let Some(reference) = reference.as_reference() else {
            continue;
        };
        let Some(stream) = document.lookup(reference)? else {
            continue;
        };
        let (Object::Dictionary(dictionary), Some(data)) = (&stream.value, stream.stream) else {
            continue;
        };
        match filter::decode(dictionary, data, *left) {
            Ok(data) => {
                *left = left.saturating_sub(data.len());
                items.push(data);
            }
            Err(Error::TooComplex) => return Err(Error::TooComplex),
            Err(_) => {}
        }
    }
    Ok(items)
}
