//! Visible signatures: where they stand, what is seen, what is refused.

use super::samples::{Layout, Sample};
use super::{Coverage, Document, Error, Object, Parameters, coverages, place, samples, signed};
use crate::pdf::object::Dictionary;
use crate::pdf::{Place, VisibleSignature, field, filter, pages};

/// On the first page of any sample; what is seen is the first page of another.
pub(super) fn upper_left() -> VisibleSignature {
    VisibleSignature {
        page: 0,
        place: Place::Fractions {
            left: 0.1,
            top: 0.1,
            width: 0.25,
            height: 0.1,
        },
        appearance: Sample::plain().layout(Layout::Streams).write(),
    }
}

fn visible(visible: VisibleSignature) -> Parameters {
    Parameters {
        visible: Some(visible),
        ..Parameters::default()
    }
}

/// The widget of the last signature.
fn widget(document: &Document<'_>) -> Dictionary {
    let fields = field::fields(document).unwrap();
    let signed = fields.into_iter().rev();
    let mut signed =
        signed.filter(|field| field.is_signature() && field.dictionary.find("V").is_some());
    signed.next().unwrap().dictionary
}

fn numbers(document: &Document<'_>, dictionary: &Dictionary, key: &str) -> Vec<f64> {
    let array = document.value(dictionary, key).unwrap();
    let numbers = array.as_array().unwrap().iter();
    numbers.map(|number| number.as_number().unwrap()).collect()
}

/// The dictionary of the form that shows the signature, and its content.
fn form(document: &Document<'_>, widget: &Dictionary) -> (Dictionary, Vec<u8>) {
    let appearance = document.dictionary(widget, "AP").unwrap().unwrap();
    let form = appearance.find("N").and_then(Object::as_reference).unwrap();
    let form = document.lookup(form).unwrap().unwrap();
    let Object::Dictionary(dictionary) = form.value else {
        panic!("{:?}", form.value)
    };
    let content = filter::decode(&dictionary, form.stream.unwrap(), 1 << 20).unwrap();
    (dictionary, content)
}

#[test]
fn the_appearance_comes_along_with_its_resources() {
    for (name, bytes) in samples::all() {
        let first = signed(&bytes, &visible(upper_left()));
        assert!(first.starts_with(&bytes), "{name}");
        let document = Document::open(&first).unwrap();
        assert!(!document.xref.repaired, "{name}");
        let widget = widget(&document);
        let (form, content) = form(&document, &widget);
        assert!(content.starts_with(samples::CONTENT.as_bytes()), "{name}");
        let resources = document.dictionary(&form, "Resources").unwrap().unwrap();
        let fonts = document.dictionary(&resources, "Font").unwrap().unwrap();
        let font = document.dictionary(&fonts, "F1").unwrap().unwrap();
        assert_eq!(font.find("BaseFont"), Some(&Object::name("Helvetica")));
        // Its page is the first, and lists it.
        let page = pages::page(&document, 0).unwrap();
        assert_eq!(widget.find("P"), Some(&Object::Reference(page.reference)));
        let listed = document.value(&page.dictionary, "Annots").unwrap();
        let last = listed.as_array().unwrap().last().unwrap().clone();
        assert_eq!(document.resolve(&last).unwrap(), Object::Dictionary(widget));
        assert_eq!(coverages(&first), [Coverage::WholeDocument], "{name}");
    }
}

/// A page of 200 × 100 points from (10, 20), shown as these entries of the page and its parent say.
fn turned(parent: &str, page: &str) -> Sample {
    Sample::plain()
        .with(
            2,
            &format!("<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 {parent} >>"),
        )
        .with(
            4,
            &format!("<< /Type /Page /Parent 2 0 R /Contents 6 0 R {page} >>"),
        )
        .with(8, "[10 20 210 120]")
        .with(9, "-90")
}

