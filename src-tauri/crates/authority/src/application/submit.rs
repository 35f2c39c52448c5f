//! Applying: what was typed is checked against the registries, and becomes a row that the same idempotency
//! key finds again.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rand_core::CryptoRngCore;
use sha2::{Digest as _, Sha256};
use tanba_pki::profile::check_digit_holds;
use tanba_protocol::authority::{
    ApplicationOrder, Template, is_email, is_system_id, is_treasury_code, is_treasury_role,
    may_tell,
};
use time::{Duration, OffsetDateTime};

use super::requests::{parse_requests, require_new};
use super::{ApplicationKey, ApplicationNumber, ApplicationRecord, Identity};
use crate::agreement::AGREEMENT_VERSION;
use crate::audit::{Event, EventKind};
use crate::enrol::Refusal;
use crate::letter::{self, Letter};
use crate::registry::{Individual, LegalEntity, Registry, RegistryError, is_name, kato};
use crate::storage::{Applications, Insert, Inserted, Storage, StorageError};

/// How long an application may wait to be verified.
const LIFETIME: Duration = Duration::days(30);

/// Why an application was not taken.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SubmitRefusal {
    /// Not a BIN.
    #[error("the BIN is not twelve digits with their check digit")]
    BinMalformed,
    /// No such legal entity.
    #[error("the registry knows no legal entity with this BIN")]
    BinUnknown,
    /// Nobody heads the legal entity.
    #[error("the registry knows no head of this legal entity")]
    HeadUnknown,
    /// Not an IIN, or none.
    #[error("the IIN is not twelve digits with their check digit, or is missing")]
    IinMalformed,
    /// No such person.
    #[error("the registry knows no individual with this IIN")]
    IinUnknown,
    /// Somebody else is the head.
    #[error("the IIN is not that of the head")]
    HeadMismatch,
    /// Another text is in force.
    #[error("the agreement in force is {AGREEMENT_VERSION}")]
    AgreementOutdated,
    /// No such place.
    #[error("no such region, or no such city in it")]
    PlaceUnknown,
    /// Nobody can be written to there.
    #[error("not an e-mail address")]
    EmailMalformed,
    /// The name of the system is none.
    #[error("an information system has a name of 1 to 64 characters, and nobody else has one")]
    SystemName,
    /// The identifier of the system is none.
    #[error(
        "an information system has an object identifier of 3 to 20 arcs, and nobody else has one"
    )]
    SystemId,
    /// The Treasury has no such role.
    #[error("a Treasury user has a role, ROLE and two digits, and nobody else has one")]
    TreasuryRole,
    /// The Treasury gives no such code.
    #[error("a Treasury user has a code, KS and four digits, and nobody else has one")]
    TreasuryCode,
    /// Neither one key nor a pair.
    #[error("neither one GOST 34.10-2015 key of 512 bits nor a pair of RSA keys")]
    RequestsUnsuitable,
    /// A person of no legal entity applies otherwise.
    #[error("this template is not applied for here")]
    TemplateUnsuitable,
    /// The idempotency key was used for something else.
    #[error("the idempotency key was used with another body")]
    KeyReused,
    /// The one-time code was used up meanwhile.
    #[error("the code was used up")]
    CodeUsed,
    /// A request cannot be certified.
    #[error(transparent)]
    Request(#[from] Refusal),
    /// A registry failed.
    #[error(transparent)]
    Registry(#[from] RegistryError),
}

impl From<StorageError> for SubmitRefusal {
    fn from(error: StorageError) -> Self {
        Self::Request(error.into())
    }
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submitted {
    /// The application.
    pub record: ApplicationRecord,
    /// Whether it was made just now, rather than by the same call before.
    pub is_new: bool,
}

/// Takes an application. `idempotency_key` is a UUID of the client's; the same with the same order finds the
/// same application.
///
/// # Errors
/// [`SubmitRefusal`].
pub async fn submit<S: Storage + Applications, R: Registry>(
    storage: &S,
    registry: &R,
    idempotency_key: &str,
    order: &ApplicationOrder,
    now: OffsetDateTime,
    rng: &mut (dyn CryptoRngCore + Send),
) -> Result<Submitted, SubmitRefusal> {
    let key_hash = derive_key_hash(idempotency_key, "");
    let body = serde_json::to_vec(order).unwrap_or_default();
    let body_hash = hex::encode(Sha256::digest(body));
    if let Some(record) = storage.application_by_key(&key_hash).await? {
        return found(record, &body_hash);
    }
    if order.agreement_version != AGREEMENT_VERSION {
        return Err(SubmitRefusal::AgreementOutdated);
    }
    let place = kato::place(&order.region, &order.city);
    place.ok_or(SubmitRefusal::PlaceUnknown)?;
    let email = order.email.as_deref();
    if !email.is_none_or(is_email) {
        return Err(SubmitRefusal::EmailMalformed);
    }
    let ders: Vec<Vec<u8>> = order
        .requests
        .iter()
        .map(|text| STANDARD.decode(text).unwrap_or_default())
        .collect();
    let keys = parse_requests(&ders)?.ok_or(SubmitRefusal::RequestsUnsuitable)?;
    let identity = identify(registry, order).await?;
    require_new(storage, &keys).await?;
    keep(
        storage,
        Draft {
            key_hash,
            body_hash,
            identity,
            storage: order.storage,
            email: order.email.clone(),
            language: order.language,
            place: Some((order.region.clone(), order.city.clone())),
            agreement: Some(order.agreement_version.clone()),
            renews: None,
            consent: None,
            code: None,
            is_verified: false,
            requests: ders,
        },
        now,
        rng,
    )
    .await
}

/// An application about to be stored.
pub(crate) struct Draft {
    pub(crate) key_hash: String,
    pub(crate) body_hash: String,
    pub(crate) identity: Identity,
    pub(crate) storage: tanba_protocol::authority::KeyStorageKind,
    pub(crate) email: Option<String>,
    pub(crate) language: tanba_protocol::authority::Language,
    pub(crate) place: Option<(String, String)>,
    pub(crate) agreement: Option<String>,
    pub(crate) renews: Option<(String, String)>,
    /// What the applicant signed (CMS in DER).
    pub(crate) consent: Option<Vec<u8>>,
    /// The one-time code that is used up by it.
    pub(crate) code: Option<String>,
    /// Whether nobody has to look at it any more.
    pub(crate) is_verified: bool,
    pub(crate) requests: Vec<Vec<u8>>,
}

/// Stores an application under a number of its own.
pub(crate) async fn keep<S: Applications>(
    storage: &S,
    draft: Draft,
    now: OffsetDateTime,
    rng: &mut (dyn CryptoRngCore + Send),
) -> Result<Submitted, SubmitRefusal> {
    let mut record = ApplicationRecord {
        number: ApplicationNumber::make(rng),
        key_hash: draft.key_hash,
        body_hash: draft.body_hash,
        identity: draft.identity,
        storage: draft.storage,
        email: draft.email,
        language: draft.language,
        place: draft.place,
        agreement: draft.agreement,
        renews: draft.renews,
        submitted_at: now,
        expires_at: now + LIFETIME,
        verified_at: draft.is_verified.then_some(now),
        issuing_at: None,
        issued_at: None,
        installed_at: None,
        refused_at: None,
        returned_at: None,
        cancelled_at: None,
        reason: None,
    };
    let keys: Vec<ApplicationKey> = (0..)
        .zip(draft.requests)
        .map(|(place, request)| ApplicationKey {
            place,
            request,
            certificate: None,
        })
        .collect();
    loop {
        let number = record.number.to_string();
        let events = [
            Event::new(
                now,
                EventKind::ApplicationSubmitted,
                &[
                    ("number", record.number.digits()),
                    ("template", record.identity.template.as_str()),
                    ("bin", record.identity.bin.as_deref().unwrap_or_default()),
                ],
            ),
            Event::new(
                now,
                EventKind::ApplicationVerified,
                &[("number", record.number.digits()), ("by", "old key")],
            ),
        ];
        let events = &events[..if draft.is_verified { 2 } else { 1 }];
        let letter = match (draft.is_verified, record.needs_head()) {
            (true, _) => None,
            (false, needs_head) => Some(Letter::Received {
                number: &number,
                until: record.expires_at,
                needs_head,
            }),
        };
        let letters: Vec<_> = letter
            .and_then(|letter| letter::to_applicant(&record, &letter, now))
            .into_iter()
            .collect();
        let new = Insert {
            record: &record,
            keys: &keys,
            consent: draft.consent.as_deref(),
            code: draft.code.as_deref(),
        };
        match storage.insert_application(&new, &letters, events).await? {
            Inserted::Yes => {
                return Ok(Submitted {
                    record,
                    is_new: true,
                });
            }
            Inserted::CodeUsed => return Err(SubmitRefusal::CodeUsed),
            Inserted::Taken => {}
        }
        // The same call was faster, or the number is taken: one in a hundred thousand million.
        if let Some(before) = storage.application_by_key(&record.key_hash).await? {
            return found(before, &record.body_hash);
        }
        record.number = ApplicationNumber::make(rng);
    }
}

fn found(record: ApplicationRecord, body_hash: &str) -> Result<Submitted, SubmitRefusal> {
    if record.body_hash != body_hash {
        return Err(SubmitRefusal::KeyReused);
    }
    Ok(Submitted {
        record,
        is_new: false,
    })
}

/// The hash that an application is found by: of the idempotency key, and of who used it where that is known.
pub(crate) fn derive_key_hash(idempotency_key: &str, holder: &str) -> String {
    let digest = Sha256::new()
        .chain_update(idempotency_key.to_ascii_lowercase())
        .chain_update("/")
        .chain_update(holder);
    hex::encode(digest.finalize())
}

/// The legal entity of a BIN and its head, as the registries know them.
///
/// # Errors
/// [`SubmitRefusal`].
pub async fn legal_entity<R: Registry>(
    registry: &R,
    bin: &str,
) -> Result<(LegalEntity, Individual), SubmitRefusal> {
    if !check_digit_holds(bin) {
        return Err(SubmitRefusal::BinMalformed);
    }
    let entity = registry.legal_entity(bin).await?;
    let entity = entity.ok_or(SubmitRefusal::BinUnknown)?;
    let iin = entity.head_iin.as_deref();
    let head = registry
        .individual(iin.ok_or(SubmitRefusal::HeadUnknown)?)
        .await?;
    Ok((entity, head.ok_or(SubmitRefusal::HeadUnknown)?))
}

/// Names and numbers that only one template has.
fn require_own_fields(order: &ApplicationOrder) -> Result<(), SubmitRefusal> {
    let (is_system, is_treasury) = (order.template.is_system(), order.template.is_treasury());
    if !may_tell(is_system, order.system_name.as_deref(), is_name) {
        return Err(SubmitRefusal::SystemName);
    }
    if !may_tell(is_system, order.system_id.as_deref(), is_system_id) {
        return Err(SubmitRefusal::SystemId);
    }
    if !may_tell(
        is_treasury,
        order.treasury_role.as_deref(),
        is_treasury_role,
    ) {
        return Err(SubmitRefusal::TreasuryRole);
    }
    if !may_tell(
        is_treasury,
        order.treasury_code.as_deref(),
        is_treasury_code,
    ) {
        return Err(SubmitRefusal::TreasuryCode);
    }
    Ok(())
}

async fn identify<R: Registry>(
    registry: &R,
    order: &ApplicationOrder,
) -> Result<Identity, SubmitRefusal> {
    let (entity, head) = legal_entity(registry, &order.bin).await?;
    require_own_fields(order)?;
    let iin = order.iin.as_deref();
    if iin.is_some_and(|iin| !check_digit_holds(iin)) {
        return Err(SubmitRefusal::IinMalformed);
    }
    let person = match (order.template, iin) {
        (Template::Individual, _) => return Err(SubmitRefusal::TemplateUnsuitable),
        (Template::Head, Some(iin)) if iin != head.iin => return Err(SubmitRefusal::HeadMismatch),
        (Template::Head, _) => Some(head),
        (Template::InformationSystem, _) => None,
        (_, None) => return Err(SubmitRefusal::IinMalformed),
        (_, Some(iin)) => {
            let person = registry.individual(iin).await?;
            Some(person.ok_or(SubmitRefusal::IinUnknown)?)
        }
    };
    Ok(Identity {
        common_name: match &person {
            Some(person) => person.common_name(),
            None => match &order.system_name {
                Some(name) => name.clone(),
                None => entity.certified_name(),
            },
        },
        surname: person.as_ref().map(|person| person.surname.clone()),
        patronymic: person.as_ref().and_then(|person| person.patronymic.clone()),
        iin: person.map(|person| person.iin),
        organisation: Some(entity.certified_name()),
        bin: Some(entity.bin),
        template: order.template,
        treasury_role: order.treasury_role.clone(),
        treasury_code: order.treasury_code.clone(),
        system_id: order.system_id.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn idempotency_keys_of_different_people_do_not_meet() {
        let key = "6F9619FF-8B86-D011-B42D-00CF4FC964FF";
        assert_eq!(
            derive_key_hash(key, ""),
            derive_key_hash(&key.to_lowercase(), "")
        );
        assert_ne!(
            derive_key_hash(key, ""),
            derive_key_hash(key, "900101300017")
        );
    }
}
