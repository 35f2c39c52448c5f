//! A verification as a sheet to print.

use tanba_ades::SignaturePackaging;
use tanba_paper::sheet::{Qr, Row, Section, Sheet, Tone};
use tanba_pki::indication::Indication;
use tanba_protocol::{Argument, Finding};
use time::OffsetDateTime;

use super::{qr, subject};
use crate::document;
use crate::text::Texts;
use crate::verify::{RevocationState, Verification, VerifiedSignature};

/// More codes than this are not printed.
const MOST_CODES: usize = 12;

/// What is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Printed {
    /// The signature sheet: who, when and which document, with a code for each signature.
    Signatures,
    /// The report: everything that was found.
    Report,
}

/// The sheet; `digest` is the SHA-256 of the document's file in hexadecimal.
pub(crate) fn sheet(
    printed: Printed,
    verification: &Verification,
    digest: &str,
    texts: &Texts,
    now: OffsetDateTime,
) -> Sheet {
    let mut sections = vec![document_section(printed, verification, digest, texts)];
    for (number, signature) in (1i64..).zip(&verification.signatures) {
        sections.push(Section {
            heading: texts.text("sheet-signature", &[("number", Argument::Number(number))]),
            rows: signature_rows(printed, signature, texts),
            notes: signature
                .findings
                .iter()
                .map(|it| texts.message(it))
                .collect(),
        });
    }
    let codes = (1i64..).zip(&verification.signatures).take(MOST_CODES);
    let version = Argument::Text(env!("CARGO_PKG_VERSION").to_owned());
    let at = Argument::Text(texts.date_time(now));
    Sheet {
        title: texts.label(match printed {
            Printed::Signatures => "sheet-title",
            Printed::Report => "report-title",
        }),
        lead: lead(verification, texts),
        tone: match verification.indication {
            Indication::TotalFailed => Tone::Bad,
            Indication::TotalPassed if remark(verification).is_none() => Tone::Good,
            _ => Tone::Caution,
        },
        sections,
        qr: match printed {
            Printed::Report => Vec::new(),
            Printed::Signatures => codes
                .map(|(number, signature)| Qr {
                    caption: texts.text("sheet-code", &[("number", Argument::Number(number))]),
                    payload: qr::payload(signature, digest),
                })
                .collect(),
        },
        footer: texts.text("sheet-footer", &[("version", version), ("at", at)]),
        language: texts.language().tag().to_owned(),
        made_at: now,
    }
}

/// The verdict, and at once that it binds nobody where it does not.
fn lead(verification: &Verification, texts: &Texts) -> String {
    let verdict = texts.label(&format!("indication-{}", verification.indication.as_str()));
    match remark(verification) {
        Some(remark) => format!("{verdict}. {}", texts.message(remark)),
        None => verdict,
    }
}

fn remark(verification: &Verification) -> Option<&Finding> {
    let mut findings = verification.signatures.iter().flat_map(|it| &it.findings);
    findings.find(|finding| {
        matches!(
            finding,
            Finding::PracticeCertificate {} | Finding::TestCertificate {}
        )
    })
}

fn document_section(
    printed: Printed,
    verification: &Verification,
    digest: &str,
    texts: &Texts,
) -> Section {
    let mut rows = Rows::new(texts);
    rows.add(
        "label-document",
        Some(document::name(subject(verification))),
    );
    if verification.content.is_some() {
        rows.add("label-file", Some(document::name(&verification.file)));
    }
    rows.add("sheet-digest", Some(digest.to_owned()));
    let checked_at = texts.date_time(verification.validated_at);
    rows.add("sheet-checked", Some(checked_at));
    let mut notes = vec![texts.label("sheet-note")];
    if printed == Printed::Report {
        rows.add("label-environment", verification.environment.clone());
        let sub_indication = verification.sub_indication.map(|sub| sub.as_str());
        let codes = codes(verification.indication, sub_indication);
        rows.add("label-result", Some(codes));
        for failure in &verification.unavailable {
            let what = texts.failure(failure).what;
            notes.push(match &failure.subject {
                Some(subject) => format!("{subject}: {what}"),
                None => what,
            });
        }
    }
    Section {
        heading: texts.label("label-document"),
        rows: rows.rows,
        notes,
    }
}

fn signature_rows(printed: Printed, signature: &VerifiedSignature, texts: &Texts) -> Vec<Row> {
    let mut rows = Rows::new(texts);
    let signer = signature.signer.clone().unwrap_or_default();
    rows.add("label-signer", signer.common_name);
    rows.add("label-iin", signer.iin);
    rows.add("label-organisation", signer.organisation);
    rows.add("label-bin", signer.bin);
    rows.add("label-system-id", signer.system_id);
    rows.add("label-treasury-role", signer.treasury_role);
    rows.add("label-treasury-code", signer.treasury_code);
    let roles = signer.roles.iter();
    let roles: Vec<_> = roles
        .map(|role| texts.label(&format!("role-{}", role.as_str())))
        .collect();
    rows.add("label-roles", Some(roles.join(", ")));
    let time = |at: Option<OffsetDateTime>| at.map(|at| texts.date_time(at));
    rows.add("label-signed-at", time(signature.signed_at));
    rows.add("label-time-stamped-at", time(signature.time_stamped_at));
    let level = signature.level.map(|level| level.as_str().to_owned());
    rows.add("label-level", level);
    if let Some(certificate) = &signature.certificate {
        let serial_number = certificate.serial_number.clone();
        rows.add("label-serial-number", Some(serial_number));
        rows.add("label-valid-from", time(Some(certificate.not_before_at)));
        rows.add("label-valid-until", time(Some(certificate.not_after_at)));
    }
    rows.add("label-path", Some(signature.path.join("\n")));
    // The reason of a revocation is among the findings.
    let revocation = match signature.revocation {
        RevocationState::Good => Some(texts.label("revocation-good")),
        RevocationState::Unknown => Some(texts.label("revocation-unknown")),
        RevocationState::NotNeeded => Some(texts.label("revocation-not-needed")),
        RevocationState::Revoked => time(signature.revoked_at),
    };
    rows.add("label-revocation", revocation);
    rows.add("label-algorithm", signature.algorithm.clone());
    if printed == Printed::Report {
        let packaging = match signature.packaging {
            SignaturePackaging::Enveloping => "packaging-attached",
            SignaturePackaging::Enveloped => "packaging-enveloped",
            SignaturePackaging::Detached => "packaging-detached",
        };
        rows.add("label-packaging", Some(texts.label(packaging)));
        let sub_indication = signature.sub_indication.map(|sub| sub.as_str());
        let codes = codes(signature.indication, sub_indication);
        rows.add("label-result", Some(codes));
    }
    rows.rows
}

fn codes(indication: Indication, sub_indication: Option<&str>) -> String {
    match sub_indication {
        Some(sub) => format!("{}, {sub}", indication.as_str()),
        None => indication.as_str().to_owned(),
    }
}

/// Rows of what is known.
struct Rows<'a> {
    texts: &'a Texts,
    rows: Vec<Row>,
}

impl<'a> Rows<'a> {
    fn new(texts: &'a Texts) -> Self {
        Self {
            texts,
            rows: Vec::new(),
        }
    }

    fn add(&mut self, label: &str, value: Option<String>) {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            self.rows.push(Row::new(self.texts.label(label), value));
        }
    }
}
