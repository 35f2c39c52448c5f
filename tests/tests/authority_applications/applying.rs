//! What is taken, what is not, and what happens when the same comes twice.

use std::collections::HashSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use tanba_keystore::software::{KeyAlgorithm, generate};

use crate::{World, gost, make_uuid, refused, request, rsa_pair};

#[test]
fn work_opens_one_call() {
    let world = World::start();
    let entity = world.entity(0);
    let path = format!("/legal-entities/{}", entity["bin"].as_str().unwrap());
    refused(&world.get(&path), 401, "proof-missing");
    let proof = world.proof();
    let answer = world.call("GET", &path, &[&proof], &Value::Null);
    assert_eq!(answer.json()["name"], entity["name"]);
    assert!(
        answer.json()["head"]["name"]
            .as_str()
            .unwrap()
            .ends_with('.')
    );
    refused(
        &world.call("GET", &path, &[&proof], &Value::Null),
        403,
        "proof-refused",
    );
    let lazy = format!("{}x", world.proof());
    refused(
        &world.call("GET", &path, &[&lazy], &Value::Null),
        403,
        "proof-refused",
    );
}

#[test]
fn what_the_registries_do_not_know_is_refused() {
    let world = World::start();
    let entity = world.entity(0);
    let other = world.entity(1);
    let row = world
        .practice
        .write("e.csv", "bin,name,head_iin\n900101300017,«БАСШЫСЫЗ» ЖШС,\n");
    let import = format!("registry import legal-entities {}", row.display());
    assert_eq!(world.practice.say(&import, &[]).trim(), "imported: 1");

    let requests = vec![request(&gost()[0])];
    let good = world.order(&entity, &requests);
    let try_with = |field: &str, value: Value| {
        let mut order = good.clone();
        order[field] = value;
        world.apply(&make_uuid(), &order)
    };
    for (field, value, status, code) in [
        ("bin", json!("900140000011"), 400, "bin-malformed"),
        ("bin", entity["head_iin"].clone(), 404, "bin-unknown"),
        ("bin", json!("900101300017"), 422, "head-unknown"),
        ("iin", json!("123456789011"), 400, "iin-malformed"),
        ("iin", other["head_iin"].clone(), 422, "head-mismatch"),
        (
            "agreement_version",
            json!("1999"),
            409,
            "agreement-outdated",
        ),
        ("city", json!("391010000"), 422, "region-unknown"),
        (
            "email",
            json!("head@example.kz\r\nBcc: x@y.kz"),
            422,
            "email-malformed",
        ),
        ("storage", json!("pocket"), 400, "body-malformed"),
        ("system_name", json!("SYSTEM"), 422, "system-name-malformed"),
        (
            "system_id",
            json!("1.2.398.3.20.1"),
            422,
            "system-id-malformed",
        ),
        (
            "treasury_role",
            json!("ROLE02"),
            422,
            "treasury-role-malformed",
        ),
        (
            "treasury_code",
            json!("KS1234"),
            422,
            "treasury-code-malformed",
        ),
        ("requests", json!([]), 422, "requests-unsuitable"),
        ("requests", json!(["?"]), 400, "request-malformed"),
        ("template", json!("employee"), 400, "iin-malformed"),
        ("template", json!("individual"), 400, "body-malformed"),
    ] {
        println!("{field} {value}");
        refused(&try_with(field, value), status, code);
    }
    // Half a pair, twice the same key, two GOST keys, a curve.
    let encode = |ders: &[Vec<u8>]| {
        json!(
            ders.iter()
                .map(|der| STANDARD.encode(der))
                .collect::<Vec<_>>()
        )
    };
    let rsa = request(&rsa_pair()[0]);
    let curve = request(&generate(KeyAlgorithm::P256, &mut rand_core::OsRng).unwrap());
    for ders in [
        vec![rsa.clone()],
        vec![rsa.clone(), rsa],
        [requests.clone(), requests].concat(),
    ] {
        refused(
            &try_with("requests", encode(&ders)),
            422,
            "requests-unsuitable",
        );
    }
    refused(
        &try_with("requests", encode(&[curve])),
        422,
        "key-unsupported",
    );
    // None of it used anything up.
    assert_eq!(world.apply(&make_uuid(), &good).status, 201);
}

#[test]
fn the_same_application_sent_again_is_the_same_application() {
    let world = World::start();
    let entity = world.entity(0);
    let order = world.order(&entity, &[request(&gost()[0])]);
    let key = make_uuid();
    // Eight at once.
    let numbers: HashSet<String> = std::thread::scope(|scope| {
        let calls: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| world.apply(&key, &order)))
            .collect();
        let answers = calls.into_iter().map(|call| call.join().unwrap());
        answers
            .map(|answer| answer.json()["number"].as_str().unwrap().to_owned())
            .collect()
    });
    assert_eq!(numbers.len(), 1);
    let mut other = order.clone();
    other["language"] = json!("kk");
    refused(&world.apply(&key, &other), 422, "idempotency-key-reused");
    let metrics = String::from_utf8(world.get("/metrics").body).unwrap();
    assert!(
        metrics.contains("tanba_applications{state=\"waiting\"} 1\n"),
        "{metrics}"
    );

    // Another application for the same key is taken, and issued when the first was not; then no more.
    let number = numbers.into_iter().next().unwrap();
    let second = world.apply(&make_uuid(), &order).json();
    let second = second["number"].as_str().unwrap();
    world.practice.say("operator approve", &[second]);
    assert_eq!(world.stage(second), "issued");
    world.practice.say("operator approve", &[&number]);
    let late = world.get(&format!("/applications/{number}")).json();
    assert_eq!(late["stage"], "refused");
    assert!(late["reason"]["kk"].as_str().unwrap().contains("кілт"));
    refused(
        &world.apply(&make_uuid(), &order),
        409,
        "key-already-certified",
    );
    assert_eq!(
        world
            .practice
            .say("list", &[])
            .matches("\tperson\t")
            .count(),
        1
    );
}

