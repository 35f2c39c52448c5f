//! Days pass: cancelled, sent back, reminded.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use time::Duration;

use crate::{NOW, World, gost};

#[test]
fn what_is_not_verified_within_a_month_is_cancelled() {
    let world = World::start();
    let head = world.applicant(&world.entity(0), gost(), |_| ());
    world.set_clock(NOW + Duration::days(29));
    assert_eq!(world.stage(&head.number), "submitted");
    world.set_clock(NOW + Duration::days(30));
    let cancelled = |outbox: &[Value]| {
        outbox
            .iter()
            .any(|one| one["kind"] == "application-cancelled")
    };
    world.outbox_when(cancelled);
    assert_eq!(world.stage(&head.number), "cancelled");
    let late = world.practice.run("operator approve", &[&head.number]);
    assert!(!late.status.success());
    assert_eq!(
        world
            .practice
            .say("list", &[])
            .matches("\tperson\t")
            .count(),
        0
    );
}

#[test]
fn a_reason_is_read_in_the_applicants_language() {
    let world = World::start();
    let entity = world.entity(0);
    let of = |language: &str| {
        world.applicant(&entity, gost(), |order| order["language"] = json!(language))
    };
    let (kazakh, russian) = (of("kk"), of("ru"));
    let reason = ["--reason", "documents-missing"];
    world.practice.say(
        "operator return",
        &[&[kazakh.number.as_str()][..], &reason].concat(),
    );
    world.practice.say(
        "operator refuse",
        &[
            &russian.number,
            "--reason",
            "The seal is not readable",
            "--reason-ru",
            "Печать не читается",
        ],
    );
    let view = world
        .get(&format!("/applications/{}", kazakh.number))
        .json();
    assert_eq!(view["stage"], "returned");
    for (language, word) in [("kk", "Құжат"), ("ru", "документ"), ("en", "document")] {
        assert!(
            view["reason"][language].as_str().unwrap().contains(word),
            "{view}"
        );
    }
    let view = world
        .get(&format!("/applications/{}", russian.number))
        .json();
    assert_eq!(view["stage"], "refused");
    assert_eq!(view["reason"]["ru"], "Печать не читается");
    assert_eq!(view["reason"]["en"], "The seal is not readable");
    let outbox = world.outbox();
    let letter =
        |kind: &str| outbox.iter().find(|one| one["kind"] == *kind).unwrap()["text"].clone();
    assert!(
        letter("application-returned")
            .as_str()
            .unwrap()
            .contains("Құжат жетіспейді")
    );
    assert!(
        letter("application-refused")
            .as_str()
            .unwrap()
            .contains("Печать не читается")
    );
    // Decided is decided, and the log says where.
    assert!(
        !world
            .practice
            .run("operator approve", &[&russian.number])
            .status
            .success()
    );
    let audit = world.practice.say("audit", &[]);
    assert_eq!(audit.matches("operator on the command line").count(), 2);
}

fn reminders(outbox: &[Value]) -> BTreeMap<String, usize> {
    let mut kinds = BTreeMap::new();
    for one in outbox {
        let kind = one["kind"].as_str().unwrap();
        if kind.starts_with("reminder") {
            let kind = format!("{kind} {}", one["channel"].as_str().unwrap());
            *kinds.entry(kind).or_default() += 1;
        }
    }
    kinds
}

#[test]
fn exactly_one_of_each_reminder_also_after_weeks_switched_off() {
    let mut world = World::start();
    world.head(&world.entity(0), gost());
    let after = |world: &World, days: i64, count: usize| {
        world.set_clock(NOW + Duration::days(days));
        world.outbox_when(|outbox| reminders(outbox).values().sum::<usize>() >= count)
    };
    after(&world, 336, 1);
    // Three weeks without power.
    assert!(world.practice.stop());
    world.set_clock(NOW + Duration::days(359));
    world.serve(&[]);
    after(&world, 359, 4);
    for days in [360, 361, 364, 366, 400] {
        assert!(world.practice.stop());
        world.set_clock(NOW + Duration::days(days));
        world.serve(&[]);
        world.settle();
    }
    let outbox = world.outbox();
    let each = [
        "reminder-10 sms",
        "reminder-14 email",
        "reminder-30 email",
        "reminder-7 email",
    ];
    assert_eq!(
        reminders(&outbox),
        each.map(|kind| (kind.to_owned(), 1)).into()
    );
    assert!(
        outbox.iter().all(|one| one["state"] == "sent"),
        "{outbox:?}"
    );
}
