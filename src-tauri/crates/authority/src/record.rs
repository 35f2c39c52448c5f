//! What is stored: plain records, without X.509 types.

use time::OffsetDateTime;

use crate::audit::Event;
use crate::branch::Branch;

/// What a certificate is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Office {
    /// A root.
    Root,
    /// An issuing authority.
    Issuing,
    /// A delegated OCSP responder.
    Ocsp,
    /// A time-stamping authority.
    Tsa,
    /// A person, or somebody of a company.
    Person,
}

impl Office {
    /// Every office.
    pub const ALL: [Self; 5] = [
        Self::Root,
        Self::Issuing,
        Self::Ocsp,
        Self::Tsa,
        Self::Person,
    ];

    /// Its name in records.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Root => "root",
            Self::Issuing => "ca",
            Self::Ocsp => "ocsp",
            Self::Tsa => "tsa",
            Self::Person => "person",
        }
    }

    /// The office of this name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|office| office.as_str() == text)
    }
}

/// A serial number and a TBSCertificate, about to be stored and not signed yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCertificate {
    /// The name of the issuing authority in records: `ca_gost`. A root is its own.
    pub issuer: String,
    /// Contents of the serial number in lower-case hex. Unique under its issuer.
    pub serial_number: String,
    /// What it is for.
    pub office: Office,
    /// Its algorithm.
    pub branch: Branch,
    /// For authorities and officers: their own name in records.
    pub name: Option<String>,
    /// For authorities and officers: the how manieth of that office; 1 otherwise.
    pub generation: u32,
    /// The subject as text (RFC 4514).
    pub subject: String,
    /// The IIN of the person that it names.
    pub iin: Option<String>,
    /// The BIN of the legal entity that it names.
    pub bin: Option<String>,
    /// When its owner is first to be reminded that it expires.
    pub reminder_due_at: Option<OffsetDateTime>,
    /// The key identifier in lower-case hex.
    pub key_identifier: String,
    /// TBSCertificate in DER: exactly what will be signed.
    pub tbs: Vec<u8>,
    /// When it was put together.
    pub prepared_at: OffsetDateTime,
    /// When the certificate will expire.
    pub not_after_at: OffsetDateTime,
}

/// Since when, why, and in which place of the audit log a certificate was revoked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revocation {
    /// Contents of the serial number in lower-case hex.
    pub serial_number: String,
    /// When.
    pub revoked_at: OffsetDateTime,
    /// CRLReason as a number (RFC 5280 §5.3.1).
    pub reason: u8,
    /// The entry of the audit log that tells it: later revocations have greater numbers.
    pub sequence: i64,
}

/// Whether a certificate is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status {
    /// Whether it was handed out.
    pub is_published: bool,
    /// Since when and why (CRLReason as a number) it is revoked, if it is.
    pub revoked: Option<(OffsetDateTime, u8)>,
}

/// A certificate in its present state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateRecord {
    /// What was prepared.
    pub prepared: NewCertificate,
    /// The certificate in DER, once it is signed.
    pub der: Option<Vec<u8>>,
    /// When it was published: handed to its owner and known to OCSP.
    pub published_at: Option<OffsetDateTime>,
    /// When linting refused it; it will never be signed.
    pub refused_at: Option<OffsetDateTime>,
    /// Whether it is revoked.
    pub revocation: Option<Revocation>,
}

impl CertificateRecord {
    /// Of what was just prepared.
    pub(crate) fn of(prepared: NewCertificate) -> Self {
        Self {
            prepared,
            der: None,
            published_at: None,
            refused_at: None,
            revocation: None,
        }
    }

    /// The common name of its subject, once it is signed.
    pub(crate) fn common_name(&self) -> String {
        let certificate = self.der.as_deref().map(tanba_pki::Certificate::from_der);
        let subject = certificate.and_then(Result::ok);
        let name = subject.and_then(|certificate| certificate.subject_fields().common_name);
        name.unwrap_or_default()
    }
}

/// A stored invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationRecord {
    /// SHA-256 of the token, in lower-case hex.
    pub token_hash: String,
    /// The invited subject as JSON (see [`crate::InvitedSubject`]).
    pub subject: String,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// Until when it may be used.
    pub expires_at: OffsetDateTime,
    /// What it was used for.
    pub claim: Option<Claim>,
}

/// The one request that an invitation was used for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// SHA-256 of the request in DER, in lower-case hex.
    pub request_hash: String,
    /// The issuer of the certificate.
    pub issuer: String,
    /// The serial number of the certificate.
    pub serial_number: String,
}

/// What came of claiming an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claimed {
    /// The invitation is used and the certificate stored, both now.
    Now,
    /// Somebody was faster; look at the invitation again.
    Before,
    /// The serial number, and with it the key, is taken.
    SerialTaken,
}

/// A CRL that was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrlRecord {
    /// The name of the authority in records.
    pub issuer: String,
    /// Base or delta.
    pub kind: crate::CrlKind,
    /// crlNumber.
    pub number: i64,
    /// When it was issued.
    pub this_update_at: OffsetDateTime,
    /// When the next one is due at the latest.
    pub next_update_at: OffsetDateTime,
    /// The last revocation that was looked at, by its place in the audit log.
    pub through: i64,
    /// The list in DER.
    pub der: Vec<u8>,
}

impl NewCertificate {
    /// The entry of the audit log about this certificate.
    pub(crate) fn event(&self, at: OffsetDateTime, kind: crate::audit::EventKind) -> Event {
        Event::new(
            at,
            kind,
            &[
                ("issuer", &self.issuer),
                ("serial_number", &self.serial_number),
                ("office", self.office.as_str()),
                ("subject", &self.subject),
            ],
        )
    }
}

/// The number of whoever comes next in an office of a branch, of which these are all.
pub(crate) fn next_generation(all: &[CertificateRecord], branch: Branch) -> u32 {
    let of_branch = all.iter().filter(|record| record.prepared.branch == branch);
    let newest = of_branch.map(|record| record.prepared.generation).max();
    newest.unwrap_or(0).saturating_add(1)
}
