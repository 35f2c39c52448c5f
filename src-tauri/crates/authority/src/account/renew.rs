//! Renewal: new keys vouched for by the old one and a one-time code, without a visit. It is an application
//! that is verified from the start; after the old certificate has expired, an operator looks first.

use rand_core::CryptoRngCore;
use sha2::{Digest as _, Sha256};
use tanba_pki::profile::KeyPurpose;
use tanba_protocol::authority::{CodePurpose, RenewalOrder, Template};
use time::OffsetDateTime;

use super::{AccountRefusal as Refusal, Caller, GRACE, code, signed};
use crate::Authority;
use crate::application::{
    ApplicationRecord, Draft, SubmitRefusal, derive_key_hash, keep, parse_requests, require_new,
};
use crate::enrol::Enrolled;
use crate::pepper::Pepper;
use crate::registry::Registry;
use crate::storage::{Accounts, Applications, Storage};

/// A renewal and what it has come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renewal {
    /// The application.
    pub record: ApplicationRecord,
    /// The certificates, if they are issued.
    pub certificates: Vec<Enrolled>,
}

/// What the order says, decoded.
#[derive(Clone, Copy, Debug)]
pub struct Decoded<'a> {
    /// CertificationRequests in DER.
    pub requests: &'a [Vec<u8>],
    /// CMS in DER.
    pub signature: &'a [u8],
}

impl<S: Storage + Applications + Accounts> Authority<S> {
    /// Renews. The same idempotency key with the same requests has the same answer.
    ///
    /// # Errors
    /// [`super::AccountRefusal`].
    #[allow(clippy::too_many_arguments, reason = "who, what, and the world around")]
    pub async fn renew<R: Registry>(
        &self,
        registry: &R,
        pepper: &Pepper,
        caller: &Caller,
        idempotency_key: &str,
        order: &RenewalOrder,
        decoded: Decoded<'_>,
        now: OffsetDateTime,
        rng: &mut (dyn CryptoRngCore + Send),
    ) -> Result<Renewal, Refusal> {
        let key_hash = derive_key_hash(idempotency_key, caller.identity.holder());
        let mut body = Sha256::new().chain_update(order.storage.as_str());
        for request in decoded.requests {
            body.update(Sha256::digest(request));
        }
        let body_hash = hex::encode(body.finalize());
        if let Some(record) = self.storage().application_by_key(&key_hash).await? {
            return match record.body_hash == body_hash {
                true => self.renewal(record, now).await,
                false => Err(SubmitRefusal::KeyReused.into()),
            };
        }
        let keys = parse_requests(decoded.requests).map_err(SubmitRefusal::from)?;
        let keys = keys.ok_or(SubmitRefusal::RequestsUnsuitable)?;
        require_new(self.storage(), &keys)
            .await
            .map_err(SubmitRefusal::from)?;
        let old = signed::open(self.storage(), decoded.signature, GRACE, now).await?;
        if old.content != decoded.requests.concat() {
            return Err(Refusal::SignatureInvalid("it is not over the requests"));
        }
        let same = old.caller.identity.iin == caller.identity.iin
            && old.caller.identity.bin == caller.identity.bin;
        if !same || old.purpose == KeyPurpose::Authentication {
            return Err(Refusal::CertificateUnsuitable(
                "it is not the key to be renewed",
            ));
        }
        let is_current = now <= old.not_after_at && still_holds(registry, &old.caller).await?;
        let code = code::check(
            self.storage(),
            pepper,
            caller,
            CodePurpose::Renew,
            &order.code,
            now,
        )
        .await?;
        let holder = caller.identity.holder().to_owned();
        let settings = code::settings_of(self.storage(), &holder).await?;
        let draft = Draft {
            key_hash,
            body_hash,
            identity: old.caller.identity,
            storage: order.storage,
            email: self.storage().email(&holder).await?,
            language: settings.language,
            place: None,
            agreement: None,
            renews: Some((old.caller.issuer, old.caller.serial_number)),
            consent: Some(decoded.signature.to_vec()),
            code: Some(code),
            is_verified: is_current,
            requests: decoded.requests.to_vec(),
        };
        let submitted = keep(self.storage(), draft, now, rng).await;
        let submitted = submitted.map_err(|refusal| match refusal {
            SubmitRefusal::CodeUsed => Refusal::CodeExpired,
            other => other.into(),
        })?;
        self.renewal(submitted.record, now).await
    }

    async fn renewal(
        &self,
        record: ApplicationRecord,
        now: OffsetDateTime,
    ) -> Result<Renewal, Refusal> {
        let record = self
            .application(&record.number, now)
            .await?
            .unwrap_or(record);
        let certificates = self.certificates_of(&record).await?;
        Ok(Renewal {
            record,
            certificates,
        })
    }
}

/// Whether the registries still say what the certificate does. They are not asked about a person of no legal
/// entity: nothing of what the certificate says can have changed.
pub(super) async fn still_holds<R: Registry>(
    registry: &R,
    caller: &Caller,
) -> Result<bool, Refusal> {
    let identity = &caller.identity;
    let Some(bin) = &identity.bin else {
        return Ok(true);
    };
    let entity = registry.legal_entity(bin).await?;
    Ok(entity.is_some_and(|entity| {
        identity.template != Template::Head || entity.head_iin == identity.iin
    }))
}
