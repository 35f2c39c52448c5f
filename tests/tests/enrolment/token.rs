//! On tokens that know no GOST: the older pair of RSA keys.

use std::path::Path;

use e2e::Answer;
use serde_json::Value;
use tanba_testkit::SoftwareToken;

use crate::world::World;

const PIN: &str = "24681357";
const SO_PIN: &str = "13572468";

type Layout = fn(&Path) -> Option<SoftwareToken>;

/// The tokens that every journey is walked on.
const TOKENS: [Layout; 2] = [tanba_testkit::softhsm, tanba_testkit::kryoptic];

/// A person with a token of their own, formatted; none, and told so, where it is not installed.
fn person_with(lay_out: Layout) -> Option<World> {
    let mut world = World::new();
    let token = lay_out(&world.tanba.folder())?;
    world
        .tanba
        .set("TANBA_PKCS11_MODULES", token.module.clone());
    world.tanba.set(token.variable, token.configuration);
    let formatted = format(&world, &[]);
    assert_eq!(formatted.code, 0, "{formatted:#?}");
    Some(world)
}

fn format(world: &World, which: &[&str]) -> Answer {
    let words = ["token", "init", "--label", "tanba", "--yes"];
    let input = format!("{SO_PIN}\n{PIN}\n");
    let more = ["--pin-stdin", "--json"];
    world
        .tanba
        .ask_with(&input, &[&words[..], which, &more].concat())
}

/// Formats the token that is in use.
fn format_again(world: &World) -> Answer {
    format(world, &["--token", "tanba"])
}

/// Runs `tanba` with the PIN on its standard input.
fn try_to(world: &World, words: &[&str]) -> Answer {
    let more = ["--pin-stdin", "--json"];
    let input = format!("{PIN}\n");
    world.tanba.ask_with(&input, &[words, &more].concat())
}

/// The same, and it works.
#[track_caller]
fn ask(world: &World, words: &[&str]) -> Value {
    let answer = try_to(world, words);
    assert_eq!(answer.code, 0, "{words:?}: {answer:#?}");
    answer.json
}

/// An application with keys on the token, which waits.
#[track_caller]
fn started(world: &World) -> Value {
    let url = world.practice.url("");
    let (bin, _) = world.company();
    let words = ["enrol", "start", "legal-entity", "--authority", &url];
    let more = ["--bin", &bin, "--email", "head@example.kz"];
    let end = ["--accept-agreement", "--storage", "token:tanba"];
    let started = ask(world, &[&words[..], &more, &end].concat());
    assert_eq!(started["state"], "waits", "{started:#}");
    assert_eq!(started["holds"].as_array().unwrap().len(), 2);
    started
}

/// How many keys are on the token.
fn keys(world: &World) -> usize {
    let listed = world.tanba.ask(&["token", "list", "--json"]);
    let tokens = listed.json["tokens"].as_array().unwrap().iter();
    let formatted = tokens.filter(|token| token["initialised"] == true);
    formatted
        .map(|token| token["keys"].as_array().unwrap().len())
        .sum()
}

fn references(answer: &Value) -> Vec<&str> {
    let keys = answer["keys"].as_array().unwrap();
    keys.iter()
        .map(|key| key["reference"].as_str().unwrap())
        .collect()
}

#[test]
fn a_pair_on_a_token_is_applied_for_installed_renewed_and_revoked() {
    TOKENS
        .into_iter()
        .filter_map(person_with)
        .for_each(|it| lives(&it));
}

