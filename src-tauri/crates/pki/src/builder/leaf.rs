//! The NCA's profile of a person's certificate.

use const_oid::{ObjectIdentifier, db};
use time::OffsetDateTime;

use super::extensions::{self, usage};
use super::{CertificateTemplate, NameBuilder};
use crate::extension::Extension;
use crate::name::{Name, Subject};
use crate::profile::{KeyPurpose, KeyStorage, Role};
use crate::signing::KeyIdentifier;
use crate::{Error, PublicKey, Result, oid};

/// Where a certificate says that its status is found.
#[derive(Clone, Debug, Default)]
pub struct LeafUrls {
    /// OCSP responder.
    pub ocsp: Option<String>,
    /// Certificate of the issuer.
    pub issuer: Option<String>,
    /// Base CRL.
    pub crl: Option<String>,
    /// Delta CRL.
    pub delta_crl: Option<String>,
}

/// What the certificate of a person or a company says.
#[derive(Clone, Debug)]
pub struct Leaf {
    /// Who it is for.
    pub subject: Subject,
    /// Signing or logging in.
    pub purpose: KeyPurpose,
    /// Individual, legal entity and the rights within it.
    pub roles: Vec<Role>,
    /// Where the key lies.
    pub storage: KeyStorage,
    /// Where its status is found.
    pub urls: LeafUrls,
}

impl Leaf {
    /// The certificate to be issued for `key` by `issuer`, whose key is named by `issuer_key`. Extensions
    /// stand in the order of the NCA.
    ///
    /// # Errors
    /// [`Error::Malformed`] for a name that cannot be written.
    pub fn template(
        &self,
        key: &PublicKey,
        issuer: &Name,
        issuer_key: &KeyIdentifier,
        not_before_at: OffsetDateTime,
        not_after_at: OffsetDateTime,
    ) -> Result<CertificateTemplate> {
        let subject = NameBuilder::subject(&self.subject).build()?;
        let mut template =
            CertificateTemplate::new(issuer, &subject, key, not_before_at, not_after_at)?;
        let list = &mut template.extensions;
        list.push(extensions::certificate_policy(
            oid::KZ_POLICY,
            Some("http://pki.gov.kz/cps"),
        ));
        let urls = &self.urls;
        if urls.ocsp.is_some() || urls.issuer.is_some() {
            list.push(extensions::authority_information_access(
                urls.ocsp.as_deref(),
                urls.issuer.as_deref(),
            ));
        }
        list.extend(urls.crl.as_deref().map(extensions::crl_distribution_point));
        list.extend(urls.delta_crl.as_deref().map(extensions::freshest_crl));
        list.push(extensions::extended_key_usage(&self.purposes()?, false));
        list.push(key_usage(key));
        list.push(extensions::subject_key_identifier(&key.key_identifier()?));
        list.push(extensions::authority_key_identifier(issuer_key));
        list.extend(extensions::key_storage(self.storage));
        Ok(template)
    }

    /// A certificate that the key issues for itself: for practice, trusted by nobody.
    ///
    /// # Errors
    /// As [`Self::template`].
    pub fn self_signed(
        &self,
        key: &PublicKey,
        not_before_at: OffsetDateTime,
        not_after_at: OffsetDateTime,
    ) -> Result<CertificateTemplate> {
        let issuer = NameBuilder::subject(&self.subject).build()?;
        let issuer_key = key.key_identifier()?;
        self.template(key, &issuer, &issuer_key, not_before_at, not_after_at)
    }

    /// The extensions that the applicant, who holds `key`, knows.
    pub(super) fn own_extensions(&self, key: &PublicKey) -> Result<Vec<Extension>> {
        let mut list = vec![
            extensions::extended_key_usage(&self.purposes()?, false),
            key_usage(key),
        ];
        list.extend(extensions::key_storage(self.storage));
        Ok(list)
    }

    fn purposes(&self) -> Result<Vec<ObjectIdentifier>> {
        let mut purposes = vec![match self.purpose {
            KeyPurpose::Signature => db::rfc5280::ID_KP_EMAIL_PROTECTION,
            KeyPurpose::Authentication => db::rfc5280::ID_KP_CLIENT_AUTH,
        }];
        for role in &self.roles {
            purposes.push(role.oid().ok_or(Error::Missing("role identifier"))?);
        }
        Ok(purposes)
    }
}

/// RSA agrees on no keys (RFC 3279 §2.3.1), and the NCA's RSA certificates do not say so.
fn key_usage(key: &PublicKey) -> Extension {
    let agreement = match key {
        PublicKey::Rsa(_) => 0,
        _ => usage::KEY_AGREEMENT,
    };
    extensions::key_usage(usage::DIGITAL_SIGNATURE | usage::NON_REPUDIATION | agreement)
}
