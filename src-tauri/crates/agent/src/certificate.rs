//! Certificates by themselves: what they say, and whether a path leads to something trusted.

use std::path::{Path, PathBuf};

use serde::Serialize;
use tanba_keystore::file::KeyFile;
use tanba_pki::indication::{Indication, SubIndication};
use tanba_pki::path::{
    FailureKind, PathFailure, PathParameters, PathReport, RevocationStatus, validate,
};
use tanba_pki::pem;
use tanba_pki::signed_data::SignedData;
use tanba_pki::{Certificate, ObjectIdentifier, name};
use tanba_protocol::{Failure, FailureCode, Finding};
use time::OffsetDateTime;

use crate::agent::Agent;
use crate::describe::CertificateView;
use crate::document::{self, Kind, about};
use crate::extract::{certificates_of, embedded_certificates};
use crate::shell::Shell;
use crate::trust::{Trust, TrustRequest, certificates};
use crate::verify::path_findings;

/// The largest file that certificates are read from, in bytes.
const MAX_FILE: u64 = 64 << 20;

/// A certificate whose path is to be validated.
#[derive(Clone, Debug, Default)]
pub struct CertificateRequest {
    /// The certificate.
    pub leaf: PathBuf,
    /// Certificates that may lie between.
    pub intermediates: Vec<PathBuf>,
    /// What to trust.
    pub trust: TrustRequest,
    /// user-initial-policy-set by object identifier; empty is any.
    pub policies: Vec<String>,
    /// initial-explicit-policy.
    pub require_explicit_policy: bool,
    /// initial-policy-mapping-inhibit.
    pub inhibit_policy_mapping: bool,
    /// initial-any-policy-inhibit.
    pub inhibit_any_policy: bool,
}

/// What was found about a path.
#[derive(Clone, Debug, Serialize)]
pub struct PathVerification {
    /// Overall.
    pub indication: Indication,
    /// Why, where it is not TOTAL-PASSED.
    pub sub_indication: Option<SubIndication>,
    /// Time of validation.
    #[serde(with = "time::serde::rfc3339")]
    pub validated_at: OffsetDateTime,
    /// Trust environment; `None` when certificates were given instead.
    pub environment: Option<String>,
    /// The certificate.
    pub certificate: CertificateView,
    /// Subjects of the path, from the certificate up to the anchor.
    pub path: Vec<String>,
    /// The trust anchor reached.
    pub anchor: Option<String>,
    /// Since when the certificate is revoked.
    #[serde(with = "time::serde::rfc3339::option")]
    pub revoked_at: Option<OffsetDateTime>,
    /// Policies valid for the path, by object identifier.
    pub policies: Vec<String>,
    /// Technical reason, for support.
    pub reason: Option<String>,
    /// What was found, for people.
    pub findings: Vec<Finding>,
    /// What could not be fetched on the way.
    pub unavailable: Vec<Failure>,
}

impl Agent {
    /// Reads the certificates of a file: DER, PEM, a bag of them, or a signature of any form that
    /// carries them.
    ///
    /// # Errors
    /// [`FailureCode::CertificateDamaged`], [`FailureCode::CertificateInKeyFile`].
    pub fn certificates(&self, file: &Path) -> Result<Vec<CertificateView>, Failure> {
        let damaged = |error: &dyn std::fmt::Display| {
            about(FailureCode::CertificateDamaged, file).with_detail(error)
        };
        let bytes = document::read(file, MAX_FILE)?;
        let found = match document::kind_of(&bytes) {
            Kind::CmsBinary | Kind::CmsText => {
                embedded_certificates(&bytes).or_else(|error| {
                    // Bare base64 may be a certificate as well, and a bag need hold no signature.
                    bag(&bytes)
                        .or_else(|_| Certificate::all_from_bytes(&bytes))
                        .map_err(|_| error)
                })
            }
            Kind::Pdf => tanba_ades::pdf::parse(&bytes, &[]).map(certificates_of),
            Kind::Xml => tanba_ades::xml::parse(&bytes, &[]).map(certificates_of),
            Kind::Other => Certificate::all_from_bytes(&bytes).map_err(tanba_ades::Error::from),
        };
        let found = found.map_err(|error| {
            if KeyFile::open(file).is_ok() {
                about(FailureCode::CertificateInKeyFile, file)
            } else {
                damaged(&error)
            }
        })?;
        if found.is_empty() {
            return Err(about(FailureCode::CertificateDamaged, file));
        }
        Ok(found.iter().map(CertificateView::of).collect())
    }

