//! OCSP, RFC 6960 in the profile of RFC 5019: requests, responses, and who may sign them.
//!
//! Whether an answer decides about a certificate of a path, with freshness and the responder's own
//! revocation, is told in [`crate::path`].

mod certificate_id;
mod request;
mod response;
mod verify;

pub use certificate_id::CertificateId;
pub use request::{LARGEST_REQUEST, OcspRequest, ReceivedOcspRequest};
pub use response::{
    BasicOcspResponse, LARGEST_RESPONSE, OcspResponse, OcspResponseStatus, OcspStatus, ResponderId,
    SingleResponse,
};
pub use verify::{OcspSigner, ResponderKey};

/// The contents of id-pkix-ocsp-basic, 1.3.6.1.5.5.7.48.1.1.
const BASIC: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 48, 1, 1];
/// id-pkix-ocsp-nonce
const NONCE: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 48, 1, 2];
/// id-pkix-ocsp-archive-cutoff
const ARCHIVE_CUTOFF: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 48, 1, 6];
