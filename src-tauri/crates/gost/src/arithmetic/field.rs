use subtle::Choice;

use super::words::{equal, is_zero};

/// Arithmetic modulo a prime of N words. Elements are words in whatever form the
/// implementation likes; only [`Field::encode`] and [`Field::decode`] know the integers.
///
/// Everything is constant-time in the elements unless its name says otherwise.
pub(crate) trait Field<const N: usize>: Copy + Send + Sync + 'static {
    fn modulus(&self) -> &[u64; N];
    fn one(&self) -> [u64; N];
    /// An integer below 2^(64·N), reduced, as an element.
    fn encode(&self, integer: &[u64; N]) -> [u64; N];
    /// The integer below the modulus that an element stands for.
    fn decode(&self, element: &[u64; N]) -> [u64; N];
    fn add(&self, a: &[u64; N], b: &[u64; N]) -> [u64; N];
    fn sub(&self, a: &[u64; N], b: &[u64; N]) -> [u64; N];
    fn mul(&self, a: &[u64; N], b: &[u64; N]) -> [u64; N];
    fn square(&self, a: &[u64; N]) -> [u64; N];

    /// The inverse, and zero for zero.
    fn invert(&self, a: &[u64; N]) -> [u64; N];
    /// As [`Field::invert`], faster, in a time that depends on the element.
    fn invert_vartime(&self, a: &[u64; N]) -> [u64; N];

    #[inline(always)]
    fn double(&self, a: &[u64; N]) -> [u64; N] {
        self.add(a, a)
    }

    #[inline(always)]
    fn negate(&self, a: &[u64; N]) -> [u64; N] {
        self.sub(&[0; N], a)
    }

    #[inline]
    fn is_zero(&self, a: &[u64; N]) -> Choice {
        is_zero(&self.decode(a))
    }

    #[inline]
    fn equal(&self, a: &[u64; N], b: &[u64; N]) -> Choice {
        equal(&self.decode(a), &self.decode(b))
    }
}
