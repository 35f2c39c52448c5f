//! Journeys to keys that can be broken off anywhere, see [`tanba_enrolment`]. Here are its ports over
//! key files, the database and an authority, and what shells do with journeys.

mod abandon;
mod authority;
mod draft;
mod journal;
mod keys;
mod on_token;
mod people;
mod ports;
mod terms;
mod transfer;
mod view;

use std::path::{Path, PathBuf};

use tanba_enrolment::{
    Ask, Effect, Enrolment, EnrolmentId, Fact, Kind, Runner, Step, Stop, Storage, Why, next,
};
use tanba_keystore::SystemRandom;
use tanba_online::AuthorityClient;
use tanba_protocol::authority::Language;
use tanba_protocol::{Event, Failure, FailureCode, Moment, Progress, Stage};

use crate::account::{Account, Codes};
use crate::agent::{Agent, Patience};
use crate::document::about;
use crate::failure::Explain;
use crate::output;
use crate::shell::{Shell, unless_cancelled};
use crate::verify::moment;

pub use abandon::KeysLeft;
pub use draft::{DraftPlace, DraftView, EnrolmentDraft, FormFault, FormStep};
pub(crate) use draft::{step_of, steps};
pub use people::{Answers, ApplicantCorrection, ContactCorrection};
pub(crate) use ports::Ports;
pub use tanba_enrolment::{Applicant, Contact};
pub use terms::{AuthorityView, Terms};
pub use view::{Applied, EnrolmentState, EnrolmentView, HeldView};

/// How often a process that begins the same at the same time may be faster.
const MOST_RIVALS: usize = 3;

/// What somebody of a legal entity applies with: everything that is asked, at once.
#[derive(Clone, Debug)]
pub struct LegalEntityOrder {
    /// Address of the authority: https, or plain http on this computer.
    pub authority: String,
    /// For whom the key is.
    pub applicant: Applicant,
    /// Where the applicant is reached.
    pub contact: Contact,
    /// Where the key is to lie.
    pub storage: Storage,
}

impl Agent {
    /// Applies for a key of a legal entity under the user agreement in force, which the person accepted,
    /// and goes on as far as it goes without others. What was told wrong leaves nothing behind; the same that
    /// broke off before it was handed in is gone on with.
    ///
    /// # Errors
    /// [`FailureCode::BinMalformed`], [`FailureCode::BinUnknown`], [`FailureCode::HeadUnknown`] and the
    /// like; those of the authority and the folder. What broke off later, for instance at a password, comes
    /// with where it stands, and can be taken up again.
    pub async fn apply_for_legal_entity(
        &self,
        order: LegalEntityOrder,
        shell: &dyn Shell,
    ) -> Result<Applied, Failure> {
        let mut id = self.begin_application(order.clone(), true, shell).await?;
        let mut run = self.go_on_with_application(&id, shell).await;
        for _ in 0..MOST_RIVALS {
            if !matches!(&run, Err(failure) if failure.code == FailureCode::EnrolmentBusy) {
                break;
            }
            // Somebody who begins the same at the same time was faster: this is another application.
            id = self.begin_application(order.clone(), false, shell).await?;
            run = self.go_on_with_application(&id, shell).await;
        }
        let failure = match run {
            Ok(enrolment) => {
                return Ok(Applied {
                    enrolment,
                    failure: None,
                });
            }
            Err(failure) => failure,
        };
        let enrolment = EnrolmentView::of(&self.known_enrolment(&id).await?);
        if enrolment.state == EnrolmentState::Abandoned {
            return Err(failure);
        }
        Ok(Applied {
            enrolment,
            failure: Some(failure),
        })
    }

