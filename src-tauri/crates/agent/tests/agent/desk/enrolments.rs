//! An application while it is filled in, without an authority that answers.

use tanba_agent::desk::{Call, EnrolmentsView, Reply};
use tanba_agent::{DraftPlace, DraftView, EnrolmentDraft, FormFault, FormStep, KeysLeft};
use tanba_protocol::FailureCode;
use tanba_protocol::authority::Template;

use super::window::Person;
use crate::world::World;

/// Nobody listens there.
const NOBODY: &str = "http://127.0.0.1:1";

async fn told(person: &Person, draft: EnrolmentDraft, to: Option<FormStep>) -> DraftView {
    let draft = Box::new(draft);
    match person.call(Call::EnrolmentDraft { draft, to }).await {
        Ok(Reply::EnrolmentDraft(view)) => view,
        other => panic!("{other:?}"),
    }
}

async fn all(person: &Person) -> EnrolmentsView {
    match person.call(Call::Enrolments).await {
        Ok(Reply::Enrolments(view)) => view,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_told_is_there_after_the_window_closed() {
    let world = World::new();
    let person = Person::at(&world);
    let nothing = all(&person).await;
    assert!(nothing.draft.is_none() && nothing.authorities.is_empty() && !nothing.can_practise);

    let mut draft = EnrolmentDraft::new(NOBODY);
    draft.template = Some(Template::Employee);
    let view = told(&person, draft, Some(FormStep::Applicant)).await;
    assert_eq!(
        view.draft.step,
        FormStep::Agreement,
        "nothing is passed over"
    );
    assert_eq!(view.faults, [FormFault::AgreementMissing]);
    let mut draft = view.draft;
    draft.agreement_version = Some("1".into());
    draft.bin = "1403".into();
    draft.storage = Some(DraftPlace::Token {
        serial: "0A1B".into(),
    });
    let draft = told(&person, draft, Some(FormStep::Applicant)).await.draft;
    assert_eq!(draft.step, FormStep::Applicant);

    let again = Person::at(&world);
    let kept = all(&again).await.draft.expect("a draft");
    assert_eq!(kept.draft, draft);
    assert_eq!(kept.steps.len(), 6, "no more than seven screens");
    let forgotten = again.call(Call::EnrolmentForget { enrolment: None }).await;
    assert!(matches!(forgotten, Ok(Reply::EnrolmentForget(left)) if left.draft.is_none()));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authority_that_cannot_be_met_begins_nothing() {
    let world = World::new();
    let person = Person::at(&world);
    for (authority, code) in [
        ("ftp://ca.example", FailureCode::AuthorityAddressUnsuitable),
        ("http://ca.example", FailureCode::AuthorityAddressUnsuitable),
        (NOBODY, FailureCode::AuthorityUnreachable),
    ] {
        let form = Call::EnrolmentForm {
            enrolment: None,
            authority: Some(authority.to_owned()),
        };
        assert_eq!(
            person.call(form).await.unwrap_err().code,
            code,
            "{authority}"
        );
    }
    let practice = Call::EnrolmentForm {
        enrolment: None,
        authority: None,
    };
    let failure = person.call(practice).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::PracticeProgramMissing);
    assert!(all(&person).await.draft.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_names_nothing_is_said_to() {
    let world = World::new();
    let person = Person::at(&world);
    let bin = "140340012346".to_owned();
    let looked = person.call(Call::EnrolmentLookUp { bin }).await;
    assert_eq!(looked.unwrap_err().code, FailureCode::BinMalformed);
    let id = "7b0c1d66-7c40-4a52-9a02-5f6d3f3c0a10".to_owned();
    for call in [
        Call::Enrolment { id: id.clone() },
        Call::EnrolmentRefresh { id: id.clone() },
        Call::EnrolmentResume { id: id.clone() },
        Call::EnrolmentAbandon {
            id: id.clone(),
            left: KeysLeft::Nowhere,
        },
        Call::EnrolmentElsewhere { id: id.clone() },
        Call::EnrolmentPaper { id, path: None },
        Call::EnrolmentApply { enrolment: None },
    ] {
        let failure = person.call(call).await.unwrap_err();
        assert_eq!(failure.code, FailureCode::EnrolmentUnknown);
    }
}
