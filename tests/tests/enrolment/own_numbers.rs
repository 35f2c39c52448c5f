//! Treasury users and information systems: their certificates name what only they have.

use e2e::output;
use std::process::Command;
use tanba_testkit::tool;

use crate::world::{PASSWORD, World, failure};

const OID: &str = "1.2.398.3.20.777";
const TREASURY: &str = "1.2.398.5.19.1.2.2.1";
const INFORMATION_SYSTEM: &str = "1.2.398.3.3.4.1.2.6";

/// Applies, has the head sign and the operator approve, and installs: the path of the key file.
#[track_caller]
fn certified(world: &World, head: &str, bin: &str, more: &[&str]) -> String {
    let (id, number) = world.started(bin, more);
    assert_eq!(world.status(&id).text("/awaiting"), "head");
    let decided = world.account("decide", head, &[&number]);
    assert_eq!(decided.code, 0, "{decided:#?}");
    world.operator("approve", &number, &[]);
    let resumed = world.resume(&id, &[]);
    assert_eq!(resumed.text("/state"), "finished", "{resumed:#?}");
    resumed.text("/keys/0/reference").to_owned()
}

/// The key that comes after this one.
#[track_caller]
fn renewed(world: &World, key: &str) -> String {
    let folder = world.practice.folder();
    let codes = ["--practice-codes", folder.to_str().unwrap(), "--keep-old"];
    let renewed = world.account("renew", key, &codes);
    assert_eq!(renewed.code, 0, "{renewed:#?}");
    renewed.text("/keys/0/reference").to_owned()
}

/// The subject of a key file's certificate and its purposes, as the outside openssl reads them.
#[track_caller]
fn read(openssl: &std::path::Path, key: &str) -> (String, String) {
    let opened = output(
        Command::new(openssl)
            .args(["pkcs12", "-legacy", "-nokeys", "-passin"])
            .arg(format!("pass:{PASSWORD}"))
            .args(["-in", key]),
    );
    let pem = std::path::Path::new(key).with_extension("pem");
    std::fs::write(&pem, opened).unwrap();
    let ask = |words: &[&str]| {
        let mut command = Command::new(openssl);
        output(
            command
                .args(["x509", "-noout", "-in"])
                .arg(&pem)
                .args(words),
        )
    };
    let subject = ask(&["-subject", "-nameopt", "sep_multiline,utf8,sname"]);
    (subject, ask(&["-ext", "extendedKeyUsage"]))
}

#[track_caller]
fn has_line(text: &str, line: &str) {
    assert!(text.lines().any(|one| one.trim() == line), "{line}: {text}");
}

#[test]
fn a_treasury_user_has_a_role_and_a_code() {
    let Some(openssl) = tool("openssl") else {
        return;
    };
    let world = World::new();
    let head = world.head_with_key();
    let (bin, head_iin) = world.company();
    let iin = world.employee(&head_iin);
    let user = ["--iin", &iin, "--template", "treasury"];
    let with = |more: &[&str]| world.start(&bin, &[&user[..], more].concat());
    let (role, code) = (["--treasury-role", "ROLE02"], ["--treasury-code", "KS1234"]);
    let keys = world.names().len();
    for (more, expected) in [
        (
            [["--treasury-role", "role02"], code].concat(),
            "treasury-role-malformed",
        ),
        (
            [role, ["--treasury-code", "KS12"]].concat(),
            "treasury-code-malformed",
        ),
        (
            [&role[..], &code, &["--system-id", OID]].concat(),
            "system-id-malformed",
        ),
    ] {
        assert_eq!(failure(&with(&more)), expected, "{more:?}");
    }
    assert_eq!(
        world.names().len(),
        keys,
        "no key was made for what was refused"
    );

    let all = [&user[..], &role, &code, &["--email", "user@example.kz"]].concat();
    let key = certified(&world, &head, &bin, &all);
    let (subject, purposes) = read(&openssl, &key);
    has_line(&subject, "DC=ROLE02");
    has_line(&subject, "businessCategory=KS1234");
    has_line(&subject, &format!("serialNumber=IIN{iin}"));
    has_line(&subject, &format!("OU=BIN{bin}"));
    assert!(!subject.contains("UID="), "{subject}");
    assert!(purposes.contains(TREASURY), "{purposes}");

    // Everybody reads it by name: the owner, and the head who let it through.
    let told = world.account("certificates", &key, &[]);
    assert_eq!(
        told.text("/certificates/0/certificate/treasury_role"),
        "ROLE02",
        "{told:#?}"
    );
    let told = world.account("applications", &head, &[]);
    let all = told.json["applications"].as_array().unwrap();
    assert!(
        all.iter().any(|one| one["treasury_code"] == "KS1234"),
        "{told:#?}"
    );

    let (renewed, purposes) = read(&openssl, &renewed(&world, &key));
    assert_eq!(renewed, subject);
    assert!(purposes.contains(TREASURY), "{purposes}");
}

#[test]
fn who_does_not_know_them_is_certified_without() {
    let Some(openssl) = tool("openssl") else {
        return;
    };
    let world = World::new();
    let head = world.head_with_key();
    let (bin, head_iin) = world.company();
    let iin = world.employee(&head_iin);
    let user = ["--iin", &iin, "--template", "treasury"];
    let (subject, purposes) = read(&openssl, &certified(&world, &head, &bin, &user));
    assert!(!subject.contains("DC="), "{subject}");
    assert!(purposes.contains(TREASURY), "{purposes}");

    let system = ["--template", "information-system"];
    let (subject, purposes) = read(&openssl, &certified(&world, &head, &bin, &system));
    let company = subject
        .lines()
        .find_map(|line| line.trim().strip_prefix("O="));
    has_line(&subject, &format!("CN={}", company.unwrap()));
    assert!(purposes.contains(INFORMATION_SYSTEM), "{purposes}");
}

#[test]
fn an_information_system_has_a_name_and_an_identifier() {
    let Some(openssl) = tool("openssl") else {
        return;
    };
    let world = World::new();
    let head = world.head_with_key();
    let (bin, _) = world.company();
    let system = ["--template", "information-system"];
    let with = |more: &[&str]| world.start(&bin, &[&system[..], more].concat());
    let (name, id) = (["--system-name", "1С: БУХГАЛТЕРИЯ"], ["--system-id", OID]);
    for (more, expected) in [
        (
            [name, ["--system-id", "1.2"]].concat(),
            "system-id-malformed",
        ),
        (
            [&name[..], &id, &["--treasury-role", "ROLE02"]].concat(),
            "treasury-role-malformed",
        ),
    ] {
        assert_eq!(failure(&with(&more)), expected, "{more:?}");
    }

    let all = [&system[..], &name, &id, &["--email", "system@example.kz"]].concat();
    let key = certified(&world, &head, &bin, &all);
    let (subject, purposes) = read(&openssl, &key);
    has_line(&subject, "CN=1С: БУХГАЛТЕРИЯ");
    has_line(&subject, &format!("UID={OID}"));
    has_line(&subject, &format!("OU=BIN{bin}"));
    for nobody in ["serialNumber=", "SN=", "DC=", "businessCategory="] {
        assert!(!subject.contains(nobody), "{subject}");
    }
    assert!(purposes.contains(INFORMATION_SYSTEM), "{purposes}");

    let (renewed, purposes) = read(&openssl, &renewed(&world, &key));
    assert_eq!(renewed, subject);
    assert!(purposes.contains(INFORMATION_SYSTEM), "{purposes}");
}
