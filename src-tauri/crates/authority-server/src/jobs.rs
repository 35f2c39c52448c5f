//! What the authority does by itself while it serves: issues what was approved, cancels what was not, reminds,
//! sends.

use std::sync::Arc;
use std::time::Duration;

use tanba_authority::{Authority, MessageState, Outbox as _, cancel_overdue, remind};
use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval};

use crate::clock::Clock;
use crate::send::{Outcome, Senders};
use crate::storage::Database;

/// How often it looks whether there is something to do. Each look is a few questions to an index.
const EVERY: Duration = Duration::from_millis(500);
/// How long a message waits after its first failure; doubled after each further one.
const PAUSE: time::Duration = time::Duration::seconds(30);
/// After so many tries a message is given up: some nine hours.
const MOST_ATTEMPTS: u32 = 12;
/// The longest pause between two tries.
const LONGEST_PAUSE: time::Duration = time::Duration::hours(1);

/// Works until it is time to end.
pub(crate) async fn run(
    authority: Arc<Authority<Database>>,
    clock: Arc<dyn Clock>,
    senders: Senders,
    mut ending: watch::Receiver<bool>,
) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    match authority.storage().recover_messages(clock.now()).await {
        Ok(0) => {}
        Ok(count) => tracing::warn!(
            count,
            "messages may or may not have been sent before the end"
        ),
        Err(error) => tracing::error!("outbox: {error}"),
    }
    loop {
        tokio::select! {
            _ = ending.wait_for(|ended| *ended) => return,
            _ = ticks.tick() => {}
        }
        work(&authority, &*clock, &senders).await;
    }
}

async fn work(authority: &Authority<Database>, clock: &dyn Clock, senders: &Senders) {
    let database = authority.storage();
    match cancel_overdue(database, clock.now()).await {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "applications cancelled"),
        Err(error) => tracing::error!("cancelling: {error}"),
    }
    match authority.issue_verified(clock.now()).await {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "applications issued"),
        Err(error) => tracing::error!("issuing: {error}"),
    }
    loop {
        match remind(database, database, clock.now()).await {
            Ok(0) => break,
            Ok(count) => tracing::info!(count, "owners of certificates reminded"),
            Err(error) => {
                tracing::error!("reminding: {error}");
                break;
            }
        }
    }
    if let Err(error) = send(database, clock, senders).await {
        tracing::error!("outbox: {error}");
    }
}

/// Sends every message that is due.
async fn send(
    database: &Database,
    clock: &dyn Clock,
    senders: &Senders,
) -> Result<(), tanba_authority::StorageError> {
    while let Some(record) = database.take_message(clock.now()).await? {
        let outcome = senders.send(&record.message).await;
        let now = clock.now();
        let (state, again_at) = match &outcome {
            Outcome::Kept | Outcome::Sent => (MessageState::Sent, now),
            Outcome::Later(_) if record.attempts < MOST_ATTEMPTS => {
                let doubled = 1_i32 << record.attempts.saturating_sub(1).min(10);
                (
                    MessageState::Waiting,
                    now + (PAUSE * doubled).min(LONGEST_PAUSE),
                )
            }
            Outcome::Later(_) | Outcome::Never(_) => (MessageState::Failed, now),
            Outcome::Unsure(_) => (MessageState::Unsure, now),
        };
        if let Outcome::Later(why) | Outcome::Never(why) | Outcome::Unsure(why) = &outcome {
            let (id, state) = (record.id, state.as_str());
            tracing::warn!(
                id,
                state,
                attempts = record.attempts,
                "message not sent: {why}"
            );
        }
        database
            .settle_message(record.id, state, again_at, now)
            .await?;
        if outcome == Outcome::Sent {
            database.forget_code(record.id).await?;
        }
    }
    Ok(())
}
