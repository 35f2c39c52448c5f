//! Deterministic mutations: the same name and seed give the same sequence.

/// Makes mutated inputs out of a corpus.
#[derive(Debug, Clone)]
pub struct Mutator {
    state: u64,
}

/// Bytes that parsers trip over: bounds, DER tags and lengths, markup.
const TELLING: &[u8] = &[
    0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0c, 0x17, 0x18, 0x24, 0x30, 0x31, 0x7f, 0x80, 0x81,
    0x82, 0x83, 0x84, 0x88, 0xa0, 0xa1, 0xbf, 0xfe, 0xff, b'<', b'>', b'&', b'/', b'(', b')', b'[',
    b']', b'"', b'9', b'\n',
];

/// Length fields of DER and BER that lie.
const LENGTHS: &[&[u8]] = &[
    &[0x00],
    &[0x01],
    &[0x7f],
    &[0x80],
    &[0x81, 0x00],
    &[0x81, 0xff],
    &[0x82, 0xff, 0xff],
    &[0x83, 0x00, 0x00, 0x01],
    &[0x84, 0x7f, 0xff, 0xff, 0xff],
    &[0x84, 0xff, 0xff, 0xff, 0xff],
    &[0x88, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
    &[0xff],
];

impl Mutator {
    /// A sequence of its own for every name and seed.
    pub fn from_seed(name: &str, seed: u64) -> Self {
        let state = name
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325 ^ seed, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
            });
        Self { state }
    }

    /// SplitMix64.
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`; zero when `bound` is zero.
    fn below(&mut self, bound: usize) -> usize {
        match bound {
            0 => 0,
            _ => (self.next() % bound as u64) as usize,
        }
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &'a [&'a T]) -> Option<&'a T> {
        let index = self.below(from.len());
        from.get(index).copied()
    }

    /// An input made of one of the corpus by one to four mutations, at most `limit` bytes long.
    pub fn mutate(&mut self, corpus: &[Vec<u8>], limit: usize) -> Vec<u8> {
        let index = self.below(corpus.len());
        let mut data = corpus.get(index).cloned().unwrap_or_default();
        for _ in 0..=self.below(4) {
            self.step(&mut data, corpus);
        }
        data.truncate(limit);
        data
    }

    fn step(&mut self, data: &mut Vec<u8>, corpus: &[Vec<u8>]) {
        match self.below(16) {
            0 => data.truncate(self.below(data.len())),
            1 => drop(data.drain(..self.below(data.len()))),
            2..=4 => self.flip_bit(data),
            5 | 6 => self.set_byte(data),
            7..=9 => self.tamper_length(data),
            10 => self.splice(data, corpus),
            11 => self.duplicate(data),
            12 => self.remove(data),
            13 => self.insert_bytes(data),
            14 => self.tamper_number(data),
            _ => match self.below(40) {
                0 => self.oversize(data),
                1 => self.nest(data),
                _ => self.flip_bit(data),
            },
        }
    }

    fn flip_bit(&mut self, data: &mut [u8]) {
        let at = self.below(data.len());
        let bit = self.below(8);
        if let Some(byte) = data.get_mut(at) {
            *byte ^= 1 << bit;
        }
    }

    fn telling_byte(&mut self) -> u8 {
        let index = self.below(TELLING.len());
        TELLING.get(index).copied().unwrap_or_default()
    }

    fn set_byte(&mut self, data: &mut [u8]) {
        let at = self.below(data.len());
        let value = self.telling_byte();
        if let Some(byte) = data.get_mut(at) {
            *byte = value;
        }
    }

    /// Replaces what follows something like a DER tag by a length that lies.
    fn tamper_length(&mut self, data: &mut Vec<u8>) {
        let tags = [
            0x02, 0x03, 0x04, 0x06, 0x0c, 0x13, 0x24, 0x30, 0x31, 0xa0, 0xa1, 0xa3,
        ];
        let from = self.below(data.len());
        let found = data
            .iter()
            .enumerate()
            .skip(from)
            .find(|(_, byte)| tags.contains(byte))
            .map_or(from, |(at, _)| at + 1);
        match (self.below(3), data.get_mut(found)) {
            (0, Some(byte)) => *byte = byte.wrapping_add(1),
            (1, Some(byte)) => *byte = byte.wrapping_sub(1),
            (_, Some(_)) => {
                if let Some(length) = self.pick(LENGTHS) {
                    let end = found.saturating_add(length.len()).min(data.len());
                    data.splice(found..end, length.iter().copied());
                }
            }
            (_, None) => {}
        }
    }

    /// The head of one input and the tail of another.
    fn splice(&mut self, data: &mut Vec<u8>, corpus: &[Vec<u8>]) {
        let index = self.below(corpus.len());
        let Some(other) = corpus.get(index) else {
            return;
        };
        data.truncate(self.below(data.len()));
        data.extend(other.iter().skip(self.below(other.len())));
    }

    /// A part of the input, once more, somewhere.
    fn duplicate(&mut self, data: &mut Vec<u8>) {
        let from = self.below(data.len());
        let length = self.below(256);
        let part: Vec<u8> = data.iter().skip(from).take(length).copied().collect();
        let at = self.below(data.len());
        data.splice(at..at, part);
    }

    fn remove(&mut self, data: &mut Vec<u8>) {
        let from = self.below(data.len());
        let end = from.saturating_add(self.below(64)).min(data.len());
        data.drain(from..end);
    }

    fn insert_bytes(&mut self, data: &mut Vec<u8>) {
        let at = self.below(data.len());
        let byte = self.telling_byte();
        let count = self.below(32);
        data.splice(at..at, std::iter::repeat_n(byte, count));
    }

    /// Decimal numbers (of PDF, PEM, XML) replaced by others.
    fn tamper_number(&mut self, data: &mut Vec<u8>) {
        const NUMBERS: &[&str] = &[
            "0",
            "-1",
            "1",
            "65536",
            "2147483647",
            "4294967296",
            "18446744073709551615",
            "99999999999999999999999",
            "1e999",
        ];
        let from = self.below(data.len());
        let is_digit = |byte: &&u8| byte.is_ascii_digit();
        let skipped = data
            .iter()
            .skip(from)
            .take_while(|byte| !is_digit(byte))
            .count();
        let start = from.saturating_add(skipped);
        let digits = data.iter().skip(start).take_while(is_digit).count();
        if let (true, Some(number)) = (digits > 0, self.pick(NUMBERS)) {
            data.splice(start..start.saturating_add(digits), number.bytes());
        }
    }

    /// Much of the same, up to 256 KiB.
    fn oversize(&mut self, data: &mut Vec<u8>) {
        let at = self.below(data.len());
        let byte = self.telling_byte();
        let count = self.below(256 << 10);
        data.splice(at..at, std::iter::repeat_n(byte, count));
    }

    /// Constructed values within each other, thousands deep.
    fn nest(&mut self, data: &mut Vec<u8>) {
        let openings: &[&[u8]] = &[
            &[0x30, 0x80],
            &[0x24, 0x80],
            &[0xa0, 0x80],
            b"<a>",
            b"<<",
            b"[",
        ];
        let at = self.below(data.len());
        let count = self.below(20_000);
        if let Some(opening) = self.pick(openings) {
            data.splice(at..at, opening.repeat(count));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_sequence() {
        let corpus = [b"0\x03\x02\x01\x05".to_vec(), b"%PDF-1.7 12 0 obj".to_vec()];
        let sequence = |name, seed| {
            let mut mutator = Mutator::from_seed(name, seed);
            (0..200)
                .map(|_| mutator.mutate(&corpus, 4096))
                .collect::<Vec<_>>()
        };
        assert_eq!(sequence("a", 0), sequence("a", 0));
        assert_ne!(sequence("a", 0), sequence("a", 1));
        assert_ne!(sequence("a", 0), sequence("b", 0));
    }

    #[test]
    fn mutations_differ_and_keep_the_limit() {
        let corpus = [vec![0x30; 300]];
        let mut mutator = Mutator::from_seed("limit", 0);
        let mut seen = std::collections::HashSet::new();
        for _ in 0..2000 {
            let input = mutator.mutate(&corpus, 512);
            assert!(input.len() <= 512);
            seen.insert(input);
        }
        assert!(seen.len() > 1000, "{}", seen.len());
    }
}
