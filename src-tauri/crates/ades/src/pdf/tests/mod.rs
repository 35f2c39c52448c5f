use super::document::Document;
use super::object::Object;
use super::place::{Placed, place};
use super::prepare::Parameters;
use super::{Coverage, Error, coverage, dictionary, pages};

mod outside;
mod samples;
mod visible;

use samples::{Layout, Sample, append_objects};

/// The document with a signature that holds no CMS.
fn signed(document: &[u8], parameters: &Parameters) -> Vec<u8> {
    let Placed { update, .. } =
        place(&Document::open(document).unwrap(), parameters, 64, [7; 16]).unwrap();
    [document, &update].concat()
}

fn coverages(document: &[u8]) -> Vec<Coverage> {
    let document = Document::open(document).unwrap();
    let signatures = dictionary::signatures(&document).unwrap();
    signatures
        .iter()
        .map(|signature| coverage::coverage(&document, signature))
        .collect()
}

#[test]
fn an_update_leaves_the_document_as_it_was_and_can_be_read() {
    for (name, bytes) in samples::all() {
        let first = signed(&bytes, &Parameters::default());
        assert!(first.starts_with(&bytes), "{name}");
        let document = Document::open(&first).unwrap();
        assert!(!document.xref.repaired, "{name}");
        let before = Document::open(&bytes).unwrap();
        assert!(!before.xref.repaired, "{name}");
        assert_eq!(before.xref.kind, document.xref.kind, "{name}");
        let signatures = dictionary::signatures(&document).unwrap();
        let [signature] = signatures.as_slice() else {
            panic!("{name}: {signatures:?}")
        };
        let places = signature.places.as_ref().unwrap();
        assert_eq!(places.revision_end, first.len(), "{name}");
        assert_eq!(first[places.contents.start], b'<', "{name}");
        assert_eq!(first[places.contents.end - 1], b'>', "{name}");
        assert_eq!(places.capacity(), 64, "{name}");
        let catalog = document.catalog().unwrap();
        assert!(pages::page(&document, 0).is_ok(), "{name}");
        let old = before.catalog().unwrap();
        let declared = before.version(&old) >= (2, 0)
            || document.value(&catalog, "Extensions").unwrap() != Object::Null;
        assert!(declared, "{name}");
    }
}

#[test]
fn later_signatures_leave_earlier_ones_whole() {
    let all = samples::all();
    let both = [false, true].into_iter();
    for (is_visible, (name, bytes)) in both.flat_map(|seen| all.iter().map(move |one| (seen, one)))
    {
        let mut document = bytes.clone();
        for count in 1..=3 {
            let parameters = Parameters {
                visible: is_visible.then(visible::upper_left),
                ..Parameters::default()
            };
            document = signed(&document, &parameters);
            let mut expected = vec![Coverage::FollowedBySignatures; count - 1];
            expected.push(Coverage::WholeDocument);
            assert_eq!(coverages(&document), expected, "{name}, {count} signatures");
        }
        assert!(
            document
                .windows(6)
                .filter(|window| window == b"%%EOF\n")
                .count()
                >= 3,
            "{name}"
        );
    }
}

#[test]
fn an_empty_field_is_signed_in_place() {
    for layout in [Layout::Table, Layout::Streams] {
        let bytes = Sample::plain().form(true, true).layout(layout).write();
        let first = signed(&bytes, &Parameters::default());
        let parameters = Parameters {
            field_name: Some("here".to_owned()),
            ..Parameters::default()
        };
        let second = signed(&first, &parameters);
        assert_eq!(
            coverages(&second),
            [Coverage::FollowedBySignatures, Coverage::WholeDocument]
        );
        let again = place(&Document::open(&second).unwrap(), &parameters, 64, [7; 16]);
        assert_eq!(again.unwrap_err(), Error::FieldExists);
        let parameters = Parameters {
            field_name: Some("name".to_owned()),
            ..Parameters::default()
        };
        let text_field = place(&Document::open(&second).unwrap(), &parameters, 64, [7; 16]);
        assert_eq!(text_field.unwrap_err(), Error::FieldExists);
    }
}

