//! Points and the formulas for them (https://hyperelliptic.org/EFD/g1p/auto-shortw.html).
//!
//! Formulas without `vartime` in their names are constant-time and incomplete: their documentation
//! says what they make of the exceptional cases.

use crate::arithmetic::Field;

/// A point other than infinity.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Affine<const N: usize> {
    pub(crate) x: [u64; N],
    pub(crate) y: [u64; N],
}

/// (X, Y, Z) for the point (X/Z², Y/Z³); Z = 0 for infinity. Doubling is cheapest so.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Jacobian<const N: usize> {
    pub(crate) x: [u64; N],
    pub(crate) y: [u64; N],
    pub(crate) z: [u64; N],
}

/// (X, Y, ZZ, ZZZ) for the point (X/ZZ, Y/ZZZ), with ZZ³ = ZZZ²; ZZ = ZZZ = 0 for infinity.
/// Adding affine points is cheapest so.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extended<const N: usize> {
    pub(crate) x: [u64; N],
    pub(crate) y: [u64; N],
    pub(crate) zz: [u64; N],
    pub(crate) zzz: [u64; N],
}

/// y² = x³ + a·x + b.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Curve<F, const N: usize> {
    pub(crate) field: F,
    pub(crate) a: [u64; N],
    pub(crate) a_is_minus_three: bool,
    pub(crate) b: [u64; N],
}

impl<F: Field<N>, const N: usize> Curve<F, N> {
    pub(crate) fn contains(&self, p: &Affine<N>) -> bool {
        let f = &self.field;
        let right = f.add(&f.mul(&f.add(&f.square(&p.x), &self.a), &p.x), &self.b);
        f.equal(&f.square(&p.y), &right).into()
    }

    pub(crate) fn negate(&self, p: &Affine<N>) -> Affine<N> {
        Affine {
            x: p.x,
            y: self.field.negate(&p.y),
        }
    }

    pub(crate) fn infinity(&self) -> Jacobian<N> {
        Jacobian {
            x: self.field.one(),
            y: self.field.one(),
            z: [0; N],
        }
    }

    pub(crate) fn lift(&self, p: &Affine<N>) -> Jacobian<N> {
        Jacobian {
            x: p.x,
            y: p.y,
            z: self.field.one(),
        }
    }

    pub(crate) fn extend(&self, p: &Affine<N>) -> Extended<N> {
        Extended {
            x: p.x,
            y: p.y,
            zz: self.field.one(),
            zzz: self.field.one(),
        }
    }

    /// 3·X² + a·Z⁴, given Z².
    #[inline(always)]
    fn slope(&self, x: &[u64; N], zz: &[u64; N]) -> [u64; N] {
        let f = &self.field;
        if self.a_is_minus_three {
            let t = f.mul(&f.sub(x, zz), &f.add(x, zz));
            f.add(&f.double(&t), &t)
        } else {
            let xx = f.square(x);
            f.add(&f.add(&f.double(&xx), &xx), &f.mul(&self.a, &f.square(zz)))
        }
    }

    /// 2·p in all cases.
    pub(crate) fn double(&self, p: &Jacobian<N>) -> Jacobian<N> {
        let f = &self.field;
        let slope = self.slope(&p.x, &f.square(&p.z));
        let z = f.double(&f.mul(&p.y, &p.z));
        let yy2 = f.double(&f.square(&p.y));
        let beta4 = f.double(&f.mul(&p.x, &yy2));
        let x = f.sub(&f.square(&slope), &f.double(&beta4));
        let yyyy8 = f.double(&f.square(&yy2));
        let y = f.sub(&f.mul(&slope, &f.sub(&beta4, &x)), &yyyy8);
        Jacobian { x, y, z }
    }

    /// 2·p in all cases (dbl-2008-s-1).
    pub(crate) fn double_extended(&self, p: &Extended<N>) -> Extended<N> {
        let f = &self.field;
        let u = f.double(&p.y);
        let v = f.square(&u);
        let w = f.mul(&u, &v);
        let s = f.mul(&p.x, &v);
        let slope = self.slope(&p.x, &p.zz);
        let x = f.sub(&f.square(&slope), &f.double(&s));
        let y = f.sub(&f.mul(&slope, &f.sub(&s, &x)), &f.mul(&w, &p.y));
        Extended {
            x,
            y,
            zz: f.mul(&v, &p.zz),
            zzz: f.mul(&w, &p.zzz),
        }
    }

