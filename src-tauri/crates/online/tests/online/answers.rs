//! Time stamps, statuses and certificates.

use std::process::Command;
use std::time::Duration;

use tanba_online::{ErrorKind, Fetcher, Proxy, Service, Settings};
use tokio::net::TcpListener;

use crate::server::{Server, Step, answer};
use crate::{Zero, fetcher, settings};

#[tokio::test]
async fn a_good_answer_comes_back_as_it_is() {
    let server = Server::start(vec![answer("200 OK", "", b"0\x03\x02\x01\x05")]).await;
    let fetcher = fetcher(settings());
    let body = fetcher
        .time_stamp(&server.address, b"request")
        .await
        .unwrap();
    assert_eq!(body, b"0\x03\x02\x01\x05");
    let request = server.request(0).to_ascii_lowercase();
    assert!(request.starts_with("post / http/1.1\r\n"), "{request}");
    assert!(
        request.contains("content-type: application/timestamp-query\r\n"),
        "{request}"
    );
    assert!(
        request.contains("accept: application/timestamp-reply\r\n"),
        "{request}"
    );
    assert!(request.ends_with("\r\n\r\nrequest"), "{request}");

    fetcher.ocsp(&server.address, b"request").await.unwrap();
    assert!(server.request(1).contains("application/ocsp-request"));
    fetcher.certificate(&server.address).await.unwrap();
    assert!(server.request(2).starts_with("GET / "));
}

#[tokio::test]
async fn a_service_that_recovers_is_asked_again() {
    let busy = answer("503 Service Unavailable", "", b"later");
    let server = Server::start(vec![busy.clone(), busy, answer("200 OK", "", b"0\0")]).await;
    assert_eq!(
        fetcher(settings())
            .ocsp(&server.address, b"r")
            .await
            .unwrap(),
        b"0\0"
    );
    assert_eq!(server.count(), 3);
}

#[tokio::test]
async fn a_service_that_stays_down_is_given_up() {
    let server = Server::start(vec![answer("503 Service Unavailable", "", b"later")]).await;
    let error = fetcher(settings())
        .ocsp(&server.address, b"r")
        .await
        .unwrap_err();
    assert!(matches!(error.kind, ErrorKind::Refused(503)), "{error}");
    assert_eq!((error.service, server.count()), (Service::Ocsp, 3));
}

