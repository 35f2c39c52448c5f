use super::field::Field;
use super::inverse;
use super::words::{self, adc, mac, sbb, select, sub};

/// Arithmetic modulo 2^(64·N) − C for a small C and N of 4 or 8: what overflows is folded
/// back, multiplied by C. Elements are any integers of N words, reduced only by
/// [`Field::decode`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fold<const N: usize, const C: u64>;

impl<const N: usize, const C: u64> Fold<N, C> {
    const MODULUS: [u64; N] = {
        assert!(N == 4 || N == 8);
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

    /// low + high·2^(64·N).
    #[inline(always)]
    fn fold(mut low: [u64; N], high: &[u64; N]) -> [u64; N] {
        let mut carry = 0;
        for (word, other) in low.iter_mut().zip(high) {
            (*word, carry) = mac(*word, *other, C, carry);
        }
        Self::fold_carry(low, carry)
    }
}

/// window + a·b: gives its lowest word and leaves the others, one place lower, in `window`.
#[inline(always)]
fn row<const N: usize>(window: &mut [u64; N], a: u64, b: &[u64; N]) -> u64 {
    let (lowest, mut carry) = mac(window[0], a, b[0], 0);
    for j in 1..N {
        (window[j - 1], carry) = mac(window[j], a, b[j], carry);
    }
    window[N - 1] = carry;
    lowest
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

    #[inline(always)]
    fn add(&self, a: &[u64; N], b: &[u64; N]) -> [u64; N] {
        let (sum, carry) = words::add(a, b);
        Self::fold_carry(sum, carry)
    }

    #[inline(always)]
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

    // Inlined, the formulas are a tenth faster; on the phone size counts more.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn mul(&self, a: &[u64; N], b: &[u64; N]) -> [u64; N] {
        let mut low = [0; N];
        let mut high = [0; N];
        // Written out, as the compiler keeps the window in registers only without a loop.
        low[0] = row(&mut high, a[0], b);
        low[1] = row(&mut high, a[1], b);
        low[2] = row(&mut high, a[2], b);
        low[3] = row(&mut high, a[3], b);
        if N == 8 {
            low[4] = row(&mut high, a[4], b);
            low[5] = row(&mut high, a[5], b);
            low[6] = row(&mut high, a[6], b);
            low[7] = row(&mut high, a[7], b);
        }
        Self::fold(low, &high)
    }

    #[cfg_attr(target_arch = "wasm32", inline(never))]
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn square(&self, a: &[u64; N]) -> [u64; N] {
        let mut low = [0; N];
        let mut high = [0; N];
        macro_rules! at {
            ($k:expr) => {
                if $k < N {
                    &mut low[$k]
                } else {
                    &mut high[$k - N]
                }
            };
        }
        // The products of different words, once each.
        for i in 0..N - 1 {
            let mut carry = 0;
            for j in i + 1..N {
                let slot = at!(i + j);
                (*slot, carry) = mac(*slot, a[i], a[j], carry);
            }
            *at!(i + N) = carry;
        }
        // Twice that, plus the squares of the words.
        let mut shifted_out = 0;
        let mut carry = 0;
        for (i, word) in a.iter().enumerate() {
            let square = u128::from(*word) * u128::from(*word);
            for (k, part) in [(2 * i, square as u64), (2 * i + 1, (square >> 64) as u64)] {
                let slot = at!(k);
                let doubled = *slot << 1 | shifted_out;
                shifted_out = *slot >> 63;
                (*slot, carry) = adc(doubled, part, carry);
            }
        }
        Self::fold(low, &high)
    }

    fn invert(&self, a: &[u64; N]) -> [u64; N] {
        inverse::invert(&self.decode(a), &Self::MODULUS)
    }

    fn invert_vartime(&self, a: &[u64; N]) -> [u64; N] {
        inverse::invert_vartime(&self.decode(a), &Self::MODULUS)
    }
}
