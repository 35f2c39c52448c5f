use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use rand_core::{CryptoRng, RngCore};
use secrecy::SecretString;
use tanba_testkit::{shared_or_skip, tool};

use super::*;

const NCA_FILES: [&str; 6] = [
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

fn open(bytes: &[u8], password: &str) -> Result<Contents, Error> {
    Pfx::parse(bytes)?.open(&secret(password))
}

fn nca_files(test: &str) -> Vec<Vec<u8>> {
    NCA_FILES
        .iter()
        .filter_map(|path| shared_or_skip(test, path))
        .map(|path| fs::read(path).unwrap())
        .collect()
}

/// Repeats given bytes, then counts.
struct Replay(Vec<u8>, u8);

impl RngCore for Replay {
    fn next_u32(&mut self) -> u32 {
        rand_core::impls::next_u32_via_fill(self)
    }
    fn next_u64(&mut self) -> u64 {
        rand_core::impls::next_u64_via_fill(self)
    }
    fn fill_bytes(&mut self, out: &mut [u8]) {
        for byte in out {
            *byte = if self.0.is_empty() {
                self.1 = self.1.wrapping_add(1);
                self.1
            } else {
                self.0.remove(0)
            };
        }
    }
    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), rand_core::Error> {
        self.fill_bytes(out);
        Ok(())
    }
}

impl CryptoRng for Replay {}

fn sample_contents() -> Contents {
    let attributes = BagAttributes {
        friendly_name: Some("Кілт — Қазақстан".into()),
        local_key_id: Some(vec![1, 2, 3]),
    };
    // PrivateKeyInfo of version 0 and an algorithm without meaning.
    let key = hex_literal::hex!("300d 020100 3004 0602 2a03 0402 0707");
    Contents {
        keys: vec![
            KeyBag {
                private_key_info: Zeroizing::new(key.to_vec()),
                attributes: attributes.clone(),
            },
            KeyBag {
                private_key_info: Zeroizing::new(key.to_vec()),
                attributes: BagAttributes::default(),
            },
        ],
        certificates: vec![
            CertificateBag {
                der: vec![0x30, 0],
                attributes,
            },
            CertificateBag {
                der: vec![0x30, 1, 0],
                attributes: BagAttributes::default(),
            },
        ],
    }
}

fn write_fast(contents: &Contents, password: &str, layout: Layout) -> Vec<u8> {
    let mut rng = Replay(Vec::new(), 0);
    write_iterated(contents, &secret(password), layout, 100, &mut rng).unwrap()
}

#[test]
fn files_of_the_nca_open() {
    for bytes in nca_files("files_of_the_nca_open") {
        let pfx = Pfx::parse(&bytes).unwrap();
        let visible = pfx.visible_attributes();
        let contents = pfx.open(&secret("Qwerty12")).unwrap();
        assert_eq!((contents.keys.len(), contents.certificates.len()), (1, 1));
        let key = &contents.keys[0];
        assert_eq!(visible, std::slice::from_ref(&key.attributes));
        let identifier = key.attributes.local_key_id.as_deref().unwrap();
        assert_eq!(
            key.attributes.friendly_name.as_deref(),
            Some(hex::encode(identifier).as_str())
        );
        assert_eq!(contents.certificates_of(key).count(), 1);
        for wrong in ["Qwerty13", "", "qwerty12", "Қwerty12"] {
            assert_eq!(
                pfx.open(&secret(wrong)).err(),
                Some(Error::WrongPassword),
                "{wrong}"
            );
        }
    }
}

#[test]
fn the_layout_of_the_nca_is_written_byte_for_byte() {
    for original in nca_files("the_layout_of_the_nca_is_written_byte_for_byte") {
        let contents = open(&original, "Qwerty12").unwrap();
        // The salts of the original, in the order in which the writer asks for them.
        let salt_after = |marker: &[u8]| {
            let mut windows = original.windows(marker.len());
            let at = windows.position(|window| window == marker).unwrap() + marker.len();
            original[at..at + 20].to_vec()
        };
        let mut salts = salt_after(&hex_literal::hex!("010c0103 301a0414"));
        salts.extend(salt_after(&hex_literal::hex!("010c0106 301a0414")));
        // That of the MAC stands before the closing INTEGER 1024.
        salts.extend(&original[original.len() - 24..original.len() - 4]);
        let mut rng = Replay(salts, 0);
        let written = write(&contents, &secret("Qwerty12"), Layout::Nca, &mut rng).unwrap();
        assert!(
            written == original,
            "{}\n{}",
            hex::encode(written),
            hex::encode(original)
        );
    }
}

