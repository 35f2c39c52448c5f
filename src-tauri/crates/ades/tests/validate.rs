//! Signatures judged: in force, expired, revoked, time stamped, weak, untrusted.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::io::Cursor;

use const_oid::db::rfc5280::ID_KP_CLIENT_AUTH;
use support::world::{PERSON, TIME_STAMPING, World};
use support::{Key, NOW, Signer};
use tanba_ades::cms::{self, Content};
use tanba_ades::parsed::ParsedSignature;
use tanba_ades::report::{Explanation, Proof, SignatureReport};
use tanba_ades::validate::{AlgorithmPolicy, Context, validate};
use tanba_ades::{Error, SignatureLevel};
use tanba_pki::crl::CrlReason;
use tanba_pki::indication::Indication::{self, Indeterminate, TotalFailed, TotalPassed};
use tanba_pki::indication::SubIndication as S;
use tanba_pki::path::Evidence;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

const CONTENT: &[u8] = b"agreement";
/// After the person's certificate has expired.
const LATER: OffsetDateTime = datetime!(2027-06-01 0:00 UTC);

fn parse(cms: &[u8], content: &[u8]) -> Vec<ParsedSignature> {
    cms::parse(&mut Cursor::new(cms), Some(Content::Bytes(content)), &[]).unwrap()
}

/// What validation says of the one signature in `cms`.
fn judge(world: &World, cms: &[u8], evidence: &Evidence, at: OffsetDateTime) -> SignatureReport {
    let report = world.validate(&parse(cms, CONTENT), evidence, at);
    let only = report.signatures.into_iter().next().unwrap();
    assert_eq!(only.indication, report.indication);
    assert_eq!(only.sub_indication, report.sub_indication);
    only
}

fn verdict(report: &SignatureReport) -> (Indication, Option<S>) {
    (report.indication, report.sub_indication)
}

#[test]
fn in_force_and_not_revoked_passes() {
    let world = World::new();
    let cms = world.sign(CONTENT, NOW, None);
    let report = judge(&world, &cms, &world.crl(NOW, &[]), NOW);
    assert_eq!(verdict(&report), (TotalPassed, None));
    assert_eq!(report.level, Some(SignatureLevel::B));
    assert_eq!(report.signed_at, Some(NOW));
    assert_eq!(report.valid_when_signed, Some(Proof::Now));
    assert_eq!(
        report.path.as_slice(),
        std::slice::from_ref(&world.person.certificate)
    );
    assert_eq!(
        report.explanations,
        [
            Explanation::Valid,
            Explanation::SigningTimeClaimed { at: NOW }
        ]
    );
}

#[test]
fn unknown_revocation_is_to_be_tried_later() {
    let world = World::new();
    let cms = world.sign(CONTENT, NOW, None);
    let report = judge(&world, &cms, &Evidence::default(), NOW);
    assert_eq!(verdict(&report), (Indeterminate, Some(S::TryLater)));
    let stale = judge(&world, &cms, &world.crl(NOW - Duration::days(30), &[]), NOW);
    assert_eq!(verdict(&stale), (Indeterminate, Some(S::TryLater)));
}

#[test]
fn changed_content_and_broken_values_fail() {
    let world = World::new();
    let evidence = world.crl(NOW, &[]);
    let mut cms = world.sign(CONTENT, NOW, None);
    let changed = world.validate(&parse(&cms, b"disagreement"), &evidence, NOW);
    assert_eq!(changed.indication, TotalFailed);
    assert_eq!(changed.sub_indication, Some(S::HashFailure));
    assert_eq!(
        changed.signatures[0].explanations,
        [Explanation::ContentChanged]
    );
    *cms.last_mut().unwrap() ^= 1;
    let broken = judge(&world, &cms, &evidence, NOW);
    assert_eq!(verdict(&broken), (TotalFailed, Some(S::SigCryptoFailure)));
}

