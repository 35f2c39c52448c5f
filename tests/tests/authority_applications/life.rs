//! From an application to a renewal a year later.

use std::process::Command;

use e2e::output;
use serde_json::{Value, json};
use tanba_pki::profile::{KeyPurpose, KeyStorage, Role, key_purpose, key_storage, roles};
use time::Duration;

use crate::{NOW, World, gost, make_uuid, refused, request, rsa_pair};

#[test]
fn a_head_applies_is_approved_reminded_renews_and_revokes() {
    let world = World::start();
    let entity = world.entity(0);
    let mut head = world.applicant(&entity, rsa_pair(), |_| ());
    assert_eq!(world.stage(&head.number), "submitted");
    assert_eq!(world.own(&head, "GET", "certificates").json(), json!([]));
    refused(
        &world.own(&head, "POST", "installed"),
        409,
        "application-stage-wrong",
    );
    let form = world.own(&head, "GET", "form?language=kk");
    assert!(form.status == 200 && form.body.starts_with(b"%PDF-"));

    world.practice.say("operator approve", &[&head.number]);
    world.fetch_certificates(&mut head);
    let installed = world.own(&head, "POST", "installed");
    assert_eq!(installed.json()["stage"], "installed");
    let reached: Vec<Value> = installed.json()["stages"].as_array().unwrap().clone();
    let reached: Vec<&str> = reached
        .iter()
        .map(|one| one["stage"].as_str().unwrap())
        .collect();
    assert_eq!(
        reached,
        ["submitted", "verified", "issuing", "issued", "installed"]
    );
    for (certificate, purpose) in head
        .certificates
        .iter()
        .zip([KeyPurpose::Authentication, KeyPurpose::Signature])
    {
        assert_eq!(key_purpose(certificate).unwrap(), purpose);
        assert_eq!(roles(certificate).unwrap(), [Role::LegalEntity, Role::Head]);
        assert_eq!(key_storage(certificate).unwrap(), Some(KeyStorage::Pkcs12));
        let fields = certificate.subject_fields();
        assert_eq!(fields.bin.as_deref(), entity["bin"].as_str());
        assert_eq!(fields.iin.as_deref(), entity["head_iin"].as_str());
        assert_eq!(fields.organisation.as_deref(), entity["name"].as_str());
        let days = (certificate.not_after_at() - certificate.not_before_at()).whole_days();
        assert_eq!(days, 365);
    }

    // Eleven months later.
    world.set_clock(NOW + Duration::days(336));
    let reminded = |outbox: &[Value]| outbox.iter().any(|one| one["kind"] == "reminder-30");
    let outbox = world.outbox_when(reminded);
    let letters = outbox.iter().filter(|one| one["kind"] == "reminder-30");
    let letters: Vec<&Value> = letters.collect();
    // A pair is one thing to be reminded of, in the language of the application.
    assert_eq!(letters.len(), 1, "{letters:?}");
    assert_eq!(
        (&letters[0]["to"], &letters[0]["language"]),
        (&json!("head@example.kz"), &json!("ru"))
    );

    let session = world.log_in(&head);
    let code = world.code(&session, "renew");
    let (new, key) = (request(&gost()[0]), make_uuid());
    let renewed = world.renew(&session, &head, 1, &new, (&key, &code));
    assert_eq!(renewed.status, 201, "{renewed:?}");
    let renewal = renewed.json();
    assert_eq!(renewal["application"]["stage"], "issued");
    let fresh = crate::certificate(&renewal["certificates"][0]);
    assert_eq!(
        fresh.subject_fields(),
        head.certificates[1].subject_fields()
    );
    // A lost answer: the same again, although the code is used up.
    let again = world.renew(&session, &head, 1, &new, (&key, "000000"));
    assert_eq!(again.json(), renewal);
    refused(
        &world.renew(&session, &head, 1, &request(&gost()[0]), (&key, "000000")),
        422,
        "idempotency-key-reused",
    );
    refused(
        &world.renew(
            &session,
            &head,
            1,
            &request(&gost()[0]),
            (&make_uuid(), &code),
        ),
        403,
        "code-expired",
    );

    // Lists are issued before the revocation, so that it is news for the delta.
    world.practice.fetch("/crl/ca_d_rsa.crl");
    let serial = hex::encode(head.certificates[1].serial_number());
    let order = json!({
        "serial_number": serial, "reason": "superseded", "code": world.code(&session, "revoke"),
    });
    let revoked = world.in_account(&session, "POST", "revocations", &order);
    assert_eq!(revoked.status, 201, "{revoked:?}");
    assert_eq!(revoked.json()["revocation_reason"], "superseded");
    openssl_sees_it_revoked(&world, &head.certificates[1]);
    let delta = world.practice.fetch("/crl/ca_d_rsa.crl");
    let delta = tanba_pki::crl::Crl::from_der(&delta).unwrap();
    let listed = delta.find(head.certificates[1].serial_number()).unwrap();
    assert!(listed.entry.is_some());
    // The pair is renewed: nobody hears of it any more.
    world.set_clock(NOW + Duration::days(360));
    world.settle();
    assert!(world.practice.say("audit", &["--check"]).contains("whole"));
    let kinds = |wanted: &str| {
        let outbox = world.outbox();
        outbox.iter().filter(|one| one["kind"] == *wanted).count()
    };
    assert_eq!((kinds("reminder-30"), kinds("reminder-7")), (1, 0));
}

fn openssl_sees_it_revoked(world: &World, leaf: &tanba_pki::Certificate) {
    let Some(program) = tanba_testkit::tool("openssl") else {
        return;
    };
    let (root, issuer) = world.practice.write_authorities("rsa");
    let leaf = openssl::x509::X509::from_der(leaf.der()).unwrap();
    let leaf = world.practice.write("leaf.pem", leaf.to_pem().unwrap());
    let mut command = Command::new(program);
    command
        .args(["ocsp", "-no_nonce", "-url", &world.practice.url("/ocsp")])
        .arg("-issuer")
        .arg(&issuer)
        .arg("-cert")
        .arg(&leaf)
        .arg("-CAfile")
        .arg(&root)
        // The clock of the authority is ahead of the machine's.
        .arg("-noverify");
    let said = output(&mut command);
    assert!(
        said.contains("revoked") && said.contains("superseded"),
        "{said}"
    );
}
