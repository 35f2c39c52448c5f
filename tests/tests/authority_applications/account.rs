//! The personal account, and what it keeps others from.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use time::Duration;

use crate::{Applicant, NOW, World, gost, make_uuid, refused, request, rsa_pair, sign};

#[test]
fn only_a_challenge_of_ours_signed_by_the_right_key_logs_in() {
    let world = World::start();
    let pair = world.head(&world.entity(0), rsa_pair());
    // The signature key of a pair is not for logging in.
    refused(
        &world.log_in_by(&pair.keys[1], &pair.certificates[1]),
        403,
        "certificate-unsuitable",
    );
    world.log_in(&pair);

    let head = world.head(&world.entity(1), gost());
    let (key, certificate) = (&head.keys[0], &head.certificates[0]);
    let send = |signature: &[u8]| {
        let order = json!({ "signature": STANDARD.encode(signature) });
        world.call("POST", "/account/sessions", &[], &order)
    };
    let challenge = || {
        let made = world
            .call("POST", "/account/challenges", &[], &Value::Null)
            .json();
        made["challenge"].as_str().unwrap().to_owned()
    };
    let text = challenge();
    assert!(
        text.contains(&format!("origin: {}\n", world.practice.url(""))),
        "{text}"
    );
    let good = sign(key, certificate, text.as_bytes());
    assert_eq!(send(&good).status, 201);
    refused(&send(&good), 403, "challenge-refused");
    refused(&send(b"?"), 403, "signature-invalid");
    for other in [
        text.replace("origin: http://127.0.0.1", "origin: http://evil.example"),
        format!("{}x", challenge()),
        "nonce: 1".to_owned(),
    ] {
        let signature = sign(key, certificate, other.as_bytes());
        refused(&send(&signature), 403, "challenge-refused");
    }
    let mut broken = sign(key, certificate, challenge().as_bytes());
    let last = broken.len() - 1;
    broken[last] ^= 1;
    refused(&send(&broken), 403, "signature-invalid");
    let late = sign(key, certificate, challenge().as_bytes());
    world.set_clock(NOW + Duration::minutes(6));
    refused(&send(&late), 403, "challenge-refused");

    let certificates =
        |header: &[&str]| world.call("GET", "/account/certificates", header, &Value::Null);
    refused(&certificates(&[]), 401, "session-missing");
    refused(
        &certificates(&["Authorization: Bearer made-up"]),
        401,
        "session-expired",
    );
    let session = world.log_in(&head);
    let seen = certificates(&[&session.0]).json();
    assert_eq!(seen.as_array().unwrap().len(), 1);
    // A revoked key ends its session at once and opens no other.
    world
        .practice
        .say("revoke", &[&hex::encode(certificate.serial_number())]);
    refused(&certificates(&[&session.0]), 401, "session-expired");
    refused(
        &world.log_in_by(key, certificate),
        403,
        "certificate-unsuitable",
    );
    // And half an hour ends any.
    let session = world.log_in(&pair);
    world.set_clock(NOW + Duration::minutes(40));
    refused(&certificates(&[&session.0]), 401, "session-expired");
}

#[test]
fn a_code_has_five_tries_and_ten_minutes() {
    let world = World::start();
    let head = world.head(&world.entity(0), gost());
    let session = world.log_in(&head);
    let renew = |code: &str| {
        let new = request(&gost()[0]);
        world.renew(&session, &head, 0, &new, (&make_uuid(), code))
    };
    refused(&renew("123456"), 403, "code-expired");
    let code = world.code(&session, "renew");
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        refused(&renew(wrong), 403, "code-wrong");
    }
    refused(&renew(&code), 403, "code-expired");
    // A code for something else does not count, nor one that a newer one took the place of.
    let other = world.code(&session, "revoke");
    refused(&renew(&other), 403, "code-expired");
    let old = world.code(&session, "renew");
    let newest = world.code(&session, "renew");
    if old != newest {
        refused(&renew(&old), 403, "code-wrong");
    }
    world.set_clock(NOW + Duration::minutes(10));
    refused(&renew(&newest), 403, "code-expired");
    // Four were sent within the hour.
    let last = world.code(&session, "renew");
    let order = json!({ "purpose": "renew" });
    let sixth = world.in_account(&session, "POST", "codes", &order);
    refused(&sixth, 429, "rate-limited");
    assert_eq!(renew(&last).status, 201);
}

fn employee(world: &World, entity: &Value) -> Applicant {
    let people = world.registry("individuals");
    let other = people
        .iter()
        .find(|one| one["iin"] != entity["head_iin"])
        .unwrap();
    world.applicant(entity, gost(), |order| {
        order["template"] = json!("right-to-sign");
        order["iin"] = other["iin"].clone();
        order["storage"] = json!("kaztoken");
    })
}

