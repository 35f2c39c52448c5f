//! Certificates, lists and responses of our own making, right and wrong alike.
//!
//! Keys are derived from the name of their owner and signatures are deterministic, so that every
//! run sees the same bytes.

mod certificate;
mod crl;
mod der;
mod extension;
mod ocsp;

use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use sha1::{Digest as _, Sha1};
use sha2::Sha256;
use tanba_pki::tlv::{encode, tag};

pub use certificate::CertificateMaker;
pub use crl::CrlMaker;
pub use der::*;
pub use extension::*;
pub use ocsp::*;

const ECDSA_SHA256: &str = "1.2.840.10045.4.3.2";

#[derive(Clone)]
pub struct Key(SigningKey);

impl Key {
    pub fn of(owner: &str) -> Self {
        let mut seed = Sha256::digest(owner.as_bytes());
        seed[0] = 1;
        Self(SigningKey::from_bytes(&seed).unwrap())
    }

    pub fn spki(&self) -> Bytes {
        let algorithm = sequence(&[&oid("1.2.840.10045.2.1"), &oid("1.2.840.10045.3.1.7")]);
        sequence(&[&algorithm, &encode(tag::BIT_STRING, &[&[0], &self.bits()])])
    }

    pub fn bits(&self) -> Bytes {
        self.0
            .verifying_key()
            .to_encoded_point(false)
            .as_bytes()
            .to_vec()
    }

    pub fn identifier(&self) -> Bytes {
        Sha1::digest(self.bits()).to_vec()
    }

    pub fn sign(&self, tbs: &[u8]) -> Bytes {
        let signature: Signature = self.0.sign(tbs);
        signature.to_der().as_bytes().to_vec()
    }
}

pub fn signed(tbs: &[u8], key: &Key, algorithm: &[u8], damaged: bool) -> Bytes {
    let signature = if damaged {
        key.sign(b"something else")
    } else {
        key.sign(tbs)
    };
    sequence(&[
        tbs,
        algorithm,
        &encode(tag::BIT_STRING, &[&[0], &signature]),
    ])
}

/// Somebody with a name and a key.
#[derive(Clone)]
pub struct Party {
    pub name: Bytes,
    pub key: Key,
}

impl Party {
    pub fn new(common_name: &str) -> Self {
        Self {
            name: name(&format!("C=KZ,O=Tests,CN={common_name}")),
            key: Key::of(common_name),
        }
    }

    pub fn named(text: &str) -> Self {
        Self {
            name: name(text),
            key: Key::of(text),
        }
    }

    /// The same name with another key.
    pub fn rekeyed(&self, label: &str) -> Self {
        Self {
            name: self.name.clone(),
            key: Key::of(label),
        }
    }

    pub fn certificate(&self, subject: &Self) -> CertificateMaker {
        let serial = Sha1::digest(
            [
                &self.name[..],
                &self.key.spki(),
                &subject.name,
                &subject.key.spki(),
            ]
            .concat(),
        );
        CertificateMaker {
            version: Some(2),
            serial: [&[0x11], &serial[..7]].concat(),
            issuer: self.name.clone(),
            not_before: "100101083000Z".into(),
            not_after: "301231083000Z".into(),
            subject: subject.name.clone(),
            spki: subject.key.spki(),
            unique: Vec::new(),
            extensions: vec![
                (
                    "2.5.29.35",
                    false,
                    sequence(&[&encode(0x80, &[&self.key.identifier()])]),
                ),
                (
                    "2.5.29.14",
                    false,
                    encode(tag::OCTET_STRING, &[&subject.key.identifier()]),
                ),
                ("2.5.29.32", false, policies(&[P1])),
            ],
            inner_algorithm: ECDSA_SHA256,
            outer_algorithm: ECDSA_SHA256,
            key: self.key.clone(),
            damaged: false,
        }
    }

    /// A certificate of an authority.
    pub fn authority(&self, subject: &Self) -> CertificateMaker {
        self.certificate(subject)
            .with("2.5.29.19", true, &basic(true, None))
            .usage(true, &[5, 6])
    }

    pub fn crl(&self) -> CrlMaker {
        CrlMaker {
            version: Some(1),
            issuer: self.name.clone(),
            this_update: "100101083000Z".into(),
            next_update: Some("301231083000Z".into()),
            entries: Vec::new(),
            extensions: vec![
                (
                    "2.5.29.35",
                    false,
                    sequence(&[&encode(0x80, &[&self.key.identifier()])]),
                ),
                ("2.5.29.20", false, number(1)),
            ],
            outer_algorithm: ECDSA_SHA256,
            key: self.key.clone(),
            damaged: false,
        }
    }
}
