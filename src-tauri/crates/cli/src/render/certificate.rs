//! Certificates and their paths.

use serde_json::{Value, json};
use tanba_agent::{CertificateView, PathVerification, Signer, Texts};

use super::report::words;
use super::{field, line, printable, value};

/// What a certificate says, as text.
pub(crate) fn certificate(texts: &Texts, view: &CertificateView) {
    let name = view.signer.common_name.as_deref().unwrap_or(&view.subject);
    line(&printable(name));
    field(texts, "label-iin", view.signer.iin.as_deref());
    field(
        texts,
        "label-organisation",
        view.signer.organisation.as_deref(),
    );
    field(texts, "label-bin", view.signer.bin.as_deref());
    numbers(texts, &view.signer);
    let roles: Vec<String> = view
        .signer
        .roles
        .iter()
        .map(|role| texts.label(&format!("role-{}", role.as_str())))
        .collect();
    field(texts, "label-roles", Some(&roles.join(", ")));
    field(texts, "label-subject", Some(&view.subject));
    field(texts, "label-issuer", Some(&view.issuer));
    field(texts, "label-serial-number", Some(&view.serial_number));
    let from = texts.date_time(view.not_before_at);
    field(texts, "label-valid-from", Some(&from));
    let until = texts.date_time(view.not_after_at);
    field(texts, "label-valid-until", Some(&until));
    field(texts, "label-key", view.key.as_deref());
    field(texts, "label-key-identifier", Some(&view.key_identifier));
    let storage = value(&view.key_storage);
    if let Some(storage) = storage.as_str() {
        let storage = texts.label(&format!("storage-{storage}"));
        field(texts, "label-key-storage", Some(&storage));
    }
    field(texts, "label-key-usage", Some(&view.key_usage.join(", ")));
    field(texts, "label-policies", Some(&view.policies.join(", ")));
    field(texts, "label-fingerprint", Some(&view.sha256));
    if view.test {
        line(&format!("  {}", texts.label("finding-test-certificate")));
    }
}

/// What only an information system or a Treasury user has.
pub(super) fn numbers(texts: &Texts, signer: &Signer) {
    for (label, number) in [
        ("label-system-id", &signer.system_id),
        ("label-treasury-role", &signer.treasury_role),
        ("label-treasury-code", &signer.treasury_code),
    ] {
        field(texts, label, number.as_deref());
    }
}

/// A path as text: the verdict first.
pub(crate) fn path_verification(texts: &Texts, report: &PathVerification) {
    let sub = report
        .sub_indication
        .map(|sub| format!(", {}", sub.as_str()))
        .unwrap_or_default();
    line(&format!(
        "{}{sub}: {}",
        report.indication.as_str(),
        printable(&words(texts, &report.findings))
    ));
    certificate(texts, &report.certificate);
    let path: Vec<&str> = report
        .path
        .iter()
        .chain(&report.anchor)
        .map(String::as_str)
        .collect();
    field(texts, "label-path", Some(&path.join(" → ")));
    field(texts, "label-environment", report.environment.as_deref());
    field(texts, "label-details", report.reason.as_deref());
    for failure in &report.unavailable {
        let what = texts.failure(failure).what;
        let subject = failure.subject.clone().unwrap_or_default();
        field(texts, "label-warning", Some(&format!("{subject}: {what}")));
    }
}

/// A path as JSON, with words.
pub(crate) fn path_json(texts: &Texts, report: &PathVerification) -> Value {
    let mut json = value(report);
    json["words"] = json!(words(texts, &report.findings));
    json
}
