//! The name of an enrolment, and what is derived from it.

use std::fmt;

use rand_core::CryptoRngCore;
use serde::{Deserialize, Serialize};
use tanba_pki::digest::DigestAlgorithm;
use tanba_pki::profile::KeyPurpose;
use uuid::{Builder, Uuid};

/// Names one enrolment for good: a UUID (RFC 9562). It is no secret.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(try_from = "String", into = "String")]
pub struct EnrolmentId(#[cfg_attr(feature = "ts", ts(type = "string"))] Uuid);

impl EnrolmentId {
    /// A new one.
    pub fn make(rng: &mut dyn CryptoRngCore) -> Self {
        let mut bytes = [0; 16];
        rng.fill_bytes(&mut bytes);
        Self(Builder::from_random_bytes(bytes).into_uuid())
    }

    /// Reads one as people copy it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Uuid::try_parse(text.trim()).ok().map(Self)
    }

    /// The name under which the key of a purpose is made and found again: CKA_ID on a token, part of the
    /// file name in a folder.
    #[must_use]
    pub fn derive_key_name(&self, purpose: KeyPurpose) -> KeyName {
        let purpose = match purpose {
            KeyPurpose::Signature => "signature",
            KeyPurpose::Authentication => "authentication",
        };
        KeyName(self.derive(&format!("key for {purpose}")))
    }

    /// The key that makes a submission known again: for the same errand and round always the same UUID
    /// (version 8, of a SHA-256).
    #[must_use]
    pub fn derive_idempotency_key(&self, errand: &str, round: u32) -> String {
        let digest = self.derive::<16>(&format!("{errand}, round {round}"));
        Builder::from_custom_bytes(digest).into_uuid().to_string()
    }

    fn derive<const N: usize>(&self, what: &str) -> [u8; N] {
        let named = format!("tanba enrolment {self}: {what}");
        let digest = DigestAlgorithm::Sha256.digest(named.as_bytes());
        let mut derived = [0; N];
        for (to, from) in derived.iter_mut().zip(digest) {
            *to = from;
        }
        derived
    }
}

impl fmt::Display for EnrolmentId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_hyphenated().fmt(formatter)
    }
}

impl TryFrom<String> for EnrolmentId {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not a UUID")
    }
}

impl From<EnrolmentId> for String {
    fn from(id: EnrolmentId) -> Self {
        id.to_string()
    }
}

/// The name of a key before it has a certificate: 20 bytes, as long as the SHA-1 identifiers that tokens
/// are used to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyName(pub [u8; 20]);

impl fmt::Display for KeyName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use tanba_pki::profile::KeyPurpose;

    use super::EnrolmentId;

    fn id(last: char) -> EnrolmentId {
        EnrolmentId::parse(&format!("7b0c1d66-7c40-4a52-9a02-5f6d3f3c0a1{last}")).unwrap()
    }

    #[test]
    fn the_same_enrolment_derives_the_same_and_another_another() {
        let name = |last, purpose| id(last).derive_key_name(purpose).to_string();
        assert_eq!(
            name('0', KeyPurpose::Signature),
            name('0', KeyPurpose::Signature)
        );
        assert_ne!(
            name('0', KeyPurpose::Signature),
            name('0', KeyPurpose::Authentication)
        );
        assert_ne!(
            name('0', KeyPurpose::Signature),
            name('1', KeyPurpose::Signature)
        );
        let key = |last, round| id(last).derive_idempotency_key("application", round);
        assert_eq!(key('0', 0), key('0', 0));
        assert_ne!(key('0', 0), key('0', 1));
        assert_ne!(key('0', 0), key('1', 0));
        assert_eq!(key('0', 0).as_bytes()[14], b'8', "version 8");
    }

    #[test]
    fn an_id_is_read_as_people_copy_it_and_nothing_else_is() {
        let text = id('0').to_string();
        assert_eq!(EnrolmentId::parse(&format!(" {text}\n")), Some(id('0')));
        assert_eq!(EnrolmentId::parse("1"), None);
        let json = serde_json::to_string(&id('0')).unwrap();
        assert_eq!(json, format!("\"{text}\""));
        assert_eq!(serde_json::from_str::<EnrolmentId>(&json).unwrap(), id('0'));
    }
}
