//! GOST R 34.11-94 (GOST 34.311-95), RFC 5831.

use std::fmt;
use std::marker::PhantomData;

use digest::block_buffer::Eager;
use digest::core_api::{
    AlgorithmName, Block, BlockSizeUser, Buffer, BufferKindUser, CoreWrapper, FixedOutputCore,
    OutputSizeUser, Reset, UpdateCore,
};
use digest::typenum::U32;
use digest::{HashMarker, Output};

use crate::arithmetic::words;

/// GOST R 34.11-94 with the S-box of id-GostR3411-94-TestParamSet (RFC 4357, section 11.2): the
/// hash of GOST 34.310-2004 signatures in Kazakhstan, for verifying old ones.
pub type Gost94 = CoreWrapper<Gost94Core<TestParamSet>>;

/// GOST R 34.11-94 with the S-box of id-GostR3411-94-CryptoProParamSet (RFC 4357, section 11.2).
pub type Gost94CryptoPro = CoreWrapper<Gost94Core<CryptoProParamSet>>;

/// A choice of S-box, which GOST R 34.11-94 leaves open.
pub trait SubstitutionBox: Clone + Default + private::Sealed {
    /// For each value of each octet: both substitutions, in place, and the rotation by 11 bits.
    #[doc(hidden)]
    const TABLES: &'static [[u32; 256]; 4];
    /// The name in RFC 4357.
    const NAME: &'static str;
}

mod private {
    pub trait Sealed {}
}

/// id-GostR3411-94-TestParamSet.
#[derive(Clone, Copy, Debug, Default)]
pub struct TestParamSet;

/// id-GostR3411-94-CryptoProParamSet.
#[derive(Clone, Copy, Debug, Default)]
pub struct CryptoProParamSet;

impl private::Sealed for TestParamSet {}
impl private::Sealed for CryptoProParamSet {}

impl SubstitutionBox for TestParamSet {
    const TABLES: &'static [[u32; 256]; 4] = &TEST_TABLES;
    const NAME: &'static str = "id-GostR3411-94-TestParamSet";
}

impl SubstitutionBox for CryptoProParamSet {
    const TABLES: &'static [[u32; 256]; 4] = &CRYPTOPRO_TABLES;
    const NAME: &'static str = "id-GostR3411-94-CryptoProParamSet";
}

static TEST_TABLES: [[u32; 256]; 4] = tables(&[
    [4, 10, 9, 2, 13, 8, 0, 14, 6, 11, 1, 12, 7, 15, 5, 3],
    [14, 11, 4, 12, 6, 13, 15, 10, 2, 3, 8, 1, 0, 7, 5, 9],
    [5, 8, 1, 13, 10, 3, 4, 2, 14, 15, 12, 7, 6, 0, 9, 11],
    [7, 13, 10, 1, 0, 8, 9, 15, 14, 4, 6, 12, 11, 2, 5, 3],
    [6, 12, 7, 1, 5, 15, 13, 8, 4, 10, 9, 14, 0, 3, 11, 2],
    [4, 11, 10, 0, 7, 2, 1, 13, 3, 6, 8, 5, 9, 12, 15, 14],
    [13, 11, 4, 1, 3, 15, 5, 9, 0, 10, 14, 7, 6, 8, 2, 12],
    [1, 15, 13, 0, 5, 7, 10, 4, 9, 2, 3, 14, 6, 11, 8, 12],
]);

static CRYPTOPRO_TABLES: [[u32; 256]; 4] = tables(&[
    [10, 4, 5, 6, 8, 1, 3, 7, 13, 12, 14, 0, 9, 2, 11, 15],
    [5, 15, 4, 0, 2, 13, 11, 9, 1, 7, 6, 3, 12, 14, 10, 8],
    [7, 15, 12, 14, 9, 4, 1, 0, 3, 11, 5, 2, 6, 10, 8, 13],
    [4, 10, 7, 12, 0, 15, 2, 8, 14, 1, 6, 5, 13, 11, 9, 3],
    [7, 6, 4, 11, 9, 12, 2, 10, 1, 8, 0, 14, 15, 13, 3, 5],
    [7, 6, 2, 4, 13, 9, 15, 0, 10, 1, 5, 11, 8, 14, 12, 3],
    [13, 14, 4, 1, 7, 0, 5, 10, 3, 12, 8, 15, 6, 2, 9, 11],
    [1, 3, 10, 9, 5, 11, 4, 15, 8, 6, 7, 14, 13, 0, 2, 12],
]);

const fn tables(boxes: &[[u8; 16]; 8]) -> [[u32; 256]; 4] {
    let mut out = [[0; 256]; 4];
    let mut i = 0;
    while i < 4 {
        let mut v = 0;
        while v < 256 {
            let octet = boxes[2 * i + 1][v >> 4] << 4 | boxes[2 * i][v & 15];
            out[i][v] = ((octet as u32) << (8 * i)).rotate_left(11);
            v += 1;
        }
        i += 1;
    }
    out
}

/// The state between blocks; used through [`Gost94`].
#[derive(Clone, Default)]
pub struct Gost94Core<S> {
    h: [u64; 4],
    /// Bits of the message so far.
    n: [u64; 4],
    /// The sum of the message's blocks, modulo 2^256.
    sigma: [u64; 4],
    substitution: PhantomData<S>,
}