#[test]
fn expired_without_a_time_stamp_is_indeterminate_though_claimed_in_time() {
    let world = World::new();
    let cms = world.sign(CONTENT, NOW, None);
    let report = judge(&world, &cms, &Evidence::default(), LATER);
    assert_eq!(verdict(&report), (Indeterminate, Some(S::OutOfBoundsNoPoe)));
    let expired_at = world.person.certificate.not_after_at();
    assert_eq!(report.expired_at, Some(expired_at));
    assert_eq!(report.valid_when_signed, Some(Proof::Claimed));
    assert_eq!(
        report.explanations,
        [
            Explanation::CertificateExpired { expired_at },
            Explanation::ValidWhenSigned {
                proof: Proof::Claimed,
                expired_at
            },
            Explanation::SigningTimeClaimed { at: NOW },
        ]
    );
    let claimed_late = world.sign(CONTENT, LATER, None);
    let report = judge(&world, &claimed_late, &Evidence::default(), LATER);
    assert_eq!(report.valid_when_signed, None);
}

#[test]
fn expired_since_its_time_stamp_passes() {
    let world = World::new();
    let cms = world.sign(CONTENT, NOW, Some(NOW));
    // A list of today need not name an expired certificate: one of its lifetime is needed.
    let mut evidence = world.crl(LATER, &[]);
    let report = judge(&world, &cms, &evidence, LATER);
    assert_eq!(verdict(&report), (Indeterminate, Some(S::TryLater)));
    evidence
        .crls
        .extend(world.crl(NOW + Duration::days(3), &[]).crls);
    let report = judge(&world, &cms, &evidence, LATER);
    assert_eq!(verdict(&report), (TotalPassed, None));
    assert_eq!(report.level, Some(SignatureLevel::T));
    assert_eq!(report.time_stamped_at, Some(NOW));
    assert_eq!(report.valid_when_signed, Some(Proof::TimeStamp));
    let expired_at = world.person.certificate.not_after_at();
    assert_eq!(
        report.explanations[0],
        Explanation::ValidWhenSigned {
            proof: Proof::TimeStamp,
            expired_at
        }
    );
}

#[test]
fn revoked_says_since_when() {
    let world = World::new();
    let revoked_at = datetime!(2026-10-01 8:00 UTC);
    let evidence = world.crl(NOW, &[(PERSON, revoked_at)]);
    let reason = Some(CrlReason::KeyCompromise);
    // Nothing proves that it is older than the revocation, whatever it claims.
    for signed_at in [NOW, revoked_at - Duration::days(30)] {
        let cms = world.sign(CONTENT, signed_at, None);
        let report = judge(&world, &cms, &evidence, NOW);
        assert_eq!(verdict(&report), (Indeterminate, Some(S::RevokedNoPoe)));
        assert_eq!(report.revoked, Some((revoked_at, reason)));
        let claimed = (signed_at < revoked_at).then_some(Proof::Claimed);
        assert_eq!(report.valid_when_signed, claimed);
        assert_eq!(
            report.explanations[0],
            Explanation::CertificateRevoked { revoked_at, reason }
        );
    }
    // Time stamped before, and after.
    let before = revoked_at - Duration::days(30);
    let cms = world.sign(CONTENT, before, Some(before));
    let report = judge(&world, &cms, &evidence, NOW);
    assert_eq!(verdict(&report), (TotalPassed, None));
    assert_eq!(
        report.explanations[0],
        Explanation::ValidBeforeRevocation {
            proof: Proof::TimeStamp,
            revoked_at,
            reason
        }
    );
    let cms = world.sign(CONTENT, before, Some(NOW - Duration::hours(1)));
    let report = judge(&world, &cms, &evidence, NOW);
    assert_eq!(verdict(&report), (Indeterminate, Some(S::RevokedNoPoe)));
}