    /// Builds and validates the path of a certificate (RFC 5280 §6).
    ///
    /// # Errors
    /// When something that was given cannot be read; all else is in the report.
    pub async fn verify_certificate(
        &self,
        request: &CertificateRequest,
        shell: &dyn Shell,
    ) -> Result<PathVerification, Failure> {
        let mut trust = self.trust(&request.trust, shell).await?;
        let damaged = FailureCode::CertificateDamaged;
        let leaf = certificates(std::slice::from_ref(&request.leaf), damaged)?;
        // The certificates of a bag have no order: the one that issued none of the others.
        let issued_another = |one: &Certificate| {
            leaf.iter()
                .any(|other| other != one && name::names_match(other.issuer(), one.subject()))
        };
        let leaf = leaf
            .iter()
            .find(|one| leaf.len() == 1 || !issued_another(one))
            .or(leaf.first())
            .ok_or_else(|| about(damaged, &request.leaf))?;
        trust
            .evidence
            .certificates
            .extend(certificates(&request.intermediates, damaged)?);
        let mut parameters = PathParameters::new(trust.at);
        parameters.require_explicit_policy = request.require_explicit_policy;
        parameters.inhibit_policy_mapping = request.inhibit_policy_mapping;
        parameters.inhibit_any_policy = request.inhibit_any_policy;
        for policy in &request.policies {
            let oid = ObjectIdentifier::new(policy).map_err(|error| {
                Failure::new(FailureCode::CertificateDamaged)
                    .with_subject(policy.clone())
                    .with_detail(error)
            })?;
            parameters.initial_policy_set.push(oid);
        }
        let check =
            |trust: &Trust| Ok(validate(leaf, &trust.anchors, &trust.evidence, &parameters));
        let (report, unavailable) = self
            .validated(&mut trust, check, |report| &report.missing)
            .await?;
        if let Some(status) = status(&report) {
            self.remember_revocation(leaf, status, trust.at).await;
        }
        Ok(described(leaf, &report, &trust, unavailable))
    }
}

/// What is known of the revocation of the certificate itself.
fn status(report: &PathReport) -> Option<RevocationStatus> {
    match report.failure.as_ref() {
        Some(PathFailure {
            index: 0,
            kind: FailureKind::Revoked { revoked_at, reason },
        }) => Some(RevocationStatus::Revoked {
            revoked_at: *revoked_at,
            reason: *reason,
        }),
        _ => report.revocation.first().map(|known| known.status),
    }
}

/// The certificates of a certs-only CMS, as `.p7b` and `.p7c` files are: DER, PEM or base64.
pub(crate) fn bag(bytes: &[u8]) -> tanba_pki::Result<Vec<Certificate>> {
    let blocks = if bytes.first() == Some(&0x30) {
        Vec::new()
    } else {
        pem::blocks(bytes)?
    };
    let bytes = blocks.first().map_or(bytes, |block| &block.der);
    let bag = SignedData::parse(bytes).map_err(|_| tanba_pki::Error::Missing("certificates"))?;
    bag.certificates().map(Certificate::from_der).collect()
}

fn described(
    leaf: &Certificate,
    report: &PathReport,
    trust: &Trust,
    unavailable: Vec<Failure>,
) -> PathVerification {
    let revoked_at = match status(report) {
        Some(RevocationStatus::Revoked { revoked_at, .. }) => Some(revoked_at),
        _ => None,
    };
    PathVerification {
        indication: report.indication,
        sub_indication: report.sub_indication,
        validated_at: trust.at,
        environment: trust.environment.clone(),
        certificate: CertificateView::of(leaf),
        path: report
            .path
            .iter()
            .map(|certificate| name::display(certificate.subject()))
            .collect(),
        anchor: report
            .anchor
            .as_ref()
            .map(|anchor| name::display(&anchor.name)),
        revoked_at,
        policies: report.policies.iter().map(ToString::to_string).collect(),
        reason: report.failure.as_ref().map(ToString::to_string),
        findings: path_findings(leaf, report, trust),
        unavailable,
    }
}
