use std::fs::{self, File};
use std::io::Write;

use tanba_agent::desk::{Call, Changed, OrderedForm, SignOrder};
use tanba_keystore::SystemRandom;
use tanba_keystore::software::{KeyAlgorithm, generate};
use tanba_pki::profile::KeyPurpose;
use tanba_protocol::FailureCode;
use time::Duration;

use super::window::{Person, is_progress, order, sign};
use crate::world::{NOW, PASSWORD, World, leaf};

/// A key that signs fast, with SHA-256.
pub(super) fn fast_key(world: &World) -> std::path::PathBuf {
    let key = generate(KeyAlgorithm::P256, &mut SystemRandom).unwrap();
    let leaf = leaf(KeyPurpose::Signature);
    let (from, to) = (NOW - Duration::days(100), NOW + Duration::days(100));
    let certificate = key.self_signed(&leaf, from, to).unwrap();
    world.saved(&key, &certificate)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_documents_are_one_prompt_and_each_is_told_when_it_is_done() {
    let world = World::new();
    let key = fast_key(&world);
    let documents: Vec<_> = (0..1000)
        .map(|number| world.document(&format!("{number:04}.txt"), number.to_string()))
        .collect();
    let mut person = Person::at(&world);
    let running = person.begin(1, sign(&key, &documents));
    let prompt = person.sign_prompt().await;
    assert_eq!(prompt.documents.len(), 1000);
    assert!(prompt.documents.iter().all(|it| it.digest.len() == 64));
    assert!(person.confirm(&prompt, PASSWORD));
    let signed = running.signed().await;
    assert!(signed.iter().all(|one| one.failure.is_none()));
    assert_eq!(person.signed().len(), 1000);
    assert_eq!(world.names(".p7s").len(), 1000);
    assert!(person.heard_of(Changed::History));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_document_gets_the_form_that_suits_it_under_one_prompt() {
    let world = World::new();
    let key = fast_key(&world);
    let pdf = tanba_testkit::sample_pdf("A contract");
    let documents = [
        world.document("letter.txt", "text"),
        world.document("contract.pdf", pdf),
        world.document("broken.pdf", "%PDF-1.7 and no more"),
        world.document("data.xml", "<a/>"),
        world.path("missing"),
    ];
    let mut person = Person::at(&world);
    let running = person.begin(1, sign(&key, &documents));
    let prompt = person.sign_prompt().await;
    assert_eq!(prompt.documents.len(), 4);
    assert!(person.confirm(&prompt, PASSWORD));
    let signed = running.signed().await;
    let outputs: Vec<_> = signed
        .iter()
        .map(|one| {
            let output = one.output.as_ref()?.file_name()?.to_str()?;
            Some(output.to_owned())
        })
        .collect();
    let named = |name: &str| Some(name.to_owned());
    assert_eq!(
        outputs,
        [
            named("letter.txt.p7s"),
            named("contract-signed.pdf"),
            None,
            named("data.xml.p7s"),
            None,
        ]
    );
    let codes: Vec<_> = signed
        .iter()
        .filter_map(|one| Some(one.failure.as_ref()?.code))
        .collect();
    assert_eq!(
        codes,
        [FailureCode::PdfDamaged, FailureCode::DocumentNotFound]
    );

    // Whoever signs a signature joins its signers.
    let running = person.begin(1, sign(&key, &[world.path("letter.txt.p7s")]));
    assert!(person.shown().await.is_none());
    let prompt = person.sign_prompt().await;
    assert!(person.confirm(&prompt, PASSWORD));
    let output = running.signed().await[0].output.clone().unwrap();
    assert!(output.ends_with("letter.txt-signed.p7s"), "{output:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changes_after_it_was_shown_is_not_signed() {
    for form in [
        OrderedForm::Detached,
        OrderedForm::Attached,
        OrderedForm::Xml,
    ] {
        let world = World::new();
        let (fast, other) = (fast_key(&world), world.key());
        let changed = world.document("changed", "<a>before</a>");
        let touched = world.document("touched", "<a>same</a>");
        let quiet = world.document("quiet", "<a>quiet</a>");
        let documents = [changed.clone(), touched.clone(), quiet];
        let order = SignOrder {
            form,
            ..order(None, &documents)
        };
        let mut person = Person::at(&world);
        let paths = [&fast, &other].map(|key| key.to_str().unwrap().to_owned());
        let add = Call::AddKeys {
            paths: paths.to_vec(),
        };
        person.call(add).await.unwrap();
        let running = person.begin(1, Call::Sign { order });
        let prompt = person.sign_prompt().await;
        fs::write(&changed, "<a>after!</a>").unwrap();
        fs::write(&touched, "<a>same</a>").unwrap();
        // The other key signs over another digest than the one that was shown.
        let chosen = prompt.keys.last().unwrap().identifier.clone();
        assert!(person.choose(&prompt, Some(&chosen), PASSWORD));
        let signed = running.signed().await;
        let codes: Vec<_> = signed
            .iter()
            .map(|one| one.failure.as_ref().map(|failure| failure.code))
            .collect();
        assert_eq!(
            codes,
            [Some(FailureCode::DocumentChanged), None, None],
            "{form:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hashing_can_be_called_off() {
    let world = World::new();
    let key = fast_key(&world);
    let large = world.path("large");
    let file = File::create(&large).unwrap();
    file.set_len(64 << 30).unwrap();
    drop(file);
    let mut person = Person::at(&world);
    let running = person.begin(7, sign(&key, &[large]));
    person.hears(is_progress).await;
    person.call(Call::Cancel { task: 7 }).await.unwrap();
    assert_eq!(
        running.end().await.unwrap_err().code,
        FailureCode::Cancelled
    );
    assert!(person.is_left_alone());
    assert!(world.names(".p7s").is_empty() && world.names(".part").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_is_chosen_in_the_prompt_and_the_last_one_used_is_offered_first() {
    let world = World::new();
    let (gost, fast) = (world.key(), fast_key(&world));
    let (a, b) = (world.document("a", "a"), world.document("b", "b"));
    let mut person = Person::at(&world);
    let none = Call::Sign {
        order: order(None, std::slice::from_ref(&a)),
    };
    let failure = person.call(none.clone()).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::KeyNotFound);
    let paths = [&gost, &fast].map(|key| key.to_str().unwrap().to_owned());
    let add = Call::AddKeys {
        paths: paths.to_vec(),
    };
    person.call(add).await.unwrap();
    let running = person.begin(1, none);
    let prompt = person.sign_prompt().await;
    assert_eq!(prompt.keys.len(), 2);
    let chosen = prompt.keys[1].clone();
    assert!(person.choose(&prompt, Some(&chosen.identifier), "wrong"));
    let again = person.sign_prompt().await;
    assert_eq!(again.keys[0].identifier, chosen.identifier);
    assert!(person.choose(&again, Some(&chosen.identifier), PASSWORD));
    assert!(person.shown().await.is_none());
    assert!(running.signed().await[0].failure.is_none());

    let running = person.begin(
        1,
        Call::Sign {
            order: order(None, &[b]),
        },
    );
    let prompt = person.sign_prompt().await;
    assert_eq!(prompt.keys[0].identifier, chosen.identifier);
    assert_eq!(
        prompt.keys[0]
            .subject
            .as_ref()
            .unwrap()
            .common_name
            .as_deref(),
        Some("ТЕСТОВ ТЕСТ")
    );
    assert!(person.choose(&prompt, Some("of nobody"), PASSWORD));
    let failure = running.end().await.unwrap_err();
    assert_eq!(failure.code, FailureCode::RequestUnsuitable);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_folder_and_a_taken_name_are_each_documents_own() {
    let world = World::new();
    let key = fast_key(&world);
    let (a, b) = (world.document("a", "a"), world.document("b", "b"));
    let mut taken = File::create(world.path("a.p7s")).unwrap();
    taken.write_all(b"theirs").unwrap();
    let mut person = Person::at(&world);
    let running = person.begin(1, sign(&key, &[a, b]));
    let prompt = person.sign_prompt().await;
    assert_eq!(prompt.documents.len(), 1);
    assert!(person.confirm(&prompt, PASSWORD));
    let signed = running.signed().await;
    assert_eq!(
        signed[0].failure.as_ref().unwrap().code,
        FailureCode::OutputExists
    );
    assert!(signed[1].failure.is_none());
    assert_eq!(fs::read(world.path("a.p7s")).unwrap(), b"theirs");
    let nowhere = SignOrder {
        folder: Some(world.path("nowhere").display().to_string()),
        ..order(Some(&key), &[world.path("a")])
    };
    let failure = person
        .call(Call::Sign { order: nowhere })
        .await
        .unwrap_err();
    assert_eq!(failure.code, FailureCode::OutputFolderMissing);
}
