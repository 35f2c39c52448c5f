//! Listing, keys, certificates.

use std::cell::Cell;
use std::time::Duration;

use tanba_keystore::software::KeyAlgorithm;
use tanba_keystore::token::{Cancellation, Deletion, PinState, PrivateHalf, TokenKey};
use tanba_keystore::{Error, Signer};
use tanba_pki::algorithm::SignatureAlgorithm;
use tanba_pki::digest::DigestAlgorithm;
use tanba_pki::signing::ToBeSigned;

use crate::world::{LABEL, World, certify};

pub(crate) fn a_fresh_token_is_listed_by_name(world: World) {
    let listed = world.tokens.find(LABEL);
    assert_eq!(listed.len(), 1);
    let info = &listed[0];
    assert_eq!(info.id, *world.token.id());
    assert!(info.initialised);
    assert_eq!(info.profile.map(|profile| profile.name), world.kind.profile);
    assert_eq!(info.is_software, world.kind.profile.is_some());
    assert_eq!(
        (info.user_pin, info.so_pin),
        (PinState::Good, PinState::Good)
    );
    assert!(info.pin_length.contains(&8));
    assert_eq!(world.tokens.find(&info.serial).len(), 1);
    assert!(world.tokens.find("another").is_empty());
    assert!(world.token.keys(None).unwrap().is_empty());
    let text = world.token.diagnostics().unwrap();
    assert!(
        text.contains(LABEL) && text.contains("mechanism: CKM_ECDSA"),
        "{text}"
    );
    let mut other = info.id.clone();
    other.label = "another".into();
    assert!(matches!(
        world.tokens.token(&other),
        Err(Error::TokenNotFound(_))
    ));
}

pub(crate) fn keys_of_every_kind_are_made_and_sign(world: World) {
    let kinds = [
        KeyAlgorithm::Rsa(2048),
        KeyAlgorithm::Rsa(3072),
        KeyAlgorithm::P256,
        KeyAlgorithm::P384,
    ];
    let offered = world.token.algorithms().unwrap();
    assert!(offered.contains(&KeyAlgorithm::Rsa(4096)));
    for kind in kinds {
        assert!(offered.contains(&kind), "{kind:?}");
        let key = world.make(kind, "Кілт");
        assert_eq!(key.algorithm, Some(kind));
        assert_eq!(key.private, PrivateHalf::Present);
        assert_eq!(key.label, "Кілт");
        assert!(!key.extractable);
        assert_eq!(key.id, key.key_identifier.clone().unwrap().0);
        signs_with_every_algorithm(&world, &key);
    }
    let all = world.token.keys(Some(&world.user)).unwrap();
    assert_eq!(all.len(), kinds.len());
    // Without a PIN the public halves are seen, and that is said.
    let public = world.token.keys(None).unwrap();
    assert_eq!(public.len(), kinds.len());
    assert!(public.iter().all(|key| key.private == PrivateHalf::Unseen));

    for absent in [KeyAlgorithm::Gost512, KeyAlgorithm::Gost256] {
        assert!(!offered.contains(&absent));
        let made = world.token.generate(
            &world.user,
            absent,
            None,
            "x",
            &Cancellation::default(),
            |_| {},
        );
        assert!(matches!(made, Err(Error::AlgorithmNotOnToken(found)) if found == absent));
    }
}

fn signs_with_every_algorithm(world: &World, key: &TokenKey) {
    let signer = world.token.signer(&key.id, &world.user).unwrap();
    let accepted = signer.algorithms();
    assert_eq!(accepted.first(), Some(&signer.default_algorithm()));
    for algorithm in accepted {
        let content = ToBeSigned {
            algorithm,
            message: "мәтін".as_bytes().to_vec(),
        };
        let value = signer.sign(&content).unwrap();
        signer
            .public_key()
            .verify(algorithm, &content.message, &value.0)
            .unwrap();
    }
    let foreign = match key.algorithm {
        Some(KeyAlgorithm::Rsa(_)) => SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha256),
        _ => SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha256),
    };
    let refused = signer.sign(&ToBeSigned {
        algorithm: foreign,
        message: Vec::new(),
    });
    assert!(matches!(refused, Err(Error::AlgorithmMismatch(_))));
}

