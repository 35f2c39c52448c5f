//! PINs and formatting.

use secrecy::SecretString;
use tanba_keystore::software::KeyAlgorithm;
use tanba_keystore::token::{PinKind, PinState};
use tanba_keystore::{Error, Signer};
use tanba_pki::signing::ToBeSigned;

use crate::world::World;

fn to_be_signed(signer: &dyn Signer) -> ToBeSigned {
    ToBeSigned {
        algorithm: signer.default_algorithm(),
        message: b"content".to_vec(),
    }
}

pub(crate) fn wrong_pins_cost_tries_and_right_ones_do_not(world: World) {
    let wrong = SecretString::from("00000000");
    let state = || world.token.info().unwrap().user_pin;
    let try_wrong = || match world.token.log_in(PinKind::User, &wrong) {
        Err(Error::PinWrong {
            kind: PinKind::User,
            state: told,
        }) => {
            assert_eq!(told, state());
            told
        }
        other => panic!("{other:?}"),
    };
    let Some(tries) = world.kind.tries else {
        (0..20).for_each(|_| assert_ne!(try_wrong(), PinState::Locked));
        return world.token.log_in(PinKind::User, &world.user).unwrap();
    };
    for _ in 0..tries - 1 {
        try_wrong();
    }
    assert_eq!(state(), PinState::FinalTry);
    world.token.log_in(PinKind::User, &world.user).unwrap();
    assert_eq!(state(), PinState::Good);
    let seen: Vec<PinState> = (0..tries).map(|_| try_wrong()).collect();
    let end = [PinState::CountLow, PinState::FinalTry, PinState::Locked];
    assert_eq!(seen[tries - 3..], end);
    assert!(!seen[..tries - 3].contains(&PinState::FinalTry));
    // The right one is refused, too.
    for pin in [&world.user, &wrong] {
        assert!(matches!(
            world.token.log_in(PinKind::User, pin),
            Err(Error::PinLocked {
                kind: PinKind::User
            })
        ));
    }
    let new = SecretString::from("24681357");
    world.token.unblock(&world.so, &new).unwrap();
    assert_eq!(state(), PinState::Good);
    world.token.log_in(PinKind::User, &new).unwrap();
    assert!(matches!(
        world.token.log_in(PinKind::User, &world.user),
        Err(Error::PinWrong { .. })
    ));
}

pub(crate) fn pins_are_changed_and_reset(world: World) {
    let (old, new) = (&world.user, SecretString::from("Жаңа-24681357"));
    world.token.change_pin(PinKind::User, old, &new).unwrap();
    assert!(matches!(
        world.token.change_pin(PinKind::User, old, &new),
        Err(Error::PinWrong { .. })
    ));
    world.token.log_in(PinKind::User, &new).unwrap();

    let short = SecretString::from("1");
    assert!(matches!(
        world.token.change_pin(PinKind::User, &new, &short),
        Err(Error::PinLength { .. })
    ));

    let so = SecretString::from("11223344");
    world.token.change_pin(PinKind::So, &world.so, &so).unwrap();
    assert!(matches!(
        world.token.unblock(&world.so, &new),
        Err(Error::PinWrong {
            kind: PinKind::So,
            ..
        })
    ));
    // Forgotten and not locked.
    world.token.unblock(&so, &world.user).unwrap();
    world.token.log_in(PinKind::User, &world.user).unwrap();
    world.token.log_in(PinKind::So, &so).unwrap();

    // Formatting wants the administrator's PIN, and leaves nothing.
    world.make(KeyAlgorithm::P256, "x");
    assert!(matches!(
        world.token.initialise(&world.so, "Жаңа", &world.user),
        Err(Error::PinWrong {
            kind: PinKind::So,
            ..
        })
    ));
    let info = world.token.initialise(&so, "Жаңа", &world.user).unwrap();
    assert_eq!(info.label, "Жаңа");
    world.tokens.refresh();
    let token = world.tokens.token(&info.id).unwrap();
    assert!(token.keys(Some(&world.user)).unwrap().is_empty());
    // The old name answers no longer, and a PIN was not sent to the new one.
    assert!(matches!(
        world.token.log_in(PinKind::User, &SecretString::from("x")),
        Err(Error::TokenChanged | Error::TokenRemoved)
    ));
    assert_eq!(token.info().unwrap().user_pin, PinState::Good);
}

pub(crate) fn labels_are_limited_in_bytes(world: World) {
    let label = "Айгүлдің қолтаңбасы";
    for refused in [
        world.token.relabel(label),
        world.token.initialise(&world.so, label, &world.user),
    ] {
        assert!(matches!(
            refused,
            Err(Error::LabelTooLong {
                limit: 32,
                length: 37
            })
        ));
    }
    assert!(matches!(
        world.token.relabel("short"),
        Err(Error::LabelFixed)
    ));
}

pub(crate) fn another_pin_is_asked_of_the_token_while_a_signer_lives(world: World) {
    let key = world.make(KeyAlgorithm::P256, "x");
    let signer = world.token.signer(&key.id, &world.user).unwrap();
    signer.sign(&to_be_signed(&signer)).unwrap();
    // A module takes any PIN while somebody is logged in; we do not.
    let wrong = SecretString::from("00000000");
    assert!(matches!(
        world.token.log_in(PinKind::User, &wrong),
        Err(Error::PinWrong { .. })
    ));
    // The signer's PIN is sent again only to a token that is content.
    let content = world.token.info().unwrap().user_pin == PinState::Good;
    match signer.sign(&to_be_signed(&signer)) {
        Ok(_) => assert!(content),
        Err(error) => assert!(matches!(error, Error::LoggedOut) && !content, "{error}"),
    }
    let second = world.token.signer(&key.id, &world.user).unwrap();
    second.sign(&to_be_signed(&second)).unwrap();
    // Both share a log-in now, and either may end first.
    signer.sign(&to_be_signed(&signer)).unwrap();
    drop(signer);
    second.sign(&to_be_signed(&second)).unwrap();

    let new = SecretString::from("24681357");
    world
        .token
        .change_pin(PinKind::User, &world.user, &new)
        .unwrap();
    assert!(matches!(
        second.sign(&to_be_signed(&second)),
        Err(Error::LoggedOut)
    ));
    assert_eq!(world.token.info().unwrap().user_pin, PinState::Good);
}
