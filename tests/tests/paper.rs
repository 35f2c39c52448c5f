//! Pages drawn as poppler draws them, and visible signatures that stand where they were asked for,
//! upright, and that pdfsig, pyHanko, qpdf and Tanba find valid.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use e2e::{Authority, Tanba, output, pyhanko_accepts, sample_pdf};
use tanba_ades::pdf::{self, Coverage, Parameters, Place, VisibleSignature};
use tanba_keystore::Signer;
use tanba_keystore::file::KeyFile;
use tanba_paper::pages::Pages;
use tanba_paper::stamp::Stamp;
use tanba_paper::{Picture, image};
use tanba_testkit::{note, shared, tool};
use tempfile::TempDir;

const LONG: Duration = Duration::from_secs(60);

/// Pixels as one number each, 0 for black and 255 for white.
#[derive(Clone)]
struct Grey {
    width: usize,
    values: Vec<f64>,
}

impl Grey {
    fn of(picture: &Picture) -> Self {
        let grey = |pixel: &[u8]| {
            let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(f64::from);
            0.299 * red + 0.587 * green + 0.114 * blue
        };
        Self {
            width: picture.width() as usize,
            values: picture.rgba().chunks(4).map(grey).collect(),
        }
    }

    fn height(&self) -> usize {
        self.values.len() / self.width
    }

    /// The mean of each square of `side` pixels.
    fn coarse(&self, side: usize) -> Self {
        let width = self.width / side;
        let square = |x: usize, y: usize| {
            let values = (0..side * side).map(|at| {
                let (dx, dy) = (at % side, at / side);
                self.values[(y * side + dy) * self.width + x * side + dx]
            });
            values.sum::<f64>() / (side * side) as f64
        };
        let places = (0..self.height() / side).flat_map(|y| (0..width).map(move |x| (x, y)));
        Self {
            width,
            values: places.map(|(x, y)| square(x, y)).collect(),
        }
    }

    /// A part, in parts of the whole.
    fn part(&self, (left, top, width, height): (f64, f64, f64, f64)) -> Self {
        let pixels = |part: f64, whole: usize| (part * whole as f64).round() as usize;
        let (x, y) = (pixels(left, self.width), pixels(top, self.height()));
        let (width, height) = (pixels(width, self.width), pixels(height, self.height()));
        let rows = (y..y + height).map(|row| &self.values[row * self.width + x..][..width]);
        Self {
            width,
            values: rows.collect::<Vec<_>>().concat(),
        }
    }

    /// Cut, or filled up with white: programs round sizes differently.
    fn sized(&self, width: usize, height: usize) -> Self {
        let at = |x: usize, y: usize| match x < self.width {
            true => self.values.get(y * self.width + x).copied().unwrap_or(255.),
            false => 255.,
        };
        let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        Self {
            width,
            values: places.map(|(x, y)| at(x, y)).collect(),
        }
    }

    fn mean_difference(&self, other: &Self) -> f64 {
        assert_eq!(
            (self.width, self.values.len()),
            (other.width, other.values.len())
        );
        let pairs = self.values.iter().zip(&other.values);
        pairs.map(|(one, other)| (one - other).abs()).sum::<f64>() / self.values.len() as f64
    }
}

fn drawn(document: &[u8], page: usize, width: u32) -> Grey {
    let pages = Pages::open(document.to_vec(), LONG).unwrap();
    Grey::of(&pages.render(page, width, LONG).unwrap())
}

/// The page as poppler draws it, as large as ours.
fn popplers(pdftoppm: &Path, file: &Path, page: usize, ours: &Grey) -> Grey {
    let number = (page + 1).to_string();
    let pages = Pages::open(fs::read(file).unwrap(), LONG).unwrap();
    let resolution = 72. * ours.width as f64 / f64::from(pages.sizes()[page].width);
    let png = Command::new(pdftoppm)
        .args(["-png", "-cropbox", "-f", &number, "-l", &number])
        .args(["-r", &resolution.to_string()])
        .arg(file)
        .output()
        .unwrap();
    let picture = image::preview(&png.stdout, 10_000, 10_000).unwrap();
    Grey::of(&picture).sized(ours.width, ours.height())
}

/// A folder with documents in many forms of one content.
struct Bench {
    folder: TempDir,
    qpdf: PathBuf,
}

impl Bench {
    fn new() -> Option<Self> {
        Some(Self {
            folder: TempDir::new().unwrap(),
            qpdf: tool("qpdf")?,
        })
    }

    fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    /// The document as qpdf rewrites it.
    fn rewritten(&self, file: &Path, words: &str) -> PathBuf {
        let name = file.file_name().unwrap().to_string_lossy();
        let name = format!("{}-{name}", words.replace(['-', ' ', '='], ""));
        let out = self.folder.path().join(name);
        output(
            Command::new(&self.qpdf)
                .arg("--warning-exit-0")
                .args(words.split(' '))
                .arg(file)
                .arg(&out),
        );
        out
    }

