use super::field::Field;
use super::words::{adc, mac, sbb, select, sub};

/// Arithmetic modulo 2^(64·N) − C for a small C: what overflows is folded back,
/// multiplied by C. Elements are any integers of N words, reduced only by
/// [`Field::decode`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fold<const N: usize, const C: u64>;

impl<const N: usize, const C: u64> Fold<N, C> {
    const MODULUS: [u64; N] = {
        let mut words = [u64::MAX; N];
        words[0] = C.wrapping_neg();
        words
    };

    /// a + carry·2^(64·N), where carry·C fits a word.
    #[inline(always)]
    fn fold_carry(mut a: [u64; N], carry: u64) -> [u64; N] {
        let mut c;
        (a[0], c) = adc(a[0], carry * C, 0);
        for word in a.iter_mut().skip(1) {
            (*word, c) = adc(*word, 0, c);
        }
        // A second overflow leaves a tiny number, which cannot overflow again.
        a[0] = a[0].wrapping_add(c * C);
        a
    }
}

impl<const N: usize, const C: u64> Field<N> for Fold<N, C> {
    fn modulus(&self) -> &[u64; N] {
        &Self::MODULUS
    }

    fn one(&self) -> [u64; N] {
        let mut one = [0; N];
        one[0] = 1;
        one
    }

    fn encode(&self, integer: &[u64; N]) -> [u64; N] {
        *integer
    }

    #[inline]
    fn decode(&self, element: &[u64; N]) -> [u64; N] {
        let (reduced, borrow) = sub(element, &Self::MODULUS);
        select(&reduced, element, subtle::Choice::from(borrow as u8))
    }

    #[inline]
    fn add(&self, a: &[u64; N], b: &[u64; N]) -> [u64; N] {
        let (sum, carry) = super::words::add(a, b);
        Self::fold_carry(sum, carry)
    }

    #[inline]
    fn sub(&self, a: &[u64; N], b: &[u64; N]) -> [u64; N] {
        let (mut out, borrow) = sub(a, b);
        let mut c;
        (out[0], c) = sbb(out[0], borrow * C, 0);
        for word in out.iter_mut().skip(1) {
            (*word, c) = sbb(*word, 0, c);
        }
        // A second borrow leaves a number just below 2^(64·N), which cannot borrow again.
        out[0] = out[0].wrapping_sub(c * C);
        out
    }

    #[inline]
    fn mul(&self, a: &[u64; N], b: &[u64; N]) -> [u64; N] {
        let mut low = [0; N];
        let mut high = [0; N];
        for (i, word) in a.iter().enumerate() {
            let mut carry = 0;
            for (j, other) in b.iter().enumerate() {
                let k = i + j;
                let slot = if k < N { &mut low[k] } else { &mut high[k - N] };
                (*slot, carry) = mac(*slot, *word, *other, carry);
            }
            high[i] = carry;
        }
        let mut carry = 0;
        for (slot, word) in low.iter_mut().zip(&high) {
            (*slot, carry) = mac(*slot, *word, C, carry);
        }
        Self::fold_carry(low, carry)
    }

    #[inline]
    fn square(&self, a: &[u64; N]) -> [u64; N] {
        self.mul(a, a)
    }
}
