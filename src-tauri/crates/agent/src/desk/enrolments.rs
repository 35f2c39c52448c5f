//! Ways to keys as the window shows them. Secrets are asked for by prompts alone.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tanba_enrolment::Kind;
use tanba_online::AuthorityClient;
use tanba_protocol::authority::Language as AuthorityLanguage;
use tanba_protocol::{Failure, FailureCode};
use tokio::sync::{Mutex, Notify, RwLock};

use super::task::Task;
use super::{Call, Changed, Desk, EnrolmentsView, Need, Reply};
use crate::account::Codes;
use crate::enrol::{Answers, Applied, DraftView, EnrolmentState, EnrolmentView, KeysLeft};
use crate::failure::Explain;
use crate::output::{self, write_failure};
use crate::text::Language;
use crate::tokens::KeyReference;

/// What the desk holds while somebody applies.
#[derive(Debug, Default)]
pub(super) struct Applying {
    /// The authority of the form that is open.
    pub(super) client: Mutex<Option<Arc<AuthorityClient>>>,
    /// Whoever works at an enrolment reads; who only looks writes, and steps back.
    pub(super) work: RwLock<()>,
    /// Somebody wants to work at one.
    pub(super) wanted: Notify,
}

impl Desk {
    pub(super) async fn enrolments(&self, call: Call, task: &Task) -> Result<Reply, Failure> {
        let agent = &self.agent;
        Ok(match call {
            Call::Enrolments => Reply::Enrolments(self.enrolments_view().await?),
            Call::Enrolment { id } => Reply::Enrolment(agent.enrolment_view(&id).await?),
            Call::EnrolmentForm {
                enrolment,
                authority,
            } => Reply::EnrolmentForm(self.form(enrolment, authority, task).await?),
            Call::EnrolmentDraft { draft, to } => {
                Reply::EnrolmentDraft(self.keep_draft(*draft, to).await?)
            }
            Call::EnrolmentForget { enrolment } => {
                agent.drop_draft(enrolment.as_deref()).await?;
                self.changed(Changed::Enrolments);
                Reply::EnrolmentForget(self.enrolments_view().await?)
            }
            Call::EnrolmentLookUp { bin } => {
                Reply::EnrolmentLookUp(self.look_up(&bin, task).await?)
            }
            Call::EnrolmentApply { enrolment } => {
                Reply::EnrolmentApply(self.apply(enrolment, task).await?)
            }
            Call::EnrolmentRefresh { id } => {
                let _work = self.work_at(&id).await?;
                let view = agent.enrolment_status(&id, task).await?;
                self.changed(Changed::Enrolments);
                Reply::EnrolmentRefresh(view)
            }
            Call::EnrolmentResume { id } => {
                let _work = self.work_at(&id).await?;
                let resumed = agent.resume_enrolment(&id, Answers::default(), Codes::Ask, task);
                let resumed = resumed.await;
                self.changed(Changed::Enrolments);
                let view = resumed?;
                self.keys_arrived(&view).await?;
                Reply::EnrolmentResume(view)
            }
            Call::EnrolmentAbandon { id, left } => {
                self.applying.wanted.notify_waiters();
                let _work = self.applying.work.read().await;
                agent.drop_draft(Some(&id)).await?;
                Reply::EnrolmentAbandon(self.give_up(&id, left, task).await?)
            }
            Call::EnrolmentElsewhere { id } => {
                self.applying.wanted.notify_waiters();
                let _work = self.applying.work.read().await;
                agent.drop_draft(Some(&id)).await?;
                let left = agent.leave_place(&id, task).await;
                self.changed(Changed::Enrolments);
                Reply::EnrolmentElsewhere(left?)
            }
            Call::EnrolmentRule { id, ruling } => {
                let _work = self.work_at(&id).await?;
                agent.rule_in_practice(&id, ruling, task).await?;
                let view = agent.enrolment_status(&id, task).await?;
                self.changed(Changed::Enrolments);
                Reply::EnrolmentRule(view)
            }
            Call::EnrolmentPaper { id, path } => {
                Reply::EnrolmentPaper(self.paper(&id, path.map(PathBuf::from)).await?)
            }
            _ => return Err(Failure::new(FailureCode::Internal)),
        })
    }

    pub(super) async fn enrolments_view(&self) -> Result<EnrolmentsView, Failure> {
        let agent = &self.agent;
        let draft = agent.draft_of(None).await?;
        let mut enrolments = agent.enrolments().await?;
        // Renewals are on a page of their own, with the keys that they are of.
        enrolments.retain(|view| view.kind == Kind::LegalEntity);
        Ok(EnrolmentsView {
            enrolments,
            draft: draft.map(|draft| DraftView::of(draft, None)),
            authorities: agent.known_authorities().await?,
            can_practise: agent.practice.has_program(),
            own_practice: agent.own_practice().await?,
        })
    }

