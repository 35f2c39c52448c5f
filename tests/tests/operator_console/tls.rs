//! Who is served what over which wire, and whom both sides believe.

use std::process::Command;

use e2e::{Practice, Tanba, output};
use serde_json::Value;
use tanba_testkit::tool;

use crate::World;

#[test]
fn people_are_served_over_tls_and_what_certificates_name_is_not() {
    let Some(world) = World::start(&["--tls-listen", "127.0.0.1:0"]) else {
        return;
    };
    let practice = &world.practice;
    let plain = |path: &str| practice.http("GET", path, &[], &[]).status;
    for path in ["/health", "/crl/ca_gost.crl", "/certificates/ca_rsa.cer"] {
        assert_eq!(plain(path), 200, "{path}");
    }
    for path in ["/authority", "/agreement", "/account/settings", "/metrics"] {
        assert_eq!(plain(path), 404, "{path}");
    }
    assert_eq!(practice.http("POST", "/applications", &[], &[]).status, 404);
    // Status alone is asked for in a format of its own: anything else is another media type there.
    assert_eq!(practice.http("POST", "/ocsp", &[], &[]).status, 415);
    let front = practice.front();
    let curl = |path: &str, root: bool| {
        let mut command = Command::new(&world.curl);
        command.args([
            "--silent",
            "--output",
            "/dev/null",
            "--write-out",
            "%{http_code}",
        ]);
        if root {
            command.arg("--cacert").arg(world.root());
        }
        command.arg(format!("{front}{path}"));
        command
    };
    assert_eq!(output(&mut curl("/authority", true)), "200");
    assert_eq!(output(&mut curl("/ocsp/AA", true)), "404");
    assert_eq!(output(&mut curl("/tsa", true)), "404");
    // Nobody believes it without its root.
    assert_eq!(curl("/authority", false).status().unwrap().code(), Some(60));

    // The same with our own program: not believed, believed once, believed for good.
    let tanba = Tanba::new();
    let keys = tanba.folder();
    let bins: Value =
        serde_json::from_str(&practice.say("registry list legal-entities", &["--json"])).unwrap();
    let apply = |place: usize, more: &[&str]| {
        let storage = format!("pc:{}", keys.join(place.to_string()).display());
        std::fs::create_dir_all(keys.join(place.to_string())).unwrap();
        let bin = bins[place]["bin"].as_str().unwrap();
        let words = [
            "enrol",
            "start",
            "legal-entity",
            "--authority",
            &front,
            "--bin",
            bin,
            "--accept-agreement",
            "--storage",
            &storage,
            "--password-stdin",
            "--json",
        ];
        let all = [more, &words].concat();
        tanba.ask_with("Qwerty12Qw\n", &all)
    };
    let stranger = apply(0, &[]);
    assert_eq!(stranger.json["failure"]["code"], "authority-untrusted");
    let root = world.root();
    let root = root.to_str().unwrap();
    let met = apply(1, &["--authority-root", root]);
    assert_eq!(met.json["stage"], "submitted", "{met:?}");
    let relative = tanba.ask(&["settings", "set", "authority-root", "tls-root.pem"]);
    assert_ne!(relative.code, 0);
    let kept = tanba.ask(&["settings", "set", "authority-root", root]);
    assert_eq!(kept.code, 0, "{kept:?}");
    assert_eq!(apply(2, &[]).json["stage"], "submitted");
}

#[test]
fn the_server_keeps_its_place_and_shows_a_certificate_that_was_given() {
    let Some(openssl) = tool("openssl") else {
        return;
    };
    let Some(mut world) = World::start(&["--tls-listen", "127.0.0.1:0"]) else {
        return;
    };
    let (front, console) = (world.practice.front(), world.practice.console());
    assert!(world.practice.stop());
    world.practice.serve(&[]);
    assert_eq!(world.practice.front(), front);
    assert_eq!(world.practice.console(), console);
    assert!(world.practice.stop());
    let (key, certificate) = (
        world.practice.file("key.pem"),
        world.practice.file("cert.pem"),
    );
    output(
        Command::new(&openssl)
            .args([
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
            ])
            .args([
                "-subj",
                "/CN=given",
                "-addext",
                "subjectAltName=IP:127.0.0.1,DNS:pki.test",
            ])
            .arg("-keyout")
            .arg(&key)
            .arg("-out")
            .arg(&certificate),
    );
    let listen = front.strip_prefix("https://").unwrap();
    let paths = [certificate.to_str().unwrap(), key.to_str().unwrap()];
    world.practice.serve(&[
        "--tls-listen",
        listen,
        "--tls-cert",
        paths[0],
        "--tls-key",
        paths[1],
        "--tls-name",
        "pki.test",
    ]);
    let port = listen.rsplit(':').next().unwrap();
    let named = format!("https://pki.test:{port}");
    assert_eq!(world.practice.front(), named);
    let ask = |host: &str| {
        let resolve = format!("{host}:{port}:127.0.0.1");
        let mut command = Command::new(&world.curl);
        command
            .args(["--silent", "--resolve", &resolve, "--cacert"])
            .arg(&certificate)
            .arg(format!("https://{host}:{port}/health"));
        output(&mut command)
    };
    assert!(ask("pki.test").contains("\"ok\""));
    assert!(world.practice.stop());
}

#[test]
fn nothing_listens_beyond_this_machine() {
    for option in ["--tls-listen", "--console-listen"] {
        let practice = Practice::new();
        let refused = practice
            .serve_command(&[option, "0.0.0.0:0"])
            .output()
            .unwrap();
        assert!(!refused.status.success());
        assert!(refused.stdout.is_empty());
    }
}
