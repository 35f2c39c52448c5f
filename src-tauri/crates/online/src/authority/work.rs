//! Proofs of work: what an authority asks for before a call that could be made by the million.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sha2::{Digest as _, Sha256};
use tanba_protocol::authority::{MOST_BITS, ProofOfWork, leading_zero_bits};

use crate::error::ErrorKind;

/// How many nonces are tried between two looks at whether anybody still waits.
const STRIDE: u64 = 1 << 12;

/// Stops the work when nobody waits for it any more.
struct Waiting(Arc<AtomicBool>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Relaxed);
    }
}

/// Solves a task on a thread of its own: the value of the header. Dropped, it stops.
///
/// # Errors
/// [`ErrorKind::WrongContent`] for a task that no honest authority sets.
pub(super) async fn solve(task: &ProofOfWork) -> Result<String, ErrorKind> {
    if task.bits > MOST_BITS {
        let words = format!("a proof of work of {} bits", task.bits);
        return Err(ErrorKind::WrongContent(words));
    }
    let (challenge, bits) = (task.challenge.clone(), task.bits);
    let is_waited_for = Arc::new(AtomicBool::new(true));
    let seen = Arc::clone(&is_waited_for);
    let waiting = Waiting(is_waited_for);
    let found = tokio::task::spawn_blocking(move || search(&challenge, bits, &seen)).await;
    drop(waiting);
    match found {
        Ok(Some(nonce)) => Ok(format!("{}.{nonce}", task.challenge)),
        _ => Err(ErrorKind::Client(
            "the proof of work was stopped".to_owned(),
        )),
    }
}

fn search(challenge: &str, bits: u32, is_waited_for: &AtomicBool) -> Option<String> {
    let begun = Sha256::new_with_prefix(challenge);
    (0_u64..).find_map(|number| {
        if number % STRIDE == 0 && !is_waited_for.load(Ordering::Relaxed) {
            return Some(None);
        }
        let nonce = number.to_string();
        let digest = begun.clone().chain_update(&nonce).finalize();
        (leading_zero_bits(&digest) >= bits).then_some(Some(nonce))
    })?
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use sha2::{Digest as _, Sha256};
    use tanba_protocol::Moment;
    use tanba_protocol::authority::{MOST_BITS, ProofOfWork, leading_zero_bits};

    use super::{search, solve};
    use crate::error::ErrorKind;

    fn task(bits: u32) -> ProofOfWork {
        ProofOfWork {
            challenge: "c2Vjb25k".into(),
            bits,
            expires_at: Moment(0),
        }
    }

    #[tokio::test]
    async fn what_is_found_holds() {
        let header = solve(&task(10)).await.unwrap();
        let (challenge, nonce) = header.split_once('.').unwrap();
        let digest = Sha256::digest(format!("{challenge}{nonce}"));
        assert!(leading_zero_bits(&digest) >= 10, "{header}");
        assert!(nonce.len() <= 32);
    }

    #[tokio::test]
    async fn work_without_end_is_not_begun() {
        let refused = solve(&task(MOST_BITS + 1)).await;
        assert!(matches!(refused, Err(ErrorKind::WrongContent(_))));
    }

    #[test]
    fn work_that_nobody_waits_for_stops() {
        assert_eq!(search("a", 256, &AtomicBool::new(false)), None);
    }
}
