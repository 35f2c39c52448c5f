//! Journals in the database.

use tanba_enrolment::ports::Journal;
use tanba_enrolment::{Enrolment, EnrolmentId, Fact, FactError, Kind};
use tanba_protocol::{Failure, FailureCode};
use tanba_store::{HeldEnrolment, StoredEnrolment, StoredFact};
use time::OffsetDateTime;

use super::Ports;
use crate::agent::Agent;
use crate::failure::Explain;

impl Journal for &Ports<'_> {
    async fn load(&self, id: &EnrolmentId) -> Result<Option<Enrolment>, Failure> {
        self.agent.enrolment(id).await
    }

    async fn append(
        &self,
        _id: &EnrolmentId,
        position: usize,
        at: OffsetDateTime,
        fact: &Fact,
    ) -> Result<(), Failure> {
        self.agent.append(&self.held, position, at, fact).await
    }
}

impl Agent {
    /// Takes an enrolment in hand, unless another process has it.
    pub(crate) async fn hold_enrolment(&self, id: &EnrolmentId) -> Result<HeldEnrolment, Failure> {
        let id = id.to_string();
        let held = self.store().await?.enrolments().hold(&id);
        held.map_err(|error| error.explain())?
            .ok_or_else(|| Failure::new(FailureCode::EnrolmentBusy).with_subject(id))
    }

    pub(super) async fn enrolment(&self, id: &EnrolmentId) -> Result<Option<Enrolment>, Failure> {
        let stored = self.store().await?.enrolments().of(&id.to_string()).await;
        stored
            .map_err(|error| error.explain())?
            .map(read)
            .transpose()
    }

    pub(crate) async fn known_enrolment(&self, id: &EnrolmentId) -> Result<Enrolment, Failure> {
        let found = self.enrolment(id).await?;
        found
            .ok_or_else(|| Failure::new(FailureCode::EnrolmentUnknown).with_subject(id.to_string()))
    }

    /// All of them, the newest first.
    pub(crate) async fn all_enrolments(&self) -> Result<Vec<Enrolment>, Failure> {
        // A database is not made only to find nothing in it.
        if !self.folders.database().is_file() {
            return Ok(Vec::new());
        }
        let all = self.store().await?.enrolments().all().await;
        let all = all.map_err(|error| error.explain())?;
        all.into_iter().map(read).collect()
    }

    /// Writes down a new one.
    pub(super) async fn keep_enrolment(&self, enrolment: &Enrolment) -> Result<(), Failure> {
        let facts = enrolment
            .facts
            .iter()
            .map(|recorded| stored(recorded.at, &recorded.fact));
        let first = enrolment.facts.first().map(|recorded| recorded.at);
        let whole = StoredEnrolment {
            id: enrolment.id.to_string(),
            kind: enrolment.kind.as_str().to_owned(),
            authority: enrolment.authority.clone(),
            began_at: first.unwrap_or_else(|| self.clock.now()),
            facts: facts.collect::<Result<_, _>>()?,
        };
        let begun = self.store().await?.enrolments().begin(&whole).await;
        begun.map_err(|error| error.explain())
    }

    /// Adds a fact outside of a run.
    pub(crate) async fn add_fact(
        &self,
        held: &HeldEnrolment,
        enrolment: &mut Enrolment,
        fact: Fact,
    ) -> Result<(), Failure> {
        let at = self.clock.now();
        self.append(held, enrolment.facts.len(), at, &fact).await?;
        enrolment.record(at, fact);
        Ok(())
    }

    pub(super) async fn append(
        &self,
        held: &HeldEnrolment,
        position: usize,
        at: OffsetDateTime,
        fact: &Fact,
    ) -> Result<(), Failure> {
        let fact = stored(at, fact)?;
        let enrolments = self.store().await?.enrolments();
        let appended = enrolments.append(held, position, &fact).await;
        appended.map_err(|error| error.explain())
    }
}

fn stored(at: OffsetDateTime, fact: &Fact) -> Result<StoredFact, Failure> {
    let fact = fact.to_json();
    let fact = fact.map_err(|error| Failure::new(FailureCode::Internal).with_detail(error))?;
    Ok(StoredFact { at, fact })
}

fn read(stored: StoredEnrolment) -> Result<Enrolment, Failure> {
    let damaged = || Failure::new(FailureCode::EnrolmentDamaged).with_subject(&stored.id);
    let id = EnrolmentId::parse(&stored.id).ok_or_else(damaged)?;
    let Some(kind) = Kind::from_name(&stored.kind) else {
        // A journey that this version does not know.
        return Err(Failure::new(FailureCode::StoreNewer).with_detail(&stored.kind));
    };
    let mut enrolment = Enrolment::new(id, kind, &stored.authority);
    for line in &stored.facts {
        let fact = Fact::from_json(&line.fact).map_err(|error| match error {
            FactError::Newer(_) => Failure::new(FailureCode::StoreNewer).with_detail(error),
            FactError::Malformed(_) => damaged().with_detail(error),
        })?;
        enrolment.record(line.at, fact);
    }
    Ok(enrolment)
}
