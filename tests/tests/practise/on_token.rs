//! Practising with a key that is made on a token.

use tanba_agent::desk::PractisePlace;
use tanba_agent::{Indication, KeyReference, ModulePlaces, SignatureLevel};
use tanba_keystore::token::Places;
use token_module::{TestToken, TokenFile};

use crate::window::{Hand, World, verify};

const SERIAL: &str = "0A1B2C";
const PIN: &str = "12345678";

/// A token with GOST has what the NCA issues today; one without still gets what it certifies.
#[tokio::test(flavor = "multi_thread")]
async fn a_token_gets_a_practice_key_of_a_kind_that_is_certified() {
    for gost in [false, true] {
        let world = World::new();
        let token = TestToken::new(&world.0.path().join("module")).unwrap();
        let mut file = TokenFile::new(SERIAL);
        if gost {
            // The family whose mechanisms are known.
            file.manufacturer = "Aktiv Co.".into();
            file.gost = true;
        }
        token.put(&file).unwrap();
        token.insert(SERIAL).unwrap();
        let places = Places {
            modules: Some(token.module().into()),
            ..Places::at(&world.0.path().join("nothing"))
        };
        let agent = world.agent().with_modules(ModulePlaces {
            places: Some(places),
            ..ModulePlaces::default()
        });
        let hand = Hand::with(&[PIN, PIN]);
        let place = PractisePlace::Token {
            serial: SERIAL.into(),
        };
        let view = agent.practise(&place, &hand).await.unwrap();
        let key = KeyReference::parse(&view.key.unwrap()).unwrap();
        assert!(matches!(key, KeyReference::Token(_)), "{key:?}");
        let signed = agent.sign(&world.sign(key), &hand).await.unwrap().remove(0);
        assert_eq!(signed.failure, None, "gost: {gost}");
        assert_eq!(signed.level, Some(SignatureLevel::T));
        let request = verify(signed.output.unwrap(), true);
        let found = agent.verify(&request, &hand).await.unwrap();
        assert_eq!(found.indication, Indication::TotalPassed, "{found:?}");
        let algorithm = found.signatures[0].algorithm.as_deref().unwrap_or_default();
        assert_eq!(algorithm.contains("GOST"), gost, "{algorithm}");
    }
}
