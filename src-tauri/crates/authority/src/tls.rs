//! Certificates for TLS: two authorities of their own, apart from those that people's certificates come from.
//! One vouches for the server, the other for operators. They go by the clock of the machine, as whoever
//! connects does.

use std::net::IpAddr;

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5280::ID_KP_SERVER_AUTH;
use rand_core::CryptoRngCore;
use tanba_keystore::Signer as _;
use tanba_keystore::software::{KeyAlgorithm, SoftwareKey, generate};
use tanba_pki::builder::extensions::{self, usage};
use tanba_pki::builder::{CertificateTemplate, NameBuilder};
use tanba_pki::name::Name;
use tanba_pki::{Certificate, PublicKey};
use time::{Duration, OffsetDateTime};
use zeroize::Zeroizing;

use crate::Error;
use crate::audit::{Event, EventKind};
use crate::keys::{Keys, Place};
use crate::storage::Operators;
use crate::title::Title;

/// How long an authority for TLS is valid.
const AUTHORITY_LIFETIME: Duration = Duration::days(20 * 365);
/// How long the certificate of the server is valid. Its key lives no longer, and in memory alone.
const SERVER_LIFETIME: Duration = Duration::days(60);
/// A server certificate that is valid for less than this is made anew.
const SERVER_RENEW_BEFORE: Duration = Duration::days(20);
/// How long before they are made certificates are valid: clocks differ.
const LEEWAY: Duration = Duration::minutes(5);

/// Whom an authority for TLS vouches for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TlsBranch {
    /// The server.
    Server,
    /// Operators, who log in to the console.
    Operators,
}

impl TlsBranch {
    /// Its name in records.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Server => "tls",
            Self::Operators => "operators",
        }
    }

    fn name(self, title: &Title) -> Result<Name, Error> {
        let role = match self {
            Self::Server => "TLS CA",
            Self::Operators => "OPERATOR CA",
        };
        Ok(NameBuilder::default()
            .common_name(&format!("{} {role}", title.as_str()))
            .country("KZ")
            .build()?)
    }
}

/// An authority for TLS with its key open.
#[derive(Debug)]
pub struct TlsAuthority {
    title: Title,
    certificate: Certificate,
    key: SoftwareKey,
}

/// What a server proves itself with.
pub struct TlsIdentity {
    /// Its certificate and what is above it, in DER.
    pub chain: Vec<Vec<u8>>,
    /// Its key, PrivateKeyInfo in DER.
    pub private_key: Zeroizing<Vec<u8>>,
    /// From when on it is to be made anew.
    pub renew_at: OffsetDateTime,
}

impl std::fmt::Debug for TlsIdentity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TlsIdentity")
            .field("renew_at", &self.renew_at)
            .finish_non_exhaustive()
    }
}

impl TlsAuthority {
    /// Opens the authority of a branch, which is made when there is none. Only one process at a time may do
    /// so in a folder. `now` is for the audit log, `machine_now` for the certificate.
    ///
    /// # Errors
    /// Every [`Error`].
    pub async fn open<S: Operators>(
        storage: &S,
        keys: &Keys<'_>,
        (title, branch): (&Title, TlsBranch),
        now: OffsetDateTime,
        machine_now: OffsetDateTime,
        rng: &mut (dyn CryptoRngCore + Send),
    ) -> Result<Self, Error> {
        if let Some(der) = storage.tls_root(branch).await? {
            let certificate = Certificate::from_der(&der)?;
            let name = certificate.key_identifier().to_string();
            let key = keys.open_file(Place::Tls, &name)?;
            return Ok(Self {
                title: title.clone(),
                certificate,
                key,
            });
        }
        let key = keys.make(Place::Tls, KeyAlgorithm::P256, rng)?;
        let name = branch.name(title)?;
        let (from, until) = (machine_now - LEEWAY, machine_now + AUTHORITY_LIFETIME);
        let template = CertificateTemplate::new(&name, &name, key.public_key(), from, until)?
            .with(extensions::authority(Some(0)))
            .with(extensions::key_usage(
                usage::KEY_CERT_SIGN | usage::CRL_SIGN,
            ))
            .with(extensions::subject_key_identifier(key.key_identifier()));
        let certificate = sign(&template, &key)?;
        let event = Event::new(
            now,
            EventKind::TlsAuthorityMade,
            &[("name", branch.as_str())],
        );
        storage
            .keep_tls_root(branch, certificate.der(), &event)
            .await?;
        Ok(Self {
            title: title.clone(),
            certificate,
            key,
        })
    }

    /// Its own certificate in DER: what its clients trust.
    #[must_use]
    pub fn root(&self) -> &[u8] {
        self.certificate.der()
    }

    /// Makes a key and a certificate for the server of these names and addresses.
    ///
    /// # Errors
    /// [`Error::Key`], [`Error::Pki`].
    pub fn make_server(
        &self,
        names: &[String],
        addresses: &[IpAddr],
        machine_now: OffsetDateTime,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<TlsIdentity, Error> {
        let key = generate(KeyAlgorithm::P256, rng)?;
        let name = NameBuilder::default()
            .common_name(&format!("{} TLS", self.title.as_str()))
            .country("KZ")
            .build()?;
        let public = key.public_key();
        let template = self
            .template(
                &name,
                public,
                ID_KP_SERVER_AUTH,
                machine_now,
                SERVER_LIFETIME,
            )?
            .with(extensions::subject_alternative_name(names, addresses));
        let certificate = sign(&template, &self.key)?;
        Ok(TlsIdentity {
            chain: vec![certificate.der().to_vec(), self.root().to_vec()],
            private_key: key.private_key().pkcs8_der().clone(),
            renew_at: template.not_after_at - SERVER_RENEW_BEFORE,
        })
    }

    /// A certificate of this authority for one use.
    pub(crate) fn template(
        &self,
        subject: &Name,
        key: &PublicKey,
        purpose: ObjectIdentifier,
        machine_now: OffsetDateTime,
        lifetime: Duration,
    ) -> Result<CertificateTemplate, Error> {
        let until = (machine_now + lifetime).min(self.certificate.not_after_at());
        let issuer = self.certificate.subject();
        Ok(
            CertificateTemplate::new(issuer, subject, key, machine_now - LEEWAY, until)?
                .with(extensions::key_usage(usage::DIGITAL_SIGNATURE))
                .with(extensions::extended_key_usage(&[purpose], false))
                .with(extensions::subject_key_identifier(&key.key_identifier()?))
                .with(extensions::authority_key_identifier(
                    self.key.key_identifier(),
                )),
        )
    }

    pub(crate) fn sign(&self, template: &CertificateTemplate) -> Result<Certificate, Error> {
        sign(template, &self.key)
    }
}

fn sign(template: &CertificateTemplate, key: &SoftwareKey) -> Result<Certificate, Error> {
    let prepared = template.prepare(key.default_algorithm())?;
    let value = key.sign(&prepared.to_be_signed())?;
    Ok(prepared.finish(&value)?)
}
