//! What a module may be besides a good one, and how soon its token is seen: shown on a module whose slot
//! follows a file. The suite of operations has the rest.

#![allow(
    clippy::unwrap_used,
    reason = "a test that finds what it does not expect ends there"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use secrecy::SecretString;
use tanba_gost::{Digest as _, Encoding, Streebog512, TC26_512_A, VerifyingKey};
use tanba_keystore::software::KeyAlgorithm;
use tanba_keystore::token::{
    Cancellation, ModuleSource, ModuleState, Options, PinKind, Probe, TokenEvent, Tokens,
};
use tanba_keystore::{Error, Signer};
use tanba_pki::signing::ToBeSigned;
use tempfile::TempDir;
use token_module::{Behaviour, Nonsense, TestToken, TokenFile};

const SERIAL: &str = "AB01";
/// What is promised of a token that is put in or pulled out.
const SOON: Duration = Duration::from_secs(1);

/// A module with this token in its slot.
fn laid_out(token: &TokenFile) -> (TempDir, TestToken) {
    let folder = tempfile::tempdir().unwrap();
    let fake = TestToken::new(folder.path()).unwrap();
    fake.put(token).unwrap();
    fake.insert(&token.serial).unwrap();
    (folder, fake)
}

/// Neither a child that tries modules nor anything that looks at slots by itself.
fn plain() -> Options {
    Options {
        probe: None,
        call_limit: Duration::from_secs(20),
        poll: Duration::ZERO,
        pcsc: false,
    }
}

/// With the child, which is a program beside the tests.
fn probing() -> Options {
    let program = std::env::current_exe().unwrap();
    let program = program.ancestors().nth(2).unwrap().join("examples/probe");
    Options {
        probe: Some(Probe {
            program,
            arguments: Vec::new(),
        }),
        ..plain()
    }
}

fn opened(module: &Path, options: Options) -> Tokens {
    let tokens = Tokens::new(options);
    tokens.add_module(module, ModuleSource::Person);
    tokens.refresh();
    tokens
}

fn state_of(module: &Path, options: Options) -> ModuleState {
    opened(module, options).modules()[0].state.clone()
}

fn message(signer: &dyn Signer) -> ToBeSigned {
    ToBeSigned {
        algorithm: signer.default_algorithm(),
        message: "мәтін".as_bytes().to_vec(),
    }
}

#[test]
fn files_that_are_no_modules_are_told_from_missing_ones() {
    let folder = tempfile::tempdir().unwrap();
    let fake = TestToken::new(folder.path()).unwrap();
    let write = |name: &str, bytes: &[u8]| -> PathBuf {
        let file = folder.path().join(name);
        fs::write(&file, bytes).unwrap();
        file
    };
    let mut foreign = fs::read(fake.module()).unwrap();
    // e_machine of ELF: another processor's. In other formats it is damage as well.
    foreign[18] ^= 0x55;
    let half = write("half.so", &foreign[..foreign.len() / 2]);
    let foreign = write("foreign.so", &foreign);
    let text = write("text.so", b"not a library\n");
    let empty = write("empty.so", b"");
    for options in [plain(), probing()] {
        for no_module in [&text, &empty, &half, &foreign] {
            let state = state_of(no_module, options.clone());
            assert_eq!(state, ModuleState::NoModule, "{no_module:?}");
        }
        for missing in [&folder.path().join("missing.so"), folder.path()] as [&Path; 2] {
            let state = state_of(missing, options.clone());
            assert_eq!(state, ModuleState::Missing, "{missing:?}");
        }
    }
}

#[test]
fn a_library_that_is_no_module_is_told_so() {
    let triple = format!("/lib/{}-linux-gnu", std::env::consts::ARCH);
    let found = [triple.as_str(), "/lib64"]
        .map(|folder| Path::new(folder).join("libm.so.6"))
        .into_iter()
        .find(|path| path.is_file());
    let Some(library) = found else {
        return tanba_testkit::note("skipped: a library that is no module: none is known here");
    };
    assert_eq!(state_of(&library, probing()), ModuleState::NoModule);
}

#[test]
fn a_crash_anywhere_on_the_way_in_is_the_child_s() {
    for function in ["C_GetFunctionList", "C_GetTokenInfo", "C_GetMechanismList"] {
        let (_folder, fake) = laid_out(&TokenFile::new(SERIAL));
        fake.behave(&[Behaviour::CrashIn(function.into())]).unwrap();
        let state = state_of(&fake.module(), probing());
        assert_eq!(state, ModuleState::Crashed, "{function}");
    }
}

#[test]
fn more_slots_than_memory_end_in_the_child() {
    let (_folder, fake) = laid_out(&TokenFile::new(SERIAL));
    fake.behave(&[Behaviour::Nonsense(Nonsense::Slots)])
        .unwrap();
    let state = state_of(&fake.module(), probing());
    assert_eq!(state, ModuleState::Crashed);
}

#[test]
fn a_module_that_hangs_keeps_no_other_waiting() {
    let (_one, hanging) = laid_out(&TokenFile::new(SERIAL));
    let (_other, good) = laid_out(&TokenFile::new("CD02"));
    let hang = Behaviour::HangIn("C_Initialize".into());
    hanging.behave(&[hang]).unwrap();
    let tokens = Tokens::new(probing());
    let (tell, events) = mpsc::channel();
    let _watch = tokens.watch(move |event| {
        let _ = tell.send(event);
    });
    tokens.add_module(&hanging.module(), ModuleSource::Person);
    tokens.add_module(&good.module(), ModuleSource::Person);
    while !matches!(events.recv().unwrap(), TokenEvent::Appeared(token) if token.serial == "CD02") {
    }
    assert_eq!(tokens.modules()[0].state, ModuleState::Pending);
}