    /// A page of our own, and the sample where there is one.
    fn originals(&self) -> Vec<PathBuf> {
        let own = self.write("own.pdf", &sample_pdf("signed page"));
        let sample =
            shared("sample.pdf").map(|path| self.write("sample.pdf", &fs::read(path).unwrap()));
        std::iter::once(own).chain(sample).collect()
    }
}

#[test]
fn pages_look_as_poppler_draws_them() {
    let (Some(bench), Some(pdftoppm)) = (Bench::new(), tool("pdftoppm")) else {
        return;
    };
    let mut files = bench.originals();
    for original in files.clone() {
        for words in [
            "--linearize",
            "--object-streams=generate",
            "--qdf",
            "--rotate=+90",
            "--rotate=+180",
            "--rotate=+270",
        ] {
            files.push(bench.rewritten(&original, words));
        }
    }
    if let Some(pdfunite) = tool("pdfunite") {
        let united = bench.folder.path().join("united.pdf");
        output(Command::new(pdfunite).args(&files).arg(&united));
        files.push(united);
    }
    let mut worst = 0_f64;
    for file in &files {
        let document = fs::read(file).unwrap();
        let pages = Pages::open(document.clone(), LONG).unwrap();
        let mut counted = Command::new(&bench.qpdf);
        let counted = counted.arg("--show-npages").arg(file).output().unwrap();
        let count = String::from_utf8(counted.stdout).unwrap();
        assert_eq!(
            count.trim(),
            pages.count().to_string(),
            "{}",
            file.display()
        );
        for page in 0..pages.count() {
            let ours = drawn(&document, page, 640);
            let theirs = popplers(&pdftoppm, file, page, &ours);
            let difference = ours.coarse(8).mean_difference(&theirs.coarse(8));
            worst = worst.max(difference);
            assert!(
                difference < 2.,
                "{} page {page}: {difference}",
                file.display()
            );
        }
    }
    note(&format!(
        "{} documents beside poppler: at most {worst:.2} of 255 apart",
        files.len()
    ));
}

/// Where the stamp goes: from the left, from above, width and height, in parts.
const PLACE: (f64, f64, f64, f64) = (0.55, 0.8, 0.375, 0.1);

struct Person {
    authority: Authority,
    tanba: Tanba,
}

impl Person {
    fn new() -> Option<Self> {
        Some(Self {
            authority: Authority::make()?,
            tanba: Tanba::new(),
        })
    }

    /// Signs visibly at `place`, and returns the document and the stamp.
    fn sign(&self, document: &[u8], page: u32, place: (f64, f64, f64, f64)) -> (Vec<u8>, Vec<u8>) {
        let size = Pages::open(document.to_vec(), LONG).unwrap().sizes()[page as usize];
        let stamp = Stamp {
            heading: "Электрондық цифрлық қолтаңбамен қол қойылды".into(),
            name: "OUTSIDER OLGA".into(),
            lines: vec!["ЖСН 123456789011".into(), "2026 жылғы 20 қараша".into()],
            qr: Some(b"https://example.kz/v/9f86d081".to_vec()),
            width: size.width * place.2 as f32,
            height: size.height * place.3 as f32,
        };
        let stamp = stamp.to_pdf().unwrap();
        let keys = KeyFile::open(&self.authority.file("signer.p12")).unwrap();
        let signer = keys
            .unlock(&self.authority.password().into())
            .unwrap()
            .remove(0);
        let parameters = Parameters {
            visible: Some(VisibleSignature {
                page,
                place: Place::Fractions {
                    left: place.0,
                    top: place.1,
                    width: place.2,
                    height: place.3,
                },
                appearance: stamp.clone(),
            }),
            ..Parameters::default()
        };
        let certificate = signer.certificate().unwrap();
        let prepared = pdf::prepare(document, certificate, &parameters).unwrap();
        let value = signer.sign(&prepared.to_be_signed).unwrap();
        let update = pdf::finish(&prepared, &value, None).unwrap();
        ([document, &update].concat(), stamp)
    }

    /// That everybody finds `count` valid signatures in the file.
    fn is_accepted(&self, bench: &Bench, file: &Path, count: usize) {
        output(Command::new(&bench.qpdf).arg("--check").arg(file));
        if let Some(pdfsig) = tool("pdfsig") {
            let said = output(Command::new(pdfsig).arg("-nocert").arg(file));
            assert_eq!(said.matches("Signature is Valid").count(), count, "{said}");
            assert!(said.contains("Total document signed"), "{said}");
        }
        if let Some(pyhanko) = tool("pyhanko") {
            assert!(pyhanko_accepts(&pyhanko, &self.authority, file));
        }
        let trust = self.authority.trust();
        let trust: Vec<&str> = trust.iter().map(String::as_str).collect();
        let answer = self.tanba.verify(file, &trust);
        answer.assert_passed();
        let signatures = answer
            .json
            .pointer("/signatures")
            .unwrap()
            .as_array()
            .unwrap();
        assert_eq!(signatures.len(), count);
    }
}

