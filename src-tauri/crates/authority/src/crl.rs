//! CRLs and deltas (RFC 5280 §5): numbered in one row for each authority, issued anew before they are due
//! and, the delta, as soon as something was revoked.

use const_oid::ObjectIdentifier;
use tanba_keystore::Signer;
use tanba_pki::Certificate;
use tanba_pki::builder::{CrlTemplate, RevokedCertificate, extensions};
use tanba_pki::crl::CrlReason;
use tanba_pki::extension::Extension;
use tanba_pki::instant;
use time::{Duration, OffsetDateTime};

use crate::audit::{Event, EventKind};
use crate::record::{CrlRecord, Revocation};
use crate::storage::Storage;
use crate::{Authority, Error};

/// How long a base CRL is good for.
const BASE_LIFETIME: Duration = Duration::days(1);
/// How long a delta CRL is good for.
const DELTA_LIFETIME: Duration = Duration::hours(1);
/// How long a root's CRL is good for: it takes a ceremony to issue the next one.
pub(crate) const ROOT_LIFETIME: Duration = Duration::days(365);
/// When so much of its life is left, in percent, a list is issued anew.
const RENEW_AT_PERCENT: i32 = 25;
/// expiredCertsOnCRL (X.509 §9.5.2.8).
const EXPIRED_ON_CRL: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.60");

/// Complete, or what has changed since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CrlKind {
    /// Everything that is revoked.
    Base,
    /// What was revoked since the base.
    Delta,
}

impl CrlKind {
    /// Its name in records.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Base => "base",
            Self::Delta => "delta",
        }
    }
}

/// An authority that signs CRLs.
pub(crate) struct Maker<'a> {
    pub(crate) short_name: &'a str,
    pub(crate) certificate: &'a Certificate,
    pub(crate) signer: &'a dyn Signer,
    /// Where the delta is, for freshestCRL of the base.
    pub(crate) delta_url: Option<String>,
}

impl Maker<'_> {
    /// Issues a list: a base of everything, or a delta to `base`.
    pub(crate) async fn issue<S: Storage>(
        &self,
        storage: &S,
        kind: CrlKind,
        base: Option<&CrlRecord>,
        now: OffsetDateTime,
        lifetime: Duration,
    ) -> Result<CrlRecord, Error> {
        let after = base.map_or(0, |base| base.through);
        let number = storage.next_crl_number(self.short_name).await?;
        // Read after the number is taken: what a higher number tells is never less.
        let revocations = storage.revocations(self.short_name, after).await?;
        let through = revocations.last().map_or(after, |last| last.sequence);
        let next_update_at = now + lifetime;
        let mut list = vec![Extension {
            oid: EXPIRED_ON_CRL,
            critical: false,
            value: instant::generalized(self.certificate.not_before_at()),
        }];
        if kind == CrlKind::Base {
            list.extend(self.delta_url.as_deref().map(extensions::freshest_crl));
        }
        let template = CrlTemplate {
            issuer: self.certificate.subject().clone(),
            issuer_key: self.signer.key_identifier().clone(),
            this_update_at: now,
            next_update_at,
            number: number.to_be_bytes().to_vec(),
            base_number: base.map(|base| base.number.to_be_bytes().to_vec()),
            revoked: revocations
                .iter()
                .map(entry)
                .collect::<Result<_, Error>>()?,
            extensions: list,
        };
        let prepared = template.prepare(self.signer.default_algorithm())?;
        let value = self.signer.sign(&prepared.to_be_signed())?;
        let record = CrlRecord {
            issuer: self.short_name.to_owned(),
            kind,
            number,
            this_update_at: now,
            next_update_at,
            through,
            der: prepared.finish(&value)?,
        };
        let event = Event::new(
            now,
            EventKind::CrlIssued,
            &[
                ("issuer", self.short_name),
                ("kind", kind.as_str()),
                ("number", &number.to_string()),
            ],
        );
        storage.store_crl(&record, &event).await?;
        Ok(record)
    }
}

fn entry(revocation: &Revocation) -> Result<RevokedCertificate, Error> {
    let reason = CrlReason::from_number(revocation.reason)
        .ok_or(Error::Damaged("the reason of a revocation"))?;
    Ok(RevokedCertificate {
        serial_number: hex::decode(&revocation.serial_number)
            .map_err(|_| Error::Damaged("a serial number"))?,
        revoked_at: revocation.revoked_at,
        // RFC 5280 §5.3.1: absent rather than unspecified.
        reason: (reason != CrlReason::Unspecified).then_some(reason),
    })
}

/// Whether a list need not be issued anew yet.
fn is_fresh(crl: &CrlRecord, now: OffsetDateTime) -> bool {
    let lifetime = crl.next_update_at - crl.this_update_at;
    crl.this_update_at <= now && crl.next_update_at - now > lifetime * RENEW_AT_PERCENT / 100
}

impl<S: Storage> Authority<S> {
    /// The CRL of this name as it stands in addresses, `ca_gost`, `ca_d_gost` or `root_rsa`, issued anew
    /// when it is due. `None` when there is none of the name.
    ///
    /// # Errors
    /// Every [`Error`].
    pub async fn crl(&self, name: &str, now: OffsetDateTime) -> Result<Option<CrlRecord>, Error> {
        for issuing in self.issuing() {
            let maker = Maker {
                short_name: &issuing.short_name,
                certificate: &issuing.certificate,
                signer: issuing.issuer()?.signer,
                delta_url: Some(self.site().delta_crl(&issuing.short_name)),
            };
            if name == issuing.short_name {
                return self.base(&maker, now).await.map(Some);
            }
            if name == crate::site::delta_name(&issuing.short_name) {
                let base = self.base(&maker, now).await?;
                return self.delta(&maker, &base, now).await.map(Some);
            }
        }
        // A root's is issued in ceremonies; what is stored is what there is.
        let is_root = self.roots().iter().any(|root| root.short_name == name);
        match is_root {
            true => Ok(self.storage().crl(name, CrlKind::Base).await?),
            false => Ok(None),
        }
    }

    async fn base(&self, maker: &Maker<'_>, now: OffsetDateTime) -> Result<CrlRecord, Error> {
        let stored = self.storage().crl(maker.short_name, CrlKind::Base).await?;
        match stored {
            Some(stored) if is_fresh(&stored, now) => Ok(stored),
            _ => {
                maker
                    .issue(self.storage(), CrlKind::Base, None, now, BASE_LIFETIME)
                    .await
            }
        }
    }

    async fn delta(
        &self,
        maker: &Maker<'_>,
        base: &CrlRecord,
        now: OffsetDateTime,
    ) -> Result<CrlRecord, Error> {
        let storage = self.storage();
        let stored = storage.crl(maker.short_name, CrlKind::Delta).await?;
        if let Some(stored) = stored
            && is_fresh(&stored, now)
            && stored.number > base.number
        {
            let newer = storage
                .revocations(maker.short_name, stored.through)
                .await?;
            if newer.is_empty() {
                return Ok(stored);
            }
        }
        maker
            .issue(storage, CrlKind::Delta, Some(base), now, DELTA_LIFETIME)
            .await
    }
}
