//! The fields against arithmetic bit by bit.

use proptest::prelude::*;

use super::words::{add, from_hex, from_le_bytes, less, sub};
use super::{Field, Fold, Montgomery};

/// a + b modulo m, for a and b below m.
fn slow_add<const N: usize>(a: &[u64; N], b: &[u64; N], m: &[u64; N]) -> [u64; N] {
    let (sum, carry) = add(a, b);
    if carry == 1 || !bool::from(less(&sum, m)) {
        sub(&sum, m).0
    } else {
        sum
    }
}

/// Any a, reduced by adding its bits up.
fn slow_reduce<const N: usize>(a: &[u64; N], m: &[u64; N]) -> [u64; N] {
    let mut one = [0; N];
    one[0] = 1;
    slow_mul(a, &one, m)
}

/// a·b modulo m, for b below m, by doubling and adding.
fn slow_mul<const N: usize>(a: &[u64; N], b: &[u64; N], m: &[u64; N]) -> [u64; N] {
    let mut out = [0; N];
    for i in (0..64 * N).rev() {
        out = slow_add(&out, &out, m);
        if a[i / 64] >> (i % 64) & 1 == 1 {
            out = slow_add(&out, b, m);
        }
    }
    out
}

fn check<F: Field<N>, const N: usize>(field: &F, a: &[u64; N], b: &[u64; N]) {
    let m = field.modulus();
    let (x, y) = (field.encode(a), field.encode(b));
    let (a, b) = (slow_reduce(a, m), slow_reduce(b, m));
    let d = |element: [u64; N]| field.decode(&element);
    assert_eq!(d(x), a);
    assert_eq!(d(field.add(&x, &y)), slow_add(&a, &b, m));
    assert_eq!(d(field.double(&x)), slow_add(&a, &a, m));
    assert_eq!(slow_add(&d(field.sub(&x, &y)), &b, m), a);
    assert_eq!(slow_add(&d(field.negate(&x)), &a, m), [0; N]);
    assert_eq!(d(field.mul(&x, &y)), slow_mul(&a, &b, m));
    assert_eq!(d(field.square(&x)), slow_mul(&a, &a, m));
    assert_eq!(bool::from(field.is_zero(&x)), a == [0; N]);
    assert_eq!(bool::from(field.equal(&x, &y)), a == b);
    let inverse = field.invert(&x);
    assert_eq!(d(inverse), d(field.invert_vartime(&x)));
    match a == [0; N] {
        true => assert_eq!(d(inverse), [0; N]),
        false => assert_eq!(d(field.mul(&inverse, &x)), d(field.one())),
    }
}

/// Around 0, the modulus and 2^(64·N), where carries and borrows run through.
fn edges<const N: usize>(m: &[u64; N]) -> Vec<[u64; N]> {
    let small = |n: u64| {
        let mut words = [0; N];
        words[0] = n;
        words
    };
    let mut out = Vec::new();
    for n in [0, 1, 2, 568, 569, 570, 617, u64::MAX] {
        out.push(small(n));
        out.push(sub(m, &small(n)).0);
        out.push(sub(&[0; N], &small(n)).0);
        out.push(add(m, &small(n)).0);
    }
    let mut top = [0; N];
    top[N - 1] = 1 << 63;
    out.extend([top, sub(&top, &small(1)).0, [u64::MAX; N]]);
    out
}

fn check_edges<F: Field<N>, const N: usize>(field: &F) {
    let edges = edges(field.modulus());
    for a in &edges {
        for b in &edges {
            check(field, a, b);
        }
    }
}

fn tiny(modulus: u64) -> Montgomery<4> {
    Montgomery::new([modulus, 0, 0, 0])
}

fn cryptopro_c() -> Montgomery<4> {
    Montgomery::new(from_hex(
        "9B9F605F5A858107AB1EC85E6B41C8AACF846E86789051D37998F7B9022D759B",
    ))
}

/// The order of TC26_512_A.
fn order() -> Montgomery<8> {
    Montgomery::new(crate::TC26_512_A.order().to_owned())
}

#[test]
fn edges_of_the_fields() {
    check_edges(&Fold::<8, 569>);
    check_edges(&Fold::<4, 617>);
    check_edges(&cryptopro_c());
}

#[test]
fn edges_modulo_the_order() {
    check_edges(&order());
}

/// Every element and every pair of a small field.
#[test]
fn all_of_a_small_field() {
    let field = tiny(13);
    for a in 0..13 {
        for b in 0..13 {
            check(&field, &[a, 0, 0, 0], &[b, 0, 0, 0]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn random_elements(a in any::<[u8; 64]>(), b in any::<[u8; 64]>()) {
        check(&Fold::<8, 569>, &from_le_bytes(&a), &from_le_bytes(&b));
        check(&order(), &from_le_bytes(&a), &from_le_bytes(&b));
        check(&Fold::<4, 617>, &from_le_bytes(&a[..32]), &from_le_bytes(&b[..32]));
        check(&cryptopro_c(), &from_le_bytes(&a[..32]), &from_le_bytes(&b[..32]));
    }
}
