//! Journeys that do not go straight.

use tanba_enrolment::{Applicant, Ask, Awaiting, Effect, Fact, Kind, Outcome, Stop, Why};
use tanba_protocol::FailureCode;
use tanba_protocol::authority::{ApplicationStage, Template, Words};

use crate::world::{World, head};

fn words(text: &str) -> Option<Words> {
    Some(Words {
        kk: text.into(),
        ru: text.into(),
        en: text.into(),
    })
}

/// An application that waits, until somebody decides.
async fn decided(stage: ApplicationStage, reason: Option<Words>) -> World {
    let world = World::new(Kind::LegalEntity);
    let stop = world.run().await.unwrap();
    assert!(matches!(stop, Stop::Waits { .. }), "{stop:?}");
    world.state().applications.decide(stage, reason);
    world
}

#[tokio::test]
async fn nothing_is_asked_twice() {
    let world = World::new(Kind::LegalEntity);
    world.live().await;
    // The agreement, the applicant, the contact, the storage.
    assert_eq!(world.state().asked, 4);
}

#[tokio::test]
async fn a_bin_that_nobody_has_is_asked_for_again_before_any_key_is_made() {
    let world = World::new(Kind::LegalEntity);
    let wrong = Applicant {
        bin: "900101300027".into(),
        ..head()
    };
    world.state().applicant = Some(wrong.clone());
    let refused = Ask::Applicant {
        previous: Some(wrong),
        why: Some(Why::Refused {
            code: FailureCode::BinUnknown,
        }),
    };
    assert_eq!(world.run().await.unwrap(), Stop::Asks(refused));
    assert_eq!(world.state().folder.made, 0);
    assert!(world.enrolment().holdings().is_empty());
    let stop = world.told(Fact::Applicant(head())).await;
    assert!(matches!(stop, Stop::Waits { .. }));
}

#[tokio::test]
async fn numbers_with_a_slip_are_not_sent_anywhere() {
    let slip = "900101300018";
    for (bin, iin, template, code) in [
        (slip, None, Template::Head, FailureCode::BinMalformed),
        (
            "9001013000",
            None,
            Template::Head,
            FailureCode::BinMalformed,
        ),
        (
            "900101300017",
            Some(slip),
            Template::Employee,
            FailureCode::IinMalformed,
        ),
        (
            "900101300017",
            None,
            Template::HumanResources,
            FailureCode::IinMalformed,
        ),
    ] {
        let world = World::new(Kind::LegalEntity);
        world.state().applicant = Some(Applicant {
            bin: bin.into(),
            iin: iin.map(str::to_owned),
            template,
            system_name: None,
            system_id: None,
            treasury_role: None,
            treasury_code: None,
        });
        assert_eq!(world.run().await.unwrap_err().code, code);
        assert_eq!(world.facts().len(), 1, "only the agreement");
    }
}

#[tokio::test]
async fn an_employee_waits_for_the_head_then_for_the_registration_authority() {
    let world = World::new(Kind::LegalEntity);
    world.run().await.unwrap();
    for (stage, expected) in [
        (ApplicationStage::AwaitingHead, Awaiting::Head),
        (ApplicationStage::Submitted, Awaiting::Verification),
        (ApplicationStage::Verified, Awaiting::Issuance),
        (ApplicationStage::Issuing, Awaiting::Issuance),
    ] {
        world.state().applications.decide(stage, None);
        let stop = world.run().await.unwrap();
        let Stop::Waits { awaiting, .. } = stop else {
            panic!("{stop:?}");
        };
        assert_eq!(awaiting, expected);
    }
    assert_eq!(world.live().await, Stop::Done(Outcome::Finished));
    assert!(world.enrolment().holdings().pending.is_empty());
}

#[tokio::test]
async fn a_refused_application_says_why_and_its_key_is_still_held() {
    let world = decided(ApplicationStage::Refused, words("сурет ескі")).await;
    assert_eq!(
        world.enrolment().holdings().application.as_deref(),
        Some("0")
    );
    let refused = Outcome::Refused {
        reason: words("сурет ескі"),
    };
    assert_eq!(world.run().await.unwrap(), Stop::Done(refused));
    let holdings = world.enrolment().holdings();
    assert_eq!(holdings.pending.len(), 1);
    assert_eq!(holdings.application, None);
}

#[tokio::test]
async fn nobody_came_within_a_month() {
    let world = decided(ApplicationStage::Cancelled, None).await;
    assert_eq!(world.run().await.unwrap(), Stop::Done(Outcome::Cancelled));
}

#[tokio::test]
async fn what_was_sent_back_is_corrected_and_applied_for_with_the_same_key() {
    let world = decided(ApplicationStage::Returned, words("email")).await;
    let returned = Some(Why::Returned {
        reason: words("email"),
    });
    let stop = world.run().await.unwrap();
    let asked = Ask::Applicant {
        previous: Some(head()),
        why: returned.clone(),
    };
    assert_eq!(stop, Stop::Asks(asked));
    assert_eq!(world.enrolment().holdings().application, None);
    let stop = world.told(Fact::Applicant(head())).await;
    let Stop::Asks(Ask::Contact {
        previous: Some(mut contact),
        why,
    }) = stop
    else {
        panic!("{stop:?}");
    };
    assert_eq!(why, returned);
    contact.email = None;
    let stop = world.told(Fact::Contact(contact)).await;
    assert!(matches!(stop, Stop::Waits { .. }), "{stop:?}");
    assert_eq!(world.state().applications.count(), 2);
    assert_eq!(world.live().await, Stop::Done(Outcome::Finished));
    assert_eq!(world.state().folder.made, 1);
}

#[tokio::test]
async fn what_is_refused_at_once_is_asked_for_alone() {
    let world = World::new(Kind::LegalEntity);
    world.state().applications.refuses = Some(FailureCode::EmailMalformed);
    let stop = world.run().await.unwrap();
    let Stop::Asks(Ask::Contact {
        previous: Some(contact),
        why: Some(Why::Refused { code }),
    }) = stop
    else {
        panic!("{stop:?}");
    };
    assert_eq!(code, FailureCode::EmailMalformed);
    let stop = world.told(Fact::Contact(contact)).await;
    assert!(matches!(stop, Stop::Waits { .. }), "{stop:?}");
    // What was refused is not sent under the same idempotency key.
    assert!(world.facts().contains(&Fact::Started {
        effect: Effect::Submit { round: 1 }
    }));
    assert_eq!(world.state().applications.count(), 1);
}

#[tokio::test]
async fn an_old_key_that_is_not_taken_ends_the_renewal() {
    let world = World::new(Kind::Renewal);
    world.state().applications.refuses = Some(FailureCode::AccountKeyRefused);
    let rejected = Outcome::Rejected {
        code: FailureCode::AccountKeyRefused,
    };
    assert_eq!(world.run().await.unwrap(), Stop::Done(rejected));
}

#[tokio::test]
async fn an_old_key_may_be_kept() {
    let world = World::new(Kind::Renewal);
    world.state().keeps_old_key = true;
    assert_eq!(world.live().await, Stop::Done(Outcome::Finished));
    assert_eq!(world.state().applications.revoked, 0);
}

#[tokio::test]
async fn what_was_given_up_is_listed_with_what_it_holds() {
    let world = decided(ApplicationStage::Submitted, None).await;
    let stop = world.told(Fact::Abandoned).await;
    assert_eq!(stop, Stop::Done(Outcome::Abandoned));
    let holdings = world.enrolment().holdings();
    assert_eq!(holdings.pending.len(), 1, "its key");
    assert!(holdings.application.is_some(), "and its application");
}