#[test]
fn what_is_personal_is_for_who_applied() {
    let world = World::start();
    let mut head = world.head(&world.entity(0), gost());
    let public = world.get(&format!("/applications/{}", head.number));
    let text = String::from_utf8(public.body).unwrap();
    let fields = head.certificates[0].subject_fields();
    for personal in [fields.iin, fields.surname, Some("head@example.kz".into())] {
        assert!(!text.contains(&personal.unwrap()), "{text}");
    }
    head.key = make_uuid();
    for (method, what) in [
        ("GET", "certificates"),
        ("GET", "form"),
        ("POST", "installed"),
    ] {
        refused(&world.own(&head, method, what), 404, "application-unknown");
    }
    let path = format!("/applications/{}/certificates", head.number);
    refused(&world.get(&path), 400, "idempotency-key-missing");
    refused(
        &world.get("/applications/1234-5678-9012"),
        404,
        "application-unknown",
    );
}

#[test]
fn too_many_calls_wait() {
    let world = World::start_with(&["--calls-per-bin", "2", "--calls-per-address", "7"]);
    let path = format!(
        "/legal-entities/{}",
        world.entity(0)["bin"].as_str().unwrap()
    );
    for expected in [200, 200, 429] {
        let answer = world.call("GET", &path, &[&world.proof()], &Value::Null);
        assert_eq!(answer.status, expected, "{answer:?}");
    }
    // Six calls so far: each has one for its work.
    assert_eq!(
        world
            .call("POST", "/proof-of-work", &[], &Value::Null)
            .status,
        200
    );
    let answer = world.call("POST", "/proof-of-work", &[], &Value::Null);
    refused(&answer, 429, "rate-limited");
    assert!(
        answer.head.to_lowercase().contains("retry-after: 6"),
        "{}",
        answer.head
    );
    // A minute later.
    world.set_clock(crate::NOW + time::Duration::seconds(61));
    let answer = world.call("GET", &path, &[&world.proof()], &Value::Null);
    assert_eq!(answer.status, 200);
}

#[test]
fn registries_elsewhere_are_asked() {
    let (address, asked) = registry_service();
    let world = World::start_with(&["--registry", &address]);
    // Not of the tables: this BIN is known there alone.
    let entity = json!({ "bin": "900101300017", "head_iin": "000230500003" });
    let head = world.head(&entity, gost());
    let fields = head.certificates[0].subject_fields();
    assert_eq!(fields.organisation.as_deref(), Some("«АЛЫС» ЖШС"));
    assert_eq!(fields.common_name.as_deref(), Some("АЛЫСОВ АЛЫС"));
    let unknown = world.order(&world.entity(0), &[request(&gost()[0])]);
    refused(&world.apply(&make_uuid(), &unknown), 404, "bin-unknown");
    let mut asked: Vec<String> = asked.try_iter().collect();
    asked.sort();
    asked.dedup();
    assert_eq!(
        asked,
        [
            "/r/individuals/000230500003",
            "/r/legal-entities/900101300017",
            "/r/legal-entities/900140000010"
        ]
    );
}

/// A service over HTTP that knows one company; what it is asked comes out of the channel.
fn registry_service() -> (String, std::sync::mpsc::Receiver<String>) {
    use std::io::{BufRead as _, BufReader, Write as _};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/r", listener.local_addr().unwrap());
    let (sender, asked) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap())
                .lines()
                .map_while(Result::ok);
            let path = lines.next().unwrap_or_default();
            let path = path.split(' ').nth(1).unwrap_or_default().to_owned();
            lines.find(String::is_empty);
            let (status, body) = match path.as_str() {
                "/r/legal-entities/900101300017" => (
                    "200 OK",
                    json!({ "bin": "900101300017", "name": "«АЛЫС» ЖШС", "head_iin": "000230500003" }),
                ),
                "/r/individuals/000230500003" => (
                    "200 OK",
                    json!({
                        "iin": "000230500003", "surname": "АЛЫСОВ", "name": "АЛЫС",
                        "patronymic": null, "birth_date": "2090-01-01",
                    }),
                ),
                _ => ("404 Not Found", Value::Null),
            };
            let body = body.to_string();
            let head = format!(
                "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
                body.len()
            );
            let _ = sender.send(path);
            let _ = stream.write_all(format!("{head}{body}").as_bytes());
        }
    });
    (address, asked)
}
