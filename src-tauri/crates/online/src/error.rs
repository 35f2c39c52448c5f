//! What can go wrong between here and a service.

use std::fmt;

use tanba_protocol::Problem;

/// Which service was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Service {
    /// A time-stamping authority (RFC 3161).
    TimeStamp,
    /// A certificate status responder (RFC 6960).
    Ocsp,
    /// The place of a revocation list (RFC 5280 §4.2.1.13).
    Crl,
    /// The place of an issuer's certificate (RFC 5280 §4.2.2.1, caIssuers).
    Certificate,
    /// A certification authority of ours, which issues to requests.
    Authority,
}

impl fmt::Display for Service {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::TimeStamp => "time-stamping authority",
            Self::Ocsp => "OCSP responder",
            Self::Crl => "revocation list",
            Self::Certificate => "issuer certificate",
            Self::Authority => "certification authority",
        })
    }
}

/// A request that failed, after all tries.
#[derive(Debug, thiserror::Error)]
#[error("{service} at {address}: {kind}")]
pub struct Error {
    /// Which service was asked.
    pub service: Service,
    /// Its address, without a password that it may carry.
    pub address: String,
    /// What went wrong.
    #[source]
    pub kind: ErrorKind,
}

/// What went wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Not an http or https address with a host.
    #[error("not an http or https address")]
    Address,
    /// No connection: no such host, refused, no network.
    #[error("no connection: {0}")]
    Unreachable(String),
    /// The server could not prove over TLS who it is.
    #[error("not trusted: {0}")]
    Untrusted(String),
    /// The connection was made and broke before the answer was whole.
    #[error("the connection broke: {0}")]
    Interrupted(String),
    /// No whole answer within the time allowed.
    #[error("no answer in time")]
    TimedOut,
    /// The server answered with an HTTP status other than success.
    #[error("refused with HTTP status {0}")]
    Refused(u16),
    /// The server refused and said why (RFC 9457).
    #[error("refused with HTTP status {}: {}", .0.status, words(.0))]
    Problem(Box<Problem>),
    /// The answer is larger than any honest one.
    #[error("answer larger than {limit} bytes")]
    TooLarge {
        /// The largest answer taken, in bytes.
        limit: u64,
    },
    /// The answer is not what the service should send.
    #[error("wrong content: {0}")]
    WrongContent(String),
    /// The server redirects in a circle or without end.
    #[error("redirected too often")]
    RedirectedTooOften,
    /// The server redirects to an address that may not be called.
    #[error("redirected to an unsuitable address")]
    RedirectUnsuitable,
    /// The proxy cannot be used, reached or passed.
    #[error("proxy: {0}")]
    Proxy(String),
    /// The client could not be set up.
    #[error("client: {0}")]
    Client(String),
    /// The answer could not be kept on disk.
    #[error("keeping the answer: {0}")]
    Disk(#[from] std::io::Error),
}

impl ErrorKind {
    /// Whether the same request may succeed a moment later.
    pub(crate) fn is_passing(&self) -> bool {
        match self {
            Self::Unreachable(_) | Self::Interrupted(_) | Self::TimedOut => true,
            Self::Refused(status) => is_passing(*status),
            Self::Problem(problem) => is_passing(problem.status),
            _ => false,
        }
    }
}

const fn is_passing(status: u16) -> bool {
    matches!(status, 408 | 425 | 429 | 500 | 502 | 503 | 504)
}

fn words(problem: &Problem) -> String {
    let code = problem.code.as_str();
    match &problem.detail {
        Some(detail) => format!("{code}: {detail}"),
        None => code.to_owned(),
    }
}
