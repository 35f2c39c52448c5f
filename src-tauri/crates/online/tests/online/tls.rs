//! TLS: refused from a stranger, accepted once the platform's store trusts it.

use std::process::Command;
use std::sync::Arc;

use openssl::asn1::Asn1Time;
use openssl::ec::{EcGroup, EcKey};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::x509::extension::SubjectAlternativeName;
use openssl::x509::{X509, X509Name};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tanba_online::ErrorKind;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::{fetcher, settings};

const INSIDE: &str = "TANBA_TEST_INSIDE_TLS";

/// A certificate for 127.0.0.1 that signs itself.
fn certificate() -> (X509, PKey<Private>) {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    let key = PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap();
    let mut name = X509Name::builder().unwrap();
    name.append_entry_by_text("CN", "test").unwrap();
    let name = name.build();
    let mut builder = X509::builder().unwrap();
    builder.set_version(2).unwrap();
    builder.set_subject_name(&name).unwrap();
    builder.set_issuer_name(&name).unwrap();
    builder.set_pubkey(&key).unwrap();
    builder
        .set_not_before(&Asn1Time::days_from_now(0).unwrap())
        .unwrap();
    builder
        .set_not_after(&Asn1Time::days_from_now(2).unwrap())
        .unwrap();
    let context = builder.x509v3_context(None, None);
    let alternative = SubjectAlternativeName::new()
        .ip("127.0.0.1")
        .build(&context)
        .unwrap();
    builder.append_extension(alternative).unwrap();
    builder.sign(&key, MessageDigest::sha256()).unwrap();
    (builder.build(), key)
}

/// Answers every request in the same way over TLS; gives its address.
async fn serve(certificate: &X509, key: &PKey<Private>) -> String {
    tanba_online::install_crypto_provider();
    let key = PrivatePkcs8KeyDer::from(key.private_key_to_pkcs8().unwrap());
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.to_der().unwrap().into()],
            PrivateKeyDer::Pkcs8(key),
        )
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("https://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            // A client that does not trust us hangs up.
            if let Ok(mut stream) = acceptor.accept(stream).await {
                // An answer that comes before the question is none.
                let _ = stream.read(&mut [0; 4_096]).await;
                let answer =
                    b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n0\0";
                let _ = stream.write_all(answer).await;
                let _ = stream.shutdown().await;
            }
        }
    });
    address
}

#[tokio::test]
async fn a_stranger_is_refused() {
    let (certificate, key) = certificate();
    let address = serve(&certificate, &key).await;
    let error = fetcher(settings()).certificate(&address).await.unwrap_err();
    assert!(
        matches!(&error.kind, ErrorKind::Untrusted(words) if words.contains("certificate")),
        "{error}"
    );
}

/// The platform's store is read from the environment, which only a new process can change.
#[tokio::test]
async fn whom_the_platform_trusts_is_accepted() {
    const NAME: &str = "tls::whom_the_platform_trusts_is_accepted";
    if let Some(address) = std::env::var_os(INSIDE) {
        let address = address.into_string().unwrap();
        assert_eq!(
            fetcher(settings()).certificate(&address).await.unwrap(),
            b"0\0"
        );
        return;
    }
    if !cfg!(target_os = "linux") {
        return;
    }
    let (certificate, key) = certificate();
    let address = serve(&certificate, &key).await;
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("trusted.pem");
    std::fs::write(&store, certificate.to_pem().unwrap()).unwrap();
    let mut inside = Command::new(std::env::current_exe().unwrap());
    inside
        .args(["--exact", NAME])
        .env(INSIDE, address)
        .env("SSL_CERT_FILE", store);
    let status = tokio::task::spawn_blocking(move || inside.status().unwrap())
        .await
        .unwrap();
    assert!(status.success());
}