impl<S: SubstitutionBox> Gost94Core<S> {
    fn absorb(&mut self, block: &[u8], bits: u64) {
        let message: [u64; 4] = words::from_le_bytes(block);
        self.step(&message);
        self.n = words::add(&self.n, &[bits, 0, 0, 0]).0;
        self.sigma = words::add(&self.sigma, &message).0;
    }

    /// The step function: keys, encryption and shuffle (RFC 5831, section 5).
    fn step(&mut self, message: &[u64; 4]) {
        let mut u = self.h;
        let mut v = *message;
        let mut s = [0; 4];
        for (i, (out, word)) in s.iter_mut().zip(&self.h).enumerate() {
            if i > 0 {
                u = a(&u);
                if i == 2 {
                    for (word, constant) in u.iter_mut().zip(&C3) {
                        *word ^= constant;
                    }
                }
                v = a(&a(&v));
            }
            *out = encrypt::<S>(*word, &key(&u, &v));
        }
        let s = psi::<12>(&s);
        let s = psi::<1>(&xor(&s, message));
        self.h = psi::<61>(&xor(&s, &self.h));
    }
}

/// C_3 of RFC 5831, section 5.2, least significant word first.
const C3: [u64; 4] = [
    0xff00_ff00_ff00_ff00,
    0x00ff_00ff_00ff_00ff,
    0xff00_00ff_00ff_ff00,
    0xff00_ffff_0000_00ff,
];

fn xor(a: &[u64; 4], b: &[u64; 4]) -> [u64; 4] {
    [a[0] ^ b[0], a[1] ^ b[1], a[2] ^ b[2], a[3] ^ b[3]]
}

fn a(x: &[u64; 4]) -> [u64; 4] {
    [x[1], x[2], x[3], x[0] ^ x[1]]
}

/// P of u ⊕ v as the eight words of a GOST 28147-89 key: octet 8·i + k goes to i + 4·k.
fn key(u: &[u64; 4], v: &[u64; 4]) -> [u32; 8] {
    let w = xor(u, v);
    let mut out = [0; 8];
    for (k, word) in out.iter_mut().enumerate() {
        for (i, source) in w.iter().enumerate() {
            *word |= ((source >> (8 * k)) as u32 & 0xff) << (8 * i);
        }
    }
    out
}

/// GOST 28147-89 in the mode of simple replacement.
fn encrypt<S: SubstitutionBox>(block: u64, key: &[u32; 8]) -> u64 {
    let t = S::TABLES;
    let f = |x: u32| {
        t[0][x as usize & 0xff]
            ^ t[1][(x >> 8) as usize & 0xff]
            ^ t[2][(x >> 16) as usize & 0xff]
            ^ t[3][(x >> 24) as usize]
    };
    let (mut low, mut high) = (block as u32, (block >> 32) as u32);
    for _ in 0..3 {
        for pair in key.chunks_exact(2) {
            high ^= f(low.wrapping_add(pair[0]));
            low ^= f(high.wrapping_add(pair[1]));
        }
    }
    for pair in key.rchunks_exact(2) {
        high ^= f(low.wrapping_add(pair[1]));
        low ^= f(high.wrapping_add(pair[0]));
    }
    u64::from(low) << 32 | u64::from(high)
}

/// ψ, a shift register of sixteen 16-bit words, `STEPS` times.
fn psi<const STEPS: usize>(x: &[u64; 4]) -> [u64; 4] {
    let mut y = [0u16; 16 + 61];
    for (i, word) in y.iter_mut().take(16).enumerate() {
        *word = (x[i / 4] >> (16 * (i % 4))) as u16;
    }
    for i in 0..STEPS {
        y[i + 16] = y[i] ^ y[i + 1] ^ y[i + 2] ^ y[i + 3] ^ y[i + 12] ^ y[i + 15];
    }
    let mut out = [0; 4];
    for (i, word) in y.iter().skip(STEPS).take(16).enumerate() {
        out[i / 4] |= u64::from(*word) << (16 * (i % 4));
    }
    out
}

impl<S: SubstitutionBox> HashMarker for Gost94Core<S> {}

impl<S: SubstitutionBox> BlockSizeUser for Gost94Core<S> {
    type BlockSize = U32;
}

impl<S: SubstitutionBox> BufferKindUser for Gost94Core<S> {
    type BufferKind = Eager;
}

impl<S: SubstitutionBox> OutputSizeUser for Gost94Core<S> {
    type OutputSize = U32;
}

impl<S: SubstitutionBox> UpdateCore for Gost94Core<S> {
    fn update_blocks(&mut self, blocks: &[Block<Self>]) {
        for block in blocks {
            self.absorb(block, 256);
        }
    }
}

impl<S: SubstitutionBox> FixedOutputCore for Gost94Core<S> {
    fn finalize_fixed_core(&mut self, buffer: &mut Buffer<Self>, out: &mut Output<Self>) {
        let position = buffer.get_pos();
        if position != 0 {
            self.absorb(buffer.pad_with_zeros(), 8 * position as u64);
        }
        let (n, sigma) = (self.n, self.sigma);
        self.step(&n);
        self.step(&sigma);
        words::write_le_bytes(&self.h, out);
    }
}

impl<S: SubstitutionBox> Reset for Gost94Core<S> {
    fn reset(&mut self) {
        *self = Self::default();
    }
}

impl<S: SubstitutionBox> AlgorithmName for Gost94Core<S> {
    fn write_alg_name(f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(S::NAME)
    }
}

impl<S: SubstitutionBox> fmt::Debug for Gost94Core<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Gost94Core { .. }")
    }
}
