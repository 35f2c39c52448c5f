//! Looking now and then whether the authorities went on with applications.

use std::future::{Future, pending};
use std::pin::Pin;
use std::sync::Weak;
use std::time::Duration;

use tanba_protocol::{Answer, Event, Prompt};

use super::{Changed, Desk, Notice};
use crate::enrol::EnrolmentState;
use crate::shell::Shell;

/// Nobody: looking asks nothing.
struct Nobody;

impl Shell for Nobody {
    fn event(&self, _event: Event) {}

    fn ask<'a>(&'a self, _prompt: Prompt) -> Pin<Box<dyn Future<Output = Answer> + Send + 'a>> {
        Box::pin(std::future::ready(Answer::Cancel))
    }

    fn can_ask(&self) -> bool {
        false
    }

    fn cancelled<'a>(&'a self) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        Box::pin(pending())
    }
}

impl Desk {
    /// Looks at the applications that wait, as often as told, for as long as there is a desk.
    pub async fn watch_enrolments(desk: Weak<Self>, every: Duration) {
        loop {
            tokio::time::sleep(every).await;
            let Some(desk) = desk.upgrade() else { return };
            desk.look_at_enrolments().await;
        }
    }

    /// Asks the authorities once. What cannot be asked now is asked the next time, and whoever wants
    /// to work at an enrolment goes before.
    pub async fn look_at_enrolments(&self) {
        let Ok(all) = self.agent.enrolments().await else {
            return;
        };
        for before in all {
            if before.state != EnrolmentState::Waits {
                continue;
            }
            let Ok(_looking) = self.applying.work.try_write() else {
                return;
            };
            let status = self.agent.enrolment_status(&before.enrolment_id, &Nobody);
            let now = tokio::select! {
                biased;
                () = self.applying.wanted.notified() => return,
                now = status => now,
            };
            if let Ok(now) = now
                && now.stage != before.stage
            {
                let enrolment = Box::new(now);
                self.window.notice(Notice::Enrolment { enrolment });
                self.changed(Changed::Enrolments);
            }
        }
    }
}
