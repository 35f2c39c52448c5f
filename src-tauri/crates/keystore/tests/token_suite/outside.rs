//! What other programs make of our tokens, and we of theirs.

use std::process::Command;

use secrecy::{ExposeSecret, SecretString};
use tanba_keystore::software::KeyAlgorithm;
use tanba_keystore::token::{Deletion, PinKind, PrivateHalf};
use tanba_keystore::{Error, Signer};
use tanba_pki::signing::ToBeSigned;

use crate::world::{World, certify};

pub(crate) fn pkcs11_tool_sees_what_we_make(world: World) {
    let key = world.make(KeyAlgorithm::P256, "Кілт");
    let signer = world.token.signer(&key.id, &world.user).unwrap();
    let certificate = certify(&signer, "ӘЛІ ҰЛЫ");
    world
        .token
        .put_certificate(&world.user, &certificate)
        .unwrap();
    let Some(text) = world.pkcs11_tool_logged_in(&["--list-objects"]) else {
        return;
    };
    let id = hex::encode(&key.id);
    for expected in [
        "Private Key Object; EC",
        "Public Key Object; EC  EC_POINT 256 bits",
        "Certificate Object; type = X.509 cert",
        "Кілт",
        "sensitive, always sensitive, never extractable",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    assert_eq!(text.matches(&id).count(), 3, "{text}");
}

pub(crate) fn pkcs11_tool_signs_with_our_key(world: World) {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(path("message"), "мәтін").unwrap();
    for (kind, mechanism) in [
        (KeyAlgorithm::Rsa(2048), "SHA256-RSA-PKCS"),
        (KeyAlgorithm::P256, "ECDSA"),
    ] {
        let key = world.make(kind, "x");
        let signer = world.token.signer(&key.id, &world.user).unwrap();
        let certificate = certify(&signer, "ӘЛІ ҰЛЫ");
        world
            .token
            .put_certificate(&world.user, &certificate)
            .unwrap();
        std::fs::write(path("cert.der"), certificate.der()).unwrap();
        let Some(openssl) = tanba_testkit::tool("openssl") else {
            return;
        };
        let run = |arguments: &[&str]| {
            let output = Command::new(&openssl).args(arguments).output().unwrap();
            let errors = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success(), "{arguments:?}: {errors}");
        };
        let (pem, public) = (path("cert.pem"), path("public.pem"));
        run(&[
            "x509",
            "-inform",
            "DER",
            "-in",
            &path("cert.der"),
            "-out",
            &pem,
        ]);
        run(&["x509", "-in", &pem, "-noout", "-pubkey", "-out", &public]);

        // Theirs with our key.
        let input = match kind {
            KeyAlgorithm::P256 => {
                run(&[
                    "dgst",
                    "-sha256",
                    "-binary",
                    "-out",
                    &path("digest"),
                    &path("message"),
                ]);
                path("digest")
            }
            _ => path("message"),
        };
        let id = hex::encode(&key.id);
        let value = path("value");
        let arguments = [
            "--sign",
            "--id",
            &id,
            "--mechanism",
            mechanism,
            "--signature-format",
            "openssl",
            "--input-file",
            &input,
            "--output-file",
            &value,
        ];
        if world.pkcs11_tool_logged_in(&arguments).is_none() {
            return;
        }
        let verify = ["dgst", "-sha256", "-verify", &public, "-signature"];
        run(&[&verify[..], &[&value, &path("message")]].concat());

        // Ours, judged by openssl.
        let ours = signer
            .sign(&ToBeSigned {
                algorithm: signer.default_algorithm(),
                message: "мәтін".as_bytes().to_vec(),
            })
            .unwrap();
        std::fs::write(&value, &ours.0).unwrap();
        run(&[&verify[..], &[&value, &path("message")]].concat());
    }
}

pub(crate) fn a_key_by_pkcs11_tool_is_used(world: World) {
    for (kind, id) in [
        ("rsa:2048", "01"),
        ("EC:prime256v1", "02"),
        ("EC:secp384r1", "03"),
    ] {
        let arguments = [
            "--keypairgen",
            "--key-type",
            kind,
            "--id",
            id,
            "--label",
            "theirs",
        ];
        if world.pkcs11_tool_logged_in(&arguments).is_none() {
            return;
        }
        let bytes = hex::decode(id).unwrap();
        let signer = world.token.signer(&bytes, &world.user).unwrap();
        let certificate = certify(&signer, "THEIRS");
        drop(signer);
        world
            .token
            .put_certificate(&world.user, &certificate)
            .unwrap();
        // Without the public key object the certificate tells which key it is.
        let delete = ["--delete-object", "--type", "pubkey", "--id", id];
        world.pkcs11_tool_logged_in(&delete);
        let signer = world.token.signer(&bytes, &world.user).unwrap();
        let content = ToBeSigned {
            algorithm: signer.default_algorithm(),
            message: b"content".to_vec(),
        };
        signer.sign(&content).unwrap();
        assert_eq!(signer.certificate().unwrap().der(), certificate.der());
    }
    let all = world.token.keys(Some(&world.user)).unwrap();
    assert_eq!(all.len(), 3);
    assert!(
        all.iter()
            .all(|key| key.private == PrivateHalf::Present && key.failure.is_none())
    );
}

