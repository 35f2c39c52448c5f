//! One listener: accepting, TLS where it has any, and who is at the other end.

use std::collections::VecDeque;
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
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

use super::body::{ClientCertificate, Peer};

/// Connections at once.
const MOST_CONNECTIONS: usize = 512;
/// How long one more waits for a place, before the oldest has to make room for it.
const PLACE_PATIENCE: Duration = Duration::from_millis(100);
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
    let mut open = VecDeque::new();
    loop {
        let next = async {
            let accepted = listener.accept().await;
            (accepted, place(&permits, &mut open).await)
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
        open.push_back(tokio::spawn(async move {
            serve(stream, tls, connection, watcher).await;
            drop(permit);
        }));
    }
    drop(listener);
    let _ = timeout(ENDING_TIMEOUT, graceful.shutdown()).await;
}

/// A place for one more connection. Whoever is slow, or many, keeps nobody out.
async fn place(
    permits: &Arc<Semaphore>,
    open: &mut VecDeque<JoinHandle<()>>,
) -> Option<OwnedSemaphorePermit> {
    open.retain(|connection| !connection.is_finished());
    let permit = Arc::clone(permits).acquire_owned();
    if let Ok(permit) = timeout(PLACE_PATIENCE, permit).await {
        return permit.ok();
    }
    if let Some(oldest) = open.pop_front() {
        oldest.abort();
    }
    Arc::clone(permits).acquire_owned().await.ok()
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
