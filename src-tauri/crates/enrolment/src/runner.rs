//! Carries out what `next` says, so that it can be broken off anywhere.

use tanba_protocol::authority::ApplicationStage;
use tanba_protocol::{Failure, FailureCode, IssuedCertificate, Moment};

use crate::ports::{Application, Authority, Clock, Journal, Keys, People, Submission};
use crate::{
    Ask, Awaiting, Effect, Enrolment, EnrolmentId, Fact, InstalledKey, KeyName, MadeKey, OldKey,
    Outcome, Step, Storage, next,
};

/// Errands that idempotency keys are derived for.
const APPLICATION: &str = "application";
const RENEWAL: &str = "renewal";

/// Where an enrolment stands when nothing more can be done now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// A question waits for its answer.
    Asks(Ask),
    /// Others have to act.
    Waits {
        /// Who.
        awaiting: Awaiting,
        /// When the application is cancelled if nobody does.
        expires_at: Option<Moment>,
    },
    /// It is over.
    Done(Outcome),
}

/// Runs enrolments over ports.
#[derive(Debug)]
pub struct Runner<J, K, A, P, C> {
    /// Where facts are kept.
    pub journal: J,
    /// Where keys are made.
    pub keys: K,
    /// Who certifies them.
    pub authority: A,
    /// Who answers.
    pub people: P,
    /// What time it is.
    pub clock: C,
}

impl<J: Journal, K: Keys, A: Authority, P: People, C: Clock> Runner<J, K, A, P, C> {
    /// Goes on from where the journal ends, as far as it goes without others.
    ///
    /// # Errors
    /// Those of the ports. What was done is kept; running once more goes on from there.
    pub async fn run(&self, id: &EnrolmentId) -> Result<Stop, Failure> {
        let mut enrolment = self.load(id).await?;
        loop {
            match next(&enrolment) {
                Step::Ask(ask) => match self.people.answer(&enrolment, &ask).await? {
                    Some(fact) => {
                        ask.check(&fact).map_err(Failure::new)?;
                        self.append(&mut enrolment, fact).await?;
                    }
                    None => return Ok(Stop::Asks(ask)),
                },
                Step::Do(effect) => self.carry_out(&mut enrolment, effect).await?,
                Step::Wait {
                    awaiting,
                    expires_at,
                } => {
                    if !self.look(&mut enrolment).await? {
                        return Ok(Stop::Waits {
                            awaiting,
                            expires_at,
                        });
                    }
                }
                Step::Done(outcome) => return Ok(Stop::Done(outcome)),
            }
        }
    }

    /// Asks where the application stands, and does nothing else.
    ///
    /// # Errors
    /// As [`Self::run`].
    pub async fn refresh(&self, id: &EnrolmentId) -> Result<Enrolment, Failure> {
        let mut enrolment = self.load(id).await?;
        while matches!(next(&enrolment), Step::Wait { .. }) {
            if !self.look(&mut enrolment).await? {
                break;
            }
        }
        Ok(enrolment)
    }

    pub(crate) async fn load(&self, id: &EnrolmentId) -> Result<Enrolment, Failure> {
        let enrolment = self.journal.load(id).await?;
        enrolment
            .ok_or_else(|| Failure::new(FailureCode::EnrolmentUnknown).with_subject(id.to_string()))
    }

    pub(crate) async fn append(
        &self,
        enrolment: &mut Enrolment,
        fact: Fact,
    ) -> Result<(), Failure> {
        let at = self.clock.now();
        let position = enrolment.facts.len();
        self.journal
            .append(&enrolment.id, position, at, &fact)
            .await?;
        enrolment.record(at, fact);
        Ok(())
    }

    /// Whether the application moved on.
    async fn look(&self, enrolment: &mut Enrolment) -> Result<bool, Failure> {
        let known = Known::of(enrolment);
        let application = self.authority.application(known.number()?).await?;
        let is_new = application.stage != known.stage;
        if is_new {
            self.append(enrolment, reached(application)).await?;
        }
        Ok(is_new)
    }

    async fn carry_out(&self, enrolment: &mut Enrolment, effect: Effect) -> Result<(), Failure> {
        let was_begun = enrolment.dangling() == Some(&effect);
        let found = if was_begun {
            self.find(enrolment, &effect).await?
        } else {
            let started = Fact::Started {
                effect: effect.clone(),
            };
            self.append(enrolment, started).await?;
            None
        };
        let fact = match found {
            Some(fact) => fact,
            None => match self.perform(enrolment, &effect).await {
                Ok(fact) => fact,
                Err(failure) if effect.is_refused_for_good(failure.code) => Fact::Rejected {
                    effect: effect.clone(),
                    code: failure.code,
                },
                Err(failure) => return Err(failure),
            },
        };
        self.append(enrolment, fact).await
    }

