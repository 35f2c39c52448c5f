//! Signing as the window orders it, and taking up again what was interrupted.

use std::fs;
use std::path::{Path, PathBuf};

use tanba_ades::SignatureLevel;
use tanba_protocol::{Failure, FailureCode};
use tanba_store::{InterruptedSigning, PlannedDocument};

use super::inspect::kind_of;
use super::task::Task;
use super::{Changed, Desk, DocumentKind, OrderedForm, SignOrder, Unfinished};
use crate::document::content_beside;
use crate::failure::Explain;
use crate::names::OutputChoice;
use crate::output::is_abandoned;
use crate::sign::{Form, SignRequest, Signed, ToSign};
use crate::tokens::KeyReference;

impl Desk {
    pub(super) async fn sign(&self, order: SignOrder, task: &Task) -> Result<Vec<Signed>, Failure> {
        let resumable = serde_json::to_string(&order)
            .map_err(|error| Failure::new(FailureCode::Internal).with_detail(error))?;
        let keys = if order.key.is_empty() {
            self.usable_keys().await?
        } else {
            vec![KeyReference::parse(&order.key)?]
        };
        let documents = order.documents.iter().map(|document| {
            let document = PathBuf::from(document);
            ToSign {
                form: form(order.form, &document),
                visible: order.visible,
                document,
            }
        });
        let request = SignRequest {
            documents: documents.collect(),
            keys,
            level: order.time_stamp.map(|is_wanted| match is_wanted {
                true => SignatureLevel::T,
                false => SignatureLevel::B,
            }),
            tsa: None,
            allow_expired: order.allow_expired,
            offline: false,
            output: match order.folder {
                Some(folder) => OutputChoice::Folder(folder.into()),
                None => OutputChoice::Beside,
            },
            resumable: Some(resumable),
        };
        let signed = self.agent.sign(&request, task).await;
        self.changed(Changed::History);
        // What the key is, is known once it was opened.
        self.changed(Changed::Keys);
        signed
    }

    /// The signings that were interrupted. One of which nothing is left is struck out.
    pub(super) async fn unfinished(&self) -> Result<Vec<Unfinished>, Failure> {
        let signings = self.agent.store().await?.signings();
        let interrupted = signings.interrupted().await;
        let mut unfinished = Vec::new();
        for signing in interrupted.map_err(|error| error.explain())? {
            match rest(&signing) {
                Some(rest) => unfinished.push(Unfinished {
                    id: signing.id,
                    started_at: signing.started_at,
                    count: signing.documents.len(),
                    rest,
                }),
                None => self.strike_out(&signing).await?,
            }
        }
        Ok(unfinished)
    }

    pub(super) async fn forget_unfinished(&self, id: i64) -> Result<Vec<Unfinished>, Failure> {
        let signings = self.agent.store().await?.signings();
        let interrupted = signings.interrupted().await;
        let interrupted = interrupted.map_err(|error| error.explain())?;
        if let Some(signing) = interrupted.iter().find(|signing| signing.id == id) {
            self.strike_out(signing).await?;
        }
        self.unfinished().await
    }

    /// Forgets a signing, and removes what it left half-written.
    async fn strike_out(&self, signing: &InterruptedSigning) -> Result<(), Failure> {
        let outputs = signing.documents.iter().filter_map(|it| it.output.as_ref());
        let mut folders: Vec<&Path> = outputs
            .filter_map(|output| Path::new(output).parent())
            .collect();
        folders.sort();
        folders.dedup();
        tokio::task::block_in_place(|| folders.into_iter().for_each(remove_abandoned));
        let signings = self.agent.store().await?.signings();
        let forgotten = signings.forget(signing.id).await;
        forgotten.map(drop).map_err(|error| error.explain())
    }
}

/// The form that suits a document.
fn form(ordered: OrderedForm, document: &Path) -> Form {
    match ordered {
        OrderedForm::Detached => Form::Cades { attached: false },
        OrderedForm::Attached => Form::Cades { attached: true },
        OrderedForm::Pades => Form::Pades,
        OrderedForm::Xml => Form::Xml { id: None },
        OrderedForm::Automatic => match kind_of(document) {
            Ok(DocumentKind::Pdf) => Form::Pades,
            Ok(DocumentKind::Cms) => Form::AddedCades {
                content: content_beside(document),
            },
            _ => Form::Cades { attached: false },
        },
    }
}

/// The order for what is left of a signing; `None` where nothing is, or it cannot be read any more.
fn rest(signing: &InterruptedSigning) -> Option<SignOrder> {
    let mut order: SignOrder = serde_json::from_str(&signing.resumable).ok()?;
    let left = signing
        .documents
        .iter()
        .filter(|document| is_left(document));
    order.documents = left.map(|document| document.document.clone()).collect();
    (!order.documents.is_empty()).then_some(order)
}

/// A document that failed by itself is not tried again. A result that got its name was finished,
/// for the name was free when the work began.
fn is_left(planned: &PlannedDocument) -> bool {
    let output = planned.output.as_ref();
    planned.outcome.is_none()
        && output.is_some_and(|output| Path::new(output).symlink_metadata().is_err())
}

/// Removes files in the making that no process works at any more.
fn remove_abandoned(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if is_abandoned(&path) {
            let _ = fs::remove_file(&path);
        }
    }
}
