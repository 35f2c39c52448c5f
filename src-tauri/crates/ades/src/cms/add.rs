//! One more signer for an existing CMS: a parallel signature over the same content.

use std::io::Write;

use tanba_pki::Certificate;
use tanba_pki::digest::{DigestAlgorithm, Hasher};
use tanba_pki::signing::SignatureValue;

use super::finish::{form, parts};
use super::prepare::{Content, Parameters, prepare};
use super::rewrite::rewrite;
use super::scan::{Ignore, MAX_SIGNERS, Skeleton, Visitor, scan};
use super::source::Source;
use crate::{Error, PreparedSignature, Result};

/// Prepares a signature to be added to the CMS in `source`. `content` is needed when that is
/// detached; the content of an attached one is hashed where it is.
///
/// # Errors
/// As [`prepare`]; [`Error::ContentMissing`]; [`Error::ContentChanged`] when the content is not what
/// the signatures in `source` are over; what [`super::parse`] says of a broken CMS.
pub fn prepare_added(
    source: &mut dyn Source,
    content: Option<Content<'_>>,
    certificate: &Certificate,
    parameters: &Parameters,
) -> Result<PreparedSignature> {
    let digest_algorithm = match parameters.algorithm {
        Some(algorithm) => algorithm,
        None => certificate.public_key()?.default_signature_algorithm(),
    }
    .digest();
    let mut hash = Hash(digest_algorithm.hasher());
    let skeleton = match content {
        None => scan(source, &mut hash)?,
        Some(_) => scan(source, &mut Ignore)?,
    };
    let parameters = Parameters {
        content_type: skeleton.signed_data.content_type(),
        ..parameters.clone()
    };
    let prepared = match (content, skeleton.content_length) {
        (Some(content), _) => prepare(content, certificate, &parameters)?,
        (None, None) => return Err(Error::ContentMissing),
        (None, length) => {
            let content = Content::Digest {
                algorithm: digest_algorithm,
                value: &hash.0.finalize(),
                length,
            };
            prepare(content, certificate, &parameters)?
        }
    };
    check_same_content(&skeleton, digest_algorithm, &form(&prepared)?.digest)?;
    Ok(prepared)
}

/// Completes what [`prepare_added`] began: writes the CMS in `source` with the new signature to
/// `out`. The signatures in it keep their bytes.
///
/// # Errors
/// As [`super::finish`]; [`Error::ContentChanged`] when `source` is no longer what was hashed.
pub fn finish_added(
    prepared: &PreparedSignature,
    value: &SignatureValue,
    time_stamp: Option<&[u8]>,
    source: &mut dyn Source,
    out: &mut dyn Write,
) -> Result<()> {
    let cms = form(prepared)?;
    let new = parts(prepared, value, time_stamp, None)?;
    let expected = (cms.digest_algorithm.hasher(), cms.digest.as_slice());
    rewrite(source, Some(expected), out, |skeleton, parts| {
        if parts.content_type != new.content_type {
            return Err(Error::ContentChanged);
        }
        check_same_content(skeleton, cms.digest_algorithm, &cms.digest)?;
        if parts.signer_infos.len() >= MAX_SIGNERS {
            return Err(Error::TooLarge("number of signatures"));
        }
        parts.digest_algorithms.extend(new.digest_algorithms);
        parts.certificates.extend(new.certificates);
        parts.signer_infos.extend(new.signer_infos);
        Ok(())
    })
}

/// The messageDigest of earlier signers under the same algorithm must be the same.
fn check_same_content(
    skeleton: &Skeleton,
    algorithm: DigestAlgorithm,
    digest: &[u8],
) -> Result<()> {
    for signer in skeleton.signed_data.signer_infos() {
        let same = DigestAlgorithm::from_identifier(signer.digest_algorithm())
            .is_ok_and(|named| named.same_function(algorithm));
        if same
            && signer
                .message_digest()?
                .is_some_and(|known| known != digest)
        {
            return Err(Error::ContentChanged);
        }
    }
    Ok(())
}

struct Hash(Hasher);

impl Visitor for Hash {
    fn content(&mut self, piece: &[u8]) -> Result<()> {
        self.0.update(piece);
        Ok(())
    }
}
