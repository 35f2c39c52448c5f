//! Sums of multiples of points for public scalars: interleaved sliding windows
//! (Straus's trick with wNAF). The time depends on everything.

use super::point::{Affine, Curve, Jacobian};
use super::table::odd_multiples;
use crate::arithmetic::Field;

/// Bits of a window over a point that comes with each call.
const WIDTH: usize = 5;
/// Bits of a window over the base point.
const BASE_WIDTH: usize = 11;

/// 1, 3, 5, … times a point, for windows of a width.
pub(crate) struct Multiples<const N: usize> {
    points: Vec<Affine<N>>,
    width: usize,
}

impl<const N: usize> Multiples<N> {
    pub(crate) fn of_base<F: Field<N>>(curve: &Curve<F, N>, base: &Affine<N>) -> Self {
        Self::new(curve, base, BASE_WIDTH)
    }

    /// The point must have a large order, as every point but a handful has.
    pub(crate) fn of_point<F: Field<N>>(curve: &Curve<F, N>, point: &Affine<N>) -> Self {
        Self::new(curve, point, WIDTH)
    }

    fn new<F: Field<N>>(curve: &Curve<F, N>, point: &Affine<N>, width: usize) -> Self {
        let points: Vec<_> = odd_multiples(curve, &curve.lift(point), 1 << (width - 2)).collect();
        Self {
            points: curve.normalize_vartime(&points),
            width,
        }
    }
}

/// The sum of scalar·point over all terms.
pub(crate) fn multiply_vartime<F: Field<N>, const N: usize, const TERMS: usize>(
    curve: &Curve<F, N>,
    terms: [(&[u64; N], &Multiples<N>); TERMS],
) -> Jacobian<N> {
    let digits = terms.map(|(scalar, multiples)| non_adjacent_form(scalar, multiples.width));
    let mut sum = curve.infinity();
    let mut started = false;
    for i in (0..DIGITS).rev() {
        if started {
            sum = curve.double(&sum);
        }
        for ((_, multiples), digits) in terms.iter().zip(&digits) {
            let digit = digits[i];
            // A digit is odd or zero, and its absolute value below 2^(width − 1).
            if let (true, Some(point)) = (
                digit != 0,
                multiples.points.get(usize::from(digit.unsigned_abs() / 2)),
            ) {
                started = true;
                sum = if digit > 0 {
                    curve.add_affine_vartime(&sum, point)
                } else {
                    curve.add_affine_vartime(&sum, &curve.negate(point))
                };
            }
        }
    }
    sum
}

/// Enough for 512 bits and the carry out of the last window.
const DIGITS: usize = 513;

/// Odd digits below 2^(width − 1) in absolute value, with at least width − 1 zeros after each.
fn non_adjacent_form<const N: usize>(scalar: &[u64; N], width: usize) -> [i16; DIGITS] {
    let mut out = [0; DIGITS];
    let mask = (1 << width) - 1;
    let mut carry = 0;
    let mut at = 0;
    while at < 64 * N + 1 {
        let (word, shift) = (at / 64, at % 64);
        let mut bits = scalar.get(word).copied().unwrap_or(0) >> shift;
        if shift + width > 64 {
            bits |= scalar.get(word + 1).copied().unwrap_or(0) << (64 - shift);
        }
        let value = (bits & mask) + carry;
        if value & 1 == 0 {
            at += 1;
            continue;
        }
        carry = value >> (width - 1);
        out[at] = value as i16 - ((carry as i16) << width);
        at += width;
    }
    out
}