#[tokio::test]
async fn a_refusal_is_not_repeated() {
    let server = Server::start(vec![answer("403 Forbidden", "", b"no")]).await;
    let error = fetcher(settings())
        .time_stamp(&server.address, b"r")
        .await
        .unwrap_err();
    assert!(matches!(error.kind, ErrorKind::Refused(403)), "{error}");
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn a_service_that_never_answers_times_out() {
    let server = Server::start(vec![Step::Silence]).await;
    let settings = Settings {
        answer_timeout: Duration::from_millis(30),
        tries: 2,
        ..settings()
    };
    let error = fetcher(settings)
        .time_stamp(&server.address, b"r")
        .await
        .unwrap_err();
    assert!(matches!(error.kind, ErrorKind::TimedOut), "{error}");
}

#[tokio::test]
async fn an_answer_that_stops_midway_times_out() {
    let start = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n0".to_vec();
    let server = Server::start(vec![Step::SendThenSilence(start)]).await;
    let settings = Settings {
        silence_timeout: Duration::from_millis(30),
        tries: 1,
        ..settings()
    };
    let error = fetcher(settings)
        .ocsp(&server.address, b"r")
        .await
        .unwrap_err();
    assert!(matches!(error.kind, ErrorKind::TimedOut), "{error}");
}

#[tokio::test]
async fn a_connection_that_breaks_midway_is_tried_again() {
    let broken = Step::Send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n0".to_vec());
    let server = Server::start(vec![broken.clone(), answer("200 OK", "", b"0\0")]).await;
    assert_eq!(
        fetcher(settings())
            .ocsp(&server.address, b"r")
            .await
            .unwrap(),
        b"0\0"
    );

    let server = Server::start(vec![broken]).await;
    let error = fetcher(settings())
        .ocsp(&server.address, b"r")
        .await
        .unwrap_err();
    assert!(matches!(error.kind, ErrorKind::Interrupted(_)), "{error}");
}

#[tokio::test]
async fn nonsense_instead_of_http_is_no_answer() {
    let server = Server::start(vec![Step::Send(b"\x16\x03\x01 what?\r\n\r\n".to_vec())]).await;
    let error = fetcher(settings())
        .ocsp(&server.address, b"r")
        .await
        .unwrap_err();
    assert!(matches!(error.kind, ErrorKind::Interrupted(_)), "{error}");
}

#[tokio::test]
async fn a_web_page_or_nothing_is_no_answer() {
    let pages = [
        answer(
            "200 OK",
            "Content-Type: text/html; charset=utf-8\r\n",
            b"Log in, please",
        ),
        answer(
            "200 OK",
            "Content-Type: application/timestamp-reply\r\n",
            b"<html>",
        ),
        answer("200 OK", "", b""),
    ];
    for page in pages {
        let server = Server::start(vec![page]).await;
        let error = fetcher(settings())
            .time_stamp(&server.address, b"r")
            .await
            .unwrap_err();
        assert!(matches!(error.kind, ErrorKind::WrongContent(_)), "{error}");
        assert_eq!(server.count(), 1);
    }
}

#[tokio::test]
async fn too_large_an_answer_is_cut_off_whether_announced_or_not() {
    let announced = answer("200 OK", "", &[b'0'; 10_001]);
    for step in [announced, Step::Endless] {
        let server = Server::start(vec![step]).await;
        let error = fetcher(settings())
            .ocsp(&server.address, b"r")
            .await
            .unwrap_err();
        assert!(
            matches!(error.kind, ErrorKind::TooLarge { limit: 10_000 }),
            "{error}"
        );
    }
    let server = Server::start(vec![answer("200 OK", "", &[b'0'; 1_001])]).await;
    let error = fetcher(settings())
        .certificate(&server.address)
        .await
        .unwrap_err();
    assert!(
        matches!(error.kind, ErrorKind::TooLarge { limit: 1_000 }),
        "{error}"
    );
}

#[tokio::test]
async fn redirects_end() {
    let server = Server::start(vec![answer("302 Found", "Location: /again\r\n", b"")]).await;
    let error = fetcher(settings())
        .certificate(&server.address)
        .await
        .unwrap_err();
    assert!(
        matches!(error.kind, ErrorKind::RedirectedTooOften),
        "{error}"
    );
    assert_eq!(server.count(), 4);

    let moved = answer("302 Found", "Location: /there\r\n", b"");
    let server = Server::start(vec![moved, answer("200 OK", "", b"0\0")]).await;
    assert_eq!(
        fetcher(settings())
            .certificate(&server.address)
            .await
            .unwrap(),
        b"0\0"
    );
    assert!(server.request(1).starts_with("GET /there "));
}

#[tokio::test]
async fn redirects_lead_to_web_addresses_only() {
    for target in ["file:///etc/passwd", "ftp://a.kz/x"] {
        let moved = answer("302 Found", &format!("Location: {target}\r\n"), b"");
        let server = Server::start(vec![moved]).await;
        let error = fetcher(settings())
            .certificate(&server.address)
            .await
            .unwrap_err();
        assert!(
            matches!(
                error.kind,
                ErrorKind::RedirectUnsuitable | ErrorKind::Refused(302)
            ),
            "{error}"
        );
        assert_eq!(server.count(), 1);
    }
}

#[tokio::test]
async fn only_web_addresses_are_called() {
    let fetcher = fetcher(settings());
    let long = format!("http://a.kz/{}", "x".repeat(3_000));
    for address in [
        "",
        "a.kz",
        "file:///etc/passwd",
        "ldap://a.kz/x",
        "http://",
        &long,
    ] {
        let error = fetcher.certificate(address).await.unwrap_err();
        assert!(
            matches!(error.kind, ErrorKind::Address),
            "{address}: {error}"
        );
    }
}

/// A port of this machine where nobody listens.
async fn closed_port() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    format!("http://{}/", listener.local_addr().unwrap())
}