#[test]
fn a_place_follows_the_crop_and_the_turn_of_the_page() {
    let media = "/MediaBox [0 0 300 300] /CropBox 8 0 R";
    // A tenth from the left, a fifth from above, half as wide, a quarter as high, as it is shown.
    let cases = [
        (media, "", [30., 75., 130., 100.], [1., 0., 0., 1., 0., 0.]),
        (
            media,
            "/Rotate 90",
            [50., 30., 100., 80.],
            [0., 1., -1., 0., 0., 0.],
        ),
        (
            media,
            "/Rotate 180",
            [90., 40., 190., 65.],
            [-1., 0., 0., -1., 0., 0.],
        ),
        (
            media,
            "/Rotate -90",
            [120., 60., 170., 110.],
            [0., -1., 1., 0., 0., 0.],
        ),
        (
            media,
            "/Rotate 9 0 R",
            [120., 60., 170., 110.],
            [0., -1., 1., 0., 0., 0.],
        ),
        (
            media,
            "/Rotate 45",
            [30., 75., 130., 100.],
            [1., 0., 0., 1., 0., 0.],
        ),
        (
            "/Rotate 90",
            "/MediaBox [210 120 10 20] /Rotate 0",
            [30., 75., 130., 100.],
            [1., 0., 0., 1., 0., 0.],
        ),
        (
            "/MediaBox [10 20 999 120]",
            "/CropBox [-50 -50 210 999]",
            [30., 75., 130., 100.],
            [1., 0., 0., 1., 0., 0.],
        ),
    ];
    for (parent, page, rect, matrix) in cases {
        let document = turned(parent, page).write();
        let fractions = Place::Fractions {
            left: 0.1,
            top: 0.2,
            width: 0.5,
            height: 0.25,
        };
        let [x0, y0, x1, y1] = rect;
        let points = Place::Points {
            from: (x1, y0),
            to: (x0, y1),
        };
        for place in [fractions, points] {
            let asked = VisibleSignature {
                page: 1,
                place,
                ..upper_left()
            };
            let first = signed(&document, &visible(asked));
            let document = Document::open(&first).unwrap();
            let widget = widget(&document);
            assert_eq!(numbers(&document, &widget, "Rect"), rect, "{parent} {page}");
            let (form, _) = form(&document, &widget);
            assert_eq!(
                numbers(&document, &form, "Matrix"),
                matrix,
                "{parent} {page}"
            );
            // As wide for its height as the place is when shown, so that nothing is distorted.
            let bbox = numbers(&document, &form, "BBox");
            let ratio = (bbox[2] - bbox[0]) / (bbox[3] - bbox[1]);
            let across = matrix[0] == 0.;
            let shown = if across {
                (y1 - y0) / (x1 - x0)
            } else {
                (x1 - x0) / (y1 - y0)
            };
            assert!((ratio - shown).abs() < 0.001, "{bbox:?}");
            assert!(bbox[0] <= 0. && bbox[1] <= 0. && bbox[2] >= 612. && bbox[3] >= 792.);
        }
    }
}

#[test]
fn a_field_of_the_form_keeps_its_place() {
    let field = |rect: &str| {
        let field = format!(
            "<< /Type /Annot /Subtype /Widget /FT /Sig /T (here) /Rect {rect} /P 3 0 R /F 132 >>"
        );
        let sample = Sample::plain().form(true, true).with(9, &field);
        signed(&sample.write(), &Parameters::default())
    };
    let here = Parameters {
        field_name: Some("here".to_owned()),
        ..visible(upper_left())
    };
    let first = field("[100 200 300 240]");
    let second = signed(&first, &here);
    let document = Document::open(&second).unwrap();
    let widget = field::fields(&document).unwrap();
    let widget = &widget
        .iter()
        .find(|field| field.name == "here")
        .unwrap()
        .dictionary;
    assert_eq!(numbers(&document, widget, "Rect"), [100., 200., 300., 240.]);
    assert!(
        form(&document, widget)
            .1
            .starts_with(samples::CONTENT.as_bytes())
    );
    let expected = [Coverage::FollowedBySignatures, Coverage::WholeDocument];
    assert_eq!(coverages(&second), expected);
    let nowhere = place(
        &Document::open(&field("[0 0 0 0]")).unwrap(),
        &here,
        64,
        [7; 16],
    );
    assert_eq!(nowhere.unwrap_err(), Error::OutsidePage);
}

