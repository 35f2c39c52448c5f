//! Limits and the way out.

use std::time::Duration;

/// Through which proxy requests go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Proxy {
    /// As the system says: environment variables, or the settings of macOS and Windows.
    #[default]
    System,
    /// Through this one: `http://user:password@host:port`.
    Address(String),
    /// Directly.
    None,
}

/// Limits of time, size and number. The defaults suit a slow line.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The longest wait for a connection.
    pub connect_timeout: Duration,
    /// The longest wait for a time stamp, a status or a certificate, and for a revocation list
    /// to begin, each try.
    pub answer_timeout: Duration,
    /// The longest wait for a whole revocation list, each try.
    pub crl_timeout: Duration,
    /// The longest silence while an answer comes in.
    pub silence_timeout: Duration,
    /// How often a request is sent at most, when it fails in passing.
    pub tries: u32,
    /// The pause before the second try, doubled before each further one; the
    /// pause taken is a random part of it.
    pub pause: Duration,
    /// The longest pause between tries.
    pub longest_pause: Duration,
    /// How many redirects are followed.
    pub redirects: usize,
    /// The way out.
    pub proxy: Proxy,
    /// The one root (DER) that vouches for whoever is called over TLS; those of the platform when there is
    /// none.
    pub root: Option<Vec<u8>>,
    /// The largest time stamp or status taken, in bytes.
    pub largest_answer: u64,
    /// The largest certificate or bag of certificates taken, in bytes.
    pub largest_certificate: u64,
    /// The largest revocation list taken, in bytes.
    pub largest_crl: u64,
    /// How many bytes of revocation lists are kept on disk.
    pub largest_cache: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(5),
            answer_timeout: Duration::from_secs(15),
            crl_timeout: Duration::from_secs(180),
            silence_timeout: Duration::from_secs(10),
            tries: 3,
            pause: Duration::from_millis(500),
            longest_pause: Duration::from_secs(5),
            redirects: 3,
            proxy: Proxy::System,
            root: None,
            largest_answer: 1 << 20,
            largest_certificate: 256 << 10,
            largest_crl: 64 << 20,
            largest_cache: 256 << 20,
        }
    }
}
