//! Bodies for fuzzing: each calls one parser and ignores what it returns.

/// Parses bytes and may assert what must hold.
pub type Body = fn(&[u8]);

/// Every body by name.
pub const BODIES: &[(&str, Body)] = &[
    ("ber", ber),
    ("signed_data", signed_data),
    ("pkcs12", pkcs12),
    ("private_key", private_key),
    ("tsp", tsp),
];

/// BER to DER; what comes out is DER and stays as it is.
pub fn ber(data: &[u8]) {
    let limits = crate::ber::Limits::default();
    if let Ok(der) = crate::ber::to_der(data, &limits) {
        let again = crate::ber::to_der(&der, &limits);
        assert_eq!(again.as_deref(), Ok(&*der));
    }
}

/// CMS SignedData.
pub fn signed_data(data: &[u8]) {
    if let Ok(parsed) = crate::signed_data::SignedData::parse_prefix(data) {
        for signer in parsed.signer_infos() {
            let _ = signer.message_digest();
            let _ = signer.signing_time();
        }
    }
}

/// PKCS#12 under the password `a`. Files that ask for much work are only parsed, to keep the pace.
pub fn pkcs12(data: &[u8]) {
    if let Ok(pfx) = crate::pkcs12::Pfx::parse(data) {
        let _ = pfx.visible_attributes();
        let _ = pfx.open_within(&"a".into(), 100_000);
    }
}

/// PKCS#8 private keys.
pub fn private_key(data: &[u8]) {
    let _ = crate::private_key::PrivateKey::from_pkcs8_der(data);
}

/// Time-stamp requests, responses and tokens.
pub fn tsp(data: &[u8]) {
    use crate::tsp::{TimeStampRequest, TimeStampResponse, TimeStampToken};
    let _ = TimeStampRequest::from_der(data);
    if let Ok(TimeStampResponse {
        token: Some(token), ..
    }) = TimeStampResponse::from_bytes(data)
        && let Ok(token) = TimeStampToken::from_bytes(&token)
    {
        let _ = token.verify(&[]);
    }
}
