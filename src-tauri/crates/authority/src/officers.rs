//! Responders and time-stamping authorities: who issues appoints them, who answers and stamps has the newest
//! one's key in hand. Both also while they are at work, so that nobody need be started anew once a year.

use std::sync::{Arc, PoisonError, RwLock};

use rand_core::CryptoRngCore;
use tanba_keystore::Signer as _;
use tanba_pki::Certificate;
use time::{Duration, OffsetDateTime};

use crate::branch::Branch;
use crate::ceremony::certificate;
use crate::issue::{Draft, Issuer, issue};
use crate::keys::{Keys, OpenKey, Place};
use crate::record::{CertificateRecord, Office, next_generation};
use crate::storage::Storage;
use crate::{Authority, Error, name, profile};

/// An officer whose certificate is valid for less than this gets a successor.
const RENEW_BEFORE: Duration = Duration::days(30);

/// A responder or a time-stamping authority.
#[derive(Debug)]
pub(crate) struct Officer {
    pub(crate) certificate: Certificate,
    pub(crate) signer: OpenKey,
}

/// The place of an officer. Its holder changes while others ask for it.
#[derive(Debug)]
pub(crate) struct Seat(RwLock<Arc<Officer>>);

impl Seat {
    pub(crate) fn holder(&self) -> Arc<Officer> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn take(&self, officer: Officer) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(officer);
    }
}

/// The newest officer under an issuer that is good for a while yet.
fn standing<'a>(
    all: &'a [CertificateRecord],
    issuer: &str,
    until: OffsetDateTime,
) -> Option<&'a CertificateRecord> {
    all.iter().rev().find(|record| {
        record.prepared.issuer == issuer
            && record.published_at.is_some()
            && record.revocation.is_none()
            && record.prepared.not_after_at > until
    })
}

impl<S: Storage> Authority<S> {
    /// Sees to the officers while the authority is at work. Who issues gives those a successor whose certificates
    /// end soon; who answers or stamps takes the newest into use. Gives back how many were.
    ///
    /// # Errors
    /// Every [`Error`]; those at work stay so then.
    pub async fn renew_officers(
        &self,
        keys: &Keys<'_>,
        now: OffsetDateTime,
        rng: &mut (dyn CryptoRngCore + Send),
    ) -> Result<u32, Error> {
        let mut taken = 0;
        for issuing in self.issuing() {
            if self.issues() {
                let issuer = issuing.issuer()?;
                self.appoint(Office::Ocsp, issuing.branch, &issuer, keys, now, rng)
                    .await?;
            }
            if let Ok(seat) = issuing.responder() {
                let by = &issuing.short_name;
                taken += self.succeed(seat, Office::Ocsp, by, keys, now).await?;
            }
        }
        for branch in Branch::ALL {
            let issuing = self.issuing_of(branch)?;
            if self.issues() {
                let issuer = issuing.issuer()?;
                self.appoint(Office::Tsa, branch, &issuer, keys, now, rng)
                    .await?;
            }
            let mut seats = self.time_stampers().iter();
            if let Some((_, seat)) = seats.find(|(of, _)| *of == branch) {
                let by = &issuing.short_name;
                taken += self.succeed(seat, Office::Tsa, by, keys, now).await?;
            }
        }
        Ok(taken)
    }

    /// Gives the seat to the newest officer of the records, unless that is the one who holds it.
    async fn succeed(
        &self,
        seat: &Seat,
        office: Office,
        issuer: &str,
        keys: &Keys<'_>,
        now: OffsetDateTime,
    ) -> Result<u32, Error> {
        let all = self.storage().certificates(Some(office)).await?;
        let Some(record) = standing(&all, issuer, now) else {
            // Better one that has ended than none: whoever asks sees that it has.
            return Ok(0);
        };
        if record.der.as_deref() == Some(seat.holder().certificate.der()) {
            return Ok(0);
        }
        seat.take(open(record, keys)?);
        Ok(1)
    }

    /// The seat of the officer that stands under an issuer.
    pub(crate) async fn seat(
        &self,
        office: Office,
        issuer: &str,
        keys: &Keys<'_>,
        now: OffsetDateTime,
    ) -> Result<Seat, Error> {
        let all = self.storage().certificates(Some(office)).await?;
        let record = standing(&all, issuer, now).ok_or(Error::Missing(
            "the certificate of a responder or time-stamping authority, which the role ca makes when it starts,",
        ))?;
        Ok(Seat(RwLock::new(Arc::new(open(record, keys)?))))
    }

    /// Sees that an officer stands under `issuer`, if need be a new one with a new key.
    pub(crate) async fn appoint(
        &self,
        office: Office,
        branch: Branch,
        issuer: &Issuer<'_>,
        keys: &Keys<'_>,
        now: OffsetDateTime,
        rng: &mut (dyn CryptoRngCore + Send),
    ) -> Result<(), Error> {
        let issued_by = issuer.issued_by()?;
        // A successor would not outlast the issuer either.
        let until = (now + RENEW_BEFORE).min(issued_by.not_after_at - Duration::SECOND);
        let all = self.storage().certificates(Some(office)).await?;
        if standing(&all, issuer.short_name, until).is_some() {
            return Ok(());
        }
        let generation = next_generation(&all, branch);
        let signer = keys.make(Place::Online, branch.officer_key(), rng)?;
        let template = profile::officer(
            office,
            branch,
            generation,
            signer.public_key(),
            &issued_by,
            self.site(),
            now,
        )?;
        let draft = Draft {
            office,
            branch,
            generation,
            name: Some(name::short(office, branch, generation)),
            template: &template,
        };
        issue(self.storage(), self.site(), &draft, issuer, now).await?;
        Ok(())
    }
}

fn open(record: &CertificateRecord, keys: &Keys<'_>) -> Result<Officer, Error> {
    Ok(Officer {
        certificate: certificate(record)?,
        signer: keys.open(Place::Online, &record.prepared.key_identifier)?,
    })
}
