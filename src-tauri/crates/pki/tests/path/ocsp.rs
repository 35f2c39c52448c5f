//! OCSP, RFC 6960.

use crate::make::{
    Bytes, GOOD, OcspMaker, Party, UNKNOWN, boolean, certificate_id, extension, list, oid, revoked,
    sequence,
};
use crate::world::{Case, Pair, pair};
use tanba_pki::Certificate;
use tanba_pki::digest::{Dialect, DigestAlgorithm};
use tanba_pki::indication::SubIndication as Sub;
use tanba_pki::ocsp::{
    CertificateId, OcspRequest, OcspResponse, OcspResponseStatus, OcspStatus, ResponderId,
};
use tanba_pki::path::{RevocationSource, RevocationStatus};
use tanba_pki::tlv::encode;
use time::macros::datetime;

const THIS: &str = "20200601000000Z";
const NEXT: Option<&str> = Some("20200602000000Z");

fn case(pair: &Pair, response: &OcspMaker) -> Case {
    let mut case = Case::new().certificate(&pair.ca_certificate);
    case.evidence
        .ocsp
        .push(OcspResponse::from_der(&response.der()).unwrap());
    case
}

fn id(pair: &Pair, leaf: &Certificate) -> Bytes {
    certificate_id(leaf, &pair.ca, DigestAlgorithm::Sha256)
}

#[test]
fn the_issuer_answers() {
    let pair = pair();
    let leaf = pair.leaf.make();
    let by_ca = OcspMaker::by(&pair.ca);
    for digest in [
        DigestAlgorithm::Sha1,
        DigestAlgorithm::Sha256,
        DigestAlgorithm::Sha512,
        DigestAlgorithm::Streebog512(Dialect::Kazakh),
        DigestAlgorithm::Streebog256(Dialect::Rfc9215),
    ] {
        let id = certificate_id(&leaf, &pair.ca, digest);
        case(&pair, &by_ca.clone().answer(&id, GOOD, THIS, NEXT)).passes(&leaf);
        let bad = revoked("20190101000000Z", Some(1));
        case(&pair, &by_ca.clone().answer(&id, &bad, THIS, NEXT)).fails_as(&leaf, Sub::Revoked);
    }
    let id = id(&pair, &leaf);
    case(&pair, &by_ca.clone().answer(&id, UNKNOWN, THIS, NEXT)).fails_as(&leaf, Sub::TryLater);
    case(&pair, &by_ca.clone()).fails_as(&leaf, Sub::TryLater);
    let mut by_key = by_ca.clone().answer(&id, GOOD, THIS, NEXT);
    by_key.responder_id = encode(0xa2, &[&encode(4, &[&pair.ca.key.identifier()])]);
    case(&pair, &by_key).passes(&leaf);
    by_key.responder_id = encode(0xa2, &[&encode(4, &[&[0; 20]])]);
    case(&pair, &by_key).fails_as(&leaf, Sub::TryLater);
    let mut damaged = by_ca.answer(&id, GOOD, THIS, NEXT);
    damaged.damaged = true;
    case(&pair, &damaged).fails_as(&leaf, Sub::TryLater);
}

#[test]
fn answers_about_others_do_not_count() {
    let pair = pair();
    let leaf = pair.leaf.make();
    let other = pair.leaf.clone().serial(&[5]).make();
    let answer = OcspMaker::by(&pair.ca).answer(&id(&pair, &other), GOOD, THIS, NEXT);
    case(&pair, &answer).fails_as(&leaf, Sub::TryLater);
    let other_ca = pair.ca.rekeyed("other");
    let wrong = certificate_id(&leaf, &other_ca, DigestAlgorithm::Sha256);
    case(
        &pair,
        &OcspMaker::by(&pair.ca).answer(&wrong, GOOD, THIS, NEXT),
    )
    .fails_as(&leaf, Sub::TryLater);
}

#[test]
fn freshness() {
    let pair = pair();
    let leaf = pair.leaf.make();
    let id = id(&pair, &leaf);
    for (this, next, fresh) in [
        (THIS, NEXT, true),
        (THIS, None, true),
        ("20200530000000Z", None, false),
        ("20200530000000Z", NEXT, true),
        ("20200530000000Z", Some("20200531000000Z"), false),
        ("20250101000000Z", None, true),
        ("20250101000000Z", Some("20250102000000Z"), true),
    ] {
        let answer = OcspMaker::by(&pair.ca).answer(&id, GOOD, this, next);
        let failure = case(&pair, &answer).validate(&leaf).failure;
        assert_eq!(failure.is_none(), fresh, "{this} {next:?}");
    }
    // A revocation is final, a hold is not.
    for (reason, sub) in [
        (Some(1), Sub::Revoked),
        (None, Sub::Revoked),
        (Some(6), Sub::TryLater),
    ] {
        let status = revoked("20100201000000Z", reason);
        let answer = OcspMaker::by(&pair.ca).answer(
            &id,
            &status,
            "20110101000000Z",
            Some("20110102000000Z"),
        );
        case(&pair, &answer).fails_as(&leaf, sub);
    }
    let later = revoked("20240201000000Z", Some(1));
    let answer = OcspMaker::by(&pair.ca).answer(&id, &later, "20250101000000Z", None);
    case(&pair, &answer).passes(&leaf);
}

