//! Real mutual TLS: with and without a certificate, one that was revoked, a session of another.

use std::process::Command;

use serde_json::{Value, json};

use crate::{World, answer, refused, with_input};

#[test]
fn without_the_certificate_of_an_operator_there_is_no_console() {
    let Some(world) = World::start(&[]) else {
        return;
    };
    let none = world.curl(None, "GET", "/", &[]).output().unwrap();
    assert!(!none.status.success() && none.stdout.is_empty(), "{none:?}");
    // As openssl sees it: the server asks for a certificate of its own authority, and ends without one.
    let address = world.practice.console();
    let address = address.strip_prefix("https://").unwrap();
    let mut client = Command::new(&world.openssl);
    client.args(["s_client", "-connect", address, "-ign_eof", "-CAfile"]);
    let seen = with_input(client.arg(world.root()), "GET / HTTP/1.0\r\n");
    let seen = format!(
        "{:?}",
        (
            String::from_utf8_lossy(&seen.stdout),
            String::from_utf8_lossy(&seen.stderr)
        )
    );
    assert!(seen.contains("OPERATOR CA"), "{seen}");
    assert!(seen.contains("Verify return code: 0 (ok)"), "{seen}");
    assert!(seen.contains("alert") && !seen.contains("200 OK"), "{seen}");
    // A certificate of somebody else's authority.
    let stranger = world.practice.file("stranger.pem");
    let made = Command::new(&world.openssl)
        .args([
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-subj",
            "/CN=stranger",
            "-keyout",
        ])
        .arg(&stranger)
        .arg("-out")
        .arg(world.practice.file("stranger.crt"))
        .output()
        .unwrap();
    assert!(made.status.success());
    let mut call = world.curl(None, "GET", "/", &[]);
    call.arg("--cert").arg(world.practice.file("stranger.crt"));
    call.arg("--key").arg(&stranger);
    let seen = call.output().unwrap();
    assert!(!seen.status.success() && seen.stdout.is_empty(), "{seen:?}");
}

#[test]
fn a_session_is_good_with_its_own_certificate_and_for_the_console_alone() {
    let Some(world) = World::start(&[]) else {
        return;
    };
    let (first, second) = (
        world.operator(),
        world.new_operator("Екінші", &["--algorithm", "rsa-2048"]),
    );
    refused(
        &world.call(&first, "GET", "/api/session", &Value::Null),
        401,
        "session-missing",
    );
    // A page of the web cannot open one, nor can a form.
    for origin in [
        "Origin: https://evil.example",
        "Origin: null",
        "Accept: */*",
    ] {
        let mut call = world.curl(Some(&first), "POST", "/api/session", &["--header", origin]);
        refused(&answer(&mut call), 403, "origin-forbidden");
    }
    let mut elsewhere = world.curl(
        Some(&first),
        "GET",
        "/",
        &["--header", "Host: evil.example"],
    );
    refused(&answer(&mut elsewhere), 421, "host-unknown");
    let opened = world.call(&first, "POST", "/api/session", &Value::Null);
    for words in [
        "__host-operator=",
        "secure",
        "httponly",
        "samesite=strict",
        "path=/",
    ] {
        assert!(opened.head.contains(words), "{opened:?}");
    }
    for words in ["default-src 'none'", "frame-ancestors 'none'", "nosniff"] {
        assert!(opened.head.contains(words), "{opened:?}");
    }
    assert_eq!(
        world
            .call(&first, "GET", "/api/session", &Value::Null)
            .status,
        200
    );

    // The cookie in other hands.
    std::fs::copy(&first.jar, &second.jar).unwrap();
    let stolen = world.call(&second, "GET", "/api/applications", &Value::Null);
    refused(&stolen, 403, "session-of-another");
    std::fs::remove_file(&second.jar).unwrap();
    world.log_in(&second);
    assert_eq!(
        world
            .call(&second, "GET", "/api/applications", &Value::Null)
            .status,
        200
    );

    // Revoked in the middle of a session.
    world.practice.say("operator revoke", &["Екінші"]);
    let gone = world.call(&second, "GET", "/api/applications", &Value::Null);
    refused(&gone, 403, "operator-unknown");
    refused(
        &world.call(&second, "POST", "/api/session", &Value::Null),
        403,
        "operator-unknown",
    );
    let again = world.practice.run("operator revoke", &["Екінші"]);
    assert!(!again.status.success());
    let listed: Value =
        serde_json::from_str(&world.practice.say("operator list", &["--json"])).unwrap();
    // Both may be made within one second: by name, not by place in the list.
    let mut states: Vec<_> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["name"].as_str() == Some("Екінші"), &one["state"]))
        .collect();
    states.sort_by_key(|(is_second, _)| *is_second);
    assert_eq!(
        states,
        [(false, &json!("valid")), (true, &json!("revoked"))]
    );

    // Logged out, the cookie is worth nothing.
    let kept = std::fs::read(&first.jar).unwrap();
    assert_eq!(
        world
            .call(&first, "DELETE", "/api/session", &Value::Null)
            .status,
        204
    );
    std::fs::write(&first.jar, kept).unwrap();
    refused(
        &world.call(&first, "GET", "/api/session", &Value::Null),
        401,
        "session-expired",
    );
    let log = world.practice.say("audit", &[]);
    for kind in [
        "operator-made",
        "operator-logged-in",
        "operator-revoked",
        "operator-logged-out",
    ] {
        assert!(log.contains(kind), "{kind}");
    }
    assert!(world.practice.say("audit", &["--check"]).contains("whole"));
}

