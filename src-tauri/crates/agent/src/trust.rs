//! What is trusted in one validation: an environment, never two mixed, and what is at hand about
//! revocation.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tanba_pki::anchor::{Environment, TrustAnchor, builtin};
use tanba_pki::crl::Crl;
use tanba_pki::path::Evidence;
use tanba_pki::{Certificate, name};
use tanba_protocol::{Event, Failure, FailureCode, Warning};
use tanba_store::names;
use time::OffsetDateTime;

use crate::agent::Agent;
use crate::certificate::bag;
use crate::document::{self, about};
use crate::failure::Explain;
use crate::practice::PRACTICE;
use crate::shell::Shell;

/// The largest file of certificates that is read, in bytes.
const MAX_CERTIFICATES: u64 = 16 << 20;
/// The largest revocation list that is held in memory, in bytes.
const MAX_CRL: u64 = 256 << 20;

/// What the shell asks to trust.
#[derive(Clone, Debug, Default)]
pub struct TrustRequest {
    /// `production`, `test`, `practice`, or one that the person made; the one that is set when not given, else
    /// production.
    pub environment: Option<String>,
    /// Where no environment is named: whether signers decide between practice and what is set. What
    /// only practice signers signed is looked at in `practice`, everything else never is.
    pub by_signers: bool,
    /// Trust these certificates instead of an environment.
    pub trust: Vec<PathBuf>,
    /// Revocation lists at hand.
    pub crls: Vec<PathBuf>,
    /// Whether no network may be used.
    pub offline: bool,
    /// Validate as of this time; now when not given.
    pub at: Option<OffsetDateTime>,
}

/// What is trusted, loaded.
pub(crate) struct Trust {
    pub(crate) anchors: Vec<TrustAnchor>,
    /// The environment by name; `None` when certificates were given instead.
    pub(crate) environment: Option<String>,
    pub(crate) evidence: Evidence,
    pub(crate) at: OffsetDateTime,
    pub(crate) offline: bool,
}

impl Agent {
    /// Loads what the shell asks to trust.
    pub(crate) async fn trust(
        &self,
        request: &TrustRequest,
        shell: &dyn Shell,
    ) -> Result<Trust, Failure> {
        let (anchors, environment) = if request.trust.is_empty() {
            let name = match &request.environment {
                Some(name) => name.clone(),
                None => self
                    .setting(&names::ENVIRONMENT)
                    .await
                    .unwrap_or_else(|| PRODUCTION.to_owned()),
            };
            (self.anchors(&name).await?, Some(name))
        } else {
            let certificates = certificates(&request.trust, FailureCode::TrustFileDamaged)?;
            shell.event(Event::Warned(Warning::TrustReplaced {
                count: i64::try_from(certificates.len()).unwrap_or(i64::MAX),
            }));
            let anchors = certificates.iter().map(Certificate::to_trust_anchor);
            (anchors.collect(), None)
        };
        let mut evidence = Evidence::default();
        if environment.as_deref() == Some(PRACTICE) {
            evidence.certificates = self.practice_intermediates().await?;
        }
        for path in &request.crls {
            evidence.crls.push(Arc::new(crl(path)?));
        }
        Ok(Trust {
            anchors,
            environment,
            evidence,
            at: request.at.unwrap_or_else(|| self.clock.now()),
            offline: request.offline,
        })
    }

    /// The anchors of an environment.
    async fn anchors(&self, name: &str) -> Result<Vec<TrustAnchor>, Failure> {
        match name {
            PRODUCTION => Ok(builtin(Environment::Production)),
            TEST => Ok(builtin(Environment::Test)),
            own => {
                let stored = self.store().await?.anchors().of(own).await;
                let stored = stored.map_err(|error| error.explain())?;
                stored
                    .iter()
                    .map(|anchor| {
                        Certificate::from_der(&anchor.certificate_der)
                            .map(|certificate| certificate.to_trust_anchor())
                            .map_err(|error| {
                                Failure::new(FailureCode::SettingsDamaged).with_detail(error)
                            })
                    })
                    .collect()
            }
        }
    }

