//! Pages and pictures: real ones, and ones made to do harm.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::fs;
use std::io::Cursor;
use std::process::Command;
use std::time::Duration;

use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use support::{Folder, pdf};
use tanba_paper::pages::Pages;
use tanba_paper::{Error, image as pictures};
use tanba_testkit::{note, shared_or_skip, tool};

const LONG: Duration = Duration::from_secs(60);

#[test]
fn the_sample_is_shown() {
    let Some(path) = shared_or_skip("the_sample_is_shown", "sample.pdf") else {
        return;
    };
    let begun = std::time::Instant::now();
    let pages = Pages::open(fs::read(path).unwrap(), LONG).unwrap();
    let opened = begun.elapsed();
    let picture = pages.render(0, 1000, LONG).unwrap();
    note(&format!(
        "sample.pdf: {} pages, opened in {opened:?}, drawn in {:?}",
        pages.count(),
        begun.elapsed() - opened
    ));
    assert_eq!(picture.width(), 1000);
    assert!(picture.rgba().chunks(4).all(|pixel| pixel[3] == 255));
    assert!(picture.rgba().iter().any(|value| *value < 100));
    let png = picture.to_png().unwrap();
    let again = pictures::preview(&png, 4000, 4000).unwrap();
    assert_eq!(again, picture);
    let last = pages.count();
    assert_eq!(pages.render(last, 100, LONG), Err(Error::NoSuchPage));
    assert_eq!(pages.render(0, 1000, Duration::ZERO), Err(Error::TooSlow));
}

#[test]
fn a_locked_document_says_so_and_one_that_only_forbids_is_shown() {
    let Some(qpdf) = tool("qpdf") else { return };
    let folder = Folder::new("paper-locked");
    let plain = folder.write("plain.pdf", &pdf("0 0 1 rg 10 10 80 80 re f"));
    for (user, expected) in [("secret", Some(Error::Locked)), ("", None)] {
        let locked = plain.with_file_name("locked.pdf");
        let mut command = Command::new(&qpdf);
        command.args(["--encrypt", user, "owner", "256", "--"]);
        assert!(command.arg(&plain).arg(&locked).status().unwrap().success());
        let opened = Pages::open(fs::read(locked).unwrap(), LONG);
        assert_eq!(opened.err(), expected);
    }
}

#[test]
fn what_is_no_document_is_refused() {
    for bytes in [
        &b""[..],
        b"%PDF-1.7\n",
        b"text",
        &[0; 5000],
        b"\x89PNG\r\n\x1a\n",
    ] {
        let refused = Pages::open(bytes.to_vec(), LONG);
        assert_eq!(refused.err(), Some(Error::Unreadable), "{bytes:?}");
    }
}

#[test]
fn a_damaged_document_is_shown_or_refused_and_never_more() {
    let body = |bytes: &[u8]| {
        let Ok(pages) = Pages::open(bytes.to_vec(), LONG) else {
            return;
        };
        for page in 0..pages.count().min(2) {
            let _ = pages.render(page, 60, LONG);
        }
    };
    let mut seeds = vec![pdf(
        "q 0 0 1 rg 10 10 80 80 re f Q BT /F 9 Tf (Tanba) Tj ET",
    )];
    let whole = seeds[0].clone();
    seeds.extend(
        (0..whole.len())
            .step_by(37)
            .map(|end| whole[..end].to_vec()),
    );
    tanba_testkit::fuzz::run("pdf_pages", body, &seeds);
}

#[test]
fn bombs_do_not_go_off() {
    let pack = |bytes: &[u8]| miniz_oxide::deflate::compress_to_vec_zlib(bytes, 1);
    let zeros = pack(&vec![b' '; 300 << 20]);
    let with = |content: &str, entries: &str, data: &[u8]| {
        let object = support::stream(entries, data);
        support::pdf_with(content, &[(7, &object)], "/XObject << /X 7 0 R >>")
    };
    let form = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] \
                /Resources << /XObject << /X 7 0 R >> >>";
    let image = "/Type /XObject /Subtype /Image /Width 60000 /Height 60000 \
                 /BitsPerComponent 1 /ColorSpace /DeviceGray";
    let filter = |names: &str| format!("{form} /Filter {names}");
    let large = &[Some(Error::TooLarge)][..];
    // Drawn, refused or given up: any answer will do, but there must be one.
    let any = &[None, Some(Error::Unreadable), Some(Error::TooSlow)];
    let cases = [
        (
            "inflating",
            with("/X Do", &filter("/FlateDecode"), &zeros),
            large,
        ),
        (
            "inflating twice",
            with(
                "/X Do",
                &filter("[/FlateDecode /FlateDecode]"),
                &pack(&zeros),
            ),
            large,
        ),
        (
            "a huge image",
            with("9 0 0 9 0 0 cm /X Do", image, b"0"),
            large,
        ),
        ("nested arrays", pdf(&"[".repeat(1 << 20)), any),
        (
            "nested dictionaries",
            support::pdf_with("", &[(5, "<</A".repeat(1 << 18).as_bytes())], ""),
            any,
        ),
        ("forms in forms", with("/X Do", form, b"/X Do /X Do"), any),
        ("saved states", pdf(&"q ".repeat(1 << 20)), any),
        (
            "saved states and clips",
            pdf(&"q 0 0 99 99 re W n ".repeat(1 << 16)),
            any,
        ),
        ("short dashes", pdf("[0.0001] 0 d 0 0 m 100 100 l S"), large),
        (
            "long lines of dashes",
            pdf("[1] 0 d 0 0 m 99999999 9 100 -99999999 9 9 c S"),
            large,
        ),
        ("dashes", pdf("[3 2] 0 d 0 0 m 100 100 l S"), &[None]),
    ];
    for (name, document, expected) in cases {
        let begun = std::time::Instant::now();
        let shown = Pages::open(document, Duration::from_secs(20))
            .and_then(|pages| pages.render(0, 100, Duration::from_secs(5)));
        let (error, taken) = (shown.err(), begun.elapsed());
        note(&format!("{name}: {error:?} after {taken:?}"));
        assert!(expected.contains(&error), "{name}: {error:?}");
    }
}

