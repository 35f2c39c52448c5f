use std::fs;

use tanba_pki::signing::ToBeSigned;
use tanba_testkit::shared_or_skip;

use super::*;
use crate::password::PasswordRule;
use crate::software::{KeyAlgorithm, generate};
use crate::{Signer, SystemRandom};

const SAMPLES: [&str; 6] = [
    "data/nca-test/individual/individual_valid.p12",
    "data/nca-test/individual/individual_revoked.p12",
    "data/nca-test/legal/head_valid.p12",
    "data/nca-test/legal/head_revoked.p12",
    "data/nca-test/legal/employee_signright_valid.p12",
    "data/legacy/rsa_individual_sign.p12",
];

fn secret(password: &str) -> SecretString {
    password.into()
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn new_file(folder: &Path, layout: Layout) -> PathBuf {
    let key = generate(KeyAlgorithm::Gost512, &mut SystemRandom).unwrap();
    let password = secret("Qwerty12");
    save_new(folder, &key, None, &password, layout, &mut SystemRandom).unwrap()
}

#[test]
fn every_sample_opens_and_signs() {
    for sample in SAMPLES {
        let Some(path) = shared_or_skip("every_sample_opens_and_signs", sample) else {
            continue;
        };
        let file = KeyFile::open(&path).unwrap();
        assert_eq!(file.layout(), Layout::Nca);
        assert!(matches!(
            file.unlock(&secret("Qwerty11")),
            Err(Error::WrongPassword)
        ));
        let signers = file.unlock(&secret("Qwerty12")).unwrap();
        let [signer] = signers.as_slice() else {
            panic!("one key in {sample}");
        };
        let certificate = signer.certificate().unwrap();
        assert_eq!(certificate.key_identifier(), *signer.key_identifier());
        assert_eq!(
            file.claimed_key_identifier().as_ref(),
            certificate
                .subject_key_identifier()
                .map(|identifier| tanba_pki::signing::KeyIdentifier(identifier.to_vec()))
                .as_ref()
        );
        assert_eq!(
            file.friendly_names().collect::<Vec<_>>(),
            signer.friendly_name().into_iter().collect::<Vec<_>>()
        );
        let content = ToBeSigned {
            algorithm: signer.default_algorithm(),
            message: b"content".to_vec(),
        };
        let value = signer.sign(&content).unwrap();
        certificate
            .public_key()
            .unwrap()
            .verify(content.algorithm, b"content", &value.0)
            .unwrap();
    }
}

#[test]
fn a_new_file_has_the_name_the_nca_gives() {
    let folder = folder();
    for algorithm in [
        KeyAlgorithm::Gost512,
        KeyAlgorithm::P256,
        KeyAlgorithm::Gost256,
    ] {
        let key = generate(algorithm, &mut SystemRandom).unwrap();
        let password = secret("Qwerty12");
        let save = || {
            save_new(
                folder.path(),
                &key,
                None,
                &password,
                Layout::Nca,
                &mut SystemRandom,
            )
        };
        let path = save().unwrap();
        let file = KeyFile::open(&path).unwrap();
        assert_eq!(
            file.claimed_key_identifier().as_ref(),
            Some(key.key_identifier())
        );
        let signers = file.unlock(&password).unwrap();
        assert_eq!(signers[0].key_identifier(), key.key_identifier());
        assert!(signers[0].certificate().is_none());
        assert!(matches!(save(), Err(Error::AlreadyExists(taken)) if taken == path));
    }
    let kinds: Vec<_> = names(folder.path());
    assert_eq!(kinds.len(), 3);
    assert!(kinds.iter().any(|name| name.starts_with("GOST512_")));
    assert!(kinds.iter().any(|name| name.starts_with("EC256_")));
}

#[test]
fn a_password_is_changed_in_place() {
    let folder = folder();
    let path = new_file(folder.path(), Layout::Nca);
    let before = fs::read(&path).unwrap();
    let change = |old: &str, new: &str, rule| {
        change_password(&path, &secret(old), &secret(new), rule, &mut SystemRandom)
    };
    assert!(matches!(
        change("Qwerty12", "short", Some(PasswordRule::Current)),
        Err(Error::PasswordRule(_))
    ));
    assert!(matches!(
        change("wrong", "Asdfgh34", None),
        Err(Error::WrongPassword)
    ));
    assert_eq!(fs::read(&path).unwrap(), before);
    change("Qwerty12", "Құпия сөз 1", None).unwrap();
    let file = KeyFile::open(&path).unwrap();
    assert_eq!(file.layout(), Layout::Nca);
    assert!(file.unlock(&secret("Qwerty12")).is_err());
    assert_eq!(file.unlock(&secret("Құпия сөз 1")).unwrap().len(), 1);
    assert_eq!(names(folder.path()).len(), 1, "nothing is left beside");
}

#[cfg(unix)]
#[test]
fn permissions_are_narrow_and_stay() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let path = new_file(folder.path(), Layout::Nca);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o600);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let (old, new) = (secret("Qwerty12"), secret("Asdfgh34"));
    change_password(&path, &old, &new, None, &mut SystemRandom).unwrap();
    assert_eq!(mode(&path), 0o640);
}

