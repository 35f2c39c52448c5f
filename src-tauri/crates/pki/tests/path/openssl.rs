//! OpenSSL judges the same paths, as an outside witness.

use crate::make::{
    ANY, Bytes, P1, P2, Party, constraints, directory, full_name, list, mailbox, mappings, name,
    point, policy_constraints, retag, sequence,
};
use crate::world::{Case, NOW, anchor, chain, pair};
use std::path::Path;
use std::process::Command;
use tanba_pki::Certificate;

fn pem(file: &Path, label: &str, ders: &[Bytes]) {
    let text: Vec<String> = ders
        .iter()
        .map(|der| {
            let body = ::openssl::base64::encode_block(der);
            let lines: Vec<&str> = body
                .as_bytes()
                .chunks(64)
                .map(|line| std::str::from_utf8(line).unwrap())
                .collect();
            format!(
                "-----BEGIN {label}-----\n{}\n-----END {label}-----\n",
                lines.join("\n")
            )
        })
        .collect();
    std::fs::write(file, text.concat()).unwrap();
}

/// Whether OpenSSL finds that the path holds.
fn witness(openssl: &Path, case: &Case, leaf: &Certificate, what: &str) -> bool {
    let folder = std::env::temp_dir().join(format!("tanba-path-{}-{what}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let evidence = &case.evidence;
    let certificates: Vec<Bytes> = evidence
        .certificates
        .iter()
        .map(|c| c.der().to_vec())
        .collect();
    let lists: Vec<Bytes> = evidence
        .crls
        .iter()
        .map(|crl| crl.der().unwrap().to_vec())
        .collect();
    pem(
        &folder.join("anchor"),
        "CERTIFICATE",
        &[anchor().authority(&anchor()).der()],
    );
    pem(&folder.join("leaf"), "CERTIFICATE", &[leaf.der().to_vec()]);
    pem(&folder.join("certificates"), "CERTIFICATE", &certificates);
    pem(&folder.join("lists"), "X509 CRL", &lists);
    let mut command = Command::new(openssl);
    command
        .current_dir(&folder)
        .args(["verify", "-attime", &NOW.unix_timestamp().to_string()])
        .args([
            "-policy_check",
            "-extended_crl",
            "-use_deltas",
            "-crl_check_all",
        ])
        .args(["-no-CApath", "-no-CAstore", "-CAfile", "anchor"])
        .args(["-untrusted", "certificates", "-CRLfile", "lists"]);
    let parameters = &case.parameters;
    for (asked, option) in [
        (parameters.require_explicit_policy, "-explicit_policy"),
        (parameters.inhibit_policy_mapping, "-inhibit_map"),
        (parameters.inhibit_any_policy, "-inhibit_any"),
    ] {
        if asked {
            command.arg(option);
        }
    }
    let policies: Vec<String> = match parameters.initial_policy_set.as_slice() {
        [] => vec![ANY.into()],
        some => some.iter().map(ToString::to_string).collect(),
    };
    for policy in policies {
        command.args(["-policy", &policy]);
    }
    let output = command.arg("leaf").output().unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    output.status.success()
}

#[test]
fn openssl_agrees() {
    let Some(openssl) = tanba_testkit::tool("openssl") else {
        return;
    };
    let pair = pair();
    let leaf = pair.leaf.make();
    let mut cases: Vec<(&str, Case, Certificate, bool)> = vec![
        ("plain", pair.case(), leaf.clone(), true),
        (
            "revoked",
            pair.case_with(&pair.ca.crl().revoke(&leaf)),
            leaf.clone(),
            false,
        ),
        (
            "no-list",
            Case::new().certificate(&pair.ca_certificate),
            leaf.clone(),
            false,
        ),
        (
            "damaged",
            pair.case(),
            pair.leaf.clone().damaged().make(),
            false,
        ),
    ];
    for (what, explicit, policy, holds) in [
        ("mapped", true, P1, true),
        ("mapped-other", true, P2, false),
        ("not-asked", false, P2, true),
    ] {
        let (mut case, leaf) = chain(&["CA 0", "CA 1"], "Leaf", |index, maker| match index {
            1 => maker.with("2.5.29.33", false, &mappings(&[(P1, P2)])).with(
                "2.5.29.36",
                true,
                &policy_constraints(None, Some(0)),
            ),
            2 => maker.policies(&[P2]),
            _ => maker,
        });
        case.parameters.require_explicit_policy = explicit;
        case.parameters.initial_policy_set = vec![tanba_pki::ObjectIdentifier::new_unwrap(policy)];
        cases.push((what, case, leaf, holds));
    }
    for (what, subject, holds) in [
        ("inside", "C=KZ,OU=in,CN=Leaf", true),
        ("outside", "C=KZ,OU=out,CN=Leaf", false),
    ] {
        let ca = Party::named("C=KZ,OU=in,CN=CA");
        let value = constraints(&[directory(&name("C=KZ,OU=in"))], &[mailbox("bad.kz")]);
        let case = Case::new()
            .certificate(&anchor().authority(&ca).with("2.5.29.30", true, &value))
            .crl(&ca.crl());
        cases.push((
            what,
            case,
            ca.certificate(&Party::named(subject)).make(),
            holds,
        ));
    }
    // An indirect list with a point, and a delta list that the certificate asks for.
    let lists = Party::new("List issuer");
    let here = full_name(&[directory(&name("C=KZ,CN=point"))]);
    let points = list(&[point(&here, None, Some(&lists.name))]);
    let indirect = retag(0x84, &crate::make::boolean(true));
    let of_lists = pair.leaf.clone().with("2.5.29.31", false, &points).make();
    let base = Case::new()
        .certificate(&pair.ca_certificate)
        .certificate(&anchor().certificate(&lists).usage(true, &[6]));
    let issuer = crate::make::extension("2.5.29.29", true, &sequence(&[&directory(&pair.ca.name)]));
    let crl = lists.crl().scope(&sequence(&[&here, &indirect]));
    let entry = crl
        .clone()
        .entry(of_lists.serial_number(), "150101083000Z", &[issuer]);
    cases.push(("indirect", base.clone().crl(&crl), of_lists.clone(), true));
    cases.push(("indirect-revoked", base.crl(&entry), of_lists, false));
    let freshest = list(&[point(&full_name(&[directory(&pair.ca.name)]), None, None)]);
    let fresh = pair.leaf.clone().with("2.5.29.46", false, &freshest).make();
    let complete = pair.ca.crl().number(4).revoke_for(&fresh, 6);
    let delta = pair.ca.crl().number(5).delta(4);
    cases.push((
        "held",
        pair.case_with(&complete).crl(&delta),
        fresh.clone(),
        false,
    ));
    let released = delta.revoke_for(&fresh, 8);
    cases.push((
        "released",
        pair.case_with(&complete).crl(&released),
        fresh,
        true,
    ));

    for (what, case, leaf, holds) in cases {
        assert_eq!(case.validate(&leaf).failure.is_none(), holds, "{what}");
        assert_eq!(
            witness(&openssl, &case, &leaf, what),
            holds,
            "{what} by OpenSSL"
        );
    }
}