#[test]
fn delegated_responders() {
    let pair = pair();
    let leaf = pair.leaf.make();
    let id = id(&pair, &leaf);
    let responder = Party::new("Responder");
    let signing = list(&[oid("1.3.6.1.5.5.7.3.9")]);
    let null = [5, 0];
    let delegated =
        pair.ca
            .certificate(&responder)
            .usage(true, &[0])
            .with("2.5.29.37", false, &signing);
    let unchecked = delegated.clone().with("1.3.6.1.5.5.7.48.1.5", false, &null);
    let answer = OcspMaker::by(&responder).answer(&id, GOOD, THIS, NEXT);
    let with = |maker: &crate::make::CertificateMaker| {
        case(&pair, &answer.clone().with_certificate(maker))
    };

    with(&unchecked).passes(&leaf);
    let report = with(&unchecked).validate(&leaf);
    let Some(RevocationSource::Ocsp {
        responder: Some(told),
        ..
    }) = &report.revocation[0].source
    else {
        panic!()
    };
    assert_eq!(*told, unchecked.make());

    // Without nocheck the responder's own state must be known.
    with(&delegated).fails_as(&leaf, Sub::TryLater);
    with(&delegated).crl(&pair.ca.crl()).passes(&leaf);
    case(&pair, &answer).fails_as(&leaf, Sub::TryLater);
    with(&unchecked.clone().without("2.5.29.37")).fails_as(&leaf, Sub::TryLater);
    let other = list(&[oid("1.3.6.1.5.5.7.3.2")]);
    with(&unchecked.clone().with("2.5.29.37", false, &other)).fails_as(&leaf, Sub::TryLater);
    with(&unchecked.clone().usage(true, &[6])).fails_as(&leaf, Sub::TryLater);
    with(&unchecked.clone().damaged()).fails_as(&leaf, Sub::TryLater);
    with(&unchecked.clone().valid("100101083000Z", "110101083000Z")).fails_as(&leaf, Sub::TryLater);
    let by_another =
        crate::world::anchor()
            .certificate(&responder)
            .with("2.5.29.37", false, &signing);
    with(&by_another.with("1.3.6.1.5.5.7.48.1.5", false, &null)).fails_as(&leaf, Sub::TryLater);
    let impostor =
        pair.ca
            .rekeyed("impostor")
            .certificate(&responder)
            .with("2.5.29.37", false, &signing);
    with(&impostor.with("1.3.6.1.5.5.7.48.1.5", false, &null)).fails_as(&leaf, Sub::TryLater);
}

#[test]
fn answers_and_lists_together() {
    let pair = pair();
    let leaf = pair.leaf.make();
    let id = id(&pair, &leaf);
    let good = OcspMaker::by(&pair.ca).answer(&id, GOOD, THIS, NEXT);
    case(&pair, &good)
        .crl(&pair.ca.crl().revoke_for(&leaf, 1))
        .fails_as(&leaf, Sub::Revoked);
    // A newer answer lifts a hold.
    case(&pair, &good)
        .crl(&pair.ca.crl().revoke_for(&leaf, 6))
        .passes(&leaf);
    let newer = pair.ca.crl().revoke_for(&leaf, 6).from("200601100000Z");
    case(&pair, &good).crl(&newer).fails_as(&leaf, Sub::Revoked);
    let bad = OcspMaker::by(&pair.ca).answer(&id, &revoked("20190101000000Z", None), THIS, NEXT);
    case(&pair, &bad)
        .crl(&pair.ca.crl())
        .fails_as(&leaf, Sub::Revoked);
    let status = case(&pair, &bad).validate(&leaf).revocation[0].status;
    let revoked_at = datetime!(2019-01-01 0:00 UTC);
    assert_eq!(
        status,
        RevocationStatus::Revoked {
            revoked_at,
            reason: None
        }
    );
}

#[test]
fn the_expired_are_remembered_up_to_the_cutoff() {
    let pair = pair();
    let leaf = pair
        .leaf
        .clone()
        .valid("100101083000Z", "110101083000Z")
        .make();
    let id = id(&pair, &leaf);
    let at = datetime!(2010-06-01 0:00 UTC);
    let answer = |cutoff: Option<&str>| {
        let mut maker = OcspMaker::by(&pair.ca);
        let extensions = cutoff.map(|cutoff| {
            let value = extension("1.3.6.1.5.5.7.48.1.6", false, &crate::make::time(cutoff));
            encode(0xa1, &[&list(&[value])])
        });
        maker.answers.push(sequence(&[
            &id,
            GOOD,
            &crate::make::time(THIS),
            &extensions.unwrap_or_default(),
        ]));
        case(&pair, &maker).at(at)
    };
    answer(None).fails_as(&leaf, Sub::TryLater);
    answer(Some("20120101000000Z")).fails_as(&leaf, Sub::TryLater);
    answer(Some("20100101000000Z")).passes(&leaf);
}