    /// What an effect that was begun has done to the world already. An effect that only reads, or that
    /// the authority knows again by its idempotency key, needs no search.
    async fn find(&self, enrolment: &Enrolment, effect: &Effect) -> Result<Option<Fact>, Failure> {
        let known = Known::of(enrolment);
        match effect {
            Effect::MakeKeys => {
                let storage = known.storage()?;
                let mut keys = Vec::new();
                for purpose in self.keys.purposes(storage).await? {
                    let name = enrolment.id.derive_key_name(purpose);
                    match self.keys.find(storage, &name, purpose).await? {
                        Some(key) => keys.push(key),
                        None => return Ok(None),
                    }
                }
                Ok(Some(Fact::KeysMade { keys }))
            }
            Effect::Install => {
                let storage = known.storage()?;
                let mut installed = Vec::new();
                for (name, key, certified) in known.pairs(&enrolment.id) {
                    let found = self.keys.installed(storage, &name, key, certified).await?;
                    match found {
                        Some(key) => installed.push(key),
                        None => return Ok(None),
                    }
                }
                Ok(Some(Fact::Installed { keys: installed }))
            }
            Effect::ReportInstalled => {
                let application = self.authority.application(known.number()?).await?;
                let is_reported = application.stage == ApplicationStage::Installed;
                Ok(is_reported.then_some(Fact::InstallationReported))
            }
            Effect::RevokeOld => {
                let is_revoked = self
                    .authority
                    .is_revoked(known.installed, known.old()?)
                    .await?;
                Ok(is_revoked.then_some(Fact::OldKeyRevoked))
            }
            Effect::CheckEntity { .. }
            | Effect::FetchCertificates
            | Effect::Submit { .. }
            | Effect::Renew => Ok(None),
        }
    }

    async fn perform(&self, enrolment: &Enrolment, effect: &Effect) -> Result<Fact, Failure> {
        let known = Known::of(enrolment);
        let id = &enrolment.id;
        match effect {
            Effect::CheckEntity { bin } => {
                let entity = self.authority.entity(bin).await?;
                Ok(Fact::EntityFound {
                    name: entity.name,
                    head: entity.head,
                })
            }
            Effect::MakeKeys => self.make_keys(id, known.storage()?).await,
            Effect::Submit { round } => {
                let key = id.derive_idempotency_key(APPLICATION, *round);
                let submission = known.submission()?;
                let application = self.authority.submit(&key, &submission).await?;
                Ok(submitted(application))
            }
            Effect::FetchCertificates => {
                let (key, number) = (known.idempotency_key(), known.number()?);
                let fetched = self.authority.certificates(&key, number, known.keys);
                received(known.keys, fetched.await?)
            }
            Effect::Install => self.install(id, &known).await,
            Effect::ReportInstalled => {
                let (key, number) = (known.idempotency_key(), known.number()?);
                self.authority.report_installed(&key, number).await?;
                Ok(Fact::InstallationReported)
            }
            Effect::Renew => {
                let key = id.derive_idempotency_key(RENEWAL, 0);
                let (old, storage) = (known.old()?, known.storage()?);
                let renewed = self.authority.renew(&key, old, storage, known.keys);
                Ok(submitted(renewed.await?))
            }
            Effect::RevokeOld => {
                self.authority.revoke(known.installed, known.old()?).await?;
                Ok(Fact::OldKeyRevoked)
            }
        }
    }

    /// Those of a pair that are there already stay.
    async fn make_keys(&self, id: &EnrolmentId, storage: &Storage) -> Result<Fact, Failure> {
        let mut keys = Vec::new();
        for purpose in self.keys.purposes(storage).await? {
            let name = id.derive_key_name(purpose);
            keys.push(match self.keys.find(storage, &name, purpose).await? {
                Some(key) => key,
                None => self.keys.make(storage, &name, purpose).await?,
            });
        }
        Ok(Fact::KeysMade { keys })
    }

    async fn install(&self, id: &EnrolmentId, known: &Known<'_>) -> Result<Fact, Failure> {
        let storage = known.storage()?;
        let mut keys: Vec<InstalledKey> = Vec::new();
        for (name, key, certified) in known.pairs(id) {
            let found = self.keys.installed(storage, &name, key, certified).await?;
            keys.push(match found {
                Some(installed) => installed,
                None => self.keys.install(storage, &name, key, certified).await?,
            });
        }
        Ok(Fact::Installed { keys })
    }
}

