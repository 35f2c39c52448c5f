use tanba_protocol::authority::{HeadView, LegalEntityView, Template};

use super::{DraftPlace, EnrolmentDraft, FormFault, FormStep, steps};

type Change = fn(&mut EnrolmentDraft);

fn told() -> EnrolmentDraft {
    EnrolmentDraft {
        template: Some(Template::Head),
        agreement_version: Some("1".into()),
        bin: "140340012349".into(),
        entity: Some(LegalEntityView {
            bin: "140340012349".into(),
            name: "ЖШС".into(),
            head: HeadView { name: "А.".into() },
        }),
        region: "750000000".into(),
        city: "751000000".into(),
        storage: Some(DraftPlace::Folder {
            path: "/keys".into(),
        }),
        ..EnrolmentDraft::new("https://ca.example")
    }
}

#[test]
fn no_screen_is_passed_that_is_not_answered() {
    let all = steps(None);
    let mut draft = EnrolmentDraft::new("https://ca.example");
    assert_eq!(
        draft.go(&all, FormStep::Review),
        [FormFault::TemplateMissing]
    );
    assert_eq!(draft.step, FormStep::Template);

    let mut draft = told();
    assert!(draft.go(&all, FormStep::Review).is_empty());
    assert_eq!(draft.step, FormStep::Review);
    assert!(draft.go(&all, FormStep::Agreement).is_empty(), "back");
    assert_eq!(draft.step, FormStep::Agreement);

    draft.agreement_version = None;
    let faults = draft.go(&all, FormStep::Contact);
    assert_eq!(faults, [FormFault::AgreementMissing]);
}

#[test]
fn each_screen_says_what_it_misses() {
    use FormFault as F;
    let faults = |change: Change, step| {
        let mut draft = told();
        change(&mut draft);
        draft.faults(step)
    };
    let cases: [(Change, FormStep, &[FormFault]); 13] = [
        (|_| {}, FormStep::Applicant, &[]),
        (
            |it| it.bin = "1403".into(),
            FormStep::Applicant,
            &[F::BinMalformed],
        ),
        (
            |it| it.bin = "140340012346".into(),
            FormStep::Applicant,
            &[F::BinMalformed],
        ),
        (
            |it| it.entity = None,
            FormStep::Applicant,
            &[F::EntityMissing],
        ),
        (
            |it| it.template = Some(Template::Employee),
            FormStep::Applicant,
            &[F::IinMalformed],
        ),
        (
            |it| it.template = Some(Template::InformationSystem),
            FormStep::Template,
            &[F::SystemNameMissing],
        ),
        (
            |it| {
                it.template = Some(Template::InformationSystem);
                (it.system_name, it.system_id) = ("1C".into(), " 1.2.398.3.20.1 ".into());
            },
            FormStep::Template,
            &[],
        ),
        (
            |it| {
                it.template = Some(Template::Treasury);
                it.treasury_role = "ROLE2".into();
            },
            FormStep::Template,
            &[F::TreasuryRoleMalformed],
        ),
        (
            |it| {
                it.template = Some(Template::Treasury);
                (it.treasury_role, it.treasury_code) = ("role02".into(), "ks1234 ".into());
            },
            FormStep::Template,
            &[],
        ),
        (
            |it| it.email = "a@b".into(),
            FormStep::Contact,
            &[F::EmailMalformed],
        ),
        (|it| it.email = "a@b.kz".into(), FormStep::Contact, &[]),
        (|it| it.city.clear(), FormStep::Contact, &[F::CityMissing]),
        (
            |it| it.storage = None,
            FormStep::Storage,
            &[F::StorageMissing],
        ),
    ];
    for (change, step, expected) in cases {
        assert_eq!(faults(change, step), expected, "{step:?}");
    }
}

#[test]
fn the_head_is_known_by_the_bin_and_others_by_their_iin() {
    use tanba_protocol::authority::Language;
    let mut draft = told();
    draft.iin = "990101300123".into();
    let iin = |draft: &EnrolmentDraft| draft.order(Language::Kazakh).unwrap().applicant.iin;
    assert_eq!(iin(&draft), None);
    draft.template = Some(Template::Employee);
    assert_eq!(iin(&draft).as_deref(), Some("990101300123"));
}

#[test]
fn a_template_has_its_own_numbers_and_no_others() {
    use tanba_protocol::authority::Language;
    let mut draft = told();
    draft.template = Some(Template::Treasury);
    (draft.treasury_role, draft.treasury_code) = ("role02".into(), " KS1234".into());
    (draft.system_name, draft.system_id) = ("1C".into(), "1.2.398.3.20.1".into());
    draft.iin = "990101300123".into();
    let own = |draft: &EnrolmentDraft| {
        let told = draft.order(Language::Kazakh).unwrap().applicant;
        (
            told.system_name,
            told.system_id,
            told.treasury_role,
            told.treasury_code,
        )
    };
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(own(&draft), (None, None, text("ROLE02"), text("KS1234")));
    draft.template = Some(Template::InformationSystem);
    assert_eq!(
        own(&draft),
        (text("1C"), text("1.2.398.3.20.1"), None, None)
    );
    draft.template = Some(Template::Head);
    assert_eq!(own(&draft), (None, None, None, None));
}

#[test]
fn a_draft_that_was_kept_before_there_were_these_numbers_is_read() {
    let mut kept = serde_json::to_value(told()).unwrap();
    for added in ["system_id", "treasury_role", "treasury_code"] {
        kept.as_object_mut().unwrap().remove(added).unwrap();
    }
    assert_eq!(
        serde_json::from_value::<EnrolmentDraft>(kept).unwrap(),
        told()
    );
}