#[test]
fn a_session_that_nobody_uses_ends() {
    let clock = tempfile::NamedTempFile::new().unwrap();
    let set = |at: &str| std::fs::write(clock.path(), at).unwrap();
    set("2031-02-03T09:00:00Z");
    let path = clock.path().to_str().unwrap();
    // TLS goes by the machine's clock, whatever this one says.
    let Some(world) = World::start(&["--clock", path]) else {
        return;
    };
    let operator = world.operator();
    world.log_in(&operator);
    let status = || {
        world
            .call(&operator, "GET", "/api/applications", &Value::Null)
            .status
    };
    set("2031-02-03T09:14:00Z");
    assert_eq!(status(), 200);
    set("2031-02-03T09:28:00Z");
    assert_eq!(status(), 200);
    // What a page asks by itself keeps nothing open.
    set("2031-02-03T09:40:00Z");
    let unattended = ["--header", "Unattended: true"];
    let mut glance = world.curl(Some(&operator), "GET", "/api/applications", &unattended);
    assert_eq!(answer(&mut glance).status, 200);
    set("2031-02-03T09:44:00Z");
    assert_eq!(status(), 401);
    // And none lasts longer than a shift.
    set("2031-02-03T09:50:00Z");
    world.log_in(&operator);
    for hour in 10..=21 {
        for minute in ["00", "12", "24", "36", "48"] {
            set(&format!("2031-02-03T{hour}:{minute}:00Z"));
            assert_eq!(status(), 200, "{hour}:{minute}");
        }
    }
    set("2031-02-03T21:59:00Z");
    assert_eq!(status(), 401);
}

#[test]
fn nonsense_breaks_nothing_and_everything_is_described() {
    let Some(world) = World::start(&[]) else {
        return;
    };
    let operator = world.operator();
    let api = world.call(&operator, "GET", "/openapi.json", &Value::Null);
    let api = api.body;
    let paths = api["paths"].as_object().unwrap();
    assert!(paths.len() >= 8, "{paths:?}");
    let each = || {
        let methods = paths.iter().flat_map(|(path, methods)| {
            let methods = methods.as_object().unwrap().keys();
            methods.map(move |method| {
                (
                    path.replace("{number}", "1234")
                        .replace("{serial_number}", "zz"),
                    method.to_uppercase(),
                )
            })
        });
        methods.filter(|(path, _)| path != "/api/session")
    };
    for (path, method) in each() {
        let closed = world.call(&operator, &method, &path, &Value::Null);
        refused(&closed, 401, "session-missing");
    }
    world.log_in(&operator);
    for (path, method) in each() {
        for body in [
            Value::Null,
            json!({}),
            json!([1]),
            json!({"decision": "refuse", "reason": "?"}),
            json!({"reason": "ca-compromise"}),
        ] {
            let answer = world.call(&operator, &method, &path, &body);
            assert!(
                answer.status < 500 && answer.status != 404
                    || path.contains("zz")
                    || path.contains("1234"),
                "{method} {path}: {answer:?}"
            );
            assert!(answer.status < 500, "{method} {path}: {answer:?}");
        }
    }
    for query in [
        "?state=nonsense",
        "?text=%25_%5C%00",
        "?after=x",
        "?text=%FF",
    ] {
        for path in ["applications", "certificates", "audit"] {
            let answer = world.call(
                &operator,
                "GET",
                &format!("/api/{path}{query}"),
                &Value::Null,
            );
            assert!(answer.status < 500, "{path}{query}: {answer:?}");
        }
    }
}
