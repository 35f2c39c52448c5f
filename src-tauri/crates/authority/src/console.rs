//! What an operator sees of an application and does in the console.

use tanba_pki::PublicKey;
use tanba_pki::name::Subject;
use tanba_protocol::authority::{Check, Fact, Mark, RulingOrder, Template, Words};
use time::OffsetDateTime;
use time::macros::format_description;

use crate::application::ApplicationRecord;
use crate::enrol::read_request;
use crate::letter::words;
use crate::registry::{Individual, Known, LegalEntity};
use crate::revoke::{Reason, Revoked, revoke};
use crate::storage::{Accounts, Applications, Outbox, Storage, Stored};
use crate::{Authority, Error, OperatorRecord, REASONS};

/// The most characters of an operator's own words in one language.
pub const LONGEST_WORDS: usize = 1000;

/// What the registries say of an application now; nothing of what was not asked.
#[derive(Debug, Default)]
pub struct Answers {
    /// Of its BIN.
    pub legal_entity: Option<Known<LegalEntity>>,
    /// Of its IIN.
    pub individual: Option<Known<Individual>>,
    /// The phone number of its IIN.
    pub phone: Option<Known<String>>,
}

/// Holds an application against what the registries say and the requests of its keys (DER).
#[must_use]
pub fn examine(record: &ApplicationRecord, requests: &[Vec<u8>], answers: &Answers) -> Vec<Check> {
    let identity = &record.identity;
    let read: Vec<_> = requests.iter().map(|der| read_request(der)).collect();
    let first = read.iter().flatten().next();
    let claimed = first.map(|(request, _)| Subject::from_name(request.subject()));
    let claimed = claimed.unwrap_or_default();
    let own = claimed.clone();
    let mut checks = Vec::new();
    if let Some(bin) = identity.bin.as_deref() {
        let said = said(answers.legal_entity.as_ref());
        let of = |field: fn(&LegalEntity) -> Option<&str>| said.map(|known| known.and_then(field));
        let own = of(|entity| Some(&entity.bin));
        checks.push(number(Fact::Bin, bin, own, claimed.bin));
        let name = said.map(|known| known.map(LegalEntity::certified_name));
        let name = name.as_ref().map(Option::as_deref).map_err(|late| *late);
        let organisation = identity.organisation.as_deref();
        checks.push(compare(Fact::Organisation, organisation, name));
        if identity.template == Template::Head {
            let head = of(|entity| entity.head_iin.as_deref());
            checks.push(compare(Fact::Head, identity.iin.as_deref(), head));
        }
    }
    if let Some(iin) = identity.iin.as_deref() {
        let said = said(answers.individual.as_ref());
        let own = said.map(|known| known.map(|person| person.iin.as_str()));
        checks.push(number(Fact::Iin, iin, own, claimed.iin));
        let name = said.map(|known| known.map(Individual::common_name));
        let name = name.as_ref().map(Option::as_deref).map_err(|late| *late);
        checks.push(compare(Fact::Name, Some(&identity.common_name), name));
        let ours = identity.patronymic.as_deref();
        let theirs = said.map(|known| known.and_then(|person| person.patronymic.as_deref()));
        if ours.is_some() || matches!(theirs, Ok(Some(_))) {
            let mut check = compare(Fact::Patronymic, ours, theirs);
            // The person is known: to have none is to have another one.
            if matches!(said, Ok(Some(_))) && theirs != Ok(ours) {
                check.mark = Mark::Differs;
            }
            checks.push(check);
        }
        let day = format_description!("[day].[month].[year]");
        let birth = said.map(|known| known.and_then(|person| person.birth_date.format(day).ok()));
        let birth = birth.as_ref().map(Option::as_deref).map_err(|late| *late);
        checks.push(compare(Fact::BirthDate, None, birth));
        let phone = self::said(answers.phone.as_ref()).map(|known| known.map(String::as_str));
        checks.push(compare(Fact::Phone, None, phone));
    }
    checks.extend(unregistered(record, own));
    checks.extend(read.iter().map(|one| match one {
        Ok((request, _)) => key(request.public_key().ok().as_ref()),
        Err(refusal) => Check {
            fact: Fact::Key,
            certificate: None,
            registry: None,
            request: Some(refusal.to_string()),
            mark: Mark::Differs,
        },
    }));
    checks
}

