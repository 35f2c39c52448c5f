//! The audit log: what happened, each entry with the hash of the one before.
//!
//! An entry that was changed, removed from the middle or put in shows. Entries cut off at the end show as
//! long as the records still tell of them; who can write everything can replace everything, and no more
//! than that is claimed.

use sha2::{Digest as _, Sha256};
use time::OffsetDateTime;

use crate::record::CertificateRecord;

/// What the first entry refers to.
pub const NO_HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        /// What happened.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum EventKind {
            $($(#[$doc])* $name,)*
        }

        impl EventKind {
            /// Its name in the log.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

kinds! {
    /// The authority is completely made.
    Founded = "founded";
    /// The authority was opened to serve.
    Opened = "opened";
    /// A root key was used in a ceremony.
    Ceremony = "ceremony";
    /// Somebody was invited.
    Invited = "invited";
    /// A serial number and a TBSCertificate were stored.
    CertificatePrepared = "certificate-prepared";
    /// Linting refused a certificate.
    CertificateRefused = "certificate-refused";
    /// A certificate was signed.
    CertificateSigned = "certificate-signed";
    /// A certificate was published.
    CertificatePublished = "certificate-published";
    /// A certificate was revoked.
    CertificateRevoked = "certificate-revoked";
    /// Somebody applied.
    ApplicationSubmitted = "application-submitted";
    /// An application was checked and approved.
    ApplicationVerified = "application-verified";
    /// An application was refused.
    ApplicationRefused = "application-refused";
    /// An application was sent back.
    ApplicationReturned = "application-returned";
    /// An application was not verified in time.
    ApplicationCancelled = "application-cancelled";
    /// The certificates of an application are published.
    ApplicationIssued = "application-issued";
    /// The applicant has them with the keys.
    ApplicationInstalled = "application-installed";
    /// Somebody logged in to a personal account.
    SessionOpened = "session-opened";
    /// A one-time code was sent.
    CodeSent = "code-sent";
    /// Somebody changed the settings of an account.
    SettingsKept = "settings-kept";
    /// Tables of the registry were filled.
    RegistryImported = "registry-imported";
    /// An authority for TLS was made.
    TlsAuthorityMade = "tls-authority-made";
    /// Somebody became an operator.
    OperatorMade = "operator-made";
    /// An operator is none any more.
    OperatorRevoked = "operator-revoked";
    /// An operator logged in to the console.
    OperatorLoggedIn = "operator-logged-in";
    /// An operator logged out of the console.
    OperatorLoggedOut = "operator-logged-out";
    /// A CRL was issued.
    CrlIssued = "crl-issued";
}

/// Something that happened, before it has a place in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When; whole seconds are kept.
    pub at: OffsetDateTime,
    /// What.
    pub kind: EventKind,
    /// About what: a JSON object of texts. No secret is in it.
    pub detail: String,
}

impl Event {
    /// An event with these details.
    #[must_use]
    pub fn new(at: OffsetDateTime, kind: EventKind, detail: &[(&str, &str)]) -> Self {
        let object: serde_json::Map<String, serde_json::Value> = detail
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).into()))
            .collect();
        Self {
            at,
            kind,
            detail: serde_json::Value::Object(object).to_string(),
        }
    }
}

/// An entry of the log as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number, from 1.
    pub sequence: i64,
    /// Seconds since 1970.
    pub at: i64,
    /// What happened.
    pub kind: String,
    /// About what, in JSON.
    pub detail: String,
    /// The hash of the entry before.
    pub previous_hash: String,
    /// Its own hash, in lower-case hex.
    pub hash: String,
}

/// The hash of an entry: SHA-256 over its parts, each behind its length in 8 bytes.
#[must_use]
pub fn derive_hash(
    sequence: i64,
    at: i64,
    kind: &str,
    detail: &str,
    previous_hash: &str,
) -> String {
    let mut hasher = Sha256::new();
    let (sequence, at) = (sequence.to_be_bytes(), at.to_be_bytes());
    for part in [
        &sequence[..],
        &at,
        kind.as_bytes(),
        detail.as_bytes(),
        previous_hash.as_bytes(),
    ] {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hex::encode(hasher.finalize())
}

/// What a check found wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The numbering has a gap here.
    #[error("entry {0} is missing")]
    Gap(i64),
    /// The entry does not refer to the one before it.
    #[error("entry {0} does not follow the one before it")]
    Unlinked(i64),
    /// The entry was changed.
    #[error("entry {0} was changed")]
    Changed(i64),
    /// A record tells of something that the log does not.
    #[error("the log does not tell of certificate {0} what its record says")]
    Untold(String),
}

