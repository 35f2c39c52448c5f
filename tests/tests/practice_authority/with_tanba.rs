//! `tanba` signs with a practice key and verifies against the practice authority, over the network.

use e2e::{Practice, Tanba};
use rand_core::OsRng;
use tanba_keystore::file::save_new;
use tanba_keystore::software::KeyAlgorithm;
use tanba_pki::pkcs12::Layout;

use crate::{enrolled, path};

#[test]
fn sign_with_a_time_stamp_verify_and_revoke() {
    let practice = Practice::start();
    for (branch, algorithm) in [
        ("gost", KeyAlgorithm::Gost512),
        ("rsa", KeyAlgorithm::Rsa(2048)),
    ] {
        let tanba = Tanba::new();
        let (key, leaf) = enrolled(&practice, algorithm);
        let password = "Practice1".into();
        let layout = Layout::Nca;
        let folder = tanba.folder();
        let file = save_new(&folder, &key, Some(&leaf), &password, layout, &mut OsRng).unwrap();
        let (root, _) = practice.write_authorities(branch);
        // The time stamp of a SHA-2 digest is of the other branch.
        let roots = ["root_gost", "root_rsa"].map(|name| {
            let der = practice.fetch(&format!("/certificates/{name}.cer"));
            tanba.document(&format!("{name}.cer"), der)
        });
        drop(root);
        let document = tanba.document("letter.txt", "signed in practice");
        let out = tanba.folder().join("letter.txt.p7s");
        let tsa = practice.url("/tsa");
        let words = ["--key", path(&file), "--password-stdin", "--level", "t"];
        let words = [&["sign", path(&document)], &words[..]].concat();
        let words = [&words[..], &["--tsa", &tsa, "--out", path(&out), "--json"]].concat();
        let signed = tanba.ask_with("Practice1\n", &words);
        assert_eq!(signed.code, 0, "{signed:#?}");

        let verify =
            |trust: &[&str]| tanba.ask(&[&["verify", path(&out), "--json"], trust].concat());
        let trust = ["--trust", path(&roots[0]), "--trust", path(&roots[1])];
        let verified = verify(&trust);
        verified.assert_passed();
        // Practice counts nowhere else.
        let elsewhere = verify(&["--environment", "test", "--offline"]);
        assert_ne!(elsewhere.code, 0);

        practice.say(
            "revoke",
            &[
                &hex::encode(leaf.serial_number()),
                "--reason",
                "key-compromise",
            ],
        );
        let fresh = Tanba::new();
        let copies = [&document, &out].map(|file| fresh.copy(file));
        let words = ["verify", path(&copies[1]), "--json"];
        let after = fresh.ask(&[&words[..], &trust].concat());
        assert!(
            format!("{:?}", after.json)
                .to_lowercase()
                .contains("revoked"),
            "{after:#?}"
        );
    }
}
