//! What the QR code of a printed sheet carries.
//!
//! Latin letters only, fields joined by `;`, each `NAME:VALUE`, so that any reader shows something
//! that can be compared with the file:
//!
//! ```text
//! TANBA:1;SHA256:9f86…;IIN:123456789012;BIN:123456789012;AT:2026-06-01T12:00:00Z;LEVEL:T;VERSION:0.1.0
//! ```
//!
//! `TANBA:1` names this format. `SHA256` is the digest of the document's file in hexadecimal, `IIN`
//! and `BIN` are the signer's, `AT` is the time that a time stamp proves, else the one that the
//! signer states, `LEVEL` the level of the signature and `VERSION` that of the program. What is not
//! known is left out. The code proves nothing by itself: the signature does.

use time::format_description::well_known::Rfc3339;

use crate::verify::VerifiedSignature;

pub(super) fn payload(signature: &VerifiedSignature, digest: &str) -> Vec<u8> {
    let signer = signature.signer.as_ref();
    let at = signature.time_stamped_at.or(signature.signed_at);
    let fields = [
        ("TANBA", Some("1".to_owned())),
        ("SHA256", Some(digest.to_owned())),
        ("IIN", signer.and_then(|signer| signer.iin.clone())),
        ("BIN", signer.and_then(|signer| signer.bin.clone())),
        ("AT", at.and_then(|at| at.format(&Rfc3339).ok())),
        ("LEVEL", signature.level.map(|it| it.as_str().to_owned())),
        ("VERSION", Some(env!("CARGO_PKG_VERSION").to_owned())),
    ];
    let fields = fields
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}:{}", value?)));
    fields.collect::<Vec<_>>().join(";").into_bytes()
}
