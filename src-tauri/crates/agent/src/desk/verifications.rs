//! Verifications, kept for as long as somebody may want to save them.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use tanba_protocol::{Failure, FailureCode};
use tanba_store::{Kind, NewEntry};

use super::task::Task;
use super::{Changed, Desk, ReportFormat, VerificationView};
use crate::document;
use crate::report::{Printed, digest, sheet};
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
            trust: TrustRequest {
                by_signers: true,
                ..TrustRequest::default()
            },
        };
        let verification = self.agent.verify(&request, task).await?;
        self.remember_verified(&verification, task).await;
        let mut kept = self
            .verifications
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        Ok(kept.keep(verification))
    }

    /// Writes a verification into the history: what was verified, whose signature stands first, and
    /// the indication.
    async fn remember_verified(&self, verification: &Verification, task: &Task) {
        let signer = verification.signatures.first();
        let signer = signer.and_then(|signature| signature.signer.as_ref());
        let entry = NewEntry {
            document_name: document::name(&verification.file),
            signer: signer.and_then(|signer| signer.common_name.clone()),
            result: Some(verification.indication.as_str().to_owned()),
            ..NewEntry::new(Kind::Verified, verification.validated_at)
        };
        self.agent.remember(&entry, task).await;
        self.changed(Changed::History);
    }

    /// Writes the report of a verification that is still kept.
    pub(super) async fn save_report(
        &self,
        id: u32,
        format: ReportFormat,
        path: &Path,
        task: &Task,
    ) -> Result<PathBuf, Failure> {
        match format {
            ReportFormat::Pdf => self.print(id, Printed::Report, path, task).await,
            ReportFormat::Json => {
                let json = self.kept(id)?.to_json(&self.agent.texts().await);
                let text = format!("{json:#}\n");
                tokio::task::block_in_place(|| self.save(path, text.as_bytes()))
            }
        }
    }

    /// Writes a sheet about a verification that is still kept.
    pub(super) async fn print(
        &self,
        id: u32,
        printed: Printed,
        path: &Path,
        task: &Task,
    ) -> Result<PathBuf, Failure> {
        let verification = self.kept(id)?;
        let (texts, now) = (self.agent.texts().await, self.agent.clock.now());
        tokio::task::block_in_place(|| {
            let digest = digest(&verification, task)?;
            let pdf = sheet(printed, &verification, &digest, &texts, now).to_pdf();
            let internal = |error| Failure::new(FailureCode::Internal).with_detail(error);
            self.save(path, &pdf.map_err(internal)?)
        })
    }

    fn kept(&self, id: u32) -> Result<Verification, Failure> {
        let kept = self
            .verifications
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let found = kept.kept.iter().find(|view| view.id == id);
        found
            .map(|view| view.verification.clone())
            .ok_or_else(|| Failure::new(FailureCode::RequestUnsuitable))
    }
}
