//! The crashes that lose a key or make a second application where they are not thought of.

use tanba_enrolment::{Effect, Fact, Kind, Outcome, Stop};

use crate::world::{Fuse, Moment, World};

/// Kills the process at a moment, and says what was started and has no end.
async fn killed(world: &World, moment: Moment, before: usize) -> Option<Effect> {
    world.state().fuse = Fuse::At(moment, before);
    for _ in 0..10 {
        if let Ok(Stop::Waits { .. }) = world.run().await {
            world.state().applications.approve();
        }
        if !world.state().killed.is_empty() {
            return world.enrolment().dangling().cloned();
        }
    }
    panic!("it was never killed at {moment:?}");
}

async fn lives_on(world: &World) {
    assert_eq!(world.live().await, Stop::Done(Outcome::Finished));
    assert_eq!(world.state().applications.count(), 1);
    let facts = world.facts();
    let is_start = |fact: &&Fact| matches!(fact, Fact::Started { .. });
    for (at, fact) in facts.iter().enumerate().filter(|(_, fact)| is_start(fact)) {
        assert!(!facts[..at].contains(fact), "started twice: {fact:?}");
    }
}

#[tokio::test]
async fn killed_before_the_key_is_made() {
    let world = World::new(Kind::LegalEntity);
    let started = killed(&world, Moment::Before("make"), 0).await;
    assert_eq!(started, Some(Effect::MakeKeys));
    assert_eq!(world.state().folder.made, 0);
    lives_on(&world).await;
    assert_eq!(world.state().folder.made, 1);
}

#[tokio::test]
async fn killed_after_the_key_is_made_before_it_is_written_down() {
    let world = World::new(Kind::LegalEntity);
    let started = killed(&world, Moment::After("make"), 0).await;
    assert_eq!(started, Some(Effect::MakeKeys));
    assert_eq!(world.state().folder.made, 1);
    lives_on(&world).await;
    assert_eq!(world.state().folder.made, 1);
}

#[tokio::test]
async fn killed_between_the_two_keys_of_a_pair() {
    let world = World::new(Kind::LegalEntity);
    world.state().folder.is_pair = true;
    let started = killed(&world, Moment::Before("make"), 1).await;
    assert_eq!(started, Some(Effect::MakeKeys));
    assert_eq!(world.state().folder.made, 1);
    lives_on(&world).await;
    assert_eq!(world.state().folder.made, 2);
}

#[tokio::test]
async fn killed_after_the_application_is_made_before_its_number_is_known() {
    let world = World::new(Kind::LegalEntity);
    let started = killed(&world, Moment::After("submit"), 0).await;
    assert_eq!(started, Some(Effect::Submit { round: 0 }));
    assert_eq!(world.state().applications.count(), 1);
    lives_on(&world).await;
}

#[tokio::test]
async fn killed_after_the_certificate_lies_with_its_key() {
    for is_pair in [false, true] {
        let world = World::new(Kind::LegalEntity);
        world.state().folder.is_pair = is_pair;
        let started = killed(&world, Moment::After("install"), 0).await;
        assert_eq!(started, Some(Effect::Install));
        lives_on(&world).await;
        let expected = if is_pair { 2 } else { 1 };
        assert_eq!(world.state().folder.installed, expected);
    }
}

#[tokio::test]
async fn killed_after_the_authority_heard_of_the_installation() {
    let world = World::new(Kind::LegalEntity);
    let started = killed(&world, Moment::After("report"), 0).await;
    assert_eq!(started, Some(Effect::ReportInstalled));
    lives_on(&world).await;
}

#[tokio::test]
async fn killed_after_the_renewal_is_granted_before_it_is_written_down() {
    let world = World::new(Kind::Renewal);
    let started = killed(&world, Moment::After("renew"), 0).await;
    assert_eq!(started, Some(Effect::Renew));
    lives_on(&world).await;
    assert_eq!(world.state().folder.made, 1);
}

#[tokio::test]
async fn killed_before_the_new_key_is_proved_the_old_one_is_not_revoked() {
    let world = World::new(Kind::Renewal);
    let started = killed(&world, Moment::Before("install"), 0).await;
    assert_eq!(started, Some(Effect::Install));
    assert_eq!(world.state().applications.revoked, 0);
    lives_on(&world).await;
    assert_eq!(world.state().applications.revoked, 1);
}

#[tokio::test]
async fn killed_after_the_old_key_is_revoked_before_it_is_written_down() {
    let world = World::new(Kind::Renewal);
    let started = killed(&world, Moment::After("revoke"), 0).await;
    assert_eq!(started, Some(Effect::RevokeOld));
    lives_on(&world).await;
    assert_eq!(world.state().applications.revoked, 1);
}
