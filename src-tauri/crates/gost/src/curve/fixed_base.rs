//! k·P for the base point P and a secret k: signed windows over a table, without a branch or an
//! address that depends on k.

use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};

use super::point::{Affine, Curve, Extended};
use super::table::odd_multiples;
use crate::arithmetic::Field;
use crate::arithmetic::words::{bit_length_vartime, select};

/// Bits of a window.
const WIDTH: usize = 5;
/// A window asks for one of the odd multiples 1, 3, …, 31 or for its negative.
const ENTRIES: usize = 1 << (WIDTH - 1);

/// The odd multiples of 2^(10·j)·P, for every j. Row j serves the windows 2·j and,
/// after as many doublings as a window has bits, 2·j + 1.
pub(crate) struct FixedBase<const N: usize> {
    rows: Vec<[Affine<N>; ENTRIES]>,
    windows: usize,
}

impl<const N: usize> FixedBase<N> {
    pub(crate) fn new<F: Field<N>>(
        curve: &Curve<F, N>,
        base: &Affine<N>,
        order: &[u64; N],
    ) -> Self {
        let windows = bit_length_vartime(order).div_ceil(WIDTH);
        let rows = windows.div_ceil(2);
        let mut points = Vec::with_capacity(rows * ENTRIES);
        let mut power = curve.lift(base);
        for _ in 0..rows {
            points.extend(odd_multiples(curve, &power, ENTRIES));
            for _ in 0..2 * WIDTH {
                power = curve.double(&power);
            }
        }
        let points = curve.normalize_vartime(&points);
        Self {
            rows: points.as_chunks().0.to_vec(),
            windows,
        }
    }

    /// k·P for an odd k below the order.
    ///
    /// With k′ = (k + 2^L − 1)/2, L bits in all windows, the window u of k′ stands for the odd digit
    /// 2·u − 31 of k. ZZ is zero when an addition met equal or opposite points: that takes one
    /// of a few scalars out of 2^255 or more, and is for the caller to answer.
    pub(crate) fn multiply<F: Field<N>>(&self, curve: &Curve<F, N>, k: &[u64; N]) -> Extended<N> {
        // Infinity for a table without rows, which no order makes.
        let mut sum = Extended {
            x: [0; N],
            y: [0; N],
            zz: [0; N],
            zzz: [0; N],
        };
        let mut started = false;
        for parity in [1, 0] {
            for (row, window) in self.rows.iter().zip((parity..self.windows).step_by(2)) {
                let point = self.digit(curve, row, k, window);
                sum = match started {
                    true => curve.add_extended(&sum, &point),
                    false => curve.extend(&point),
                };
                started = true;
            }
            if parity == 1 {
                for _ in 0..WIDTH {
                    sum = curve.double_extended(&sum);
                }
            }
        }
        sum
    }

    /// The multiple that a window of k asks for, read by going over all of the row.
    #[inline]
    fn digit<F: Field<N>>(
        &self,
        curve: &Curve<F, N>,
        row: &[Affine<N>; ENTRIES],
        k: &[u64; N],
        window: usize,
    ) -> Affine<N> {
        // Bits of k′, which is k shifted by one place with the bit L − 1 set.
        let mut u = bits(k, WIDTH * window + 1);
        if window + 1 == self.windows {
            u |= ENTRIES as u64;
        }
        let positive = u >> (WIDTH - 1);
        // The index of |2·u − 31|: u − 16 or 15 − u.
        let index = (u ^ positive.wrapping_sub(1)) & (ENTRIES as u64 - 1);
        let mut point = Affine {
            x: [0; N],
            y: [0; N],
        };
        for (i, entry) in row.iter().enumerate() {
            let mask = u64::conditional_select(&0, &u64::MAX, index.ct_eq(&(i as u64)));
            for j in 0..N {
                point.x[j] |= entry.x[j] & mask;
                point.y[j] |= entry.y[j] & mask;
            }
        }
        let negative = curve.field.negate(&point.y);
        point.y = select(&negative, &point.y, Choice::from(positive as u8));
        point
    }
}

/// As many bits of k as a window has, from the bit `at` on.
#[inline(always)]
fn bits<const N: usize>(k: &[u64; N], at: usize) -> u64 {
    let (word, shift) = (at / 64, at % 64);
    let mut out = k.get(word).copied().unwrap_or(0) >> shift;
    if shift + WIDTH > 64 {
        out |= k.get(word + 1).copied().unwrap_or(0) << (64 - shift);
    }
    out & ((1 << WIDTH) - 1)
}
