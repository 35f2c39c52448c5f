//! Many small PDFs signed PAdES-B in process, beside pyHanko in process: the same documents, the
//! same RSA key, the same run. Documents are in memory before the clock starts, for both.
//!
//! `--count N` signs another number than 200, `--kib N` makes each of about that size, `--json`
//! prints one object.

// A bench that cannot run says why and ends.
#![allow(clippy::expect_used)]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use e2e::{Authority, sample_pdf};
use serde_json::json;
use tanba_ades::pdf::{Parameters, finish_document, prepare};
use tanba_keystore::Signer;
use tanba_keystore::file::KeyFile;
use tanba_testkit::tool;

/// The peer. Run by the Python of the tests' own environment.
const PEER: &str = include_str!("peer.py");

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |name: &str, otherwise: usize| {
        let word = arguments.iter().skip_while(|word| *word != name).nth(1);
        word.map_or(otherwise, |word| word.parse().expect("a number"))
    };
    let (count, kib) = (number("--count", 200), number("--kib", 64));
    let Some(authority) = Authority::make() else {
        return;
    };
    let documents: Vec<Vec<u8>> = (0..count)
        .map(|index| sample_pdf(&format!("document {index} ").repeat(kib * 1024 / 13)))
        .collect();

    let ours = ours(&authority, &documents);
    let peer = peer(&authority, &documents);
    let per_second = |took: Duration| count as f64 / took.as_secs_f64();
    let ratio = peer.map(|peer| peer.as_secs_f64() / ours.as_secs_f64());
    if arguments.iter().any(|argument| argument == "--json") {
        println!(
            "{}",
            json!({
                "count": count,
                "kib": kib,
                "pades_per_s": per_second(ours),
                "pyhanko_per_s": peer.map(per_second),
                "pades_ratio": ratio,
            })
        );
        return;
    }
    println!("{count} PDFs of {kib} KiB signed PAdES-B with one RSA-2048 key");
    println!("  tanba    {:>8.1} /s", per_second(ours));
    match (peer, ratio) {
        (Some(peer), Some(ratio)) => println!(
            "  pyHanko  {:>8.1} /s; {ratio:.1} times as fast",
            per_second(peer)
        ),
        _ => println!("  pyHanko  not installed"),
    }
}

fn ours(authority: &Authority, documents: &[Vec<u8>]) -> Duration {
    let file = KeyFile::open(&authority.file("signer.p12")).expect("a key file");
    let signers = file
        .unlock(&authority.password().into())
        .expect("the password");
    let signer = signers.first().expect("a key");
    let certificate = signer.certificate().expect("a certificate");
    let mut documents = documents.to_vec();
    let begun = Instant::now();
    for document in &mut documents {
        let prepared = prepare(document, certificate, &Parameters::default())
            .expect("a document that can be signed");
        let value = signer.sign(&prepared.to_be_signed).expect("a signature");
        finish_document(document, &prepared, &value, None).expect("a signed document");
    }
    begun.elapsed()
}

/// How long pyHanko takes; `None` when it is not installed.
fn peer(authority: &Authority, documents: &[Vec<u8>]) -> Option<Duration> {
    let pyhanko = tool("pyhanko")?;
    let python = pyhanko.with_file_name(format!("python{}", std::env::consts::EXE_SUFFIX));
    let folder = authority.folder().join("documents");
    fs::create_dir_all(&folder).expect("a folder");
    for (index, document) in documents.iter().enumerate() {
        fs::write(folder.join(format!("{index:04}.pdf")), document).expect("a document");
    }
    let output = run(&python, authority, &folder)?;
    Some(Duration::from_secs_f64(output.trim().parse().ok()?))
}

fn run(python: &Path, authority: &Authority, folder: &Path) -> Option<String> {
    let output = Command::new(python)
        .args(["-c", PEER])
        .arg(authority.file("signer.key"))
        .arg(authority.file("signer.pem"))
        .arg(folder)
        .stderr(Stdio::inherit())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}