    /// Gives up; what could not be deleted is still listed, with the reason.
    pub(super) async fn give_up(
        &self,
        id: &str,
        left: KeysLeft,
        task: &Task,
    ) -> Result<Applied, Failure> {
        let given_up = self.agent.abandon_enrolment(id, left, task).await;
        self.changed(Changed::Enrolments);
        let (enrolment, failure) = match given_up {
            Ok(enrolment) => (enrolment, None),
            Err(failure) => (self.agent.enrolment_view(id).await?, Some(failure)),
        };
        match failure {
            Some(failure) if enrolment.state != EnrolmentState::Abandoned => Err(failure),
            failure => Ok(Applied { enrolment, failure }),
        }
    }

    /// What waits on the ways to keys.
    pub(super) async fn enrolment_needs(&self) -> Result<Vec<Need>, Failure> {
        let draft = self.agent.draft_of(None).await?;
        let draft = draft.map(|draft| {
            let view = DraftView::of(draft, None);
            let place = view.steps.iter().position(|it| *it == view.draft.step);
            Need::Draft {
                step: place.unwrap_or_default() + 1,
                count: view.steps.len(),
            }
        });
        let enrolments = self.agent.enrolments().await?;
        let open = enrolments.into_iter().filter(|it| {
            // What was given up and still holds something is listed on its page.
            it.state != EnrolmentState::Abandoned
        });
        let open = open.map(|view| Need::Enrolment(Box::new(view)));
        Ok(open.chain(draft).collect())
    }

    /// Work at an enrolment goes before looking at it. The practice authority of this computer is
    /// started where it is the one that is needed.
    pub(super) async fn work_at(
        &self,
        id: &str,
    ) -> Result<tokio::sync::RwLockReadGuard<'_, ()>, Failure> {
        self.applying.wanted.notify_waiters();
        let work = self.applying.work.read().await;
        let view = self.agent.enrolment_view(id).await?;
        self.agent.awake(view.authority.clone()).await?;
        Ok(work)
    }

    /// Keys that are ready are shown among the keys.
    pub(super) async fn keys_arrived(&self, view: &EnrolmentView) -> Result<(), Failure> {
        if view.state != EnrolmentState::Finished {
            return Ok(());
        }
        let found = self.agent.found_keys().await?;
        let is_found = |path: &Path| found.iter().any(|found| found.path == path);
        let references = view
            .keys
            .iter()
            .map(|key| KeyReference::parse(&key.reference));
        let files = references.filter_map(|reference| match reference {
            Ok(KeyReference::File(path)) if !is_found(&path) => Some(path),
            _ => None,
        });
        let files: Vec<PathBuf> = files.collect();
        if !files.is_empty() {
            self.agent.add_keys(&files).await?;
        }
        self.changed(Changed::Keys);
        // The authority is trusted for practice from here on.
        self.changed(Changed::Settings);
        Ok(())
    }

    /// The application on paper: where the person chose, or opened to be printed.
    async fn paper(&self, id: &str, path: Option<PathBuf>) -> Result<PathBuf, Failure> {
        let view = self.agent.enrolment_view(id).await?;
        self.agent.awake(view.authority.clone()).await?;
        let language = self.applicant_language().await;
        let form = self.agent.application_form(id, language).await?;
        if let Some(path) = path {
            return self.save(&path, &form);
        }
        let folder = self.agent.folders.cache.join("forms");
        std::fs::create_dir_all(&folder).map_err(|error| write_failure(&error, &folder))?;
        let number = view.application_number.unwrap_or_default();
        let path = output::replace(&folder.join(format!("{number}.pdf")), &form)?;
        self.window.open(&path)?;
        Ok(path)
    }

    /// In which language the authority writes to the person.
    pub(super) async fn applicant_language(&self) -> AuthorityLanguage {
        self.agent.language().await.unwrap_or(Language::Kk).into()
    }

    /// The authority of the form that is open.
    pub(super) async fn authority_of_form(&self) -> Result<Arc<AuthorityClient>, Failure> {
        let client = self.applying.client.lock().await.clone();
        client.ok_or_else(|| Failure::new(FailureCode::EnrolmentUnknown))
    }
}

/// A client that works ahead.
pub(super) fn work_ahead(client: &Arc<AuthorityClient>) {
    let client = Arc::clone(client);
    tokio::spawn(async move {
        if let Err(error) = client.work_ahead().await {
            // The look-up does it again and says why it cannot.
            let failure = error.explain();
            tracing::debug!("no work ahead: {:?}", failure.code);
        }
    });
}
