//! Certificates, lists and responses of our own making, right and wrong alike.
//!
//! Keys are derived from the name of their owner and signatures are deterministic, so that every
//! run sees the same bytes.

use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use sha1::{Digest as _, Sha1};
use sha2::Sha256;
use std::sync::Arc;
use tanba_pki::crl::Crl;
use tanba_pki::tlv::{encode, tag};
use tanba_pki::{Certificate, ObjectIdentifier};

pub type Bytes = Vec<u8>;

const ECDSA_SHA256: &str = "1.2.840.10045.4.3.2";

pub fn oid(dotted: &str) -> Bytes {
    encode(
        tag::OBJECT_IDENTIFIER,
        &[ObjectIdentifier::new(dotted).unwrap().as_bytes()],
    )
}

pub fn sequence(parts: &[&[u8]]) -> Bytes {
    encode(tag::SEQUENCE, parts)
}

pub fn list(parts: &[Bytes]) -> Bytes {
    encode(tag::SEQUENCE, &[&parts.concat()])
}

pub fn boolean(value: bool) -> Bytes {
    encode(tag::BOOLEAN, &[&[if value { 0xff } else { 0 }]])
}

pub fn integer(contents: &[u8]) -> Bytes {
    encode(tag::INTEGER, &[contents])
}

pub fn number(value: u8) -> Bytes {
    if value < 0x80 {
        integer(&[value])
    } else {
        integer(&[0, value])
    }
}

pub fn time(text: &str) -> Bytes {
    let tag = if text.len() == 13 {
        tag::UTC_TIME
    } else {
        tag::GENERALIZED_TIME
    };
    encode(tag, &[text.as_bytes()])
}

/// Named bits by number.
pub fn bits(set: &[u8]) -> Bytes {
    let mut octets = [0_u8; 2];
    for bit in set {
        octets[usize::from(bit / 8)] |= 0x80 >> (bit % 8);
    }
    let used = set.iter().max().map_or(0, |last| last + 1);
    let count = usize::from(used.div_ceil(8));
    let unused = count as u8 * 8 - used;
    encode(tag::BIT_STRING, &[&[unused], &octets[..count]])
}

/// The contents of `bits`, under another tag.
pub fn retag(tag: u8, der: &[u8]) -> Bytes {
    let mut out = der.to_vec();
    out[0] = tag;
    out
}

pub fn extension(id: &str, critical: bool, value: &[u8]) -> Bytes {
    let critical = if critical { boolean(true) } else { Vec::new() };
    sequence(&[&oid(id), &critical, &encode(tag::OCTET_STRING, &[value])])
}

/// `CN=a,O=b` and the like, the first relative name first; a kind of string may precede a value:
/// `CN=utf8:a`.
pub fn name(text: &str) -> Bytes {
    let relative: Vec<Bytes> = text
        .split(',')
        .filter(|part| !part.is_empty())
        .map(|part| encode(tag::SET, &[&attribute(part)]))
        .collect();
    list(&relative)
}

pub fn attribute(part: &str) -> Bytes {
    let (kind, value) = part.split_once('=').unwrap();
    let id = match kind {
        "CN" => "2.5.4.3",
        "C" => "2.5.4.6",
        "O" => "2.5.4.10",
        "OU" => "2.5.4.11",
        "E" => "1.2.840.113549.1.9.1",
        other => panic!("{other}"),
    };
    let (string, value) = match value.split_once(':') {
        Some(("utf8", rest)) => (0x0c, rest),
        Some(("ia5", rest)) => (0x16, rest),
        Some(("t61", rest)) => (0x14, rest),
        _ if kind == "E" => (0x16, value),
        _ => (0x13, value),
    };
    sequence(&[&oid(id), &encode(string, &[value.as_bytes()])])
}

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

pub fn basic(ca: bool, path_length: Option<u8>) -> Bytes {
    let ca = if ca { boolean(true) } else { Vec::new() };
    sequence(&[&ca, &path_length.map(number).unwrap_or_default()])
}

pub const P1: &str = "2.16.840.1.101.3.2.1.48.1";
pub const P2: &str = "2.16.840.1.101.3.2.1.48.2";
pub const P3: &str = "2.16.840.1.101.3.2.1.48.3";
pub const ANY: &str = "2.5.29.32.0";

pub fn policies(names: &[&str]) -> Bytes {
    list(
        &names
            .iter()
            .map(|name| sequence(&[&oid(name)]))
            .collect::<Vec<_>>(),
    )
}

