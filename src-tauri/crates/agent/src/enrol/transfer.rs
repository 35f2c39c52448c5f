//! Enrolments that move to another computer, together with their keys or not at all.

use std::path::{Path, PathBuf};

use tanba_enrolment::ports::Keys as _;
use tanba_enrolment::{Enrolment, Fact, Storage, TransferError};
use tanba_protocol::{Failure, FailureCode};

use super::people::Answers;
use super::view::EnrolmentView;
use super::{check_storage, parse};
use crate::account::Codes;
use crate::agent::Agent;
use crate::document::{self, about};
use crate::output;
use crate::shell::Shell;

/// Longer than any exported enrolment, in bytes.
const MAX_FILE: u64 = 1 << 20;

impl Agent {
    /// Writes an enrolment into a file. It holds no key and no secret: the keys are taken along by
    /// themselves.
    ///
    /// # Errors
    /// [`FailureCode::EnrolmentUnknown`], [`FailureCode::OutputExists`] and the like.
    pub async fn export_enrolment(&self, id: &str, out: &Path) -> Result<PathBuf, Failure> {
        let enrolment = self.known_enrolment(&parse(id)?).await?;
        let text = enrolment.to_text().map_err(|error| damaged(&error))?;
        output::write(out, text.as_bytes())
    }

    /// Takes over an enrolment from its file. Its keys have to be here already: where they lay before, or
    /// in `storage`. One that is known here stays as it is.
    ///
    /// # Errors
    /// [`FailureCode::EnrolmentDamaged`], [`FailureCode::EnrolmentKeysMissing`], and those of the
    /// database.
    pub async fn import_enrolment(
        &self,
        file: &Path,
        storage: Option<Storage>,
        shell: &dyn Shell,
    ) -> Result<EnrolmentView, Failure> {
        let text = document::read(file, MAX_FILE)?;
        let text = String::from_utf8_lossy(&text);
        let told = Enrolment::from_text(&text).map_err(|error| damaged(&error))?;
        // One that is here already may have come further than in the file: it stands where it stands.
        let known = self.enrolment(&told.id).await?;
        let is_known = known.is_some();
        let mut enrolment = known.unwrap_or(told);
        let now = self.clock.now();
        let moved = storage.map(|storage| Fact::Moved { storage });
        if let Some(Fact::Moved { storage }) = &moved {
            check_storage(storage)?;
        }
        let moved = moved.filter(|_| !is_known || !enrolment.holdings().pending.is_empty());
        let position = enrolment.facts.len();
        if let Some(moved) = &moved {
            enrolment.record(now, moved.clone());
        }
        let pending = enrolment.holdings().pending;
        {
            let ports = self
                .ports(&enrolment, Answers::default(), Codes::Ask, shell)
                .await?;
            for (storage, made) in &pending {
                let name = enrolment.id.derive_key_name(made.purpose);
                let found = (&ports).find(storage, &name, made.purpose).await?;
                if found.as_ref() != Some(made) {
                    return Err(match storage {
                        Storage::Folder { path } => {
                            about(FailureCode::EnrolmentKeysMissing, path.as_ref())
                        }
                        Storage::Token { serial, .. } => {
                            Failure::new(FailureCode::EnrolmentKeysMissing).with_subject(serial)
                        }
                    });
                }
            }
            match moved {
                Some(moved) if is_known => {
                    self.append(&ports.held, position, now, &moved).await?;
                }
                _ if is_known => {}
                _ => self.keep_enrolment(&enrolment).await?,
            }
        }
        Ok(EnrolmentView::of(&enrolment))
    }
}

fn damaged(error: &TransferError) -> Failure {
    let code = match error {
        TransferError::Fact(tanba_enrolment::FactError::Newer(_)) => FailureCode::StoreNewer,
        _ => FailureCode::EnrolmentDamaged,
    };
    Failure::new(code).with_detail(error)
}
