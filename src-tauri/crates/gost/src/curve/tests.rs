//! The formulas and the tables against the textbook: affine points, one case after the other.

use super::fixed_base::FixedBase;
use super::point::{Affine, Curve, Jacobian};
use super::public::{Multiples, multiply_vartime};
use crate::ParameterSet;
use crate::arithmetic::words::{self, resize, sub};
use crate::arithmetic::{Field, Fold, Montgomery};
use crate::sets::{CRYPTOPRO_B, TC26_256_A, TC26_512_A, TC26_512_C};

/// None is infinity.
type Point<const N: usize> = Option<Affine<N>>;

struct World<F, const N: usize> {
    curve: Curve<F, N>,
    base: Affine<N>,
    order: [u64; N],
}

impl<F: Field<N>, const N: usize> World<F, N> {
    fn new(set: &ParameterSet, field: F) -> Self {
        let a: [u64; N] = resize(set.a());
        let base = set.base_point();
        Self {
            curve: Curve {
                field,
                a: field.encode(&a),
                a_is_minus_three: sub(field.modulus(), &a).0 == number(3),
                b: field.encode(&resize(set.b())),
            },
            base: Affine {
                x: field.encode(&resize(base.0)),
                y: field.encode(&resize(base.1)),
            },
            order: resize(set.order()),
        }
    }

    /// The textbook, with an inversion for every addition.
    fn add(&self, p: &Point<N>, q: &Point<N>) -> Point<N> {
        let f = &self.curve.field;
        let (Some(p), Some(q)) = (p, q) else {
            return p.or(*q);
        };
        let slope = if !bool::from(f.equal(&p.x, &q.x)) {
            f.mul(&f.sub(&q.y, &p.y), &f.invert(&f.sub(&q.x, &p.x)))
        } else if bool::from(f.equal(&p.y, &q.y)) && !bool::from(f.is_zero(&p.y)) {
            let xx = f.square(&p.x);
            let top = f.add(&f.add(&f.double(&xx), &xx), &self.curve.a);
            f.mul(&top, &f.invert(&f.double(&p.y)))
        } else {
            return None;
        };
        let x = f.sub(&f.sub(&f.square(&slope), &p.x), &q.x);
        let y = f.sub(&f.mul(&slope, &f.sub(&p.x, &x)), &p.y);
        Some(Affine { x, y })
    }

    fn multiply(&self, k: &[u64; N], p: &Point<N>) -> Point<N> {
        let mut out = None;
        for i in (0..64 * N).rev() {
            out = self.add(&out, &out);
            if k[i / 64] >> (i % 64) & 1 == 1 {
                out = self.add(&out, p);
            }
        }
        out
    }

    fn negate(&self, p: &Point<N>) -> Point<N> {
        p.map(|p| self.curve.negate(&p))
    }

    /// Jacobian coordinates with some Z other than 1.
    fn lift(&self, p: &Point<N>, z: u64) -> Jacobian<N> {
        let f = &self.curve.field;
        let Some(p) = p else {
            return Jacobian {
                x: f.encode(&number(z)),
                y: f.one(),
                z: [0; N],
            };
        };
        let z = f.encode(&number(z));
        let zz = f.square(&z);
        Jacobian {
            x: f.mul(&p.x, &zz),
            y: f.mul(&p.y, &f.mul(&zz, &z)),
            z,
        }
    }

    fn drop(&self, p: &Jacobian<N>) -> Point<N> {
        let f = &self.curve.field;
        let z = f.invert(&p.z);
        let zz = f.square(&z);
        let affine = Affine {
            x: f.mul(&p.x, &zz),
            y: f.mul(&p.y, &f.mul(&zz, &z)),
        };
        (!bool::from(f.is_zero(&p.z))).then_some(affine)
    }

    #[track_caller]
    fn same(&self, p: &Point<N>, q: &Point<N>) {
        let plain = |p: &Point<N>| {
            p.map(|p| (self.curve.field.decode(&p.x), self.curve.field.decode(&p.y)))
        };
        assert_eq!(plain(p), plain(q));
    }

    /// All pairs of a few multiples of the base point, equal, opposite and infinite ones among them.
    fn check_formulas(&self) {
        let c = &self.curve;
        let base = Some(self.base);
        let mut points = vec![None, base, self.negate(&base)];
        for k in [2, 3, 7] {
            let point = self.multiply(&number(k), &base);
            points.extend([point, self.negate(&point)]);
        }
        for p in &points {
            self.same(&self.drop(&c.double(&self.lift(p, 5))), &self.add(p, p));
            for q in &points {
                let expected = self.add(p, q);
                let sum = c.add_vartime(&self.lift(p, 5), &self.lift(q, 9));
                self.same(&self.drop(&sum), &expected);
                let Some(q) = q else { continue };
                let sum = c.add_affine_vartime(&self.lift(p, 5), q);
                self.same(&self.drop(&sum), &expected);
                let Some(p) = p else { continue };
                self.check_extended(p, q, &expected);
            }
        }
    }

