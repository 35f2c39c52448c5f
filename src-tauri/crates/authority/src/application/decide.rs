//! Verifying, refusing, sending back: by an operator, or by the head for the staff.

use tanba_protocol::authority::{ApplicationStage, Words};
use time::OffsetDateTime;

use super::{ApplicationNumber, ApplicationRecord};
use crate::audit::{Event, EventKind};
use crate::letter::{self, Letter};
use crate::storage::{Advance, Applications, Stored};

/// What somebody decides about an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// Certificates may be issued.
    Approve {
        /// What did not agree or was not answered when it was checked, for the audit log; mostly nothing.
        despite: String,
    },
    /// It is refused, for this reason.
    Refuse(Words),
    /// It is sent back, for this reason.
    Return(Words),
}

/// What came of a ruling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decided {
    /// It is so now.
    Now(Box<ApplicationRecord>),
    /// It was so before.
    Before(Box<ApplicationRecord>),
    /// The head has to sign it first.
    AwaitsHead,
    /// It is at a stage where nothing is decided any more.
    TooLate(ApplicationStage),
    /// No application has this number.
    Unknown,
}

/// Decides about an application. `by` says in the audit log who did and where: the command line, the
/// personal account. `consent` is what the head signed (CMS in DER); without it, nobody but the head lets
/// an employee's application through.
///
/// # Errors
/// [`crate::StorageError`].
pub async fn rule<S: Applications>(
    storage: &S,
    number: &ApplicationNumber,
    ruling: &Ruling,
    by: &str,
    consent: Option<&[u8]>,
    now: OffsetDateTime,
) -> Stored<Decided> {
    let Some(record) = storage.application(number).await? else {
        return Ok(Decided::Unknown);
    };
    let is_so = match ruling {
        Ruling::Approve { .. } => record.verified_at.is_some() && record.refused_at.is_none(),
        Ruling::Refuse(_) => record.refused_at.is_some(),
        Ruling::Return(_) => record.returned_at.is_some(),
    };
    if is_so {
        return Ok(Decided::Before(Box::new(record)));
    }
    if !record.is_open() || record.expires_at <= now {
        return Ok(Decided::TooLate(record.stage()));
    }
    if matches!(ruling, Ruling::Approve { .. }) && record.needs_head() && consent.is_none() {
        return Ok(Decided::AwaitsHead);
    }
    let shown = number.to_string();
    let (advance, kind, letter) = match ruling {
        Ruling::Approve { .. } => (
            Advance::Verify { consent },
            EventKind::ApplicationVerified,
            Letter::Verified { number: &shown },
        ),
        Ruling::Refuse(reason) => (
            Advance::Refuse { reason },
            EventKind::ApplicationRefused,
            Letter::Refused {
                number: &shown,
                reason,
            },
        ),
        Ruling::Return(reason) => (
            Advance::Return { reason },
            EventKind::ApplicationReturned,
            Letter::Returned {
                number: &shown,
                reason,
            },
        ),
    };
    let letters: Vec<_> = letter::to_applicant(&record, &letter, now)
        .into_iter()
        .collect();
    let mut detail = vec![("number", number.digits()), ("by", by)];
    if let Ruling::Approve { despite } = ruling
        && !despite.is_empty()
    {
        detail.push(("despite", despite));
    }
    let event = Event::new(now, kind, &detail);
    let done = storage
        .advance_application(number, &advance, &letters, &event)
        .await?;
    let record = storage.application(number).await?.unwrap_or(record);
    Ok(match done {
        true => Decided::Now(Box::new(record)),
        // Somebody else decided meanwhile.
        false => Decided::TooLate(record.stage()),
    })
}