#[test]
fn layouts_are_converted_both_ways_and_nothing_is_overwritten() {
    let folder = folder();
    let path = new_file(folder.path(), Layout::Nca);
    let password = secret("Qwerty12");
    let identifier = |path: &Path| {
        let file = KeyFile::open(path).unwrap();
        let signers = file.unlock(&password).unwrap();
        (signers[0].key_identifier().clone(), file.layout())
    };
    let modern = folder.path().join("modern.p12");
    convert(&path, &password, Layout::Modern, &modern, &mut SystemRandom).unwrap();
    let back = folder.path().join("back.p12");
    convert(&modern, &password, Layout::Nca, &back, &mut SystemRandom).unwrap();
    let (original, _) = identifier(&path);
    assert_eq!(identifier(&modern), (original.clone(), Layout::Modern));
    assert_eq!(identifier(&back), (original, Layout::Nca));
    let taken = convert(&path, &password, Layout::Nca, &back, &mut SystemRandom);
    assert!(matches!(taken, Err(Error::AlreadyExists(_))));

    let copy = folder.path().join("copy.p12");
    back_up(&path, &copy).unwrap();
    assert_eq!(fs::read(&copy).unwrap(), fs::read(&path).unwrap());
    assert!(matches!(
        back_up(&path, &copy),
        Err(Error::AlreadyExists(_))
    ));
}

#[test]
fn each_failure_is_its_own() {
    let folder = folder();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    assert!(matches!(
        KeyFile::open(&folder.path().join("absent.p12")),
        Err(Error::Io { .. })
    ));
    let text = write("text.p12", b"hello");
    assert!(matches!(KeyFile::open(&text), Err(Error::Damaged(_))));
    let large = write("large.p12", &vec![0x30; pkcs12::MAX_SIZE + 1]);
    assert!(matches!(KeyFile::open(&large), Err(Error::TooLarge)));

    let path = new_file(folder.path(), Layout::Nca);
    let bytes = fs::read(&path).unwrap();
    let cut = write("cut.p12", &bytes[..bytes.len() / 2]);
    assert!(matches!(KeyFile::open(&cut), Err(Error::Damaged(_))));
    // A bit of the friendly name, which is neither encrypted nor read: only the MAC notices.
    let at = bytes
        .windows(4)
        .position(|window| window == [0x1e, 0x50, 0, bytes[0]] || window[..2] == [0x1e, 0x50])
        .unwrap()
        + 3;
    let mut flipped = bytes.clone();
    flipped[at] ^= 1;
    let flipped = write("flipped.p12", &flipped);
    assert!(matches!(
        KeyFile::open(&flipped).unwrap().unlock(&secret("Qwerty12")),
        Err(Error::Damaged(_))
    ));
    assert!(matches!(
        KeyFile::open(&path).unwrap().unlock(&secret("")),
        Err(Error::WrongPassword)
    ));
}

#[test]
fn a_folder_is_listed_without_a_password() {
    let folder = folder();
    let path = new_file(folder.path(), Layout::Modern);
    fs::write(folder.path().join("broken.PFX"), b"x").unwrap();
    fs::write(folder.path().join("notes.txt"), b"x").unwrap();
    fs::create_dir(folder.path().join("folder.p12")).unwrap();
    let listed = list(&[folder.path().to_path_buf(), path.clone()], 0).unwrap();
    assert_eq!(listed.len(), 2);
    for entry in listed {
        assert_eq!(entry.file.is_ok(), entry.path == path);
    }
    assert!(list(&[folder.path().join("absent")], 0).is_err());
}

#[test]
fn folders_within_a_folder_are_looked_through_as_deep_as_wanted() {
    let folder = folder();
    let deep = folder.path().join("one").join("two.p12");
    fs::create_dir_all(&deep).unwrap();
    new_file(&deep, Layout::Modern);
    let count = |depth| list(&[folder.path().to_path_buf()], depth).unwrap().len();
    assert_eq!((count(0), count(1), count(2)), (0, 0, 1));
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_loses_nothing() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let path = new_file(folder.path(), Layout::Nca);
    let before = fs::read(&path).unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o500)).unwrap();
    let (old, new) = (secret("Qwerty12"), secret("Asdfgh34"));
    let changed = change_password(&path, &old, &new, None, &mut SystemRandom);
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).unwrap();
    // The superuser writes anywhere.
    if changed.is_err() {
        assert!(matches!(changed, Err(Error::Io { .. })));
        assert_eq!(fs::read(&path).unwrap(), before);
    }
    assert_eq!(names(folder.path()).len(), 1);
}
