//! `run`: the application, whose window starts the practice authority when it is asked to.
//!
//! With no display the same way is gone step by step: a practice authority, a key from it, a signed
//! PDF that verifies and a tampered one that does not; and, where the public test data lies beside
//! the repository, the same with the NCA's test keys.

mod journey;
mod practice;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{root, run as run_command, target};
use crate::steps::Steps;
use crate::{Result, build, system};
use journey::Journey;
use practice::Practice;

/// The password of the key that is made here and thrown away.
const OWN_PASSWORD: &str = "Tanba2026";
/// The published password of the NCA's test keys.
const NCA_PASSWORD: &str = "Qwerty12";

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let headless = match arguments {
        [] => !has_display(),
        [only] if only == "--headless" => true,
        _ => return Err("run takes --headless only".into()),
    };
    system::ensure(system::Purpose::Build)?;
    build::programs(false)?;
    if headless {
        println!("no display here, or none wanted: going the same way without a window");
        return go();
    }
    println!("opening the application; it ends when its window is closed");
    run_command(&mut Command::new(build::desktop(false)))
}

/// Whether a window can be shown.
fn has_display() -> bool {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || named("DISPLAY") || named("WAYLAND_DISPLAY")
}

fn go() -> Result<()> {
    let home = target().join("run");
    // What an earlier run left: outputs never overwrite.
    if home.exists() {
        fs::remove_dir_all(&home).map_err(|error| format!("{}: {error}", home.display()))?;
    }
    fs::create_dir_all(&home).map_err(|error| format!("{}: {error}", home.display()))?;

    let mut steps = Steps::default();
    practice_key(&mut steps, &home);
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

fn practice_key(steps: &mut Steps, home: &Path) {
    let journey = Journey::new(home, OWN_PASSWORD);
    let keys = home.join("keys");
    let document = home.join("agreement.pdf");
    let signature = home.join("agreement-signed.pdf");
    let trust = ["--environment".to_owned(), "practice".to_owned()];
    let mut key = PathBuf::new();
    let mut token = String::new();
    let mut practice = None;
    steps.step("practice authority", || -> Result<String> {
        let started = Practice::start(&home.join("practice"))?;
        let address = started.address().to_owned();
        practice = Some(started);
        Ok(address)
    });
    let Some(practice) = practice else {
        return;
    };
    steps.step("invite", || -> Result<String> {
        token = practice.invite()?;
        Ok("a one-time token".into())
    });
    steps.step("key from it", || -> Result<String> {
        fs::create_dir_all(&keys).map_err(|error| error.to_string())?;
        journey.key_from(practice.address(), &token, &keys)?;
        key = only(&keys, "p12")?;
        Ok(name(&key))
    });
    steps.step("write a PDF", || -> Result<String> {
        fs::write(&document, practice::PDF).map_err(|error| error.to_string())?;
        Ok(name(&document))
    });
    steps.step("sign, level T", || {
        journey.sign(&document, &key, &["--form", "pades", "--level", "t"])
    });
    steps.step("verify", || journey.verify_passes(&signature, &trust));
    steps.step("tamper, verify", || {
        journey.tampered_signature_fails(&signature, &trust)
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
            let more = ["--level", "b", "--out", &out];
            let arguments: Vec<&str> = arguments.iter().copied().chain(more).collect();
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
        journey.sign(&document, &revoked, &["--detached", "--level", "b"])?;
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
