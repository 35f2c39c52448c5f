//! Verifying signatures of any form, and saying what was found.

mod findings;
mod open;

use std::path::{Path, PathBuf};

use serde::Serialize;
use tanba_ades::report::SignatureReport;
use tanba_ades::validate::{Context, validate};
use tanba_ades::{SignatureForm, SignatureLevel, SignaturePackaging};
use tanba_pki::Certificate;
use tanba_pki::indication::{Indication, SubIndication};
use tanba_pki::path::RevocationStatus;
use tanba_protocol::{Failure, Finding};
use tanba_store::names;
use time::OffsetDateTime;

use crate::agent::Agent;
use crate::describe::{CertificateView, Signer};
use crate::document::about;
use crate::failure::Explain;
use crate::practice::{PRACTICE, is_practice};
use crate::shell::Shell;
use crate::trust::{PRODUCTION, Trust, TrustRequest};

pub(crate) use findings::{moment, path_findings, revocation_reason};

/// What is to be verified.
#[derive(Clone, Debug)]
pub struct VerifyRequest {
    /// A signature, or a document with signatures inside.
    pub file: PathBuf,
    /// The document of a detached signature; found beside it when not given.
    pub content: Option<PathBuf>,
    /// What to trust.
    pub trust: TrustRequest,
}

/// What was found in one file.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Verification {
    /// Overall: the worst of the signatures.
    #[cfg_attr(
        feature = "ts",
        ts(type = "\"TOTAL-PASSED\" | \"INDETERMINATE\" | \"TOTAL-FAILED\"")
    )]
    pub indication: Indication,
    /// Why, where it is not TOTAL-PASSED.
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub sub_indication: Option<SubIndication>,
    /// The file.
    pub file: PathBuf,
    /// The document that a detached signature was compared with.
    pub content: Option<PathBuf>,
    /// Trust environment; `None` when certificates were given instead.
    pub environment: Option<String>,
    /// Time of validation.
    #[serde(with = "time::serde::rfc3339")]
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub validated_at: OffsetDateTime,
    /// Each signature.
    pub signatures: Vec<VerifiedSignature>,
    /// What could not be fetched on the way.
    pub unavailable: Vec<Failure>,
}

/// What was found about one signature.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct VerifiedSignature {
    /// Who signed, by the certificate.
    pub signer: Option<Signer>,
    /// The time that the signer states.
    #[serde(with = "time::serde::rfc3339::option")]
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub signed_at: Option<OffsetDateTime>,
    /// The earliest time that a trusted time stamp proves.
    #[serde(with = "time::serde::rfc3339::option")]
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub time_stamped_at: Option<OffsetDateTime>,
    /// Level reached; `None` for plain CMS or XML-DSig.
    #[cfg_attr(feature = "ts", ts(type = "\"B\" | \"T\" | \"LT\" | \"LTA\" | null"))]
    pub level: Option<SignatureLevel>,
    /// Form.
    #[cfg_attr(feature = "ts", ts(type = "\"cms\" | \"xml\" | \"pdf\""))]
    pub form: SignatureForm,
    /// Where the content is.
    #[cfg_attr(
        feature = "ts",
        ts(type = "\"enveloping\" | \"enveloped\" | \"detached\"")
    )]
    pub packaging: SignaturePackaging,
    /// The signer's certificate.
    pub certificate: Option<CertificateView>,
    /// Since when the certificate is revoked.
    #[serde(with = "time::serde::rfc3339::option")]
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub revoked_at: Option<OffsetDateTime>,
    /// Subjects of the path, from the signer's issuer up to the anchor.
    pub path: Vec<String>,
    /// State of revocation of the signer's certificate.
    pub revocation: RevocationState,
    /// Signature algorithm by its name.
    pub algorithm: Option<String>,
    /// Indication of this signature.
    #[cfg_attr(
        feature = "ts",
        ts(type = "\"TOTAL-PASSED\" | \"INDETERMINATE\" | \"TOTAL-FAILED\"")
    )]
    pub indication: Indication,
    /// Why, where it is not TOTAL-PASSED.
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub sub_indication: Option<SubIndication>,
    /// What was found, the most important first.
    pub findings: Vec<Finding>,
}

/// What is known of a certificate's revocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum RevocationState {
    /// Not revoked.
    Good,
    /// Revoked.
    Revoked,
    /// Not known.
    Unknown,
    /// An anchor needs none.
    NotNeeded,
}

