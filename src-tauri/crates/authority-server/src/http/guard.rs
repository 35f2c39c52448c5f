//! Who may knock, and for how long.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use tanba_protocol::ProblemCode;

use super::Door;
use super::problem::Problem;

/// How long a request may take from its head to the last byte of its body and the answer.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The hosts that requests may be for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hosts {
    /// Where it listens, and where certificates say that it does.
    pub(crate) addresses: Vec<SocketAddr>,
    /// Names that the operator of the server gave it.
    pub(crate) names: Vec<String>,
}

impl Hosts {
    fn know(&self, host: &str) -> bool {
        let named = |name: &String| {
            let ports = self.addresses.iter().map(SocketAddr::port);
            let mut with_port = ports.map(|port| format!("{name}:{port}"));
            host.eq_ignore_ascii_case(name)
                || with_port.any(|full| host.eq_ignore_ascii_case(&full))
        };
        let listened = |address: &SocketAddr| is_own(host, *address);
        self.addresses.iter().any(listened) || self.names.iter().any(named)
    }
}

/// Turns away what another page had the browser of an operator send: requests for another host, and changes
/// from any other origin than the console's own. A change without an origin is not from a page of ours.
pub(super) async fn console(
    State(door): State<Door>,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    allow_console(&door.hosts, &request)?;
    Ok(next.run(request).await)
}

fn allow_console(hosts: &Hosts, request: &Request) -> Result<(), ProblemCode> {
    let header = |name| {
        request
            .headers()
            .get(name)
            .and_then(|text| text.to_str().ok())
    };
    let host = header(header::HOST).filter(|host| hosts.know(host));
    let host = host.ok_or(ProblemCode::HostUnknown)?;
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD);
    let origin = header(header::ORIGIN);
    let own = origin.is_some_and(|origin| origin.strip_prefix("https://") == Some(host));
    match (changes || origin.is_some()) && !own {
        true => Err(ProblemCode::OriginForbidden),
        false => Ok(()),
    }
}

/// Turns away what a page of the web had a browser send: requests for another host, whose name was made to
/// point here, and changes from any origin.
pub(super) async fn stranger(
    State(door): State<Door>,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let host = request.headers().get(header::HOST);
    let host = host.and_then(|host| host.to_str().ok());
    let known = host.is_some_and(|host| door.hosts.know(host));
    let authority = request.uri().authority();
    let agrees = authority.is_none_or(|authority| door.hosts.know(authority.as_str()));
    if !known || !agrees {
        return Err(ProblemCode::HostUnknown.into());
    }
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD);
    if changes && request.headers().contains_key(header::ORIGIN) {
        return Err(ProblemCode::OriginForbidden.into());
    }
    Ok(next.run(request).await)
}

/// The listened address, `localhost` with its port, or the bare number: no name can be made to read like
/// that, and `openssl ocsp` leaves the port out.
fn is_own(host: &str, address: SocketAddr) -> bool {
    let bare = match address.ip() {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    };
    let localhost = format!("localhost:{}", address.port());
    host == address.to_string() || host == bare || host.eq_ignore_ascii_case(&localhost)
}

/// Gives up on what takes too long.
pub(super) async fn slow(request: Request, next: Next) -> Response {
    match tokio::time::timeout(TIMEOUT, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::new(ProblemCode::TimedOut).into_response(),
    }
}

/// That the body is of this type.
pub(super) fn require_type(headers: &HeaderMap, wanted: &str) -> Result<(), Problem> {
    let found = headers.get(header::CONTENT_TYPE);
    let found = found
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    let kind = found.split(';').next().unwrap_or_default().trim();
    if kind.eq_ignore_ascii_case(wanted) {
        Ok(())
    } else {
        Err(ProblemCode::MediaTypeUnsupported.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_own_host_is_known() {
        let v4 = SocketAddr::from(([127, 0, 0, 1], 24680));
        for own in [
            "127.0.0.1:24680",
            "127.0.0.1",
            "localhost:24680",
            "LOCALHOST:24680",
        ] {
            assert!(is_own(own, v4), "{own}");
        }
        for other in [
            "",
            "localhost",
            "127.0.0.1:80",
            "127.0.0.1.example.com:24680",
            "example.com:24680",
            "localhost:24680.example.com",
            "[::1]:24680",
        ] {
            assert!(!is_own(other, v4), "{other}");
        }
        let hosts = Hosts {
            addresses: vec![v4],
            names: vec!["pki.example.kz".into()],
        };
        for own in ["pki.example.kz", "PKI.example.kz:24680", "127.0.0.1"] {
            assert!(hosts.know(own), "{own}");
        }
        for other in ["pki.example.kz:80", "example.kz", "a.pki.example.kz"] {
            assert!(!hosts.know(other), "{other}");
        }
        let v6: SocketAddr = "[::1]:24680".parse().unwrap();
        assert!(is_own("[::1]:24680", v6) && is_own("[::1]", v6));
    }
}