    /// Writes an application down, once it is sure that it can be begun; or finds the same where it broke off.
    async fn begin_application(
        &self,
        order: LegalEntityOrder,
        goes_on: bool,
        shell: &dyn Shell,
    ) -> Result<EnrolmentId, Failure> {
        check_storage(&order.storage)?;
        let storage = self.resolved_storage(order.storage).await?;
        let applicant = Fact::Applicant(order.applicant);
        let ask = Ask::Applicant {
            previous: None,
            why: None,
        };
        ask.check(&applicant).map_err(Failure::new)?;
        let place = order.contact.clone();
        let contact = Fact::Contact(order.contact);
        let ask = Ask::Contact {
            previous: None,
            why: None,
        };
        ask.check(&contact).map_err(Failure::new)?;
        fetching(shell);
        let client = self
            .authority_client(&order.authority, Patience::Needed)
            .await?;
        unless_cancelled(shell, self.meet_authority(&client, None)).await?;
        unless_cancelled(shell, check_place(&client, &place)).await?;
        let agreement = client.agreement().await.map_err(|error| error.explain())?;
        let facts = vec![
            Fact::AgreementAccepted {
                version: agreement.version,
            },
            applicant,
            contact,
            Fact::StorageChosen { storage },
        ];
        if goes_on && let Some(id) = self.broken_off(client.address(), &facts).await? {
            return Ok(id);
        }
        self.begin_enrolment(Kind::LegalEntity, client.address(), facts)
            .await
    }

    /// The same application where it broke off before it was handed in: who begins it again goes on with it.
    async fn broken_off(
        &self,
        authority: &str,
        told: &[Fact],
    ) -> Result<Option<EnrolmentId>, Failure> {
        for enrolment in self.all_enrolments().await? {
            let is_same = enrolment.kind == Kind::LegalEntity
                && enrolment.authority == authority
                && enrolment.facts().take(told.len()).eq(told);
            // Nothing was asked for once more, and nothing is known to be there yet.
            let is_unsent = matches!(
                next(&enrolment),
                Step::Do(
                    Effect::CheckEntity { .. } | Effect::MakeKeys | Effect::Submit { round: 0 }
                )
            );
            let is_corrected = enrolment.facts().skip(told.len()).any(|fact| {
                matches!(
                    fact,
                    Fact::Applicant(_)
                        | Fact::Contact(_)
                        | Fact::StorageChosen { .. }
                        | Fact::Moved { .. }
                )
            });
            // What another process has in hand is not broken off.
            if is_same
                && is_unsent
                && !is_corrected
                && self.hold_enrolment(&enrolment.id).await.is_ok()
            {
                return Ok(Some(enrolment.id));
            }
        }
        Ok(None)
    }

    /// Goes on with an application that has just begun.
    async fn go_on_with_application(
        &self,
        id: &EnrolmentId,
        shell: &dyn Shell,
    ) -> Result<EnrolmentView, Failure> {
        let run = self.run(id, Answers::default(), Codes::Ask, shell).await;
        let enrolment = self.known_enrolment(id).await?;
        match run {
            Ok(Stop::Asks(ask)) => match refused(&ask) {
                Some(failure) => {
                    self.drop_empty(&enrolment).await?;
                    Err(failure.with_subject_of(&ask))
                }
                None => Ok(EnrolmentView::of(&enrolment)),
            },
            Ok(_) => Ok(EnrolmentView::of(&enrolment)),
            Err(failure) => {
                self.drop_empty(&enrolment).await?;
                Err(failure)
            }
        }
    }

    /// Goes on with an enrolment from where it stands, with what is told now.
    ///
    /// # Errors
    /// [`FailureCode::EnrolmentUnknown`], [`FailureCode::EnrolmentBusy`], and those of what is done.
    pub async fn resume_enrolment(
        &self,
        id: &str,
        answers: Answers,
        codes: Codes,
        shell: &dyn Shell,
    ) -> Result<EnrolmentView, Failure> {
        let id = parse(id)?;
        self.run(&id, answers, codes, shell).await?;
        Ok(EnrolmentView::of(&self.known_enrolment(&id).await?))
    }

    /// Has another place asked for than that in which the keys cannot be made.
    ///
    /// # Errors
    /// [`FailureCode::EnrolmentKeysMade`] where they are made, and as [`Self::resume_enrolment`].
    pub async fn leave_place(&self, id: &str, shell: &dyn Shell) -> Result<EnrolmentView, Failure> {
        let id = parse(id)?;
        let enrolment = self.known_enrolment(&id).await?;
        let ports = self
            .ports(&enrolment, Answers::default(), Codes::Ask, shell)
            .await?;
        unless_cancelled(shell, runner(&ports).leave_place(&id)).await?;
        Ok(EnrolmentView::of(&self.known_enrolment(&id).await?))
    }

