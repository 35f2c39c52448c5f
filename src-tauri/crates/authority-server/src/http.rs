//! The door: routes, who may knock, how long and how much.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use tanba_authority::{Authority, Pepper};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
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
mod console;
mod enrol;
mod form;
mod guard;
mod limits;
mod listen;
mod metrics;
mod ocsp;
mod openapi;
mod problem;
mod publish;
mod tsa;

pub(crate) use guard::Hosts;
pub(crate) use limits::Limits;

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
}

/// What is answered at an entrance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Face {
    /// Everything, on this machine alone.
    Everything,
    /// What certificates name, over plain HTTP as the RFCs expect: OCSP, time stamps, CRLs.
    Status,
    /// All else, over TLS.
    Private,
    /// The console of the operators, over TLS with their certificates.
    Console,
}

/// A listener.
pub(crate) struct Entrance {
    pub(crate) listener: TcpListener,
    pub(crate) tls: Option<TlsAcceptor>,
    pub(crate) face: Face,
    pub(crate) hosts: Hosts,
}

/// What every route has at hand.
#[derive(Clone)]
pub(crate) struct Door {
    authority: Arc<Authority<Database>>,
    clock: Arc<dyn Clock>,
    registries: Arc<Registries>,
    pepper: Pepper,
    limits: Arc<Limits>,
    hosts: Arc<Hosts>,
}

impl Door {
    fn registry(&self) -> &Registries {
        &self.registries
    }
}

fn router(door: Door, roles: &[Role], face: Face) -> Router {
    if face == Face::Console {
        return console::router(door);
    }
    let (mut router, api) = described(roles, face).split_for_parts();
    if face != Face::Status {
        router = router.route("/openapi.json", get(move || openapi::answer(api.clone())));
    }
    if roles.contains(&Role::Ocsp) && face != Face::Private {
        // The rest of the path is the request (RFC 6960 appendix A.1): no description knows that.
        router = router.route("/ocsp/{*request}", get(ocsp::by_get));
    }
    router
        .fallback(problem::not_found)
        .method_not_allowed_fallback(problem::method_not_allowed)
        .layer(from_fn_with_state(door.clone(), guard::stranger))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(axum::middleware::from_fn(guard::slow))
        .with_state(door)
}

/// The routes of these roles at an entrance, each with its description.
fn described(roles: &[Role], face: Face) -> OpenApiRouter<Door> {
    let mut router = OpenApiRouter::with_openapi(openapi::about()).routes(routes!(about::health));
    let (is_status, is_private) = (face != Face::Private, face != Face::Status);
    if is_private {
        router = router
            .routes(routes!(about::authority))
            .routes(routes!(metrics::metrics));
    }
    for role in roles {
        router = match role {
            Role::Ca if is_private => router.merge(publication()).merge(certification()),
            Role::Ca => router.merge(publication()),
            Role::Ra if is_private => router.merge(registration()).merge(accounts()),
            Role::Ocsp if is_status => router.routes(routes!(ocsp::by_post)),
            Role::Tsa if is_status => router.routes(routes!(tsa::stamp)),
            Role::Ra | Role::Ocsp | Role::Tsa => router,
        };
    }
    router
}

fn publication() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(publish::certificate))
        .routes(routes!(publish::crl))
}

fn certification() -> OpenApiRouter<Door> {
    OpenApiRouter::new().routes(routes!(enrol::enrol))
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

/// Answers at every entrance until it is time to end.
pub(crate) async fn serve(open: Open, entrances: Vec<Entrance>, ending: watch::Receiver<bool>) {
    let roles = open.roles;
    let limits = Arc::new(open.limits);
    let mut all = JoinSet::new();
    for entrance in entrances {
        let door = Door {
            authority: Arc::clone(&open.authority),
            clock: Arc::clone(&open.clock),
            registries: Arc::clone(&open.registries),
            pepper: open.pepper.clone(),
            limits: Arc::clone(&limits),
            hosts: Arc::new(entrance.hosts),
        };
        let router = router(door, &roles, entrance.face);
        all.spawn(listen::listen(
            entrance.listener,
            entrance.tls,
            router,
            ending.clone(),
        ));
    }
    all.join_all().await;
    tracing::info!("ended");
}