#[test]
fn pictures_of_every_format_are_shown_small() {
    let mut pixels = RgbaImage::from_pixel(400, 200, Rgba([255, 255, 255, 255]));
    (0..200).for_each(|y| (0..200).for_each(|x| pixels.put_pixel(x, y, Rgba([200, 0, 0, 255]))));
    let picture = DynamicImage::ImageRgba8(pixels);
    for format in [
        ImageFormat::Png,
        ImageFormat::Jpeg,
        ImageFormat::Gif,
        ImageFormat::WebP,
        ImageFormat::Bmp,
        ImageFormat::Tiff,
    ] {
        let mut file = Cursor::new(Vec::new());
        let written = match format {
            ImageFormat::Jpeg => picture.to_rgb8().write_to(&mut file, format),
            _ => picture.write_to(&mut file, format),
        };
        written.unwrap();
        let file = file.into_inner();
        let shown = pictures::preview(&file, 100, 100).unwrap();
        assert_eq!((shown.width(), shown.height()), (100, 50), "{format:?}");
        let red = |x: usize| shown.rgba()[4 * (25 * 100 + x)..][..3].to_vec();
        assert!(
            red(20)[0] > 150 && red(20)[1] < 60,
            "{format:?}: {:?}",
            red(20)
        );
        assert!(red(80)[1] > 200, "{format:?}");
        let whole = pictures::preview(&file, 1000, 1000).unwrap();
        assert_eq!((whole.width(), whole.height()), (400, 200));
        assert_eq!(pictures::preview(&file[..30], 9, 9), Err(Error::Unreadable));
        assert_eq!(
            pictures::preview(b"no picture", 9, 9),
            Err(Error::Unreadable)
        );
    }
}

#[test]
fn a_turned_photograph_stands_upright() {
    let mut file = Cursor::new(Vec::new());
    let picture = RgbaImage::from_pixel(64, 32, Rgba([9, 9, 9, 255]));
    let picture = DynamicImage::ImageRgba8(picture).to_rgb8();
    picture.write_to(&mut file, ImageFormat::Jpeg).unwrap();
    let file = file.into_inner();
    // APP1 with one entry: orientation 6, to be turned by a quarter.
    let exif =
        b"\xff\xe1\0\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let turned = [&file[..2], exif, &file[2..]].concat();
    let size = |file: &[u8]| {
        let shown = pictures::preview(file, 100, 100).unwrap();
        (shown.width(), shown.height())
    };
    assert_eq!((size(&file), size(&turned)), ((64, 32), (32, 64)));
}

#[test]
fn pictures_that_would_fill_the_memory_are_refused() {
    let mut png = Vec::new();
    let picture = RgbaImage::from_pixel(1, 1, Rgba([0; 4]));
    picture
        .write_to(&mut Cursor::new(&mut png), ImageFormat::Png)
        .unwrap();
    // IHDR with another size and its checksum.
    for (width, height) in [(60_000_u32, 60_000_u32), (19_000, 19_000)] {
        png[16..20].copy_from_slice(&width.to_be_bytes());
        png[20..24].copy_from_slice(&height.to_be_bytes());
        let checksum = support::crc32(&png[12..29]);
        png[29..33].copy_from_slice(&checksum.to_be_bytes());
        assert_eq!(pictures::preview(&png, 100, 100), Err(Error::TooLarge));
    }
    let body = |bytes: &[u8]| {
        let _ = pictures::preview(bytes, 16, 16);
    };
    let seeds = [
        ImageFormat::Png,
        ImageFormat::Gif,
        ImageFormat::Bmp,
        ImageFormat::Tiff,
    ]
    .map(|format| {
        let mut file = Cursor::new(Vec::new());
        RgbaImage::from_pixel(9, 9, Rgba([7; 4]))
            .write_to(&mut file, format)
            .unwrap();
        file.into_inner()
    });
    tanba_testkit::fuzz::run("pictures", body, &seeds);
}