#[test]
fn both_layouts_hold_several_keys_and_any_password() {
    let contents = sample_contents();
    for layout in [Layout::Nca, Layout::Modern] {
        for password in ["Qwerty12", "құпия сөз", "🔑", "a"] {
            let bytes = write_fast(&contents, password, layout);
            let read = open(&bytes, password).unwrap();
            assert_eq!(read.certificates, contents.certificates);
            assert_eq!(read.keys.len(), 2);
            for (read, written) in read.keys.iter().zip(&contents.keys) {
                assert_eq!(read.private_key_info, written.private_key_info);
                assert_eq!(read.attributes, written.attributes);
            }
            assert_eq!(open(&bytes, "other").err(), Some(Error::WrongPassword));
        }
    }
}

#[test]
fn a_changed_bit_never_changes_what_is_inside() {
    let contents = sample_contents();
    for layout in [Layout::Nca, Layout::Modern] {
        let bytes = write_fast(&contents, "Qwerty12", layout);
        let mut accepted = 0;
        for index in (0..bytes.len()).step_by(5) {
            let mut broken = bytes.clone();
            broken[index] ^= 1 << (index % 8);
            // Only the parameters of the digest in MacData have no meaning.
            if let Ok(read) = open(&broken, "Qwerty12") {
                accepted += 1;
                assert_eq!(read.certificates, contents.certificates);
                assert_eq!(
                    read.keys[0].private_key_info,
                    contents.keys[0].private_key_info
                );
            }
        }
        assert!(accepted <= 2, "{layout:?} {accepted}");
        for end in (0..bytes.len()).step_by(7) {
            assert!(open(&bytes[..end], "Qwerty12").is_err());
        }
    }
}

#[test]
fn a_damaged_file_is_told_from_a_wrong_password() {
    let bytes = write_fast(&sample_contents(), "Qwerty12", Layout::Modern);
    // The last byte of the certificates' cipher text is just before MacData.
    let mut broken = bytes.clone();
    let mac_value = bytes.len() - 16 - 5 - 10;
    broken[mac_value] ^= 1;
    assert_eq!(
        open(&broken, "Qwerty12").err(),
        Some(Error::Damaged("integrity check"))
    );
    assert_eq!(open(&broken, "Qwerty13").err(), Some(Error::WrongPassword));
    assert_eq!(
        open(&[&bytes[..], &[0]].concat(), "Qwerty12").err(),
        Some(Error::Structure(tlv::Error::TrailingData))
    );
}

#[test]
fn hostile_files_are_refused() {
    assert_eq!(
        Pfx::parse(&vec![0x30; MAX_SIZE + 1]).err(),
        Some(Error::TooLarge)
    );
    assert_eq!(
        Pfx::parse(&[0x30, 0x80].repeat(10_000)).err(),
        Some(Error::Damaged("nested too deeply"))
    );
    // The MAC of the NCA's layout ends with INTEGER 1024: ask for two billion.
    let bytes = write_fast(&sample_contents(), "Qwerty12", Layout::Nca);
    let der = bytes.strip_suffix(&[2, 2, 4, 0]).unwrap();
    let mut hostile = [der, &[2, 4, 0x7f, 0xff, 0xff, 0xff]].concat();
    // Two bytes longer: the outer SEQUENCE has a length of two bytes, MacData of one.
    let length = u16::from_be_bytes([hostile[2], hostile[3]]) + 2;
    hostile[2..4].copy_from_slice(&length.to_be_bytes());
    let mac_data = hostile.len() - 63 - 2;
    assert_eq!(hostile[mac_data..mac_data + 2], [0x30, 0x3d]);
    hostile[mac_data + 1] += 2;
    assert_eq!(
        open(&hostile, "Qwerty12").err(),
        Some(Error::TooManyIterations)
    );
}

/// Runs openssl in a directory of its own, which holds the files by these names.
fn openssl(directory: &Path, arguments: &[&str]) -> Option<()> {
    let program = tool("openssl")?;
    let output = Command::new(program)
        .args(arguments)
        .current_dir(directory)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "openssl {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(())
}

