//! One listener: accepting, TLS where it has any, and who is at the other end.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::Service;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

use super::body::{ClientCertificate, Peer};

/// Connections at once; more wait.
const MOST_CONNECTIONS: usize = 128;
/// How long a handshake and the head of a request may take, and how long a connection may lie idle.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// How long requests under way are waited for at the end.
const ENDING_TIMEOUT: Duration = Duration::from_secs(5);
/// How long to wait after the system refused a connection, for want of files say.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// A connection's requests, marked with who is at its other end.
#[derive(Clone)]
struct Connection {
    service: TowerToHyperService<Router>,
    peer: Peer,
    certificate: ClientCertificate,
}

impl Service<Request<Incoming>> for Connection {
    type Response = axum::response::Response;
    type Error = std::convert::Infallible;
    type Future = <TowerToHyperService<Router> as Service<Request<Incoming>>>::Future;

    fn call(&self, mut request: Request<Incoming>) -> Self::Future {
        request.extensions_mut().insert(self.peer);
        request.extensions_mut().insert(self.certificate.clone());
        self.service.call(request)
    }
}

/// Answers until it is time to end, then lets what is under way finish.
pub(super) async fn listen(
    listener: TcpListener,
    tls: Option<TlsAcceptor>,
    router: Router,
    mut ending: watch::Receiver<bool>,
) {
    let permits = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let graceful = GracefulShutdown::new();
    loop {
        let next = async {
            let permit = Arc::clone(&permits).acquire_owned().await;
            (listener.accept().await, permit)
        };
        let (accepted, permit) = tokio::select! {
            _ = ending.wait_for(|ended| *ended) => break,
            next = next => next,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection was not accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        let connection = Connection {
            service: TowerToHyperService::new(router.clone()),
            peer: Peer(peer.ip()),
            certificate: ClientCertificate(None),
        };
        let (tls, watcher) = (tls.clone(), graceful.watcher());
        tokio::spawn(async move {
            serve(stream, tls, connection, watcher).await;
            drop(permit);
        });
    }
    drop(listener);
    let _ = timeout(ENDING_TIMEOUT, graceful.shutdown()).await;
}

async fn serve(
    stream: TcpStream,
    tls: Option<TlsAcceptor>,
    mut connection: Connection,
    watcher: Watcher,
) {
    let Some(tls) = tls else {
        return answer(stream, connection, watcher).await;
    };
    // Who does not trust the server, or has no certificate where one is needed, goes away here.
    let Ok(Ok(stream)) = timeout(HEAD_TIMEOUT, tls.accept(stream)).await else {
        return;
    };
    let (_, session) = stream.get_ref();
    let shown = session.peer_certificates().and_then(<[_]>::first);
    connection.certificate = ClientCertificate::of(shown.map(AsRef::as_ref));
    answer(stream, connection, watcher).await;
}

async fn answer(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    connection: Connection,
    watcher: Watcher,
) {
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT);
    let connection = builder.serve_connection(TokioIo::new(stream), connection);
    // A client that goes away is no concern of the authority.
    let _ = watcher.watch(connection).await;
}
