//! The pages of the console, which are built from `ui/operator` and carried in the program.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use rust_embed::RustEmbed;
use tanba_protocol::ProblemCode;

use super::super::problem::Problem;

/// The pages as they were when the program was built; none when they were not built.
#[derive(RustEmbed)]
#[folder = "../../../ui/dist-operator"]
#[allow_missing = true]
struct Pages;

/// Everything comes from here, nothing is written into pages, nobody shows them in a frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; \
    img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types svelte-trusted-html";

/// A file of the console.
pub(super) async fn page(request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Problem::from(ProblemCode::NotFound).into_response();
    }
    let path = request.uri().path().trim_start_matches('/');
    let path = if path.is_empty() { "index.html" } else { path };
    match Pages::get(path) {
        Some(file) => {
            let mut response = Response::new(Body::from(file.data.into_owned()));
            let headers = response.headers_mut();
            headers.insert(CONTENT_TYPE, kind(path));
            // Names of files hold a hash of what is in them; the page itself is asked for anew.
            let keep = match path.starts_with("assets/") {
                true => "private, max-age=31536000, immutable",
                false => "no-store",
            };
            headers.insert(CACHE_CONTROL, HeaderValue::from_static(keep));
            response
        }
        None if path == "index.html" => {
            "The pages of the console are not in this program: build them with `cargo xtask build`."
                .into_response()
        }
        None => Problem::from(ProblemCode::NotFound).into_response(),
    }
}

fn kind(path: &str) -> HeaderValue {
    HeaderValue::from_static(match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    })
}

/// What browsers are to allow, on every answer.
pub(super) async fn harden(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_FRAME_OPTIONS, "DENY"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
