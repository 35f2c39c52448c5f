//! SMS through a gateway over a real connection: known again by their key, tried again when they were
//! refused for now, and not again when they may have gone.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};

use e2e::HttpAnswer;
use serde_json::{Value, json};
use time::Duration;

use crate::{NOW, Session, World, gost};

const TOKEN: &str = "gateway-token-5150";

/// How the gateway answers: with a status, or by hanging up.
type Manner = Option<u16>;

/// What the gateway was offered.
#[derive(Debug)]
struct Offer {
    /// The head in lower case.
    head: String,
    body: Value,
}

impl Offer {
    fn header(&self, name: &str) -> &str {
        let mut lines = self.head.lines();
        let value = lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        value.unwrap_or_default()
    }
}

/// Answers each offer in the next manner of its list, and takes what comes after.
fn gateway(manners: Vec<Manner>) -> (String, Receiver<Offer>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/send", listener.local_addr().unwrap());
    let (offered, offers) = channel();
    std::thread::spawn(move || {
        let mut manners = manners.into_iter();
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            offered.send(read(&stream)).unwrap();
            if let Some(status) = manners.next().unwrap_or(Some(202)) {
                let head = format!("HTTP/1.1 {status} Said\r\nConnection: close\r\n");
                let answer =
                    format!("{head}Content-Type: text/plain\r\nContent-Length: 4\r\n\r\nsaid");
                let _ = stream.write_all(answer.as_bytes());
            }
        }
    });
    (url, offers)
}

fn read(stream: &TcpStream) -> Offer {
    let mut lines = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        assert_ne!(lines.read_line(&mut head).unwrap(), 0, "{head}");
    }
    let head = head.to_ascii_lowercase().replace("\r\n", "\n");
    let mut offer = Offer {
        head,
        body: Value::Null,
    };
    let mut body = vec![0; offer.header("content-length").parse().unwrap()];
    lines.read_exact(&mut body).unwrap();
    offer.body = serde_json::from_slice(&body).unwrap();
    offer
}

/// A head who is logged in at an authority with this gateway.
fn logged_in(url: &str) -> (World, Session) {
    let environment = [("TANBA_AUTHORITY_SMS_TOKEN", TOKEN.into())];
    let world = World::start_in(&environment, &["--sms-gateway", url]);
    let head = world.head(&world.entity(0), gost());
    let session = world.log_in(&head);
    (world, session)
}

/// Orders a code, which goes by SMS.
#[track_caller]
fn order(world: &World, session: &Session) -> HttpAnswer {
    let answer = world.in_account(session, "POST", "codes", &json!({ "purpose": "renew" }));
    assert_eq!(answer.json()["channel"], "sms", "{answer:?}");
    answer
}

/// The SMS in the outbox, once the newest is in this state after so many tries.
fn sms_when(world: &World, state: &str, attempts: u64) -> Vec<Value> {
    let of = |outbox: &[Value]| -> Vec<Value> {
        let sms = outbox.iter().filter(|one| one["channel"] == "sms");
        sms.cloned().collect()
    };
    let outbox = world.outbox_when(|outbox| {
        let newest = of(outbox).pop();
        newest.is_some_and(|one| one["state"] == state && one["attempts"] == attempts)
    });
    of(&outbox)
}

#[test]
fn an_sms_goes_once_with_the_token_and_a_key_and_its_code_is_forgotten_here() {
    let (url, offers) = gateway(Vec::new());
    let (world, session) = logged_in(&url);
    order(&world, &session);
    let offer = offers.recv().unwrap();
    assert!(offer.head.starts_with("post /send "), "{offer:?}");
    assert_eq!(offer.header("authorization"), format!("bearer {TOKEN}"));
    assert_eq!(offer.header("content-type"), "application/json");
    assert_eq!(offer.header("idempotency-key"), offer.body["id"]);
    let phone = offer.body["to"].as_str().unwrap();
    assert!(phone.starts_with("+7700"), "{phone}");
    let sms = sms_when(&world, "sent", 1);
    assert_eq!(sms[0]["code"], Value::Null);
    let text = offer.body["text"].as_str().unwrap();
    let code = text
        .split(|c: char| !c.is_ascii_digit())
        .find(|word| word.len() == 6);
    assert!(!sms[0].to_string().contains(code.unwrap()), "{sms:?}");
    assert!(offers.try_recv().is_err());
}

#[test]
fn what_a_gateway_cannot_take_now_is_offered_again_as_the_same() {
    let (url, offers) = gateway(vec![Some(503), Some(500), Some(429)]);
    let (world, session) = logged_in(&url);
    order(&world, &session);
    let first = offers.recv().unwrap();
    for attempts in 1..=3 {
        let waits = sms_when(&world, "waiting", attempts);
        assert_eq!(waits.len(), 1);
        // The pauses double.
        world.set_clock(NOW + Duration::seconds(31) * 2_i32.pow(u32::try_from(attempts).unwrap()));
        let again = offers.recv().unwrap();
        assert_eq!(again.body, first.body);
        let key = "idempotency-key";
        assert_eq!(again.header(key), first.header(key));
    }
    sms_when(&world, "sent", 4);
    assert!(offers.try_recv().is_err());
}

#[test]
fn what_a_gateway_refuses_or_what_may_have_gone_is_not_offered_again() {
    let (url, offers) = gateway(vec![Some(400), None, Some(504)]);
    let (world, session) = logged_in(&url);
    for state in ["failed", "unsure", "unsure"] {
        order(&world, &session);
        offers.recv().unwrap();
        sms_when(&world, state, 1);
    }
    world.set_clock(NOW + Duration::minutes(20));
    // Something newer is sent; those are not.
    order(&world, &session);
    offers.recv().unwrap();
    let all = sms_when(&world, "sent", 1);
    assert_eq!(all.len(), 4);
    assert!(offers.try_recv().is_err());
}

#[test]
fn where_nobody_listens_it_waits() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let (world, session) = logged_in(&format!("http://{address}/send"));
    order(&world, &session);
    sms_when(&world, "waiting", 1);
}
