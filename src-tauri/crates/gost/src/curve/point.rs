use crate::arithmetic::Field;

/// A point of y² = x³ + a·x + b other than infinity.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Affine<const N: usize> {
    pub(crate) x: [u64; N],
    pub(crate) y: [u64; N],
}

/// (X, Y, Z) for the point (X/Z², Y/Z³); Z = 0 for infinity.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Jacobian<const N: usize> {
    pub(crate) x: [u64; N],
    pub(crate) y: [u64; N],
    pub(crate) z: [u64; N],
}

/// What the formulas need to know of a curve.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Curve<F, const N: usize> {
    pub(crate) field: F,
    pub(crate) a: [u64; N],
    pub(crate) a_is_minus_three: bool,
    pub(crate) b: [u64; N],
}

impl<F: Field<N>, const N: usize> Curve<F, N> {
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

    pub(crate) fn contains(&self, p: &Affine<N>) -> bool {
        let f = &self.field;
        let right = f.add(&f.mul(&f.add(&f.square(&p.x), &self.a), &p.x), &self.b);
        f.equal(&f.square(&p.y), &right).into()
    }

    pub(crate) fn double(&self, p: &Jacobian<N>) -> Jacobian<N> {
        let f = &self.field;
        let zz = f.square(&p.z);
        let yy = f.square(&p.y);
        let beta = f.mul(&p.x, &yy);
        let alpha = if self.a_is_minus_three {
            let t = f.mul(&f.sub(&p.x, &zz), &f.add(&p.x, &zz));
            f.add(&f.double(&t), &t)
        } else {
            let xx = f.square(&p.x);
            f.add(&f.add(&f.double(&xx), &xx), &f.mul(&self.a, &f.square(&zz)))
        };
        let beta4 = f.double(&f.double(&beta));
        let x = f.sub(&f.square(&alpha), &f.double(&beta4));
        let z = f.double(&f.mul(&p.y, &p.z));
        let yyyy8 = f.double(&f.double(&f.double(&f.square(&yy))));
        let y = f.sub(&f.mul(&alpha, &f.sub(&beta4, &x)), &yyyy8);
        Jacobian { x, y, z }
    }

    /// p + q in all cases. Its time tells which case it was.
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

    /// The affine coordinates; none for infinity.
    pub(crate) fn normalize(&self, p: &Jacobian<N>) -> Option<Affine<N>> {
        let f = &self.field;
        if f.is_zero(&p.z).into() {
            return None;
        }
        let inverse = f.invert(&p.z);
        let square = f.square(&inverse);
        Some(Affine {
            x: f.mul(&p.x, &square),
            y: f.mul(&p.y, &f.mul(&square, &inverse)),
        })
    }
}
