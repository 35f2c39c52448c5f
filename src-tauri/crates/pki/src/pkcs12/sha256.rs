//! The two derivations over SHA-256, block by block. Each of their steps hashes one known length, so the
//! compression function alone will do; a build without optimisation, where the general code crawls, gains
//! the most.

use std::slice;

use sha2::compress256;
use sha2::digest::generic_array::GenericArray;
use zeroize::Zeroize;

type State = [u32; 8];

/// The initial hash value (FIPS 180-4 §5.3.3).
const INITIAL: State = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

/// One block: eight words of message, the padding, and the length in bits of all that was hashed.
struct Block([u8; 64]);

impl Block {
    fn new(bits: u16) -> Self {
        let mut block = [0; 64];
        let [.., high, low] = &mut block;
        [*high, *low] = bits.to_be_bytes();
        if let Some(first) = block.get_mut(32) {
            *first = 0x80;
        }
        Self(block)
    }

    /// Hashes `message` from `from` on.
    fn step(&mut self, from: &State, message: &State) -> State {
        if let Some((half, _)) = self.0.split_first_chunk_mut::<32>() {
            *half = bytes(message);
        }
        let mut state = *from;
        compress256(
            &mut state,
            slice::from_ref(GenericArray::from_slice(&self.0)),
        );
        state
    }
}

impl Drop for Block {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// Hashes a digest again and again, `times` times.
pub(super) fn repeat(digest: &mut [u8; 32], times: u32) {
    let mut block = Block::new(256);
    let mut state = words(digest);
    for _ in 0..times {
        state = block.step(&INITIAL, &state);
    }
    *digest = bytes(&state);
    state.zeroize();
}

/// The rest of PBKDF2-HMAC-SHA-256 (RFC 8018 §5.2) for one block of output: `first` is U_1, the result the
/// exclusive or of U_1 to U_c.
pub(super) fn pbkdf2_block(password: &[u8], first: &[u8; 32], iterations: u32) -> [u8; 32] {
    let (mut inner, mut outer) = (keyed(password, 0x36), keyed(password, 0x5c));
    // 64 bytes of key pad and 32 of message.
    let mut block = Block::new(768);
    let mut current = words(first);
    let mut sum = current;
    for _ in 1..iterations {
        let middle = block.step(&inner, &current);
        current = block.step(&outer, &middle);
        for (sum, word) in sum.iter_mut().zip(&current) {
            *sum ^= word;
        }
    }
    let out = bytes(&sum);
    for state in [&mut inner, &mut outer, &mut current, &mut sum] {
        state.zeroize();
    }
    out
}

/// The state of HMAC after its key pad.
fn keyed(password: &[u8], pad: u8) -> State {
    let mut key = [pad; 64];
    let long;
    let short = if password.len() > 64 {
        long = <sha2::Sha256 as digest::Digest>::digest(password);
        long.as_slice()
    } else {
        password
    };
    for (byte, of_key) in key.iter_mut().zip(short) {
        *byte ^= of_key;
    }
    let mut state = INITIAL;
    compress256(&mut state, &[GenericArray::clone_from_slice(&key)]);
    key.zeroize();
    state
}

fn words(bytes: &[u8; 32]) -> State {
    let mut state = State::default();
    for (word, bytes) in state.iter_mut().zip(bytes.chunks_exact(4)) {
        *word = bytes
            .iter()
            .fold(0, |word, byte| (word << 8) | u32::from(*byte));
    }
    state
}

/// Written out: it runs millions of times.
fn bytes(state: &State) -> [u8; 32] {
    let [a, b, c, d, e, f, g, h] = state.map(u32::to_be_bytes);
    let mut out = [0; 32];
    out.copy_from_slice([a, b, c, d, e, f, g, h].as_flattened());
    out
}
