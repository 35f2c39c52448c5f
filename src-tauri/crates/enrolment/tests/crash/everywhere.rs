//! Killed everywhere: the outcome is the same, with one key and one application.

use std::collections::HashSet;

use proptest::prelude::*;
use tanba_enrolment::{Fact, Kind, Outcome, Stop};

use crate::world::{Fuse, Moment, World};

/// Every kind, with one key and with a pair.
const JOURNEYS: [(Kind, bool); 4] = [
    (Kind::LegalEntity, false),
    (Kind::LegalEntity, true),
    (Kind::Renewal, false),
    (Kind::Renewal, true),
];

fn world((kind, is_pair): (Kind, bool)) -> World {
    let world = World::new(kind);
    world.state().folder.is_pair = is_pair;
    world
}

/// What a run that nobody disturbs ends with, and how many moments it has.
async fn undisturbed(journey: (Kind, bool)) -> (Vec<Fact>, usize) {
    let world = world(journey);
    assert_eq!(world.live().await, Stop::Done(Outcome::Finished));
    let moments = world.state().moments;
    (world.facts(), moments)
}

/// Lives on to the end, which is that of a run that nobody disturbed.
async fn check(world: &World, (kind, is_pair): (Kind, bool), expected: &[Fact]) {
    assert_eq!(world.live().await, Stop::Done(Outcome::Finished));
    assert_eq!(world.facts(), expected);
    let state = world.state();
    let keys = if is_pair { 2 } else { 1 };
    let killed = &state.killed;
    assert_eq!(state.folder.made, keys, "keys: {killed:?}");
    assert_eq!(state.folder.installed, keys, "installed: {killed:?}");
    assert_eq!(state.applications.count(), 1, "applications: {killed:?}");
    let revoked = usize::from(kind == Kind::Renewal);
    assert_eq!(state.applications.revoked, revoked, "{killed:?}");
}

#[tokio::test]
async fn killed_at_every_prefix_of_the_journal_and_at_every_start_without_an_end() {
    for journey in JOURNEYS {
        let (expected, moments) = undisturbed(journey).await;
        let mut killed: HashSet<(Moment, usize)> = HashSet::new();
        for moment in 0..moments {
            let world = world(journey);
            world.state().fuse = Fuse::In(moment);
            check(&world, journey, &expected).await;
            killed.extend(world.state().killed.iter());
        }
        for (length, fact) in (1..).zip(&expected) {
            let is_met = |moment| killed.contains(&(moment, length));
            assert!(is_met(Moment::After("append")), "{journey:?}: {fact:?}");
            if matches!(fact, Fact::Started { .. }) {
                // What was started is done, and not written down.
                assert!(is_met(Moment::Before("append")), "{journey:?}: {fact:?}");
            }
        }
    }
}

#[tokio::test]
async fn killed_again_while_it_recovers() {
    for journey in JOURNEYS {
        let (expected, moments) = undisturbed(journey).await;
        for first in 0..moments {
            for second in 0..8 {
                let world = world(journey);
                world.state().fuse = Fuse::In(first);
                let _ = world.run().await;
                world.state().fuse = Fuse::In(second);
                check(&world, journey, &expected).await;
            }
        }
    }
}

proptest! {
    #[test]
    fn killed_again_and_again_at_random(
        journey in 0..JOURNEYS.len(),
        fuses in proptest::collection::vec(0_usize..25, 0..12),
    ) {
        let journey = JOURNEYS[journey];
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let (expected, _) = undisturbed(journey).await;
            let world = world(journey);
            for fuse in fuses {
                world.state().fuse = Fuse::In(fuse);
                if matches!(world.run().await, Ok(Stop::Waits { .. })) {
                    world.state().applications.approve();
                }
            }
            world.state().fuse = Fuse::Never;
            check(&world, journey, &expected).await;
        });
    }
}
