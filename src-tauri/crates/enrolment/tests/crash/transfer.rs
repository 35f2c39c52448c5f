//! To another computer.

use tanba_enrolment::{Enrolment, Kind, Outcome, Stop, TransferError};

use crate::world::World;

async fn waiting() -> World {
    let world = World::new(Kind::LegalEntity);
    world.run().await.unwrap();
    world
}

#[tokio::test]
async fn an_enrolment_goes_on_from_its_text() {
    let world = waiting().await;
    let text = world.enrolment().to_text().unwrap();
    let read = Enrolment::from_text(&text).unwrap();
    assert_eq!(read, world.enrolment());
    world.state().journal = Some(read);
    assert_eq!(world.live().await, Stop::Done(Outcome::Finished));
}

#[tokio::test]
async fn what_is_no_enrolment_is_not_taken_for_one() {
    let text = waiting().await.enrolment().to_text().unwrap();
    for bad in [
        String::new(),
        "{}".to_owned(),
        text.replace("tanba-enrolment", "other"),
        text.replace("\"fact\":\"", "\"fact\":\"un"),
        text[..text.len() - 9].to_owned(),
        "x".repeat((1 << 20) + 1),
    ] {
        assert!(Enrolment::from_text(&bad).is_err(), "{bad:.60}");
    }
    let newer = text.replace("\"format\":1", "\"format\":2");
    assert!(matches!(
        Enrolment::from_text(&newer),
        Err(TransferError::Fact(_))
    ));
}
