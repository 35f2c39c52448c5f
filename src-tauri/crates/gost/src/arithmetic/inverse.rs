//! Modular inversion by division steps (Bernstein and Yang, "Fast constant-time gcd
//! computation and modular inversion", 2019, in the half-delta variant and with the batches of
//! 62 steps that libsecp256k1 made known). Numbers are signed, in words of 62 bits.

/// 62-bit words of the longest numbers: 512 bits and room for a sign.
const WORDS: usize = 9;
const MASK: u64 = u64::MAX >> 2;

type Signed = [i64; WORDS];

/// What 62 division steps do to (f, g), times 2^62.
struct Matrix {
    u: i64,
    v: i64,
    q: i64,
    r: i64,
}

/// The inverse of `a`, which is below the odd `modulus`; zero for zero. Constant-time in `a`.
pub(crate) fn invert<const N: usize>(a: &[u64; N], modulus: &[u64; N]) -> [u64; N] {
    let mut state = State::new(a, modulus);
    let mut zeta = -1;
    // The bound on the number of steps for numbers of this many bits.
    let steps = (45_907 * 64 * N + 30_179) / 19_929;
    for _ in 0..steps.div_ceil(62) {
        let matrix;
        (matrix, zeta) = divide(state.f[0] as u64, state.g[0] as u64, zeta);
        state.apply(&matrix);
    }
    state.finish()
}

/// As [`invert`], faster, in a time that depends on `a`.
pub(crate) fn invert_vartime<const N: usize>(a: &[u64; N], modulus: &[u64; N]) -> [u64; N] {
    let mut state = State::new(a, modulus);
    let mut eta = -1;
    while state.g.iter().any(|word| *word != 0) {
        let matrix;
        (matrix, eta) = divide_vartime(state.f[0] as u64, state.g[0] as u64, eta);
        state.apply(&matrix);
    }
    state.finish()
}

struct State {
    f: Signed,
    g: Signed,
    d: Signed,
    e: Signed,
    modulus: Signed,
    /// modulus^(−1) modulo 2^62.
    inverse: u64,
}

impl State {
    fn new<const N: usize>(a: &[u64; N], modulus: &[u64; N]) -> Self {
        let mut inverse = modulus[0];
        for _ in 0..5 {
            inverse = inverse.wrapping_mul(2u64.wrapping_sub(modulus[0].wrapping_mul(inverse)));
        }
        let modulus = split(modulus);
        let mut one = [0; WORDS];
        one[0] = 1;
        Self {
            f: modulus,
            g: split(a),
            d: [0; WORDS],
            e: one,
            modulus,
            inverse: inverse & MASK,
        }
    }

    #[inline(always)]
    fn apply(&mut self, t: &Matrix) {
        self.apply_to_gcd(t);
        self.apply_to_coefficients(t);
    }

    /// (f, g) = t·(f, g) / 2^62, which leaves no remainder.
    #[inline(always)]
    fn apply_to_gcd(&mut self, t: &Matrix) {
        let mut f = product(t.u, self.f[0]) + product(t.v, self.g[0]);
        let mut g = product(t.q, self.f[0]) + product(t.r, self.g[0]);
        f >>= 62;
        g >>= 62;
        for i in 1..WORDS {
            f += product(t.u, self.f[i]) + product(t.v, self.g[i]);
            g += product(t.q, self.f[i]) + product(t.r, self.g[i]);
            self.f[i - 1] = low(f);
            self.g[i - 1] = low(g);
            f >>= 62;
            g >>= 62;
        }
        self.f[WORDS - 1] = f as i64;
        self.g[WORDS - 1] = g as i64;
    }

    /// (d, e) = t·(d, e) / 2^62 modulo the modulus, with both in (−2·modulus, modulus).
    #[inline(always)]
    fn apply_to_coefficients(&mut self, t: &Matrix) {
        let (sign_d, sign_e) = (self.d[WORDS - 1] >> 63, self.e[WORDS - 1] >> 63);
        let mut md = (t.u & sign_d) + (t.v & sign_e);
        let mut me = (t.q & sign_d) + (t.r & sign_e);
        let mut d = product(t.u, self.d[0]) + product(t.v, self.e[0]);
        let mut e = product(t.q, self.d[0]) + product(t.r, self.e[0]);
        // Multiples of the modulus that clear the lowest 62 bits.
        md -= (self.inverse.wrapping_mul(d as u64).wrapping_add(md as u64) & MASK) as i64;
        me -= (self.inverse.wrapping_mul(e as u64).wrapping_add(me as u64) & MASK) as i64;
        d += product(self.modulus[0], md);
        e += product(self.modulus[0], me);
        d >>= 62;
        e >>= 62;
        for i in 1..WORDS {
            d += product(t.u, self.d[i]) + product(t.v, self.e[i]) + product(self.modulus[i], md);
            e += product(t.q, self.d[i]) + product(t.r, self.e[i]) + product(self.modulus[i], me);
            self.d[i - 1] = low(d);
            self.e[i - 1] = low(e);
            d >>= 62;
            e >>= 62;
        }
        self.d[WORDS - 1] = d as i64;
        self.e[WORDS - 1] = e as i64;
    }