#[test]
fn unknown_critical_extensions() {
    let pair = pair();
    let leaf = pair.leaf.make();
    let mut maker = OcspMaker::by(&pair.ca).answer(&id(&pair, &leaf), GOOD, THIS, NEXT);
    maker
        .extensions
        .push(extension("1.2.3.4", false, &boolean(true)));
    case(&pair, &maker).passes(&leaf);
    maker.extensions = vec![extension("1.2.3.4", true, &boolean(true))];
    case(&pair, &maker).fails_as(&leaf, Sub::TryLater);
}

#[test]
fn requests_and_nonces() {
    let pair = pair();
    let leaf = pair.leaf.make();
    let certificate_id =
        CertificateId::new(&leaf, &pair.ca.key.spki(), DigestAlgorithm::Sha256).unwrap();
    assert!(certificate_id.is_about(&leaf, &pair.ca.key.spki()));
    let request = OcspRequest {
        certificate_id,
        nonce: Some(vec![7; 32]),
    };
    let maker = OcspMaker::by(&pair.ca).answer(&id(&pair, &leaf), GOOD, THIS, NEXT);
    let read = |maker: &OcspMaker| OcspResponse::from_der(&maker.der()).unwrap().basic.unwrap();
    assert_eq!(
        request.answer(&read(&maker)).unwrap().status,
        OcspStatus::Good
    );
    let with_nonce = |nonce: &[u8]| {
        let mut maker = maker.clone();
        maker.extensions.push(extension(
            "1.3.6.1.5.5.7.48.1.2",
            false,
            &encode(4, &[nonce]),
        ));
        read(&maker)
    };
    assert!(request.answer(&with_nonce(&[7; 32])).is_some());
    assert!(request.answer(&with_nonce(&[8; 32])).is_none());
    let other = OcspMaker::by(&pair.ca).answer(
        &id(&pair, &pair.leaf.clone().serial(&[5]).make()),
        GOOD,
        THIS,
        NEXT,
    );
    assert!(request.answer(&read(&other)).is_none());
    assert!(matches!(read(&maker).responder_id, ResponderId::ByName(_)));
}

#[test]
fn a_basic_response_alone_becomes_a_whole_one() {
    let pair = pair();
    let leaf = pair.leaf.make();
    let whole = OcspMaker::by(&pair.ca)
        .answer(&id(&pair, &leaf), GOOD, THIS, NEXT)
        .der();
    let mut basic = whole.clone();
    for place in [1, 0, 1] {
        let mut parts = tanba_pki::tlv::Cursor::new(&basic)
            .any()
            .unwrap()
            .children();
        for _ in 0..place {
            parts.any().unwrap();
        }
        basic = parts.any().unwrap().raw.to_vec();
    }
    let basic = tanba_pki::tlv::Cursor::new(&basic)
        .any()
        .unwrap()
        .contents
        .to_vec();
    let response = OcspResponse::from_basic_der(&basic).unwrap();
    assert_eq!(response.der(), whole);
}

#[test]
fn refusals_have_no_answer() {
    for (number, status) in [
        (1, OcspResponseStatus::MalformedRequest),
        (2, OcspResponseStatus::InternalError),
        (3, OcspResponseStatus::TryLater),
        (5, OcspResponseStatus::SigRequired),
        (6, OcspResponseStatus::Unauthorized),
    ] {
        let response = OcspResponse::from_der(&[0x30, 3, 0x0a, 1, number]).unwrap();
        assert_eq!(response.status, status);
        assert!(response.basic.is_none());
    }
    for bad in [
        &[0x30, 3, 0x0a, 1, 4][..],
        &[0x30, 3, 0x0a, 1, 0],
        &[0x30, 0],
        b"",
    ] {
        assert!(OcspResponse::from_der(bad).is_err());
    }
}

#[test]
fn openssl_reads_our_requests() {
    let Some(openssl) = tanba_testkit::tool("openssl") else {
        return;
    };
    let pair = pair();
    let leaf = pair.leaf.make();
    let certificate_id =
        CertificateId::new(&leaf, &pair.ca.key.spki(), DigestAlgorithm::Sha1).unwrap();
    let request = OcspRequest {
        certificate_id,
        nonce: Some(vec![7; 16]),
    };
    let file = std::env::temp_dir().join(format!("tanba-ocsp-{}.der", std::process::id()));
    std::fs::write(&file, request.to_der()).unwrap();
    let output = std::process::Command::new(openssl)
        .args(["ocsp", "-req_text", "-reqin"])
        .arg(&file)
        .output()
        .unwrap();
    std::fs::remove_file(&file).unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        text.contains("OCSP Request Data") && text.contains("OCSP Nonce"),
        "{text}"
    );
}
