//! Ctrl-C and the system's requests to end: the work stops at the next piece and takes its
//! unfinished files away. A second request ends the program at once.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::watch;

use crate::exit;

/// For the exit code: the program has one life.
static REQUESTED: AtomicBool = AtomicBool::new(false);

/// Whether a question waits for its answer.
static ASKING: AtomicBool = AtomicBool::new(false);

/// Whether the program was asked to end.
pub(crate) fn was_requested() -> bool {
    REQUESTED.load(Ordering::Relaxed)
}

/// Asks a question: a request to end is its answer, and ends the program at once.
pub(crate) fn while_asking<T>(ask: impl FnOnce() -> T) -> T {
    ASKING.store(true, Ordering::Relaxed);
    let answer = ask();
    ASKING.store(false, Ordering::Relaxed);
    answer
}

/// Whether the program was asked to end.
#[derive(Debug, Default)]
pub(crate) struct Interrupt(OnceLock<watch::Receiver<bool>>);

impl Interrupt {
    /// From now on a request to end is heard instead of ending the program: not while a password
    /// is typed, when there is nothing to take away.
    pub(crate) fn listen(&self) {
        self.0.get_or_init(|| {
            let (sender, receiver) = watch::channel(false);
            // Where signals cannot be heard, they end the program as ever.
            let Ok(mut requests) = Requests::new() else {
                return receiver;
            };
            tokio::spawn(async move {
                requests.next().await;
                REQUESTED.store(true, Ordering::Relaxed);
                if !ASKING.load(Ordering::Relaxed) {
                    // Nobody may be waiting for it any more.
                    let _ = sender.send(true);
                    requests.next().await;
                }
                exit::at_once(exit::INTERRUPTED);
            });
            receiver
        });
    }

    /// Whether it was.
    pub(crate) fn is_requested(&self) -> bool {
        self.0.get().is_some_and(|receiver| *receiver.borrow())
    }

    /// Waits until it is.
    pub(crate) async fn requested(&self) {
        if let Some(receiver) = self.0.get()
            && receiver.clone().wait_for(|it| *it).await.is_ok()
        {
            return;
        }
        std::future::pending().await
    }
}

/// The signals that ask a program to end, heard from the moment this is made.
#[cfg(unix)]
struct Requests([tokio::signal::unix::Signal; 3]);

#[cfg(unix)]
impl Requests {
    fn new() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};

        Ok(Self([
            signal(SignalKind::interrupt())?,
            signal(SignalKind::terminate())?,
            signal(SignalKind::hangup())?,
        ]))
    }

    async fn next(&mut self) {
        let [interrupt, terminate, hangup] = &mut self.0;
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            _ = hangup.recv() => {}
        }
    }
}

/// Ctrl-C, heard from the moment this is made.
#[cfg(windows)]
struct Requests(tokio::signal::windows::CtrlC);

#[cfg(windows)]
impl Requests {
    fn new() -> std::io::Result<Self> {
        Ok(Self(tokio::signal::windows::ctrl_c()?))
    }

    async fn next(&mut self) {
        let _ = self.0.recv().await;
    }
}