#[tokio::test]
async fn nobody_there_is_unreachable_and_a_dead_proxy_is_the_proxys_fault() {
    let address = closed_port().await;
    let error = fetcher(settings()).ocsp(&address, b"r").await.unwrap_err();
    assert!(matches!(error.kind, ErrorKind::Unreachable(_)), "{error}");

    let through = Settings {
        proxy: Proxy::Address(address),
        ..settings()
    };
    let error = fetcher(through)
        .ocsp("http://ocsp.pki.gov.kz/", b"r")
        .await
        .unwrap_err();
    assert!(matches!(error.kind, ErrorKind::Proxy(_)), "{error}");
}

/// The system's proxy is read from the environment, which only a new process can change.
#[tokio::test]
async fn a_dead_proxy_of_the_system_is_the_proxys_fault() {
    const NAME: &str = "answers::a_dead_proxy_of_the_system_is_the_proxys_fault";
    const INSIDE: &str = "TANBA_TEST_INSIDE_PROXY";
    let settings = Settings {
        proxy: Proxy::System,
        tries: 1,
        ..settings()
    };
    if std::env::var_os(INSIDE).is_some() {
        let fetcher = fetcher(settings);
        let error = fetcher
            .ocsp("http://ocsp.pki.gov.kz/", b"r")
            .await
            .unwrap_err();
        assert!(matches!(error.kind, ErrorKind::Proxy(_)), "{error}");
        let error = fetcher.ocsp(&closed_port().await, b"r").await.unwrap_err();
        assert!(matches!(error.kind, ErrorKind::Unreachable(_)), "{error}");
        return;
    }
    if !cfg!(target_os = "linux") {
        return;
    }
    let mut inside = Command::new(std::env::current_exe().unwrap());
    for variable in ["HTTP_PROXY", "ALL_PROXY", "all_proxy", "NO_PROXY"] {
        inside.env_remove(variable);
    }
    inside
        .args(["--exact", NAME])
        .env(INSIDE, "1")
        .env("http_proxy", closed_port().await)
        .env("no_proxy", "127.0.0.1");
    let status = tokio::task::spawn_blocking(move || inside.status().unwrap())
        .await
        .unwrap();
    assert!(status.success());
}

#[tokio::test]
async fn requests_go_through_the_proxy() {
    let proxy = Server::start(vec![
        answer("200 OK", "", b"0\0"),
        answer("407 Proxy Authentication Required", "", b""),
    ])
    .await;
    let fetcher = fetcher(Settings {
        proxy: Proxy::Address(proxy.address.clone()),
        ..settings()
    });
    assert_eq!(
        fetcher.ocsp("http://ocsp.pki.gov.kz/", b"r").await.unwrap(),
        b"0\0"
    );
    assert!(
        proxy
            .request(0)
            .starts_with("POST http://ocsp.pki.gov.kz/ HTTP/1.1\r\n")
    );
    let error = fetcher
        .ocsp("http://ocsp.pki.gov.kz/", b"r")
        .await
        .unwrap_err();
    assert!(matches!(error.kind, ErrorKind::Proxy(_)), "{error}");
}

#[tokio::test]
async fn a_wrong_proxy_address_is_said_at_once_without_its_password() {
    let settings = Settings {
        proxy: Proxy::Address("http://a:Secret1@ :x".into()),
        ..settings()
    };
    let error = Fetcher::new(settings, None, Box::new(Zero)).unwrap_err();
    assert!(matches!(error, ErrorKind::Proxy(_)), "{error}");
    assert!(!error.to_string().contains("Secret1"));
}

#[tokio::test]
async fn an_error_does_not_repeat_the_password_of_an_address() {
    let server = Server::start(vec![answer("403 Forbidden", "", b"no")]).await;
    let address = server.address.replace("http://", "http://name:Secret1@");
    let error = fetcher(settings()).ocsp(&address, b"r").await.unwrap_err();
    assert!(
        !format!("{error} {error:?}").contains("Secret1"),
        "{error:?}"
    );
}

#[tokio::test]
async fn dropping_the_future_cancels_the_request() {
    let server = Server::start(vec![Step::Silence]).await;
    let fetcher = fetcher(settings());
    tokio::select! {
        _ = fetcher.ocsp(&server.address, b"r") => panic!("nobody answers"),
        () = async { while server.count() == 0 { tokio::task::yield_now().await } } => {}
    }
}
