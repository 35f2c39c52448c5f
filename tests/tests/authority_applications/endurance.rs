//! Killed while issuing under load.

use std::collections::{HashMap, HashSet};
use std::process::Command;

use e2e::output;
use serde_json::Value;

use crate::{World, gost, make_uuid, request};

/// Applications that are sent, and approved, in each round.
const LOAD: usize = 4;

#[test]
fn killed_while_issuing_nothing_acknowledged_is_lost_and_no_serial_comes_twice() {
    let mut world = World::start();
    let entity = world.entity(0);
    let mut applicants: Vec<_> = (0..3 * LOAD)
        .map(|_| world.applicant(&entity, gost(), |_| ()))
        .collect();
    let mut orders: Vec<(String, Value)> = Vec::new();
    let mut acknowledged: HashMap<String, String> = HashMap::new();
    for round in 0..3 {
        let from = round * LOAD;
        let fresh: Vec<_> = (0..LOAD)
            .map(|_| {
                (
                    make_uuid(),
                    world.order(&entity, &[request(&gost()[0])]),
                    world.proof(),
                )
            })
            .collect();
        let process = world.practice.process().to_string();
        std::thread::scope(|scope| {
            let world = &world;
            for applicant in &applicants[from..from + LOAD] {
                let number = &applicant.number;
                scope.spawn(move || world.practice.say("operator approve", &[number]));
            }
            let sent: Vec<_> = fresh
                .iter()
                .map(|(key, order, proof)| {
                    let header = format!("Idempotency-Key: {key}");
                    let call =
                        move || world.call("POST", "/applications", &[&header, proof], order);
                    (key, scope.spawn(call))
                })
                .collect();
            // The server is in the middle of it: the first of this round's certificates is begun.
            while world
                .practice
                .say("list", &[])
                .matches("\tperson\t")
                .count()
                <= from
            {}
            output(Command::new("kill").args(["-9", &process]));
            for (key, call) in sent {
                // Who got no answer panicked.
                if let Ok(answer) = call.join() {
                    assert_eq!(answer.status, 201, "{answer:?}");
                    let number = answer.json()["number"].as_str().unwrap().to_owned();
                    acknowledged.insert(key.clone(), number);
                }
            }
        });
        orders.extend(fresh.into_iter().map(|(key, order, _)| (key, order)));
        assert!(!world.practice.wait());
        world.serve(&[]);
        assert!(world.practice.say("audit", &["--check"]).contains("whole"));
    }
    let mut serials = HashSet::new();
    for applicant in &mut applicants {
        world.fetch_certificates(applicant);
        assert!(serials.insert(applicant.certificates[0].serial_number().to_vec()));
    }
    // Sent again: those that were acknowledged are found, and nobody has two.
    let mut numbers = HashSet::new();
    for (key, order) in &orders {
        let number = world.apply(key, order).json()["number"]
            .as_str()
            .unwrap()
            .to_owned();
        assert!(acknowledged.get(key).is_none_or(|known| *known == number));
        assert!(numbers.insert(number));
    }
    let metrics = String::from_utf8(world.get("/metrics").body).unwrap();
    let waiting = format!("tanba_applications{{state=\"waiting\"}} {}\n", orders.len());
    assert!(metrics.contains(&waiting), "{metrics}");
    let list = world.practice.say("list", &[]);
    assert_eq!(list.matches("\tperson\t").count(), applicants.len());
    assert!(!list.contains("\tunfinished\t"));
}
