//! `run`: the real program, from a key to a signature that verifies and a tampered one that does
//! not; with a key made for it and, where the public test data lies beside the repository, with
//! the NCA's test keys.

mod journey;

use std::fs;
use std::path::{Path, PathBuf};

use crate::process::{root, target};
use crate::steps::Steps;
use crate::{Result, build, system};
use journey::Journey;

/// The password of the key that is made here and thrown away.
const OWN_PASSWORD: &str = "Tanba2026";
/// The published password of the NCA's test keys.
const NCA_PASSWORD: &str = "Qwerty12";

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    if !arguments.is_empty() {
        return Err("run takes nothing".into());
    }
    system::ensure(system::Purpose::Build)?;
    build::programs(false)?;
    let home = target().join("run");
    // What an earlier run left: outputs never overwrite.
    if home.exists() {
        fs::remove_dir_all(&home).map_err(|error| format!("{}: {error}", home.display()))?;
    }
    fs::create_dir_all(&home).map_err(|error| format!("{}: {error}", home.display()))?;

    let mut steps = Steps::default();
    own_key(&mut steps, &home);
    match shared_data() {
        Some(data) => nca_keys(&mut steps, &home, &data),
        None => {
            println!("\nno ../shared/data beside the repository: the NCA's test keys are left out")
        }
    }
    println!("\nwhat was made lies in {}", home.display());
    steps.sum_up()
}

/// The public test data beside the repository, or above it.
fn shared_data() -> Option<PathBuf> {
    let homes = match std::env::var_os("TANBA_SHARED") {
        Some(home) => vec![PathBuf::from(home)],
        None => root()
            .ancestors()
            .skip(1)
            .map(|directory| directory.join("shared"))
            .collect(),
    };
    homes
        .into_iter()
        .map(|home| home.join("data"))
        .find(|data| data.join("nca-test").is_dir())
}

fn own_key(steps: &mut Steps, home: &Path) {
    let journey = Journey::new(home, OWN_PASSWORD);
    let keys = home.join("keys");
    let mut key = PathBuf::new();
    let mut certificate = PathBuf::new();
    steps.step("make a key pair", || -> Result<String> {
        fs::create_dir_all(&keys).map_err(|error| error.to_string())?;
        journey.make_key("Tanba Newcomer", &keys)?;
        key = only(&keys, "p12")?;
        certificate = only(&keys, "cer")?;
        Ok(name(&key))
    });
    let document = home.join("agreement.txt");
    let trust = [
        "--offline".to_owned(),
        "--trust".to_owned(),
        certificate.display().to_string(),
    ];
    steps.step("write a document", || -> Result<String> {
        fs::write(&document, "Шарт: қол қойылған құжат.\n").map_err(|error| error.to_string())?;
        Ok(name(&document))
    });
    steps.step("sign, detached", || {
        journey.sign(&document, &key, &["--detached"])
    });
    let signature = home.join("agreement.txt.p7s");
    steps.step("verify", || journey.verify_passes(&signature, &trust));
    steps.step("tamper, verify", || {
        journey.tampered_content_fails(&document, &signature, &trust)
    });
}

fn nca_keys(steps: &mut Steps, home: &Path, data: &Path) {
    let journey = Journey::new(home, NCA_PASSWORD);
    let person = |name: &str| data.join("nca-test/individual").join(name);
    let (valid, revoked) = (
        person("individual_valid.p12"),
        person("individual_revoked.p12"),
    );
    let crl = data.join("nca-test/nca_gost2022_test.crl");
    let trust = [
        "--offline".to_owned(),
        "--environment".to_owned(),
        "test".to_owned(),
        "--crl".to_owned(),
        crl.display().to_string(),
    ];
    let copy = |folder: &str| -> Result<PathBuf> {
        let folder = home.join(folder);
        fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        let document = folder.join("sample.pdf");
        fs::copy(data.join("sample.pdf"), &document).map_err(|error| error.to_string())?;
        Ok(document)
    };
    for (form, arguments, output) in [
        ("detached", &["--detached"][..], "sample.pdf.p7s"),
        ("attached", &["--attached"][..], "sample.pdf.p7m"),
        ("PAdES", &["--form", "pades"][..], "sample-signed.pdf"),
    ] {
        let folder = format!("nca-{}", form.to_lowercase());
        let signature = home.join(&folder).join(output);
        steps.step(&format!("NCA key, {form}"), || {
            let document = copy(&folder)?;
            let out = signature.display().to_string();
            let arguments: Vec<&str> = arguments.iter().copied().chain(["--out", &out]).collect();
            journey.sign(&document, &valid, &arguments)
        });
        steps.step(&format!("verify {form}"), || {
            journey.verify_passes(&signature, &trust)
        });
        steps.step(&format!("tamper {form}"), || match form {
            "detached" => journey.tampered_content_fails(
                &home.join(&folder).join("sample.pdf"),
                &signature,
                &trust,
            ),
            _ => journey.tampered_signature_fails(&signature, &trust),
        });
    }
    steps.step("revoked key", || {
        let document = copy("nca-revoked")?;
        journey.sign(&document, &revoked, &["--detached"])?;
        journey.verify_says_revoked(&document.with_extension("pdf.p7s"), &trust)
    });
}

/// The only file with this extension in a folder.
fn only(folder: &Path, extension: &str) -> Result<PathBuf> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut found = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|its| its == extension));
    found
        .next()
        .ok_or(format!("no .{extension} in {}", folder.display()))
}

fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}
