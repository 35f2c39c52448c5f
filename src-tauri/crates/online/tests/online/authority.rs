//! The client of a certification authority.

use secrecy::SecretString;
use tanba_online::{AuthorityClient, Error, ErrorKind, Proxy, Settings};
use tanba_protocol::{IssuedCertificate, ProblemCode};

use crate::server::{Server, Step, answer};
use crate::{Zero, settings};

fn client(address: &str, settings: Settings) -> Result<AuthorityClient, Error> {
    AuthorityClient::new(address, settings, Box::new(Zero))
}

async fn ask(server: &Server) -> Result<IssuedCertificate, Error> {
    let token = SecretString::from("Hidden1");
    let client = client(&server.address, settings())?;
    client.request_certificate(&token, b"request").await
}

fn issued() -> Step {
    let body = br#"{"certificate":"AA==","chain":["AQ=="]}"#;
    answer("201 Created", "Content-Type: application/json\r\n", body)
}

fn problem(status: &str, code: &str) -> Step {
    let number = &status[..3];
    let body = format!(
        r#"{{"type":"about:blank","title":"t","status":{number},"code":"{code}","detail":"why"}}"#
    );
    let media = "Content-Type: application/problem+json\r\n";
    answer(status, media, body.as_bytes())
}

#[tokio::test]
async fn a_request_carries_its_token_in_a_header_and_nowhere_else() {
    let server = Server::start(vec![issued()]).await;
    let issued = ask(&server).await.unwrap();
    assert_eq!((issued.certificate, issued.chain.len()), ("AA==".into(), 1));
    let sent = server.request(0);
    assert!(
        sent.starts_with("POST /certificates HTTP/1.1\r\n"),
        "{sent}"
    );
    let lower = sent.to_ascii_lowercase();
    assert!(lower.contains("content-type: application/pkcs10"), "{sent}");
    assert!(lower.contains("authorization: bearer hidden1"), "{sent}");
    assert!(sent.ends_with("request"), "{sent}");
}

#[tokio::test]
async fn a_dropped_connection_is_tried_again_with_the_same_request() {
    let server = Server::start(vec![Step::Send(Vec::new()), issued()]).await;
    ask(&server).await.unwrap();
    assert_eq!(server.request(0), server.request(1));
}

#[tokio::test]
async fn a_problem_is_known_by_its_code_and_told_without_the_token() {
    let server = Server::start(vec![problem("409 Conflict", "token-used")]).await;
    let error = ask(&server).await.unwrap_err();
    let ErrorKind::Problem(problem) = &error.kind else {
        panic!("{error}");
    };
    assert_eq!(problem.code, ProblemCode::TokenUsed);
    assert_eq!(problem.detail.as_deref(), Some("why"));
    assert!(!format!("{error:?} {error}").contains("Hidden1"));
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn what_is_no_known_problem_is_a_refusal_by_its_status() {
    let page = "Content-Type: text/html\r\n";
    for step in [
        problem("418 I'm a teapot", "of-tomorrow"),
        answer("418 I'm a teapot", page, b"<html>"),
        answer(
            "418 I'm a teapot",
            "Content-Type: application/problem+json\r\n",
            &[b' '; 20_000],
        ),
    ] {
        let server = Server::start(vec![step]).await;
        let error = ask(&server).await.unwrap_err();
        assert!(matches!(error.kind, ErrorKind::Refused(418)), "{error}");
    }
}

#[tokio::test]
async fn an_answer_that_is_no_certificate_or_too_large_is_refused() {
    let server = Server::start(vec![answer("200 OK", "", b"{}")]).await;
    let error = ask(&server).await.unwrap_err();
    assert!(matches!(error.kind, ErrorKind::WrongContent(_)), "{error}");
    let server = Server::start(vec![Step::Endless]).await;
    let error = ask(&server).await.unwrap_err();
    assert!(matches!(error.kind, ErrorKind::TooLarge { .. }), "{error}");
}

#[tokio::test]
async fn a_redirect_does_not_take_the_token_along() {
    let elsewhere = Server::start(vec![issued()]).await;
    let location = format!("Location: {}\r\n", elsewhere.address);
    let server = Server::start(vec![answer("307 Temporary Redirect", &location, b"")]).await;
    let error = ask(&server).await.unwrap_err();
    assert!(
        matches!(error.kind, ErrorKind::RedirectedTooOften),
        "{error}"
    );
    assert_eq!(elsewhere.count(), 0);
}

#[tokio::test]
async fn this_machine_is_reached_without_the_proxy() {
    let body = br#"{"status":"ok","version":"1","mode":"practice"}"#;
    let server = Server::start(vec![answer("200 OK", "", body)]).await;
    let proxy = Server::start(vec![answer("502 Bad Gateway", "", b"")]).await;
    let settings = Settings {
        proxy: Proxy::Address(proxy.address.clone()),
        ..settings()
    };
    let health = client(&server.address, settings).unwrap().health().await;
    assert_eq!(health.unwrap().mode, "practice");
    assert_eq!(proxy.count(), 0);
    assert!(server.request(0).starts_with("GET /health HTTP/1.1\r\n"));
}

#[test]
fn only_https_or_this_machine_is_an_address() {
    for address in [
        "http://ca.example.kz",
        "http://127.0.0.1.example.kz/",
        "https://a:b@ca.example.kz",
        "https://ca.example.kz/?token=1",
        "http://127.0.0.1/#a",
        "ftp://127.0.0.1/",
        "127.0.0.1:8080",
        "",
    ] {
        let error = client(address, settings()).unwrap_err();
        assert!(matches!(error.kind, ErrorKind::Address), "{address}");
    }
    for (address, shown) in [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://[::1]:8080/", "http://[::1]:8080"),
        // What is signed names the address, and the authority knows itself by its number.
        ("http://localhost:1/ca", "http://127.0.0.1:1/ca"),
        ("https://ca.example.kz/", "https://ca.example.kz"),
    ] {
        assert_eq!(client(address, settings()).unwrap().address(), shown);
    }
}
