use std::sync::OnceLock;

use zeroize::Zeroizing;

use super::fixed_base::FixedBase;
use super::point::{Affine, Curve, Jacobian};
use super::public::{Multiples, multiply_vartime};
use crate::arithmetic::words::{self, less, resize, select};
use crate::arithmetic::{Field, Montgomery};
use crate::{Error, ParameterSet};

/// A parameter set made ready for calculation.
pub(crate) struct Domain<F, const N: usize> {
    curve: Curve<F, N>,
    /// Arithmetic modulo the order of the group.
    order: Montgomery<N>,
    base: Affine<N>,
    cofactor: u8,
    signing_table: OnceLock<FixedBase<N>>,
    verifying_table: OnceLock<Multiples<N>>,
}

impl<F: Field<N>, const N: usize> Domain<F, N> {
    pub(crate) fn new(set: &ParameterSet, field: F) -> Self {
        let a: [u64; N] = resize(set.a());
        let mut three = [0; N];
        three[0] = 3;
        let base = set.base_point();
        Self {
            curve: Curve {
                field,
                a: field.encode(&a),
                a_is_minus_three: words::add(&a, &three).0 == *field.modulus(),
                b: field.encode(&resize(set.b())),
            },
            order: Montgomery::new(resize(set.order())),
            base: Affine {
                x: field.encode(&resize(base.0)),
                y: field.encode(&resize(base.1)),
            },
            cofactor: set.cofactor(),
            signing_table: OnceLock::new(),
            verifying_table: OnceLock::new(),
        }
    }

    pub(crate) fn check_scalar(&self, scalar: &[u64; N]) -> Result<(), Error> {
        let good = self.order.contains(scalar) & !words::is_zero(scalar);
        if good.into() {
            Ok(())
        } else {
            Err(Error::ScalarRange)
        }
    }

    pub(crate) fn check_point(&self, x: &[u64; N], y: &[u64; N]) -> Result<(), Error> {
        let f = &self.curve.field;
        if (!(less(x, f.modulus()) & less(y, f.modulus()))).into() {
            return Err(Error::CoordinateRange);
        }
        let point = Affine {
            x: f.encode(x),
            y: f.encode(y),
        };
        if !self.curve.contains(&point) {
            return Err(Error::NotOnCurve);
        }
        if self.cofactor != 1 && !self.has_prime_order(&point) {
            return Err(Error::WrongOrder);
        }
        Ok(())
    }

    /// Plain doubling and adding: the point may have any order, so that a table of its odd
    /// multiples might contain infinity.
    fn has_prime_order(&self, point: &Affine<N>) -> bool {
        let multiple = self.multiply_plainly_vartime(self.order.modulus(), point);
        self.curve.field.is_zero(&multiple.z).into()
    }

    fn multiply_plainly_vartime(&self, scalar: &[u64; N], point: &Affine<N>) -> Jacobian<N> {
        let mut out = self.curve.infinity();
        for i in (0..words::bit_length_vartime(scalar)).rev() {
            out = self.curve.double(&out);
            if scalar[i / 64] >> (i % 64) & 1 == 1 {
                out = self.curve.add_affine_vartime(&out, point);
            }
        }
        out
    }

    /// The affine coordinates of scalar·P, for 0 < scalar < q, constant-time in the scalar.
    pub(crate) fn multiply_base(&self, scalar: &[u64; N]) -> ([u64; N], [u64; N]) {
        let (c, f) = (&self.curve, &self.curve.field);
        let table = self
            .signing_table
            .get_or_init(|| FixedBase::new(c, &self.base, self.order.modulus()));
        // Of k and q − k one is odd; their points are opposite.
        let odd = subtle::Choice::from((scalar[0] & 1) as u8);
        let opposite = Zeroizing::new(words::sub(self.order.modulus(), scalar).0);
        let point = table.multiply(c, &Zeroizing::new(select(&opposite, scalar, odd)));
        if f.is_zero(&point.zz).into() {
            return self.multiply_base_exceptional(scalar);
        }
        // 1/ZZ = (ZZ/ZZZ)²
        let inverse = f.invert(&point.zzz);
        let x = f.mul(&point.x, &f.square(&f.mul(&point.zz, &inverse)));
        let y = f.mul(&point.y, &inverse);
        (f.decode(&x), f.decode(&select(&f.negate(&y), &y, odd)))
    }

    /// For the few scalars that the table cannot serve. They are known from the parameter
    /// set alone and no generator ever makes one, so taking time here tells nothing.
    #[cold]
    fn multiply_base_exceptional(&self, scalar: &[u64; N]) -> ([u64; N], [u64; N]) {
        let f = &self.curve.field;
        let point = self.multiply_plainly_vartime(scalar, &self.base);
        let z = f.invert(&point.z);
        let zz = f.square(&z);
        (
            f.decode(&f.mul(&point.x, &zz)),
            f.decode(&f.mul(&point.y, &f.mul(&zz, &z))),
        )
    }

    /// The digest as an element: modulo the order, and 1 instead of 0 (RFC 7091, section 6.1).
    fn digest_element(&self, digest: &[u64; N]) -> [u64; N] {
        let e = self.order.encode(digest);
        select(&e, &self.order.one(), words::is_zero(&e))
    }

    pub(crate) fn sign(
        &self,
        digest: &[u64; N],
        key: &[u64; N],
        nonce: &[u64; N],
    ) -> Option<([u64; N], [u64; N])> {
        let q = &self.order;
        let r = q.reduce(&self.multiply_base(nonce).0);
        // r is plain and key an element, so their product is plain; likewise nonce and e.
        let rd = Zeroizing::new(q.mul(&r, &Zeroizing::new(q.encode(key))));
        let ke = Zeroizing::new(q.mul(nonce, &self.digest_element(digest)));
        let s = q.add(&rd, &ke);
        let useless = words::is_zero(&r) | words::is_zero(&s);
        if useless.into() { None } else { Some((r, s)) }
    }

    pub(crate) fn verify(
        &self,
        digest: &[u64; N],
        key: (&[u64; N], &[u64; N]),
        r: &[u64; N],
        s: &[u64; N],
    ) -> Result<(), Error> {
        if self.check_scalar(r).is_err() || self.check_scalar(s).is_err() {
            return Err(Error::SignatureRange);
        }
        let (c, f, q) = (&self.curve, &self.curve.field, &self.order);
        let v = q.invert_vartime(&self.digest_element(digest));
        let z1 = q.mul(s, &v);
        let z2 = q.mul(&q.negate(r), &v);
        let base = self
            .verifying_table
            .get_or_init(|| Multiples::of_base(c, &self.base));
        let key = Multiples::of_point(
            c,
            &Affine {
                x: f.encode(key.0),
                y: f.encode(key.1),
            },
        );
        let sum = multiply_vartime(c, [(&z1, base), (&z2, &key)]);
        if f.is_zero(&sum.z).into() {
            return Err(Error::SignatureMismatch);
        }
        // x ≡ r modulo q, so x is r, r + q, r + 2·q, …; compared without leaving X/Z².
        let zz = f.square(&sum.z);
        let mut candidate = *r;
        loop {
            if f.equal(&f.mul(&f.encode(&candidate), &zz), &sum.x).into() {
                return Ok(());
            }
            let (next, carry) = words::add(&candidate, q.modulus());
            if carry == 1 || (!less(&next, f.modulus())).into() {
                return Err(Error::SignatureMismatch);
            }
            candidate = next;
        }
    }
}
