//! Who does the cryptography of TLS.

/// Installs OpenSSL as the provider of rustls for the whole process. Every
/// program and every [`crate::Fetcher`] calls it; only the first call counts.
pub fn install_crypto_provider() {
    // An error means that a provider is installed already.
    let _ = rustls_openssl::default_provider().install_default();
}