fn lives(world: &World) {
    let url = world.practice.url("");
    let started = started(world);
    let number = started["application_number"].as_str().unwrap();
    world.operator("approve", number, &[]);

    let id = started["enrolment_id"].as_str().unwrap();
    let resumed = ask(world, &["enrol", "resume", id]);
    assert_eq!(resumed["state"], "finished", "{resumed:#}");
    let old = references(&resumed);
    assert_eq!(old.len(), 2);
    assert!(old.iter().all(|key| key.starts_with("token:")), "{old:?}");
    assert_eq!(resumed["keys"][0]["purpose"], "authentication");

    let codes = world.practice.folder();
    let codes = codes.to_str().unwrap();
    // Either key of the pair names it.
    let words = ["account", "renew", "--authority", &url, "--key", old[1]];
    let more = ["--practice-codes", codes, "--revoke-old"];
    let renewed = ask(world, &[&words[..], &more].concat());
    assert_eq!(renewed["state"], "finished", "{renewed:#}");
    let new = references(&renewed);
    assert!(new.iter().all(|key| !old.contains(key)), "{new:?}");

    let words = [
        "account",
        "certificates",
        "--authority",
        &url,
        "--key",
        new[0],
    ];
    let all = ask(world, &words);
    let all = all["certificates"].as_array().unwrap();
    let revoked = all.iter().filter(|one| !one["revoked_at"].is_null());
    assert_eq!((all.len(), revoked.count()), (4, 2), "{all:#?}");
}

#[test]
fn a_token_with_a_key_that_waits_is_not_formatted() {
    for world in TOKENS.into_iter().filter_map(person_with) {
        let started = started(&world);
        let id = started["enrolment_id"].as_str().unwrap();
        let refused = format_again(&world);
        assert_eq!(refused.text("/failure/code"), "token-unfinished");
        let how = format!("tanba enrol resume {id}");
        let told = refused.text("/failure/detail");
        assert!(told.contains(&how), "{told}");
        let listed = world.tanba.ask(&["token", "list", "--json"]);
        let tokens = listed.json["tokens"].as_array().unwrap().iter();
        let mut unfinished = tokens.map(|token| &token["unfinished"]["enrolment_id"]);
        assert!(unfinished.any(|it| it == id), "{listed:#?}");

        let number = started["application_number"].as_str().unwrap();
        world.operator("approve", number, &[]);
        let resumed = ask(&world, &["enrol", "resume", id]);
        assert_eq!(resumed["state"], "finished", "{resumed:#}");
        assert_eq!(format_again(&world).code, 0, "nothing waits any more");
    }
}

#[test]
fn who_gives_up_is_told_which_keys_a_token_still_holds() {
    for world in TOKENS.into_iter().filter_map(person_with) {
        let begun = started(&world);
        let id = begun["enrolment_id"].as_str().unwrap();
        let given_up = world.tanba.ask(&["enrol", "abandon", id, "--json"]);
        assert_eq!(given_up.text("/state"), "abandoned", "{given_up:#?}");
        let holds = given_up.json["holds"].as_array().unwrap().clone();
        assert_eq!(holds.len(), 2);
        let text = world.tanba.ask(&["enrol", "abandon", id]).output;
        // One is deleted by what it is called, and is off the list.
        let reference = holds[0]["reference"].as_str().unwrap();
        assert!(
            text.contains(&format!("tanba token delete {reference}")),
            "{text}"
        );
        ask(&world, &["token", "delete", reference]);
        assert_eq!(world.list()[0]["holds"], Value::from(&holds[1..]));
        // The other with the enrolment.
        let wrong = [
            "enrol",
            "abandon",
            id,
            "--delete-keys",
            "--pin-stdin",
            "--json",
        ];
        let wrong = world.tanba.ask_with("00000000\n", &wrong);
        assert!(
            wrong.text("/failure/code").starts_with("pin-wrong"),
            "{wrong:#?}"
        );
        let deleted = ask(&world, &["enrol", "abandon", id, "--delete-keys"]);
        assert_eq!(deleted["holds"], Value::from([""; 0]), "{deleted:#}");
        assert_eq!(keys(&world), 0);
        assert_eq!(format_again(&world).code, 0);

        // At once, too; and what was deleted behind its back is not missed.
        let begun = started(&world);
        let id = begun["enrolment_id"].as_str().unwrap();
        assert_eq!(
            format_again(&world).text("/failure/code"),
            "token-unfinished"
        );
        let reference = begun["holds"][1]["reference"].as_str().unwrap();
        ask(&world, &["token", "delete", reference]);
        let deleted = ask(&world, &["enrol", "abandon", id, "--delete-keys"]);
        assert_eq!(deleted["holds"], Value::from([""; 0]), "{deleted:#}");
        assert_eq!(keys(&world), 0);
    }
}