#[test]
fn a_signature_of_impossible_length_is_an_error() {
    let (_folder, fake) = laid_out(&TokenFile::new(SERIAL));
    let tokens = opened(&fake.module(), plain());
    let token = tokens.token(&tokens.tokens()[0].id).unwrap();
    let (pin, cancel) = (SecretString::from("12345678"), Cancellation::default());
    let key = token.generate(&pin, KeyAlgorithm::P256, None, "", &cancel, |_| {});
    let signer = token.signer(&key.unwrap().id, &pin).unwrap();
    fake.behave(&[Behaviour::Nonsense(Nonsense::Signature)])
        .unwrap();
    let refused = signer.sign(&message(&signer)).unwrap_err();
    assert!(matches!(refused, Error::ModuleFailed { .. }), "{refused:?}");
    fake.behave(&[]).unwrap();
    signer.sign(&message(&signer)).unwrap();
}

#[test]
fn without_a_reader_a_token_is_seen_within_a_second() {
    let folder = tempfile::tempdir().unwrap();
    let fake = TestToken::new(folder.path()).unwrap();
    let tokens = opened(
        &fake.module(),
        Options {
            pcsc: false,
            ..Options::default()
        },
    );
    let (tell, events) = mpsc::channel();
    let _watch = tokens.watch(move |event| {
        let _ = tell.send(event);
    });
    let mut slowest = Duration::ZERO;
    for serial in ["AB01", "AB02", "AB01"] {
        let begun = Instant::now();
        fake.insert(serial).unwrap();
        while !matches!(events.recv().unwrap(), TokenEvent::Appeared(token) if token.serial == serial)
        {
        }
        slowest = slowest.max(begun.elapsed());
        let begun = Instant::now();
        fake.remove().unwrap();
        while !matches!(events.recv().unwrap(), TokenEvent::Disappeared(id) if id.serial == serial)
        {
        }
        slowest = slowest.max(begun.elapsed());
    }
    println!(
        "a token was seen within {} ms, polling",
        slowest.as_millis()
    );
    assert!(slowest < SOON, "{slowest:?}");
}

#[test]
fn two_programs_share_a_token() {
    let (_folder, fake) = laid_out(&TokenFile::new(SERIAL));
    // A copy in the same folder is another module with the same slot.
    let copy = fake.folder().join("copy.so");
    fs::copy(fake.module(), &copy).unwrap();
    let (ours, theirs) = (opened(&fake.module(), plain()), opened(&copy, plain()));
    let our = ours.token(&ours.tokens()[0].id).unwrap();
    let their = theirs.token(&theirs.tokens()[0].id).unwrap();

    let (old, new) = (SecretString::from("12345678"), "87651234".into());
    let cancel = Cancellation::default();
    let key = our.generate(&old, KeyAlgorithm::P256, None, "", &cancel, |_| {});
    let key = key.unwrap();
    let seen = their.keys(None).unwrap();
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].key_identifier, key.key_identifier);

    their.change_pin(PinKind::User, &old, &new).unwrap();
    let refused = our.keys(Some(&old)).unwrap_err();
    assert!(matches!(refused, Error::PinWrong { .. }), "{refused:?}");
    assert_eq!(our.keys(Some(&new)).unwrap().len(), 1);
}

#[test]
fn a_device_that_two_modules_reach_is_the_vendor_s() {
    let named = |serial: &str, model: &str| TokenFile {
        model: model.into(),
        ..TokenFile::new(serial)
    };
    let (_one, vendor) = laid_out(&named("0A1B2C", "Rutoken ECP"));
    let (_other, generic) = laid_out(&named("a1b2c", "PKCS#15"));
    let tokens = opened(&generic.module(), plain());
    assert_eq!(tokens.tokens().len(), 1);
    tokens.add_module(&vendor.module(), ModuleSource::Profile);
    tokens.refresh();
    let listed = tokens.tokens();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].model, "Rutoken ECP");
    // Another device beside it is listed.
    generic.put(&named("FFFF", "PKCS#15")).unwrap();
    generic.insert("FFFF").unwrap();
    tokens.refresh();
    assert_eq!(tokens.tokens().len(), 2);
}

/// CKA_CLASS, of which a public key's is 2, and CKA_VALUE.
const CLASS: u64 = 0;
const VALUE: u64 = 0x11;

/// The signer verifies what it lets out with the point as it read it. Here the point is the token's own.
#[test]
fn what_a_gost_key_signs_verifies_with_the_point_on_the_token() {
    let (_folder, fake) = laid_out(&TokenFile {
        manufacturer: "Aktiv Co.".into(),
        model: "Rutoken ECP".into(),
        gost: true,
        hashes: true,
        ..TokenFile::new(SERIAL)
    });
    let tokens = opened(&fake.module(), plain());
    let token = tokens.token(&tokens.tokens()[0].id).unwrap();
    let (pin, cancel) = (SecretString::from("12345678"), Cancellation::default());
    let key = token.generate(&pin, KeyAlgorithm::Gost512, None, "", &cancel, |_| {});
    let signer = token.signer(&key.unwrap().id, &pin).unwrap();
    let order = message(&signer);
    let value = signer.sign(&order).unwrap();

    let file = fake.read(SERIAL).unwrap();
    let mut objects = file.objects.iter();
    let public = objects.find(|object| object.attributes[&CLASS].0[0] == 2);
    let point = &public.unwrap().attributes[&VALUE].0;
    let public = VerifyingKey::from_bytes(&TC26_512_A, point).unwrap();
    let digest = Streebog512::digest(&order.message);
    public
        .verify_digest(&digest, &value.0, Encoding::Kazakh)
        .unwrap();
}
