//! The program is killed, the wire breaks: nothing is lost, nothing is there twice.

use std::io::Write as _;
use std::process::{Child, Stdio};

use e2e::{Fault, Wire};
use time::Duration;

use crate::world::{World, failure, input};

/// Starts the program with the password on its standard input.
fn spawn(world: &World, words: &[String]) -> Child {
    let mut child = world
        .tanba
        .command()
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input().as_bytes()).unwrap();
    child
}

/// Kills the program when the authority has answered what goes over the wire, and goes on.
fn killed_at(path: &'static str) {
    let world = World::new();
    let (bin, _) = world.company();
    let wire = Wire::to(&world.practice, path, Fault::Silence);
    let words = world.start_words(&wire.url, &bin, &[]);
    let mut child = spawn(&world, &words);
    wire.answered.recv().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    wire.mend();
    let listed = world.list();
    assert_eq!(listed.len(), 1, "{path}: {listed:#?}");
    assert_eq!(listed[0]["state"], "ready", "{path}: {listed:#?}");
    let id = listed[0]["enrolment_id"].as_str().unwrap();
    let resumed = world.resume(id, &[]);
    assert_eq!(resumed.text("/state"), "waits", "{path}: {resumed:#?}");
    let number = resumed.text("/application_number").to_owned();
    assert_eq!(world.names().len(), 2, "one key and its request");

    world.operator("approve", &number, &[]);
    let wire_words = ["enrol", "resume", id, "--password-stdin", "--json"];
    let wire_words: Vec<String> = wire_words.map(str::to_owned).to_vec();
    for path in ["/certificates ", "/installed "] {
        wire.break_at(path, Fault::Silence);
        let mut child = spawn(&world, &wire_words);
        wire.answered.recv().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        wire.mend();
    }
    let resumed = world.resume(id, &[]);
    assert_eq!(resumed.text("/state"), "finished", "{path}: {resumed:#?}");
    assert_eq!(world.issued(), 1);
    assert_eq!(world.names().len(), 2, "the key and its certificate");
    // The only application there is.
    let journal = world.practice.say("audit", &[]);
    let submitted = journal.matches("application-submitted").count();
    assert_eq!(submitted, 1, "{journal}");
}

#[test]
fn killed_when_the_authority_has_the_application_and_before_its_number_is_known() {
    killed_at("POST /applications ");
}

#[test]
fn killed_while_the_company_is_looked_up() {
    killed_at("GET /legal-entities/");
}

#[test]
fn a_wire_that_breaks_after_the_application_makes_no_second_one() {
    let world = World::new();
    let (bin, _) = world.company();
    let wire = Wire::to(&world.practice, "POST /applications ", Fault::Cut);
    let words = world.start_words(&wire.url, &bin, &[]);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let broken = world.tanba.ask_with(&input(), &words);
    assert_eq!(failure(&broken), "authority-unreachable");
    wire.mend();
    let id = world.list()[0]["enrolment_id"].as_str().unwrap().to_owned();
    let resumed = world.resume(&id, &[]);
    assert_eq!(resumed.text("/state"), "waits", "{resumed:#?}");
    let journal = world.practice.say("audit", &[]);
    assert_eq!(journal.matches("application-submitted").count(), 1);
}

#[test]
fn who_starts_the_same_again_goes_on_with_it() {
    let world = World::new();
    let (bin, _) = world.company();
    let wire = Wire::to(&world.practice, "POST /applications ", Fault::Silence);
    let words = world.start_words(&wire.url, &bin, &[]);
    let mut child = spawn(&world, &words);
    wire.answered.recv().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    wire.mend();
    let all = words.clone();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let again = world.tanba.ask_with(&input(), &words);
    assert_eq!(again.text("/state"), "waits", "{again:#?}");
    assert_eq!(world.list().len(), 1);
    assert_eq!(world.names().len(), 2, "one key and its request");
    let submitted = |journal: &str| journal.matches("application-submitted").count();
    assert_eq!(submitted(&world.practice.say("audit", &[])), 1);

    // Once it is handed in, another one is another one; also when two are begun at the same time.
    let both = [(); 2].map(|()| spawn(&world, &all));
    for mut child in both {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(submitted(&world.practice.say("audit", &[])), 3);
}

#[test]
fn two_processes_do_not_work_at_the_same_enrolment() {
    let world = World::new();
    let (bin, _) = world.company();
    let wire = Wire::to(&world.practice, "POST /applications ", Fault::Silence);
    let words = world.start_words(&wire.url, &bin, &[]);
    let mut child = spawn(&world, &words);
    wire.answered.recv().unwrap();
    let id = world.list()[0]["enrolment_id"].as_str().unwrap().to_owned();
    assert_eq!(failure(&world.resume(&id, &[])), "enrolment-busy");
    child.kill().unwrap();
    child.wait().unwrap();
    wire.mend();
    // Who dies lets go.
    let resumed = world.resume(&id, &[]);
    assert_eq!(resumed.text("/state"), "waits", "{resumed:#?}");
}

#[test]
fn a_renewal_that_is_killed_wherever_the_authority_has_answered_is_one_renewal() {
    let mut world = World::new();
    let key = world.head_with_key();
    world.pass(Duration::days(335));
    let wire = world.behind_wire("POST /account/sessions ", Fault::Silence);
    let codes = world.practice.folder();
    let words = ["account", "renew", "--authority", &wire.url, "--key", &key];
    let more = ["--keep-old", "--practice-codes", codes.to_str().unwrap()];
    let end = ["--password-stdin", "--json"];
    let words = [&words[..], &more, &end].concat();
    let owned: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
    for (path, state, files) in [
        // Nothing is begun before the key has logged in.
        ("POST /account/sessions ", None, 2),
        ("POST /account/codes ", Some("ready"), 4),
        ("POST /account/renewals ", Some("ready"), 4),
        ("/certificates ", Some("ready"), 4),
        ("/installed ", Some("ready"), 4),
    ] {
        wire.break_at(path, Fault::Silence);
        let mut child = spawn(&world, &owned);
        wire.answered.recv().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        wire.mend();
        let listed = world.list();
        let found = listed.first().map(|one| one["state"].as_str().unwrap());
        assert_eq!(
            (listed.len(), found),
            (usize::from(state.is_some()), state),
            "{path}"
        );
        assert_eq!(world.names().len(), files, "{path}: {:?}", world.names());
    }
    let renewed = world.tanba.ask_with(&input(), &words);
    assert_eq!(renewed.text("/state"), "finished", "{renewed:#?}");
    assert_eq!(world.issued(), 2, "the first and its renewal");
    assert_eq!(world.names().len(), 4, "two keys and their certificates");
    let journal = world.practice.say("audit", &[]);
    let submitted = journal.matches("application-submitted").count();
    assert_eq!(submitted, 2, "{journal}");
}
