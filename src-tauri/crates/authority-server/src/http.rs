//! The door: routes, who may knock, how long and how much.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tanba_authority::Authority;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};

use crate::clock::{Clock, SystemClock};
use crate::storage::Database;

mod about;
mod enrol;
mod guard;
mod ocsp;
mod problem;
mod publish;
mod tsa;

/// Connections at once; more wait.
const MOST_CONNECTIONS: usize = 128;
/// How long the head of a request may take, and how long a connection may lie idle.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// How long requests under way are waited for at the end.
const ENDING_TIMEOUT: Duration = Duration::from_secs(5);
/// How long to wait after the system refused a connection, for want of files say.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// The largest body that any route takes, in bytes.
const LARGEST_BODY: usize = 64 << 10;

/// What every route has at hand.
#[derive(Clone)]
pub(crate) struct Door {
    authority: Arc<Authority<Database>>,
    clock: Arc<dyn Clock>,
    address: SocketAddr,
}

fn router(door: Door) -> Router {
    Router::new()
        .route("/health", get(about::health))
        .route("/authority", get(about::authority))
        .route("/certificates", post(enrol::enrol))
        .route("/certificates/{file}", get(publish::certificate))
        .route("/crl/{file}", get(publish::crl))
        .route("/ocsp", post(ocsp::by_post))
        .route("/ocsp/{*request}", get(ocsp::by_get))
        .route("/tsa", post(tsa::stamp))
        .fallback(problem::not_found)
        .method_not_allowed_fallback(problem::method_not_allowed)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(from_fn_with_state(door.clone(), guard::stranger))
        .layer(axum::middleware::from_fn(guard::slow))
        .with_state(door)
}

/// Answers until it is time to end, then lets what is under way finish.
pub(crate) async fn serve(
    listener: TcpListener,
    address: SocketAddr,
    authority: Arc<Authority<Database>>,
    mut ending: watch::Receiver<bool>,
) {
    let router = router(Door {
        authority,
        clock: Arc::new(SystemClock),
        address,
    });
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT);
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
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                tracing::warn!(%error, "a connection was not accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        let service = TowerToHyperService::new(router.clone());
        let connection = builder.serve_connection(TokioIo::new(stream), service);
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // A client that goes away is no concern of the authority.
            let _ = connection.await;
            drop(permit);
        });
    }
    drop(listener);
    tracing::info!("ending");
    let _ = tokio::time::timeout(ENDING_TIMEOUT, graceful.shutdown()).await;
}
