//! Tokens that are different from others.

use tanba_keystore::software::KeyAlgorithm;
use tanba_keystore::token::PinKind;
use tanba_keystore::{Error, Signer};
use token_module::TokenFile;

use crate::fixture::{Fake, SERIAL, content, new};

#[test]
fn full_and_write_protected_tokens_say_so() {
    let it = Fake::new(&TokenFile {
        memory: Some(2000),
        ..new()
    });
    let made = std::iter::repeat_with(|| it.make(KeyAlgorithm::P256));
    let refused = made.take(50).find_map(Result::err).unwrap();
    assert!(matches!(refused, Error::TokenFull), "{refused}");
    // Nothing is left of what did not fit.
    for key in it.token().keys(Some(&it.pin)).unwrap() {
        assert_eq!(key.failure, None);
    }

    let it = Fake::new(&TokenFile {
        write_protected: true,
        ..new()
    });
    let refused = it.make(KeyAlgorithm::P256);
    assert!(
        matches!(refused, Err(Error::TokenWriteProtected)),
        "{refused:?}"
    );
}

#[test]
fn a_key_may_ask_for_the_pin_each_time() {
    let it = Fake::new(&TokenFile {
        always_authenticate: true,
        hashes: true,
        ..new()
    });
    for algorithm in [KeyAlgorithm::P256, KeyAlgorithm::Rsa(2048)] {
        let key = it.make(algorithm).unwrap();
        assert!(key.always_authenticate);
        let signer = it.token().signer(&key.id, &it.pin).unwrap();
        for _ in 0..2 {
            signer.sign(&content(&signer)).unwrap();
        }
    }
}

#[test]
fn a_pin_that_is_refused_for_a_signature_is_not_sent_again() {
    let it = Fake::new(&TokenFile {
        always_authenticate: true,
        hashes: true,
        ..new()
    });
    let key = it.make(KeyAlgorithm::P256).unwrap();
    let signer = it.token().signer(&key.id, &it.pin).unwrap();
    signer.sign(&content(&signer)).unwrap();
    // Another program changes it.
    let change = |file: &mut TokenFile| file.user_pin = Some("another-pin".into());
    it.fake.change(SERIAL, change).unwrap();
    let refused = signer.sign(&content(&signer));
    assert!(
        matches!(refused, Err(Error::PinWrong { .. })),
        "{refused:?}"
    );
    for _ in 0..3 {
        let refused = signer.sign(&content(&signer));
        assert!(matches!(refused, Err(Error::LoggedOut)), "{refused:?}");
    }
    assert_eq!(it.fake.read(SERIAL).unwrap().user_tries_left, 9);
}

#[test]
fn a_pin_may_be_typed_on_the_device() {
    let it = Fake::new(&TokenFile {
        protected_path: true,
        ..new()
    });
    let token = it.token();
    assert!(token.info().unwrap().protected_path);
    token.log_in(PinKind::User, &"".into()).unwrap();
}

#[test]
fn gost_keys_are_made_where_a_vendor_has_them() {
    let file = TokenFile {
        manufacturer: "Aktiv Co.".into(),
        model: "Rutoken ECP".into(),
        gost: true,
        ..new()
    };
    let it = Fake::new(&file);
    let offered = it.token().algorithms().unwrap();
    assert!(offered.contains(&KeyAlgorithm::Gost512), "{offered:?}");
    let key = it.make(KeyAlgorithm::Gost512).unwrap();
    assert_eq!(key.algorithm, Some(KeyAlgorithm::Gost512));
    let signer = it.token().signer(&key.id, &it.pin).unwrap();
    let value = signer.sign(&content(&signer)).unwrap();
    let message = content(&signer);
    signer
        .public_key()
        .verify(message.algorithm, &message.message, &value.0)
        .unwrap();
    let certificate = crate::world::certify(&signer, "ӘЛІ ҰЛЫ");
    it.token().put_certificate(&it.pin, &certificate).unwrap();
    certificate.verify_signed_by(signer.public_key()).unwrap();

    // The same vendor without the mechanism.
    let it = Fake::new(&TokenFile {
        gost: false,
        ..file
    });
    let refused = it.make(KeyAlgorithm::Gost512);
    assert!(matches!(refused, Err(Error::AlgorithmNotOnToken(_))));
}
