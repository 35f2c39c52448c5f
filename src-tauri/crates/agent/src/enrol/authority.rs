//! The authority of an enrolment. What it answers is checked before anybody goes by it.

use tanba_enrolment::ports::{Application, Authority, Entity, Submission};
use tanba_enrolment::{InstalledKey, MadeKey, OldKey, Storage};
use tanba_online::ErrorKind;
use tanba_pki::profile::KeyPurpose;
use tanba_protocol::authority::{
    ApplicationOrder, ApplicationStage, ApplicationView, KeyStorageKind,
};
use tanba_protocol::{Failure, FailureCode, IssuedCertificate, ProblemCode, RevocationReason};

use super::Ports;
use super::keys::{certificate, public_key_of};
use crate::failure::Explain;
use crate::make_key::check;

impl Authority for &Ports<'_> {
    async fn entity(&self, bin: &str) -> Result<Entity, Failure> {
        let entity = self.client.legal_entity(bin).await;
        let entity = entity.map_err(|error| error.explain())?;
        Ok(Entity {
            name: entity.name,
            head: entity.head.name,
        })
    }

    async fn submit(
        &self,
        idempotency_key: &str,
        submission: &Submission,
    ) -> Result<Application, Failure> {
        self.met().await?;
        let order = self.order(submission).await?;
        let view = self.client.apply(idempotency_key, &order).await;
        Ok(application(view.map_err(|error| error.explain())?))
    }

    async fn application(&self, number: &str) -> Result<Application, Failure> {
        let view = self.client.application(number).await;
        Ok(application(view.map_err(|error| error.explain())?))
    }

    async fn certificates(
        &self,
        idempotency_key: &str,
        number: &str,
        keys: &[MadeKey],
    ) -> Result<Vec<IssuedCertificate>, Failure> {
        let met = self.met().await?;
        let issued = self
            .client
            .application_certificates(idempotency_key, number)
            .await
            .map_err(|error| error.explain())?;
        for (made, issued) in keys.iter().zip(&issued) {
            // An authority for practice may be shown another time of its own.
            let begins_at = certificate(issued)
                .map_err(|failure| unreadable(&failure))?
                .not_before_at();
            let now = self.agent.clock.now();
            let at = if met.is_practice {
                now.max(begins_at)
            } else {
                now
            };
            check(met, &public_key_of(made)?, made.purpose, issued, at)?;
        }
        self.agent.trust_authority(met).await?;
        Ok(issued)
    }

    async fn report_installed(&self, idempotency_key: &str, number: &str) -> Result<(), Failure> {
        match self.client.report_installed(idempotency_key, number).await {
            Ok(_) => Ok(()),
            // It was told before.
            Err(error) if is_problem(&error.kind, ProblemCode::ApplicationStageWrong) => {
                let told = self.application(number).await?.stage == ApplicationStage::Installed;
                if told { Ok(()) } else { Err(error.explain()) }
            }
            Err(error) => Err(error.explain()),
        }
    }

    async fn renew(
        &self,
        idempotency_key: &str,
        old: &OldKey,
        storage: &Storage,
        keys: &[MadeKey],
    ) -> Result<Application, Failure> {
        self.met().await?;
        self.log_in(&old.reference).await?;
        let account = self.account.lock().await;
        let account = account.as_ref().ok_or_else(no_session)?;
        let requests = keys.iter().map(|key| key.request.clone()).collect();
        let view = self
            .agent
            .renew_in(
                account,
                &self.client,
                idempotency_key,
                (requests, kind(storage)),
                &self.codes,
                self.shell,
            )
            .await?;
        Ok(application(view))
    }

    async fn is_revoked(&self, new: &[InstalledKey], old: &OldKey) -> Result<bool, Failure> {
        self.log_in(key_to_log_in_with(new)?).await?;
        let account = self.account.lock().await;
        let account = account.as_ref().ok_or_else(no_session)?;
        let all = self
            .client
            .account_certificates(account.session.token())
            .await;
        let all = all.map_err(|error| error.explain())?;
        let is_revoked = |serial: &String| {
            all.iter().any(|one| {
                one.revoked_at.is_some() && one.serial_number.eq_ignore_ascii_case(serial)
            })
        };
        Ok(old.serials().all(is_revoked))
    }

    async fn revoke(&self, new: &[InstalledKey], old: &OldKey) -> Result<(), Failure> {
        self.log_in(key_to_log_in_with(new)?).await?;
        let account = self.account.lock().await;
        let account = account.as_ref().ok_or_else(no_session)?;
        for serial in old.serials() {
            let order = (serial.as_str(), RevocationReason::Superseded);
            let revoked = self
                .agent
                .revoke_in(
                    &account.session,
                    &self.client,
                    order,
                    &self.codes,
                    self.shell,
                )
                .await;
            match revoked {
                Err(failure) if failure.code == FailureCode::CertificateRevoked => {}
                other => other?,
            }
        }
        Ok(())
    }
}

