//! Invitations: who may have one certificate, proved by a one-time token.

use rand_core::CryptoRngCore;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use tanba_pki::name::Subject;
use tanba_pki::profile::{Role, check_digit_holds};
use time::OffsetDateTime;
use zeroize::Zeroizing;

use crate::audit::{Event, EventKind};
use crate::record::InvitationRecord;

/// Random bytes of a token.
const TOKEN_SIZE: usize = 24;
/// The most characters of a name (ub-common-name, X.520).
const LONGEST_NAME: usize = 64;

/// A one-time token: 192 random bits in hexadecimal, which no command line takes for an option. Only
/// its hash is stored.
pub struct Token(Zeroizing<String>);

impl Token {
    /// Makes one.
    pub fn make(rng: &mut dyn CryptoRngCore) -> Self {
        let mut bytes = Zeroizing::new([0; TOKEN_SIZE]);
        rng.fill_bytes(&mut *bytes);
        Self(Zeroizing::new(hex::encode(*bytes)))
    }

    /// The text, to be handed to the one it is for.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(..)")
    }
}

/// The hash that a token is looked up by. The token is random, so it needs no salt and no stretching, and
/// looking it up tells nothing about its neighbours.
pub(crate) fn hash_token(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

/// What an invited person is to the NCA.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InvitedRole {
    /// For oneself.
    Individual,
    /// First head of a company.
    Head,
    /// With the right to sign for it.
    Signatory,
    /// With the right to sign financial documents.
    FinancialSignatory,
    /// Of its personnel department.
    Personnel,
    /// Employee.
    Employee,
}

impl InvitedRole {
    pub(crate) const fn role(self) -> Role {
        match self {
            Self::Individual => Role::Individual,
            Self::Head => Role::Head,
            Self::Signatory => Role::SignRight,
            Self::FinancialSignatory => Role::FinancialRight,
            Self::Personnel => Role::HumanResources,
            Self::Employee => Role::Employee,
        }
    }
}

/// Who the certificate will name. The request's own subject is not believed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitedSubject {
    /// Surname and name, as `CN`.
    pub common_name: String,
    /// Patronymic, which the NCA writes as `GIVENNAME`.
    #[serde(default)]
    pub patronymic: Option<String>,
    /// IIN: twelve digits.
    pub iin: String,
    /// Name of the company.
    #[serde(default)]
    pub organisation: Option<String>,
    /// BIN: twelve digits.
    #[serde(default)]
    pub bin: Option<String>,
    /// What the person is.
    pub roles: Vec<InvitedRole>,
}

/// Why nobody was invited.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvitationError {
    /// A name that no certificate can carry.
    #[error("{0} must have 1 to 64 characters and no control characters")]
    Name(&'static str),
    /// Not twelve digits with a check digit.
    #[error("{0} must be twelve digits, and the last must be their check digit")]
    Number(&'static str),
    /// A company has both a name and a BIN, and a person who signs for none has neither.
    #[error("a company has a name and a BIN, and its people a role in it")]
    Company,
    /// It would have expired before it was made.
    #[error("the invitation would have no time to be used in")]
    Expired,
}

impl InvitedSubject {
    /// A person who cannot be anybody: the name says "participant in practice", the number is of
    /// somebody born on a 30 February.
    #[must_use]
    pub fn practice() -> Self {
        Self {
            common_name: "ТӘЖІРИБЕ ҚАТЫСУШЫСЫ".to_owned(),
            patronymic: None,
            iin: "000230500003".to_owned(),
            organisation: None,
            bin: None,
            roles: vec![InvitedRole::Individual],
        }
    }

    fn check(&self) -> Result<(), InvitationError> {
        let name = |what, text: &str| {
            let fits = (1..=LONGEST_NAME).contains(&text.chars().count());
            let plain = !text.chars().any(char::is_control) && text.trim() == text;
            (fits && plain)
                .then_some(())
                .ok_or(InvitationError::Name(what))
        };
        let number = |what, digits: &str| {
            check_digit_holds(digits)
                .then_some(())
                .ok_or(InvitationError::Number(what))
        };
        name("the common name", &self.common_name)?;
        number("the IIN", &self.iin)?;
        if let Some(patronymic) = &self.patronymic {
            name("the patronymic", patronymic)?;
        }
        if let Some(organisation) = &self.organisation {
            name("the name of the company", organisation)?;
        }
        if let Some(bin) = &self.bin {
            number("the BIN", bin)?;
        }
        let of_company = self.organisation.is_some();
        let individual = self.roles.contains(&InvitedRole::Individual);
        let consistent =
            of_company == self.bin.is_some() && of_company != individual && !self.roles.is_empty();
        consistent.then_some(()).ok_or(InvitationError::Company)
    }

    /// As the NCA writes it.
    pub(crate) fn subject(&self) -> Subject {
        let surname = self.common_name.split_whitespace().next();
        Subject {
            common_name: Some(self.common_name.clone()),
            surname: surname.map(str::to_owned),
            patronymic: self.patronymic.clone(),
            iin: Some(self.iin.clone()),
            bin: self.bin.clone(),
            organisation: self.organisation.clone(),
            country: Some("KZ".to_owned()),
            ..Subject::default()
        }
    }

    /// The roles of the certificate: those of a company's people stand behind the one that says so.
    pub(crate) fn roles(&self) -> Vec<Role> {
        let company = self.organisation.as_ref().map(|_| Role::LegalEntity);
        company
            .into_iter()
            .chain(self.roles.iter().map(|role| role.role()))
            .collect()
    }
}

/// An invitation that was just made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Who it is for.
    pub subject: InvitedSubject,
    token_hash: String,
    created_at: OffsetDateTime,
    expires_at: OffsetDateTime,
}

