//! Legal entities apply to the real program `tanba-authority`, renew and revoke in the personal account, and
//! are written to.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::fs;
use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use e2e::{HttpAnswer, Practice};
use rand_core::{OsRng, RngCore as _};
use serde_json::{Value, json};
use tanba_ades::cms::{Content, Parameters, finish_attached, prepare};
use tanba_keystore::Signer as _;
use tanba_keystore::software::{KeyAlgorithm, SoftwareKey, generate};
use tanba_pki::Certificate;
use tanba_pki::builder::{Leaf, LeafUrls};
use tanba_pki::name::Subject;
use tanba_pki::profile::{KeyPurpose, KeyStorage};
use tanba_protocol::authority::leading_zero_bits;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use time::macros::datetime;

mod account;
mod applying;
mod calendar;
mod command_line;
mod endurance;
mod fuzzed;
mod letters;
mod life;
mod lints;
mod mail_server;
mod roles;
mod sms;

/// When every test begins.
const NOW: OffsetDateTime = datetime!(2026-11-20 12:00 UTC);

/// An authority whose clock the test sets.
struct World {
    practice: Practice,
}

/// Somebody who applied.
struct Applicant {
    /// Idempotency key.
    key: String,
    number: String,
    keys: Vec<SoftwareKey>,
    certificates: Vec<Certificate>,
}

/// Somebody who logged in.
struct Session(String);

impl World {
    fn start() -> Self {
        Self::start_with(&[])
    }

    fn start_with(arguments: &[&str]) -> Self {
        let mut world = Self {
            practice: Practice::new(),
        };
        world.set_clock(NOW);
        world.serve(arguments);
        world
    }

    /// With these variables in its environment.
    fn start_in(environment: &[(&str, PathBuf)], arguments: &[&str]) -> Self {
        let mut world = Self {
            practice: Practice::new(),
        };
        world.set_clock(NOW);
        let clock = world.practice.file("clock");
        let all = [&["--clock", clock.to_str().unwrap()], arguments].concat();
        let mut command = world.practice.serve_command(&all);
        let environment = environment.iter().map(|(name, value)| (name, value));
        world.practice.serve_by(command.envs(environment));
        world
    }

    fn serve(&mut self, arguments: &[&str]) {
        let clock = self.practice.file("clock");
        let mut all = vec!["--clock", clock.to_str().unwrap()];
        all.extend(arguments);
        self.practice.serve(&all);
    }

    fn set_clock(&self, at: OffsetDateTime) {
        let new = self
            .practice
            .write("clock.new", at.format(&Rfc3339).unwrap());
        fs::rename(new, self.practice.file("clock")).unwrap();
    }

    fn call(&self, method: &str, path: &str, headers: &[&str], body: &Value) -> HttpAnswer {
        let mut headers = headers.to_vec();
        let body = match body {
            Value::Null => Vec::new(),
            body => {
                headers.push("Content-Type: application/json");
                body.to_string().into_bytes()
            }
        };
        self.practice.http(method, path, &headers, &body)
    }

    fn get(&self, path: &str) -> HttpAnswer {
        self.call("GET", path, &[], &Value::Null)
    }

    /// A header with work done.
    fn proof(&self) -> String {
        let task = self
            .call("POST", "/proof-of-work", &[], &Value::Null)
            .json();
        let challenge = task["challenge"].as_str().unwrap();
        let bits = u32::try_from(task["bits"].as_u64().unwrap()).unwrap();
        let nonce = (0_u64..).map(|nonce| nonce.to_string()).find(|nonce| {
            let digest = openssl::sha::sha256(format!("{challenge}{nonce}").as_bytes());
            leading_zero_bits(&digest) >= bits
        });
        format!("Proof-Of-Work: {challenge}.{}", nonce.unwrap())
    }

    fn registry(&self, kind: &str) -> Vec<Value> {
        let listed = self
            .practice
            .say(&format!("registry list {kind}"), &["--json"]);
        serde_json::from_str(&listed).unwrap()
    }

    /// A legal entity of the seeded registry.
    fn entity(&self, place: usize) -> Value {
        self.registry("legal-entities")[place].clone()
    }

