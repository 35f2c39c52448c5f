//! The two commands. A window's capability lets it call one of them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tanba_agent::desk::{Call, Desk, Reply, TaskId};
use tanba_protocol::{Answer, Failure, PromptId};
use tauri::{AppHandle, State};

use crate::{dialogs, prompt_window};

/// How many calls are running that a person would not want to lose.
#[derive(Debug, Default)]
pub(crate) struct Precious(AtomicUsize);

struct Counted<'a>(&'a AtomicUsize);

impl Precious {
    pub(crate) fn is_running(&self) -> bool {
        self.0.load(Ordering::Relaxed) > 0
    }

    fn count(&self, call: &Call) -> Option<Counted<'_>> {
        let counts = matches!(
            call,
            Call::TokenChangePin { .. }
                | Call::TokenUnblock { .. }
                | Call::TokenInit { .. }
                | Call::TokenKeyNew { .. }
                | Call::TokenCertPut { .. }
                | Call::TokenDelete { .. }
                | Call::EnrolmentApply { .. }
                | Call::EnrolmentResume { .. }
                | Call::EnrolmentAbandon { .. }
                | Call::Renew { .. }
                | Call::GoOnRenewing { .. }
                | Call::StopRenewing { .. }
                | Call::AccountRevoke { .. }
                | Call::AccountDecide { .. }
                | Call::Sign { .. }
                | Call::Extend { .. }
                | Call::ChangePassword { .. }
                | Call::Practise { .. }
        );
        counts.then(|| {
            self.0.fetch_add(1, Ordering::Relaxed);
            Counted(&self.0)
        })
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// What the main window asks for.
#[tauri::command]
pub(crate) async fn call(
    app: AppHandle,
    desk: State<'_, Arc<Desk>>,
    precious: State<'_, Precious>,
    task: TaskId,
    call: Call,
) -> Result<Reply, Failure> {
    let _counted = precious.count(&call);
    let reply = desk.call(task, call).await;
    if let Ok(Reply::Sign(signed)) = &reply {
        dialogs::tell_signed(&app, signed);
    }
    reply
}

/// What the prompt window answers; `false` when nothing of that name waits. An answer to nothing
/// asks what waits: the page may not have listened yet when it was told.
#[tauri::command]
pub(crate) fn answer(
    app: AppHandle,
    desk: State<'_, Arc<Desk>>,
    id: Option<PromptId>,
    answer: Option<Answer>,
) -> bool {
    match (id, answer) {
        (Some(id), Some(answer)) => desk.answer(id, answer),
        _ => {
            prompt_window::tell_waiting(&app);
            false
        }
    }
}
