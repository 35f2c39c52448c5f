use super::tables::{ITERATION, TABLES};

#[inline(always)]
fn xor(a: &[u64; 8], b: &[u64; 8]) -> [u64; 8] {
    [
        a[0] ^ b[0],
        a[1] ^ b[1],
        a[2] ^ b[2],
        a[3] ^ b[3],
        a[4] ^ b[4],
        a[5] ^ b[5],
        a[6] ^ b[6],
        a[7] ^ b[7],
    ]
}

/// L(P(S(a))): RFC 6986, section 7.
#[inline(always)]
fn lps(a: &[u64; 8]) -> [u64; 8] {
    let mut out = [0; 8];
    for (i, word) in out.iter_mut().enumerate() {
        let shift = 8 * i;
        *word = TABLES[0][(a[0] >> shift) as usize & 0xff]
            ^ TABLES[1][(a[1] >> shift) as usize & 0xff]
            ^ TABLES[2][(a[2] >> shift) as usize & 0xff]
            ^ TABLES[3][(a[3] >> shift) as usize & 0xff]
            ^ TABLES[4][(a[4] >> shift) as usize & 0xff]
            ^ TABLES[5][(a[5] >> shift) as usize & 0xff]
            ^ TABLES[6][(a[6] >> shift) as usize & 0xff]
            ^ TABLES[7][(a[7] >> shift) as usize & 0xff];
    }
    out
}

/// g_N(h, m): RFC 6986, section 8.
pub(super) fn compress(h: &mut [u64; 8], n: &[u64; 8], message: &[u64; 8]) {
    let mut key = lps(&xor(h, n));
    let mut state = *message;
    for constant in &ITERATION {
        state = lps(&xor(&state, &key));
        key = lps(&xor(&key, constant));
    }
    *h = xor(&xor(&state, &key), &xor(h, message));
}
