use super::tables::{ITERATION, TABLES};

/// Words as octets: read one by one from memory. Kept in registers they would have to be shifted
/// apart, and the pieces spilled.
type Octets = [[u8; 8]; 8];

/// Word i of L(P(S(a))): RFC 6986, section 7.
#[inline(always)]
fn lps(a: &Octets, i: usize) -> u64 {
    TABLES[0][usize::from(a[0][i])]
        ^ TABLES[1][usize::from(a[1][i])]
        ^ TABLES[2][usize::from(a[2][i])]
        ^ TABLES[3][usize::from(a[3][i])]
        ^ TABLES[4][usize::from(a[4][i])]
        ^ TABLES[5][usize::from(a[5][i])]
        ^ TABLES[6][usize::from(a[6][i])]
        ^ TABLES[7][usize::from(a[7][i])]
}

/// One step of the key schedule and of the cipher. What comes in are the arguments of
/// LPS; what goes out are those of the next step: the key ⊕ `constant` and the state ⊕ the key.
#[inline(never)]
fn step(
    (key, state): (&Octets, &Octets),
    constant: &[u64; 8],
    (next_key, next_state): (&mut Octets, &mut Octets),
) {
    macro_rules! words {
        ($($i:literal)*) => {$(
            let word = lps(key, $i);
            next_key[$i] = (word ^ constant[$i]).to_le_bytes();
            next_state[$i] = (lps(state, $i) ^ word).to_le_bytes();
        )*};
    }
    words!(0 1 2 3 4 5 6 7);
}

/// g_N(h, m): RFC 6986, section 8.
pub(super) fn compress(h: &mut [u64; 8], n: &[u64; 8], message: &[u64; 8]) {
    let (mut key, mut state) = ([[0; 8]; 8], [[0; 8]; 8]);
    let (mut other_key, mut other_state) = ([[0; 8]; 8], [[0; 8]; 8]);
    for i in 0..8 {
        other_key[i] = (h[i] ^ n[i]).to_le_bytes();
    }
    for i in 0..8 {
        let word = lps(&other_key, i);
        key[i] = (word ^ ITERATION[0][i]).to_le_bytes();
        state[i] = (word ^ message[i]).to_le_bytes();
    }
    // The constant of the last step is not used: its key goes into the result as it is.
    for pair in ITERATION.windows(3).step_by(2) {
        step((&key, &state), &pair[1], (&mut other_key, &mut other_state));
        step((&other_key, &other_state), &pair[2], (&mut key, &mut state));
    }
    step(
        (&key, &state),
        &ITERATION[11],
        (&mut other_key, &mut other_state),
    );
    step((&other_key, &other_state), &[0; 8], (&mut key, &mut state));
    for i in 0..8 {
        h[i] ^= u64::from_le_bytes(state[i]) ^ message[i];
    }
}
