//! OCSP responses.

use tanba_pki::Certificate;
use tanba_pki::tlv::{encode, tag};

use super::der::{Bytes, list, oid, sequence, time};
use super::{CertificateMaker, ECDSA_SHA256, Key, Party};

/// An OCSP response about certificates.
#[derive(Clone)]
pub struct OcspMaker {
    pub answers: Vec<Bytes>,
    pub responder_id: Bytes,
    pub produced: String,
    pub extensions: Vec<Bytes>,
    pub certificates: Vec<Bytes>,
    pub key: Key,
    pub damaged: bool,
}

pub const GOOD: &[u8] = &[0x80, 0];
pub const UNKNOWN: &[u8] = &[0x82, 0];

pub fn revoked(at: &str, number: Option<u8>) -> Bytes {
    let reason = number
        .map(|number| encode(0xa0, &[&encode(tag::ENUMERATED, &[&[number]])]))
        .unwrap_or_default();
    encode(0xa1, &[&time(at), &reason])
}

impl OcspMaker {
    pub fn by(responder: &Party) -> Self {
        Self {
            answers: Vec::new(),
            responder_id: encode(0xa1, &[&responder.name]),
            produced: "20200601000000Z".into(),
            extensions: Vec::new(),
            certificates: Vec::new(),
            key: responder.key.clone(),
            damaged: false,
        }
    }

    pub fn answer(mut self, id: &[u8], status: &[u8], this: &str, next: Option<&str>) -> Self {
        let next = next
            .map(|next| encode(0xa0, &[&time(next)]))
            .unwrap_or_default();
        self.answers
            .push(sequence(&[id, status, &time(this), &next]));
        self
    }

    pub fn with_certificate(mut self, maker: &CertificateMaker) -> Self {
        self.certificates.push(maker.der());
        self
    }

    pub fn der(&self) -> Bytes {
        let extensions = if self.extensions.is_empty() {
            Vec::new()
        } else {
            encode(0xa1, &[&list(&self.extensions)])
        };
        let tbs = sequence(&[
            &self.responder_id,
            &time(&self.produced),
            &list(&self.answers),
            &extensions,
        ]);
        let algorithm = sequence(&[&oid(ECDSA_SHA256)]);
        let signature = if self.damaged {
            self.key.sign(b"something else")
        } else {
            self.key.sign(&tbs)
        };
        let certificates = if self.certificates.is_empty() {
            Vec::new()
        } else {
            encode(0xa0, &[&list(&self.certificates)])
        };
        let basic = sequence(&[
            &tbs,
            &algorithm,
            &encode(tag::BIT_STRING, &[&[0], &signature]),
            &certificates,
        ]);
        let bytes = sequence(&[
            &oid("1.3.6.1.5.5.7.48.1.1"),
            &encode(tag::OCTET_STRING, &[&basic]),
        ]);
        sequence(&[&encode(tag::ENUMERATED, &[&[0]]), &encode(0xa0, &[&bytes])])
    }
}

/// CertID with this digest.
pub fn certificate_id(
    certificate: &Certificate,
    issuer: &Party,
    digest: tanba_pki::digest::DigestAlgorithm,
) -> Bytes {
    let request = tanba_pki::ocsp::OcspRequest {
        certificate_id: tanba_pki::ocsp::CertificateId::new(
            certificate,
            &issuer.key.spki(),
            digest,
        )
        .unwrap(),
        nonce: None,
    };
    // OCSPRequest { TBSRequest { SEQUENCE OF { Request { CertID } } } }
    let mut der = request.to_der();
    for _ in 0..4 {
        der = tanba_pki::tlv::Cursor::new(&der)
            .any()
            .unwrap()
            .contents
            .to_vec();
    }
    der
}