    /// An order for the head of a legal entity.
    fn order(&self, entity: &Value, requests: &[Vec<u8>]) -> Value {
        let requests: Vec<String> = requests.iter().map(|der| STANDARD.encode(der)).collect();
        json!({
            "bin": entity["bin"],
            "template": "head",
            "agreement_version": self.get("/agreement").json()["version"],
            "email": "head@example.kz",
            "language": "ru",
            "region": "310000000",
            "city": "311010000",
            "storage": "pkcs12",
            "requests": requests,
        })
    }

    fn apply(&self, key: &str, order: &Value) -> HttpAnswer {
        let key = format!("Idempotency-Key: {key}");
        self.call("POST", "/applications", &[&key, &self.proof()], order)
    }

    /// Applies with these keys; `change` has the last word on the order.
    fn applicant(
        &self,
        entity: &Value,
        keys: Vec<SoftwareKey>,
        change: impl FnOnce(&mut Value),
    ) -> Applicant {
        let requests: Vec<Vec<u8>> = keys.iter().map(request).collect();
        let mut order = self.order(entity, &requests);
        change(&mut order);
        let key = make_uuid();
        let answer = self.apply(&key, &order);
        assert_eq!(answer.status, 201, "{answer:?}");
        Applicant {
            number: answer.json()["number"].as_str().unwrap().to_owned(),
            key,
            keys,
            certificates: Vec::new(),
        }
    }

    /// As the head of a seeded legal entity, approved and with certificates.
    fn head(&self, entity: &Value, keys: Vec<SoftwareKey>) -> Applicant {
        let mut head = self.applicant(entity, keys, |_| ());
        self.practice.say("operator approve", &[&head.number]);
        self.fetch_certificates(&mut head);
        head
    }

    fn own(&self, applicant: &Applicant, method: &str, what: &str) -> HttpAnswer {
        let key = format!("Idempotency-Key: {}", applicant.key);
        let path = format!("/applications/{}/{what}", applicant.number);
        self.call(method, &path, &[&key], &Value::Null)
    }

    fn stage(&self, number: &str) -> String {
        let view = self.get(&format!("/applications/{number}")).json();
        view["stage"].as_str().unwrap().to_owned()
    }

    fn fetch_certificates(&self, applicant: &mut Applicant) {
        assert_eq!(self.stage(&applicant.number), "issued");
        let issued = self.own(applicant, "GET", "certificates").json();
        applicant.certificates = issued.as_array().unwrap().iter().map(certificate).collect();
        assert_eq!(applicant.certificates.len(), applicant.keys.len());
        for (key, certificate) in applicant.keys.iter().zip(&applicant.certificates) {
            assert_eq!(certificate.key_identifier(), *key.key_identifier());
        }
    }

    /// Signs a challenge with this key.
    fn log_in_by(&self, key: &SoftwareKey, certificate: &Certificate) -> HttpAnswer {
        let challenge = self
            .call("POST", "/account/challenges", &[], &Value::Null)
            .json();
        let challenge = challenge["challenge"].as_str().unwrap();
        let signature = STANDARD.encode(sign(key, certificate, challenge.as_bytes()));
        self.call(
            "POST",
            "/account/sessions",
            &[],
            &json!({ "signature": signature }),
        )
    }

    fn log_in(&self, who: &Applicant) -> Session {
        let answer = self.log_in_by(&who.keys[0], &who.certificates[0]);
        assert_eq!(answer.status, 201, "{answer:?}");
        let token = answer.json()["token"].as_str().unwrap().to_owned();
        Session(format!("Authorization: Bearer {token}"))
    }

    fn in_account(&self, session: &Session, method: &str, what: &str, body: &Value) -> HttpAnswer {
        self.call(method, &format!("/account/{what}"), &[&session.0], body)
    }

    /// The head signs an application of the staff, which then has its certificates.
    fn let_through(&self, head: &Applicant, mut staff: Applicant) -> Applicant {
        let session = self.log_in(head);
        let all = self.in_account(&session, "GET", "applications", &Value::Null);
        let all = all.json();
        let mut waiting = all.as_array().unwrap().iter();
        let its = waiting.find(|one| one["application"]["number"] == *staff.number);
        let text = its.unwrap()["to_sign"].as_str().unwrap();
        let signature = sign(&head.keys[0], &head.certificates[0], text.as_bytes());
        let order = json!({ "decision": "sign", "signature": STANDARD.encode(signature) });
        let what = format!("applications/{}/decision", staff.number);
        let decided = self.in_account(&session, "POST", &what, &order);
        assert_eq!(decided.status, 200, "{decided:?}");
        self.fetch_certificates(&mut staff);
        staff
    }