    /// ZZ and ZZZ become zero where the formula does not hold, and stay so.
    fn check_extended(&self, p: &Affine<N>, q: &Affine<N>, expected: &Point<N>) {
        let (c, f) = (&self.curve, &self.curve.field);
        let doubled = c.double_extended(&c.extend(p));
        let sum = c.add_extended(&doubled, q);
        if bool::from(f.is_zero(&sum.zz)) {
            let three = self.add(&self.add(&Some(*p), &Some(*p)), &Some(*q));
            let twice = self
                .add(&Some(*p), &Some(*p))
                .expect("no point of order two");
            assert!(three.is_none() || bool::from(f.equal(&twice.x, &q.x)));
        } else {
            let twice = self.add(&Some(*p), &Some(*p));
            self.same(&self.affine(&sum), &self.add(&twice, &Some(*q)));
        }
        let sum = c.add_extended(&c.extend(p), q);
        if bool::from(f.equal(&p.x, &q.x)) {
            for dead in [
                sum,
                c.double_extended(&sum),
                c.add_extended(&sum, &self.base),
            ] {
                assert!(bool::from(f.is_zero(&dead.zz) & f.is_zero(&dead.zzz)));
            }
        } else {
            self.same(&self.affine(&sum), expected);
        }
    }

    fn affine(&self, p: &super::point::Extended<N>) -> Point<N> {
        let f = &self.curve.field;
        let (x, y) = (
            f.mul(&p.x, &f.invert(&p.zz)),
            f.mul(&p.y, &f.invert(&p.zzz)),
        );
        Some(Affine { x, y })
    }

    fn scalars(&self) -> Vec<[u64; N]> {
        let mut scalars: Vec<_> = [1, 2, 3, 31, 32, 33, 1023, 1025, 0x1234_5678_9abc_def1]
            .into_iter()
            .flat_map(|n| [number(n), sub(&self.order, &number(n)).0])
            .collect();
        let mut scattered = [0x9e37_79b9_7f4a_7c15; N];
        scattered[N - 1] = 0x0123_4567_89ab_cdef;
        scalars.extend([scattered, sub(&self.order, &scattered).0]);
        scalars
    }

    fn check_tables(&self) {
        let (c, f) = (&self.curve, &self.curve.field);
        let table = FixedBase::new(c, &self.base, &self.order);
        let base = Multiples::of_base(c, &self.base);
        let other = self
            .multiply(&number(11), &Some(self.base))
            .expect("a large order");
        let other_multiples = Multiples::of_point(c, &other);
        for k in self.scalars() {
            let expected = self.multiply(&k, &Some(self.base));
            if k[0] & 1 == 1 {
                let point = table.multiply(c, &k);
                assert!(!bool::from(f.is_zero(&point.zz)));
                self.same(&self.affine(&point), &expected);
            }
            let sum = multiply_vartime(c, [(&k, &base), (&number(0), &other_multiples)]);
            self.same(&self.drop(&sum), &expected);
            let sum = multiply_vartime(c, [(&k, &base), (&k, &other_multiples)]);
            let twelve = self.multiply(&number(12), &expected);
            self.same(&self.drop(&sum), &twelve);
            // 11·(order − k)·P + 11·k·P is infinity.
            let opposite = sub(&self.order, &k).0;
            let sum = multiply_vartime(c, [(&opposite, &other_multiples), (&k, &other_multiples)]);
            self.same(&self.drop(&sum), &None);
        }
        for k in [number(0), self.order] {
            let sum = multiply_vartime(c, [(&k, &base)]);
            self.same(&self.drop(&sum), &None);
        }
        let all = [u64::MAX; N];
        let sum = multiply_vartime(c, [(&all, &base)]);
        self.same(&self.drop(&sum), &self.multiply(&all, &Some(self.base)));
    }
}

fn number<const N: usize>(n: u64) -> [u64; N] {
    let mut words = [0; N];
    words[0] = n;
    words
}

#[test]
fn formulas_and_tables_of_512_a() {
    let world = World::new(&TC26_512_A, Fold::<8, 569>);
    world.check_formulas();
    world.check_tables();
}

#[test]
fn formulas_and_tables_of_512_c() {
    let world = World::new(&TC26_512_C, Fold::<8, 569>);
    world.check_formulas();
    world.check_tables();
}

#[test]
fn formulas_and_tables_of_256_a() {
    let world = World::new(&TC26_256_A, Fold::<4, 617>);
    world.check_formulas();
    world.check_tables();
}

#[test]
fn formulas_and_tables_of_cryptopro_b() {
    let world = World::new(
        &CRYPTOPRO_B,
        Montgomery::<4>::new(resize(CRYPTOPRO_B.prime())),
    );
    world.check_formulas();
    world.check_tables();
}

/// 3·2^511 − q is one of the scalars whose last addition is a doubling: the table gives up and the
/// slow way answers.
#[test]
fn a_scalar_that_the_table_cannot_serve() {
    let world = World::new(&TC26_512_A, Fold::<8, 569>);
    let mut k = [0; 8];
    k[7] = 1 << 63;
    k = words::add(&k, &sub(&[0; 8], &world.order).0).0;
    let table = FixedBase::new(&world.curve, &world.base, &world.order);
    assert!(bool::from(
        world
            .curve
            .field
            .is_zero(&table.multiply(&world.curve, &k).zz)
    ));
    let expected = world.multiply(&k, &Some(world.base)).expect("not infinity");
    let (x, y) = TC26_512_A.engine().multiply_base(&k);
    let f = &world.curve.field;
    assert_eq!((x, y), (f.decode(&expected.x), f.decode(&expected.y)));
}
