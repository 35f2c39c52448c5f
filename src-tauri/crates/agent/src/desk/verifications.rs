//! Verifications, kept for as long as somebody may want to save them.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::PoisonError;

use tanba_protocol::Failure;

use super::task::Task;
use super::{Desk, VerificationView};
use crate::trust::TrustRequest;
use crate::verify::{Verification, VerifyRequest};

/// How many are kept.
const MOST: usize = 64;

/// The last verifications.
#[derive(Debug, Default)]
pub(super) struct Verifications {
    next: u32,
    kept: VecDeque<VerificationView>,
}

impl Verifications {
    fn keep(&mut self, verification: Verification) -> VerificationView {
        self.next = self.next.wrapping_add(1);
        let view = VerificationView {
            id: self.next,
            verification,
        };
        self.kept.push_back(view.clone());
        if self.kept.len() > MOST {
            self.kept.pop_front();
        }
        view
    }
}

impl Desk {
    pub(super) async fn verify(
        &self,
        file: PathBuf,
        content: Option<PathBuf>,
        task: &Task,
    ) -> Result<VerificationView, Failure> {
        let request = VerifyRequest {
            file,
            content,
            trust: TrustRequest::default(),
        };
        let verification = self.agent.verify(&request, task).await?;
        let mut kept = self
            .verifications
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        Ok(kept.keep(verification))
    }
}