    /// d·f, where f is 1 or −1 by now, brought into [0, modulus).
    fn finish<const N: usize>(&self) -> [u64; N] {
        let mut out = self.d;
        self.add_modulus_if_negative(&mut out);
        let sign = self.f[WORDS - 1] >> 63;
        for word in &mut out {
            *word = (*word ^ sign) - sign;
        }
        propagate(&mut out);
        self.add_modulus_if_negative(&mut out);
        join(&out)
    }

    fn add_modulus_if_negative(&self, a: &mut Signed) {
        let negative = a[WORDS - 1] >> 63;
        for (word, modulus) in a.iter_mut().zip(&self.modulus) {
            *word += modulus & negative;
        }
        propagate(a);
    }
}

#[inline(always)]
fn product(a: i64, b: i64) -> i128 {
    i128::from(a) * i128::from(b)
}

#[inline(always)]
fn low(a: i128) -> i64 {
    (a as u64 & MASK) as i64
}

fn propagate(a: &mut Signed) {
    for i in 1..WORDS {
        a[i] += a[i - 1] >> 62;
        a[i - 1] &= MASK as i64;
    }
}

/// 62 steps on the lowest words, without a branch.
#[inline(always)]
fn divide(mut f: u64, mut g: u64, mut zeta: i64) -> (Matrix, i64) {
    let (mut u, mut v, mut q, mut r) = (1u64, 0u64, 0u64, 1u64);
    for _ in 0..62 {
        let mut swap = (zeta >> 63) as u64;
        let odd = (g & 1).wrapping_neg();
        // f, u and v, negated where zeta is negative, go onto g, q and r where g is odd.
        g = g.wrapping_add((f ^ swap).wrapping_sub(swap) & odd);
        q = q.wrapping_add((u ^ swap).wrapping_sub(swap) & odd);
        r = r.wrapping_add((v ^ swap).wrapping_sub(swap) & odd);
        swap &= odd;
        zeta = (zeta ^ swap as i64) - 1;
        f = f.wrapping_add(g & swap);
        u = u.wrapping_add(q & swap);
        v = v.wrapping_add(r & swap);
        g >>= 1;
        u <<= 1;
        v <<= 1;
    }
    (
        Matrix {
            u: u as i64,
            v: v as i64,
            q: q as i64,
            r: r as i64,
        },
        zeta,
    )
}

/// 62 steps, several at once where zeros of g or a multiple of f allow it.
fn divide_vartime(mut f: u64, mut g: u64, mut eta: i64) -> (Matrix, i64) {
    let (mut u, mut v, mut q, mut r) = (1u64, 0u64, 0u64, 1u64);
    let mut left = 62;
    loop {
        let zeros = (g | u64::MAX << left).trailing_zeros();
        g >>= zeros;
        u <<= zeros;
        v <<= zeros;
        eta -= i64::from(zeros);
        left -= zeros;
        if left == 0 {
            break;
        }
        let factor;
        if eta < 0 {
            eta = -eta;
            (f, g) = (g, f.wrapping_neg());
            (u, q) = (q, u.wrapping_neg());
            (v, r) = (r, v.wrapping_neg());
            // As many bits of g as may be cleared now, six at most.
            let bits = (eta + 1).min(i64::from(left)) as u32;
            let mask = u64::MAX >> (64 - bits) & 63;
            factor = f
                .wrapping_mul(g)
                .wrapping_mul(f.wrapping_mul(f).wrapping_sub(2))
                & mask;
        } else {
            let bits = (eta + 1).min(i64::from(left)) as u32;
            let mask = u64::MAX >> (64 - bits) & 15;
            let inverse = f.wrapping_add((f.wrapping_add(1) & 4) << 1);
            factor = inverse.wrapping_neg().wrapping_mul(g) & mask;
        }
        g = g.wrapping_add(f.wrapping_mul(factor));
        q = q.wrapping_add(u.wrapping_mul(factor));
        r = r.wrapping_add(v.wrapping_mul(factor));
    }
    (
        Matrix {
            u: u as i64,
            v: v as i64,
            q: q as i64,
            r: r as i64,
        },
        eta,
    )
}

/// Words of 64 bits as words of 62 bits.
fn split<const N: usize>(a: &[u64; N]) -> Signed {
    let mut out = [0; WORDS];
    for (i, word) in out.iter_mut().enumerate() {
        let (at, shift) = (62 * i / 64, 62 * i % 64);
        let first = a.get(at).copied().unwrap_or(0) >> shift;
        let second = match shift {
            0..3 => 0,
            _ => a.get(at + 1).copied().unwrap_or(0) << (64 - shift),
        };
        *word = ((first | second) & MASK) as i64;
    }
    out
}

/// Words of 62 bits, all of them within range, as words of 64 bits.
fn join<const N: usize>(a: &Signed) -> [u64; N] {
    let mut out = [0; N];
    for (i, word) in out.iter_mut().enumerate() {
        let (at, shift) = (64 * i / 62, 64 * i % 62);
        // 62 − shift bits of one word, 62 of the next, and for large shifts some of a third.
        let mut bits = a[at] as u64 as u128 >> shift;
        let mut have = 62 - shift;
        for next in a.iter().skip(at + 1).take(2) {
            bits |= u128::from(*next as u64) << have;
            have += 62;
        }
        *word = bits as u64;
    }
    out
}
