//! The authority, open for the day: its certificates, its online keys and its officers.

use std::sync::Arc;

use rand_core::CryptoRngCore;
use tanba_pki::Certificate;
use time::OffsetDateTime;

use crate::Error;
use crate::audit::{Event, EventKind};
use crate::branch::Branch;
use crate::ceremony::certificate;
use crate::issue::{Issuer, complete};
use crate::keys::{Keys, OpenKey, Place};
use crate::ocsp::KeptAnswers;
use crate::officers::{Officer, Seat};
use crate::record::{CertificateRecord, Office};
use crate::site::Site;
use crate::storage::Storage;

/// What a process does. Of the keys, it opens those that this needs, and no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duties {
    /// Issues certificates and CRLs: the keys of the issuing authorities.
    pub issues: bool,
    /// Answers about revocation: the keys of the responders.
    pub answers: bool,
    /// Makes time stamps: the keys of the time-stamping authorities.
    pub stamps: bool,
}

impl Duties {
    /// Everything.
    pub const ALL: Self = Self {
        issues: true,
        answers: true,
        stamps: true,
    };
}

/// An authority that issues, answers and stamps, as far as these are its duties. Its root keys are not in here.
#[derive(Debug)]
pub struct Authority<S> {
    storage: S,
    site: Site,
    roots: Vec<RootCertificate>,
    issuing: Vec<Issuing>,
    time_stampers: Vec<(Branch, Seat)>,
    kept_answers: KeptAnswers,
    duties: Duties,
}

/// A root, known by its certificate.
#[derive(Debug)]
pub(crate) struct RootCertificate {
    pub(crate) short_name: String,
    pub(crate) branch: Branch,
    pub(crate) certificate: Certificate,
}

/// An issuing authority and its responder, with the keys that are open here.
#[derive(Debug)]
pub(crate) struct Issuing {
    pub(crate) short_name: String,
    pub(crate) branch: Branch,
    pub(crate) certificate: Certificate,
    signer: Option<OpenKey>,
    responder: Option<Seat>,
}

impl<S: Storage> Authority<S> {
    /// Opens what [`found`](crate::found) made: takes the keys that its duties need into use. Who issues
    /// completes what was cut off, and sees that every issuing authority has a responder and every branch a
    /// time-stamping authority whose certificates are good for a while.
    ///
    /// # Errors
    /// Every [`Error`]; [`Error::Missing`] before it is founded, and where an officer has no certificate.
    pub async fn open(
        storage: S,
        keys: &Keys<'_>,
        site: Site,
        duties: Duties,
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
            duties,
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
            let certificate = certificate(&record)?;
            let branch = record.prepared.branch;
            let mut signer = None;
            if duties.issues {
                let key = keys.open(Place::Online, &record.prepared.key_identifier)?;
                let issuer = Issuer {
                    short_name: &short_name,
                    certificate: Some(&certificate),
                    signer: &*key,
                };
                authority.complete_dangling(&issuer, now).await?;
                authority
                    .appoint(Office::Ocsp, branch, &issuer, keys, now, rng)
                    .await?;
                signer = Some(key);
            }
            let responder = match duties.answers {
                true => Some(authority.seat(Office::Ocsp, &short_name, keys, now).await?),
                false => None,
            };
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
            if duties.issues {
                let issuer = issuing.issuer()?;
                authority
                    .appoint(Office::Tsa, branch, &issuer, keys, now, rng)
                    .await?;
            }
            if duties.stamps {
                let by = &issuing.short_name;
                let seat = authority.seat(Office::Tsa, by, keys, now).await?;
                authority.time_stampers.push((branch, seat));
            }
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

    /// Whether it is this process that issues what is approved.
    pub(crate) fn issues(&self) -> bool {
        self.duties.issues
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

    pub(crate) fn time_stampers(&self) -> &[(Branch, Seat)] {
        &self.time_stampers
    }

    pub(crate) fn time_stamper(&self, branch: Branch) -> Result<Arc<Officer>, Error> {
        let mut seats = self.time_stampers.iter();
        let (_, seat) = seats
            .find(|(of, _)| *of == branch)
            .ok_or(Error::Missing("a time-stamping authority"))?;
        Ok(seat.holder())
    }
}

impl Issuing {
    /// As one who signs.
    pub(crate) fn issuer(&self) -> Result<Issuer<'_>, Error> {
        let signer = self.signer.as_deref();
        Ok(Issuer {
            short_name: &self.short_name,
            certificate: Some(&self.certificate),
            signer: signer.ok_or(Error::Missing("the duty to issue"))?,
        })
    }

    pub(crate) fn responder(&self) -> Result<&Seat, Error> {
        let responder = self.responder.as_ref();
        responder.ok_or(Error::Missing("the duty to answer about revocation"))
    }
}
