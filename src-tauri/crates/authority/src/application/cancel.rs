//! Cancelling what was not verified in time.

use time::OffsetDateTime;

use crate::audit::{Event, EventKind};
use crate::letter::{self, Letter};
use crate::storage::{Advance, Applications, Stored};

/// Cancels every application whose time is over; how many there were.
///
/// # Errors
/// [`crate::StorageError`].
pub async fn cancel_overdue<S: Applications>(storage: &S, now: OffsetDateTime) -> Stored<usize> {
    let mut cancelled = 0;
    for record in storage.overdue_applications(now).await? {
        let number = record.number.to_string();
        let letter = Letter::Cancelled { number: &number };
        let letters: Vec<_> = letter::to_applicant(&record, &letter, now)
            .into_iter()
            .collect();
        let event = Event::new(
            now,
            EventKind::ApplicationCancelled,
            &[("number", record.number.digits())],
        );
        let done = storage
            .advance_application(&record.number, &Advance::Cancel, &letters, &event)
            .await?;
        cancelled += usize::from(done);
    }
    Ok(cancelled)
}
