//! Running calls, each a [`Shell`] for the use case behind it.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tanba_protocol::{Answer, Event, Prompt};
use tokio::sync::watch;

use super::prompts::Asker;
use super::{Desk, Notice, TaskId};
use crate::shell::Shell;
use crate::sign::Signed;

/// The calls that are running.
#[derive(Default)]
pub(super) struct Tasks {
    next: AtomicU64,
    running: Mutex<Vec<Running>>,
}

struct Running {
    id: TaskId,
    asker: Asker,
    cancel: watch::Sender<bool>,
}

impl Tasks {
    /// Calls off those that a window named so.
    pub(super) fn cancel(&self, id: TaskId) {
        self.cancel_where(|running| running.id == id);
    }

    /// Calls off all.
    pub(super) fn cancel_all(&self) {
        self.cancel_where(|_| true);
    }

    fn cancel_where(&self, chosen: impl Fn(&Running) -> bool) {
        for running in self.running().iter().filter(|running| chosen(running)) {
            running.cancel.send_replace(true);
        }
    }

    fn running(&self) -> MutexGuard<'_, Vec<Running>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One running call.
pub(super) struct Task {
    desk: Arc<Desk>,
    id: TaskId,
    asker: Asker,
    cancelled: watch::Receiver<bool>,
    refused: AtomicBool,
}

impl Task {
    pub(super) fn begin(desk: &Arc<Desk>, id: TaskId) -> Self {
        let (cancel, cancelled) = watch::channel(false);
        let asker = desk.tasks.next.fetch_add(1, Ordering::Relaxed);
        desk.tasks.running().push(Running { id, asker, cancel });
        Self {
            desk: Arc::clone(desk),
            id,
            asker,
            cancelled,
            refused: AtomicBool::new(false),
        }
    }

    /// Whether the person closed a prompt without an answer.
    pub(super) fn is_refused(&self) -> bool {
        self.refused.load(Ordering::Relaxed)
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        let asker = self.asker;
        self.desk
            .tasks
            .running()
            .retain(|running| running.asker != asker);
        self.desk.prompts.leave(asker);
    }
}

impl Shell for Task {
    fn event(&self, event: Event) {
        let task = self.id;
        self.desk.window.notice(Notice::Event { task, event });
    }

    fn ask<'a>(&'a self, prompt: Prompt) -> Pin<Box<dyn Future<Output = Answer> + Send + 'a>> {
        Box::pin(async move {
            let answer = tokio::select! {
                biased;
                () = self.cancelled() => Answer::Cancel,
                answer = self.desk.prompts.ask(self.asker, prompt) => answer,
            };
            if matches!(answer, Answer::Cancel) {
                self.refused.store(true, Ordering::Relaxed);
            }
            answer
        })
    }

    fn accepted(&self) {
        self.desk.prompts.leave(self.asker);
    }

    fn signed(&self, signed: &Signed) {
        let (task, signed) = (self.id, signed.clone());
        self.desk.window.notice(Notice::Signed { task, signed });
    }

    fn shows_digests(&self) -> bool {
        true
    }

    fn offers_pin_change(&self) -> bool {
        true
    }

    fn is_cancelled(&self) -> bool {
        *self.cancelled.borrow()
    }

    fn cancelled<'a>(&'a self) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        let mut cancelled = self.cancelled.clone();
        Box::pin(async move {
            // The other end goes with this task: nobody can call it off any more.
            if cancelled.wait_for(|is| *is).await.is_err() {
                std::future::pending().await
            }
        })
    }
}