impl Enrolment {
    /// The number of the application, and the idempotency key that it was made with: who has the key may
    /// fetch what is personal of it.
    #[must_use]
    pub fn application(&self) -> Option<(String, String)> {
        let known = Known::of(self);
        Some((known.number?.to_owned(), known.idempotency_key()))
    }
}

fn submitted(application: Application) -> Fact {
    Fact::Submitted {
        number: application.number,
        expires_at: application.expires_at,
    }
}

fn reached(application: Application) -> Fact {
    Fact::StageReached {
        stage: application.stage,
        reason: application.reason,
        stages: application.stages,
    }
}

fn received(keys: &[MadeKey], certificates: Vec<IssuedCertificate>) -> Result<Fact, Failure> {
    if keys.is_empty() || keys.len() != certificates.len() {
        return Err(Failure::new(FailureCode::AuthorityAnswerDamaged)
            .with_detail("not one certificate for each key"));
    }
    Ok(Fact::CertificatesReceived { certificates })
}

/// The latest facts of each sort, which effects are carried out with.
struct Known<'a> {
    facts: &'a Enrolment,
    /// The submission that was started last.
    round: Option<u32>,
    number: Option<&'a str>,
    stage: ApplicationStage,
    storage: Option<&'a Storage>,
    keys: &'a [MadeKey],
    certificates: &'a [IssuedCertificate],
    installed: &'a [InstalledKey],
    old: Option<&'a OldKey>,
}

impl<'a> Known<'a> {
    fn of(enrolment: &'a Enrolment) -> Self {
        let mut known = Self {
            facts: enrolment,
            round: None,
            number: None,
            stage: ApplicationStage::Submitted,
            storage: None,
            keys: &[],
            certificates: &[],
            installed: &[],
            old: None,
        };
        for fact in enrolment.facts() {
            match fact {
                Fact::Started {
                    effect: Effect::Submit { round },
                } => known.round = Some(*round),
                Fact::Submitted { number, .. } => {
                    known.number = Some(number);
                    known.stage = ApplicationStage::Submitted;
                }
                Fact::StageReached { stage, .. } => known.stage = *stage,
                Fact::StorageChosen { storage } | Fact::Moved { storage } => {
                    known.storage = Some(storage);
                }
                Fact::KeysMade { keys } => known.keys = keys,
                Fact::CertificatesReceived { certificates } => known.certificates = certificates,
                Fact::Installed { keys } => known.installed = keys,
                Fact::OldKeyChosen(old) => known.old = Some(old),
                _ => {}
            }
        }
        known
    }

    /// The one that the application was made with.
    fn idempotency_key(&self) -> String {
        let id = &self.facts.id;
        match self.round {
            Some(round) => id.derive_idempotency_key(APPLICATION, round),
            None => id.derive_idempotency_key(RENEWAL, 0),
        }
    }

    fn number(&self) -> Result<&'a str, Failure> {
        self.number.ok_or_else(|| unordered("no application"))
    }

    fn storage(&self) -> Result<&'a Storage, Failure> {
        self.storage.ok_or_else(|| unordered("no storage"))
    }

    fn old(&self) -> Result<&'a OldKey, Failure> {
        self.old.ok_or_else(|| unordered("no old key"))
    }

    fn pairs(
        &self,
        id: &'a EnrolmentId,
    ) -> impl Iterator<Item = (KeyName, &'a MadeKey, &'a IssuedCertificate)> + use<'a> {
        let pairs = self.keys.iter().zip(self.certificates);
        pairs.map(|(key, certified)| (id.derive_key_name(key.purpose), key, certified))
    }

    fn submission(&self) -> Result<Submission, Failure> {
        let (mut applicant, mut contact, mut agreement_version) = (None, None, None);
        for fact in self.facts.facts() {
            match fact {
                Fact::Applicant(told) => applicant = Some(told.clone()),
                Fact::Contact(told) => contact = Some(told.clone()),
                Fact::AgreementAccepted { version } => agreement_version = Some(version.clone()),
                _ => {}
            }
        }
        let missing = || unordered("no application can be written");
        Ok(Submission {
            applicant: applicant.ok_or_else(missing)?,
            contact: contact.ok_or_else(missing)?,
            agreement_version: agreement_version.ok_or_else(missing)?,
            storage: self.storage()?.clone(),
            keys: self.keys.to_vec(),
        })
    }
}

/// `next` asks for no effect before its facts are there.
fn unordered(what: &str) -> Failure {
    Failure::new(FailureCode::Internal).with_detail(what)
}