/// What no registry of ours has: the operator holds it against the documents.
fn unregistered(record: &ApplicationRecord, claimed: Subject) -> Vec<Check> {
    let identity = &record.identity;
    let name = (identity.template.is_system()).then(|| identity.common_name.clone());
    let name = name.map(|name| (Fact::SystemName, name, claimed.common_name));
    let of = |fact, ours: &Option<String>, claim| ours.clone().map(|ours| (fact, ours, claim));
    let all = [
        name,
        of(Fact::SystemId, &identity.system_id, claimed.user_id),
        of(
            Fact::TreasuryRole,
            &identity.treasury_role,
            claimed.domain_component,
        ),
        of(
            Fact::TreasuryCode,
            &identity.treasury_code,
            claimed.business_category,
        ),
    ];
    let check = |(fact, ours, request)| Check {
        fact,
        certificate: Some(ours),
        registry: None,
        request,
        mark: Mark::Noted,
    };
    all.into_iter().flatten().map(check).collect()
}

/// A registry that did not answer, or was not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Silent;

/// What a registry said: `None` is that it does not know.
type Said<T> = Result<Option<T>, Silent>;

fn said<T>(answer: Option<&Known<T>>) -> Said<&T> {
    match answer {
        Some(Ok(known)) => Ok(known.as_ref()),
        Some(Err(_)) | None => Err(Silent),
    }
}

/// What the certificates will say and what the registry says.
fn compare(fact: Fact, certificate: Option<&str>, registry: Said<&str>) -> Check {
    let mark = match (registry, certificate) {
        (Err(Silent), _) => Mark::Unanswered,
        (Ok(None), _) => Mark::Missing,
        (Ok(Some(_)), None) => Mark::Noted,
        (Ok(Some(theirs)), Some(ours)) if theirs == ours => Mark::Agrees,
        (Ok(Some(_)), Some(_)) => Mark::Differs,
    };
    Check {
        fact,
        certificate: certificate.map(str::to_owned),
        registry: registry.unwrap_or(None).map(str::to_owned),
        request: None,
        mark,
    }
}

/// A number is somebody's: another one in the request is to be looked at, and still not believed.
fn number(fact: Fact, ours: &str, registry: Said<&str>, request: Option<String>) -> Check {
    let mut check = compare(fact, Some(ours), registry);
    let is_other = request.as_deref().is_some_and(|claimed| claimed != ours);
    if check.mark == Mark::Agrees && is_other {
        check.mark = Mark::Noted;
    }
    Check { request, ..check }
}

/// What stands in the way of an approval, as the audit log has it: empty when everything is well. `None`
/// when something does that the operator does not know of.
#[must_use]
pub fn despite(checks: &[Check], known: &[Fact]) -> Option<String> {
    let open = checks.iter().filter(|check| check.mark.is_unsettled());
    let told = open.map(|check| {
        let (fact, mark) = (check.fact.as_str(), check.mark.as_str());
        known
            .contains(&check.fact)
            .then(|| format!("{fact} {mark}"))
    });
    told.collect::<Option<Vec<_>>>().map(|all| all.join(", "))
}

/// A request that was read is signed with its key.
fn key(key: Option<&PublicKey>) -> Check {
    let request = key.map(|key| {
        let identifier = key.key_identifier().map(|one| one.to_string());
        format!("{} {}", key.name(), identifier.unwrap_or_default())
    });
    Check {
        fact: Fact::Key,
        certificate: None,
        registry: None,
        request,
        mark: Mark::Agrees,
    }
}

