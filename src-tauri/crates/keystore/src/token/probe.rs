//! Trying a module in a child process, where a crash or a hang harms nothing.

use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use super::module::{self, ModuleState};
use super::{Probe, listing};

/// What the child ends with, apart from success. Numbers that neither a shell nor a panic gives.
const MISSING: u8 = 80;
const NO_MODULE: u8 = 81;
const FAILED: u8 = 82;

/// Precedes the reason on the child's standard output: modules write there, too.
const REASON: &str = "tanba-probe: ";

/// The most that is read of the child's standard output, in bytes.
const OUTPUT_LIMIT: u64 = 1 << 20;

/// The child's side: loads the module, initialises it and reads its slots, as will be done in earnest.
/// Called by programs for the hidden argument of [`Probe`].
pub fn probe_here(path: &Path) -> ExitCode {
    if !path.is_file() {
        return ExitCode::from(MISSING);
    }
    match module::load(path) {
        Ok(pkcs11) => {
            // Its failures are told where the slots are listed; here only a crash counts.
            let slots = listing::slots(&pkcs11).unwrap_or_default();
            let _ = listing::read(&pkcs11, &slots, path);
            let _ = listing::mechanisms(&pkcs11);
            ExitCode::SUCCESS
        }
        Err(ModuleState::Failed(reason)) => {
            println!("{REASON}{reason}");
            ExitCode::from(FAILED)
        }
        Err(_) => ExitCode::from(NO_MODULE),
    }
}

/// The parent's side: what became of the child.
pub(super) fn run(probe: &Probe, path: &Path, limit: Duration) -> ModuleState {
    let child = Command::new(&probe.program)
        .args(&probe.arguments)
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    match child {
        Ok(child) => outcome(child, limit),
        Err(error) => ModuleState::Failed(error.to_string()),
    }
}

fn outcome(mut child: Child, limit: Duration) -> ModuleState {
    let (sender, ended) = mpsc::channel();
    if let Some(output) = child.stdout.take() {
        // The pipe closes when the child ends, whichever way.
        std::thread::spawn(move || {
            let (mut text, mut output) = (Vec::new(), output.take(OUTPUT_LIMIT));
            let _ = output.read_to_end(&mut text);
            let _ = std::io::copy(&mut output.into_inner(), &mut std::io::sink());
            let _ = sender.send(text);
        });
    }
    let Ok(output) = ended.recv_timeout(limit) else {
        let _ = child.kill();
        let _ = child.wait();
        return ModuleState::Hung;
    };
    let code = child.wait().ok().and_then(|status| status.code());
    match code.map(u8::try_from) {
        Some(Ok(0)) => ModuleState::Ready,
        Some(Ok(MISSING)) => ModuleState::Missing,
        Some(Ok(NO_MODULE)) => ModuleState::NoModule,
        Some(Ok(FAILED)) => ModuleState::Failed(reason(&output)),
        _ => ModuleState::Crashed,
    }
}

fn reason(output: &[u8]) -> String {
    String::from_utf8_lossy(output)
        .lines()
        .find_map(|line| line.strip_prefix(REASON))
        .unwrap_or_default()
        .to_owned()
}