#[test]
fn time_stamped_before_the_certificate_began_fails() {
    let world = World::with(|person| person.not_before_at = NOW - Duration::days(1));
    let at = NOW - Duration::days(30);
    let cms = world.sign(CONTENT, NOW, Some(at));
    let report = judge(&world, &cms, &world.crl(NOW, &[]), NOW);
    assert_eq!(verdict(&report), (TotalFailed, Some(S::NotYetValid)));
    let cms = world.sign(CONTENT, NOW, None);
    let report = judge(&world, &cms, &world.crl(at, &[]), at);
    assert_eq!(verdict(&report), (Indeterminate, Some(S::OutOfBoundsNoPoe)));
}

#[test]
fn a_time_stamp_counts_only_when_it_is_good() {
    let world = World::new();
    let evidence = world.crl(LATER, &[]);
    let not_counted = |world: &World, cms: &[u8], evidence: &Evidence| {
        let report = judge(world, cms, evidence, LATER);
        assert_eq!(report.indication, Indeterminate);
        assert_eq!(report.time_stamped_at, None);
        assert_eq!(report.level, Some(SignatureLevel::B));
        report.time_stamps[0].sub_indication
    };
    // Its authority is revoked for key compromise.
    let cms = world.sign(CONTENT, NOW, Some(NOW));
    let revoked = world.crl(LATER, &[(TIME_STAMPING, NOW + Duration::days(1))]);
    assert_eq!(not_counted(&world, &cms, &revoked), Some(S::RevokedNoPoe));
    // Nothing is known of its authority.
    let unknown = not_counted(&world, &cms, &Evidence::default());
    assert_eq!(unknown, Some(S::TryLater));
    // Its value is broken.
    let mut broken = cms.clone();
    *broken.last_mut().unwrap() ^= 1;
    let broken = not_counted(&world, &broken, &evidence);
    assert_eq!(broken, Some(S::SigCryptoFailure));
    // The person makes it.
    let mut own = World::new();
    own.time_stamping = Signer {
        key: Key::gost512(3),
        certificate: own.person.certificate.clone(),
    };
    let cms = own.sign(CONTENT, NOW, Some(NOW));
    let own = not_counted(&own, &cms, &evidence);
    assert_eq!(own, Some(S::ChainConstraintsFailure));
    // It lies in the future.
    let cms = world.sign(CONTENT, NOW, Some(LATER + Duration::days(1)));
    let future = not_counted(&world, &cms, &evidence);
    assert_eq!(future, Some(S::TimestampOrderFailure));
}

#[test]
fn a_time_stamp_over_something_else_is_not_put_in() {
    let world = World::new();
    let signer = &world.person;
    let prepared = signer.prepare(CONTENT);
    let value = signer.key.sign(&prepared.to_be_signed);
    let token = world.time_stamp(b"something else", NOW);
    let refused = cms::finish(&prepared, &value, Some(&token));
    assert!(matches!(refused, Err(Error::TimeStamp(_))));
    assert!(cms::finish(&prepared, &value, Some(b"no token")).is_err());
}

#[test]
fn level_b_is_extended_to_t() {
    let world = World::new();
    let evidence = world.crl(NOW, &[]);
    for is_attached in [false, true] {
        let signer = &world.person;
        let cms = match is_attached {
            true => signer.attached(CONTENT),
            false => signer.detached(CONTENT),
        };
        let found = cms::stampable(&mut Cursor::new(&cms)).unwrap();
        assert!(found.len() == 1 && !found[0].is_time_stamped);
        let token = world.time_stamp(&found[0].signature_value, NOW);
        let wrong = world.time_stamp(b"another", NOW);
        let extend = |token: Vec<u8>| {
            let mut out = Vec::new();
            let tokens = [(found[0].index, token)];
            cms::extend(&mut Cursor::new(&cms), &tokens, &mut out).map(|()| out)
        };
        assert!(extend(wrong).is_err());
        let extended = extend(token).unwrap();
        let report = judge(&world, &extended, &evidence, NOW);
        assert_eq!(verdict(&report), (TotalPassed, None));
        assert_eq!(report.level, Some(SignatureLevel::T));
        assert!(cms::stampable(&mut Cursor::new(&extended)).unwrap()[0].is_time_stamped);
    }
}