    /// p + q (madd-2008-s), but ZZ = ZZZ = 0 when q is p or −p or when p is infinity, from
    /// which no further operation leads away.
    #[inline]
    pub(crate) fn add_extended(&self, p: &Extended<N>, q: &Affine<N>) -> Extended<N> {
        let f = &self.field;
        let h = f.sub(&f.mul(&q.x, &p.zz), &p.x);
        let r = f.sub(&f.mul(&q.y, &p.zzz), &p.y);
        let hh = f.square(&h);
        let hhh = f.mul(&h, &hh);
        let v = f.mul(&p.x, &hh);
        let x = f.sub(&f.sub(&f.square(&r), &hhh), &f.double(&v));
        let y = f.sub(&f.mul(&r, &f.sub(&v, &x)), &f.mul(&p.y, &hhh));
        Extended {
            x,
            y,
            zz: f.mul(&p.zz, &hh),
            zzz: f.mul(&p.zzz, &hhh),
        }
    }

    /// p + q in all cases.
    pub(crate) fn add_vartime(&self, p: &Jacobian<N>, q: &Jacobian<N>) -> Jacobian<N> {
        let f = &self.field;
        if f.is_zero(&p.z).into() {
            return *q;
        }
        if f.is_zero(&q.z).into() {
            return *p;
        }
        let (z1z1, z2z2) = (f.square(&p.z), f.square(&q.z));
        let (u1, u2) = (f.mul(&p.x, &z2z2), f.mul(&q.x, &z1z1));
        let s1 = f.mul(&f.mul(&p.y, &q.z), &z2z2);
        let s2 = f.mul(&f.mul(&q.y, &p.z), &z1z1);
        let (h, r) = (f.sub(&u2, &u1), f.sub(&s2, &s1));
        if f.is_zero(&h).into() {
            return if f.is_zero(&r).into() {
                self.double(p)
            } else {
                self.infinity()
            };
        }
        let hh = f.square(&h);
        let hhh = f.mul(&h, &hh);
        let v = f.mul(&u1, &hh);
        let x = f.sub(&f.sub(&f.square(&r), &hhh), &f.double(&v));
        let y = f.sub(&f.mul(&r, &f.sub(&v, &x)), &f.mul(&s1, &hhh));
        let z = f.mul(&h, &f.mul(&p.z, &q.z));
        Jacobian { x, y, z }
    }

    /// p + q in all cases.
    pub(crate) fn add_affine_vartime(&self, p: &Jacobian<N>, q: &Affine<N>) -> Jacobian<N> {
        let f = &self.field;
        if f.is_zero(&p.z).into() {
            return self.lift(q);
        }
        let zz = f.square(&p.z);
        let h = f.sub(&f.mul(&q.x, &zz), &p.x);
        let r = f.sub(&f.mul(&f.mul(&q.y, &p.z), &zz), &p.y);
        if f.is_zero(&h).into() {
            return if f.is_zero(&r).into() {
                self.double(p)
            } else {
                self.infinity()
            };
        }
        let hh = f.square(&h);
        let hhh = f.mul(&h, &hh);
        let v = f.mul(&p.x, &hh);
        let x = f.sub(&f.sub(&f.square(&r), &hhh), &f.double(&v));
        let y = f.sub(&f.mul(&r, &f.sub(&v, &x)), &f.mul(&p.y, &hhh));
        Jacobian {
            x,
            y,
            z: f.mul(&p.z, &h),
        }
    }

    /// The affine coordinates of points none of which is infinity, with one inversion for all
    /// (Montgomery's trick). For public points.
    pub(crate) fn normalize_vartime(&self, points: &[Jacobian<N>]) -> Vec<Affine<N>> {
        let f = &self.field;
        let mut products = Vec::with_capacity(points.len());
        let mut product = f.one();
        for point in points {
            products.push(product);
            product = f.mul(&product, &point.z);
        }
        let mut inverse = f.invert_vartime(&product);
        let mut out: Vec<_> = points
            .iter()
            .zip(&products)
            .rev()
            .map(|(point, before)| {
                let z = f.mul(&inverse, before);
                inverse = f.mul(&inverse, &point.z);
                let zz = f.square(&z);
                Affine {
                    x: f.mul(&point.x, &zz),
                    y: f.mul(&point.y, &f.mul(&zz, &z)),
                }
            })
            .collect();
        out.reverse();
        out
    }
}
