//! The whole API as it is documented: schemathesis makes calls from the OpenAPI description, good and bad,
//! and holds every answer against it.

use std::process::Command;

use e2e::output;
use serde_json::json;
use tanba_testkit::tool;

use crate::{World, gost};

/// How many calls it makes up for each operation, besides those for each bound in the description.
const CALLS: &str = "25";

/// An authority, and what a caller needs who is somebody there.
fn inhabited() -> (World, serde_json::Value) {
    let world = World::start_with(&[
        "--calls-per-address",
        "1000000",
        "--calls-per-bin",
        "1000000",
    ]);
    let entity = world.entity(0);
    let head = world.head(&entity, gost());
    let session = world.log_in(&head);
    let there = json!({
        "session": session.0.trim_start_matches("Authorization: Bearer "),
        "number": head.number,
        "key": head.key,
        "bin": entity["bin"],
    });
    (world, there)
}

#[test]
fn no_call_makes_it_fail_and_every_answer_is_as_documented() {
    let Some(schemathesis) = tool("schemathesis") else {
        return;
    };
    let (world, there) = inhabited();
    let hooks = world.practice.write("hooks.py", include_str!("hooks.py"));
    let mut run = Command::new(schemathesis);
    run.current_dir(hooks.parent().unwrap())
        .env("SCHEMATHESIS_HOOKS", &hooks)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("TANBA_AUTHORITY", world.practice.url(""))
        .env("TANBA_THERE", there.to_string())
        .args(["run", &world.practice.url("/openapi.json")])
        .args(["--seed", "1", "--max-examples", CALLS, "--no-color"])
        .args(["--phases", "coverage,fuzzing", "--generation-deterministic"])
        .args([
            "--checks",
            "not_a_server_error,status_code_conformance,content_type_conformance,\
             response_headers_conformance,response_schema_conformance",
        ]);
    let text = output(&mut run);
    assert!(text.contains("Tested: "), "{text}");
    println!("{text}");
    assert_eq!(world.get("/health").status, 200);
}

#[test]
fn curl_gets_an_answer_from_every_documented_path() {
    let Some(curl) = tool("curl") else { return };
    let (world, there) = inhabited();
    let description = world.get("/openapi.json").json();
    let mut count = 0;
    for (path, operations) in description["paths"].as_object().unwrap() {
        let file = match path.starts_with("/crl") {
            true => "ca_rsa.crl",
            false => "ca_rsa.cer",
        };
        let filled = path
            .replace("{number}", there["number"].as_str().unwrap())
            .replace("{bin}", there["bin"].as_str().unwrap())
            .replace("{file}", file);
        for (method, operation) in operations.as_object().unwrap() {
            let mut call = Command::new(&curl);
            call.args([
                "--silent",
                "--output",
                "/dev/null",
                "--write-out",
                "%{http_code}",
            ])
            .args(["--request", &method.to_uppercase()])
            .args([
                "--header",
                &format!(
                    "Authorization: Bearer {}",
                    there["session"].as_str().unwrap()
                ),
            ])
            .args([
                "--header",
                &format!("Idempotency-Key: {}", there["key"].as_str().unwrap()),
            ])
            .args(["--header", &world.proof()])
            .arg(world.practice.url(&filled));
            let status = output(&mut call);
            let documented = operation["responses"].as_object().unwrap();
            let is_documented = documented
                .keys()
                .any(|key| *key == status || (key == "4XX" && status.starts_with('4')));
            assert!(is_documented, "{method} {path}: {status}");
            // What only asks is answered.
            let takes_body = operation["requestBody"].is_object();
            let is_good = status.starts_with('2') || method != "get" || takes_body;
            assert!(is_good, "{method} {path}: {status}");
            count += 1;
        }
    }
    assert!(count >= 25, "{count}");
}