#[test]
fn an_unknown_authority_is_not_trusted() {
    let world = World::new();
    let cms = Signer::alone("stranger", Key::p256()).detached(CONTENT);
    let report = judge(&world, &cms, &world.crl(NOW, &[]), NOW);
    let expected = (Indeterminate, Some(S::NoCertificateChainFound));
    assert_eq!(verdict(&report), expected);
}

#[test]
fn a_certificate_to_log_in_with_does_not_sign() {
    let world = World::with(|person| person.purposes = vec![ID_KP_CLIENT_AUTH]);
    let cms = world.sign(CONTENT, NOW, None);
    let report = judge(&world, &cms, &world.crl(NOW, &[]), NOW);
    let expected = (Indeterminate, Some(S::SigConstraintsFailure));
    assert_eq!(verdict(&report), expected);
    assert_eq!(
        report.explanations[0],
        Explanation::CertificateNotForSigning
    );
}

#[test]
fn weak_algorithms_are_weak_from_a_date_on() {
    let world = World::new();
    let person = Key::rsa();
    let template = support::Template::leaf("person");
    let signer = Signer {
        certificate: template.issued_by(&person.public(), &world.authority),
        key: person,
    };
    let parameters = cms::Parameters {
        algorithm: Some(tanba_pki::algorithm::SignatureAlgorithm::RsaPkcs1(
            tanba_pki::digest::DigestAlgorithm::Sha1,
        )),
        ..cms::Parameters::signed_at(NOW)
    };
    let content = Content::Bytes(CONTENT);
    let prepared = cms::prepare(content, &signer.certificate, &parameters).unwrap();
    let value = signer.key.sign(&prepared.to_be_signed);
    let cms = cms::finish(&prepared, &value, None).unwrap();
    let evidence = world.crl(NOW, &[]);
    let report = judge(&world, &cms, &evidence, NOW);
    let expected = (Indeterminate, Some(S::CryptoConstraintsFailureNoPoe));
    assert_eq!(verdict(&report), expected);
    assert_eq!(
        report.explanations[0],
        Explanation::AlgorithmWeak("SHA-1".into())
    );

    let anchors = world.anchors();
    let mut context = Context::new(&anchors, &evidence, NOW);
    context.algorithms = AlgorithmPolicy::permissive();
    let report = validate(&parse(&cms, CONTENT), &context).unwrap();
    assert_eq!(report.indication, TotalPassed);
}

#[test]
fn a_document_is_as_good_as_its_worst_signature() {
    let world = World::new();
    let stranger = Signer::alone("stranger", Key::p256());
    let cms = world.sign(CONTENT, NOW, None);
    let prepared = cms::prepare_added(
        &mut Cursor::new(&cms),
        Some(Content::Bytes(CONTENT)),
        &stranger.certificate,
        &cms::Parameters::signed_at(NOW),
    )
    .unwrap();
    let value = stranger.key.sign(&prepared.to_be_signed);
    let mut both = Vec::new();
    cms::finish_added(&prepared, &value, None, &mut Cursor::new(&cms), &mut both).unwrap();
    let report = world.validate(&parse(&both, CONTENT), &world.crl(NOW, &[]), NOW);
    assert_eq!(report.indication, Indeterminate);
    assert_eq!(report.sub_indication, Some(S::NoCertificateChainFound));
    let mut indications: Vec<_> = report.signatures.iter().map(|one| one.indication).collect();
    indications.sort();
    assert_eq!(indications, [TotalPassed, Indeterminate]);

    let none = validate(&[], &Context::new(&[], &Evidence::default(), NOW));
    assert!(matches!(none, Err(Error::NoSignature)));
}
