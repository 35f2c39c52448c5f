//! The profiles of certificates: what the NCA's say, with the addresses of this authority.

use const_oid::db::rfc5280::{ID_KP_OCSP_SIGNING, ID_KP_TIME_STAMPING};
use tanba_pki::builder::extensions::{self, usage};
use tanba_pki::builder::{CertificateTemplate, Leaf, LeafUrls};
use tanba_pki::name::{Name, Subject};
use tanba_pki::profile::{KeyPurpose, KeyStorage, Role};
use tanba_pki::signing::KeyIdentifier;
use tanba_pki::{ObjectIdentifier, PublicKey, Result, oid};
use time::{Duration, OffsetDateTime};

use crate::branch::Branch;
use crate::name::distinguished;
use crate::record::Office;
use crate::site::Site;

/// The policy of the NCA's roots.
pub(crate) const ROOT_POLICY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.398.3.1.2");
/// Where the NCA's root publishes its statement.
const ROOT_STATEMENT: &str = "http://root.gov.kz/cps";
/// Where the NCA publishes its statement.
pub(crate) const STATEMENT: &str = "http://pki.gov.kz/cps";

/// The issuer of a certificate, by what stands of it in the certificate.
#[derive(Clone, Debug)]
pub(crate) struct IssuedBy<'a> {
    /// Its name in records and addresses.
    pub(crate) short_name: &'a str,
    pub(crate) name: &'a Name,
    pub(crate) key: &'a KeyIdentifier,
    /// Nothing that it issues outlives it.
    pub(crate) not_after_at: OffsetDateTime,
}

/// How long a certificate of this office is valid.
pub(crate) const fn validity(office: Office) -> Duration {
    Duration::days(match office {
        Office::Root => 20 * 365,
        Office::Issuing => 10 * 365,
        Office::Ocsp => 365,
        Office::Tsa => 5 * 365,
        Office::Person => 365,
    })
}

/// How long a person's certificate is valid: keys in files live one year, on tokens three.
pub(crate) const fn person_validity(storage: KeyStorage) -> Duration {
    match storage {
        KeyStorage::Pkcs12 | KeyStorage::Jks => validity(Office::Person),
        _ => Duration::days(3 * 365),
    }
}

/// A root's certificate, to be signed with its own key.
pub(crate) fn root(
    branch: Branch,
    key: &PublicKey,
    site: &Site,
    now: OffsetDateTime,
) -> Result<CertificateTemplate> {
    let name = distinguished(site.title(), Office::Root, branch, 1)?;
    let identifier = key.key_identifier()?;
    let until = now + validity(Office::Root);
    Ok(CertificateTemplate::new(&name, &name, key, now, until)?
        .with(extensions::authority(None))
        .with(extensions::key_usage(
            usage::KEY_CERT_SIGN | usage::CRL_SIGN,
        ))
        .with(extensions::subject_key_identifier(&identifier))
        .with(extensions::authority_key_identifier(&identifier))
        .with(extensions::certificate_policy(
            ROOT_POLICY,
            Some(ROOT_STATEMENT),
        )))
}

/// An issuing authority's certificate.
pub(crate) fn issuing(
    branch: Branch,
    generation: u32,
    key: &PublicKey,
    issuer: &IssuedBy<'_>,
    site: &Site,
    now: OffsetDateTime,
) -> Result<CertificateTemplate> {
    let name = distinguished(site.title(), Office::Issuing, branch, generation)?;
    let until = until(Office::Issuing, issuer, now);
    let root = &issuer.short_name;
    Ok(
        CertificateTemplate::new(issuer.name, &name, key, now, until)?
            .with(extensions::authority(Some(0)))
            .with(extensions::key_usage(
                usage::KEY_CERT_SIGN | usage::CRL_SIGN,
            ))
            .with(extensions::crl_distribution_point(&site.crl(root)))
            .with(extensions::subject_key_identifier(&key.key_identifier()?))
            .with(extensions::authority_key_identifier(issuer.key))
            .with(extensions::authority_information_access(
                None,
                Some(&site.certificate(root)),
            ))
            .with(extensions::certificate_policy(
                oid::KZ_POLICY,
                Some(STATEMENT),
            )),
    )
}

/// The certificate of an OCSP responder or a time-stamping authority.
pub(crate) fn officer(
    office: Office,
    branch: Branch,
    generation: u32,
    key: &PublicKey,
    issuer: &IssuedBy<'_>,
    site: &Site,
    now: OffsetDateTime,
) -> Result<CertificateTemplate> {
    let name = distinguished(site.title(), office, branch, generation)?;
    let until = until(office, issuer, now);
    let template = CertificateTemplate::new(issuer.name, &name, key, now, until)?
        .with(extensions::key_usage(
            usage::DIGITAL_SIGNATURE | usage::NON_REPUDIATION,
        ))
        .with(extensions::subject_key_identifier(&key.key_identifier()?))
        .with(extensions::authority_key_identifier(issuer.key));
    let issuer_url = site.certificate(issuer.short_name);
    Ok(match office {
        // A responder cannot be asked about itself (RFC 6960 §4.2.2.2.1).
        Office::Ocsp => template
            .with(extensions::extended_key_usage(&[ID_KP_OCSP_SIGNING], false))
            .with(extensions::authority_information_access(
                None,
                Some(&issuer_url),
            ))
            .with(extensions::ocsp_no_check()),
        _ => template
            .with(extensions::extended_key_usage(&[ID_KP_TIME_STAMPING], true))
            .with(extensions::authority_information_access(
                Some(&site.ocsp()),
                Some(&issuer_url),
            ))
            .with(extensions::crl_distribution_point(
                &site.crl(issuer.short_name),
            ))
            .with(extensions::freshest_crl(&site.delta_crl(issuer.short_name))),
    }
    .with(extensions::certificate_policy(
        oid::KZ_POLICY,
        Some(STATEMENT),
    )))
}

/// What the certificate of a person says, besides whose it is.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) subject: Subject,
    pub(crate) roles: Vec<Role>,
    pub(crate) purpose: KeyPurpose,
    pub(crate) storage: KeyStorage,
}

/// A person's certificate.
pub(crate) fn person(
    person: Person,
    key: &PublicKey,
    issuer: &IssuedBy<'_>,
    site: &Site,
    now: OffsetDateTime,
) -> Result<CertificateTemplate> {
    let leaf = Leaf {
        subject: person.subject,
        purpose: person.purpose,
        roles: person.roles,
        storage: person.storage,
        urls: LeafUrls {
            ocsp: Some(site.ocsp()),
            issuer: Some(site.certificate(issuer.short_name)),
            crl: Some(site.crl(issuer.short_name)),
            delta_crl: Some(site.delta_crl(issuer.short_name)),
        },
    };
    let until = (now + person_validity(person.storage)).min(issuer.not_after_at);
    leaf.template(key, issuer.name, issuer.key, now, until)
}

fn until(office: Office, issuer: &IssuedBy<'_>, now: OffsetDateTime) -> OffsetDateTime {
    (now + validity(office)).min(issuer.not_after_at)
}