/// The reason of an order, in every language: a known one, the operator's own words behind it, or those
/// alone. `None` when the applicant could not read it.
#[must_use]
pub fn reason_of(record: &ApplicationRecord, order: &RulingOrder) -> Option<Words> {
    let template = match order.reason.as_deref() {
        Some(id) => Some(words(REASONS.iter().find(|known| **known == id)?)),
        None => None,
    };
    let own = order.words.as_ref();
    let of = |language| own.map_or("", |own| own.of(language)).trim();
    let all = tanba_protocol::authority::Language::ALL;
    if all
        .iter()
        .any(|one| of(*one).chars().count() > LONGEST_WORDS)
    {
        return None;
    }
    let main = of(record.language);
    if template.is_none() && main.is_empty() {
        return None;
    }
    let text = |language| {
        let said = template.as_ref().map_or("", |words| words.of(language));
        let own = match of(language) {
            // Better in another language than not at all.
            "" => main,
            own => own,
        };
        format!("{said} {own}").trim().to_owned()
    };
    use tanba_protocol::authority::Language::{English, Kazakh, Russian};
    Some(Words {
        kk: text(Kazakh),
        ru: text(Russian),
        en: text(English),
    })
}

impl<S: Storage + Applications + Accounts + Outbox> Authority<S> {
    /// Revokes the certificate of a person or an officer, by an operator, and tells its owner.
    ///
    /// # Errors
    /// Every [`Error`].
    pub async fn revoke_by_operator(
        &self,
        serial_number: &str,
        reason: Reason,
        operator: &OperatorRecord,
        now: OffsetDateTime,
    ) -> Result<Revoked, Error> {
        let by = operator_by(operator);
        let revoked = revoke(self.storage(), serial_number, reason, &by, now).await?;
        if let Revoked::Now { .. } = revoked {
            for record in self.storage().certificates_by_serial(serial_number).await? {
                self.tell_owner(&record, now).await?;
            }
        }
        Ok(revoked)
    }
}

/// How the audit log names an operator of the console.
#[must_use]
pub fn operator_by(operator: &OperatorRecord) -> String {
    format!("operator {} ({})", operator.name, operator.fingerprint)
}

/// What is searched for: the records, and whether there are more.
pub type Found<T> = Stored<(Vec<T>, bool)>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_compared_agrees() {
        let mark = |certificate, registry| compare(Fact::Name, certificate, registry).mark;
        assert_eq!(mark(Some("A"), Ok(Some("A"))), Mark::Agrees);
        assert_eq!(mark(Some("A"), Ok(Some("B"))), Mark::Differs);
        assert_eq!(mark(Some("A"), Ok(None)), Mark::Missing);
        assert_eq!(mark(None, Ok(Some("B"))), Mark::Noted);
        assert_eq!(mark(Some("A"), Err(Silent)), Mark::Unanswered);
        let claimed = |claim: &str| number(Fact::Bin, "1", Ok(Some("1")), Some(claim.to_owned()));
        assert_eq!(claimed("1").mark, Mark::Agrees);
        assert_eq!(claimed("2").mark, Mark::Noted);
    }

    #[test]
    fn nothing_is_approved_that_the_operator_does_not_know_of() {
        let agrees = compare(Fact::Name, Some("A"), Ok(Some("A")));
        let differs = compare(Fact::Head, Some("A"), Ok(Some("B")));
        let silent = compare(Fact::Phone, None, Err(Silent));
        let checks = [agrees.clone(), differs, silent];
        assert_eq!(despite(&[agrees], &[]).as_deref(), Some(""));
        assert_eq!(despite(&checks, &[]), None);
        assert_eq!(despite(&checks, &[Fact::Head]), None);
        let known = despite(&checks, &[Fact::Head, Fact::Phone]);
        assert_eq!(known.as_deref(), Some("head differs, phone unanswered"));
    }
}
