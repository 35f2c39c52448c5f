use std::fs;
use std::path::Path;
use std::process::Command;

use tanba_testkit::{shared_or_skip, tool};
use time::macros::datetime;

use super::*;
use crate::digest::DigestAlgorithm;
use crate::{Certificate, instant};

fn sample(test: &str) -> Option<Vec<u8>> {
    let path = shared_or_skip(test, "data/legacy/tsp_response_gost2004.der")?;
    Some(fs::read(path).unwrap())
}

#[test]
fn the_sample_of_gost_2004_verifies() {
    let Some(bytes) = sample("the_sample_of_gost_2004_verifies") else {
        return;
    };
    let response = TimeStampResponse::from_bytes(&bytes).unwrap();
    assert_eq!(response.status, PkiStatus::Granted);
    assert_eq!(response.to_der(), bytes);
    let token = TimeStampToken::from_bytes(response.token.as_deref().unwrap()).unwrap();
    let info = token.info();
    assert_eq!(info.stamped_at, datetime!(2022-09-18 13:20:14 UTC));
    assert_eq!(info.policy.to_string(), "1.2.398.3.3.2.6.1");
    assert_eq!(info.imprint.algorithm, DigestAlgorithm::Sha1);
    let certificate = token.verify(&[]).unwrap();
    assert!(token.certificates().contains(&certificate));
    let content = token.signed_data().content().unwrap();
    assert_eq!(info.to_der().unwrap(), content);

    // Its issuer is among the samples.
    if let Some(path) = shared_or_skip(
        "the_sample_of_gost_2004_verifies",
        "data/legacy/root_gost_test.crt",
    ) {
        let root = Certificate::from_bytes(&fs::read(path).unwrap()).unwrap();
        let _ = certificate.verify_signed_by(&root.public_key().unwrap());
    }

    // One bit of the statement, of the attributes and of the signature.
    let token_der = response.token.unwrap();
    for (pattern, expected) in [
        (instant::generalized(info.stamped_at), Error::DigestMismatch),
        (
            token.signed_data().signer_infos()[0].signature().to_vec(),
            Error::InvalidSignature,
        ),
        (
            token.signed_data().signer_infos()[0]
                .message_digest()
                .unwrap()
                .unwrap()
                .to_vec(),
            Error::DigestMismatch,
        ),
    ] {
        let at = token_der
            .windows(pattern.len())
            .rposition(|window| window == pattern)
            .unwrap();
        let mut changed = token_der.clone();
        changed[at + pattern.len() - 2] ^= 1;
        let changed = TimeStampToken::from_bytes(&changed).unwrap();
        assert_eq!(changed.verify(&[]).err(), Some(expected));
    }
}

#[test]
fn a_response_must_answer_the_request() {
    let Some(bytes) = sample("a_response_must_answer_the_request") else {
        return;
    };
    let response = TimeStampResponse::from_bytes(&bytes).unwrap();
    let token = TimeStampToken::from_bytes(response.token.as_deref().unwrap()).unwrap();
    let request = TimeStampRequest {
        imprint: token.info().imprint.clone(),
        policy: Some(token.info().policy),
        nonce: token.info().nonce.clone(),
        wants_certificate: true,
    };
    assert!(response.token_for(&request).is_ok());
    let other = TimeStampRequest {
        nonce: Some(vec![0x41; 16]),
        ..request.clone()
    };
    assert_eq!(response.token_for(&other).err(), Some(Error::NonceMismatch));
    let other = TimeStampRequest {
        policy: Some(ID_CT_TST_INFO),
        ..request.clone()
    };
    assert_eq!(
        response.token_for(&other).err(),
        Some(Error::PolicyMismatch(token.info().policy))
    );
    let mut other = request.clone();
    other.imprint.digest[0] ^= 1;
    assert_eq!(
        response.token_for(&other).err(),
        Some(Error::ImprintMismatch)
    );
    let refused = TimeStampResponse {
        status: PkiStatus::Rejection,
        texts: vec!["нет".into()],
        failure: Some(FailureInfo::UnacceptedPolicy),
        token: None,
    };
    let read = TimeStampResponse::from_bytes(&refused.to_der()).unwrap();
    assert_eq!(read.texts, refused.texts);
    assert_eq!(
        read.token_for(&request).err(),
        Some(Error::Rejected(
            PkiStatus::Rejection,
            Some(FailureInfo::UnacceptedPolicy)
        ))
    );
}

#[test]
fn statements_are_ordered_within_their_accuracy() {
    let at = |stamped_at, accuracy, ordering| TstInfo {
        policy: ID_CT_TST_INFO,
        imprint: MessageImprint {
            algorithm: DigestAlgorithm::Sha256,
            digest: vec![7; 32],
        },
        serial_number: vec![1],
        stamped_at,
        accuracy,
        ordering,
        nonce: Some(vec![5]),
        tsa: None,
    };
    let accuracy = Accuracy {
        seconds: 200,
        millis: 500,
        micros: 999,
    };
    let early = at(datetime!(2026-01-01 0:00:00.25 UTC), Some(accuracy), true);
    let late = at(datetime!(2026-01-01 0:05 UTC), Some(accuracy), true);
    assert!(!early.is_certainly_before(&late, false));
    assert!(early.is_certainly_before(&late, true));
    let later = at(datetime!(2026-01-01 0:10 UTC), None, false);
    assert!(early.is_certainly_before(&later, false));
    assert!(!later.is_certainly_before(&early, false));
    for info in [early, late, later] {
        assert_eq!(TstInfo::from_der(&info.to_der().unwrap()), Ok(info));
    }
}

