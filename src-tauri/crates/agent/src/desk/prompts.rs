//! The one queue of prompts: whoever asks waits for its turn, and only the first is shown.
//!
//! A prompt that was answered keeps its place until whoever asked has tried the answer: the next
//! prompt of the same call (the password was wrong) takes that place, so that no other one comes
//! between.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tanba_protocol::{Answer, Prompt, PromptId};
use tokio::sync::oneshot;

use super::{Notice, Window};

/// Whose prompt it is: one running call.
pub(super) type Asker = u64;

pub(super) struct Prompts {
    window: Arc<dyn Window>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    queue: VecDeque<Asked>,
    /// What the window shows.
    shown: Option<PromptId>,
    /// Whether the window is just being told.
    telling: bool,
}

struct Asked {
    asker: Asker,
    prompt: Prompt,
    /// Gone once the prompt is answered.
    answer: Option<oneshot::Sender<Answer>>,
}

impl Prompts {
    pub(super) fn new(window: Arc<dyn Window>) -> Self {
        Self {
            window,
            state: Mutex::default(),
        }
    }

    /// Asks and waits for the answer; dropped before that, the prompt is withdrawn.
    pub(super) async fn ask(&self, asker: Asker, prompt: Prompt) -> Answer {
        let (sender, receiver) = oneshot::channel();
        let asked = Asked {
            asker,
            prompt,
            answer: Some(sender),
        };
        {
            let mut state = self.state();
            match state.queue.iter_mut().find(|other| other.asker == asker) {
                Some(place) => *place = asked,
                None => state.queue.push_back(asked),
            }
        }
        let withdrawal = Withdrawal {
            prompts: self,
            asker,
        };
        self.tell();
        let answer = receiver.await.unwrap_or(Answer::Cancel);
        if matches!(answer, Answer::Confirm { .. }) {
            std::mem::forget(withdrawal);
        }
        answer
    }

    /// The prompt that waits for an answer now.
    pub(super) fn waiting(&self) -> Option<Prompt> {
        let state = self.state();
        let first = state.queue.front()?;
        first.answer.is_some().then(|| first.prompt.clone())
    }

    /// Gives the answer to the prompt that is shown; `false` when it is not that one, or answered.
    pub(super) fn answer(&self, id: PromptId, answer: Answer) -> bool {
        let mut state = self.state();
        let sender = match state.queue.front_mut() {
            Some(first) if first.prompt.id() == id => first.answer.take(),
            _ => None,
        };
        drop(state);
        sender.is_some_and(|sender| sender.send(answer).is_ok())
    }

    /// Takes away whatever a call asks or has asked.
    pub(super) fn leave(&self, asker: Asker) {
        self.state().queue.retain(|asked| asked.asker != asker);
        self.tell();
    }

    /// Brings the window up to date. One thread at a time tells, so that what it hears last is how
    /// things are; without the lock, so that it may answer at once.
    fn tell(&self) {
        loop {
            let first = {
                let mut state = self.state();
                let first = state.queue.front().map(|asked| asked.prompt.clone());
                let id = first.as_ref().map(Prompt::id);
                if state.telling || state.shown == id {
                    return;
                }
                state.shown = id;
                state.telling = true;
                first
            };
            let waits = first.is_some();
            self.window.prompt(first);
            self.window.notice(Notice::Prompting { waits });
            self.state().telling = false;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes a prompt away when nobody waits for its answer any more.
struct Withdrawal<'a> {
    prompts: &'a Prompts,
    asker: Asker,
}

impl Drop for Withdrawal<'_> {
    fn drop(&mut self) {
        self.prompts.leave(self.asker);
    }
}
