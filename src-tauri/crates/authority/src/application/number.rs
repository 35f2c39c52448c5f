//! The number of an application: eleven random digits and a check digit by Damm's quasigroup, which notices
//! every wrong digit and every pair of neighbours that changed places. Own code: a table and a loop.

use std::fmt;

use rand_core::CryptoRngCore;

/// H. M. Damm, Total anti-symmetrische Quasigruppen (2004), p. 106.
const QUASIGROUP: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/// Digits, the check digit included.
const LENGTH: usize = 12;

/// The number of an application. Shown in groups of four; read with or without what stands between them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ApplicationNumber(String);

impl ApplicationNumber {
    /// A number that nobody can guess from others.
    pub fn make(rng: &mut dyn CryptoRngCore) -> Self {
        let mut digits = String::new();
        while digits.len() < LENGTH - 1 {
            let mut byte = [0];
            rng.fill_bytes(&mut byte);
            // Every digit equally often, and no zero in front: people leave that out.
            let digit = byte[0] % 10;
            if byte[0] < 250 && (digit != 0 || !digits.is_empty()) {
                digits.push(char::from(b'0' + digit));
            }
        }
        let check = derive_check(&digits);
        digits.push(char::from(b'0' + check));
        Self(digits)
    }

    /// Reads a number; `None` unless it has twelve digits of which the last is right.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits: String = text
            .chars()
            .filter(|character| !matches!(character, '-' | ' '))
            .collect();
        let whole = digits.len() == LENGTH && digits.bytes().all(|byte| byte.is_ascii_digit());
        // With its check digit a number comes to zero.
        (whole && derive_check(&digits) == 0).then_some(Self(digits))
    }

    /// The twelve digits, as records have them.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ApplicationNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, digit) in self.0.chars().enumerate() {
            if place > 0 && place % 4 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{digit}")?;
        }
        Ok(())
    }
}

fn derive_check(digits: &str) -> u8 {
    digits.bytes().fold(0, |interim, byte| {
        let row = QUASIGROUP.get(usize::from(interim));
        let digit = usize::from(byte.wrapping_sub(b'0'));
        row.and_then(|row| row.get(digit)).copied().unwrap_or(0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_is_damms() {
        assert_eq!(derive_check("572"), 4);
        assert_eq!(derive_check("5724"), 0);
    }

    #[test]
    fn what_is_misheard_is_noticed() {
        for _ in 0..20 {
            let number = ApplicationNumber::make(&mut rand_core::OsRng);
            let shown = number.to_string();
            assert_eq!((shown.len(), shown.as_bytes()[4]), (14, b'-'));
            assert_eq!(ApplicationNumber::parse(&shown), Some(number.clone()));
            assert_eq!(
                ApplicationNumber::parse(number.digits()),
                Some(number.clone())
            );
            let digits = number.digits().as_bytes();
            for place in 0..LENGTH {
                for digit in b'0'..=b'9' {
                    let mut wrong = digits.to_vec();
                    wrong[place] = digit;
                    let read = ApplicationNumber::parse(std::str::from_utf8(&wrong).unwrap());
                    assert_eq!(read.is_some(), digit == digits[place]);
                }
                let mut swapped = digits.to_vec();
                swapped.swap(place, (place + 1).min(LENGTH - 1));
                let read = ApplicationNumber::parse(std::str::from_utf8(&swapped).unwrap());
                assert_eq!(read.is_some(), swapped == digits);
            }
        }
        for wrong in [
            "",
            "1234",
            "1234-5678-901x",
            "٠٠٠٠٠٠٠٠٠٠٠٠",
            "-------------",
        ] {
            assert_eq!(ApplicationNumber::parse(wrong), None);
        }
    }
}