pub(crate) fn a_key_of_a_given_identifier_is_made_once(world: World) {
    let make = |algorithm| {
        world.token.generate(
            &world.user,
            algorithm,
            Some(b"enrolment-7"),
            "x",
            &Cancellation::default(),
            |_| {},
        )
    };
    let first = make(KeyAlgorithm::P256).unwrap();
    assert_eq!(first.id, b"enrolment-7");
    let second = make(KeyAlgorithm::P256).unwrap();
    assert_eq!(first.key_identifier, second.key_identifier);
    assert_eq!(world.token.keys(Some(&world.user)).unwrap().len(), 1);
    assert!(matches!(
        make(KeyAlgorithm::P384),
        Err(Error::KeyIdTaken(_))
    ));
    // By the key's own name, too.
    let name = first.key_identifier.unwrap();
    let signer = world.token.signer(&name.0, &world.user).unwrap();
    assert_eq!(*signer.key_identifier(), name);
}

pub(crate) fn certificates_come_go_and_find_their_keys(world: World) {
    let (one, other) = (
        world.make(KeyAlgorithm::P256, "one"),
        world.make(KeyAlgorithm::Rsa(2048), "other"),
    );
    let user = &world.user;
    let signer = world.token.signer(&one.id, user).unwrap();
    assert!(signer.certificate().is_none());
    let certificate = certify(&signer, "ӘЛІ ҰЛЫ");
    world.token.put_certificate(user, &certificate).unwrap();
    world.token.put_certificate(user, &certificate).unwrap();
    let read = world.token.certificate(&one.id).unwrap();
    assert_eq!(read.der(), certificate.der());
    let signer = world.token.signer(&one.id, user).unwrap();
    assert_eq!(signer.certificate().unwrap().der(), certificate.der());
    assert!(matches!(
        world.token.certificate(&other.id),
        Err(Error::CertificateNotOnToken(_))
    ));
    let delete = |what| world.token.delete(user, &other.id, what);
    assert!(matches!(
        delete(Deletion::Certificate),
        Err(Error::CertificateNotOnToken(_))
    ));

    // A certificate of a key that was deleted stays, without a key; a new one for no key is refused.
    let lost = certify(&world.token.signer(&other.id, user).unwrap(), "LOST");
    world.token.delete(user, &other.id, Deletion::Key).unwrap();
    assert!(matches!(
        world.token.put_certificate(user, &lost),
        Err(Error::NoKeyForCertificate)
    ));
    assert!(matches!(
        world.token.signer(&other.id, user),
        Err(Error::KeyNotOnToken(_))
    ));
    world.token.delete(user, &one.id, Deletion::Key).unwrap();
    let left = world.token.keys(Some(user)).unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].private, PrivateHalf::Absent);
    assert!(left[0].certificate.is_some());
    world
        .token
        .delete(user, &one.id, Deletion::Certificate)
        .unwrap();
    assert!(world.token.keys(Some(user)).unwrap().is_empty());
}

pub(crate) fn making_a_key_is_cancelled(world: World) {
    let cancel = Cancellation::default();
    cancel.cancel();
    let told = Cell::new(Duration::ZERO);
    let made = world.token.generate(
        &world.user,
        KeyAlgorithm::Rsa(3072),
        None,
        "x",
        &cancel,
        |elapsed| told.set(elapsed),
    );
    assert!(matches!(made, Err(Error::Cancelled)));

    let cancel = Cancellation::default();
    let made = world.token.generate(
        &world.user,
        KeyAlgorithm::Rsa(3072),
        None,
        "x",
        &cancel,
        |elapsed| {
            told.set(elapsed);
            cancel.cancel();
        },
    );
    // A fast token is done before anybody can cancel; then the key is there, and otherwise it is not.
    let left = loop {
        match world.token.keys(Some(&world.user)) {
            // The token is at it still.
            Err(Error::ModuleBusy(_)) => {}
            other => break other.unwrap(),
        }
    };
    match made {
        Ok(key) => assert_eq!(left[0].id, key.id),
        Err(error) => {
            assert!(matches!(error, Error::Cancelled), "{error}");
            assert!(told.get() > Duration::ZERO);
            assert!(left.is_empty());
        }
    }
}
