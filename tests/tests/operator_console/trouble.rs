//! The console when things do not go well: a registry that does not answer, a session that ends while a reason is
//! typed, a lost connection, two operators at one application, certificates that let nobody in, and a log that was
//! tampered with.

use std::fs;
use std::io::{BufRead as _, BufReader, Seek as _, SeekFrom, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use e2e::{Practice, Tanba};
use serde_json::{Value, json};

use crate::browser::{apply, walk};
use crate::{store, with_input};

/// A registry over HTTP that knows two companies, and fails while it is told to (`/fail`, `/answer`).
fn registry() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let fails = Arc::new(AtomicBool::new(false));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            answer(&stream, &fails);
        }
    });
    address
}

fn answer(mut stream: &TcpStream, fails: &AtomicBool) {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let line = lines.next().unwrap_or_default();
    let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    lines.find(String::is_empty);
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    if let ["fail" | "answer"] = parts[..] {
        fails.store(parts == ["fail"], Ordering::SeqCst);
    }
    let person = |iin: &str, name: &str| json!({ "iin": iin, "surname": "АЛЫСОВ", "name": name, "patronymic": null, "birth_date": "2090-01-01" });
    let company =
        |bin: &str, name: &str, head: &str| json!({ "bin": bin, "name": name, "head_iin": head });
    let found = match parts[..] {
        _ if parts == ["fail"] || parts == ["answer"] => Some(json!({})),
        _ if fails.load(Ordering::SeqCst) => None,
        ["legal-entities", bin @ FIRST] => Some(company(bin, "«АЛЫС» ЖШС", "000230500003")),
        ["legal-entities", bin @ SECOND] => Some(company(bin, "«ЖАҚЫН» ЖШС", "900101500010")),
        ["individuals", iin @ "000230500003"] => Some(person(iin, "АЛЫС")),
        ["individuals", iin @ "900101500010"] => Some(person(iin, "ЖАҚЫН")),
        ["mobile-citizens", iin] => Some(json!({ "iin": iin, "phone": "+77000000001" })),
        _ => Some(Value::Null),
    };
    let status = match found {
        None => "500 Internal Server Error",
        Some(Value::Null) => "404 Not Found",
        Some(_) => "200 OK",
    };
    let body = found.unwrap_or_default().to_string();
    let length = body.len();
    let head = "Connection: close\r\nContent-Type: application/json\r\nContent-Length:";
    let _ = write!(stream, "HTTP/1.1 {status}\r\n{head} {length}\r\n\r\n{body}");
}

const FIRST: &str = "900101300017";
const SECOND: &str = "900140000010";

/// Changes one letter of the entry that tells of an approval, in the bytes of the database.
fn tamper(practice: &Practice) {
    let path = practice.folder().join("authority.sqlite");
    let bytes = fs::read(&path).unwrap();
    let mark = b"\"despite\":\"";
    let at = bytes.windows(mark.len()).rposition(|window| window == mark);
    let at = u64::try_from(at.unwrap() + mark.len()).unwrap();
    let mut file = fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(b"x").unwrap();
}

fn troubles(language: &str, theme: &str, width: u32) {
    let mut practice = Practice::new();
    let clock = practice.file("clock");
    fs::write(&clock, "2031-02-03T09:00:00Z").unwrap();
    let registry = registry();
    let arguments = ["--registry", &registry, "--clock", clock.to_str().unwrap()];
    practice.serve(&arguments);
    let tanba = Tanba::new();
    let [first, second] = [FIRST, SECOND].map(|bin| apply(&practice, &tanba, bin, &[]));

    let made = practice.file("second.p12");
    let mut command = Practice::command();
    command.args(["operator", "new"]).arg(practice.folder());
    command
        .args(["--name", "Екінші", "--password-stdin", "--out"])
        .arg(&made);
    assert!(with_input(&mut command, "practice").status.success());
    let operator = practice.folder().join("operator.p12");
    let mut order = json!({
        "console": practice.console(),
        "language": language,
        "theme": theme,
        "width": width,
        "stores": {
            "first": store::make(&practice, "first", Some((&operator, "practice"))),
            "second": store::make(&practice, "second", Some((&made, "practice"))),
            "nobody": store::make(&practice, "nobody", None),
        },
        "certificates": { "first": operator, "second": made },
        "numbers": { "first": first, "second": second },
        "registry": registry,
        "clock": clock,
        "later": "2031-02-03T09:16:00Z",
        "revoke": [Practice::command().get_program().to_str(), "operator", "revoke", practice.folder(), "Екінші"],
    });
    if walk("trouble.mjs", &order).is_none() {
        return;
    }
    let log = practice.say("audit", &[]);
    let despite = log.lines().find(|line| line.contains("despite"));
    let despite = despite.unwrap_or_else(|| panic!("{log}"));
    assert!(despite.contains("application-verified"), "{despite}");
    assert!(
        despite.contains("bin unanswered, organisation unanswered"),
        "{despite}"
    );
    assert!(despite.contains("PRACTICE OPERATOR"), "{despite}");
    assert!(
        practice
            .say("operator show", &[&second])
            .contains("refused")
    );
    let reason = practice.http("GET", &format!("/applications/{second}"), &[], &[]);
    let reason = reason.json()["reason"]["ru"].to_string();
    assert!(
        reason.contains("Второй"),
        "the first to decide is who is read: {reason}"
    );

    assert!(practice.stop());
    tamper(&practice);
    let checked = practice.run("audit", &["--check"]);
    let said = String::from_utf8(checked.stderr).unwrap();
    let sequence = said
        .split("entry ")
        .nth(1)
        .and_then(|rest| rest.split(' ').next());
    order["broken"] = sequence.unwrap().parse::<u32>().unwrap().into();
    practice.serve(&arguments);
    walk("tampered.mjs", &order).unwrap();
}

#[test]
fn troubles_are_told_in_kazakh() {
    troubles("kk", "light", 1280);
}
