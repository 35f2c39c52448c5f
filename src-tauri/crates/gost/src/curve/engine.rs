use zeroize::Zeroizing;

use super::domain::Domain;
use crate::arithmetic::words::{self, resize};
use crate::arithmetic::{Fold, Montgomery};
use crate::{Error, ParameterSet};

/// The arithmetic that suits the prime of a parameter set. Numbers go in and come
/// out as eight words, whatever the set.
pub(crate) enum Engine {
    Fold512(Domain<Fold<8, 569>, 8>),
    Fold256(Domain<Fold<4, 617>, 4>),
    Montgomery512(Domain<Montgomery<8>, 8>),
    Montgomery256(Domain<Montgomery<4>, 4>),
}

macro_rules! dispatch {
    ($engine:expr, $domain:ident => $body:expr) => {
        match $engine {
            Engine::Fold512($domain) => $body,
            Engine::Fold256($domain) => $body,
            Engine::Montgomery512($domain) => $body,
            Engine::Montgomery256($domain) => $body,
        }
    };
}

impl Engine {
    pub(crate) fn new(set: &ParameterSet) -> Self {
        let short: [u64; 4] = resize(set.prime());
        if set.size() == 32 {
            if short == words::sub(&[0; 4], &[617, 0, 0, 0]).0 {
                Self::Fold256(Domain::new(set, Fold))
            } else {
                Self::Montgomery256(Domain::new(set, Montgomery::new(short)))
            }
        } else if *set.prime() == words::sub(&[0; 8], &[569, 0, 0, 0, 0, 0, 0, 0]).0 {
            Self::Fold512(Domain::new(set, Fold))
        } else {
            Self::Montgomery512(Domain::new(set, Montgomery::new(*set.prime())))
        }
    }

    /// Refuses coordinates that are too large, off the curve or outside the group.
    pub(crate) fn check_point(&self, x: &[u64; 8], y: &[u64; 8]) -> Result<(), Error> {
        dispatch!(self, domain => domain.check_point(&resize(x), &resize(y)))
    }

    /// Refuses a private key of zero or not below the order.
    pub(crate) fn check_scalar(&self, scalar: &[u64; 8]) -> Result<(), Error> {
        dispatch!(self, domain => domain.check_scalar(&resize(scalar)))
    }

    /// The point of a private key.
    pub(crate) fn multiply_base(&self, scalar: &[u64; 8]) -> ([u64; 8], [u64; 8]) {
        dispatch!(self, domain => {
            let (x, y) = domain.multiply_base(&Zeroizing::new(resize(scalar)));
            (resize(&x), resize(&y))
        })
    }

    /// r and s for a digest, a private key and a nonce; none when the nonce must be replaced.
    pub(crate) fn sign(
        &self,
        digest: &[u64; 8],
        key: &[u64; 8],
        nonce: &[u64; 8],
    ) -> Option<([u64; 8], [u64; 8])> {
        dispatch!(self, domain => {
            let (r, s) = domain.sign(
                &resize(digest),
                &Zeroizing::new(resize(key)),
                &Zeroizing::new(resize(nonce)),
            )?;
            Some((resize(&r), resize(&s)))
        })
    }

    /// Checks r and s against a digest and a public key that passed [`Engine::check_point`].
    pub(crate) fn verify(
        &self,
        digest: &[u64; 8],
        key: (&[u64; 8], &[u64; 8]),
        r: &[u64; 8],
        s: &[u64; 8],
    ) -> Result<(), Error> {
        dispatch!(self, domain => {
            domain.verify(&resize(digest), (&resize(key.0), &resize(key.1)), &resize(r), &resize(s))
        })
    }
}
