use std::fs;

use tanba_agent::desk::{
    Call, DocumentKind, DocumentView, OrderedForm, Preview, Reply, SignOrder, VisiblePlace,
};
use tanba_protocol::FailureCode;
use tanba_testkit::sample_pdf;

use super::window::{Person, order};
use crate::world::{PASSWORD, World};

async fn inspect(person: &Person, paths: &[std::path::PathBuf]) -> Vec<DocumentView> {
    let paths = paths.iter().map(|path| path.display().to_string());
    let call = Call::Inspect {
        paths: paths.collect(),
    };
    match person.call(call).await {
        Ok(Reply::Inspect(views)) => views,
        other => panic!("{other:?}"),
    }
}

async fn preview(
    person: &Person,
    path: &std::path::Path,
    page: u32,
) -> Result<Preview, FailureCode> {
    let call = Call::Preview {
        path: path.display().to_string(),
        page,
        width: 200,
    };
    match person.call(call).await {
        Ok(Reply::Preview(preview)) => Ok(preview),
        Err(failure) => Err(failure.code),
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_told_apart_and_folders_give_theirs() {
    let world = World::new();
    let person = Person::at(&world);
    let folder = world.path("папка");
    fs::create_dir_all(folder.join("in/.hidden")).unwrap();
    for (name, bytes) in [
        ("a.pdf", sample_pdf("A")),
        ("b.xml", b"<a/>".to_vec()),
        ("c.png", b"\x89PNG\r\n\x1a\n".to_vec()),
        ("d.txt", "мәтін".into()),
        ("e.bin", vec![0, 1, 2]),
        ("in/f.txt", b"f".to_vec()),
        ("in/.g", b"g".to_vec()),
        ("in/.hidden/h", b"h".to_vec()),
    ] {
        fs::write(folder.join(name), bytes).unwrap();
    }
    let views = inspect(&person, &[folder.clone(), world.path("missing")]).await;
    let kinds: Vec<_> = views.iter().map(|it| (it.name.as_str(), it.kind)).collect();
    use DocumentKind as K;
    assert_eq!(
        kinds,
        [
            ("a.pdf", K::Pdf),
            ("b.xml", K::Xml),
            ("c.png", K::Image),
            ("d.txt", K::Text),
            ("e.bin", K::Other),
            ("f.txt", K::Text),
            ("missing", K::Other),
        ]
    );
    assert_eq!(views[0].forms[0], OrderedForm::Pades);
    assert_eq!(
        views[3].forms,
        [OrderedForm::Detached, OrderedForm::Attached]
    );
    let missing = views[6].failure.as_ref().unwrap();
    assert_eq!(missing.code, FailureCode::DocumentNotFound);
    let alone = inspect(&person, &[folder.join("a.pdf")]).await;
    assert_eq!((alone[0].pages, alone[0].signed), (Some(1), false));
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_pictures_and_texts_are_shown_and_nothing_else() {
    let world = World::new();
    let person = Person::at(&world);
    let pdf = world.document("a.pdf", sample_pdf("A"));
    let Ok(Preview::Pixels {
        png, width, pages, ..
    }) = preview(&person, &pdf, 0).await
    else {
        panic!("no pixels")
    };
    assert_eq!((width, pages), (200, 1));
    assert!(png.starts_with("iVBORw0KGgo"));
    assert_eq!(
        preview(&person, &pdf, 1).await.unwrap_err(),
        FailureCode::RequestUnsuitable
    );
    // A file that changed is opened anew.
    fs::write(&pdf, "%PDF-1.7 and no more").unwrap();
    assert!(matches!(
        preview(&person, &pdf, 0).await,
        Ok(Preview::Nothing)
    ));
    let text = world.document("a.xml", "<a>\u{202e}b</a>");
    let Ok(Preview::Text { text, cut: false }) = preview(&person, &text, 0).await else {
        panic!("no text")
    };
    assert_eq!(text, "<a>[U+202E]b</a>");
    let long = world.document("long.txt", "x".repeat(300 << 10));
    assert!(matches!(
        preview(&person, &long, 0).await,
        Ok(Preview::Text { cut: true, .. })
    ));
    let other = world.document("a.bin", [0, 1, 2]);
    assert!(matches!(
        preview(&person, &other, 0).await,
        Ok(Preview::Nothing)
    ));
    let missing = preview(&person, &world.path("missing"), 0).await;
    assert_eq!(missing.unwrap_err(), FailureCode::DocumentNotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_is_seen_where_it_was_put_and_nowhere_else() {
    let world = World::new();
    let key = world.key();
    let pdf = world.document("a.pdf", sample_pdf("A"));
    let at = |page, width| VisiblePlace {
        page,
        x: 0.5,
        y: 0.75,
        width,
        height: 0.1,
    };
    let mut person = Person::at(&world);
    for (place, code) in [
        (at(1, 0.4), Some(FailureCode::PlaceUnsuitable)),
        (at(0, 0.001), Some(FailureCode::PlaceUnsuitable)),
        (at(0, 0.9), Some(FailureCode::PlaceUnsuitable)),
        (at(0, 0.4), None),
    ] {
        let order = SignOrder {
            visible: Some(place),
            ..order(Some(&key), std::slice::from_ref(&pdf))
        };
        let running = person.begin(1, Call::Sign { order });
        let prompt = person.sign_prompt().await;
        assert!(person.confirm(&prompt, PASSWORD));
        assert!(person.shown().await.is_none());
        let signed = running.signed().await;
        let failure = signed[0].failure.as_ref().map(|failure| failure.code);
        assert_eq!(failure, code, "{place:?}");
    }
    let signed = world.path("a-signed.pdf");
    let (before, after) = (
        preview(&person, &pdf, 0).await,
        preview(&person, &signed, 0).await,
    );
    let (Ok(Preview::Pixels { png: before, .. }), Ok(Preview::Pixels { png: after, .. })) =
        (before, after)
    else {
        panic!("no pixels")
    };
    assert_ne!(before, after);
    assert!(inspect(&person, &[signed]).await[0].signed);
}
