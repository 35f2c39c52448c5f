//! Sheets and stamps, as other programs read them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::process::Command;
use std::time::Duration;

use support::Folder;
use tanba_paper::Error;
use tanba_paper::pages::Pages;
use tanba_paper::sheet::{Qr, Row, Section, Sheet, Tone};
use tanba_paper::stamp::Stamp;
use tanba_testkit::tool;
use time::macros::datetime;

const LONG: Duration = Duration::from_secs(60);

fn sheet(signers: usize) -> Sheet {
    let document = Section {
        heading: "Құжат".into(),
        rows: vec![
            Row::new(
                "Атауы",
                "Қызмет көрсету шарты № 17-ҚЖ (соңғы нұсқасы) 2026 жылғы 20 қараша.pdf",
            ),
            Row::new("Көлемі", "1 204 563 байт"),
            Row::new(
                "Бақылау сомасы (SHA-256)",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            ),
        ],
        notes: vec![],
    };
    let signer = |number: usize| Section {
        heading: format!("{number}-қол қоюшы"),
        rows: vec![
            Row::new("Аты-жөні", "ӘБДІҒАППАРҰЛЫ-ҚҰНАНБАЙҰЛЫ Үмітжан Өмірзақұлы"),
            Row::new("ЖСН", "900101300018"),
            Row::new(
                "Ұйым",
                "«ҚАЗАҚСТАН РЕСПУБЛИКАСЫНЫҢ ЦИФРЛЫҚ ДАМУ, ИННОВАЦИЯЛАР ЖӘНЕ АЭРОҒАРЫШ ӨНЕРКӘСІБІ \
                 МИНИСТРЛІГІ» МЕМЛЕКЕТТІК МЕКЕМЕСІ, БСН 123456789012",
            ),
            Row::new("Өкілеттігі", "Бірінші басшы"),
            Row::new(
                "Сертификаттың сериялық нөмірі",
                "58c1a3b7f0e2d94c6a5b8e7f1203948576afbecd",
            ),
            Row::new("Қолданылу мерзімі", "01.01.2026 – 01.01.2027"),
            Row::new(
                "Сертификат берген",
                "ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) 2022\nНЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) 2022",
            ),
            Row::new(
                "Қол қойылған уақыты",
                "2026 жылғы 20 қараша, 11:04:09 (UTC+5)",
            ),
        ],
        notes: vec!["Сертификат қол қойылған сәтте кері қайтарылмаған.".into()],
    };
    let sections = std::iter::once(document).chain((1..=signers).map(signer));
    Sheet {
        title: "Электрондық цифрлық қолтаңба парағы".into(),
        lead: "Барлық қолтаңба жарамды. Құжат қол қойылғаннан кейін өзгертілмеген. 2026 жылғы 20 қарашада тексерілді.".into(),
        tone: Tone::Good,
        sections: sections.collect(),
        qr: vec![
            Qr { caption: "Қолтаңбаны тексеру".into(), payload: b"https://example.kz/v/9f86d081884c7d65".to_vec() },
            Qr { caption: "Құжаттың бақылау сомасы".into(), payload: vec![b'a'; 300] },
            Qr { caption: "Қолтаңбаның өзі".into(), payload: vec![0xd2; 900] },
        ],
        footer: "«Электрондық құжат және электрондық цифрлық қолтаңба туралы» ҚР Заңының 7-бабы.".into(),
        language: "kk".into(),
        made_at: datetime!(2026-11-20 11:04:09 UTC),
    }
}

fn stamp() -> Stamp {
    Stamp {
        heading: "Электрондық цифрлық қолтаңбамен қол қойылды".into(),
        name: "ӘБДІҒАППАРҰЛЫ Үмітжан Өмірзақұлы".into(),
        lines: vec![
            "ЖСН 900101300018".into(),
            "2026 жылғы 20 қараша, 16:04 (UTC+5)".into(),
        ],
        qr: Some(b"https://example.kz/v/9f86d081884c7d65".to_vec()),
        width: 226.,
        height: 71.,
    }
}

#[test]
fn the_same_sheet_gives_the_same_bytes() {
    assert_eq!(sheet(2).to_pdf(), sheet(2).to_pdf());
    assert_eq!(stamp().to_pdf(), stamp().to_pdf());
    let later = Sheet {
        made_at: datetime!(2026-11-21 11:04:09 UTC),
        ..sheet(2)
    };
    assert_ne!(later.to_pdf(), sheet(2).to_pdf());
}

