//! The first phase of a signature: the content is hashed and the signed attributes are written.

use std::io::Read;

use serde::{Deserialize, Serialize};
use tanba_pki::algorithm::SignatureAlgorithm;
use tanba_pki::digest::DigestAlgorithm;
use tanba_pki::signed_data::{
    ID_CONTENT_TYPE, ID_DATA, ID_MESSAGE_DIGEST, ID_SIGNING_CERTIFICATE_V2, ID_SIGNING_TIME,
};
use tanba_pki::signing::ToBeSigned;
use tanba_pki::tlv::{self, tag};
use tanba_pki::tsp::signing_certificate;
use tanba_pki::{Certificate, ObjectIdentifier, instant};
use time::OffsetDateTime;

use super::encode;
use super::source::BUFFER;
use crate::{Error, PreparedForm, PreparedSignature, Result};

/// What is signed: bytes of any number, or what is left of them after hashing.
pub enum Content<'a> {
    /// Read to its end, in pieces.
    Stream(&'a mut dyn Read),
    /// Held in memory.
    Bytes(&'a [u8]),
    /// Hashed already. Its length lets the content be attached afterwards.
    Digest {
        /// The digest algorithm.
        algorithm: DigestAlgorithm,
        /// The digest of the content.
        value: &'a [u8],
        /// Length of the content in bytes, when it is known.
        length: Option<u64>,
    },
}

impl std::fmt::Debug for Content<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Stream(_) => "Content::Stream",
            Self::Bytes(_) => "Content::Bytes",
            Self::Digest { .. } => "Content::Digest",
        })
    }
}

/// How a CMS signature is made.
#[derive(Clone, Debug)]
pub struct Parameters {
    /// The time of signing to state in the signature; `None` in PAdES, where the PDF states it
    /// (ETSI EN 319 142-1 §5.3).
    pub signing_at: Option<OffsetDateTime>,
    /// The signature algorithm; that of the certificate's key when `None`.
    pub algorithm: Option<SignatureAlgorithm>,
    /// eContentType, `id-data` for any document.
    pub content_type: ObjectIdentifier,
    /// Further certificates to put in: the issuers of the signer's.
    pub chain: Vec<Certificate>,
}

impl Parameters {
    /// A CAdES-B signature made at this time.
    pub fn signed_at(at: OffsetDateTime) -> Self {
        Self {
            signing_at: Some(at),
            ..Self::pades()
        }
    }

    /// A signature to be put into a PDF: without signingTime.
    pub fn pades() -> Self {
        Self {
            signing_at: None,
            algorithm: None,
            content_type: ID_DATA,
            chain: Vec::new(),
        }
    }
}

/// What CMS keeps between `prepare` and `finish`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreparedCms {
    /// The algorithm of `digest`.
    pub digest_algorithm: DigestAlgorithm,
    /// The digest of the content that was hashed.
    #[serde(with = "hex::serde")]
    pub digest: Vec<u8>,
    /// Length of that content in bytes, when it is known.
    pub length: Option<u64>,
    pub(super) content_type: String,
    pub(super) chain: Vec<String>,
}

/// Hashes the content and writes the attributes that `certificate`'s key is to sign: contentType,
/// messageDigest, signingCertificateV2 and, unless told otherwise, signingTime.
///
/// # Errors
/// [`Error::Io`] when the content cannot be read; [`Error::Pki`] when the key's algorithm is not
/// supported; [`Error::Unsupported`] when a digest of another algorithm was given.
pub fn prepare(
    content: Content<'_>,
    certificate: &Certificate,
    parameters: &Parameters,
) -> Result<PreparedSignature> {
    let algorithm = match parameters.algorithm {
        Some(algorithm) => algorithm,
        None => certificate.public_key()?.default_signature_algorithm(),
    };
    let digest_algorithm = algorithm.digest();
    let (digest, length) = digest_of(content, digest_algorithm)?;
    let mut attributes = vec![
        encode::attribute(ID_CONTENT_TYPE, &encode::oid(parameters.content_type)),
        encode::attribute(
            ID_MESSAGE_DIGEST,
            &tlv::encode(tag::OCTET_STRING, &[&digest]),
        ),
        encode::attribute(
            ID_SIGNING_CERTIFICATE_V2,
            &signing_certificate::encode_v2(certificate, digest_algorithm)?,
        ),
    ];
    if let Some(at) = parameters.signing_at {
        attributes.push(encode::attribute(
            ID_SIGNING_TIME,
            &instant::utc_or_generalized(at),
        ));
    }
    Ok(PreparedSignature {
        to_be_signed: ToBeSigned {
            algorithm,
            message: encode::set_of(tag::SET, attributes),
        },
        certificate: certificate.der().to_vec(),
        form: PreparedForm::Cms(PreparedCms {
            digest_algorithm,
            digest,
            length,
            content_type: parameters.content_type.to_string(),
            chain: parameters
                .chain
                .iter()
                .map(|certificate| hex::encode(certificate.der()))
                .collect(),
        }),
    })
}

fn digest_of(content: Content<'_>, algorithm: DigestAlgorithm) -> Result<(Vec<u8>, Option<u64>)> {
    match content {
        Content::Bytes(bytes) => Ok((algorithm.digest(bytes), Some(bytes.len() as u64))),
        Content::Stream(stream) => {
            let mut hasher = algorithm.hasher();
            let length = each_piece(stream, |piece| {
                hasher.update(piece);
                Ok(())
            })?;
            Ok((hasher.finalize(), Some(length)))
        }
        Content::Digest {
            algorithm: given,
            value,
            length,
        } => {
            if !given.same_function(algorithm) || value.len() != algorithm.size() {
                return Err(Error::Unsupported(
                    "the digest is of another algorithm than the signature's",
                ));
            }
            Ok((value.to_vec(), length))
        }
    }
}

/// Reads `stream` to its end in large pieces; returns how many bytes there were.
pub(super) fn each_piece(
    stream: &mut dyn Read,
    mut visit: impl FnMut(&[u8]) -> Result<()>,
) -> Result<u64> {
    let mut buffer = vec![0; BUFFER];
    let mut total = 0u64;
    loop {
        let count = match stream.read(&mut buffer) {
            Ok(0) => return Ok(total),
            Ok(count) => count,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        };
        visit(buffer.get(..count).unwrap_or_default())?;
        total = total.saturating_add(count as u64);
    }
}
