//! Integers as arrays of 64-bit words, least significant first. Everything is
//! constant-time in the values unless its name says otherwise.

use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};

/// a + b + carry: the sum and the carry out, which is 0 or 1 when `carry` is.
#[inline(always)]
pub(crate) const fn adc(a: u64, b: u64, carry: u64) -> (u64, u64) {
    let (t, first) = a.overflowing_add(b);
    let (t, second) = t.overflowing_add(carry);
    (t, (first | second) as u64)
}

/// a − b − borrow: the difference and the borrow out (0 or 1).
#[inline(always)]
pub(crate) const fn sbb(a: u64, b: u64, borrow: u64) -> (u64, u64) {
    let (t, first) = a.overflowing_sub(b);
    let (t, second) = t.overflowing_sub(borrow);
    (t, (first | second) as u64)
}

/// acc + a·b + carry, as low and high word.
#[inline(always)]
pub(crate) const fn mac(acc: u64, a: u64, b: u64, carry: u64) -> (u64, u64) {
    let t = a as u128 * b as u128 + acc as u128 + carry as u128;
    (t as u64, (t >> 64) as u64)
}

/// a + b and the carry out.
#[inline(always)]
pub(crate) const fn add<const N: usize>(a: &[u64; N], b: &[u64; N]) -> ([u64; N], u64) {
    let mut out = [0; N];
    let mut carry = 0;
    let mut i = 0;
    while i < N {
        (out[i], carry) = adc(a[i], b[i], carry);
        i += 1;
    }
    (out, carry)
}

/// a − b and the borrow out.
#[inline(always)]
pub(crate) const fn sub<const N: usize>(a: &[u64; N], b: &[u64; N]) -> ([u64; N], u64) {
    let mut out = [0; N];
    let mut borrow = 0;
    let mut i = 0;
    while i < N {
        (out[i], borrow) = sbb(a[i], b[i], borrow);
        i += 1;
    }
    (out, borrow)
}

/// Whether a < b.
#[inline]
pub(crate) fn less<const N: usize>(a: &[u64; N], b: &[u64; N]) -> Choice {
    Choice::from(sub(a, b).1 as u8)
}

#[inline]
pub(crate) fn is_zero<const N: usize>(a: &[u64; N]) -> Choice {
    a.iter().fold(0, |acc, word| acc | word).ct_eq(&0)
}

#[inline]
pub(crate) fn equal<const N: usize>(a: &[u64; N], b: &[u64; N]) -> Choice {
    a.iter()
        .zip(b)
        .fold(0, |acc, (x, y)| acc | (x ^ y))
        .ct_eq(&0)
}

/// `a` when `choice` is 0, `b` when it is 1.
#[inline(always)]
pub(crate) fn select<const N: usize>(a: &[u64; N], b: &[u64; N], choice: Choice) -> [u64; N] {
    let mut out = [0; N];
    for i in 0..N {
        out[i] = u64::conditional_select(&a[i], &b[i], choice);
    }
    out
}

/// The number of significant bits. Its time tells the answer: for public values.
pub(crate) const fn bit_length_vartime<const N: usize>(a: &[u64; N]) -> usize {
    let mut i = N;
    while i > 0 {
        i -= 1;
        if a[i] != 0 {
            return 64 * i + 64 - a[i].leading_zeros() as usize;
        }
    }
    0
}

/// Reads little-endian octets; words beyond their end are zero, octets beyond N words are ignored.
pub(crate) fn from_le_bytes<const N: usize>(bytes: &[u8]) -> [u64; N] {
    let mut out = [0; N];
    for (word, chunk) in out.iter_mut().zip(bytes.chunks(8)) {
        for (i, byte) in chunk.iter().enumerate() {
            *word |= u64::from(*byte) << (8 * i);
        }
    }
    out
}

/// Writes little-endian octets over all of `out`, with zeros beyond the N words.
pub(crate) fn write_le_bytes<const N: usize>(words: &[u64; N], out: &mut [u8]) {
    out.fill(0);
    for (chunk, word) in out.chunks_mut(8).zip(words) {
        for (byte, source) in chunk.iter_mut().zip(word.to_le_bytes()) {
            *byte = source;
        }
    }
}

/// The first M of N words, or the N words and zeros.
#[inline]
pub(crate) fn resize<const N: usize, const M: usize>(words: &[u64; N]) -> [u64; M] {
    let mut out = [0; M];
    for (target, source) in out.iter_mut().zip(words) {
        *target = *source;
    }
    out
}

/// Reads hexadecimal digits, most significant first; for constants, so that a
/// wrong digit is an error of compilation.
pub(crate) const fn from_hex<const N: usize>(digits: &str) -> [u64; N] {
    let bytes = digits.as_bytes();
    let mut out = [0; N];
    let mut i = 0;
    while i < bytes.len() {
        let digit = match bytes[bytes.len() - 1 - i] {
            c @ b'0'..=b'9' => c - b'0',
            c @ b'A'..=b'F' => c - b'A' + 10,
            #[allow(clippy::panic, reason = "evaluated by the compiler only")]
            _ => panic!("not a hexadecimal digit"),
        };
        out[i / 16] |= (digit as u64) << (4 * (i % 16));
        i += 1;
    }
    out
}
