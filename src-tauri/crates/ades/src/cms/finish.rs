//! The second phase of a signature: the value is checked and put in place.

use std::io::{Read, Write};

use const_oid::db::rfc5912::RSA_ENCRYPTION;
use der::asn1::{Any, Null};
use spki::AlgorithmIdentifierOwned;
use tanba_pki::algorithm::SignatureAlgorithm;
use tanba_pki::signing::SignatureValue;
use tanba_pki::tlv::{self, tag};
use tanba_pki::{Certificate, ObjectIdentifier};

use super::encode::{self, Parts};
use super::prepare::{PreparedCms, each_piece};
use super::{ID_SIGNATURE_TIME_STAMP, extend};
use crate::{Error, PreparedForm, PreparedSignature, Result};

/// Completes a detached signature. A `time_stamp`, a TimeStampToken over the value, makes it level T.
///
/// # Errors
/// [`Error::KeyMismatch`] when the value does not verify; [`Error::TimeStamp`] when the time stamp
/// is over something else.
pub fn finish(
    prepared: &PreparedSignature,
    value: &SignatureValue,
    time_stamp: Option<&[u8]>,
) -> Result<Vec<u8>> {
    let (before, after) = parts(prepared, value, time_stamp, None)?.encode()?;
    Ok([before, after].concat())
}

/// Completes an attached signature and writes it to `out`, content and all, in one pass.
///
/// # Errors
/// As [`finish`], and [`Error::ContentChanged`] when `content` is no longer what was hashed: what
/// was written until then must be thrown away.
pub fn finish_attached(
    prepared: &PreparedSignature,
    value: &SignatureValue,
    time_stamp: Option<&[u8]>,
    content: &mut dyn Read,
    out: &mut dyn Write,
) -> Result<()> {
    let cms = form(prepared)?;
    let length = cms
        .length
        .ok_or(Error::Unsupported("attaching a content of unknown length"))?;
    let (before, after) = parts(prepared, value, time_stamp, Some(length))?.encode()?;
    out.write_all(&before)?;
    let mut hasher = cms.digest_algorithm.hasher();
    // One byte more than due shows that the content has grown.
    let mut content = content.take(length.saturating_add(1));
    let mut left = length;
    each_piece(&mut content, |piece| {
        left = left
            .checked_sub(piece.len() as u64)
            .ok_or(Error::ContentChanged)?;
        hasher.update(piece);
        Ok(out.write_all(piece)?)
    })?;
    if left != 0 || hasher.finalize() != cms.digest {
        return Err(Error::ContentChanged);
    }
    out.write_all(&after)?;
    Ok(out.flush()?)
}

/// What CMS kept in a prepared signature.
pub(super) fn form(prepared: &PreparedSignature) -> Result<&PreparedCms> {
    match &prepared.form {
        PreparedForm::Cms(cms) => Ok(cms),
        #[allow(unreachable_patterns, reason = "there are more forms")]
        _ => Err(Error::WrongForm),
    }
}

/// The parts of a SignedData with this one signature.
pub(super) fn parts(
    prepared: &PreparedSignature,
    value: &SignatureValue,
    time_stamp: Option<&[u8]>,
    content_length: Option<u64>,
) -> Result<Parts> {
    let cms = form(prepared)?;
    let mut certificates = vec![prepared.certificate.clone()];
    for certificate in &cms.chain {
        let der = hex::decode(certificate)
            .map_err(|error| Error::malformed("prepared signature", error))?;
        certificates.push(der);
    }
    Ok(Parts {
        content_type: ObjectIdentifier::new(&cms.content_type)
            .map_err(|error| Error::malformed("prepared signature", error))?,
        content_length,
        digest_algorithms: vec![encode::algorithm(&cms.digest_algorithm.identifier())?],
        certificates,
        revocation: Vec::new(),
        signer_infos: vec![signer_info(prepared, value, time_stamp)?],
    })
}

/// SignerInfo (RFC 5652 §5.3), version 1.
fn signer_info(
    prepared: &PreparedSignature,
    value: &SignatureValue,
    time_stamp: Option<&[u8]>,
) -> Result<Vec<u8>> {
    let cms = form(prepared)?;
    prepared.check(value)?;
    let certificate: Certificate = prepared.certificate()?;
    let serial = tlv::encode(tag::INTEGER, &[certificate.serial_number()]);
    let sid = tlv::encode(tag::SEQUENCE, &[certificate.issuer_der(), &serial]);
    let mut signed_attributes = prepared.to_be_signed.message.clone();
    if let Some(first) = signed_attributes.first_mut() {
        *first = tag::context_constructed(0);
    }
    let unsigned_attributes = match time_stamp {
        None => Vec::new(),
        Some(token) => {
            extend::check_token(token, &value.0)?;
            let attribute = encode::attribute(ID_SIGNATURE_TIME_STAMP, token);
            tlv::encode(tag::context_constructed(1), &[&attribute])
        }
    };
    Ok(tlv::encode(
        tag::SEQUENCE,
        &[
            &tlv::encode(tag::INTEGER, &[&[1]]),
            &sid,
            &encode::algorithm(&cms.digest_algorithm.identifier())?,
            &signed_attributes,
            &encode::algorithm(&signature_identifier(prepared.to_be_signed.algorithm)?)?,
            &tlv::encode(tag::OCTET_STRING, &[&value.0]),
            &unsigned_attributes,
        ],
    ))
}

/// The signatureAlgorithm of a SignerInfo. For RSA PKCS #1 v1.5 it is rsaEncryption, which every
/// implementation must read (RFC 3370 §3.2) and most write.
fn signature_identifier(algorithm: SignatureAlgorithm) -> Result<AlgorithmIdentifierOwned> {
    match algorithm {
        SignatureAlgorithm::RsaPkcs1(_) => Ok(AlgorithmIdentifierOwned {
            oid: RSA_ENCRYPTION,
            parameters: Some(Any::from(Null)),
        }),
        algorithm => Ok(algorithm.identifier()?),
    }
}
