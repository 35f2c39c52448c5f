//! An authority that counts applications.

use std::collections::BTreeMap;

use tanba_enrolment::ports::{Application, Authority, Entity, Submission};
use tanba_enrolment::{InstalledKey, MadeKey, OldKey, Storage};
use tanba_protocol::authority::{ApplicationStage, Words};
use tanba_protocol::{Failure, FailureCode, IssuedCertificate, Moment as Instant};

use crate::world::{BIN, Moment, World};

#[derive(Debug, Default)]
pub(crate) struct Applications {
    all: Vec<Row>,
    by_key: BTreeMap<String, (usize, String)>,
    /// How often the old certificate was revoked.
    pub(crate) revoked: usize,
    /// What it refuses the next submission with.
    pub(crate) refuses: Option<FailureCode>,
}

#[derive(Debug)]
struct Row {
    stage: ApplicationStage,
    reason: Option<Words>,
    requests: Vec<String>,
}

impl Applications {
    pub(crate) fn count(&self) -> usize {
        self.all.len()
    }

    /// The operator approves the newest.
    pub(crate) fn approve(&mut self) {
        self.decide(ApplicationStage::Issued, None);
    }

    pub(crate) fn decide(&mut self, stage: ApplicationStage, reason: Option<Words>) {
        let row = self.all.last_mut().expect("an application");
        row.stage = stage;
        row.reason = reason;
    }

    fn apply(&mut self, key: &str, body: String, keys: &[MadeKey]) -> Result<usize, Failure> {
        if let Some((number, before)) = self.by_key.get(key) {
            assert_eq!(*before, body, "the same key brings the same body");
            return Ok(*number);
        }
        if let Some(code) = self.refuses.take() {
            return Err(Failure::new(code));
        }
        let number = self.all.len();
        self.all.push(Row {
            stage: ApplicationStage::Submitted,
            reason: None,
            requests: keys.iter().map(|key| key.request.clone()).collect(),
        });
        self.by_key.insert(key.to_owned(), (number, body));
        Ok(number)
    }

    fn view(&self, number: usize) -> Application {
        let row = &self.all[number];
        Application {
            number: number.to_string(),
            stage: row.stage,
            stages: Vec::new(),
            reason: row.reason.clone(),
            expires_at: Some(Instant(30 * 86_400)),
        }
    }

    /// Only who applied learns what was issued.
    fn of(&mut self, key: &str, number: &str) -> &mut Row {
        let (own, _) = self.by_key.get(key).expect("a key that was used");
        assert_eq!(
            own.to_string(),
            number,
            "the key is that of the application"
        );
        &mut self.all[*own]
    }
}

impl Authority for World {
    async fn entity(&self, bin: &str) -> Result<Entity, Failure> {
        self.pass(Moment::Before("entity"))?;
        if bin != BIN {
            return Err(Failure::new(FailureCode::BinUnknown));
        }
        Ok(Entity {
            name: "«Таңба» ЖШС".into(),
            head: "Асанов А.".into(),
        })
    }

    async fn submit(
        &self,
        idempotency_key: &str,
        submission: &Submission,
    ) -> Result<Application, Failure> {
        self.act("submit", |state| {
            let body = format!("{submission:?}");
            let applications = &mut state.applications;
            let number = applications.apply(idempotency_key, body, &submission.keys)?;
            Ok(applications.view(number))
        })
    }

    async fn application(&self, number: &str) -> Result<Application, Failure> {
        self.pass(Moment::Before("application"))?;
        Ok(self.state().applications.view(number.parse().unwrap()))
    }

    async fn certificates(
        &self,
        idempotency_key: &str,
        number: &str,
        _keys: &[MadeKey],
    ) -> Result<Vec<IssuedCertificate>, Failure> {
        self.pass(Moment::Before("certificates"))?;
        let mut state = self.state();
        let row = state.applications.of(idempotency_key, number);
        let certified = |request: &String| IssuedCertificate {
            certificate: format!("for {request}"),
            chain: Vec::new(),
        };
        Ok(row.requests.iter().map(certified).collect())
    }

    async fn report_installed(&self, idempotency_key: &str, number: &str) -> Result<(), Failure> {
        self.act("report", |state| {
            let row = state.applications.of(idempotency_key, number);
            row.stage = ApplicationStage::Installed;
            Ok(())
        })
    }

    async fn renew(
        &self,
        idempotency_key: &str,
        old: &OldKey,
        _storage: &Storage,
        keys: &[MadeKey],
    ) -> Result<Application, Failure> {
        self.act("renew", |state| {
            let applications = &mut state.applications;
            let body = format!("{old:?} {keys:?}");
            let before = applications.count();
            let number = applications.apply(idempotency_key, body, keys)?;
            if applications.count() > before {
                applications.approve();
            }
            Ok(applications.view(number))
        })
    }

    async fn is_revoked(&self, new: &[InstalledKey], _old: &OldKey) -> Result<bool, Failure> {
        assert!(!new.is_empty(), "the new key asks");
        self.pass(Moment::Before("is revoked"))?;
        Ok(self.state().applications.revoked > 0)
    }

    async fn revoke(&self, new: &[InstalledKey], _old: &OldKey) -> Result<(), Failure> {
        assert!(!new.is_empty(), "the new key is proved before");
        self.act("revoke", |state| {
            state.applications.revoked += 1;
            Ok(())
        })
    }
}
