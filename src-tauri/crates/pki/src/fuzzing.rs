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
    ("path", path),
    ("crl", crl),
    ("ocsp", ocsp),
    ("request", request),
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

/// A row of certificates and lists: the first certificate is the leaf, the last one the anchor.
pub fn path(data: &[u8]) {
    let mut cursor = crate::tlv::Cursor::new(data);
    let (mut certificates, mut crls) = (Vec::new(), Vec::new());
    while let Ok(element) = cursor.any() {
        if let Ok(certificate) = crate::Certificate::from_der(element.raw) {
            certificates.push(certificate);
        } else if let Ok(crl) = crate::crl::Crl::from_der(element.raw) {
            crls.push(std::sync::Arc::new(crl));
        }
    }
    let (Some(leaf), Some(last)) = (certificates.first().cloned(), certificates.last()) else {
        return;
    };
    let anchors = [last.to_trust_anchor()];
    let at = time::macros::datetime!(2020-06-01 12:00 UTC);
    let evidence = crate::path::Evidence {
        certificates,
        crls,
        ocsp: Vec::new(),
    };
    let parameters = crate::path::PathParameters::new(at);
    let report = crate::path::validate(&leaf, &anchors, &evidence, &parameters);
    assert_eq!(report.path.len(), report.revocation.len());
}

/// A revocation list, in memory and scanned: both read the same or neither reads.
pub fn crl(data: &[u8]) {
    let asked = [vec![1], vec![0x11; 8]];
    let scanned = crate::crl::scan(data, &asked);
    if let Ok(crl) = crate::crl::Crl::from_der(data) {
        for serial in &asked {
            let whole = crl.find(serial);
            if let Ok(scanned) = &scanned {
                assert_eq!(scanned.find(serial), whole);
            }
        }
    }
}

/// An OCSP request or response.
pub fn ocsp(data: &[u8]) {
    let _ = crate::ocsp::ReceivedOcspRequest::from_der(data);
    if let Ok(response) = crate::ocsp::OcspResponse::from_der(data) {
        assert_eq!(response.der(), data);
    }
}

/// PKCS#10 requests.
pub fn request(data: &[u8]) {
    if let Ok(request) = crate::request::CertificationRequest::from_bytes(data) {
        let _ = request.requested_extensions();
        let _ = request.verify();
    }
}