fn openssl(folder: &Path, arguments: &str) -> Option<()> {
    let output = Command::new(tool("openssl")?)
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .output()
        .unwrap();
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "openssl {arguments}: {words}");
    Some(())
}

/// Makes a time stamp authority of openssl in a folder.
fn authority(folder: &Path) -> Option<()> {
    fs::write(
        folder.join("tsa.cnf"),
        "[req]\ndistinguished_name=dn\nx509_extensions=ext\nprompt=no\n[dn]\nCN=TSA\n\
         [ext]\nextendedKeyUsage=critical,timeStamping\nbasicConstraints=CA:FALSE\n\
         [tsa]\ndefault_tsa=tsa1\n[tsa1]\nserial=serial\ncrypto_device=builtin\nsigner_digest=sha256\n\
         default_policy=1.2.398.3.3.2.6.2\ndigests=sha256,sha512\naccuracy=secs:1,millisecs:500\n\
         ordering=yes\ness_cert_id_chain=no\ness_cert_id_alg=sha256\nclock_precision_digits=3\n",
    )
    .unwrap();
    fs::write(folder.join("serial"), "01\n").unwrap();
    openssl(
        folder,
        "req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out tsa.pem -config tsa.cnf -days 30",
    )
}

#[test]
fn openssl_answers_our_request_and_verifies_our_token() {
    let folder = std::env::temp_dir().join(format!("tanba-tsp-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    if authority(&folder).is_none() {
        return;
    }
    fs::write(folder.join("data"), b"signature value").unwrap();
    let algorithm = DigestAlgorithm::Sha256;
    let imprint = MessageImprint {
        algorithm,
        digest: algorithm.digest(b"signature value"),
    };
    let request = TimeStampRequest::make(imprint, &mut rand_core::OsRng);
    fs::write(folder.join("query"), request.to_der().unwrap()).unwrap();
    openssl(
        &folder,
        "ts -reply -config tsa.cnf -queryfile query -signer tsa.pem -inkey key.pem -out reply",
    )
    .unwrap();
    let reply = fs::read(folder.join("reply")).unwrap();
    let token = TimeStampResponse::from_bytes(&reply)
        .and_then(|response| response.token_for(&request))
        .unwrap();
    let certificate = token.verify(&[]).unwrap();
    token
        .verify_imprint(|algorithm| algorithm.digest(b"signature value"))
        .unwrap();
    assert!(
        token
            .verify_imprint(|algorithm| algorithm.digest(b""))
            .is_err()
    );
    let info = token.info();
    assert!(info.ordering);
    assert_eq!(info.accuracy.unwrap().millis, 500);
    assert_eq!(
        info.to_der().unwrap(),
        token.signed_data().content().unwrap()
    );

    // The same authority made by us, checked by openssl.
    let key = openssl::pkey::PKey::private_key_from_pem(&fs::read(folder.join("key.pem")).unwrap())
        .unwrap();
    let prepared = PreparedToken::prepare(
        info,
        &certificate,
        &[],
        true,
        crate::algorithm::SignatureAlgorithm::RsaPkcs1(algorithm),
    )
    .unwrap();
    let mut signer =
        openssl::sign::Signer::new(openssl::hash::MessageDigest::sha256(), &key).unwrap();
    signer.update(&prepared.to_be_signed().message).unwrap();
    let value = crate::signing::SignatureValue(signer.sign_to_vec().unwrap());
    let response = TimeStampResponse {
        status: PkiStatus::Granted,
        texts: Vec::new(),
        failure: None,
        token: Some(prepared.finish(&value).unwrap()),
    };
    fs::write(folder.join("ours"), response.to_der()).unwrap();
    openssl(
        &folder,
        "ts -verify -queryfile query -in ours -CAfile tsa.pem",
    )
    .unwrap();
    openssl(&folder, "ts -verify -data data -in ours -CAfile tsa.pem").unwrap();
    assert_eq!(
        response.token_for(&request).unwrap().verify(&[]),
        Ok(certificate.clone())
    );

    // The certificate of anything else is refused.
    openssl(
        &folder,
        "req -x509 -newkey rsa:2048 -nodes -keyout k2.pem -out c2.pem -subj /CN=Web -days 30",
    )
    .unwrap();
    let web = Certificate::from_bytes(&fs::read(folder.join("c2.pem")).unwrap()).unwrap();
    assert_eq!(token::verify_authority(&web), Err(Error::NotAnAuthority));

    let seeds = [reply, response.to_der(), request.to_der().unwrap()];
    tanba_testkit::fuzz::run("tsp", crate::fuzzing::tsp, &seeds);
    let _ = fs::remove_dir_all(folder);
}
