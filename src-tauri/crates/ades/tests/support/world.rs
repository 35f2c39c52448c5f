//! A small world of trust: an authority, people, and a time-stamping authority.

use std::sync::Arc;

use const_oid::db::rfc5280::ID_KP_TIME_STAMPING;
use tanba_ades::cms::{self, Content, Parameters};
use tanba_ades::parsed::ParsedSignature;
use tanba_ades::report::ValidationReport;
use tanba_ades::validate::{Context, validate};
use tanba_pki::anchor::TrustAnchor;
use tanba_pki::crl::Crl;
use tanba_pki::digest::DigestAlgorithm;
use tanba_pki::path::Evidence;
use tanba_pki::tlv::{encode, tag};
use tanba_pki::{ObjectIdentifier, instant};
use time::{Duration, OffsetDateTime};

use super::certificate::{crl, sequence};
use super::{Key, Signer, Template};

/// `id-ct-TSTInfo`.
const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");

pub struct World {
    pub authority: Signer,
    pub person: Signer,
    pub time_stamping: Signer,
}

/// Serial number of the person's certificate.
pub const PERSON: u8 = 7;
/// Serial number of the certificate of the time-stamping authority.
pub const TIME_STAMPING: u8 = 9;

impl World {
    pub fn new() -> Self {
        Self::with(|_| {})
    }

    /// A world whose person's certificate is changed before it is issued.
    pub fn with(change: impl FnOnce(&mut Template)) -> Self {
        let key = Key::gost512(2);
        let certificate = Template::authority("authority").self_signed(&key);
        let authority = Signer { key, certificate };
        let issue = |template: Template, key: Key| Signer {
            certificate: template.issued_by(&key.public(), &authority),
            key,
        };
        let mut person = Template::leaf("person");
        person.serial_number = PERSON;
        change(&mut person);
        let person = issue(person, Key::gost512(3));
        let mut time_stamping = Template::leaf("time stamping");
        time_stamping.serial_number = TIME_STAMPING;
        time_stamping.purposes = vec![ID_KP_TIME_STAMPING];
        time_stamping.not_after_at += Duration::days(2000);
        let time_stamping = issue(time_stamping, Key::p256());
        Self {
            authority,
            person,
            time_stamping,
        }
    }

    pub fn anchors(&self) -> Vec<TrustAnchor> {
        vec![self.authority.certificate.to_trust_anchor()]
    }

    /// A list issued a day before `at`, good for a week.
    pub fn crl(&self, at: OffsetDateTime, revoked: &[(u8, OffsetDateTime)]) -> Evidence {
        let issued_at = at - Duration::days(1);
        let der = crl(
            &self.authority,
            issued_at,
            issued_at + Duration::days(7),
            revoked,
        );
        Evidence {
            crls: vec![Arc::new(Crl::from_der(&der).unwrap())],
            ..Evidence::default()
        }
    }

    /// The person's signature over `content`, time stamped when asked.
    pub fn sign(
        &self,
        content: &[u8],
        signed_at: OffsetDateTime,
        stamped_at: Option<OffsetDateTime>,
    ) -> Vec<u8> {
        let parameters = Parameters::signed_at(signed_at);
        let person = &self.person;
        let prepared =
            cms::prepare(Content::Bytes(content), &person.certificate, &parameters).unwrap();
        let value = person.key.sign(&prepared.to_be_signed);
        let token = stamped_at.map(|at| self.time_stamp(&value.0, at));
        cms::finish(&prepared, &value, token.as_deref()).unwrap()
    }

    /// A TimeStampToken over `covered`.
    pub fn time_stamp(&self, covered: &[u8], at: OffsetDateTime) -> Vec<u8> {
        use der::Encode;
        let digest = DigestAlgorithm::Sha256;
        let algorithm = digest.identifier().to_der().unwrap();
        let octets = encode(tag::OCTET_STRING, &[&digest.digest(covered)]);
        let info = sequence(&[
            &[2, 1, 1],
            &[6, 3, 0x2a, 3, 4],
            &sequence(&[&algorithm, &octets]),
            &[2, 1, 77],
            &instant::generalized(at),
        ]);
        let parameters = Parameters {
            content_type: TST_INFO,
            ..Parameters::signed_at(at)
        };
        let authority = &self.time_stamping;
        let content = Content::Bytes(&info);
        let prepared = cms::prepare(content, &authority.certificate, &parameters).unwrap();
        let value = authority.key.sign(&prepared.to_be_signed);
        let mut token = Vec::new();
        cms::finish_attached(&prepared, &value, None, &mut info.as_slice(), &mut token).unwrap();
        token
    }

    pub fn validate(
        &self,
        signatures: &[ParsedSignature],
        evidence: &Evidence,
        at: OffsetDateTime,
    ) -> ValidationReport {
        let anchors = self.anchors();
        validate(signatures, &Context::new(&anchors, evidence, at)).unwrap()
    }
}