#[test]
fn the_staff_waits_for_the_head() {
    let world = World::start();
    let entity = world.entity(0);
    let head = world.head(&entity, gost());
    let stranger = world.head(&world.entity(1), gost());
    let mut staff = employee(&world, &entity);
    assert_eq!(world.stage(&staff.number), "awaiting-head");
    let early = world.practice.run("operator approve", &[&staff.number]);
    assert!(!early.status.success());

    let (session, foreign) = (world.log_in(&head), world.log_in(&stranger));
    let decide = |session, signature: Option<Vec<u8>>| {
        let what = format!("applications/{}/decision", staff.number);
        let signature = signature.map(|der| STANDARD.encode(der));
        let order = json!({ "decision": "sign", "signature": signature });
        world.in_account(session, "POST", &what, &order)
    };
    let waiting = world
        .in_account(&session, "GET", "applications", &Value::Null)
        .json();
    let waiting = waiting
        .as_array()
        .unwrap()
        .iter()
        .find(|one| !one["to_sign"].is_null());
    let text = waiting.unwrap()["to_sign"].as_str().unwrap().to_owned();
    assert!(text.contains(&staff.number));
    let by = |who: &Applicant, text: &str| {
        Some(sign(&who.keys[0], &who.certificates[0], text.as_bytes()))
    };
    let seen = world
        .in_account(&foreign, "GET", "applications", &Value::Null)
        .json();
    assert!(
        seen.as_array()
            .unwrap()
            .iter()
            .all(|one| one["to_sign"].is_null())
    );
    refused(
        &decide(&foreign, by(&stranger, &text)),
        404,
        "application-unknown",
    );
    refused(&decide(&session, None), 403, "signature-invalid");
    refused(
        &decide(&session, by(&stranger, &text)),
        403,
        "head-required",
    );
    refused(
        &decide(&session, by(&head, "anything")),
        403,
        "signature-invalid",
    );
    let signed = decide(&session, by(&head, &text));
    assert_eq!(signed.json()["stage"], "issued", "{signed:?}");
    world.fetch_certificates(&mut staff);
    let days = staff.certificates[0].not_after_at() - staff.certificates[0].not_before_at();
    assert_eq!(days.whole_days(), 3 * 365);

    // The employee decides nothing; the head sees and revokes the employee's key.
    let other = employee(&world, &entity);
    let employees = world.log_in(&staff);
    let what = format!("applications/{}/decision", other.number);
    let order = json!({ "decision": "refuse", "reason": "Не наш сотрудник" });
    refused(
        &world.in_account(&employees, "POST", &what, &order),
        403,
        "head-required",
    );
    let refusal = world.in_account(&session, "POST", &what, &order).json();
    assert_eq!(refusal["stage"], "refused");
    assert_eq!(refusal["reason"]["ru"], "Не наш сотрудник");
    let serial = hex::encode(staff.certificates[0].serial_number());
    let own = hex::encode(head.certificates[0].serial_number());
    let revoke = |session, serial: &str, code: &str| {
        let order =
            json!({ "serial_number": serial, "reason": "affiliation-changed", "code": code });
        world.in_account(session, "POST", "revocations", &order)
    };
    refused(
        &revoke(&employees, &own, "000000"),
        404,
        "certificate-unknown",
    );
    refused(
        &revoke(&foreign, &serial, "000000"),
        404,
        "certificate-unknown",
    );
    let code = world.code(&session, "revoke");
    assert_eq!(revoke(&session, &serial, &code).status, 201);
    refused(
        &revoke(&session, &serial, &code),
        409,
        "certificate-revoked",
    );
    assert!(world.practice.say("audit", &["--check"]).contains("whole"));
}

#[test]
fn who_is_head_no_more_decides_nothing() {
    let world = World::start();
    let entity = world.entity(0);
    let former = world.head(&entity, gost());
    let staff = world.let_through(&former, employee(&world, &entity));
    let waiting = employee(&world, &entity);
    let mut new = entity.clone();
    new["head_iin"] = world.entity(1)["head_iin"].clone();
    let text = |field: &str| new[field].as_str().unwrap().to_owned();
    let (bin, head_iin) = (text("bin"), text("head_iin"));
    let table = format!("bin,name,head_iin\n{bin},{},{head_iin}\n", text("name"));
    let csv = world.practice.write("heads.csv", table);
    let import = format!("registry import legal-entities {}", csv.display());
    world.practice.say(&import, &[]);

    let session = world.log_in(&former);
    let seen = |session, what| world.in_account(session, "GET", what, &Value::Null).json();
    for what in ["applications", "certificates"] {
        assert_eq!(seen(&session, what).as_array().unwrap().len(), 1, "{what}");
    }
    let what = format!("applications/{}/decision", waiting.number);
    let order = json!({ "decision": "refuse", "reason": "Не наш сотрудник" });
    refused(
        &world.in_account(&session, "POST", &what, &order),
        403,
        "head-required",
    );
    let revoke = |who: &Applicant, code: &str| {
        let serial = hex::encode(who.certificates[0].serial_number());
        let order = json!({ "serial_number": serial, "reason": "superseded", "code": code });
        world.in_account(&session, "POST", "revocations", &order)
    };
    refused(&revoke(&staff, "000000"), 404, "certificate-unknown");
    let code = world.code(&session, "revoke");
    assert_eq!(revoke(&former, &code).status, 201, "one's own");

    let head = world.head(&new, gost());
    world.let_through(&head, waiting);
}

#[test]
fn after_its_end_a_key_is_renewed_with_a_fresh_check() {
    let world = World::start();
    let head = world.head(&world.entity(0), gost());
    world.set_clock(NOW + Duration::days(370));
    let session = world.log_in(&head);
    let code = world.code(&session, "renew");
    let new = request(&gost()[0]);
    let renewed = world
        .renew(&session, &head, 0, &new, (&make_uuid(), &code))
        .json();
    assert_eq!(renewed["application"]["stage"], "submitted");
    assert_eq!(renewed["certificates"], json!([]));
    let number = renewed["application"]["number"].as_str().unwrap();
    world.practice.say("operator approve", &[number]);
    assert_eq!(world.stage(number), "issued");
    // Beyond the grace nothing is left to vouch with.
    world.set_clock(NOW + Duration::days(396));
    refused(
        &world.log_in_by(&head.keys[0], &head.certificates[0]),
        403,
        "certificate-unsuitable",
    );
}
