//! A certificate has expired: for thirty days its key still vouches for a new one, and an operator looks
//! first.

use e2e::Answer;
use time::Duration;

use crate::world::{World, failure};

/// Files are certified for a year.
const YEAR: Duration = Duration::days(365);

/// A world in which a key expired so many days ago.
fn expired(days: i64) -> (World, String) {
    let world = World::new();
    let key = world.head_with_key();
    world.pass(YEAR + Duration::days(days));
    (world, key)
}

fn renew(world: &World, key: &str) -> Answer {
    let codes = world.practice.folder();
    let codes = ["--keep-old", "--practice-codes", codes.to_str().unwrap()];
    world.account("renew", key, &codes)
}

/// A renewal that waits for the check: its enrolment, and its number.
#[track_caller]
fn waiting(world: &World, key: &str) -> (String, String) {
    let renewed = renew(world, key);
    assert_eq!(renewed.code, 0, "{renewed:#?}");
    assert_eq!(renewed.text("/state"), "waits", "{renewed:#?}");
    assert_eq!(renewed.text("/awaiting"), "verification", "{renewed:#?}");
    assert_eq!(world.issued(), 1, "nothing is issued unseen");
    let id = renewed.text("/enrolment_id").to_owned();
    (id, renewed.text("/application_number").to_owned())
}

#[test]
fn an_expired_key_is_renewed_once_it_was_checked_afresh() {
    let (world, old) = expired(10);
    let (id, number) = waiting(&world, &old);
    // Asked again, it is the same renewal.
    assert_eq!(waiting(&world, &old), (id.clone(), number.clone()));
    world.operator("approve", &number, &[]);
    let resumed = world.resume(&id, &["--keep-old"]);
    assert_eq!(resumed.text("/state"), "finished", "{resumed:#?}");
    assert_eq!(world.issued(), 2);
    let new = resumed.text("/keys/0/reference");
    let all = world.account("certificates", new, &[]);
    let all = all.json["certificates"].as_array().unwrap().clone();
    assert_eq!(all.len(), 2);
}

#[test]
fn the_check_may_end_in_a_refusal() {
    let (world, old) = expired(29);
    let (id, number) = waiting(&world, &old);
    world.operator("refuse", &number, &["--reason", "documents-missing"]);
    let resumed = world.resume(&id, &[]);
    assert_eq!(resumed.text("/state"), "refused", "{resumed:#?}");
    assert_ne!(resumed.text("/reason/kk"), "");
    assert_eq!(world.issued(), 1);
}

#[test]
fn after_thirty_days_the_key_opens_nothing() {
    let (world, old) = expired(31);
    assert_eq!(failure(&renew(&world, &old)), "account-key-refused");
    let certificates = world.account("certificates", &old, &[]);
    assert_eq!(failure(&certificates), "account-key-refused");
    assert!(world.list().is_empty());
}
