use der::Encode;
use tanba_pki::signing::ToBeSigned;
use tanba_pki::tlv::{encode, tag};
use tanba_pki::{Certificate, ObjectIdentifier, PublicKey, instant};
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use super::Key;

/// digitalSignature and nonRepudiation.
pub const SIGNING: u8 = 0xc0;
/// keyCertSign and cRLSign.
pub const AUTHORITY: u8 = 0x06;

/// What goes into a certificate.
#[derive(Clone)]
pub struct Template {
    pub common_name: String,
    pub serial_number: u8,
    pub not_before_at: OffsetDateTime,
    pub not_after_at: OffsetDateTime,
    pub is_authority: bool,
    pub key_usage: Option<u8>,
    /// Extended key usages; critical, as a TSA needs it.
    pub purposes: Vec<ObjectIdentifier>,
}

impl Template {
    pub fn leaf(common_name: &str) -> Self {
        Self {
            common_name: common_name.into(),
            serial_number: 7,
            not_before_at: datetime!(2026-01-01 0:00 UTC),
            not_after_at: datetime!(2027-01-01 0:00 UTC),
            is_authority: false,
            key_usage: Some(SIGNING),
            purposes: Vec::new(),
        }
    }

    pub fn authority(common_name: &str) -> Self {
        let leaf = Self::leaf(common_name);
        Self {
            serial_number: 1,
            not_before_at: leaf.not_before_at - Duration::days(3000),
            not_after_at: leaf.not_after_at + Duration::days(3000),
            is_authority: true,
            key_usage: Some(AUTHORITY),
            ..leaf
        }
    }

    pub fn self_signed(&self, key: &Key) -> Certificate {
        self.issue(&key.public(), &name(&self.common_name), key)
    }

    pub fn issued_by(&self, subject: &PublicKey, issuer: &super::Signer) -> Certificate {
        self.issue(subject, issuer.certificate.subject_der(), &issuer.key)
    }

    fn issue(&self, subject: &PublicKey, issuer_name: &[u8], issuer: &Key) -> Certificate {
        let validity = [
            instant::utc_or_generalized(self.not_before_at),
            instant::utc_or_generalized(self.not_after_at),
        ];
        let body = sequence(&[
            &encode(0xa0, &[&[2, 1, 2]]),
            &encode(tag::INTEGER, &[&[self.serial_number]]),
            &identifier(issuer),
            issuer_name,
            &sequence(&[&validity[0], &validity[1]]),
            &name(&self.common_name),
            &subject.to_spki_der().unwrap(),
            &encode(0xa3, &[&self.extensions(subject)]),
        ]);
        Certificate::from_der(&signed(body, issuer)).unwrap()
    }

    fn extensions(&self, subject: &PublicKey) -> Vec<u8> {
        let spki = subject.to_spki_der().unwrap();
        let identifier = tanba_pki::digest::DigestAlgorithm::Sha1.digest(&spki);
        let mut all = vec![extension(
            "2.5.29.14",
            false,
            &encode(tag::OCTET_STRING, &[&identifier]),
        )];
        let constraints: &[u8] = match self.is_authority {
            true => &[0x30, 3, 1, 1, 0xff],
            false => &[0x30, 0],
        };
        all.push(extension("2.5.29.19", true, constraints));
        if let Some(bits) = self.key_usage {
            let unused = u8::try_from(bits.trailing_zeros()).unwrap();
            all.push(extension("2.5.29.15", true, &[3, 2, unused, bits]));
        }
        if !self.purposes.is_empty() {
            let oids: Vec<_> = self
                .purposes
                .iter()
                .map(|oid| oid.to_der().unwrap())
                .collect();
            let oids: Vec<_> = oids.iter().map(Vec::as_slice).collect();
            all.push(extension("2.5.29.37", true, &sequence(&oids)));
        }
        let all: Vec<_> = all.iter().map(Vec::as_slice).collect();
        sequence(&all)
    }
}

/// A CRL of `issuer` that revokes the given serial numbers at those times for key compromise.
pub fn crl(
    issuer: &super::Signer,
    this_update_at: OffsetDateTime,
    next_update_at: OffsetDateTime,
    revoked: &[(u8, OffsetDateTime)],
) -> Vec<u8> {
    let reason = extension("2.5.29.21", false, &[tag::ENUMERATED, 1, 1]);
    let entries: Vec<_> = revoked
        .iter()
        .map(|(serial, at)| {
            sequence(&[
                &encode(tag::INTEGER, &[&[*serial]]),
                &instant::utc_or_generalized(*at),
                &sequence(&[&reason]),
            ])
        })
        .collect();
    let entries: Vec<_> = entries.iter().map(Vec::as_slice).collect();
    let entries = match entries.is_empty() {
        true => Vec::new(),
        false => sequence(&entries),
    };
    let number = extension("2.5.29.20", false, &[tag::INTEGER, 1, 1]);
    let authority = encode(
        0x80,
        &[issuer.certificate.subject_key_identifier().unwrap()],
    );
    let authority = extension("2.5.29.35", false, &sequence(&[&authority]));
    let body = sequence(&[
        &[2, 1, 1],
        &identifier(&issuer.key),
        issuer.certificate.subject_der(),
        &instant::utc_or_generalized(this_update_at),
        &instant::utc_or_generalized(next_update_at),
        &entries,
        &encode(0xa0, &[&sequence(&[&authority, &number])]),
    ]);
    signed(body, &issuer.key)
}

pub fn name(common_name: &str) -> Vec<u8> {
    let value = encode(tag::UTF8_STRING, &[common_name.as_bytes()]);
    let attribute = sequence(&[&[6, 3, 0x55, 4, 3], &value]);
    sequence(&[&encode(tag::SET, &[&attribute])])
}

fn extension(oid: &str, is_critical: bool, value: &[u8]) -> Vec<u8> {
    let oid = ObjectIdentifier::new(oid).unwrap().to_der().unwrap();
    let critical: &[u8] = if is_critical { &[1, 1, 0xff] } else { &[] };
    sequence(&[&oid, critical, &encode(tag::OCTET_STRING, &[value])])
}

fn identifier(key: &Key) -> Vec<u8> {
    let algorithm = key.public().default_signature_algorithm();
    algorithm.identifier().unwrap().to_der().unwrap()
}

fn signed(body: Vec<u8>, key: &Key) -> Vec<u8> {
    let what = ToBeSigned {
        algorithm: key.public().default_signature_algorithm(),
        message: body,
    };
    let value = key.sign(&what).0;
    let bits = encode(tag::BIT_STRING, &[&[0], &value]);
    sequence(&[&what.message, &identifier(key), &bits])
}

pub fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    encode(tag::SEQUENCE, parts)
}
