//! The door: routes, who may knock, how long and how much.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::Request;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::Service;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tanba_authority::{Authority, Pepper};
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::args::Role;
use crate::clock::Clock;
use crate::registries::Registries;
use crate::storage::Database;

mod about;
mod account;
mod apply;
mod body;
mod enrol;
mod form;
mod guard;
mod limits;
mod metrics;
mod ocsp;
mod openapi;
mod problem;
mod publish;
mod tsa;

pub(crate) use limits::Limits;

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

/// What is served.
pub(crate) struct Open {
    pub(crate) authority: Arc<Authority<Database>>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) registries: Arc<Registries>,
    pub(crate) pepper: Pepper,
    pub(crate) limits: Limits,
    /// What is done here.
    pub(crate) roles: Vec<Role>,
    /// Where it listens, and where certificates say that it does.
    pub(crate) addresses: [SocketAddr; 2],
}

/// What every route has at hand.
#[derive(Clone)]
pub(crate) struct Door {
    authority: Arc<Authority<Database>>,
    clock: Arc<dyn Clock>,
    registries: Arc<Registries>,
    pepper: Pepper,
    limits: Arc<Limits>,
    /// Where it listens, and where certificates say that it does.
    addresses: [SocketAddr; 2],
}

impl Door {
    fn registry(&self) -> &Registries {
        &self.registries
    }
}

fn router(door: Door, roles: &[Role]) -> Router {
    let (router, api) = described(roles).split_for_parts();
    let mut router = router.route("/openapi.json", get(move || openapi::answer(api.clone())));
    if roles.contains(&Role::Ocsp) {
        // The rest of the path is the request (RFC 6960 appendix A.1): no description knows that.
        router = router.route("/ocsp/{*request}", get(ocsp::by_get));
    }
    router
        .fallback(problem::not_found)
        .method_not_allowed_fallback(problem::method_not_allowed)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(from_fn_with_state(door.clone(), guard::stranger))
        .layer(axum::middleware::from_fn(guard::slow))
        .with_state(door)
}

/// The routes of these roles, each with its description.
fn described(roles: &[Role]) -> OpenApiRouter<Door> {
    let mut router = OpenApiRouter::with_openapi(openapi::about())
        .routes(routes!(about::health))
        .routes(routes!(about::authority))
        .routes(routes!(metrics::metrics));
    for role in roles {
        router = router.merge(match role {
            Role::Ca => certification(),
            Role::Ra => registration().merge(accounts()),
            Role::Ocsp => OpenApiRouter::new().routes(routes!(ocsp::by_post)),
            Role::Tsa => OpenApiRouter::new().routes(routes!(tsa::stamp)),
        });
    }
    router
}

fn certification() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(enrol::enrol))
        .routes(routes!(publish::certificate))
        .routes(routes!(publish::crl))
}

fn registration() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(apply::the_agreement))
        .routes(routes!(apply::regions))
        .routes(routes!(apply::proof_of_work))
        .routes(routes!(apply::entity))
        .routes(routes!(apply::apply))
        .routes(routes!(apply::application))
        .routes(routes!(apply::certificates))
        .routes(routes!(apply::installed))
        .routes(routes!(form::form))
}

fn accounts() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(account::challenge))
        .routes(routes!(account::log_in))
        .routes(routes!(account::certificates))
        .routes(routes!(account::applications))
        .routes(routes!(account::decide))
        .routes(routes!(account::code))
        .routes(routes!(account::renew))
        .routes(routes!(account::revoke))
        .routes(routes!(account::settings, account::keep_settings))
}

/// A connection's requests, marked with who is at its other end.
struct Connection {
    service: TowerToHyperService<Router>,
    peer: body::Peer,
}

impl Service<Request<Incoming>> for Connection {
    type Response = axum::response::Response;
    type Error = std::convert::Infallible;
    type Future = <TowerToHyperService<Router> as Service<Request<Incoming>>>::Future;

    fn call(&self, mut request: Request<Incoming>) -> Self::Future {
        request.extensions_mut().insert(self.peer);
        self.service.call(request)
    }
}

/// Answers until it is time to end, then lets what is under way finish.
pub(crate) async fn serve(listener: TcpListener, open: Open, mut ending: watch::Receiver<bool>) {
    let roles = open.roles;
    let door = Door {
        authority: open.authority,
        clock: open.clock,
        registries: open.registries,
        pepper: open.pepper,
        limits: Arc::new(open.limits),
        addresses: open.addresses,
    };
    let router = router(door, &roles);
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
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection was not accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        let service = Connection {
            service: TowerToHyperService::new(router.clone()),
            peer: body::Peer(peer.ip()),
        };
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