pub fn mappings(pairs: &[(&str, &str)]) -> Bytes {
    list(
        &pairs
            .iter()
            .map(|(from, to)| sequence(&[&oid(from), &oid(to)]))
            .collect::<Vec<_>>(),
    )
}

/// policyConstraints
pub fn policy_constraints(explicit: Option<u8>, mapping: Option<u8>) -> Bytes {
    let part = |tag, value: Option<u8>| {
        value
            .map(|skip| encode(tag, &[&[skip]]))
            .unwrap_or_default()
    };
    sequence(&[&part(0x80, explicit), &part(0x81, mapping)])
}

#[derive(Clone)]
pub struct CertificateMaker {
    pub version: Option<u8>,
    pub serial: Bytes,
    pub issuer: Bytes,
    pub not_before: String,
    pub not_after: String,
    pub subject: Bytes,
    pub spki: Bytes,
    pub unique: Bytes,
    pub extensions: Vec<(&'static str, bool, Bytes)>,
    pub inner_algorithm: &'static str,
    pub outer_algorithm: &'static str,
    pub key: Key,
    pub damaged: bool,
}

impl CertificateMaker {
    /// Sets or replaces an extension.
    pub fn with(mut self, id: &'static str, critical: bool, value: &[u8]) -> Self {
        self = self.without(id);
        self.extensions.push((id, critical, value.to_vec()));
        self
    }

    pub fn twice(mut self, id: &'static str) -> Self {
        let found = self
            .extensions
            .iter()
            .find(|found| found.0 == id)
            .unwrap()
            .clone();
        self.extensions.push(found);
        self
    }

    pub fn without(mut self, id: &str) -> Self {
        self.extensions.retain(|found| found.0 != id);
        self
    }

    pub fn usage(self, critical: bool, set: &[u8]) -> Self {
        self.with("2.5.29.15", critical, &bits(set))
    }

    pub fn policies(self, names: &[&str]) -> Self {
        if names.is_empty() {
            self.without("2.5.29.32")
        } else {
            self.with("2.5.29.32", false, &policies(names))
        }
    }

    pub fn length(self, path_length: u8) -> Self {
        self.with("2.5.29.19", true, &basic(true, Some(path_length)))
    }

    pub fn serial(mut self, contents: &[u8]) -> Self {
        self.serial = contents.to_vec();
        self
    }

    pub fn valid(mut self, from: &str, to: &str) -> Self {
        self.not_before = from.into();
        self.not_after = to.into();
        self
    }

    pub fn issuer(mut self, text: &str) -> Self {
        self.issuer = name(text);
        self
    }

    pub fn damaged(mut self) -> Self {
        self.damaged = true;
        self
    }

    pub fn der(&self) -> Bytes {
        let version = self
            .version
            .map(|version| encode(0xa0, &[&number(version)]))
            .unwrap_or_default();
        let extensions: Vec<Bytes> = self
            .extensions
            .iter()
            .map(|(id, critical, value)| extension(id, *critical, value))
            .collect();
        let extensions = if extensions.is_empty() {
            Vec::new()
        } else {
            encode(0xa3, &[&list(&extensions)])
        };
        let tbs = sequence(&[
            &version,
            &integer(&self.serial),
            &sequence(&[&oid(self.inner_algorithm)]),
            &self.issuer,
            &sequence(&[&time(&self.not_before), &time(&self.not_after)]),
            &self.subject,
            &self.spki,
            &self.unique,
            &extensions,
        ]);
        signed(
            &tbs,
            &self.key,
            &sequence(&[&oid(self.outer_algorithm)]),
            self.damaged,
        )
    }

    pub fn make(&self) -> Certificate {
        Certificate::from_der(&self.der()).unwrap()
    }
}

#[derive(Clone)]
pub struct CrlMaker {
    pub version: Option<u8>,
    pub issuer: Bytes,
    pub this_update: String,
    pub next_update: Option<String>,
    pub entries: Vec<Bytes>,
    pub extensions: Vec<(&'static str, bool, Bytes)>,
    pub outer_algorithm: &'static str,
    pub key: Key,
    pub damaged: bool,
}

pub fn reason(number: u8) -> Bytes {
    extension("2.5.29.21", false, &encode(tag::ENUMERATED, &[&[number]]))
}

impl CrlMaker {
    pub fn revoke(self, certificate: &Certificate) -> Self {
        self.entry(certificate.serial_number(), "150101083000Z", &[])
    }

    pub fn revoke_for(self, certificate: &Certificate, number: u8) -> Self {
        self.entry(
            certificate.serial_number(),
            "150101083000Z",
            &[reason(number)],
        )
    }

