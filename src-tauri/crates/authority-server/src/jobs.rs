//! What the authority does by itself while it serves: issues what was approved, cancels what was not, reminds,
//! sends, and sees to its officers.

use std::sync::Arc;
use std::time::Duration;

use rand_core::OsRng;
use tanba_authority::{Authority, MessageState, Outbox as _, cancel_overdue, remind};
use tokio::sync::watch;
use tokio::time::{Interval, MissedTickBehavior, interval};

use crate::args::Role;
use crate::clock::Clock;
use crate::folder::Folder;
use crate::passphrase::Passphrase;
use crate::registries::Registries;
use crate::send::{Outcome, Senders};
use crate::storage::Database;

/// How often it looks whether there is something to do. Each look is a few questions to an index.
const EVERY: Duration = Duration::from_millis(500);
/// How often it looks whether an officer has to be or was replaced.
const OFFICERS_EVERY: Duration = Duration::from_secs(2);
/// How long a message waits after its first failure; doubled after each further one.
const PAUSE: time::Duration = time::Duration::seconds(30);
/// After so many tries a message is given up: some nine hours.
const MOST_ATTEMPTS: u32 = 12;
/// The longest pause between two tries.
const LONGEST_PAUSE: time::Duration = time::Duration::hours(1);

/// What the work needs.
pub(crate) struct Work {
    pub(crate) authority: Arc<Authority<Database>>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) registries: Arc<Registries>,
    pub(crate) senders: Senders,
    pub(crate) roles: Vec<Role>,
    pub(crate) folder: Folder,
    /// Seals the keys of new officers, and opens them.
    pub(crate) passphrase: Passphrase,
}

/// Works until it is time to end.
pub(crate) async fn run(work: Work, ending: watch::Receiver<bool>) {
    let Work {
        authority,
        clock,
        registries,
        senders,
        roles,
        folder,
        passphrase,
    } = work;
    let does = |role| roles.contains(&role);
    let (issues, writes) = (does(Role::Ca), does(Role::Ra));
    let has_officers = issues || does(Role::Ocsp) || does(Role::Tsa);
    // Beside each other: a mail server that does not answer holds up no certificate.
    let issuing = async {
        let mut rounds = Rounds::new(EVERY, ending.clone());
        while issues && rounds.next().await {
            issue(&authority, &*clock).await;
        }
    };
    let writing = async {
        let mut rounds = Rounds::new(EVERY, ending.clone());
        if writes {
            recover(&authority, &*clock).await;
        }
        while writes && rounds.next().await {
            cancel(&authority, &*clock).await;
            write(&authority, &*clock, &registries, &senders).await;
        }
    };
    let appointing = async {
        let mut rounds = Rounds::new(OFFICERS_EVERY, ending.clone());
        while has_officers && rounds.next().await {
            appoint(&authority, &*clock, &folder, &passphrase).await;
        }
    };
    tokio::join!(issuing, writing, appointing);
}

/// Rounds of work, until it is time to end.
struct Rounds {
    ticks: Interval,
    ending: watch::Receiver<bool>,
}

impl Rounds {
    fn new(every: Duration, ending: watch::Receiver<bool>) -> Self {
        let mut ticks = interval(every);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self { ticks, ending }
    }

    /// Waits for the next round; `false` at the end.
    async fn next(&mut self) -> bool {
        tokio::select! {
            _ = self.ending.wait_for(|ended| *ended) => false,
            _ = self.ticks.tick() => true,
        }
    }
}

async fn recover(authority: &Authority<Database>, clock: &dyn Clock) {
    match authority.storage().recover_messages(clock.now()).await {
        Ok(0) => {}
        Ok(count) => tracing::warn!(
            count,
            "messages may or may not have been sent before the end"
        ),
        Err(error) => tracing::error!("outbox: {error}"),
    }
}

async fn cancel(authority: &Authority<Database>, clock: &dyn Clock) {
    match cancel_overdue(authority.storage(), clock.now()).await {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "applications cancelled"),
        Err(error) => tracing::error!("cancelling: {error}"),
    }
}

async fn issue(authority: &Authority<Database>, clock: &dyn Clock) {
    match authority.issue_verified(clock.now()).await {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "applications issued"),
        Err(error) => tracing::error!("issuing: {error}"),
    }
}

async fn appoint(
    authority: &Authority<Database>,
    clock: &dyn Clock,
    folder: &Folder,
    passphrase: &Passphrase,
) {
    let keys = passphrase.keys(folder);
    match authority
        .renew_officers(&keys, clock.now(), &mut OsRng)
        .await
    {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "new officers in use"),
        Err(error) => tracing::error!("officers: {error}"),
    }
}

/// Reminds, and sends what there is to send.
async fn write(
    authority: &Authority<Database>,
    clock: &dyn Clock,
    registries: &Registries,
    senders: &Senders,
) {
    let database = authority.storage();
    loop {
        match remind(database, registries, clock.now()).await {
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
        // First, so that no message that is done with still has its code. What stays here is read here.
        if state != MessageState::Waiting && outcome != Outcome::Kept {
            database.forget_code(record.id).await?;
        }
        database
            .settle_message(record.id, state, again_at, now)
            .await?;
    }
    Ok(())
}