impl Invitation {
    /// Invites somebody until `expires_at`.
    ///
    /// # Errors
    /// [`InvitationError`].
    pub fn new(
        subject: InvitedSubject,
        token: &Token,
        created_at: OffsetDateTime,
        expires_at: OffsetDateTime,
    ) -> Result<Self, InvitationError> {
        subject.check()?;
        if expires_at <= created_at {
            return Err(InvitationError::Expired);
        }
        Ok(Self {
            subject,
            token_hash: hash_token(token.expose()),
            created_at,
            expires_at,
        })
    }

    /// Invites the person who is nobody.
    ///
    /// # Errors
    /// [`InvitationError::Expired`].
    pub fn practice(
        token: &Token,
        created_at: OffsetDateTime,
        expires_at: OffsetDateTime,
    ) -> Result<Self, InvitationError> {
        Self::new(InvitedSubject::practice(), token, created_at, expires_at)
    }

    /// Whether this is the token of it.
    #[must_use]
    pub fn is_for(&self, token: &str) -> bool {
        hash_token(token) == self.token_hash
    }

    /// What is stored, and the entry of the audit log.
    #[must_use]
    pub fn record(&self) -> (InvitationRecord, Event) {
        let record = InvitationRecord {
            token_hash: self.token_hash.clone(),
            subject: serde_json::to_string(&self.subject).unwrap_or_default(),
            created_at: self.created_at,
            expires_at: self.expires_at,
            claim: None,
        };
        let event = Event::new(
            self.created_at,
            EventKind::Invited,
            &[
                ("token_hash", &record.token_hash),
                ("subject", &record.subject),
            ],
        );
        (record, event)
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-01-01 0:00 UTC);
    const LATER: OffsetDateTime = datetime!(2026-01-02 0:00 UTC);

    fn invite(change: impl FnOnce(&mut InvitedSubject)) -> Result<Invitation, InvitationError> {
        let mut subject = InvitedSubject::practice();
        change(&mut subject);
        Invitation::new(subject, &Token::make(&mut rand_core::OsRng), NOW, LATER)
    }

    #[test]
    fn tokens_are_long_and_never_the_same() {
        let (one, other) = (
            Token::make(&mut rand_core::OsRng),
            Token::make(&mut rand_core::OsRng),
        );
        assert_eq!(one.expose().len(), 2 * TOKEN_SIZE);
        // A token that began with a hyphen was taken for an option.
        assert!(one.expose().bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert_ne!(one.expose(), other.expose());
        assert!(!format!("{one:?}").contains(one.expose()));
        let (record, event) = Invitation::practice(&one, NOW, LATER).unwrap().record();
        for text in [record.token_hash, record.subject, event.detail] {
            assert!(!text.contains(one.expose()));
        }
    }

    #[test]
    fn people_of_companies_have_a_company() {
        assert!(invite(|_| ()).is_ok());
        assert!(
            invite(|subject| {
                subject.organisation = Some("ЖШС «ТӘЖІРИБЕ»".into());
                subject.bin = Some("900101300017".into());
                subject.roles = vec![InvitedRole::Head, InvitedRole::Signatory];
            })
            .is_ok()
        );
        for wrong in [
            |subject: &mut InvitedSubject| subject.roles = vec![InvitedRole::Head],
            |subject: &mut InvitedSubject| subject.roles.clear(),
            |subject: &mut InvitedSubject| subject.bin = Some("900101300017".into()),
            |subject: &mut InvitedSubject| subject.organisation = Some("ЖШС".into()),
        ] {
            assert_eq!(invite(wrong), Err(InvitationError::Company));
        }
    }

    #[test]
    fn what_no_certificate_can_carry_is_refused() {
        for name in ["", "A\nB", " A", &"Ұ".repeat(65)] {
            let refused = invite(|subject| subject.common_name = name.to_owned());
            assert_eq!(refused, Err(InvitationError::Name("the common name")));
        }
        for iin in ["", "123456789011", "00023050000", "00023050000O"] {
            let refused = invite(|subject| subject.iin = iin.to_owned());
            assert_eq!(refused, Err(InvitationError::Number("the IIN")));
        }
        let token = Token::make(&mut rand_core::OsRng);
        assert_eq!(
            Invitation::practice(&token, NOW, NOW),
            Err(InvitationError::Expired)
        );
    }
}
