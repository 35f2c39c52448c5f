//! An application while it is filled in.

use std::path::PathBuf;
use std::sync::Arc;

use tanba_pki::profile::check_digit_holds;
use tanba_protocol::authority::LegalEntityView;
use tanba_protocol::{Failure, FailureCode};

use super::enrolments::work_ahead;
use super::task::Task;
use super::{Changed, Desk, EnrolmentForm};
use crate::account::Codes;
use crate::enrol::{
    Applied, DraftPlace, DraftView, EnrolmentDraft, EnrolmentView, FormStep, step_of, steps,
};
use crate::failure::Explain;
use crate::output::write_failure;
use crate::shell::unless_cancelled;

impl Desk {
    /// Meets the authority and brings back what was told before.
    pub(super) async fn form(
        &self,
        enrolment: Option<String>,
        authority: Option<String>,
        task: &Task,
    ) -> Result<EnrolmentForm, Failure> {
        let agent = &self.agent;
        let corrected = self.corrected(enrolment.as_deref()).await?;
        let before = agent.draft_of(enrolment.as_deref()).await?;
        let told = before.as_ref().map(|draft| draft.authority.clone());
        let asked = corrected.as_ref().map(|view| view.authority.clone());
        let url = match asked.or(authority).or(told) {
            Some(url) => unless_cancelled(task, agent.awake(url)).await?,
            None => unless_cancelled(task, agent.wake_practice()).await?,
        };
        let (client, terms) = agent.terms(&url, task).await?;
        let client = Arc::new(client);
        work_ahead(&client);
        *self.applying.client.lock().await = Some(client);

        let mut draft = match (before, &corrected) {
            (Some(before), _) => before,
            (None, Some(view)) => EnrolmentDraft::of(view),
            (None, None) => EnrolmentDraft::new(&terms.authority.url),
        };
        if draft.authority != terms.authority.url {
            // Another one knows other people.
            draft.authority.clone_from(&terms.authority.url);
            draft.entity = None;
        }
        if draft.agreement_version.as_ref() != Some(&terms.agreement.version) {
            draft.agreement_version = None;
        }
        let (filled, _) = self.keep_at(draft, corrected.as_ref(), None).await?;
        self.changed(Changed::Enrolments);
        Ok(EnrolmentForm {
            terms,
            folder: self.default_folder(),
            filled,
        })
    }

    pub(super) async fn keep_draft(
        &self,
        draft: EnrolmentDraft,
        to: Option<FormStep>,
    ) -> Result<DraftView, Failure> {
        let corrected = self.corrected(draft.enrolment.as_deref()).await?;
        let (view, has_moved) = self.keep_at(draft, corrected.as_ref(), to).await?;
        if has_moved {
            self.changed(Changed::Enrolments);
        }
        Ok(view)
    }

    async fn keep_at(
        &self,
        draft: EnrolmentDraft,
        corrected: Option<&EnrolmentView>,
        to: Option<FormStep>,
    ) -> Result<(DraftView, bool), Failure> {
        let step = draft.step;
        let mut view = DraftView::of(draft, corrected);
        let to = match to {
            // What changed meanwhile may ask for something other.
            None if !view.steps.contains(&step) => view.steps.first().copied(),
            to => to,
        };
        if let Some(to) = to {
            view.faults = view.draft.go(&view.steps, to);
        }
        self.agent.keep_draft(&view.draft).await?;
        let has_moved = view.draft.step != step;
        Ok((view, has_moved))
    }

    pub(super) async fn look_up(&self, bin: &str, task: &Task) -> Result<LegalEntityView, Failure> {
        if !check_digit_holds(bin) {
            return Err(Failure::new(FailureCode::BinMalformed).with_subject(bin));
        }
        let client = self.authority_of_form().await?;
        let asked = async {
            let entity = client.legal_entity(bin).await;
            entity.map_err(|error| error.explain().with_subject(bin))
        };
        unless_cancelled(task, asked).await
    }

    /// Sends what was told.
    pub(super) async fn apply(
        &self,
        enrolment: Option<String>,
        task: &Task,
    ) -> Result<Applied, Failure> {
        let agent = &self.agent;
        let unknown = || Failure::new(FailureCode::EnrolmentUnknown);
        let draft = agent.draft_of(enrolment.as_deref()).await?;
        let mut draft = draft.ok_or_else(unknown)?;
        self.make_default_folder(&draft)?;
        let done = match &enrolment {
            None => self.apply_anew(&draft, task).await,
            Some(id) => self.apply_again(id, &draft, task).await,
        };
        match done {
            Ok(applied) => {
                agent.drop_draft(enrolment.as_deref()).await?;
                self.keys_arrived(&applied.enrolment).await?;
                self.changed(Changed::Enrolments);
                Ok(applied)
            }
            Err(failure) => {
                if let Some(step) = step_of(failure.code) {
                    draft.step = step;
                    agent.keep_draft(&draft).await?;
                    self.changed(Changed::Enrolments);
                }
                Err(failure)
            }
        }
    }

    async fn apply_anew(&self, draft: &EnrolmentDraft, task: &Task) -> Result<Applied, Failure> {
        let agent = &self.agent;
        let order = draft.order(self.applicant_language().await);
        let order = order.ok_or_else(|| Failure::new(FailureCode::RequestUnsuitable))?;
        agent.awake(order.authority.clone()).await?;
        self.applying.wanted.notify_waiters();
        let _work = self.applying.work.read().await;
        agent.apply_for_legal_entity(order, task).await
    }

    async fn apply_again(
        &self,
        id: &str,
        draft: &EnrolmentDraft,
        task: &Task,
    ) -> Result<Applied, Failure> {
        let agent = &self.agent;
        let _work = self.work_at(id).await?;
        let mut answers = draft.answers();
        if !steps(Some(&agent.enrolment_view(id).await?)).contains(&FormStep::Storage) {
            // The place is none of what is corrected.
            answers.storage = None;
        }
        let resumed = agent.resume_enrolment(id, answers, Codes::Ask, task).await;
        let enrolment = agent.enrolment_view(id).await?;
        match resumed {
            // It was not even taken: what was told stays to be corrected.
            Err(failure) if enrolment.ask.is_some() => Err(failure),
            resumed => Ok(Applied {
                enrolment,
                failure: resumed.err(),
            }),
        }
    }

    /// The enrolment whose answers are corrected.
    async fn corrected(&self, id: Option<&str>) -> Result<Option<EnrolmentView>, Failure> {
        Ok(match id {
            Some(id) => Some(self.agent.enrolment_view(id).await?),
            None => None,
        })
    }

    /// Where people keep such keys.
    fn default_folder(&self) -> PathBuf {
        self.agent.folders.home.join("ЭЦП")
    }

    /// The folder that was proposed is made; one that the person chose is there.
    fn make_default_folder(&self, draft: &EnrolmentDraft) -> Result<(), Failure> {
        let folder = self.default_folder();
        match &draft.storage {
            Some(DraftPlace::Folder { path }) if folder.as_os_str() == path.as_str() => {
                std::fs::create_dir_all(&folder).map_err(|error| write_failure(&error, &folder))
            }
            _ => Ok(()),
        }
    }
}
