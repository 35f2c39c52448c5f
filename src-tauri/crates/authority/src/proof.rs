//! Proof of work: calls that could be made by the million cost the caller a moment of computing.

use rand_core::CryptoRngCore;
use sha2::{Digest as _, Sha256};
use tanba_protocol::Moment;
use tanba_protocol::authority::{ProofOfWork, leading_zero_bits};
use time::{Duration, OffsetDateTime};

use crate::pepper::Pepper;
use crate::storage::{Stored, Tickets};
use crate::ticket;

/// How many zero bits are asked for: some ten milliseconds of one core.
const BITS: u32 = 16;
const LIFETIME: Duration = Duration::minutes(10);
const USAGE: &str = "proof-of-work";
/// The longest nonce that is taken.
const LONGEST_NONCE: usize = 32;

/// Sets a task.
pub fn make_task(pepper: &Pepper, now: OffsetDateTime, rng: &mut dyn CryptoRngCore) -> ProofOfWork {
    let (challenge, until) = ticket::make(pepper, USAGE, now, LIFETIME, rng);
    ProofOfWork {
        challenge,
        bits: BITS,
        expires_at: Moment(until.unix_timestamp()),
    }
}

/// Takes a solution, `CHALLENGE.NONCE`; `false` when it is none, too late, or was taken before.
///
/// # Errors
/// [`crate::StorageError`].
pub async fn take<S: Tickets>(
    storage: &S,
    pepper: &Pepper,
    solution: &str,
    now: OffsetDateTime,
) -> Stored<bool> {
    let Some((challenge, until)) = solved(pepper, solution, now) else {
        return Ok(false);
    };
    storage.spend(challenge, until, now).await
}

fn solved<'a>(
    pepper: &Pepper,
    solution: &'a str,
    now: OffsetDateTime,
) -> Option<(&'a str, OffsetDateTime)> {
    let (challenge, nonce) = solution.split_once('.')?;
    let plain = nonce.len() <= LONGEST_NONCE && nonce.bytes().all(|b| b.is_ascii_alphanumeric());
    let digest = Sha256::new()
        .chain_update(challenge)
        .chain_update(nonce)
        .finalize();
    // The cheap check first: nobody makes us compute more than they did.
    let worked = plain && leading_zero_bits(&digest) >= BITS;
    let until = worked.then(|| ticket::check(pepper, USAGE, challenge, now))??;
    Some((challenge, until))
}

#[cfg(test)]
mod tests {
    use rand_core::OsRng;
    use time::macros::datetime;

    use super::*;

    #[test]
    fn only_work_counts() {
        let now = datetime!(2026-11-20 12:00 UTC);
        let pepper = Pepper::make(&mut OsRng);
        let task = make_task(&pepper, now, &mut OsRng);
        assert!(!task.challenge.contains('.'));
        let solution = |challenge: &str| {
            (0u64..)
                .map(|nonce| format!("{challenge}.{nonce}"))
                .find(|text| {
                    let digest = Sha256::digest(text.replace('.', ""));
                    leading_zero_bits(&digest) >= task.bits
                })
                .unwrap()
        };
        let good = solution(&task.challenge);
        assert!(solved(&pepper, &good, now).is_some());
        assert!(solved(&pepper, &good, now + LIFETIME).is_none());
        assert!(solved(&Pepper::make(&mut OsRng), &good, now).is_none());
        assert!(solved(&pepper, &solution("made-up-challenge"), now).is_none());
        let idle = (0u64..)
            .map(|nonce| format!("{}.{nonce}", task.challenge))
            .find(|text| *text != good)
            .unwrap();
        for wrong in [idle.as_str(), &task.challenge, "", "."] {
            assert!(solved(&pepper, wrong, now).is_none(), "{wrong}");
        }
    }
}