    /// Where an enrolment stands; the authority is asked where others have to act. What it cannot say
    /// now is left as it was.
    ///
    /// # Errors
    /// [`FailureCode::EnrolmentUnknown`], and those of the database.
    pub async fn enrolment_status(
        &self,
        id: &str,
        shell: &dyn Shell,
    ) -> Result<EnrolmentView, Failure> {
        let id = parse(id)?;
        let enrolment = self.known_enrolment(&id).await?;
        if !matches!(next(&enrolment), Step::Wait { .. }) {
            return Ok(EnrolmentView::of(&enrolment));
        }
        fetching(shell);
        let ports = self
            .ports(&enrolment, Answers::default(), Codes::Ask, shell)
            .await?;
        let runner = runner(&ports);
        let refreshed = unless_cancelled(shell, runner.refresh(&id)).await?;
        Ok(EnrolmentView::of(&refreshed))
    }

    /// Where an enrolment stands, as far as it is known here.
    ///
    /// # Errors
    /// [`FailureCode::EnrolmentUnknown`], and those of the database.
    pub async fn enrolment_view(&self, id: &str) -> Result<EnrolmentView, Failure> {
        Ok(EnrolmentView::of(&self.known_enrolment(&parse(id)?).await?))
    }

    /// All enrolments, the newest first; those that are over only where they still hold something.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn enrolments(&self) -> Result<Vec<EnrolmentView>, Failure> {
        let all = self.all_enrolments().await?;
        let now = moment(self.clock.now());
        let viewed = all
            .iter()
            .map(|enrolment| (enrolment, EnrolmentView::of(enrolment)));
        let shown = viewed.filter(|(enrolment, view)| {
            let is_over = matches!(
                view.state,
                EnrolmentState::Finished | EnrolmentState::Abandoned
            );
            !is_over || !view.holds.is_empty() || is_with_authority(enrolment, now)
        });
        Ok(shown.map(|(_, view)| view).collect())
    }

    /// Saves the application on paper, a PDF.
    ///
    /// # Errors
    /// [`FailureCode::ApplicationUnknown`] where there is none, [`FailureCode::OutputExists`] and the like,
    /// and those of the authority.
    pub async fn save_application_form(
        &self,
        id: &str,
        language: Language,
        out: &Path,
    ) -> Result<PathBuf, Failure> {
        output::write(out, &self.application_form(id, language).await?)
    }

    /// The application on paper, a PDF.
    ///
    /// # Errors
    /// As [`Self::save_application_form`].
    pub(crate) async fn application_form(
        &self,
        id: &str,
        language: Language,
    ) -> Result<Vec<u8>, Failure> {
        let enrolment = self.known_enrolment(&parse(id)?).await?;
        let application = enrolment.application();
        let (number, key) =
            application.ok_or_else(|| Failure::new(FailureCode::ApplicationUnknown))?;
        let client = self
            .authority_client(&enrolment.authority, Patience::Needed)
            .await?;
        let form = client.application_form(&key, &number, language).await;
        form.map_err(|error| error.explain())
    }

    pub(crate) async fn begin_enrolment(
        &self,
        kind: Kind,
        authority: &str,
        facts: Vec<Fact>,
    ) -> Result<EnrolmentId, Failure> {
        let id = EnrolmentId::make(&mut SystemRandom);
        let mut enrolment = Enrolment::new(id.clone(), kind, authority);
        for fact in facts {
            enrolment.record(self.clock.now(), fact);
        }
        self.keep_enrolment(&enrolment).await?;
        Ok(id)
    }

    async fn run(
        &self,
        id: &EnrolmentId,
        answers: Answers,
        codes: Codes,
        shell: &dyn Shell,
    ) -> Result<Stop, Failure> {
        self.run_logged_in(id, answers, codes, None, shell).await
    }

    /// Goes on until nothing more can be done, in a session that is open already.
    pub(crate) async fn run_logged_in(
        &self,
        id: &EnrolmentId,
        mut answers: Answers,
        codes: Codes,
        account: Option<Account>,
        shell: &dyn Shell,
    ) -> Result<Stop, Failure> {
        let enrolment = self.known_enrolment(id).await?;
        if let Some(storage) = answers.storage.take() {
            check_storage(&storage)?;
            answers.storage = Some(self.resolved_storage(storage).await?);
        }
        let is_elsewhere = answers.storage.is_some()
            && answers.storage.as_ref() != enrolment.place()
            && !matches!(next(&enrolment), Step::Ask(Ask::Storage { .. }));
        fetching(shell);
        let mut ports = self.ports(&enrolment, answers, codes, shell).await?;
        if let Some(account) = account {
            ports.enter(account);
        }
        if is_elsewhere {
            unless_cancelled(shell, runner(&ports).leave_place(id)).await?;
        }
        // What is under way when the person calls it off is reconciled the next time.
        unless_cancelled(shell, runner(&ports).run(id)).await
    }

    /// What never came to a key is not kept in the list.
    async fn drop_empty(&self, enrolment: &Enrolment) -> Result<(), Failure> {
        let has_begun = enrolment
            .facts()
            .any(|fact| matches!(fact, Fact::Started { effect } if *effect == Effect::MakeKeys));
        if has_begun {
            return Ok(());
        }
        let held = self.hold_enrolment(&enrolment.id).await?;
        let mut enrolment = enrolment.clone();
        self.add_fact(&held, &mut enrolment, Fact::Abandoned).await
    }
}