/// What someone appends to a signed document, and what is said of it.
#[test]
fn changes_after_the_signature_are_told_apart() {
    let first = signed(
        &Sample::plain().form(true, true).write(),
        &Parameters::default(),
    );
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R \
                /Resources << /Font << /F1 7 0 R >> >> /Annots 12 0 R >>";
    let field =
        "/Type /Annot /Subtype /Widget /FT /Tx /T (name) /Rect [10 10 100 30] /P 3 0 R /F 4";
    let filled = format!("<< {field} /V (Aidar) >>");
    let moved = format!("<< {field} /V (Aidar) >>").replace("[10 10", "[0 0");
    let new_content = "<< /Length 6 >>\nstream\nq 0 Q \nendstream";
    let other_page = page.replace("/Contents 5 0 R", "/Contents 6 0 R");
    let allowed = [
        ("nothing", vec![(3, page)], Coverage::FollowedBySignatures),
        (
            "filled in",
            vec![(8, &filled)],
            Coverage::FollowedByFormFilling,
        ),
        (
            "an unused object",
            vec![(900, "<< >>")],
            Coverage::FollowedBySignatures,
        ),
    ];
    for (name, objects, expected) in allowed {
        assert_eq!(
            coverages(&append_objects(&first, &objects)),
            [expected],
            "{name}"
        );
    }
    let forbidden: [(&str, Vec<_>); 12] = [
        ("content replaced", vec![(5, new_content)]),
        ("page replaced", vec![(3, &other_page)]),
        ("field moved", vec![(8, &moved)]),
        (
            "pages removed",
            vec![(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>")],
        ),
        (
            "font replaced",
            vec![(7, "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>")],
        ),
        (
            "action added",
            vec![(
                1,
                "<< /Type /Catalog /Pages 2 0 R /AcroForm 10 0 R /OpenAction 5 0 R >>",
            )],
        ),
        (
            "form removed",
            vec![(1, "<< /Type /Catalog /Pages 2 0 R >>")],
        ),
        (
            "annotation added",
            vec![
                (12, "[8 0 R 9 0 R 15 0 R 99 0 R]"),
                (99, "<< /Type /Annot /Subtype /Stamp >>"),
            ],
        ),
        ("annotation removed", vec![(12, "[8 0 R]")]),
        (
            "field added",
            vec![
                (11, "[8 0 R 9 0 R 15 0 R 99 0 R]"),
                (99, "<< /FT /Tx /T (more) /Rect [0 0 9 9] >>"),
            ],
        ),
        (
            "visible empty signature field",
            vec![
                (11, "[8 0 R 9 0 R 15 0 R 99 0 R]"),
                (99, "<< /FT /Sig /T (more) /Rect [0 0 9 9] >>"),
            ],
        ),
        ("signature removed", vec![(14, "<< /Type /Sig >>")]),
    ];
    for (name, objects) in forbidden {
        let found = coverages(&append_objects(&first, &objects));
        assert!(
            !found.iter().any(Coverage::is_acceptable),
            "{name}: {found:?}"
        );
    }
}

#[test]
fn bytes_after_the_end_are_seen() {
    let first = signed(&Sample::plain().write(), &Parameters::default());
    for appended in ["\n", " ", "garbage", "%%EOF\n", "\nstartxref\n9\n%%EOF\n"] {
        let found = coverages(&[first.as_slice(), appended.as_bytes()].concat());
        assert!(!found.is_empty(), "{appended:?}");
        assert!(
            !found.iter().any(Coverage::is_acceptable),
            "{appended:?}: {found:?}"
        );
    }
}

#[test]
fn hostile_documents_do_no_harm() {
    let mut seeds: Vec<Vec<u8>> = samples::all().into_iter().map(|(_, bytes)| bytes).collect();
    let twice = |bytes: &[u8]| {
        signed(
            &signed(bytes, &Parameters::default()),
            &Parameters::default(),
        )
    };
    seeds.push(twice(&Sample::plain().form(true, true).write()));
    seeds.push(twice(&Sample::plain().layout(Layout::Streams).write()));
    tanba_testkit::fuzz::run("pdf_document", super::fuzzing::document, &seeds);
}

fn refusal(document: &[u8]) -> Error {
    let placed = Document::open(document)
        .and_then(|document| place(&document, &Parameters::default(), 64, [7; 16]));
    placed.unwrap_err()
}

#[test]
fn what_must_not_be_signed_is_refused() {
    let plain = Sample::plain();
    let encrypted = Sample {
        trailer: "/Encrypt << /Filter /Standard /V 2 >>".to_owned(),
        ..plain.clone()
    };
    assert_eq!(refusal(&encrypted.write()), Error::Encrypted);
    assert_eq!(refusal(&certified("/P 1").write()), Error::ChangesForbidden);
    assert_eq!(refusal(b"a text"), Error::NotPdf);
    assert_eq!(
        refusal(
            &plain
                .clone()
                .with(2, "<< /Type /Pages /Kids [] /Count 0 >>")
                .write()
        ),
        Error::NoPage
    );
    assert_eq!(
        refusal(
            &plain
                .clone()
                .with(2, "<< /Type /Pages /Kids [2 0 R] /Count 1 >>")
                .write()
        ),
        Error::NoPage
    );
    for bytes in [&plain.write()[..200], b"%PDF-1.7\n"] {
        assert!(matches!(refusal(bytes), Error::Malformed(_)));
    }
}

/// A certified document with a text field, before the certifying signature is made.
fn certified(level: &str) -> Sample {
    let signature = format!(
        "<< /Type /Sig /Reference [<< /Type /SigRef /TransformMethod /DocMDP \
         /TransformParams << /Type /TransformParams {level} /V /1.2 >> >>] >>"
    );
    Sample::plain()
        .form(true, true)
        .with(
            1,
            "<< /Type /Catalog /Pages 2 0 R /AcroForm 10 0 R /Perms << /DocMDP 20 0 R >> >>",
        )
        .with(20, &signature)
}

#[test]
fn the_author_decides_what_may_follow() {
    let annotation = [
        (12, "[8 0 R 9 0 R 22 0 R 99 0 R]"),
        (99, "<< /Type /Annot /Subtype /Stamp >>"),
    ];
    let filled = [(
        8,
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /Rect [10 10 100 30] /P 3 0 R /F 4 /V (A) >>",
    )];
    let outcome = |level: &str, objects: &[(u32, &str)]| {
        let first = signed(&certified(level).write(), &Parameters::default());
        coverages(&append_objects(&first, objects)).remove(0)
    };
    for level in ["", "/P 2"] {
        assert_eq!(outcome(level, &filled), Coverage::FollowedByFormFilling);
        assert!(!outcome(level, &annotation).is_acceptable());
    }
    assert_eq!(outcome("/P 3", &filled), Coverage::FollowedByFormFilling);
    assert_eq!(
        outcome("/P 3", &annotation),
        Coverage::FollowedByAnnotations
    );
}

#[test]
fn a_damaged_document_is_repaired_by_its_signature() {
    for layout in [Layout::Table, Layout::Streams] {
        let bytes = Sample::plain().layout(layout).write();
        let start = bytes.len() - 20;
        let mut damaged = bytes.clone();
        damaged[start..start + 8].fill(b'9');
        let truncated = &bytes[..bytes.len() - 30];
        let shifted = [b"%PDF-1.7\n% inserted later\n".as_slice(), &bytes[9..]].concat();
        for (name, document) in [
            ("startxref", damaged.as_slice()),
            ("truncated", truncated),
            ("shifted", &shifted),
        ] {
            let before = Document::open(document).unwrap();
            assert!(before.xref.repaired, "{name}");
            let first = signed(document, &Parameters::default());
            assert!(first.starts_with(document), "{name}");
            assert!(!Document::open(&first).unwrap().xref.repaired, "{name}");
            assert_eq!(coverages(&first), [Coverage::WholeDocument], "{name}");
            let second = signed(&first, &Parameters::default());
            assert_eq!(
                coverages(&second),
                [Coverage::FollowedBySignatures, Coverage::WholeDocument],
                "{name}"
            );
        }
    }
}

#[test]
fn a_signature_dictionary_must_be_what_it_seems() {
    let first = signed(&Sample::plain().write(), &Parameters::default());
    let place_of = |needle: &[u8], from| super::parse::find(&first, needle, from).unwrap();
    let range = place_of(b"/ByteRange [", 0) + 12;
    let (end, room) = (place_of(b"]", range), place_of(b"/Contents", range) - 1);
    let text = std::str::from_utf8(&first[range..end]).unwrap();
    let numbers: Vec<usize> = text
        .split_whitespace()
        .map(|number| number.parse().unwrap())
        .collect();
    let with_range = |numbers: [usize; 4]| {
        let mut document = first.clone();
        let [a, b, c, d] = numbers;
        let written = format!("{a} {b} {c} {d}");
        document[range..room].fill(b' ');
        document[range..range + written.len()].copy_from_slice(written.as_bytes());
        document[room - 1] = b']';
        document
    };
    let [a, b, c, d] = numbers[..] else { panic!() };
    let wrong = [
        [1, b, c, d],
        [a, b - 1, c, d],
        [a, b, c + 1, d - 1],
        [a, b, c, d + 1],
        [a, b, b, d],
        [a, b + 2, c - 2, d],
    ];
    for numbers in wrong {
        let document = with_range(numbers);
        let document = Document::open(&document).unwrap();
        let signatures = dictionary::signatures(&document).unwrap();
        assert!(
            signatures.iter().all(|signature| signature.places.is_err()),
            "{numbers:?}"
        );
    }
}

#[test]
fn a_small_file_cannot_ask_for_much() {
    // A bomb: an object stream of zeros, many times over.
    let zeros = miniz_oxide::deflate::compress_to_vec_zlib(&vec![b' '; 48 << 20], 9);
    let mut bomb = Sample::plain();
    let mut body = String::new();
    for _ in 0..5 {
        body.push_str("[[[[[[[[");
    }
    bomb = bomb.with(8, &body);
    let mut bytes = bomb.write();
    for number in 50..90 {
        bytes.extend(format!("\n{number} 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length {} >>\nstream\n", zeros.len()).into_bytes());
        bytes.extend(&zeros);
        bytes.extend(b"\nendstream\nendobj\n");
    }
    assert_eq!(Document::open(&bytes).unwrap_err(), Error::TooComplex);
    let deep = Sample::plain().with(2, &"[".repeat(100_000)).write();
    assert!(
        Document::open(&deep)
            .map(|document| place(&document, &Parameters::default(), 64, [7; 16]))
            .is_ok_and(|placed| placed.is_err())
    );
}

#[test]
fn a_lock_is_kept() {
    let lock = "<< /Type /SigFieldLock /Action /Include /Fields [(name)] >>";
    let field = format!(
        "<< /Type /Annot /Subtype /Widget /FT /Sig /T (here) /Rect [0 0 0 0] /P 3 0 R /F 132 /Lock {lock} >>"
    );
    let parameters = Parameters {
        field_name: Some("here".to_owned()),
        ..Parameters::default()
    };
    let filled = "<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /Rect [10 10 100 30] /P 3 0 R /F 4 /V (A) >>";
    let document = Sample::plain().form(true, true);
    for (document, may_fill) in [(document.clone().with(9, &field), false), (document, true)] {
        let later = append_objects(&signed(&document.write(), &parameters), &[(8, filled)]);
        assert_eq!(coverages(&later)[0].is_acceptable(), may_fill);
    }
}

#[test]
fn known_attacks_are_seen() {
    // Hide and replace: the other content lies in the signed part already, and only the table changes.
    let original = Sample::plain().form(true, true);
    let replaced = [(5, "<< /Length 1 >>\nstream\nq\nendstream")];
    let prepared = append_objects(&original.write(), &replaced);
    let first = signed(&prepared, &Parameters::default());
    let old = super::parse::find(&first, b"5 0 obj", 0).unwrap();
    let mut attack = first.clone();
    let start = attack.len();
    let document = Document::open(&first).unwrap();
    let previous = document.xref.sections[0];
    attack.extend(
        format!(
            "xref\n5 1\n{old:010} 00000 n \ntrailer\n<< /Size 99 /Root 1 0 R /Prev {previous} >>\n\
             startxref\n{start}\n%%EOF\n"
        )
        .into_bytes(),
    );
    assert!(!coverages(&attack)[0].is_acceptable());

    // What the signed revision refers to in vain appears later.
    let dangling = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 500 0 R /Resources << >> >>";
    let first = signed(
        &Sample::plain().with(4, dangling).write(),
        &Parameters::default(),
    );
    let attack = append_objects(&first, &[(500, "<< /Length 1 >>\nstream\nq\nendstream")]);
    assert!(!coverages(&attack)[0].is_acceptable());

    // The catalog is another one.
    let first = signed(&Sample::plain().write(), &Parameters::default());
    let attack = append_objects(&first, &[(500, "<< /Type /Catalog /Pages 2 0 R >>")]);
    let root = super::parse::find_last(&attack, b"/Root 1 0 R", attack.len()).unwrap();
    let mut attack = [&attack[..root], b"/Root 500 0 R", &attack[root + 11..]].concat();
    // The way to the signature is gone with it; that there was one is still found.
    let document = Document::open(&attack).unwrap();
    assert!(dictionary::signatures(&document).unwrap().is_empty());
    let stray = dictionary::stray_signatures(&document).unwrap();
    assert!(!coverage::coverage(&document, &stray[0]).is_acceptable());

    // A history that leaves the signed revision out.
    let previous = super::parse::find_last(&attack, b"/Prev", attack.len()).unwrap();
    attack[previous..previous + 5].copy_from_slice(b"/Perv");
    assert!(
        Document::open(&attack).is_err()
            || coverages(&attack)
                .iter()
                .all(|found| !found.is_acceptable())
    );
}

#[test]
fn a_repeated_key_is_ambiguous() {
    let first = signed(&Sample::plain().write(), &Parameters::default());
    let place = super::parse::find(&first, b"/Filter /Adobe", 0).unwrap();
    let mut twice = first.clone();
    twice[place..place + 22].copy_from_slice(b"/ByteRange [0 0 0 0]  ");
    let document = Document::open(&twice).unwrap();
    let signatures = dictionary::signatures(&document).unwrap();
    assert!(signatures[0].places.is_err());
}