impl Ports<'_> {
    /// Opens a session with a key, unless one is open.
    async fn log_in(&self, reference: &str) -> Result<(), Failure> {
        let mut account = self.account.lock().await;
        if account
            .as_ref()
            .is_some_and(|open| open.session.key == reference)
        {
            return Ok(());
        }
        let mut secrets = self.secrets.lock().await;
        let opened = self
            .agent
            .open_account(&self.client, reference, secrets.clone(), self.shell)
            .await?;
        secrets.clone_from(&opened.secrets);
        *account = Some(opened);
        Ok(())
    }

    async fn order(&self, submission: &Submission) -> Result<ApplicationOrder, Failure> {
        let (applicant, contact) = (&submission.applicant, &submission.contact);
        let (region, city) = match (&contact.region, &contact.city) {
            (Some(region), Some(city)) => (region.clone(), city.clone()),
            (region, _) => self.first_city(region.as_deref()).await?,
        };
        Ok(ApplicationOrder {
            bin: applicant.bin.clone(),
            iin: applicant.iin.clone(),
            template: applicant.template,
            system_name: applicant.system_name.clone(),
            system_id: applicant.system_id.clone(),
            treasury_role: applicant.treasury_role.clone(),
            treasury_code: applicant.treasury_code.clone(),
            agreement_version: submission.agreement_version.clone(),
            email: contact.email.clone(),
            language: contact.language,
            region,
            city,
            storage: kind(&submission.storage),
            requests: submission
                .keys
                .iter()
                .map(|key| key.request.clone())
                .collect(),
        })
    }

    /// Where nobody said where to be verified: the first city of the region, or of all.
    async fn first_city(&self, region: Option<&str>) -> Result<(String, String), Failure> {
        let regions = self.client.regions().await;
        let regions = regions.map_err(|error| error.explain())?;
        let found = regions
            .iter()
            .find(|one| region.is_none_or(|code| one.code == code));
        let city = found.and_then(|region| Some((region, region.cities.first()?)));
        let (region, city) = city.ok_or_else(|| Failure::new(FailureCode::RegionUnknown))?;
        Ok((region.code.clone(), city.code.clone()))
    }
}

fn application(view: ApplicationView) -> Application {
    Application {
        number: view.number,
        stage: view.stage,
        stages: view.stages,
        reason: view.reason,
        expires_at: Some(view.expires_at),
    }
}

/// What the authority calls a storage.
fn kind(storage: &Storage) -> KeyStorageKind {
    match storage {
        Storage::Folder { .. } => KeyStorageKind::Pkcs12,
        Storage::Token { model, .. } => *model,
    }
}

/// That for authentication where there are two.
fn key_to_log_in_with(keys: &[InstalledKey]) -> Result<&str, Failure> {
    keys.iter()
        .find(|key| key.purpose == KeyPurpose::Authentication)
        .or_else(|| keys.first())
        .map(|key| key.reference.as_str())
        .ok_or_else(no_session)
}

fn is_problem(kind: &ErrorKind, code: ProblemCode) -> bool {
    matches!(kind, ErrorKind::Problem(problem) if problem.code == code)
}

fn unreadable(failure: &Failure) -> Failure {
    Failure::new(FailureCode::AuthorityCertificateUnsuitable).with_detail(failure)
}

fn no_session() -> Failure {
    Failure::new(FailureCode::Internal).with_detail("no session")
}