fn runner<'a, 'b>(
    ports: &'a Ports<'b>,
) -> Runner<&'a Ports<'b>, &'a Ports<'b>, &'a Ports<'b>, &'a Ports<'b>, &'a Ports<'b>> {
    Runner {
        journal: ports,
        keys: ports,
        authority: ports,
        people: ports,
        clock: ports,
    }
}

/// Reads the id of an enrolment.
pub(crate) fn parse(id: &str) -> Result<EnrolmentId, Failure> {
    EnrolmentId::parse(id)
        .ok_or_else(|| Failure::new(FailureCode::EnrolmentUnknown).with_subject(id))
}

/// Whether the authority still works at an application that was given up: until its time is over.
fn is_with_authority(enrolment: &Enrolment, now: Moment) -> bool {
    let ends_at = enrolment.facts().rev().find_map(|fact| match fact {
        Fact::Submitted { expires_at, .. } => Some(*expires_at),
        _ => None,
    });
    let is_open = |ends_at: Option<Moment>| ends_at.is_none_or(|at| now < at);
    enrolment.holdings().application.is_some() && ends_at.is_some_and(is_open)
}

/// A folder that is there and takes files.
pub(crate) fn check_storage(storage: &Storage) -> Result<(), Failure> {
    match storage {
        Storage::Folder { path } if !Path::new(path).is_dir() => {
            Err(about(FailureCode::OutputFolderMissing, Path::new(path)))
        }
        Storage::Folder { path } => output::check_folder(Path::new(path)),
        Storage::Token { .. } => Ok(()),
    }
}

/// A region and a city that the authority knows, where they were told.
async fn check_place(client: &AuthorityClient, contact: &Contact) -> Result<(), Failure> {
    let Some(code) = contact.region.as_deref() else {
        return Ok(());
    };
    let regions = client.regions().await.map_err(|error| error.explain())?;
    let region = regions.iter().find(|region| region.code == code);
    let cities = region.map(|region| &region.cities);
    let city = contact.city.as_deref();
    let is_known = cities
        .is_some_and(|cities| city.is_none_or(|code| cities.iter().any(|city| city.code == code)));
    match is_known {
        true => Ok(()),
        false => Err(Failure::new(FailureCode::RegionUnknown).with_subject(city.unwrap_or(code))),
    }
}

pub(crate) fn fetching(shell: &dyn Shell) {
    shell.event(Event::Progress(Progress {
        stage: Stage::Fetching,
        bytes_done: 0,
        bytes_total: None,
    }));
}

/// Why a question is asked again, where it was refused.
fn refused(ask: &Ask) -> Option<Failure> {
    match ask.why() {
        Some(Why::Refused { code }) => Some(Failure::new(*code)),
        _ => None,
    }
}

/// A failure about what was told.
trait WithSubjectOf {
    fn with_subject_of(self, ask: &Ask) -> Self;
}

impl WithSubjectOf for Failure {
    fn with_subject_of(self, ask: &Ask) -> Self {
        match (ask, self.code) {
            (
                Ask::Applicant {
                    previous: Some(told),
                    ..
                },
                FailureCode::BinMalformed | FailureCode::BinUnknown | FailureCode::HeadUnknown,
            ) => self.with_subject(&told.bin),
            _ => self,
        }
    }
}
