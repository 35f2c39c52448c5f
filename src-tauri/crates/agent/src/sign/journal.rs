//! The journal of a signing, see [`tanba_store::Signings`]. A journal that cannot be written is a
//! warning; the signing goes on.

use std::path::Path;

use tanba_protocol::{Event, Failure, Warning};
use tanba_store::{PlannedDocument, RunningSigning};

use super::shown::Plan;
use super::{SignRequest, Signed, can_be_resumed};
use crate::agent::Agent;
use crate::shell::Shell;

/// The outcome of a document that was signed.
pub(crate) const SIGNED: &str = "signed";

impl Agent {
    pub(super) async fn begin_journal(
        &self,
        request: &SignRequest,
        plans: &[Result<Plan, Failure>],
        shell: &dyn Shell,
    ) -> Option<RunningSigning> {
        let resumable = request.resumable.as_ref()?;
        let documents: Vec<_> = request
            .documents
            .iter()
            .zip(plans)
            .map(|(to_sign, plan)| PlannedDocument {
                document: text(&to_sign.document),
                output: plan.as_ref().ok().map(|plan| text(&plan.output)),
                outcome: None,
            })
            .collect();
        let store = self.store_or_warn(shell).await?;
        let signings = store.signings();
        let begun = signings
            .begin(resumable, &documents, self.clock.now())
            .await;
        begun.map_err(|_| warn(shell)).ok()
    }

    pub(super) async fn write_journal(
        &self,
        journal: &RunningSigning,
        position: usize,
        signed: &Signed,
        shell: &dyn Shell,
    ) {
        let Some(store) = self.store_or_warn(shell).await else {
            return;
        };
        if signed.failure.as_ref().is_some_and(can_be_resumed) {
            return;
        }
        let outcome = match &signed.failure {
            None => SIGNED,
            Some(failure) => failure.code.as_str(),
        };
        let done = store.signings().done(journal, position, outcome).await;
        if done.is_err() {
            warn(shell);
        }
    }

    pub(super) async fn end_journal(&self, journal: RunningSigning, shell: &dyn Shell) {
        if let Some(store) = self.store_or_warn(shell).await
            && store.signings().end(journal).await.is_err()
        {
            warn(shell);
        }
    }
}

fn warn(shell: &dyn Shell) {
    shell.event(Event::Warned(Warning::HistoryNotWritten));
}

fn text(path: &Path) -> String {
    std::path::absolute(path)
        .unwrap_or_else(|_| path.to_owned())
        .display()
        .to_string()
}
