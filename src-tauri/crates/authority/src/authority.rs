//! The authority, open for the day: its certificates, its online keys and its officers.

use rand_core::CryptoRngCore;
use tanba_keystore::Signer as _;
use tanba_keystore::software::SoftwareKey;
use tanba_pki::Certificate;
use time::{Duration, OffsetDateTime};

use crate::audit::{Event, EventKind};
use crate::branch::Branch;
use crate::ceremony::certificate;
use crate::issue::{Draft, Issuer, complete, issue};
use crate::keys::{Keys, Place};
use crate::ocsp::KeptAnswers;
use crate::record::{CertificateRecord, Office};
use crate::site::Site;
use crate::storage::Storage;
use crate::{Error, name, profile};

/// An officer whose certificate is valid for less than this gets a new one at the next opening.
const RENEW_BEFORE: Duration = Duration::days(30);

/// An authority that issues, answers and stamps. Its root keys are not in here.
#[derive(Debug)]
pub struct Authority<S> {
    storage: S,
    site: Site,
    roots: Vec<RootCertificate>,
    issuing: Vec<Issuing>,
    time_stampers: Vec<(Branch, Officer)>,
    kept_answers: KeptAnswers,
    issues: bool,
}

/// A root, known by its certificate.
#[derive(Debug)]
pub(crate) struct RootCertificate {
    pub(crate) short_name: String,
    pub(crate) branch: Branch,
    pub(crate) certificate: Certificate,
}

/// An issuing authority and its responder.
#[derive(Debug)]
pub(crate) struct Issuing {
    pub(crate) short_name: String,
    pub(crate) branch: Branch,
    pub(crate) certificate: Certificate,
    pub(crate) signer: SoftwareKey,
    pub(crate) responder: Officer,
}

/// A responder or a time-stamping authority.
#[derive(Debug)]
pub(crate) struct Officer {
    pub(crate) certificate: Certificate,
    pub(crate) signer: SoftwareKey,
}

impl<S: Storage> Authority<S> {
    /// Opens what [`found`](crate::found) made: takes the online keys into use, completes what was cut off,
    /// and sees that every issuing authority has a responder and every branch a time-stamping authority
    /// whose certificates are good for a while.
    ///
    /// # Errors
    /// Every [`Error`]; [`Error::Missing`] before it is founded.
    pub async fn open(
        storage: S,
        keys: &Keys<'_>,
        site: Site,
        now: OffsetDateTime,
        rng: &mut (dyn CryptoRngCore + Send),
    ) -> Result<Self, Error> {
        if storage.founded_at().await?.is_none() {
            return Err(Error::Missing("the authority itself"));
        }
        storage
            .note(&Event::new(now, EventKind::Opened, &[("site", site.url())]))
            .await?;
        let mut roots = Vec::new();
        for record in storage.certificates(Some(Office::Root)).await? {
            roots.push(RootCertificate {
                short_name: record.prepared.issuer.clone(),
                branch: record.prepared.branch,
                certificate: certificate(&record)?,
            });
        }
        let mut authority = Self {
            storage,
            site,
            roots,
            issuing: Vec::new(),
            time_stampers: Vec::new(),
            kept_answers: KeptAnswers::default(),
            issues: true,
        };
        let published = |record: &CertificateRecord| {
            record.published_at.is_some() && record.revocation.is_none()
        };
        let mut records = authority
            .storage
            .certificates(Some(Office::Issuing))
            .await?;
        records.retain(published);
        for record in records {
            let short_name = record.prepared.name.clone();
            let short_name = short_name.ok_or(Error::Damaged("the name of an authority"))?;
            let signer = keys.open(Place::Online, &record.prepared.key_identifier)?;
            let certificate = certificate(&record)?;
            let issuer = Issuer {
                short_name: &short_name,
                certificate: Some(&certificate),
                signer: &signer,
            };
            authority.complete_dangling(&issuer, now).await?;
            let branch = record.prepared.branch;
            let responder = authority
                .officer(Office::Ocsp, branch, &issuer, keys, now, rng)
                .await?;
            authority.issuing.push(Issuing {
                short_name,
                branch,
                certificate,
                signer,
                responder,
            });
        }
        for branch in Branch::ALL {
            let issuing = authority.issuing_of(branch)?;
            let officer = authority
                .officer(Office::Tsa, branch, &issuing.issuer(), keys, now, rng)
                .await?;
            authority.time_stampers.push((branch, officer));
        }
        Ok(authority)
    }

