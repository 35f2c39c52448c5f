//! What the state knows: individuals, legal entities with their heads, phone numbers of citizens. The
//! authority asks, and believes nothing of this that an applicant writes.

use std::future::Future;

use tanba_pki::profile::check_digit_holds;
use time::Date;

pub mod kato;
pub mod practice;

/// The most characters of a name that a certificate can carry (X.520).
const LONGEST_NAME: usize = 64;

/// The most characters of a legal entity's name. Registries bound it nowhere; nobody's is as long.
const LONGEST_ENTITY_NAME: usize = 1000;

/// Why a registry gave no answer: it is out of reach, or says nonsense.
#[derive(Debug, thiserror::Error)]
#[error("registry: {0}")]
pub struct RegistryError(#[source] pub Box<dyn std::error::Error + Send + Sync>);

/// What a [`Registry`] answers.
pub type Known<T> = Result<Option<T>, RegistryError>;

/// The registries of the state, or tables that stand in for them.
pub trait Registry: Send + Sync {
    /// The individual with this IIN.
    fn individual(&self, iin: &str) -> impl Future<Output = Known<Individual>> + Send;

    /// The legal entity with this BIN.
    fn legal_entity(&self, bin: &str) -> impl Future<Output = Known<LegalEntity>> + Send;

    /// The phone number of this IIN in the mobile citizens database.
    fn phone(&self, iin: &str) -> impl Future<Output = Known<String>> + Send;
}

/// An individual.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Individual {
    /// IIN: twelve digits.
    pub iin: String,
    /// Surname.
    pub surname: String,
    /// Given name.
    pub name: String,
    /// Patronymic, where there is one.
    pub patronymic: Option<String>,
    /// Date of birth.
    pub birth_date: Date,
}

/// A legal entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegalEntity {
    /// BIN: twelve digits.
    pub bin: String,
    /// Its name.
    pub name: String,
    /// IIN of its first head.
    pub head_iin: Option<String>,
}

/// An entry of the mobile citizens database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MobileCitizen {
    /// IIN: twelve digits.
    pub iin: String,
    /// `+7` and ten digits.
    pub phone: String,
}

/// What cannot stand in a registry: the name of the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unfit(pub &'static str);

impl Individual {
    /// Surname and name, as `CN` has them.
    #[must_use]
    pub fn common_name(&self) -> String {
        format!("{} {}", self.surname, self.name).trim().to_owned()
    }

    /// Surname and initials: enough for somebody who knows the person.
    #[must_use]
    pub fn short_name(&self) -> String {
        let given = [Some(self.name.as_str()), self.patronymic.as_deref()];
        let initials = given
            .into_iter()
            .flatten()
            .filter_map(|name| name.chars().next());
        let initials: String = initials.map(|initial| format!("{initial}.")).collect();
        format!("{} {initials}", self.surname).trim().to_owned()
    }

    /// Whether a certificate can carry it.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        require(check_digit_holds(&self.iin), "iin")?;
        require(is_name(&self.surname), "surname")?;
        require(is_name(&self.common_name()), "name")?;
        require(self.patronymic.as_deref().is_none_or(is_name), "patronymic")
    }
}

impl LegalEntity {
    /// Its name as a certificate has it (`O`): one that is too long is cut. The BIN beside it is whole.
    #[must_use]
    pub fn certified_name(&self) -> String {
        if self.name.chars().count() <= LONGEST_NAME {
            return self.name.clone();
        }
        let begin: String = self.name.chars().take(LONGEST_NAME - 1).collect();
        format!("{}…", begin.trim_end())
    }

    /// Whether it is in order.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        require(check_digit_holds(&self.bin), "bin")?;
        require(is_text(&self.name, LONGEST_ENTITY_NAME), "name")?;
        let head = self.head_iin.as_deref();
        require(head.is_none_or(check_digit_holds), "head_iin")
    }
}

impl MobileCitizen {
    /// Whether it can be called.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        require(check_digit_holds(&self.iin), "iin")?;
        let digits = self.phone.strip_prefix("+7").unwrap_or_default();
        let fits = digits.len() == 10 && digits.bytes().all(|byte| byte.is_ascii_digit());
        require(fits, "phone")
    }
}

/// Whether a certificate can carry such a name.
pub(crate) fn is_name(text: &str) -> bool {
    is_text(text, LONGEST_NAME)
}

fn is_text(text: &str, longest: usize) -> bool {
    (1..=longest).contains(&text.chars().count())
        && text.trim() == text
        && !text.chars().any(|one| one.is_control() || turns(one))
}

/// Whether a character turns the direction of the text around it, so that a name reads as another one.
fn turns(one: char) -> bool {
    matches!(one, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn require(fits: bool, field: &'static str) -> Result<(), Unfit> {
    fits.then_some(()).ok_or(Unfit(field))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut_in_the_certificate_alone() {
        let mut company = practice::registry().1[0].clone();
        assert_eq!(company.certified_name(), company.name);
        company.name = format!("ТОВАРИЩЕСТВО {}", "Ұ".repeat(100));
        assert_eq!(company.check(), Ok(()));
        let cut = company.certified_name();
        assert!(is_name(&cut) && cut.ends_with("Ұ…"), "{cut}");
        company.name = format!("{} {}", "a".repeat(62), "b".repeat(62));
        assert!(is_name(&company.certified_name()));
    }

    #[test]
    fn what_no_certificate_can_carry_does_not_come_in() {
        let (people, companies, phones) = practice::registry();
        let mut individual = people[0].clone();
        assert_eq!(individual.check(), Ok(()));
        assert_eq!(individual.short_name().matches('.').count(), 2);
        individual.iin = "123456789011".into();
        assert_eq!(individual.check(), Err(Unfit("iin")));
        let mut company = companies[0].clone();
        assert_eq!(company.check(), Ok(()));
        for name in ["", " ЖШС", "a\u{202e}b", "a\nb", "Ұ".repeat(1001).as_str()] {
            company.name = name.to_owned();
            assert_eq!(company.check(), Err(Unfit("name")), "{name}");
        }
        let mut phone = phones[0].clone();
        assert_eq!(phone.check(), Ok(()));
        phone.phone = "87000000001".into();
        assert_eq!(phone.check(), Err(Unfit("phone")));
    }
}