#[test]
fn sheets_grow_by_pages_and_stay_on_them() {
    for (signers, tone) in [
        (0, Tone::Bad),
        (1, Tone::Good),
        (3, Tone::Caution),
        (40, Tone::Good),
    ] {
        let pdf = Sheet {
            tone,
            ..sheet(signers)
        }
        .to_pdf()
        .unwrap();
        let pages = Pages::open(pdf, LONG).unwrap();
        assert!(pages.count() > signers / 4 && pages.count() <= signers / 2 + 2);
        for size in pages.sizes() {
            assert!((size.width - 595.276).abs() < 0.1 && (size.height - 841.89).abs() < 0.1);
        }
        // Nothing runs into the margins.
        for page in 0..pages.count() {
            let picture = pages.render(page, 595, LONG).unwrap();
            let edge = |x: u32, y: u32| {
                let at = 4 * (y * picture.width() + x) as usize;
                assert_eq!(
                    picture.rgba()[at..at + 4],
                    [255; 4],
                    "page {page} at {x}, {y}"
                );
            };
            (0..picture.height()).for_each(|y| {
                (0..48).for_each(|x| {
                    edge(x, y);
                    edge(picture.width() - 1 - x, y);
                })
            });
        }
    }
}

#[test]
fn other_programs_read_every_word() {
    let (Some(qpdf), Some(pdftotext)) = (tool("qpdf"), tool("pdftotext")) else {
        return;
    };
    let folder = Folder::new("paper-sheet");
    for signers in [1, 9] {
        let sheet = sheet(signers);
        let file = folder.write("sheet.pdf", &sheet.to_pdf().unwrap());
        let checked = Command::new(&qpdf)
            .arg("--check")
            .arg(&file)
            .output()
            .unwrap();
        assert!(checked.status.success(), "{checked:?}");
        let read = Command::new(&pdftotext)
            .arg("-layout")
            .arg(&file)
            .arg("-")
            .output()
            .unwrap();
        let read = String::from_utf8(read.stdout).unwrap();
        let squeezed: String = read.split_whitespace().collect();
        let words = sheet.sections.iter().flat_map(|section| {
            let rows = section
                .rows
                .iter()
                .map(|row| row.value.split_whitespace().next().unwrap());
            rows.chain([section.heading.as_str()])
        });
        for word in words.chain([sheet.title.as_str()]) {
            let word: String = word.split_whitespace().collect();
            assert!(squeezed.contains(&word), "{word} is not in\n{read}");
        }
        let pages = read.matches('\u{c}').count();
        // pdftotext takes the narrow spaces around the solidus for none.
        for number in 1..=pages {
            assert!(squeezed.contains(&format!("{number}/{pages}")), "{read}");
        }
    }
    let file = folder.write("stamp.pdf", &stamp().to_pdf().unwrap());
    let checked = Command::new(&qpdf)
        .arg("--check")
        .arg(&file)
        .output()
        .unwrap();
    assert!(checked.status.success(), "{checked:?}");
    let read = Command::new(&pdftotext)
        .arg(&file)
        .arg("-")
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&read.stdout).contains("900101300018"));
}

#[test]
fn stamps_have_their_size_and_fill_it() {
    for (width, height) in [
        (226., 71.),
        (60., 200.),
        (36., 14.),
        (500., 30.),
        (90., 40.),
    ] {
        let stamp = Stamp {
            width,
            height,
            ..stamp()
        };
        let pages = Pages::open(stamp.to_pdf().unwrap(), LONG).unwrap();
        assert_eq!(pages.count(), 1);
        let size = pages.sizes()[0];
        assert!((size.width - width).abs() < 0.01 && (size.height - height).abs() < 0.01);
        let picture = pages.render(0, 600, LONG).unwrap();
        let dark = picture
            .rgba()
            .chunks(4)
            .filter(|pixel| pixel[0] < 128)
            .count();
        assert!(dark > picture.rgba().len() / 4 / 200, "{width} × {height}");
    }
    for (width, height) in [
        (35., 71.),
        (226., 13.),
        (f32::NAN, 71.),
        (226., f32::INFINITY),
    ] {
        let refused = Stamp {
            width,
            height,
            ..stamp()
        }
        .to_pdf();
        assert_eq!(refused, Err(Error::StampTooSmall));
    }
}

#[test]
fn a_payload_beyond_a_code_is_refused() {
    let mut sheet = sheet(1);
    sheet.qr[0].payload = vec![0xd2; 2954];
    assert_eq!(sheet.to_pdf(), Err(Error::QrTooLong));
    sheet.qr[0].payload.pop();
    assert!(sheet.to_pdf().is_ok());
}
