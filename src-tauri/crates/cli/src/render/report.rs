//! Verification reports: the verdict first, then who, when, and why.

use tanba_agent::{Indication, SignaturePackaging, Texts, Verification, VerifiedSignature};
use tanba_protocol::Finding;

use super::certificate::numbers;
use super::{field, line, printable};

/// One report as text.
pub(crate) fn verification(texts: &Texts, report: &Verification) {
    let verdict = texts.label(&format!("indication-{}", report.indication.as_str()));
    line(&format!(
        "{}: {verdict} ({})",
        printable(&report.file.display().to_string()),
        codes(
            report.indication,
            report.sub_indication.map(|sub| sub.as_str())
        ),
    ));
    if let Some(content) = &report.content {
        field(
            texts,
            "label-document",
            Some(&content.display().to_string()),
        );
    }
    for signature in &report.signatures {
        line("");
        one(texts, signature);
    }
    line("");
    field(texts, "label-environment", report.environment.as_deref());
    for failure in &report.unavailable {
        let words = texts.failure(failure);
        let subject = failure.subject.clone().unwrap_or_default();
        field(
            texts,
            "label-warning",
            Some(&format!("{subject}: {}", words.what)),
        );
    }
}

fn one(texts: &Texts, signature: &VerifiedSignature) {
    let signer = signature.signer.clone().unwrap_or_default();
    field(texts, "label-signer", signer.common_name.as_deref());
    field(texts, "label-iin", signer.iin.as_deref());
    field(texts, "label-organisation", signer.organisation.as_deref());
    field(texts, "label-bin", signer.bin.as_deref());
    numbers(texts, &signer);
    let roles: Vec<String> = signer
        .roles
        .iter()
        .map(|role| texts.label(&format!("role-{}", role.as_str())))
        .collect();
    field(texts, "label-roles", Some(&roles.join(", ")));
    if let Some(at) = signature.signed_at {
        field(texts, "label-signed-at", Some(&texts.date_time(at)));
    }
    if let Some(at) = signature.time_stamped_at {
        field(texts, "label-time-stamped-at", Some(&texts.date_time(at)));
    }
    if let Some(certificate) = &signature.certificate {
        let until = texts.date_time(certificate.not_after_at);
        field(texts, "label-valid-until", Some(&until));
        field(
            texts,
            "label-serial-number",
            Some(&certificate.serial_number),
        );
    }
    field(texts, "label-path", Some(&signature.path.join(" → ")));
    field(texts, "label-algorithm", signature.algorithm.as_deref());
    field(
        texts,
        "label-level",
        signature.level.map(|level| level.as_str()),
    );
    let packaging = match signature.packaging {
        SignaturePackaging::Enveloping => "packaging-attached",
        SignaturePackaging::Enveloped => "packaging-enveloped",
        SignaturePackaging::Detached => "packaging-detached",
    };
    field(texts, "label-packaging", Some(&texts.label(packaging)));
    let codes = codes(
        signature.indication,
        signature.sub_indication.map(|sub| sub.as_str()),
    );
    field(texts, "label-result", Some(&codes));
    for finding in &signature.findings {
        line(&format!("    • {}", printable(&texts.message(finding))));
    }
}

fn codes(indication: Indication, sub_indication: Option<&str>) -> String {
    match sub_indication {
        Some(sub) => format!("{}, {sub}", indication.as_str()),
        None => indication.as_str().to_owned(),
    }
}

/// What was found as running text.
pub(crate) fn words(texts: &Texts, findings: &[Finding]) -> String {
    let sentences: Vec<String> = findings.iter().map(|it| texts.message(it)).collect();
    sentences.join(" ")
}