#[test]
fn a_visible_signature_stands_upright_where_it_was_asked_for() {
    let (Some(bench), Some(pdftoppm), Some(person)) =
        (Bench::new(), tool("pdftoppm"), Person::new())
    else {
        return;
    };
    let mut files = bench.originals();
    for original in files.clone() {
        for words in [
            "--object-streams=generate",
            "--rotate=+90",
            "--rotate=+180",
            "--rotate=+270",
        ] {
            files.push(bench.rewritten(&original, words));
        }
    }
    let cropped = String::from_utf8_lossy(&sample_pdf("a cropped page")).replace(
        "/MediaBox [0 0 595 842]",
        "/MediaBox [0 0 595 842] /CropBox [40 500 560 800] /Rotate 90",
    );
    files.push(bench.rewritten(
        &bench.write("cropped.pdf", cropped.as_bytes()),
        "--object-streams=disable --",
    ));
    for file in &files {
        let name = file.display();
        let before = fs::read(file).unwrap();
        let (after, stamp) = person.sign(&before, 0, PLACE);
        assert!(after.starts_with(&before));
        let signed = bench.write("signed.pdf", &after);
        person.is_accepted(&bench, &signed, 1);
        let ours = (drawn(&before, 0, 800), drawn(&after, 0, 800));
        let theirs = (
            popplers(&pdftoppm, file, 0, &ours.0),
            popplers(&pdftoppm, &signed, 0, &ours.1),
        );
        // The stamp by itself, as large as its place on the page.
        let place = ours.1.part(PLACE);
        let alone = drawn(&stamp, 0, place.width as u32);
        for (who, before, after) in [
            ("tanba", &ours.0, &ours.1),
            ("poppler", &theirs.0, &theirs.1),
        ] {
            let (width, height) = (after.width, after.height());
            let within = |at: usize| {
                let inside = |at: usize, whole: usize, from: f64, length: f64| {
                    let (from, to) = (
                        from * whole as f64 - 2.,
                        (from + length) * whole as f64 + 2.,
                    );
                    (from..to).contains(&(at as f64))
                };
                inside(at % width, width, PLACE.0, PLACE.2)
                    && inside(at / width, height, PLACE.1, PLACE.3)
            };
            let changed = |at: &usize| (before.values[*at] - after.values[*at]).abs() > 8.;
            let changes: Vec<usize> = (0..after.values.len()).filter(changed).collect();
            assert!(
                changes.iter().all(|at| within(*at)),
                "{name}, {who}: beside its place"
            );
            assert!(
                changes.len() > 1000,
                "{name}, {who}: {} pixels",
                changes.len()
            );
            let expected = alone.sized(place.width, place.height()).coarse(4);
            let difference = after.part(PLACE).coarse(4).mean_difference(&expected);
            assert!(
                difference < 14.,
                "{name}, {who}: {difference} from the stamp upright"
            );
        }
    }
}

#[test]
fn a_second_visible_signature_leaves_the_first_valid() {
    let (Some(bench), Some(person)) = (Bench::new(), Person::new()) else {
        return;
    };
    for file in bench.originals() {
        for words in ["--object-streams=generate", "--object-streams=disable"] {
            let document = fs::read(bench.rewritten(&file, words)).unwrap();
            let (once, _) = person.sign(&document, 0, PLACE);
            let (twice, _) = person.sign(&once, 0, (0.05, 0.8, 0.375, 0.1));
            person.is_accepted(&bench, &bench.write("twice.pdf", &twice), 2);
            let coverage = pdf::signatures(&twice, &[]).unwrap();
            let coverage: Vec<_> = coverage
                .iter()
                .map(|signature| &signature.coverage)
                .collect();
            assert_eq!(
                coverage,
                [&Coverage::FollowedBySignatures, &Coverage::WholeDocument]
            );
            // An invisible one after them, and a visible one after that.
            let third = bench.folder.path().join("third.pdf");
            let _ = fs::remove_file(&third);
            person.tanba.sign(
                &bench.write("twice.pdf", &twice),
                &person.authority.file("signer.p12"),
                person.authority.password(),
                &["--form", "pades"],
                &third,
            );
            let (fourth, _) = person.sign(&fs::read(&third).unwrap(), 0, (0.1, 0.1, 0.3, 0.1));
            person.is_accepted(&bench, &bench.write("fourth.pdf", &fourth), 4);
        }
    }
}
