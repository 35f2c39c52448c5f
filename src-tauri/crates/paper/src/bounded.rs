//! Work on foreign bytes that may take forever, panic or recurse deeply.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use crate::Error;

/// Room for the recursion of a renderer, in bytes. Only what is used of it is taken from the system.
const STACK_SIZE: usize = 256 << 20;
/// How many such works may run at once, those given up included.
const MAX_RUNNING: usize = 8;

static RUNNING: AtomicUsize = AtomicUsize::new(0);

/// Gives its place back when the work ends, however that happens.
struct Place;

impl Place {
    fn take() -> Option<Self> {
        let more = |running: usize| (running < MAX_RUNNING).then_some(running + 1);
        match RUNNING.fetch_update(Ordering::AcqRel, Ordering::Acquire, more) {
            Ok(_) => Some(Self),
            Err(_) => None,
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        RUNNING.fetch_sub(1, Ordering::AcqRel);
    }
}

/// Runs `work` on a thread of its own and waits for it at most `within`.
///
/// A thread cannot be stopped: work that takes longer goes on unheard, holding its place among
/// those that may run at once.
pub(crate) fn run<T: Send + 'static>(
    within: Duration,
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let place = Place::take().ok_or(Error::Busy)?;
    let (answer, wait) = sync_channel(1);
    let worker = move || {
        let result = caught(work);
        // The place is free before the answer is heard, so that one work after another never waits.
        drop(place);
        let _ = answer.send(result);
    };
    thread::Builder::new()
        .name("paper".to_owned())
        .stack_size(STACK_SIZE)
        .spawn(worker)
        .map_err(|_| Error::Busy)?;
    match wait.recv_timeout(within) {
        Ok(result) => result,
        Err(RecvTimeoutError::Timeout) => Err(Error::TooSlow),
        Err(RecvTimeoutError::Disconnected) => Err(Error::Unreadable),
    }
}

/// Runs `work`; a panic of a decoder means that the content is damaged in a way it did not foresee.
pub(crate) fn caught<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(Error::Unreadable))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn an_answer_an_error_and_a_panic_come_back() {
        assert_eq!(run(LONG, || Ok(7)), Ok(7));
        assert_eq!(run::<()>(LONG, || Err(Error::Locked)), Err(Error::Locked));
        assert_eq!(run::<()>(LONG, || panic!("damage")), Err(Error::Unreadable));
    }

    #[test]
    fn work_without_end_is_given_up_and_bounded_in_number() {
        let (keep, end) = channel::<()>();
        let end = std::sync::Arc::new(std::sync::Mutex::new(end));
        let stuck = || {
            let end = end.clone();
            run(Duration::ZERO, move || {
                // Until the test lets go of the other end.
                let _ = end.lock().map(|end| end.recv());
                Ok(())
            })
        };
        let mut answers: Vec<_> = (0..=MAX_RUNNING).map(|_| stuck()).collect();
        assert_eq!(answers.pop(), Some(Err(Error::Busy)));
        assert!(answers.contains(&Err(Error::TooSlow)));
        drop(keep);
        while RUNNING.load(Ordering::Acquire) > 0 {
            thread::yield_now();
        }
        assert_eq!(run(LONG, || Ok(())), Ok(()));
    }
}
