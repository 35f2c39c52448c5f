//! Employees apply, and the head signs in the personal account.

use crate::world::World;

#[test]
fn an_employee_gets_a_key_when_the_head_has_signed() {
    let world = World::new();
    let head = world.head_with_key();
    let (bin, head_iin) = world.company();
    let iin = world.employee(&head_iin);
    let more = ["--iin", &iin, "--template", "right-to-sign"];
    let (id, number) = world.started(&bin, &more);
    let told = world.status(&id);
    assert_eq!(told.text("/awaiting"), "head", "{told:#?}");

    let all = world.account("applications", &head, &[]);
    let all = all.json["applications"].as_array().unwrap();
    let of_employee = |one: &&serde_json::Value| one["application"]["number"] == number.as_str();
    assert!(all.iter().any(|one| of_employee(&one)), "{all:#?}");
    let decided = world.account("decide", &head, &[&number.replace('-', "")]);
    assert_eq!(decided.code, 0, "{decided:#?}");

    world.operator("approve", &number, &[]);
    let resumed = world.resume(&id, &[]);
    assert_eq!(resumed.text("/state"), "finished", "{resumed:#?}");
    assert_eq!(world.issued(), 2);
}

#[test]
fn an_employee_whom_the_head_refuses_sees_why() {
    let world = World::new();
    let head = world.head_with_key();
    let (bin, head_iin) = world.company();
    let iin = world.employee(&head_iin);
    let (id, number) = world.started(&bin, &["--iin", &iin, "--template", "hr"]);
    let more = [number.as_str(), "--refuse", "Бұл адам бізде істемейді"];
    let decided = world.account("decide", &head, &more);
    assert_eq!(decided.code, 0, "{decided:#?}");
    let told = world.status(&id);
    assert_eq!(told.text("/state"), "refused", "{told:#?}");
    assert_eq!(told.text("/reason/kk"), "Бұл адам бізде істемейді");
}
