//! Keys that cannot be made in the place that was chosen: the person takes another one, and whatever is
//! killed on the way, there are no second keys and no second application.

use tanba_enrolment::{
    Ask, EnrolmentId, Fact, Holdings, Kind, MadeKey, Outcome, Stop, Storage, Why,
};
use tanba_pki::profile::KeyPurpose;
use tanba_protocol::{Failure, FailureCode};

use crate::keys::{Full, no_room};
use crate::world::{Fuse, World, id, killed};

const FULL: &str = "/full";
const ROOMY: &str = "/keys";

fn folder(path: &str) -> Storage {
    Storage::Folder { path: path.into() }
}

/// The first place has so much room, or cannot be reached at all.
fn world(kind: Kind, is_pair: bool, room: usize, is_gone: bool) -> World {
    let world = World::new(kind);
    {
        let mut state = world.state();
        state.place = Some(FULL.to_owned());
        state.folder.is_pair = is_pair;
        state.folder.full = vec![Full {
            path: FULL,
            room,
            is_gone,
        }];
    }
    world
}

/// A person who takes another place as soon as it is plain that this one will not do, and an operator who
/// approves; every process gets as far as it gets.
async fn live(world: &World) -> Stop {
    let mut takes_another = false;
    for _ in 0..100 {
        if takes_another {
            match world.leave().await {
                Ok(()) => takes_another = false,
                // It was left before the process was killed, or the keys were there after all.
                Err(failure) if failure.code == FailureCode::EnrolmentKeysMade => {
                    takes_another = false;
                }
                Err(failure) => assert_eq!(failure, killed()),
            }
            continue;
        }
        match world.run().await {
            Ok(Stop::Asks(Ask::Storage {
                why: Some(Why::PlaceLeft),
                ..
            })) => world.state().place = Some(ROOMY.to_owned()),
            Ok(Stop::Waits { .. }) => world.state().applications.approve(),
            Ok(stop) => return stop,
            Err(failure) if failure == killed() => {}
            Err(failure) => {
                assert!(is_of_the_place(&failure), "{failure}");
                takes_another = true;
            }
        }
    }
    panic!("it never ends");
}

fn is_of_the_place(failure: &Failure) -> bool {
    *failure == no_room() || failure.code == FailureCode::TokenNotFound
}

#[tokio::test]
async fn killed_everywhere_while_another_place_is_taken() {
    for kind in [Kind::LegalEntity, Kind::Renewal] {
        for (is_pair, room, is_gone) in [
            (false, 0, false),
            (true, 0, false),
            (true, 1, false),
            (false, 0, true),
        ] {
            let new = || world(kind, is_pair, room, is_gone);
            let undisturbed = new();
            assert_eq!(live(&undisturbed).await, Stop::Done(Outcome::Finished));
            let expected = undisturbed.facts();
            let moments = undisturbed.state().moments;
            for moment in 0..moments {
                let world = new();
                world.state().fuse = Fuse::In(moment);
                assert_eq!(live(&world).await, Stop::Done(Outcome::Finished));
                assert_eq!(world.facts(), expected, "killed at {moment}");
                let state = world.state();
                let keys = if is_pair { 2 } else { 1 };
                assert_eq!(state.folder.count_in(ROOMY), keys, "{:?}", state.killed);
                assert_eq!(state.folder.count_in(FULL), room, "{:?}", state.killed);
                assert_eq!(state.applications.count(), 1, "{:?}", state.killed);
            }
        }
    }
}

async fn stuck(room: usize) -> World {
    let world = world(Kind::LegalEntity, true, room, false);
    assert_eq!(world.run().await.unwrap_err(), no_room());
    world
}

#[tokio::test]
async fn half_a_pair_that_was_left_is_still_held_until_somebody_comes_back() {
    let world = stuck(1).await;
    world.leave().await.unwrap();
    let held = |holdings: Holdings| -> Vec<(Storage, String)> {
        let pending = holdings.pending.into_iter();
        pending
            .map(|(storage, MadeKey { key_identifier, .. })| (storage, key_identifier))
            .collect()
    };
    let first = (folder(FULL), "01".to_owned());
    assert_eq!(
        held(world.enrolment().holdings()),
        std::slice::from_ref(&first)
    );
    // There is room now, and the person comes back: the key that lies there is one of the pair.
    world.state().folder.full.clear();
    let storage = folder(FULL);
    world.told(Fact::StorageChosen { storage }).await;
    let second = (folder(FULL), "02".to_owned());
    assert_eq!(held(world.enrolment().holdings()), [first, second]);
    assert_eq!(world.state().folder.made, 2);
}

#[tokio::test]
async fn a_place_in_which_the_keys_lie_after_all_is_not_left() {
    let world = world(Kind::LegalEntity, false, 0, false);
    assert_eq!(world.run().await.unwrap_err(), no_room());
    let name = |id: EnrolmentId| id.derive_key_name(KeyPurpose::Signature);
    world.state().folder.lie_in(FULL, name(id()));
    let refused = world.leave().await.unwrap_err();
    assert_eq!(refused.code, FailureCode::EnrolmentKeysMade);
    assert_eq!(world.live().await, Stop::Done(Outcome::Finished));
    assert_eq!(world.state().folder.made, 1);
}

#[tokio::test]
async fn nothing_is_left_once_the_keys_are_made() {
    let world = World::new(Kind::LegalEntity);
    world.run().await.unwrap();
    let before = world.facts();
    let refused = world.leave().await.unwrap_err();
    assert_eq!(refused.code, FailureCode::EnrolmentKeysMade);
    assert_eq!(world.facts(), before);
}
