//! Work in place of a picture code: the machine does it while the person types.

use serde::{Deserialize, Serialize};

use crate::Moment;

/// The header that carries a solution: `CHALLENGE.NONCE`.
pub const PROOF_HEADER: &str = "Proof-Of-Work";

/// The most bits that an authority asks for; a client does not work on more.
pub const MOST_BITS: u32 = 24;

/// The answer of `POST /proof-of-work`.
///
/// A solution is a nonce of at most 32 ASCII letters and digits such that SHA-256 over the bytes of the
/// challenge and then of the nonce begins with so many zero bits. It opens one call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProofOfWork {
    /// What is worked on: ASCII without a full stop.
    pub challenge: String,
    /// How many zero bits the digest begins with.
    pub bits: u32,
    /// Until when a solution is taken.
    pub expires_at: Moment,
}

/// How many zero bits a digest begins with.
///
/// ```
/// assert_eq!(tanba_protocol::authority::leading_zero_bits(&[0, 0x1f]), 11);
/// ```
#[must_use]
pub fn leading_zero_bits(digest: &[u8]) -> u32 {
    let mut bits = 0;
    for byte in digest {
        bits += byte.leading_zeros();
        if *byte != 0 {
            break;
        }
    }
    bits
}