fn scratch(name: &str) -> PathBuf {
    let directory = std::env::temp_dir().join(format!("tanba-pki-{name}-{}", std::process::id()));
    fs::create_dir_all(&directory).unwrap();
    directory
}

fn make_key_and_certificate(directory: &Path) -> Option<()> {
    let request =
        "req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -subj /CN=Tanba -days 30";
    openssl(directory, &request.split(' ').collect::<Vec<_>>())
}

#[test]
fn what_openssl_writes_opens() {
    let directory = scratch("reads");
    if make_key_and_certificate(&directory).is_none() {
        return;
    }
    openssl(
        &directory,
        &[
            "pkey", "-in", "key.pem", "-outform", "DER", "-out", "key.der",
        ],
    )
    .unwrap();
    openssl(
        &directory,
        &[
            "x509", "-in", "cert.pem", "-outform", "DER", "-out", "cert.der",
        ],
    )
    .unwrap();
    let certificate = fs::read(directory.join("cert.der")).unwrap();
    for (password, options) in [
        ("Qwerty12", ""),
        ("Qwerty12", "-legacy"),
        ("Qwerty12", "-certfile cert.pem"),
        ("құпия", ""),
        ("құпия", "-legacy"),
        ("", ""),
        ("", "-legacy"),
        ("Qwerty12", "-nomac"),
        ("Qwerty12", "-nomaciter -noiter"),
        ("Qwerty12", "-macalg sha1"),
        ("Qwerty12", "-macalg sha224 -keypbe aes-128-cbc"),
        ("Qwerty12", "-macalg sha384 -certpbe aes-192-cbc"),
        ("Qwerty12", "-macalg sha512 -iter 5000"),
        ("Qwerty12", "-keypbe NONE -certpbe NONE"),
        ("Qwerty12", "-keypbe des-ede3-cbc"),
        (
            "Qwerty12",
            "-legacy -keypbe PBE-SHA1-2DES -certpbe PBE-SHA1-RC2-128",
        ),
    ] {
        let password_option = format!("pass:{password}");
        let mut arguments = vec!["pkcs12", "-export", "-inkey", "key.pem", "-in", "cert.pem"];
        arguments.extend([
            "-name",
            "Tanba",
            "-out",
            "out.p12",
            "-passout",
            &password_option,
        ]);
        arguments.extend(options.split(' ').filter(|option| !option.is_empty()));
        openssl(&directory, &arguments).unwrap();
        let bytes = fs::read(directory.join("out.p12")).unwrap();
        let contents = open(&bytes, password).unwrap_or_else(|error| {
            panic!("{password} {options}: {error}");
        });
        assert_eq!(contents.keys.len(), 1, "{options}");
        assert_eq!(
            contents.keys[0].attributes.friendly_name.as_deref(),
            Some("Tanba")
        );
        assert!(!contents.keys[0].private_key_info.is_empty());
        assert_eq!(contents.certificates[0].der, certificate, "{options}");
        assert_eq!(contents.certificates_of(&contents.keys[0]).count(), 1);
        if !options.contains("NONE") {
            assert_eq!(
                open(&bytes, "wrong").err(),
                Some(Error::WrongPassword),
                "{options}"
            );
        }
    }
    let _ = fs::remove_dir_all(directory);
}

#[test]
fn openssl_opens_what_is_written() {
    let directory = scratch("writes");
    if make_key_and_certificate(&directory).is_none() {
        return;
    }
    openssl(
        &directory,
        &[
            "pkcs12", "-export", "-inkey", "key.pem", "-in", "cert.pem", "-out", "in.p12",
            "-passout", "pass:one",
        ],
    )
    .unwrap();
    let contents = open(&fs::read(directory.join("in.p12")).unwrap(), "one").unwrap();
    for (layout, password, legacy) in [
        (Layout::Nca, "Qwerty12", true),
        (Layout::Modern, "Qwerty12", false),
        (Layout::Nca, "құпия", true),
        (Layout::Modern, "құпия", false),
    ] {
        let bytes = write_fast(&contents, password, layout);
        fs::write(directory.join("ours.p12"), bytes).unwrap();
        let option = format!("pass:{password}");
        let mut arguments = vec!["pkcs12", "-in", "ours.p12", "-nodes", "-passin", &option];
        arguments.extend(["-out", "opened.pem"]);
        if legacy {
            arguments.push("-legacy");
        }
        openssl(&directory, &arguments).unwrap();
        let opened = fs::read_to_string(directory.join("opened.pem")).unwrap();
        for part in ["PRIVATE KEY", "CERTIFICATE"] {
            assert_eq!(opened.matches(&format!("BEGIN {part}")).count(), 1);
        }
        let key = fs::read_to_string(directory.join("key.pem")).unwrap();
        let body = key.lines().nth(1).unwrap();
        assert!(opened.contains(body));
    }
    let _ = fs::remove_dir_all(directory);
}

