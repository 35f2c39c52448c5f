//! Certificates for a verified application, in the order of every certificate: serial numbers and
//! TBSCertificates stored at once for all its keys, then each linted, signed, stored and published.

use tanba_protocol::authority::Words;
use time::OffsetDateTime;

use super::{ApplicationNumber, ApplicationRecord, key_storage, parse_requests, roles};
use crate::audit::{Event, EventKind};
use crate::enrol::Refusal;
use crate::issue::{Draft, complete, draft};
use crate::letter::{self, Letter};
use crate::profile::{Person, person};
use crate::record::{NewCertificate, Office};
use crate::storage::{Advance, Applications, Begun, Storage};
use crate::{Authority, Error};

impl<S: Storage + Applications> Authority<S> {
    /// Issues the certificates of every application that is verified; how many applications came to an end.
    /// One that fails does not stop the others.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn issue_verified(&self, now: OffsetDateTime) -> Result<usize, Error> {
        let mut done = 0;
        let mut first = None;
        for number in self.storage().verified_applications().await? {
            match self.issue_application(&number, now).await {
                Ok(()) => done += 1,
                Err(error) => first = first.or(Some(error)),
            }
        }
        first.map_or(Ok(done), Err)
    }

    /// Issues the certificates of an application if it is verified and has none; begun before, it is gone
    /// on with.
    ///
    /// # Errors
    /// Every [`Error`].
    pub async fn issue_application(
        &self,
        number: &ApplicationNumber,
        now: OffsetDateTime,
    ) -> Result<(), Error> {
        let Some(record) = self.storage().application(number).await? else {
            return Ok(());
        };
        let waits = record.verified_at.is_some() && record.issued_at.is_none();
        if !waits || record.refused_at.is_some() {
            return Ok(());
        }
        if record.issuing_at.is_none() && !self.begin(&record, now).await? {
            return Ok(());
        }
        for key in self.storage().application_keys(number).await? {
            let (issuer, serial) = key
                .certificate
                .ok_or(Error::Damaged("an application without its certificates"))?;
            let stored = self.storage().certificate(&issuer, &serial).await?;
            let stored =
                stored.ok_or(Error::Damaged("the certificate of an application is gone"))?;
            let issuing = self.issuing_named(&issuer);
            let issuing = issuing.ok_or(Error::Missing("the issuer of a certificate"))?;
            let refused = stored.refused_at.is_some();
            let completed = match refused {
                true => return self.give_up(&record, now).await,
                false => {
                    complete(
                        self.storage(),
                        self.site(),
                        &stored,
                        &issuing.issuer()?,
                        now,
                    )
                    .await
                }
            };
            match completed {
                Ok(_) => {}
                Err(Error::Lint { .. }) => return self.give_up(&record, now).await,
                Err(error) => return Err(error),
            }
        }
        let shown = number.to_string();
        let letters: Vec<_> =
            letter::to_applicant(&record, &Letter::Issued { number: &shown }, now)
                .into_iter()
                .collect();
        let event = Event::new(
            now,
            EventKind::ApplicationIssued,
            &[("number", number.digits())],
        );
        self.storage()
            .advance_application(number, &Advance::Issue, &letters, &event)
            .await?;
        Ok(())
    }

    /// Stores what will be signed. `false` when nothing will be.
    async fn begin(&self, record: &ApplicationRecord, now: OffsetDateTime) -> Result<bool, Error> {
        let keys = self.storage().application_keys(&record.number).await?;
        let ders: Vec<Vec<u8>> = keys.into_iter().map(|key| key.request).collect();
        let new = match self.drafts(record, &ders, now) {
            Ok(new) => new,
            Err(Refusal::Failed(error)) => return Err(error),
            Err(_) => return Err(Error::Damaged("the requests of an application")),
        };
        let begun = self
            .storage()
            .begin_issuing(&record.number, &new, now)
            .await?;
        if begun == Begun::SerialTaken {
            // The key was certified after it was applied for.
            self.give_up(record, now).await?;
            return Ok(false);
        }
        Ok(true)
    }

    fn drafts(
        &self,
        record: &ApplicationRecord,
        ders: &[Vec<u8>],
        now: OffsetDateTime,
    ) -> Result<Vec<(NewCertificate, Event)>, Refusal> {
        let requests =
            parse_requests(ders)?.ok_or(Error::Damaged("the requests of an application"))?;
        let mut new = Vec::new();
        for request in requests {
            let key = request
                .request
                .public_key()
                .map_err(Refusal::RequestMalformed)?;
            let issuer = self.issuing_of(request.branch)?.issuer()?;
            let profile = Person {
                subject: record.identity.subject(),
                roles: roles(record.identity.template),
                purpose: request.purpose,
                storage: key_storage(record.storage),
            };
            let template = person(profile, &key, &issuer.issued_by()?, self.site(), now);
            let template = template.map_err(Error::from)?;
            let draft = Draft {
                office: Office::Person,
                branch: request.branch,
                generation: 1,
                name: None,
                template: &template,
            };
            let certificate = self::draft(&draft, &issuer, now)?;
            let event = certificate.event(now, EventKind::CertificatePrepared);
            new.push((certificate, event));
        }
        Ok(new)
    }

    /// The authority itself cannot certify it: the applicant is told, and may apply with other keys.
    async fn give_up(&self, record: &ApplicationRecord, now: OffsetDateTime) -> Result<(), Error> {
        let reason = letter::words("reason-not-certifiable");
        let shown = record.number.to_string();
        let letter = Letter::Refused {
            number: &shown,
            reason: &reason,
        };
        let letters: Vec<_> = letter::to_applicant(record, &letter, now)
            .into_iter()
            .collect();
        let event = Event::new(
            now,
            EventKind::ApplicationRefused,
            &[("number", record.number.digits()), ("by", "linting")],
        );
        let advance = Advance::GiveUp { reason: &reason };
        self.storage()
            .advance_application(&record.number, &advance, &letters, &event)
            .await?;
        Ok(())
    }
}

/// A reason in one language only.
#[must_use]
pub fn plain_words(text: &str) -> Words {
    Words {
        kk: text.to_owned(),
        ru: text.to_owned(),
        en: text.to_owned(),
    }
}
