use std::fs;
use std::path::{Path, PathBuf};

use tanba_agent::{Indication, SubIndication, TrustRequest, Verification, VerifyRequest};
use tanba_pki::Certificate;
use tanba_pki::crl::CrlReason;
use tanba_protocol::{FailureCode, Moment, RevocationReason, Warning};
use time::{Duration, OffsetDateTime};

use crate::world::{Authority, Hand, NOW, PASSWORD, World, new_key, request};

const REVOKED_AT: OffsetDateTime = NOW.saturating_sub(Duration::days(2));

/// A key that an authority issued, and a document signed with it.
struct Case {
    world: World,
    authority: Authority,
    certificate: Certificate,
    key: PathBuf,
    signature: PathBuf,
}

impl Case {
    async fn new() -> Self {
        let (world, authority) = (World::new(), Authority::new());
        let key = new_key();
        let certificate = authority.issue(&key);
        let key = world.saved(&key, &certificate);
        let letter = world.document("letter.txt", "text");
        let request = request(&key, &[&letter]);
        let signed = world.agent.sign(&request, &Hand::with(&[PASSWORD])).await;
        Self {
            signature: signed.unwrap().remove(0).output.unwrap(),
            world,
            authority,
            certificate,
            key,
        }
    }

    async fn verify(&self, crl: &Path) -> Verification {
        let request = VerifyRequest {
            file: self.signature.clone(),
            content: None,
            trust: TrustRequest {
                trust: vec![self.authority.file(&self.world)],
                crls: vec![crl.to_owned()],
                offline: true,
                ..TrustRequest::default()
            },
        };
        let found = self.world.agent.verify(&request, &Hand::default()).await;
        found.unwrap()
    }

    /// The warnings of the prompt of another signature, which is called off.
    async fn warnings(&self) -> Vec<Warning> {
        let other = self.world.document("other.txt", "other");
        let hand = Hand::default();
        let request = request(&self.key, &[&other]);
        let cancelled = self.world.agent.sign(&request, &hand).await;
        assert_eq!(cancelled.unwrap_err().code, FailureCode::Cancelled);
        hand.prompts()[0].keys[0].warnings.clone()
    }

    fn list(&self, revoked: &[(&Certificate, OffsetDateTime, CrlReason)]) -> PathBuf {
        self.authority.list(&self.world, revoked)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_found_revoked_is_warned_of_before_the_password_is_asked() {
    let mut case = Case::new().await;
    let good = case.verify(&case.list(&[])).await;
    assert_eq!(good.indication, Indication::TotalPassed, "{good:?}");
    assert_eq!(case.warnings().await, []);

    let revoked = [(&case.certificate, REVOKED_AT, CrlReason::KeyCompromise)];
    let found = case.verify(&case.list(&revoked)).await;
    assert_eq!(found.sub_indication, Some(SubIndication::RevokedNoPoe));
    case.world.restart();
    let warning = Warning::KeyRevoked {
        revoked_at: Moment(REVOKED_AT.unix_timestamp()),
        reason: RevocationReason::KeyCompromise,
    };
    let expected = [warning];
    assert_eq!(case.warnings().await, expected);
    let listed = case.world.agent.keys(std::slice::from_ref(&case.key)).await;
    assert_eq!(listed.unwrap()[0].warnings, expected);

    // A list that says nothing takes nothing back.
    case.verify(&case.list(&[])).await;
    assert_eq!(case.warnings().await, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suspension_that_was_lifted_is_forgotten() {
    let case = Case::new().await;
    let suspended = [(&case.certificate, REVOKED_AT, CrlReason::CertificateHold)];
    case.verify(&case.list(&suspended)).await;
    assert!(matches!(
        case.warnings().await[..],
        [Warning::KeyRevoked { .. }]
    ));
    case.verify(&case.list(&[])).await;
    assert_eq!(case.warnings().await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_revoked_certificate_says_nothing_of_this_key() {
    let case = Case::new().await;
    let other = case.authority.issue(&new_key());
    let revoked = [(&other, REVOKED_AT, CrlReason::KeyCompromise)];
    let found = case.verify(&case.list(&revoked)).await;
    assert_eq!(found.indication, Indication::TotalPassed);
    assert_eq!(case.warnings().await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_under_the_name_of_a_revoked_one_is_told_from_it_once_it_is_open() {
    let case = Case::new().await;
    let revoked = [(&case.certificate, REVOKED_AT, CrlReason::KeyCompromise)];
    case.verify(&case.list(&revoked)).await;
    let other = case.world.key();
    fs::rename(&other, &case.key).unwrap();
    let letter = case.world.document("other.txt", "other");
    let hand = Hand::with(&[PASSWORD]);
    let request = request(&case.key, &[&letter]);
    let signed = case.world.agent.sign(&request, &hand).await.unwrap();
    assert!(signed[0].failure.is_none());
    let warnings = hand.warnings();
    let says_revoked = |warning: &Warning| matches!(warning, Warning::KeyRevoked { .. });
    assert!(!warnings.iter().any(says_revoked), "{warnings:?}");
}
