//! A detached signature of a large file, made and verified by the real program, beside
//! `openssl dgst` over the same file in the same run; with the peak of memory.
//!
//! The file is sparse, so that the disk is no part of what is measured: both read zeros from the
//! page cache at its speed. `--mib N` makes it smaller than 4 GiB, `--json` prints one object.

// A bench that cannot run says why and ends.
#![allow(clippy::expect_used)]

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use e2e::{Authority, Tanba};
use serde_json::{Value, json};

const MIB: u64 = 1 << 20;

/// The password of the GOST key that is made for the bench.
const PASSWORD: &str = "Bench2026";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let after = |name: &str| arguments.iter().skip_while(|word| *word != name).nth(1);
    let mib: u64 =
        after("--mib").map_or(4096, |number| number.parse().expect("--mib takes a number"));
    let Some(authority) = Authority::make() else {
        return;
    };
    let tanba = Tanba::new();
    let folder =
        tempfile::tempdir_in(tanba_testkit::target_directory()).expect("a folder for the file");
    let document = folder.path().join("large.bin");
    File::create(&document)
        .and_then(|file| file.set_len(mib * MIB))
        .expect("a large file");
    // Into the page cache, so that whoever comes first is not the slower for it.
    File::open(&document)
        .and_then(|mut file| std::io::copy(&mut file, &mut std::io::sink()))
        .expect("the file can be read");

    let rsa = Run {
        tanba: &tanba,
        document: &document,
        key: authority.file("signer.p12"),
        password: authority.password(),
        trust: authority.trust().to_vec(),
        peer: dgst(&authority, &document, &["-sha256"]),
    };
    let rsa = rsa.measure("RSA-2048, SHA-256", "rsa.p7s", mib);
    let gost = make_gost_key(&tanba).map(|(key, trust)| {
        let run = Run {
            tanba: &tanba,
            document: &document,
            key,
            password: PASSWORD,
            trust,
            peer: dgst(
                &authority,
                &document,
                &["-engine", "gost", "-md_gost12_512"],
            ),
        };
        run.measure("GOST 512, Streebog-512", "gost.p7s", mib)
    });
    let results = [Some(rsa), gost];
    if arguments.iter().any(|argument| argument == "--json") {
        let [rsa, gost] = results.map(|result| result.map(|result| result.json()));
        println!("{}", json!({ "mib": mib, "rsa": rsa, "gost": gost }));
    } else {
        println!("detached signature of {mib} MiB");
        results.iter().flatten().for_each(Measured::print);
    }
}

/// How long the outside openssl takes for the digest alone; `None` without the algorithm.
fn dgst(authority: &Authority, document: &Path, algorithm: &[&str]) -> Option<Duration> {
    let mut command = authority.openssl();
    command.arg("dgst").args(algorithm).arg(document);
    let begun = Instant::now();
    let output = command
        .stderr(Stdio::null())
        .output()
        .expect("openssl starts");
    output.status.success().then(|| begun.elapsed())
}

/// A key file made by the program itself, and arguments that trust it.
fn make_gost_key(tanba: &Tanba) -> Option<(std::path::PathBuf, Vec<String>)> {
    let folder = tanba.folder().join("key");
    fs::create_dir_all(&folder).expect("a folder");
    let out = folder.to_str()?;
    let words = [
        "key",
        "new",
        "--self-signed",
        "--name",
        "BENCH",
        "--out",
        out,
        "--password-stdin",
    ];
    let answer = tanba.ask_with(&format!("{PASSWORD}\n"), &words);
    if answer.code != 0 {
        eprintln!("no GOST key: {}", answer.errors.trim());
        return None;
    }
    let find = |extension: &str| {
        let entries = fs::read_dir(&folder).ok()?;
        let mut paths = entries.flatten().map(|entry| entry.path());
        paths.find(|path| path.extension().is_some_and(|its| its == extension))
    };
    let trust = vec!["--trust".to_owned(), find("cer")?.to_str()?.to_owned()];
    Some((find("p12")?, trust))
}

#[derive(Debug)]
struct Run<'a> {
    tanba: &'a Tanba,
    document: &'a Path,
    key: std::path::PathBuf,
    password: &'a str,
    trust: Vec<String>,
    peer: Option<Duration>,
}

#[derive(Debug)]
struct Measured {
    name: &'static str,
    mib: u64,
    sign: Duration,
    sign_peak: Option<u64>,
    verify: Duration,
    verify_peak: Option<u64>,
    peer: Option<Duration>,
}

impl Run<'_> {
    fn measure(&self, name: &'static str, out: &str, mib: u64) -> Measured {
        let out = self.document.with_file_name(out);
        let mut sign = self.tanba.command();
        sign.args([
            "sign",
            "--detached",
            "--level",
            "b",
            "--password-stdin",
            "--json",
            "--key",
        ])
        .arg(&self.key)
        .arg("--out")
        .arg(&out)
        .arg(self.document);
        let (sign, sign_peak) = time(&mut sign, &format!("{}\n", self.password));
        let mut verify = self.tanba.command();
        verify
            .args(["verify", "--offline", "--json", "--content"])
            .arg(self.document)
            .args(&self.trust)
            .arg(&out);
        let (verify, verify_peak) = time(&mut verify, "");
        Measured {
            name,
            mib,
            sign,
            sign_peak,
            verify,
            verify_peak,
            peer: self.peer,
        }
    }
}

/// Runs to the end, which must be a good one, and watches its peak of resident memory in bytes.
fn time(command: &mut Command, input: &str) -> (Duration, Option<u64>) {
    use std::io::Write;
    let begun = Instant::now();
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("tanba starts");
    if let Some(mut pipe) = child.stdin.take() {
        let _ = pipe.write_all(input.as_bytes());
    }
    let mut highest = None;
    let status = loop {
        highest = peak(&child).max(highest);
        match child.try_wait().expect("a status") {
            Some(status) => break status,
            None => std::thread::park_timeout(Duration::from_millis(5)),
        }
    };
    assert!(status.success(), "{command:?}: {status}");
    (begun.elapsed(), highest)
}

/// The highest resident memory of a process so far in bytes, where the system tells.
fn peak(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kib * 1024)
}

impl Measured {
    /// Our throughput divided by that of the digest alone.
    fn ratio(&self, ours: Duration) -> Option<f64> {
        Some(self.peer?.as_secs_f64() / ours.as_secs_f64())
    }

    fn json(&self) -> Value {
        let mib = |bytes: Option<u64>| bytes.map(|bytes| bytes / MIB);
        json!({
            "sign_s": self.sign.as_secs_f64(),
            "sign_ratio": self.ratio(self.sign),
            "sign_peak_mib": mib(self.sign_peak),
            "verify_s": self.verify.as_secs_f64(),
            "verify_ratio": self.ratio(self.verify),
            "verify_peak_mib": mib(self.verify_peak),
            "dgst_s": self.peer.map(|peer| peer.as_secs_f64()),
        })
    }

    fn print(&self) {
        println!("{}", self.name);
        for (what, took, peak) in [
            ("sign", Some(self.sign), self.sign_peak),
            ("verify", Some(self.verify), self.verify_peak),
            ("openssl dgst", self.peer, None),
        ] {
            let Some(took) = took else {
                println!("  {what:<13} not installed");
                continue;
            };
            let speed = self.mib as f64 / took.as_secs_f64();
            let peak = peak.map_or(String::new(), |bytes| format!(", peak {} MiB", bytes / MIB));
            println!(
                "  {what:<13} {:>7.2} s, {speed:>6.0} MiB/s{peak}",
                took.as_secs_f64()
            );
        }
    }
}
