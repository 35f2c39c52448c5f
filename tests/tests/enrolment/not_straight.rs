//! Journeys that do not go straight.

use e2e::Practice;
use time::Duration;

use crate::world::{World, failure};

/// A number with a right check digit that nobody has.
const NOBODY: &str = "900101300027";

#[test]
fn a_bin_with_a_slip_or_that_nobody_has_leaves_nothing_behind() {
    let world = World::new();
    for (bin, code) in [("900101300018", "bin-malformed"), (NOBODY, "bin-unknown")] {
        let refused = world.start(bin, &[]);
        assert_eq!(failure(&refused), code);
        assert_eq!(
            refused.text("/failure/subject"),
            if code == "bin-unknown" { bin } else { "" }
        );
    }
    assert_eq!(world.names(), [""; 0]);
    assert!(world.list().is_empty());
}

#[test]
fn what_is_told_wrong_is_refused_before_a_key_is_made() {
    let world = World::new();
    let (bin, _) = world.company();
    let long = "Ж".repeat(65);
    for (more, code) in [
        (&["--email", "head@"][..], "email-malformed"),
        (&["--email", "a@b.kz\r\nBcc: c@d.kz"], "email-malformed"),
        (
            &["--template", "information-system", "--system-name", &long],
            "system-name-malformed",
        ),
        (&["--region", "75"], "region-unknown"),
        (
            &["--region", "750000000", "--city", "710000000"],
            "region-unknown",
        ),
    ] {
        let refused = world.start(&bin, more);
        assert_eq!(failure(&refused), code);
        assert_eq!(refused.text("/enrolment_id"), "");
    }
    // A folder that takes no files, whoever asks.
    #[cfg(target_os = "linux")]
    {
        let url = world.practice.url("");
        let words = ["enrol", "start", "legal-entity", "--authority", &url];
        let rest = ["--bin", &bin, "--storage", "pc:/proc", "--accept-agreement"];
        let all = [&words[..], &rest, &["--password-stdin", "--json"]].concat();
        let refused = world.tanba.ask_with("Qwerty12\n", &all);
        assert_eq!(failure(&refused), "output-folder-missing");
    }
    assert_eq!(world.names(), [""; 0]);
    assert!(world.list().is_empty());
    // The first city of a region will do.
    world.started(&bin, &["--region", "750000000"]);
}

#[test]
fn a_password_that_is_refused_leaves_something_to_go_on_with() {
    let world = World::new();
    let (bin, _) = world.company();
    let words = world.start_words(&world.practice.url(""), &bin, &[]);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    for password in ["Qwerty 12\n", "Құпия12aA\n"] {
        let refused = world.tanba.ask_with(password, &words);
        assert_eq!(failure(&refused), "password-unsuitable");
    }
    let refused = world.tanba.ask_with("short\n", &words);
    assert_eq!(failure(&refused), "password-unsuitable");
    let id = refused.text("/enrolment_id").to_owned();
    assert_eq!(world.names(), [""; 0]);
    let resumed = world.resume(&id, &[]);
    assert_eq!(resumed.text("/state"), "waits", "{resumed:#?}");
    assert_eq!(world.list().len(), 1);
}

#[test]
fn a_company_without_a_head_is_told_so() {
    let world = World::new();
    let csv = world.practice.write(
        "companies.csv",
        format!("bin,name,head_iin\n{NOBODY},Бос ЖШС,\n"),
    );
    let imported = Practice::command()
        .args(["registry", "import", "legal-entities"])
        .args([csv, world.practice.folder()])
        .output()
        .unwrap();
    assert!(imported.status.success(), "{imported:?}");
    assert_eq!(failure(&world.start(NOBODY, &[])), "head-unknown");
    assert!(world.list().is_empty());
}

#[test]
fn a_refused_application_says_why_and_its_key_can_be_given_up() {
    let world = World::new();
    let (bin, _) = world.company();
    let (id, number) = world.started(&bin, &[]);
    world.operator("refuse", &number, &["--reason", "documents-missing"]);
    let resumed = world.resume(&id, &[]);
    assert_eq!(resumed.code, 1, "{resumed:#?}");
    assert_eq!(resumed.text("/state"), "refused");
    for language in ["kk", "ru", "en"] {
        let reason = resumed.text(&format!("/reason/{language}"));
        assert!(!reason.is_empty() && reason != "documents-missing");
    }
    assert_eq!(world.list().len(), 1, "it still holds a key");
    assert_eq!(world.names().len(), 2);
    let given_up = world.tanba.ask(&["enrol", "abandon", &id, "--json"]);
    assert_eq!(given_up.code, 0, "{given_up:#?}");
    assert_eq!(world.names(), [""; 0]);
    assert_eq!(world.list().len(), 0, "it holds nothing any more");
}

#[test]
fn what_was_sent_back_is_corrected_with_the_same_key() {
    let world = World::new();
    let (bin, _) = world.company();
    let (id, first) = world.started(&bin, &["--email", "wrong@example.kz"]);
    let key = world.list()[0]["holds"][0]["key_identifier"].clone();
    world.operator("return", &first, &["--reason", "data-mismatch"]);
    let resumed = world.resume(&id, &[]);
    assert_eq!(resumed.text("/state"), "asks", "{resumed:#?}");
    assert_eq!(resumed.text("/ask/why/why"), "returned", "{resumed:#?}");
    let resumed = world.resume(&id, &["--email", "right@example.kz"]);
    assert_eq!(resumed.text("/state"), "waits", "{resumed:#?}");
    let second = resumed.text("/application_number").to_owned();
    assert_ne!(first, second);
    world.operator("approve", &second, &[]);
    let resumed = world.resume(&id, &[]);
    assert_eq!(resumed.text("/state"), "finished", "{resumed:#?}");
    assert_eq!(resumed.json["keys"][0]["key_identifier"], key);
    assert_eq!(world.issued(), 1);
}

#[test]
fn nobody_came_within_a_month() {
    let world = World::new();
    let (bin, _) = world.company();
    let (id, _) = world.started(&bin, &[]);
    world.pass(Duration::days(29));
    assert_eq!(world.status(&id).text("/state"), "waits");
    world.pass(Duration::days(32));
    let told = world.status(&id);
    assert_eq!(told.text("/state"), "cancelled", "{told:#?}");
    assert_eq!(world.resume(&id, &[]).code, 1);
}

#[test]
fn another_password_installs_nothing() {
    let world = World::new();
    let (bin, _) = world.company();
    let (id, number) = world.started(&bin, &[]);
    world.operator("approve", &number, &[]);
    let words = ["enrol", "resume", &id, "--password-stdin", "--json"];
    let refused = world.tanba.ask_with("Another12\n", &words);
    assert_eq!(failure(&refused), "password-wrong");
    let resumed = world.resume(&id, &[]);
    assert_eq!(resumed.text("/state"), "finished", "{resumed:#?}");
}

#[test]
fn an_enrolment_that_nobody_began_is_unknown() {
    let world = World::new();
    for id in ["1", "7b0c1d66-7c40-4a52-9a02-5f6d3f3c0a10"] {
        assert_eq!(failure(&world.status(id)), "enrolment-unknown");
        assert_eq!(failure(&world.resume(id, &[])), "enrolment-unknown");
    }
}
