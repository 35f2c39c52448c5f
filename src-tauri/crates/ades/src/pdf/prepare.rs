//! The first phase of a signature: the update is written, the document hashed.

use std::io::{Cursor, Read};

use serde::{Deserialize, Serialize};
use tanba_pki::Certificate;
use tanba_pki::algorithm::SignatureAlgorithm;
use tanba_pki::digest::DigestAlgorithm;
use time::OffsetDateTime;

use super::dictionary::Places;
use super::document::Document;
use super::place::{Placed, place};
use super::visible::VisibleSignature;
use crate::cms::{self, Content, PreparedCms};
use crate::{Error, PreparedForm, PreparedSignature, Result};

/// Room for a time-stamp token with the certificates of its authority, in bytes.
const ROOM_FOR_TIME_STAMP: usize = 16 * 1024;
/// Room for what is neither a certificate nor a time stamp: attributes, names, the value.
const ROOM_FOR_SIGNER: usize = 3 * 1024;
/// The most room a caller may ask for, in bytes.
const MAX_CONTENTS: usize = 16 << 20;

/// What a PAdES signature says about itself.
#[derive(Clone, Debug, Default)]
pub struct Parameters {
    /// The claimed time of signing, `/M`. PAdES has it here and not in the CMS (EN 319 142-1 §6.3).
    pub signed_at: Option<OffsetDateTime>,
    /// `/Name`: the signer.
    pub name: Option<String>,
    /// `/Reason`.
    pub reason: Option<String>,
    /// `/Location`.
    pub location: Option<String>,
    /// `/ContactInfo`.
    pub contact: Option<String>,
    /// The name of the field: an empty signature field of the form, or a new one. Without it, `Signature<n>`.
    pub field_name: Option<String>,
    /// What is seen of the signature on a page; nothing when `None`. In a field of the form that is named by
    /// `field_name`, only the appearance counts: page and place are the field's.
    pub visible: Option<VisibleSignature>,
    /// The signature algorithm; that of the certificate's key when `None`.
    pub algorithm: Option<SignatureAlgorithm>,
    /// Further certificates to put in: the issuers of the signer's.
    pub chain: Vec<Certificate>,
    /// Room for the CMS in bytes. Without it, enough for the certificates and a time stamp.
    pub contents_size: Option<usize>,
}

/// What PDF keeps between `prepare` and `finish`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreparedPdf {
    pub(super) cms: PreparedCms,
    /// Length of the document in bytes: the update goes there.
    pub(super) document_length: usize,
    /// What is appended, its `/Contents` still zeros.
    #[serde(with = "hex::serde")]
    pub(super) update: Vec<u8>,
    /// Where `/Contents` is in the whole file.
    pub(super) places: Places,
}

impl std::fmt::Debug for PreparedPdf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PreparedPdf")
            .field("document_length", &self.document_length)
            .field("update", &self.update.len())
            .finish_non_exhaustive()
    }
}

/// Writes the update for a PAdES-B signature and the attributes that `certificate`'s key is to sign.
///
/// # Errors
/// [`Error::Pdf`] says what is wrong with the document or forbids signing it; [`Error::Pki`] that the
/// key's algorithm is not supported.
pub fn prepare(
    document: &[u8],
    certificate: &Certificate,
    parameters: &Parameters,
) -> Result<PreparedSignature> {
    let opened = Document::open(document)?;
    let capacity = match parameters.contents_size {
        Some(size) if size <= MAX_CONTENTS => size,
        Some(_) => return Err(Error::TooLarge("the room for the signature")),
        None => room(certificate, &parameters.chain),
    };
    let identifier = file_identifier(document, certificate, parameters);
    let Placed { update, places } = place(&opened, parameters, capacity, identifier)?;
    drop(opened);
    let cms_parameters = cms::Parameters {
        algorithm: parameters.algorithm,
        chain: parameters.chain.clone(),
        ..cms::Parameters::pades()
    };
    let prepared = {
        let mut signed = signed_bytes(document, &update, &places);
        let content = Content::Stream(&mut signed);
        cms::prepare(content, certificate, &cms_parameters)?
    };
    let PreparedForm::Cms(cms) = prepared.form else {
        return Err(Error::WrongForm);
    };
    Ok(PreparedSignature {
        form: PreparedForm::Pdf(PreparedPdf {
            cms,
            document_length: document.len(),
            update,
            places,
        }),
        ..prepared
    })
}

/// The bytes that the byte range covers, when `update` follows `document`.
pub(super) fn signed_bytes<'a>(
    document: &'a [u8],
    update: &'a [u8],
    places: &Places,
) -> impl Read + 'a {
    let within = |at: usize| at.saturating_sub(document.len());
    let before = update.get(..within(places.contents.start));
    let after = update.get(within(places.contents.end)..);
    Cursor::new(document)
        .chain(before.unwrap_or_default())
        .chain(after.unwrap_or_default())
}

fn room(certificate: &Certificate, chain: &[Certificate]) -> usize {
    let certificates: usize = chain.iter().map(|issuer| issuer.der().len()).sum();
    certificate.der().len() + certificates + ROOM_FOR_SIGNER + ROOM_FOR_TIME_STAMP
}

/// Differs between any two updates (ISO 32000-2 §14.4); nobody needs it to be unpredictable.
fn file_identifier(
    document: &[u8],
    certificate: &Certificate,
    parameters: &Parameters,
) -> [u8; 16] {
    const TAIL: usize = 64 * 1024;
    let tail = document.get(document.len().saturating_sub(TAIL)..);
    let at = parameters
        .signed_at
        .map_or(0, OffsetDateTime::unix_timestamp_nanos);
    let mut hasher = DigestAlgorithm::Sha256.hasher();
    hasher.update(&document.len().to_be_bytes());
    hasher.update(tail.unwrap_or_default());
    hasher.update(&at.to_be_bytes());
    hasher.update(certificate.der());
    let digest = hasher.finalize();
    digest.first_chunk().copied().unwrap_or_default()
}
