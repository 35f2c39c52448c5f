//! From a template to a published certificate, in steps that survive being cut off.

use tanba_keystore::Signer;
use tanba_pki::Certificate;
use tanba_pki::builder::{CertificateTemplate, Prepared};
use tanba_pki::name::{self, Subject};
use tanba_pki::signing::{KeyIdentifier, SignatureValue};
use time::OffsetDateTime;

use crate::audit::{Event, EventKind};
use crate::branch::Branch;
use crate::lint::{Expected, lint};
use crate::profile::IssuedBy;
use crate::record::{CertificateRecord, NewCertificate, Office};
use crate::site::Site;
use crate::storage::Storage;
use crate::{Error, remind};

/// Who signs a certificate.
pub(crate) struct Issuer<'a> {
    /// Its name in records.
    pub(crate) short_name: &'a str,
    /// Its certificate; `None` while a root signs its own.
    pub(crate) certificate: Option<&'a Certificate>,
    pub(crate) signer: &'a dyn Signer,
}

impl<'a> Issuer<'a> {
    /// What stands of it in certificates; a root that has none yet is not asked.
    pub(crate) fn issued_by(&self) -> Result<IssuedBy<'a>, Error> {
        let certificate = self
            .certificate
            .ok_or(Error::Missing("the issuer's certificate"))?;
        Ok(IssuedBy {
            short_name: self.short_name,
            name: certificate.subject(),
            key: self.signer.key_identifier(),
            not_after_at: certificate.not_after_at(),
        })
    }

    fn key_identifier(&self) -> &KeyIdentifier {
        self.signer.key_identifier()
    }
}

/// What a certificate is, besides what its template says.
pub(crate) struct Draft<'a> {
    pub(crate) office: Office,
    pub(crate) branch: Branch,
    pub(crate) generation: u32,
    /// For authorities and officers.
    pub(crate) name: Option<String>,
    pub(crate) template: &'a CertificateTemplate,
}

/// The record of what is about to be signed.
pub(crate) fn draft(
    draft: &Draft<'_>,
    issuer: &Issuer<'_>,
    now: OffsetDateTime,
) -> Result<NewCertificate, Error> {
    let prepared = draft.template.prepare(issuer.signer.default_algorithm())?;
    let key = tanba_pki::PublicKey::from_spki_der(&draft.template.spki_der)?;
    let subject = Subject::from_name(&draft.template.subject);
    let not_after_at = draft.template.not_after_at;
    Ok(NewCertificate {
        issuer: issuer.short_name.to_owned(),
        serial_number: hex::encode(&draft.template.serial_number),
        office: draft.office,
        branch: draft.branch,
        name: draft.name.clone(),
        generation: draft.generation,
        subject: name::display(&draft.template.subject),
        iin: subject.iin,
        bin: subject.bin,
        reminder_due_at: match draft.office {
            Office::Person => remind::first_at(not_after_at),
            _ => None,
        },
        key_identifier: key.key_identifier()?.to_string(),
        tbs: prepared.to_be_signed().message,
        prepared_at: now,
        not_after_at,
    })
}

/// Stores what is to be signed, then goes all the way.
pub(crate) async fn issue<S: Storage>(
    storage: &S,
    site: &Site,
    draft: &Draft<'_>,
    issuer: &Issuer<'_>,
    now: OffsetDateTime,
) -> Result<Certificate, Error> {
    let new = self::draft(draft, issuer, now)?;
    let event = new.event(now, EventKind::CertificatePrepared);
    if !storage.prepare_certificate(&new, &event).await? {
        return Err(Error::SerialTaken);
    }
    complete(storage, site, &CertificateRecord::of(new), issuer, now).await
}

/// Takes a certificate from where it is to its publication: lints and signs what is stored, stores the
/// signature and publishes at once. Several may do so at once; there is one certificate in the end.
pub(crate) async fn complete<S: Storage>(
    storage: &S,
    site: &Site,
    record: &CertificateRecord,
    issuer: &Issuer<'_>,
    now: OffsetDateTime,
) -> Result<Certificate, Error> {
    let new = &record.prepared;
    let (by, serial) = (&new.issuer, &new.serial_number);
    if let (Some(der), Some(_)) = (&record.der, record.published_at) {
        return Ok(Certificate::from_der(der)?);
    }
    if record.der.is_none() {
        let algorithm = issuer.signer.default_algorithm();
        let prepared = Prepared::<Certificate>::from_tbs(new.tbs.clone(), algorithm);
        let unsigned = prepared.finish(&SignatureValue(vec![0; 64]))?;
        let expected = Expected {
            office: new.office,
            branch: new.branch,
            issuer_short_name: issuer.short_name,
            issuer: issuer.certificate,
            issuer_key: issuer.key_identifier(),
            site,
        };
        let findings = lint(&unsigned, &expected);
        if !findings.is_empty() {
            let words: Vec<String> = findings.iter().map(ToString::to_string).collect();
            let event = Event::new(
                now,
                EventKind::CertificateRefused,
                &[
                    ("issuer", by),
                    ("serial_number", serial),
                    ("findings", &words.join("; ")),
                ],
            );
            storage.refuse(by, serial, &event).await?;
            return Err(Error::Lint {
                subject: new.subject.clone(),
                findings,
            });
        }
        let value = issuer.signer.sign(&prepared.to_be_signed())?;
        let certificate = prepared.finish(&value)?;
        // No signer lets out a value that does not verify; so it is enough that it stands under these bytes.
        if certificate.tbs_der() != new.tbs || certificate.signature() != value.0 {
            return Err(Error::Damaged("a certificate that was put together"));
        }
        let events = [
            new.event(now, EventKind::CertificateSigned),
            new.event(now, EventKind::CertificatePublished),
        ];
        if storage
            .store_signed(by, serial, certificate.der(), &events)
            .await?
        {
            return Ok(certificate);
        }
    }
    let event = new.event(now, EventKind::CertificatePublished);
    storage.publish(by, serial, &event).await?;
    // Somebody else may have been faster: what counts is what is stored.
    let stored = storage.certificate(by, serial).await?;
    let der = stored.and_then(|stored| stored.der);
    let der = der.ok_or(Error::Damaged("a signed certificate is gone"))?;
    Ok(Certificate::from_der(&der)?)
}
