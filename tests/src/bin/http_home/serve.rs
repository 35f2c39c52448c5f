//! The routes.

use std::convert::Infallible;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use futures::Stream;
use futures::stream::unfold;
use serde::{Deserialize, Serialize};
use tanba_agent::desk::{Call, Desk, Intent, TaskId};
use tanba_protocol::{Answer, PromptId};
use tokio::net::TcpListener;
use tokio::sync::broadcast::error::RecvError;

use crate::window::HttpWindow;

/// What a page of the UI sends along; a page of another site cannot without being asked.
const MARKER: &str = "tanba-http-home";

#[derive(Clone)]
struct Home {
    desk: Arc<Desk>,
    window: Arc<HttpWindow>,
    dist: PathBuf,
}

/// Serves until the program is ended.
pub(crate) async fn serve(desk: Arc<Desk>, window: Arc<HttpWindow>, dist: PathBuf) {
    let routes = Router::new()
        .route("/call", post(call))
        .route("/notices", get(notices))
        .route("/prompt", get(prompt))
        .route("/answer", post(answer))
        .route("/window/pick", post(pick))
        .route("/window/open", post(open))
        .route("/window/asked", get(asked))
        .fallback(file)
        .with_state(Home { desk, window, dist });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("listening on http://{}", listener.local_addr().unwrap());
    axum::serve(listener, routes).await.unwrap();
}

fn is_marked(headers: &HeaderMap) -> bool {
    headers.get("x-home").is_some_and(|marker| marker == MARKER)
}

#[derive(Deserialize)]
struct Asked {
    task: TaskId,
    call: Call,
}

async fn call(State(home): State<Home>, headers: HeaderMap, Json(asked): Json<Asked>) -> Response {
    if !is_marked(&headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    match home.desk.call(asked.task, asked.call).await {
        Ok(reply) => Json(reply).into_response(),
        Err(failure) => (StatusCode::UNPROCESSABLE_ENTITY, Json(failure)).into_response(),
    }
}

async fn notices(
    State(home): State<Home>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>> + use<>> {
    let receiver = home.window.notices.subscribe();
    events(unfold(receiver, |mut receiver| async {
        loop {
            match receiver.recv().await {
                Ok(notice) => return Some((event(&notice), receiver)),
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return None,
            }
        }
    }))
}

async fn prompt(
    State(home): State<Home>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>> + use<>> {
    let mut receiver = home.window.prompt.subscribe();
    receiver.mark_changed();
    events(unfold(receiver, |mut receiver| async {
        receiver.changed().await.ok()?;
        let event = event(&*receiver.borrow_and_update());
        Some((event, receiver))
    }))
}

fn event(value: &impl Serialize) -> Result<Event, Infallible> {
    Ok(Event::default().json_data(value).unwrap())
}

fn events<S>(stream: S) -> Sse<impl Stream<Item = Result<Event, Infallible>> + use<S>>
where
    S: Stream<Item = Result<Event, Infallible>> + Send + 'static,
{
    Sse::new(stream).keep_alive(KeepAlive::default())
}

#[derive(Deserialize)]
struct Answered {
    id: PromptId,
    answer: Answer,
}

async fn answer(
    State(home): State<Home>,
    headers: HeaderMap,
    Json(answered): Json<Answered>,
) -> StatusCode {
    if !is_marked(&headers) {
        return StatusCode::FORBIDDEN;
    }
    match home.desk.answer(answered.id, answered.answer) {
        true => StatusCode::OK,
        false => StatusCode::CONFLICT,
    }
}

#[derive(Deserialize)]
struct Picked {
    paths: Vec<PathBuf>,
}

async fn pick(State(home): State<Home>, Json(picked): Json<Picked>) {
    home.window.picks.lock().unwrap().push_back(picked.paths);
}

#[derive(Deserialize)]
struct Opened {
    files: Vec<PathBuf>,
    intent: Intent,
}

async fn open(State(home): State<Home>, Json(opened): Json<Opened>) {
    home.desk.open_files(opened.files, opened.intent);
}

async fn asked(State(home): State<Home>) -> Response {
    let asked = home.window.asked.lock().unwrap().clone();
    Json(asked).into_response()
}

async fn file(State(home): State<Home>, uri: Uri) -> Response {
    let path = match uri.path().trim_start_matches('/') {
        "" => Path::new("index.html"),
        path => Path::new(path),
    };
    let is_below = path
        .components()
        .all(|component| matches!(component, Component::Normal(_)));
    match std::fs::read(home.dist.join(path)) {
        Ok(bytes) if is_below => {
            ([(header::CONTENT_TYPE, media_type(path))], bytes).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    }
}