/// A check under way: entries are put in one after another.
#[derive(Debug)]
pub struct Check {
    last: i64,
    hash: String,
    faults: Vec<Fault>,
    /// Kind and serial number of what the log tells about certificates.
    told: std::collections::HashSet<(String, String)>,
}

impl Default for Check {
    fn default() -> Self {
        Self {
            last: 0,
            hash: NO_HASH.to_owned(),
            faults: Vec::new(),
            told: std::collections::HashSet::new(),
        }
    }
}

impl Check {
    /// Looks at the next entry.
    pub fn entry(&mut self, entry: &Entry) {
        if entry.sequence != self.last + 1 {
            self.faults.push(Fault::Gap(self.last + 1));
        } else if entry.previous_hash != self.hash {
            self.faults.push(Fault::Unlinked(entry.sequence));
        }
        let hash = derive_hash(
            entry.sequence,
            entry.at,
            &entry.kind,
            &entry.detail,
            &entry.previous_hash,
        );
        if hash != entry.hash {
            self.faults.push(Fault::Changed(entry.sequence));
        }
        self.last = entry.sequence;
        self.hash.clone_from(&entry.hash);
        let detail: serde_json::Value = serde_json::from_str(&entry.detail).unwrap_or_default();
        if let Some(serial) = detail.get("serial_number").and_then(|value| value.as_str()) {
            self.told.insert((entry.kind.clone(), serial.to_owned()));
        }
    }

    /// Holds what the records say against what the log told.
    pub fn records(&mut self, records: &[CertificateRecord]) {
        for record in records {
            let serial = &record.prepared.serial_number;
            let expected = [
                (true, EventKind::CertificatePrepared),
                (record.der.is_some(), EventKind::CertificateSigned),
                (
                    record.published_at.is_some(),
                    EventKind::CertificatePublished,
                ),
                (record.revocation.is_some(), EventKind::CertificateRevoked),
            ];
            let told = |kind: EventKind| {
                self.told
                    .contains(&(kind.as_str().to_owned(), serial.clone()))
            };
            let whole = expected.iter().all(|(said, kind)| !said || told(*kind));
            // The other way about: a revocation that the log tells of must still be in force.
            if !whole || (record.revocation.is_none() && told(EventKind::CertificateRevoked)) {
                self.faults.push(Fault::Untold(serial.clone()));
            }
        }
    }

    /// How many entries there were, and what is wrong with them.
    #[must_use]
    pub fn finish(self) -> (i64, Vec<Fault>) {
        (self.last, self.faults)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(count: i64) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::new();
        for sequence in 1..=count {
            let previous_hash = entries
                .last()
                .map_or(NO_HASH.to_owned(), |entry| entry.hash.clone());
            let (kind, detail) = ("invited".to_owned(), format!("{{\"n\":\"{sequence}\"}}"));
            let hash = derive_hash(sequence, 7, &kind, &detail, &previous_hash);
            entries.push(Entry {
                sequence,
                at: 7,
                kind,
                detail,
                previous_hash,
                hash,
            });
        }
        entries
    }

    fn faults(entries: &[Entry]) -> Vec<Fault> {
        let mut check = Check::default();
        for entry in entries {
            check.entry(entry);
        }
        check.finish().1
    }

    #[test]
    fn a_whole_log_has_no_fault() {
        assert_eq!(faults(&chain(5)), []);
        assert_eq!(faults(&[]), []);
    }

    #[test]
    fn every_damage_shows() {
        let mut changed = chain(5);
        changed[2].detail.push(' ');
        assert_eq!(faults(&changed), [Fault::Changed(3)]);

        let mut rehashed = chain(5);
        rehashed[2].at = 8;
        rehashed[2].hash = derive_hash(
            3,
            8,
            &rehashed[2].kind,
            &rehashed[2].detail,
            &rehashed[2].previous_hash,
        );
        assert_eq!(faults(&rehashed), [Fault::Unlinked(4)]);

        let mut removed = chain(5);
        removed.remove(2);
        assert_eq!(faults(&removed), [Fault::Gap(3)]);
        let mut beheaded = chain(5);
        beheaded.remove(0);
        assert_eq!(faults(&beheaded), [Fault::Gap(1)]);
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(
            derive_hash(1, 7, "ab", "c", NO_HASH),
            derive_hash(1, 7, "a", "bc", NO_HASH)
        );
    }
}
