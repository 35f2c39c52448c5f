use super::field::Field;
use super::inverse;
use super::words::{adc, add, less, mac, select, sub};

/// Arithmetic modulo any odd number of N words in Montgomery form: an element a
/// stands for a·2^(−64·N), and is always below the modulus.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Montgomery<const N: usize> {
    modulus: [u64; N],
    /// −modulus^(−1) modulo 2^64.
    inverse: u64,
    /// 2^(64·N) modulo the modulus: one.
    one: [u64; N],
    /// 2^(128·N) modulo the modulus: turns integers into elements.
    square: [u64; N],
}

impl<const N: usize> Montgomery<N> {
    /// The modulus must be odd. Not for secret moduli.
    pub(crate) fn new(modulus: [u64; N]) -> Self {
        let mut inverse = 1u64;
        for _ in 0..6 {
            inverse = inverse.wrapping_mul(2u64.wrapping_sub(modulus[0].wrapping_mul(inverse)));
        }
        let mut field = Self {
            modulus,
            inverse: inverse.wrapping_neg(),
            one: [0; N],
            square: [0; N],
        };
        // Start from 1 and double; after 64·N steps it is 2^(64·N), after twice as many its square.
        let mut power = [0; N];
        power[0] = 1;
        for _ in 0..64 * N {
            power = field.add(&power, &power);
        }
        field.one = power;
        for _ in 0..64 * N {
            power = field.add(&power, &power);
        }
        field.square = power;
        field
    }

    /// Subtracts the modulus where `carry`·2^(64·N) + a is not below it.
    #[inline(always)]
    fn reduce_once(&self, a: &[u64; N], carry: u64) -> [u64; N] {
        let (reduced, borrow) = sub(a, &self.modulus);
        select(
            &reduced,
            a,
            subtle::Choice::from((borrow & (carry ^ 1)) as u8),
        )
    }

    /// An integer below 2^(64·N) modulo the modulus.
    pub(crate) fn reduce(&self, integer: &[u64; N]) -> [u64; N] {
        self.decode(&self.encode(integer))
    }

    /// Whether an integer is below the modulus.
    pub(crate) fn contains(&self, integer: &[u64; N]) -> subtle::Choice {
        less(integer, &self.modulus)
    }
}

impl<const N: usize> Field<N> for Montgomery<N> {
    fn modulus(&self) -> &[u64; N] {
        &self.modulus
    }

    fn one(&self) -> [u64; N] {
        self.one
    }

    fn encode(&self, integer: &[u64; N]) -> [u64; N] {
        self.mul(integer, &self.square)
    }

    fn decode(&self, element: &[u64; N]) -> [u64; N] {
        let mut one = [0; N];
        one[0] = 1;
        self.mul(element, &one)
    }

    #[inline]
    fn add(&self, a: &[u64; N], b: &[u64; N]) -> [u64; N] {
        let (sum, carry) = add(a, b);
        self.reduce_once(&sum, carry)
    }

    #[inline]
    fn sub(&self, a: &[u64; N], b: &[u64; N]) -> [u64; N] {
        let (difference, borrow) = sub(a, b);
        let fixed = add(&difference, &self.modulus).0;
        select(&difference, &fixed, subtle::Choice::from(borrow as u8))
    }

    /// Coarsely integrated operand scanning. The result is below the modulus when
    /// one factor is, whatever the other.
    #[inline]
    fn mul(&self, a: &[u64; N], b: &[u64; N]) -> [u64; N] {
        let mut out = [0; N];
        let mut top = 0;
        for word in a {
            let mut carry = 0;
            for j in 0..N {
                (out[j], carry) = mac(out[j], *word, b[j], carry);
            }
            let (high, over) = adc(top, carry, 0);
            let factor = out[0].wrapping_mul(self.inverse);
            let mut carry = mac(out[0], factor, self.modulus[0], 0).1;
            for j in 1..N {
                (out[j - 1], carry) = mac(out[j], factor, self.modulus[j], carry);
            }
            (out[N - 1], carry) = adc(high, carry, 0);
            top = over + carry;
        }
        self.reduce_once(&out, top)
    }

    #[inline]
    fn square(&self, a: &[u64; N]) -> [u64; N] {
        self.mul(a, a)
    }

    fn invert(&self, a: &[u64; N]) -> [u64; N] {
        // (a·R)^(−1) needs R² to become a^(−1)·R; each multiplication brings one R.
        let inverse = inverse::invert(a, &self.modulus);
        self.encode(&self.encode(&inverse))
    }

    fn invert_vartime(&self, a: &[u64; N]) -> [u64; N] {
        let inverse = inverse::invert_vartime(a, &self.modulus);
        self.encode(&self.encode(&inverse))
    }
}