    /// Takes up what this issuer prepared and did not publish. What linting refuses is marked and left.
    async fn complete_dangling(
        &self,
        issuer: &Issuer<'_>,
        now: OffsetDateTime,
    ) -> Result<(), Error> {
        for record in self.storage.dangling().await? {
            if record.prepared.issuer != issuer.short_name {
                continue;
            }
            match complete(&self.storage, &self.site, &record, issuer, now).await {
                Ok(_) | Err(Error::Lint { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// The officer that stands under `issuer`, or a new one with a new key.
    async fn officer(
        &self,
        office: Office,
        branch: Branch,
        issuer: &Issuer<'_>,
        keys: &Keys<'_>,
        now: OffsetDateTime,
        rng: &mut (dyn CryptoRngCore + Send),
    ) -> Result<Officer, Error> {
        let all = self.storage.certificates(Some(office)).await?;
        let standing = all.iter().rev().find(|record| {
            record.prepared.issuer == issuer.short_name
                && record.published_at.is_some()
                && record.revocation.is_none()
                && record.prepared.not_after_at - now > RENEW_BEFORE
        });
        if let Some(record) = standing {
            return Ok(Officer {
                certificate: certificate(record)?,
                signer: keys.open(Place::Online, &record.prepared.key_identifier)?,
            });
        }
        let generation = all
            .iter()
            .filter(|record| record.prepared.branch == branch)
            .map(|record| record.prepared.generation)
            .max()
            .unwrap_or(0)
            .saturating_add(1);
        let signer = keys.make(Place::Online, branch.officer_key(), rng)?;
        let template = profile::officer(
            office,
            branch,
            generation,
            signer.public_key(),
            &issuer.issued_by()?,
            &self.site,
            now,
        )?;
        let draft = Draft {
            office,
            branch,
            generation,
            name: Some(name::short(office, branch, generation)),
            template: &template,
        };
        let certificate = issue(&self.storage, &self.site, &draft, issuer, now).await?;
        Ok(Officer {
            certificate,
            signer,
        })
    }

    /// The same, leaving it to another process to issue what is approved.
    #[must_use]
    pub fn without_issuing(self) -> Self {
        Self {
            issues: false,
            ..self
        }
    }

    pub(crate) fn issues(&self) -> bool {
        self.issues
    }

    pub(crate) fn kept_answers(&self) -> &KeptAnswers {
        &self.kept_answers
    }

    /// The records.
    pub fn storage(&self) -> &S {
        &self.storage
    }

    /// Where the authority is reached.
    pub fn site(&self) -> &Site {
        &self.site
    }

    pub(crate) fn roots(&self) -> &[RootCertificate] {
        &self.roots
    }

    pub(crate) fn issuing(&self) -> &[Issuing] {
        &self.issuing
    }

    /// The authority that issues today: the newest of its branch.
    pub(crate) fn issuing_of(&self, branch: Branch) -> Result<&Issuing, Error> {
        self.issuing
            .iter()
            .rev()
            .find(|issuing| issuing.branch == branch)
            .ok_or(Error::Missing("an issuing authority"))
    }

    pub(crate) fn time_stamper(&self, branch: Branch) -> Result<&Officer, Error> {
        self.time_stampers
            .iter()
            .find(|(of, _)| *of == branch)
            .map(|(_, officer)| officer)
            .ok_or(Error::Missing("a time-stamping authority"))
    }
}

impl Issuing {
    pub(crate) fn issuer(&self) -> Issuer<'_> {
        Issuer {
            short_name: &self.short_name,
            certificate: Some(&self.certificate),
            signer: &self.signer,
        }
    }
}