    /// The environments there are: the built-in ones, then the person's own.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn environments(&self) -> Result<Vec<(String, usize)>, Failure> {
        let mut all = Vec::new();
        for name in [PRODUCTION, TEST] {
            all.push((name.to_owned(), self.anchors(name).await?.len()));
        }
        let own = self.store().await?.anchors().environments().await;
        for name in own.map_err(|error| error.explain())? {
            let count = self.anchors(&name).await?.len();
            all.push((name, count));
        }
        Ok(all)
    }

    /// Adds trusted certificates to an environment of the person, which is made when it is new.
    ///
    /// # Errors
    /// [`FailureCode::EnvironmentsMixed`] for a built-in name or for the NCA's own certificates
    /// of another environment.
    pub async fn add_environment(&self, name: &str, files: &[PathBuf]) -> Result<usize, Failure> {
        if is_builtin(name) || !is_suitable_name(name) {
            return Err(Failure::new(FailureCode::EnvironmentsMixed).with_subject(name));
        }
        let certificates = certificates(files, FailureCode::TrustFileDamaged)?;
        let store = self.store().await?;
        let now = self.clock.now();
        let anchors = store.anchors();
        anchors
            .add_environment(name, now)
            .await
            .map_err(|error| error.explain())?;
        for certificate in &certificates {
            anchors
                .add(name, certificate.der(), now)
                .await
                .map_err(|error| error.explain())?;
        }
        Ok(certificates.len())
    }

    /// Removes an environment of the person, or practice. Where it was the one that is set, the
    /// default holds again.
    ///
    /// # Errors
    /// [`FailureCode::EnvironmentUnknown`], also for a built-in one.
    pub async fn remove_environment(&self, name: &str) -> Result<(), Failure> {
        let store = self.store().await?;
        let removed = store.anchors().remove_environment(name).await;
        removed.map_err(|error| error.explain())?;
        if self.setting(&names::ENVIRONMENT).await.as_deref() == Some(name) {
            let cleared = store.settings().clear(&names::ENVIRONMENT).await;
            cleared.map_err(|error| error.explain())?;
        }
        Ok(())
    }
}

pub(crate) const PRODUCTION: &str = "production";
pub(crate) const TEST: &str = "test";

/// Whether an environment is not the person's own.
pub(crate) fn is_builtin(name: &str) -> bool {
    [PRODUCTION, TEST, PRACTICE].contains(&name)
}

fn is_suitable_name(name: &str) -> bool {
    (1..=64).contains(&name.len()) && !name.contains(char::is_control) && !name.starts_with('-')
}

/// Whether the NCA's test contour issued a certificate.
pub(crate) fn is_test(certificate: &Certificate) -> bool {
    issued_in(certificate, Environment::Test)
}

/// Whether an authority of an environment issued a certificate, by name.
pub(crate) fn issued_in(certificate: &Certificate, environment: Environment) -> bool {
    builtin(environment)
        .iter()
        .any(|anchor| name::names_match(&anchor.name, certificate.issuer()))
}

/// Every certificate of some files.
pub(crate) fn certificates(
    paths: &[PathBuf],
    damaged: FailureCode,
) -> Result<Vec<Certificate>, Failure> {
    let mut all = Vec::new();
    for path in paths {
        let bytes = document::read(path, MAX_CERTIFICATES)?;
        let found = match (Certificate::all_from_bytes(&bytes), bag(&bytes)) {
            (Ok(found), _) if !found.is_empty() => found,
            (_, Ok(bag)) => bag,
            (found, _) => found.map_err(|error| about(damaged, path).with_detail(error))?,
        };
        if found.is_empty() {
            return Err(about(damaged, path));
        }
        all.extend(found);
    }
    Ok(all)
}

fn crl(path: &Path) -> Result<Crl, Failure> {
    let bytes = document::read(path, MAX_CRL)?;
    Crl::from_bytes(&bytes).map_err(|error| about(FailureCode::CrlDamaged, path).with_detail(error))
}
