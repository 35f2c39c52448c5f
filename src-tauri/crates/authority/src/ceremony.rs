//! Ceremonies: what only a root's key can do. They are explicit commands; whoever serves never opens one.

use rand_core::CryptoRngCore;
use tanba_keystore::Signer;
use tanba_keystore::software::SoftwareKey;
use tanba_pki::Certificate;
use time::OffsetDateTime;

use crate::audit::{Event, EventKind};
use crate::branch::Branch;
use crate::crl::{self, ROOT_LIFETIME};
use crate::issue::{Draft, Issuer, issue};
use crate::keys::{Keys, Place};
use crate::record::{CertificateRecord, Office, next_generation};
use crate::site::Site;
use crate::storage::Storage;
use crate::token::AuthorityToken;
use crate::{CrlKind, Error, name, profile};

/// Makes both roots, an issuing authority below each, and the roots' CRLs. Done once in the life of an
/// authority.
///
/// # Errors
/// Every [`Error`].
pub async fn found<S: Storage>(
    storage: &S,
    keys: &Keys<'_>,
    site: &Site,
    now: OffsetDateTime,
    rng: &mut (dyn CryptoRngCore + Send),
) -> Result<(), Error> {
    for branch in Branch::ALL {
        let short_name = name::short(Office::Root, branch, 1);
        let key = keys.make(Place::Root, branch.authority_key(), &mut *rng)?;
        let issuer = Issuer {
            short_name: &short_name,
            certificate: None,
            signer: &key,
        };
        let template = profile::root(branch, key.public_key(), site, now)?;
        let draft = Draft {
            office: Office::Root,
            branch,
            generation: 1,
            name: Some(short_name.clone()),
            template: &template,
        };
        let certificate = issue(storage, site, &draft, &issuer, now).await?;
        let root = Root {
            short_name,
            certificate,
            key,
        };
        let key = keys.make(Place::Online, branch.authority_key(), rng)?;
        root.issue_ca(storage, site, 1, &key, now).await?;
        root.issue_crl(storage, now).await?;
    }
    storage
        .set_founded(&Event::new(
            now,
            EventKind::Founded,
            &[("site", site.url())],
        ))
        .await?;
    Ok(())
}

/// Makes the next issuing authority of a branch, with a key of its own. From the next start on it issues;
/// the one before goes on answering for what it issued. With a token, its key is made there: tokens know no
/// GOST, so only the RSA branch can. Gives back its name.
///
/// # Errors
/// Every [`Error`].
pub async fn issue_ca<S: Storage>(
    storage: &S,
    keys: &Keys<'_>,
    site: &Site,
    branch: Branch,
    token: Option<&AuthorityToken>,
    now: OffsetDateTime,
    rng: &mut (dyn CryptoRngCore + Send),
) -> Result<String, Error> {
    let root = Root::open(storage, keys, branch, now).await?;
    let issuing = storage.certificates(Some(Office::Issuing)).await?;
    let generation = next_generation(&issuing, branch);
    let algorithm = branch.authority_key();
    let made;
    let on_token;
    let key: &dyn Signer = match token {
        Some(token) => {
            let label = name::short(Office::Issuing, branch, generation);
            on_token = keys.make_on_token(token, algorithm, &label)?;
            &*on_token
        }
        None => {
            made = keys.make(Place::Online, algorithm, rng)?;
            &made
        }
    };
    root.issue_ca(storage, site, generation, key, now).await
}

/// Issues a root's CRL anew.
///
/// # Errors
/// Every [`Error`].
pub async fn issue_root_crl<S: Storage>(
    storage: &S,
    keys: &Keys<'_>,
    branch: Branch,
    now: OffsetDateTime,
) -> Result<(), Error> {
    let root = Root::open(storage, keys, branch, now).await?;
    root.issue_crl(storage, now).await
}

/// A root with its key open.
struct Root {
    short_name: String,
    certificate: Certificate,
    key: SoftwareKey,
}

impl Root {
    async fn open<S: Storage>(
        storage: &S,
        keys: &Keys<'_>,
        branch: Branch,
        now: OffsetDateTime,
    ) -> Result<Self, Error> {
        let roots = storage.certificates(Some(Office::Root)).await?;
        let record = roots
            .iter()
            .find(|record| record.prepared.branch == branch)
            .ok_or(Error::Missing("the root certificate"))?;
        let key = keys.open_file(Place::Root, &record.prepared.key_identifier)?;
        let short_name = record.prepared.issuer.clone();
        storage
            .note(&Event::new(
                now,
                EventKind::Ceremony,
                &[("root", &short_name)],
            ))
            .await?;
        Ok(Self {
            certificate: certificate(record)?,
            short_name,
            key,
        })
    }

    fn issuer(&self) -> Issuer<'_> {
        Issuer {
            short_name: &self.short_name,
            certificate: Some(&self.certificate),
            signer: &self.key,
        }
    }

    async fn issue_ca<S: Storage>(
        &self,
        storage: &S,
        site: &Site,
        generation: u32,
        key: &dyn Signer,
        now: OffsetDateTime,
    ) -> Result<String, Error> {
        let public_key = self.certificate.public_key()?;
        let branch = Branch::of_key(&public_key).ok_or(Error::Damaged("a root's key"))?;
        let short_name = name::short(Office::Issuing, branch, generation);
        let issuer = self.issuer();
        let template = profile::issuing(
            branch,
            generation,
            key.public_key(),
            &issuer.issued_by()?,
            site,
            now,
        )?;
        let draft = Draft {
            office: Office::Issuing,
            branch,
            generation,
            name: Some(short_name.clone()),
            template: &template,
        };
        issue(storage, site, &draft, &issuer, now).await?;
        Ok(short_name)
    }

    async fn issue_crl<S: Storage>(&self, storage: &S, now: OffsetDateTime) -> Result<(), Error> {
        let maker = crl::Maker {
            short_name: &self.short_name,
            certificate: &self.certificate,
            signer: &self.key,
            delta_url: None,
        };
        maker
            .issue(storage, CrlKind::Base, None, now, ROOT_LIFETIME)
            .await?;
        Ok(())
    }
}

/// The certificate of a record that must have one.
pub(crate) fn certificate(record: &CertificateRecord) -> Result<Certificate, Error> {
    let der = record.der.as_ref();
    let der = der.ok_or(Error::Missing("a certificate of the authority"))?;
    Ok(Certificate::from_der(der)?)
}
