//! Until when algorithms are strong enough for a signature.
//!
//! | algorithm | until | source |
//! |---|---|---|
//! | RSA below 1024 bit | never | |
//! | SHA-1, RSA below 2048 bit | end of 2013 | NIST SP 800-131A rev. 2, table 2 |
//! | SHA-224, RSA below 3072 bit | end of 2030 | NIST SP 800-57 part 1 rev. 5, table 4 |
//! | GOST 34.310-2004, GOST 34.311-95 | 28.04.2024 | the NCA has issued only GOST 34.10-2015 since |
//! | all others | no end in sight | |

use tanba_pki::PublicKey;
use tanba_pki::algorithm::SignatureAlgorithm;
use tanba_pki::digest::DigestAlgorithm;
use time::OffsetDateTime;
use time::macros::datetime;

const END_OF_2013: OffsetDateTime = datetime!(2014-01-01 0:00 UTC);
const END_OF_2030: OffsetDateTime = datetime!(2031-01-01 0:00 UTC);
const END_OF_GOST_2004: OffsetDateTime = datetime!(2024-04-28 0:00 UTC);

/// How long something is strong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// It never was.
    Never,
    /// Before this time.
    Until(OffsetDateTime),
    /// No end is in sight.
    Always,
}

impl Strength {
    /// Whether it is strong at a time.
    pub fn holds_at(self, at: OffsetDateTime) -> bool {
        match self {
            Self::Never => false,
            Self::Until(end) => at < end,
            Self::Always => true,
        }
    }
}

/// A table of algorithms and their ends.
#[derive(Clone, Copy, Debug)]
pub struct AlgorithmPolicy {
    digest: fn(DigestAlgorithm) -> Strength,
    key: fn(&PublicKey) -> Strength,
}

impl AlgorithmPolicy {
    /// The table at the head of this module.
    pub fn standard() -> Self {
        Self {
            digest: |algorithm| match algorithm {
                DigestAlgorithm::Sha1 => Strength::Until(END_OF_2013),
                DigestAlgorithm::Sha224 => Strength::Until(END_OF_2030),
                DigestAlgorithm::Gost94 => Strength::Until(END_OF_GOST_2004),
                _ => Strength::Always,
            },
            key: |key| match key {
                PublicKey::Rsa(_) => match key.bits() {
                    ..1024 => Strength::Never,
                    1024..2048 => Strength::Until(END_OF_2013),
                    2048..3072 => Strength::Until(END_OF_2030),
                    _ => Strength::Always,
                },
                PublicKey::Gost2004(_) => Strength::Until(END_OF_GOST_2004),
                _ => Strength::Always,
            },
        }
    }

    /// Everything is strong for ever: for looking at old documents.
    pub fn permissive() -> Self {
        Self {
            digest: |_| Strength::Always,
            key: |_| Strength::Always,
        }
    }

    /// How long a digest algorithm is strong.
    pub fn digest(&self, algorithm: DigestAlgorithm) -> Strength {
        (self.digest)(algorithm)
    }

    /// How long signatures of a key are strong.
    pub fn key(&self, key: &PublicKey) -> Strength {
        (self.key)(key)
    }

    /// What is too weak at `at` in a signature made with this key and algorithm: its name and how long it
    /// was strong.
    pub(super) fn weakness(
        &self,
        key: &PublicKey,
        algorithm: SignatureAlgorithm,
        at: OffsetDateTime,
    ) -> Option<(String, Strength)> {
        let digest = algorithm.digest();
        let parts = [
            (key.name(), self.key(key)),
            (digest.name().to_owned(), self.digest(digest)),
        ];
        parts
            .into_iter()
            .find(|(_, strength)| !strength.holds_at(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_exclusive() {
        let sha1 = AlgorithmPolicy::standard().digest(DigestAlgorithm::Sha1);
        assert!(sha1.holds_at(datetime!(2013-12-31 23:59:59 UTC)));
        assert!(!sha1.holds_at(END_OF_2013));
        assert!(!Strength::Never.holds_at(OffsetDateTime::UNIX_EPOCH));
    }
}