#[test]
fn opening_survives_mutations() {
    let seeds = [Layout::Nca, Layout::Modern].map(|layout| {
        let mut rng = Replay(Vec::new(), 0);
        write_iterated(&sample_contents(), &secret("a"), layout, 1, &mut rng).unwrap()
    });
    tanba_testkit::fuzz::run("pkcs12", crate::fuzzing::pkcs12, &seeds);
}

/// PBMAC1 computed by OpenSSL's primitives: its command line writes none before 3.4.
#[test]
fn a_mac_of_rfc_9579_is_verified() {
    use openssl::hash::MessageDigest;
    use tlv::{Cursor, encode, tag};

    let bytes = write_fast(&sample_contents(), "құпия", Layout::Modern);
    let mut pfx = Cursor::new(&bytes).sequence().unwrap();
    let version = pfx.any().unwrap().raw;
    let auth_safe = pfx.any().unwrap();
    let mut parts = auth_safe.children();
    parts.any().unwrap();
    let content = parts.any().unwrap().children().octet_string().unwrap();

    for (hash, hmac, size) in [
        (MessageDigest::sha256(), oid::HMAC_SHA256, 32),
        (MessageDigest::sha512(), oid::HMAC_SHA512, 64),
        (MessageDigest::sha1(), oid::HMAC_SHA1, 20),
    ] {
        let salt = [5; 8];
        let mut key = vec![0; size];
        openssl::pkcs5::pbkdf2_hmac("құпия".as_bytes(), &salt, 2048, hash, &mut key).unwrap();
        let pkey = openssl::pkey::PKey::hmac(&key).unwrap();
        let mut signer = openssl::sign::Signer::new(hash, &pkey).unwrap();
        signer.update(content).unwrap();
        let value = signer.sign_to_vec().unwrap();

        let build = |key_length: &[u8], value: &[u8]| {
            let prf = pbe::identifier(hmac, &[tag::NULL, 0]);
            let salt = encode(tag::OCTET_STRING, &[&salt]);
            let count = pbe::der_integer(2048);
            let parameters = encode(tag::SEQUENCE, &[&salt, &count, key_length, &prf]);
            let derivation = pbe::identifier(oid::PBKDF2, &parameters);
            let both = encode(tag::SEQUENCE, &[&derivation, &prf]);
            let algorithm = pbe::identifier(oid::PBMAC1, &both);
            let value = encode(tag::OCTET_STRING, &[value]);
            let info = encode(tag::SEQUENCE, &[&algorithm, &value]);
            // RFC 9579 §4: salt and iterations of MacData have no meaning.
            let unused = encode(tag::OCTET_STRING, &[b"NOT USED"]);
            let mac = encode(tag::SEQUENCE, &[&info, &unused, &[tag::INTEGER, 1, 1]]);
            encode(tag::SEQUENCE, &[version, auth_safe.raw, &mac])
        };
        let length = pbe::der_integer(u32::try_from(size).unwrap());
        let file = build(&length, &value);
        assert_eq!(open(&file, "құпия").unwrap().keys.len(), 2);
        assert_eq!(open(&file, "other").err(), Some(Error::WrongPassword));
        let mut broken = value.clone();
        broken[0] ^= 1;
        assert_eq!(
            open(&build(&length, &broken), "құпия").err(),
            Some(Error::Damaged("integrity check"))
        );
        // §5: the length of the key must be given and be no shorter than 20 bytes.
        for length in [Vec::new(), pbe::der_integer(19)] {
            assert!(Pfx::parse(&build(&length, &value)).is_err());
        }
    }
}
