//! The NCA's test contour: real certificates, the real list, a real OCSP response.

use std::sync::Arc;
use tanba_pki::Certificate;
use tanba_pki::anchor::{Environment, builtin};
use tanba_pki::crl::{Crl, CrlReason, scan};
use tanba_pki::indication::{Indication, SubIndication};
use tanba_pki::ocsp::{CertificateId, OcspResponse, OcspSigner, OcspStatus, ResponderKey};
use tanba_pki::path::{Evidence, Missing, PathParameters, RevocationStatus, validate};
use tanba_pki::pkcs12::Pfx;
use tanba_testkit::shared_or_skip;
use time::macros::datetime;

const AT: time::OffsetDateTime = datetime!(2026-11-20 9:00 UTC);

fn read(test: &str, file: &str) -> Option<Vec<u8>> {
    let path = shared_or_skip(test, &format!("data/nca-test/{file}"))?;
    Some(std::fs::read(path).unwrap())
}

fn leaf(test: &str, file: &str) -> Option<Certificate> {
    let pfx = Pfx::parse(&read(test, file)?).unwrap();
    let contents = pfx.open(&"Qwerty12".into()).unwrap();
    Some(Certificate::from_der(&contents.certificates[0].der).unwrap())
}

#[test]
fn test_keys_against_the_list() {
    let test = "test_keys_against_the_list";
    let Some(list) = read(test, "nca_gost2022_test.crl") else {
        return;
    };
    let crl = Arc::new(Crl::from_bytes(&list).unwrap());
    assert_eq!(crl.header().number.as_deref(), Some(&[0, 166][..]));
    let anchors = builtin(Environment::Test);
    for (file, revoked_at) in [
        ("individual/individual_valid.p12", None),
        (
            "individual/individual_revoked.p12",
            Some(datetime!(2026-05-08 14:57:29 UTC)),
        ),
        ("legal/head_valid.p12", None),
        ("legal/employee_signright_valid.p12", None),
        (
            "legal/head_revoked.p12",
            Some(datetime!(2026-05-08 14:59:06 UTC)),
        ),
    ] {
        let leaf = leaf(test, file).unwrap();
        let scanned = scan(&list[..], &[leaf.serial_number().to_vec()]).unwrap();
        for crl in [Arc::clone(&crl), Arc::new(scanned)] {
            let evidence = Evidence {
                crls: vec![crl],
                ..Evidence::default()
            };
            let report = validate(&leaf, &anchors, &evidence, &PathParameters::new(AT));
            assert_eq!(report.path.len(), 1, "the issuing authority is an anchor");
            match revoked_at {
                None => assert_eq!(report.indication, Indication::TotalPassed, "{file}"),
                Some(revoked_at) => {
                    assert_eq!(
                        report.sub_indication,
                        Some(SubIndication::Revoked),
                        "{file}"
                    );
                    let reason = Some(CrlReason::CertificateHold);
                    assert_eq!(
                        report.revocation[0].status,
                        RevocationStatus::Revoked { revoked_at, reason }
                    );
                    let before = PathParameters::new(revoked_at - time::Duration::SECOND);
                    let earlier = validate(&leaf, &anchors, &evidence, &before);
                    assert_eq!(earlier.indication, Indication::TotalPassed, "{file}");
                }
            }
        }
        let alone = validate(
            &leaf,
            &anchors,
            &Evidence::default(),
            &PathParameters::new(AT),
        );
        assert_eq!(alone.sub_indication, Some(SubIndication::TryLater));
        assert!(
            alone
                .missing
                .iter()
                .any(|missing| matches!(missing, Missing::Crl { urls, .. }
            if urls == &["http://test.pki.gov.kz/crl/nca_gost2022_test.crl"]))
        );
        let production = validate(
            &leaf,
            &builtin(Environment::Production),
            &Evidence::default(),
            &PathParameters::new(AT),
        );
        assert_ne!(production.indication, Indication::TotalPassed);
    }
}

#[test]
fn the_response_verifies() {
    let test = "the_response_verifies";
    let (Some(response), Some(ca)) = (
        read(test, "ocsp_revoked.der"),
        read(test, "nca_gost2022_test.cer"),
    ) else {
        return;
    };
    let ca = Certificate::from_bytes(&ca).unwrap();
    let basic = OcspResponse::from_der(&response).unwrap().basic.unwrap();
    let key = ca.public_key().unwrap();
    let issuer = ResponderKey {
        name_der: ca.subject_der(),
        key: &key,
        spki_der: ca.spki_der(),
    };
    let OcspSigner::Delegated { no_check, .. } = basic.verify_signed_for(&issuer).unwrap() else {
        panic!()
    };
    assert!(no_check);
    let single = &basic.responses[0];
    let expected = OcspStatus::Revoked {
        revoked_at: datetime!(2022-07-27 10:25:30 UTC),
        reason: Some(CrlReason::CertificateHold),
    };
    assert_eq!(single.status, expected);
    let any = leaf(test, "individual/individual_valid.p12").unwrap();
    let ours =
        CertificateId::new(&any, ca.spki_der(), single.certificate_id.digest().unwrap()).unwrap();
    assert_eq!(
        ours.issuer_name_hash,
        single.certificate_id.issuer_name_hash
    );
    let mut changed = response.clone();
    let at = changed.len() / 4;
    changed[at] ^= 1;
    if let Ok(OcspResponse {
        basic: Some(basic), ..
    }) = OcspResponse::from_der(&changed)
    {
        assert!(basic.verify_signed_for(&issuer).is_err());
    }
}
