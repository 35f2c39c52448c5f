//! A real token, when somebody has one: `TANBA_TOKEN_MODULE`, `TANBA_TOKEN_SERIAL` and `TANBA_TOKEN_PIN`
//! name it. What is made on it is deleted again; no wrong PIN is tried.

use secrecy::SecretString;
use tanba_keystore::Signer;
use tanba_keystore::token::{Cancellation, Deletion};
use tanba_pki::signing::ToBeSigned;

use crate::world::{certify, open};

#[test]
#[ignore = "needs a real token, named by the environment"]
fn a_real_token_makes_a_key_of_each_kind_and_signs() {
    let variable = |name: &str| std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set"));
    let tokens = open(variable("TANBA_TOKEN_MODULE").as_ref());
    let found = tokens.find(&variable("TANBA_TOKEN_SERIAL"));
    let token = tokens.token(&found[0].id).unwrap();
    let pin = SecretString::from(variable("TANBA_TOKEN_PIN"));
    println!("{}", token.diagnostics().unwrap());
    for key in token.keys(Some(&pin)).unwrap() {
        println!("{} {:?} {:?}", key.label, key.algorithm, key.failure);
    }
    for algorithm in token.algorithms().unwrap() {
        let cancel = Cancellation::default();
        let begun = std::time::Instant::now();
        let key = token
            .generate(&pin, algorithm, None, "Tanba test", &cancel, |_| {})
            .unwrap();
        println!("{algorithm:?} made in {:?}", begun.elapsed());
        let signer = token.signer(&key.id, &pin).unwrap();
        for algorithm in signer.algorithms() {
            let content = ToBeSigned {
                algorithm,
                message: b"content".to_vec(),
            };
            match signer.sign(&content) {
                Ok(_) => println!("  signs with {}", algorithm.name()),
                Err(error) => println!("  {}: {error}", algorithm.name()),
            }
        }
        let certificate = certify(&signer, "TANBA TEST");
        token.put_certificate(&pin, &certificate).unwrap();
        let read = token.certificate(&key.id).unwrap();
        token.delete(&pin, &key.id, Deletion::Both).unwrap();
        assert_eq!(read.der(), certificate.der());
    }
}
