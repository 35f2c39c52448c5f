use super::point::{Curve, Jacobian};
use crate::arithmetic::Field;

/// p, 3·p, 5·p and so on, `count` of them.
pub(crate) fn odd_multiples<F: Field<N>, const N: usize>(
    curve: &Curve<F, N>,
    p: &Jacobian<N>,
    count: usize,
) -> impl Iterator<Item = Jacobian<N>> {
    let twice = curve.double(p);
    std::iter::successors(Some(*p), move |last| Some(curve.add_vartime(last, &twice))).take(count)
}
