//! A signature as it was found in a document, of whatever form, with its cryptography checked.

use tanba_pki::digest::DigestAlgorithm;
use tanba_pki::{Certificate, algorithm::SignatureAlgorithm};
use time::OffsetDateTime;

use crate::{SignatureForm, SignaturePackaging};

/// One signature, read from its document and checked against the content and the signer's key, but
/// against no trust anchor and no clock: [`crate::validate`] does that.
#[derive(Clone, Debug)]
pub struct ParsedSignature {
    /// The family of formats.
    pub form: SignatureForm,
    /// Where the content is.
    pub packaging: SignaturePackaging,
    /// What the bytes alone say; the first defect found.
    pub integrity: Result<(), Defect>,
    /// The certificate of the signer, when it was found.
    pub certificate: Option<Certificate>,
    /// Whether the signature covers a reference to that certificate (signingCertificateV2, XAdES
    /// SigningCertificate), as level B asks. Without it the signature is still good CMS or XML-DSig.
    pub names_certificate: bool,
    /// The digest over the content, when it is known here.
    pub digest_algorithm: Option<DigestAlgorithm>,
    /// The signature algorithm, when it is known here.
    pub signature_algorithm: Option<SignatureAlgorithm>,
    /// The time of signing as the signer states it.
    pub claimed_at: Option<OffsetDateTime>,
    /// The signature value, over which a signature time stamp is made.
    pub signature_value: Vec<u8>,
    /// Certificates and revocation data that the document brings along.
    pub embedded: Embedded,
    /// Time stamps over this signature or over its content.
    pub time_stamps: Vec<EmbeddedTimeStamp>,
    /// What the form wants to be said about this signature besides.
    pub remarks: Vec<Remark>,
}

impl ParsedSignature {
    /// One of which nothing more is known yet.
    pub(crate) fn bare(
        form: SignatureForm,
        packaging: SignaturePackaging,
        integrity: Result<(), Defect>,
    ) -> Self {
        Self {
            form,
            packaging,
            integrity,
            certificate: None,
            names_certificate: false,
            digest_algorithm: None,
            signature_algorithm: None,
            claimed_at: None,
            signature_value: Vec::new(),
            embedded: Embedded::default(),
            time_stamps: Vec::new(),
            remarks: Vec::new(),
        }
    }
}

/// Why the bytes of a signature do not hold together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Defect {
    /// Its structure breaks its format; what was wrong.
    Format(String),
    /// The content is not what was signed.
    HashMismatch,
    /// The value is not a signature of the certificate's key.
    InvalidSignature,
    /// The content was not given or cannot be found.
    ContentMissing,
    /// The certificate of the signer is not in the document nor among the given ones.
    NoSigningCertificate,
    /// The signature names another certificate than the one found.
    SigningCertificateMismatch,
    /// An algorithm that is not supported here, by its OID or URI.
    UnsupportedAlgorithm(String),
    /// The document is arranged so that what is read differs from what was signed (XML wrapping,
    /// PDF gaps).
    Wrapped,
}

/// Certificates and revocation data from inside a document, in DER as they came.
#[derive(Clone, Debug, Default)]
pub struct Embedded {
    /// Certificates that could be read.
    pub certificates: Vec<Certificate>,
    /// CertificateLists (RFC 5280 §5).
    pub crls: Vec<Vec<u8>>,
    /// OCSPResponses (RFC 6960 §4.2.1).
    pub ocsp_responses: Vec<Vec<u8>>,
}

/// What a time stamp in a signature is made over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeStampKind {
    /// The content, before it was signed: the signature is younger.
    Content,
    /// The signature value: the signature is older.
    Signature,
    /// The whole document with the signature in it, such as a PDF document time stamp.
    Document,
}

/// A time-stamp token found in a signature.
#[derive(Clone, Debug)]
pub struct EmbeddedTimeStamp {
    /// What it is made over.
    pub kind: TimeStampKind,
    /// The TimeStampToken (RFC 3161 §2.4.2), a ContentInfo.
    pub token: Vec<u8>,
    /// What its imprint must be the digest of.
    pub covered: Covered,
}

/// The bytes a time stamp covers, or their digests when they are too many to keep.
#[derive(Clone, Debug)]
pub enum Covered {
    /// The bytes themselves.
    Bytes(Vec<u8>),
    /// Digests of them; a token with another digest algorithm cannot be checked.
    Digests(Vec<(DigestAlgorithm, Vec<u8>)>),
}

impl Covered {
    /// The digest of what is covered under `algorithm`, when it can be had.
    pub fn digest(&self, algorithm: DigestAlgorithm) -> Option<Vec<u8>> {
        match self {
            Self::Bytes(bytes) => Some(algorithm.digest(bytes)),
            Self::Digests(digests) => digests
                .iter()
                .find(|(known, _)| known.same_function(algorithm))
                .map(|(_, digest)| digest.clone()),
        }
    }
}

/// What a form wants to be said about a signature; none of it makes the signature invalid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// Something was added to the document after this signature.
    ContentAppended,
    /// The signature covers only this part of the document: an Id or a range of bytes.
    CoversPart(String),
}