    pub fn entry(mut self, serial: &[u8], at: &str, extensions: &[Bytes]) -> Self {
        let extensions = if extensions.is_empty() {
            Vec::new()
        } else {
            list(extensions)
        };
        self.entries
            .push(sequence(&[&integer(serial), &time(at), &extensions]));
        self
    }

    pub fn with(mut self, id: &'static str, critical: bool, value: &[u8]) -> Self {
        self.extensions.retain(|found| found.0 != id);
        self.extensions.push((id, critical, value.to_vec()));
        self
    }

    pub fn number(self, value: u8) -> Self {
        self.with("2.5.29.20", false, &number(value))
    }

    pub fn delta(self, base: u8) -> Self {
        self.with("2.5.29.27", true, &number(base))
    }

    pub fn scope(self, scope: &[u8]) -> Self {
        self.with("2.5.29.28", true, scope)
    }

    pub fn from(mut self, this_update: &str) -> Self {
        self.this_update = this_update.into();
        self
    }

    pub fn until(mut self, next_update: &str) -> Self {
        self.next_update = Some(next_update.into());
        self
    }

    pub fn issuer(mut self, text: &str) -> Self {
        self.issuer = name(text);
        self
    }

    pub fn damaged(mut self) -> Self {
        self.damaged = true;
        self
    }

    pub fn der(&self) -> Bytes {
        let extensions: Vec<Bytes> = self
            .extensions
            .iter()
            .map(|(id, critical, value)| extension(id, *critical, value))
            .collect();
        let extensions = if extensions.is_empty() {
            Vec::new()
        } else {
            encode(0xa0, &[&list(&extensions)])
        };
        let entries = if self.entries.is_empty() {
            Vec::new()
        } else {
            list(&self.entries)
        };
        let tbs = sequence(&[
            &self.version.map(number).unwrap_or_default(),
            &sequence(&[&oid(ECDSA_SHA256)]),
            &self.issuer,
            &time(&self.this_update),
            &self.next_update.as_deref().map(time).unwrap_or_default(),
            &entries,
            &extensions,
        ]);
        signed(
            &tbs,
            &self.key,
            &sequence(&[&oid(self.outer_algorithm)]),
            self.damaged,
        )
    }

    pub fn make(&self) -> Arc<Crl> {
        Arc::new(Crl::from_der(&self.der()).unwrap())
    }
}

/// General names.
pub fn directory(name: &[u8]) -> Bytes {
    encode(0xa4, &[name])
}

pub fn uri(text: &str) -> Bytes {
    encode(0x86, &[text.as_bytes()])
}

pub fn dns(text: &str) -> Bytes {
    encode(0x82, &[text.as_bytes()])
}

pub fn mailbox(text: &str) -> Bytes {
    encode(0x81, &[text.as_bytes()])
}

pub fn ip(octets: &[u8]) -> Bytes {
    encode(0x87, &[octets])
}

/// nameConstraints
pub fn constraints(permitted: &[Bytes], excluded: &[Bytes]) -> Bytes {
    let subtrees = |tag, bases: &[Bytes]| {
        let subtrees: Vec<Bytes> = bases.iter().map(|base| sequence(&[base])).collect();
        if subtrees.is_empty() {
            Vec::new()
        } else {
            encode(tag, &[&subtrees.concat()])
        }
    };
    sequence(&[&subtrees(0xa0, permitted), &subtrees(0xa1, excluded)])
}

/// A distribution point or issuing distribution point name, in full.
pub fn full_name(names: &[Bytes]) -> Bytes {
    encode(0xa0, &[&encode(0xa0, &[&names.concat()])])
}

/// The same, relative to the issuer of the list.
pub fn relative_name(attribute: &[u8]) -> Bytes {
    encode(0xa0, &[&encode(0xa1, &[attribute])])
}

/// One distribution point of a certificate.
pub fn point(name: &[u8], reasons: Option<&[u8]>, issuer: Option<&Bytes>) -> Bytes {
    let reasons = reasons
        .map(|set| retag(0x81, &bits(set)))
        .unwrap_or_default();
    let issuer = issuer
        .map(|name| encode(0xa2, &[&directory(name)]))
        .unwrap_or_default();
    sequence(&[name, &reasons, &issuer])
}

/// issuerUniqueID and subjectUniqueID, by their tags.
pub fn encode_unique(tags: &[u8]) -> Bytes {
    tags.iter()
        .flat_map(|tag| encode(*tag, &[&[0, 1, 2, 3]]))
        .collect()
}

/// A VisibleString.
pub fn encode_text(text: &str) -> Bytes {
    encode(0x1a, &[text.as_bytes()])
}

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
