//! CMS signatures of the NCA's test keys, validated in the test environment without a network.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::fs;
use std::io::Cursor;
use std::path::PathBuf;
use std::sync::Arc;

use secrecy::SecretString;
use support::{Key, NOW, Signer};
use tanba_ades::ValidationReport;
use tanba_ades::cms::{self, Content};
use tanba_ades::report::{Explanation, Proof};
use tanba_ades::validate::{Context, validate};
use tanba_gost::{SigningKey, TC26_512_A};
use tanba_pki::Certificate;
use tanba_pki::anchor::{Environment, builtin};
use tanba_pki::crl::Crl;
use tanba_pki::digest::Dialect;
use tanba_pki::indication::{Indication, SubIndication};
use tanba_pki::path::Evidence;
use tanba_pki::pkcs12::Pfx;
use time::OffsetDateTime;
use time::macros::datetime;

struct Nca {
    sample: Vec<u8>,
    evidence: Evidence,
}

impl Nca {
    fn find(test: &str) -> Option<Self> {
        let sample = tanba_testkit::shared_or_skip(test, "sample.pdf")?;
        let crl = tanba_testkit::shared_or_skip(test, "nca-test/nca_gost2022_test.crl")?;
        let crl = Crl::from_bytes(&fs::read(crl).unwrap()).unwrap();
        Some(Self {
            sample: fs::read(sample).unwrap(),
            evidence: Evidence {
                crls: vec![Arc::new(crl)],
                ..Evidence::default()
            },
        })
    }

    fn signer(name: &str) -> Signer {
        let path: PathBuf = tanba_testkit::shared(&format!("nca-test/{name}.p12")).unwrap();
        let pfx = Pfx::parse(&fs::read(path).unwrap()).unwrap();
        let contents = pfx.open(&SecretString::from("Qwerty12")).unwrap();
        // The scalar ends the PrivateKeyInfo.
        let info = &contents.keys[0].private_key_info;
        let scalar = &info[info.len() - 64..];
        let key = SigningKey::from_bytes(&TC26_512_A, scalar).unwrap();
        let certificate = Certificate::from_der(&contents.certificates[0].der).unwrap();
        Signer {
            key: Key::Gost(key, Dialect::Kazakh),
            certificate,
        }
    }

    fn judge(&self, cms: &[u8], content: Option<&[u8]>, at: OffsetDateTime) -> ValidationReport {
        let content = content.map(Content::Bytes);
        let found = cms::parse(&mut Cursor::new(cms), content, &[]).unwrap();
        let anchors = builtin(Environment::Test);
        validate(&found, &Context::new(&anchors, &self.evidence, at)).unwrap()
    }
}

#[test]
fn a_valid_key_passes_and_a_changed_byte_does_not() {
    let Some(nca) = Nca::find("a_valid_key_passes_and_a_changed_byte_does_not") else {
        return;
    };
    for name in ["individual/individual_valid", "legal/head_valid"] {
        let signer = Nca::signer(name);
        let detached = signer.detached(&nca.sample);
        let report = nca.judge(&detached, Some(&nca.sample), NOW);
        assert_eq!(report.indication, Indication::TotalPassed);
        assert_eq!(report.signatures[0].explanations[0], Explanation::Valid);
        assert_eq!(report.signatures[0].path.len(), 1);

        let mut attached = signer.attached(&nca.sample);
        let report = nca.judge(&attached, None, NOW);
        assert_eq!(report.indication, Indication::TotalPassed);
        attached[1000] ^= 1;
        let report = nca.judge(&attached, None, NOW);
        assert_eq!(report.indication, Indication::TotalFailed);
        assert_eq!(report.sub_indication, Some(SubIndication::HashFailure));
    }
}

#[test]
fn a_revoked_key_does_not_pass_and_says_since_when() {
    let Some(nca) = Nca::find("a_revoked_key_does_not_pass_and_says_since_when") else {
        return;
    };
    for name in ["individual/individual_revoked", "legal/head_revoked"] {
        let signer = Nca::signer(name);
        let report = nca.judge(&signer.detached(&nca.sample), Some(&nca.sample), NOW);
        assert_eq!(report.indication, Indication::Indeterminate);
        assert_eq!(report.sub_indication, Some(SubIndication::RevokedNoPoe));
        let (revoked_at, _) = report.signatures[0].revoked.unwrap();
        assert!(revoked_at > signer.certificate.not_before_at() && revoked_at < NOW);
    }
}

#[test]
fn after_its_end_a_key_was_valid_only_as_claimed() {
    let Some(nca) = Nca::find("after_its_end_a_key_was_valid_only_as_claimed") else {
        return;
    };
    let signer = Nca::signer("individual/individual_valid");
    let later = datetime!(2027-06-01 0:00 UTC);
    let report = nca.judge(&signer.detached(&nca.sample), Some(&nca.sample), later);
    assert_eq!(report.indication, Indication::Indeterminate);
    let signature = &report.signatures[0];
    assert!(matches!(
        signature.sub_indication,
        Some(SubIndication::OutOfBoundsNoPoe | SubIndication::OutOfBoundsNotRevoked)
    ));
    assert_eq!(signature.valid_when_signed, Some(Proof::Claimed));
    assert_eq!(
        signature.expired_at,
        Some(signer.certificate.not_after_at())
    );
}
