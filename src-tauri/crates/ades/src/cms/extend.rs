//! From level B to level T: a time stamp over the signature value (ETSI EN 319 122-1 §5.3).

use std::io::Write;

use tanba_pki::tlv::{self, Cursor, tag};
use tanba_pki::tsp::TimeStampToken;

use super::ID_SIGNATURE_TIME_STAMP;
use super::encode;
use super::rewrite::rewrite;
use super::scan::{Ignore, scan};
use super::source::Source;
use crate::stampable::Stampable;
use crate::{Error, Result};

/// The signatures in the CMS in `source`.
///
/// # Errors
/// What [`super::parse`] says of a broken CMS.
pub fn stampable(source: &mut dyn Source) -> Result<Vec<Stampable>> {
    let skeleton = scan(source, &mut Ignore)?;
    let signers = skeleton.signed_data.signer_infos().iter().enumerate();
    Ok(signers
        .map(|(index, signer)| Stampable {
            index,
            signature_value: signer.signature().to_vec(),
            is_time_stamped: signer
                .unsigned_attributes()
                .values(ID_SIGNATURE_TIME_STAMP)
                .next()
                .is_some(),
        })
        .collect())
}

/// Writes the CMS in `source` to `out` with TimeStampTokens added, each to the signature with the
/// index it comes with.
///
/// # Errors
/// [`Error::TimeStamp`] when a token is over something else; [`Error::ContentChanged`] when
/// `source` changes meanwhile.
pub fn extend(
    source: &mut dyn Source,
    tokens: &[(usize, Vec<u8>)],
    out: &mut dyn Write,
) -> Result<()> {
    rewrite(source, None, out, |skeleton, parts| {
        for (index, token) in tokens {
            let signer = skeleton
                .signed_data
                .signer_infos()
                .get(*index)
                .ok_or(Error::NoSignature)?;
            check_token(token, signer.signature())?;
            let encoded = parts
                .signer_infos
                .get_mut(*index)
                .ok_or(Error::NoSignature)?;
            *encoded = with_unsigned_attribute(encoded, token)?;
        }
        Ok(())
    })
}

/// The SignerInfo with one more unsigned attribute; its other parts keep their bytes.
fn with_unsigned_attribute(signer_info: &[u8], token: &[u8]) -> Result<Vec<u8>> {
    let unsigned = tag::context_constructed(1);
    let mut attributes = vec![encode::attribute(ID_SIGNATURE_TIME_STAMP, token)];
    let mut body = Cursor::new(signer_info).sequence()?;
    let mut parts = Vec::new();
    while !body.is_empty() {
        let part = body.any()?;
        if part.tag != unsigned {
            parts.push(part.raw);
            continue;
        }
        let mut set = part.children();
        while !set.is_empty() {
            attributes.push(set.any()?.raw.to_vec());
        }
    }
    let attributes = encode::set_of(unsigned, attributes);
    parts.push(&attributes);
    Ok(tlv::encode(tag::SEQUENCE, &parts))
}

/// Checks that `token` is a TimeStampToken whose imprint is the digest of `covered`.
pub(super) fn check_token(token: &[u8], covered: &[u8]) -> Result<()> {
    TimeStampToken::from_bytes(token)
        .and_then(|token| token.verify_imprint(|algorithm| algorithm.digest(covered)))
        .map_err(Error::TimeStamp)
}