/// CKA_ID need not tell keys apart.
pub(crate) fn keys_that_share_an_identifier_are_not_mixed_up(world: World) {
    let kinds = [
        ("EC:prime256v1", "one"),
        ("rsa:2048", "two"),
        ("EC:secp384r1", "three"),
        ("EC:prime256v1", "four"),
    ];
    for (kind, label) in kinds {
        let arguments = ["--keypairgen", "--key-type", kind, "--id", "07"];
        let arguments = [&arguments[..], &["--label", label]].concat();
        if world.pkcs11_tool_logged_in(&arguments).is_none() {
            return;
        }
    }
    let user = &world.user;
    let keys = world.token.keys(Some(user)).unwrap();
    assert_eq!(keys.len(), kinds.len());
    for key in &keys {
        let identifier = key.key_identifier.clone().unwrap();
        assert_eq!((&key.id[..], &key.name), (&[7][..], &identifier.0));
        let signer = world.token.signer(&key.name, user).unwrap();
        assert_eq!(*signer.key_identifier(), identifier);
        let certificate = certify(&signer, &key.label);
        world.token.put_certificate(user, &certificate).unwrap();
        let written = world.token.certificate(&key.name).unwrap();
        assert_eq!(written.der(), certificate.der());
    }
    let refused = world.token.signer(&[7], user).map(|_| ());
    assert!(
        matches!(refused, Err(Error::KeyAmbiguous(_))),
        "{refused:?}"
    );
    let refused = world.token.delete(user, &[7], Deletion::Both);
    assert!(
        matches!(refused, Err(Error::KeyAmbiguous(_))),
        "{refused:?}"
    );
    let last = keys.last().unwrap();
    let delete = |name: &[u8]| world.token.delete(user, name, Deletion::Both);
    delete(&last.name).unwrap();
    let left = world.token.keys(Some(user)).unwrap();
    assert_eq!(left.len(), kinds.len() - 1);
    assert!(left.iter().all(|key| key.name != last.name));
}

pub(crate) fn a_token_that_another_program_makes_is_found(world: World) {
    let Some(tool) = tanba_testkit::tool("pkcs11-tool") else {
        return;
    };
    // Some modules have an empty one to spare.
    if world.tokens.tokens().iter().all(|token| token.initialised) {
        return;
    }
    let mut command = Command::new(tool);
    command.arg("--module").arg(&world.module);
    command.args(["--slot-index", "1", "--init-token", "--label", "Theirs"]);
    command.args(["--so-pin", world.so.expose_secret()]);
    assert!(command.output().unwrap().status.success());
    world.tokens.refresh_thoroughly();
    assert_eq!(world.tokens.find("Theirs").len(), 1);
    world.token.log_in(PinKind::User, &world.user).unwrap();

    // A key in use is not taken away for that.
    let key = world.make(KeyAlgorithm::P256, "x");
    let signer = world.token.signer(&key.id, &world.user).unwrap();
    world.tokens.refresh_thoroughly();
    let content = ToBeSigned {
        algorithm: signer.default_algorithm(),
        message: b"content".to_vec(),
    };
    signer.sign(&content).unwrap();
}

pub(crate) fn a_pin_changed_by_pkcs11_tool_is_noticed(world: World) {
    world.token.log_in(PinKind::User, &world.user).unwrap();
    let change = ["--change-pin", "--new-pin", "24681357"];
    if world.pkcs11_tool_logged_in(&change).is_none() {
        return;
    }
    if world.kind.keeps_pins {
        return world.token.log_in(PinKind::User, &world.user).unwrap();
    }
    assert!(matches!(
        world.token.log_in(PinKind::User, &world.user),
        Err(Error::PinWrong { .. })
    ));
    let new = SecretString::from("24681357");
    world.token.log_in(PinKind::User, &new).unwrap();
}
