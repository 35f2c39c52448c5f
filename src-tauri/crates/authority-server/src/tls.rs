//! TLS of the listeners: with a certificate that the authority makes for itself and makes anew in time, or
//! with one that was given; for operators, with certificates of theirs.

use std::net::IpAddr;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rand_core::OsRng;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::{ClientHello, ResolvesServerCert, WebPkiClientVerifier};
use rustls::sign::CertifiedKey;
use rustls::{RootCertStore, ServerConfig};
use tanba_authority::{TlsAuthority, TlsIdentity};
use time::OffsetDateTime;
use tokio_rustls::TlsAcceptor;

use crate::clock::{Clock as _, SystemClock};
use crate::error::Error;

/// Shows the certificate of the server at each handshake.
#[derive(Debug)]
pub(crate) struct Identity {
    shown: Mutex<Shown>,
    /// Who makes the certificate anew; nobody does when it was given.
    maker: Option<Maker>,
}

#[derive(Debug)]
struct Shown {
    key: Arc<CertifiedKey>,
    renew_at: Option<OffsetDateTime>,
}

#[derive(Debug)]
struct Maker {
    authority: TlsAuthority,
    names: Vec<String>,
    addresses: Vec<IpAddr>,
}

impl Maker {
    fn make(&self) -> Result<Shown, Error> {
        let now = SystemClock.now();
        let identity = self
            .authority
            .make_server(&self.names, &self.addresses, now, &mut OsRng)?;
        let TlsIdentity {
            chain,
            private_key,
            renew_at,
        } = identity;
        let chain = chain.into_iter().map(CertificateDer::from).collect();
        let key = PrivatePkcs8KeyDer::from(private_key.to_vec()).into();
        Ok(Shown {
            key: certified(chain, key)?,
            renew_at: Some(renew_at),
        })
    }
}

fn certified(
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
) -> Result<Arc<CertifiedKey>, Error> {
    let provider = rustls_openssl::default_provider();
    let certified = CertifiedKey::from_der(chain, key, &provider).map_err(Error::Tls)?;
    Ok(Arc::new(certified))
}

impl Identity {
    /// A certificate of the authority itself, for these hosts.
    pub(crate) fn make(
        authority: TlsAuthority,
        names: Vec<String>,
        addresses: Vec<IpAddr>,
    ) -> Result<Arc<Self>, Error> {
        let maker = Maker {
            authority,
            names,
            addresses,
        };
        Ok(Arc::new(Self {
            shown: Mutex::new(maker.make()?),
            maker: Some(maker),
        }))
    }

    /// The certificate and the key of these PEM files.
    pub(crate) fn read(certificate: &Path, key: &Path) -> Result<Arc<Self>, Error> {
        let chain: Vec<_> = CertificateDer::pem_file_iter(certificate)
            .and_then(Iterator::collect)
            .map_err(|error| Error::Pem(certificate.to_path_buf(), error.to_string()))?;
        let private = PrivateKeyDer::from_pem_file(key)
            .map_err(|error| Error::Pem(key.to_path_buf(), error.to_string()))?;
        Ok(Arc::new(Self {
            shown: Mutex::new(Shown {
                key: certified(chain, private)?,
                renew_at: None,
            }),
            maker: None,
        }))
    }

    /// The certificate of today: made anew when the one before is getting old.
    fn current(&self, now: OffsetDateTime) -> Arc<CertifiedKey> {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let is_old = shown.renew_at.is_some_and(|renew_at| renew_at <= now);
        if let Some(maker) = self.maker.as_ref().filter(|_| is_old) {
            match maker.make() {
                Ok(new) => {
                    tracing::info!("the certificate for TLS was made anew");
                    *shown = new;
                }
                Err(error) => tracing::error!("the certificate for TLS: {error}"),
            }
        }
        Arc::clone(&shown.key)
    }
}

impl ResolvesServerCert for Identity {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.current(SystemClock.now()))
    }
}

/// TLS for everybody.
pub(crate) fn acceptor(identity: Arc<Identity>) -> TlsAcceptor {
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_cert_resolver(identity);
    TlsAcceptor::from(Arc::new(config))
}

/// TLS for those who have a certificate of this root (DER); whether it still counts is asked at each call.
pub(crate) fn mutual_acceptor(identity: Arc<Identity>, root: &[u8]) -> Result<TlsAcceptor, Error> {
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from(root.to_vec()))
        .map_err(Error::Tls)?;
    let verifier = WebPkiClientVerifier::builder(Arc::new(roots))
        .build()
        .map_err(|error| Error::Tls(rustls::Error::General(error.to_string())))?;
    let config = ServerConfig::builder()
        .with_client_cert_verifier(verifier)
        .with_cert_resolver(identity);
    Ok(TlsAcceptor::from(Arc::new(config)))
}