impl Agent {
    /// Verifies the signatures of one file.
    ///
    /// # Errors
    /// When there is nothing that could be validated: no file, no signature, damaged beyond
    /// reading. What is read and wrong is in the report.
    pub async fn verify(
        &self,
        request: &VerifyRequest,
        shell: &dyn Shell,
    ) -> Result<Verification, Failure> {
        let opened = tokio::task::block_in_place(|| open::open(request, shell))?;
        let signers = opened.signatures.iter().map(|it| it.certificate.as_ref());
        let signers: Vec<Option<&Certificate>> = signers.collect();
        let named = self.named_by_signers(&request.trust, &signers).await?;
        let mut trust = self.trust(&named, shell).await?;
        let asleep = match trust.environment.as_deref() {
            Some(PRACTICE) if !trust.offline => {
                let practice = signers
                    .iter()
                    .find_map(|it| it.filter(|it| is_practice(it)));
                self.wake_practice_for(practice).await.err()
            }
            _ => None,
        };
        let check = |trust: &Trust| {
            let context = Context::new(&trust.anchors, &trust.evidence, trust.at);
            validate(&opened.signatures, &context)
                .map_err(|error| error.explain_about(&request.file))
        };
        let (report, mut unavailable) = self
            .validated(&mut trust, check, |report| &report.missing)
            .await?;
        unavailable.extend(asleep);
        for signature in &report.signatures {
            if let (Some(certificate), Some(status)) = (&signature.certificate, status(signature)) {
                self.remember_revocation(certificate, status, trust.at)
                    .await;
            }
        }
        Ok(Verification {
            indication: report.indication,
            sub_indication: report.sub_indication,
            file: request.file.clone(),
            content: opened.content,
            environment: trust.environment.clone(),
            validated_at: report.validated_at,
            signatures: report
                .signatures
                .iter()
                .map(|signature| VerifiedSignature::of(signature, &trust))
                .collect(),
            unavailable,
        })
    }
}

impl Agent {
    /// The same request with the environment that the signers name, where they are to decide.
    async fn named_by_signers(
        &self,
        request: &TrustRequest,
        signers: &[Option<&Certificate>],
    ) -> Result<TrustRequest, Failure> {
        let mut request = request.clone();
        if !request.by_signers || request.environment.is_some() || !request.trust.is_empty() {
            return Ok(request);
        }
        let all_practise = !signers.is_empty()
            && signers.iter().all(|signer| signer.is_some_and(is_practice))
            && self.practice_authority().await?.is_some();
        let set = self.setting(&names::ENVIRONMENT).await;
        request.environment = match set {
            _ if all_practise => Some(PRACTICE.to_owned()),
            Some(set) if set != PRACTICE => Some(set),
            _ => Some(PRODUCTION.to_owned()),
        };
        Ok(request)
    }
}

impl VerifiedSignature {
    fn of(report: &SignatureReport, trust: &Trust) -> Self {
        let anchor = report.anchor.as_ref();
        let path = report.path.iter().skip(1);
        Self {
            signer: report.certificate.as_ref().map(Signer::of),
            signed_at: report.signed_at,
            time_stamped_at: report.time_stamped_at,
            level: report.level,
            form: report.form,
            packaging: report.packaging,
            certificate: report.certificate.as_ref().map(CertificateView::of),
            revoked_at: report.revoked.map(|(at, _)| at),
            path: path
                .map(|certificate| certificate.subject())
                .chain(anchor.map(|anchor| &anchor.name))
                .map(tanba_pki::name::display)
                .collect(),
            revocation: revocation(report),
            algorithm: report
                .signature_algorithm
                .map(tanba_pki::algorithm::SignatureAlgorithm::name),
            indication: report.indication,
            sub_indication: report.sub_indication,
            findings: findings::findings(report, trust),
        }
    }
}

/// What is known of the revocation of the signer's own certificate.
fn status(report: &SignatureReport) -> Option<RevocationStatus> {
    match report.revoked {
        Some((revoked_at, reason)) => Some(RevocationStatus::Revoked { revoked_at, reason }),
        None => report.revocation.first().map(|known| known.status),
    }
}

fn revocation(report: &SignatureReport) -> RevocationState {
    match status(report) {
        Some(RevocationStatus::Good) => RevocationState::Good,
        Some(RevocationStatus::Revoked { .. }) => RevocationState::Revoked,
        // Not checked, and no reason why it could be left out: nothing is known.
        Some(RevocationStatus::NotChecked) if is_anchor(report) => RevocationState::NotNeeded,
        _ => RevocationState::Unknown,
    }
}

/// Whether the signer's certificate is itself what is trusted.
fn is_anchor(report: &SignatureReport) -> bool {
    let anchor = report.anchor.as_ref();
    report.certificate.as_ref().is_some_and(|certificate| {
        anchor.is_some_and(|anchor| anchor.spki_der == certificate.spki_der())
    })
}

/// A failure about the file that was to be verified.
pub(crate) fn not_signed(path: &Path) -> Failure {
    about(tanba_protocol::FailureCode::SignatureNotFound, path)
}