    /// Orders a code and reads it in the outbox.
    fn code(&self, session: &Session, purpose: &str) -> String {
        let order = json!({ "purpose": purpose });
        let answer = self.in_account(session, "POST", "codes", &order);
        assert_eq!(answer.status, 201, "{answer:?}");
        let kind = format!("code-{purpose}");
        let outbox = self.outbox();
        let sent = outbox
            .iter()
            .rfind(|message| message["kind"] == *kind)
            .unwrap();
        sent["code"].as_str().unwrap().to_owned()
    }

    fn outbox(&self) -> Vec<Value> {
        serde_json::from_str(&self.practice.say("outbox", &["--json"])).unwrap()
    }

    /// The outbox, once it is as wished.
    fn outbox_when(&self, wished: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        for _ in 0..1000 {
            let outbox = self.outbox();
            if wished(&outbox) {
                return outbox;
            }
        }
        panic!("the outbox stays as it is: {:?}", self.outbox());
    }

    /// Waits until the authority has looked after everything that was due: what is written now is sent last.
    fn settle(&self) {
        let number = self.applicant(&self.entity(7), gost(), |_| ()).number;
        let sent = |outbox: &[Value]| {
            outbox.iter().any(|one| {
                one["text"].as_str().unwrap().contains(&number) && one["state"] == "sent"
            })
        };
        self.outbox_when(sent);
    }

    /// Renews with the request for a new key, by the key at `place` of the old ones.
    fn renew(
        &self,
        session: &Session,
        old: &Applicant,
        place: usize,
        request: &[u8],
        (key, code): (&str, &str),
    ) -> HttpAnswer {
        let signature = sign(&old.keys[place], &old.certificates[place], request);
        let order = json!({
            "requests": [STANDARD.encode(request)],
            "storage": "pkcs12",
            "code": code,
            "signature": STANDARD.encode(signature),
        });
        let key = format!("Idempotency-Key: {key}");
        self.call("POST", "/account/renewals", &[&session.0, &key], &order)
    }
}

fn gost() -> Vec<SoftwareKey> {
    vec![generate(KeyAlgorithm::Gost512, &mut OsRng).unwrap()]
}

fn rsa_pair() -> Vec<SoftwareKey> {
    let make = || generate(KeyAlgorithm::Rsa(2048), &mut OsRng).unwrap();
    vec![make(), make()]
}

/// A request in DER whose claims nobody believes.
fn request(key: &SoftwareKey) -> Vec<u8> {
    let leaf = Leaf {
        subject: Subject {
            common_name: Some("ПРЕЗИДЕНТ".into()),
            ..Subject::default()
        },
        purpose: KeyPurpose::Signature,
        roles: Vec::new(),
        storage: KeyStorage::Cloud,
        urls: LeafUrls::default(),
    };
    key.request(&leaf).unwrap().der().to_vec()
}

/// CMS in DER with the content inside.
fn sign(key: &SoftwareKey, certificate: &Certificate, content: &[u8]) -> Vec<u8> {
    let parameters = Parameters::signed_at(NOW);
    let prepared = prepare(Content::Bytes(content), certificate, &parameters).unwrap();
    let value = key.sign(&prepared.to_be_signed).unwrap();
    let mut out = Vec::new();
    finish_attached(&prepared, &value, None, &mut &*content, &mut out).unwrap();
    out
}

/// The certificate of an IssuedCertificate.
fn certificate(issued: &Value) -> Certificate {
    let der = STANDARD.decode(issued["certificate"].as_str().unwrap());
    Certificate::from_der(&der.unwrap()).unwrap()
}

fn make_uuid() -> String {
    let mut bytes = [0; 16];
    OsRng.fill_bytes(&mut bytes);
    let hex = hex::encode(bytes);
    let parts = [
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..],
    ];
    parts.join("-")
}

/// That a call was refused with this code.
#[track_caller]
fn refused(answer: &HttpAnswer, status: u16, code: &str) {
    assert_eq!(
        (answer.status, &*answer.problem()),
        (status, code),
        "{answer:?}"
    );
}
