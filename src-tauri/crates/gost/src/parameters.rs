use std::fmt;
use std::sync::OnceLock;

use crate::arithmetic::words;
use crate::curve::Engine;
use crate::sets;

/// The domain parameters of a GOST R 34.10-2012 (GOST 34.10-2015) curve: pure data.
/// Two sets are equal when they are the same static.
pub struct ParameterSet {
    name: &'static str,
    oids: &'static [&'static str],
    size: usize,
    cofactor: u8,
    numbers: [[u64; 8]; 6],
    engine: OnceLock<Engine>,
}

/// The sets that [`ParameterSet::from_oid`] knows. Those of the standards' examples are left out.
const KNOWN: [&ParameterSet; 7] = [
    &sets::TC26_512_A,
    &sets::TC26_512_B,
    &sets::TC26_512_C,
    &sets::TC26_256_A,
    &sets::CRYPTOPRO_A,
    &sets::CRYPTOPRO_B,
    &sets::CRYPTOPRO_C,
];

impl ParameterSet {
    /// `numbers` are p, a, b, q, x and y of RFC 7091, section 5.2.
    pub(crate) const fn new(
        name: &'static str,
        oids: &'static [&'static str],
        size: usize,
        cofactor: u8,
        numbers: [[u64; 8]; 6],
    ) -> Self {
        Self {
            name,
            oids,
            size,
            cofactor,
            numbers,
            engine: OnceLock::new(),
        }
    }

    /// The set with this object identifier (dotted decimal), Kazakh or Russian.
    #[must_use]
    pub fn from_oid(oid: &str) -> Option<&'static Self> {
        KNOWN.into_iter().find(|set| set.oids.contains(&oid))
    }

    /// The name in RFC 7836 or RFC 4357.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Every object identifier of the set in dotted decimal: first the one of the
    /// standard that defined it, then its synonyms, Kazakh ones last.
    #[must_use]
    pub const fn oids(&self) -> &'static [&'static str] {
        self.oids
    }

    /// Octets of a scalar, of a coordinate and of a digest: 32 or 64.
    #[must_use]
    pub const fn size(&self) -> usize {
        self.size
    }

    /// How many times larger the curve is than the group of prime order: 1 or 4.
    #[must_use]
    pub const fn cofactor(&self) -> u8 {
        self.cofactor
    }

    /// p: the prime of the field, little-endian 64-bit words, as all the numbers here.
    #[must_use]
    pub const fn prime(&self) -> &[u64; 8] {
        &self.numbers[0]
    }

    /// a of y² = x³ + a·x + b.
    #[must_use]
    pub const fn a(&self) -> &[u64; 8] {
        &self.numbers[1]
    }

    /// b of y² = x³ + a·x + b.
    #[must_use]
    pub const fn b(&self) -> &[u64; 8] {
        &self.numbers[2]
    }

    /// q: the order of the group in which signatures are made, a prime.
    #[must_use]
    pub const fn order(&self) -> &[u64; 8] {
        &self.numbers[3]
    }

    /// x and y of the base point.
    #[must_use]
    pub const fn base_point(&self) -> (&[u64; 8], &[u64; 8]) {
        (&self.numbers[4], &self.numbers[5])
    }

    pub(crate) fn engine(&self) -> &Engine {
        self.engine.get_or_init(|| Engine::new(self))
    }
}

impl PartialEq for ParameterSet {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for ParameterSet {}

impl fmt::Debug for ParameterSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// 512 bits from two halves of hexadecimal digits, the more significant half first.
pub(crate) const fn hex(high: &str, low: &str) -> [u64; 8] {
    let high: [u64; 4] = words::from_hex(high);
    let low: [u64; 4] = words::from_hex(low);
    [
        low[0], low[1], low[2], low[3], high[0], high[1], high[2], high[3],
    ]
}
