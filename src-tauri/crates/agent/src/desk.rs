//! One door for every shell that has a window: a [`Call`] comes in, its [`Reply`] goes out, and
//! [`Notice`]s tell what happens meanwhile. What a person must agree to, and every secret, goes
//! through one queue of prompts instead.

mod account;
mod call;
mod choices;
mod dispatch;
mod enrolment_form;
mod enrolment_watch;
mod enrolments;
mod environments;
mod home;
mod inspect;
mod key_view;
mod keys;
mod notice;
mod order;
mod preview;
mod prompts;
mod remind;
mod renewals;
mod reply;
mod saving;
mod settings;
mod task;
mod token_view;
mod tokens;
mod verifications;
mod window;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tanba_keystore::token::Watch;
use tanba_protocol::{Answer, Failure, FailureCode, Prompt, PromptId};

use crate::agent::Agent;
use crate::text::Language;
use account::OpenAccount;
use enrolments::Applying;
use preview::OpenPages;
use prompts::Prompts;
use task::{Task, Tasks};
use verifications::Verifications;

pub use account::{AccountState, AccountView};
pub use call::{Call, TaskId};
pub use choices::{
    OrderedForm, PickKind, PractisePlace, ReportFormat, SignOrder, TokenObject, VisiblePlace,
};
pub(crate) use keys::certified_state;

pub use key_view::{KeyGroup, KeyLocation, KeyPlace, KeyState, KeyView, Named, PlaceSource};
pub use notice::{Changed, Intent, Notice, Place};
pub use remind::Reminder;
pub use renewals::{RenewalView, RenewalWay, RenewalsView};
pub use reply::{
    AppState, DocumentKind, DocumentView, EnrolmentForm, EnrolmentsView, EnvironmentView,
    HistoryPage, Home, Need, PracticeView, Preview, Reply, Unfinished, VerificationView,
};
pub use token_view::{
    ModuleView, ModuleViewState, SoftwareTokenView, TokenAlgorithm, TokenCertificateView,
    TokenKeyView, TokenMemory, TokenView, TokensView, UnfinishedRegistration,
};
pub use window::Window;

/// The desk at which one person works with one window.
pub struct Desk {
    agent: Agent,
    window: Arc<dyn Window>,
    prompts: Prompts,
    tasks: Tasks,
    /// What came from outside before the window could hear it; `None` once it can.
    early: Mutex<Option<Vec<Notice>>>,
    verifications: Mutex<Verifications>,
    /// The file that the person last chose to write.
    chosen: Mutex<Option<PathBuf>>,
    pages: Mutex<Option<OpenPages>>,
    /// Whether the history was whole when it was last checked.
    whole: Mutex<Option<bool>>,
    /// Hears of tokens that come and go, once somebody asked for tokens.
    watch: OnceLock<Watch>,
    /// The personal account in which the person is.
    open: Mutex<Option<Arc<OpenAccount>>>,
    applying: Applying,
}

impl Desk {
    /// A desk with nothing on it.
    pub fn new(agent: Agent, window: Arc<dyn Window>) -> Arc<Self> {
        Arc::new(Self {
            agent,
            prompts: Prompts::new(Arc::clone(&window)),
            window,
            tasks: Tasks::default(),
            early: Mutex::new(Some(Vec::new())),
            verifications: Mutex::default(),
            chosen: Mutex::default(),
            pages: Mutex::default(),
            whole: Mutex::default(),
            watch: OnceLock::new(),
            open: Mutex::default(),
            applying: Applying::default(),
        })
    }

    /// Does what the window asks for. `task` names the call in its notices and in
    /// [`Call::Cancel`]. Needs a runtime of several threads.
    ///
    /// # Errors
    /// Whatever keeps the call from being done; [`FailureCode::Internal`] for a fault of the
    /// program, which ends that call alone.
    pub async fn call(self: &Arc<Self>, task: TaskId, call: Call) -> Result<Reply, Failure> {
        let desk = Arc::clone(self);
        let shell = Task::begin(self, task);
        let done = tokio::spawn(async move {
            let reply = desk.dispatch(call, &shell).await;
            // Closing the prompt after a mistyped password is no mistake.
            reply.map_err(|failure| match failure.code {
                FailureCode::PasswordWrong
                | FailureCode::PasswordUnsuitable
                | FailureCode::PinWrong
                | FailureCode::PinWrongFewLeft
                | FailureCode::PinWrongLastTry
                | FailureCode::SoPinWrong
                | FailureCode::SoPinWrongFewLeft
                | FailureCode::SoPinWrongLastTry
                | FailureCode::PinUnsuitable
                    if shell.is_refused() =>
                {
                    Failure {
                        code: FailureCode::Cancelled,
                        ..failure
                    }
                }
                _ => failure,
            })
        });
        done.await.unwrap_or_else(|_| {
            Err(Failure::new(FailureCode::Internal).with_detail("a call ended unexpectedly"))
        })
    }

    /// The prompt that waits for an answer.
    pub fn waiting_prompt(&self) -> Option<Prompt> {
        self.prompts.waiting()
    }

    /// Gives the answer to a prompt; `false` when no such prompt waits.
    pub fn answer(&self, id: PromptId, answer: Answer) -> bool {
        self.prompts.answer(id, answer)
    }

    /// Tells the window of files that came from outside, as soon as it has asked for its state.
    pub fn open_files(&self, files: Vec<PathBuf>, intent: Intent) {
        self.outside(Notice::Opened { files, intent });
    }

    /// Tells the window that something from outside could not be done, likewise.
    pub fn failed(&self, failure: Failure) {
        self.outside(Notice::Failed { failure });
    }

    /// Has the window show something, likewise.
    pub fn show(&self, place: Place) {
        self.outside(Notice::Show { place });
    }

    /// The language that the person set, for what the system shows outside the window's pages.
    pub async fn language(&self) -> Option<Language> {
        self.agent.language().await
    }

    /// Calls off everything that is running.
    pub fn cancel_all(&self) {
        self.tasks.cancel_all();
    }

    fn outside(&self, notice: Notice) {
        {
            let mut early = self.early.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(early) = early.as_mut() {
                early.push(notice);
                return;
            }
        }
        self.window.notice(notice);
    }

    /// The window hears from now on.
    fn hears(&self) {
        let early = self
            .early
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        for notice in early.into_iter().flatten() {
            self.window.notice(notice);
        }
    }

    fn changed(&self, what: Changed) {
        self.window.notice(Notice::Changed { what });
    }
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk").finish_non_exhaustive()
    }
}