#[test]
fn what_cannot_be_seen_is_refused() {
    let bytes = Sample::plain().write();
    let refusal = |asked: VisibleSignature| {
        let document = Document::open(&bytes).unwrap();
        place(&document, &visible(asked), 64, [7; 16]).unwrap_err()
    };
    for page in [2, u32::MAX] {
        let asked = VisibleSignature {
            page,
            ..upper_left()
        };
        assert_eq!(refusal(asked), Error::NoSuchPage);
    }
    let points = |from, to| Place::Points { from, to };
    let part = |left, top, width, height| Place::Fractions {
        left,
        top,
        width,
        height,
    };
    for place in [
        points((0., 0.), (700., 50.)),
        points((-20., 10.), (100., 50.)),
        points((10., 10.), (10., 50.)),
        points((f64::NAN, 10.), (100., 50.)),
        points((0., 0.), (f64::INFINITY, 50.)),
        part(0.8, 0., 0.3, 0.1),
        part(0., 0.95, 0.3, 0.1),
        part(-0.1, 0., 0.3, 0.1),
        part(0.1, 0.1, 0., 0.1),
        part(f64::NAN, 0.1, 0.1, 0.1),
    ] {
        let asked = VisibleSignature {
            place,
            ..upper_left()
        };
        assert_eq!(refusal(asked), Error::OutsidePage, "{place:?}");
    }
    let plain = Sample::plain();
    let encrypted = Sample {
        trailer: "/Encrypt << /Filter /Standard /V 2 >>".to_owned(),
        ..plain.clone()
    };
    let loose = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 5 0 R >>";
    let rotated = loose.replace("/Contents", "/Rotate 90 /Contents");
    let flat = loose.replace("[0 0 9 9]", "[0 0 9 0]");
    for appearance in [
        b"no document".to_vec(),
        bytes[..300].to_vec(),
        encrypted.write(),
        plain.clone().with(3, &rotated).write(),
        plain.clone().with(3, &flat).write(),
        vec![b' '; 5 << 20],
    ] {
        let asked = VisibleSignature {
            appearance,
            ..upper_left()
        };
        assert_eq!(refusal(asked), Error::Appearance);
    }
}

#[test]
fn nothing_else_comes_along() {
    // An annotation, an action and ways back into the tree, from the page and from its resources.
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 90 90] /Contents [5 0 R 6 0 R] /Annots [20 0 R] \
                /AA << /O 21 0 R >> /Resources << /XObject << /X 22 0 R >> /Back 1 0 R >> >>";
    let stream = "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /StructParent 3 0 R /Length 1 >>\nstream\nq\nendstream";
    let sample = Sample::plain()
        .with(3, page)
        .with(20, "<< /Type /Annot /Subtype /Link /A 21 0 R >>")
        .with(21, "<< /S /JavaScript /JS (app.alert\\(1\\)) >>")
        .with(22, stream);
    let asked = VisibleSignature {
        appearance: sample.write(),
        ..upper_left()
    };
    let first = signed(&Sample::plain().write(), &visible(asked));
    let document = Document::open(&first).unwrap();
    let (form, content) = form(&document, &widget(&document));
    assert_eq!(
        content,
        format!("{}\n% second page\n", samples::CONTENT).into_bytes()
    );
    let resources = document.dictionary(&form, "Resources").unwrap().unwrap();
    assert_eq!(document.value(&resources, "Back").unwrap(), Object::Null);
    assert!(
        document
            .dictionary(&resources, "XObject")
            .unwrap()
            .is_some()
    );
    let written = String::from_utf8_lossy(&first);
    assert!(!written.contains("JavaScript") && !written.contains("/Link"));
}
