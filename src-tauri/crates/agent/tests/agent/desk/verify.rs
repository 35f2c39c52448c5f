use std::fs;

use tanba_agent::desk::{Call, PickKind, Reply, ReportFormat, VerificationView};
use tanba_agent::{Language, Texts};
use tanba_protocol::{FailureCode, Finding};
use tanba_store::Kind;
use time::macros::offset;

use super::window::{Person, sign};
use crate::world::{Authority, PASSWORD, World, new_key};

async fn verify(person: &Person, file: &std::path::Path) -> VerificationView {
    let call = Call::Verify {
        file: file.display().to_string(),
        content: None,
    };
    match person.call(call).await {
        Ok(Reply::Verify(view)) => view,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_verification_is_kept_and_saved_for_people_and_programs() {
    let world = World::new();
    let authority = Authority::new();
    let key = new_key();
    let file = world.saved(&key, &authority.issue(&key));
    let mut person = Person::at(&world);
    let add = Call::AddEnvironment {
        name: "bank".to_owned(),
        files: vec![authority.file(&world).display().to_string()],
    };
    person.call(add).await.unwrap();
    for (name, value) in [("environment", "bank"), ("language", "kk")] {
        let set = Call::SetSetting {
            name: name.to_owned(),
            value: Some(value.to_owned()),
        };
        person.call(set).await.unwrap();
    }
    let running = person.begin(1, sign(&file, &[world.document("хат.txt", "сәлем")]));
    let prompt = person.sign_prompt().await;
    assert!(person.confirm(&prompt, PASSWORD));
    let output = running.signed().await[0].output.clone().unwrap();

    let view = verify(&person, &output).await;
    let found = &view.verification.signatures[0];
    assert!(!found.findings.contains(&Finding::PracticeCertificate {}));
    let save = |id, format, name: &str| Call::SaveReport {
        id,
        format,
        path: world.path(name).display().to_string(),
    };
    let texts = Texts::new(Language::Kk).with_offset(offset!(+5));
    let json = save(view.id, ReportFormat::Json, "report.json");
    person.call(json.clone()).await.unwrap();
    let saved = fs::read(world.path("report.json")).unwrap();
    let saved: serde_json::Value = serde_json::from_slice(&saved).unwrap();
    assert_eq!(saved, view.verification.to_json(&texts));
    let failure = person.call(json.clone()).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::OutputExists);
    // The system's dialog asks before it gives the name of a file that exists.
    let chosen = vec![world.path("report.json")];
    person.heard.picks.lock().unwrap().push_back(chosen);
    let pick = Call::Pick {
        what: PickKind::Save,
        name: None,
    };
    person.call(pick).await.unwrap();
    person.call(json.clone()).await.unwrap();
    let failure = person.call(json).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::OutputExists);

    let history = Call::History {
        before: None,
        limit: 1,
        search: None,
    };
    let Ok(Reply::History(page)) = person.call(history).await else {
        panic!("no history")
    };
    let entry = &page.entries[0].content;
    assert_eq!(entry.kind, Kind::Verified);
    assert_eq!(
        entry.result.as_deref(),
        Some(view.verification.indication.as_str())
    );

    person
        .call(save(view.id, ReportFormat::Pdf, "report.pdf"))
        .await
        .unwrap();
    let sheet = Call::SaveSheet {
        id: view.id,
        path: world.path("sheet.pdf").display().to_string(),
    };
    person.call(sheet).await.unwrap();
    for name in ["report.pdf", "sheet.pdf"] {
        assert!(
            fs::read(world.path(name)).unwrap().starts_with(b"%PDF-"),
            "{name}"
        );
    }
    let failure = person
        .call(save(999, ReportFormat::Pdf, "x.pdf"))
        .await
        .unwrap_err();
    assert_eq!(failure.code, FailureCode::RequestUnsuitable);
    for _ in 0..64 {
        verify(&person, &output).await;
    }
    let old = save(view.id, ReportFormat::Json, "old.json");
    assert_eq!(
        person.call(old).await.unwrap_err().code,
        FailureCode::RequestUnsuitable
    );
}
