//! Mail over a real connection: sent once, tried again, and not again when it may have arrived.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};

use time::Duration;

use crate::{NOW, World, gost};

/// How a mail server takes a message.
#[derive(Clone, Copy)]
enum Manner {
    Busy,
    Dies,
    Takes,
}

/// A mail server (RFC 5321) that takes each message in the next manner of its list.
fn mail_server(manners: Vec<Manner>) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("smtp://{}", listener.local_addr().unwrap());
    let (taken, mails) = channel();
    std::thread::spawn(move || {
        let mut manners = manners.into_iter();
        for stream in listener.incoming() {
            converse(stream.unwrap(), &mut manners, &taken);
        }
    });
    (address, mails)
}

fn converse(
    mut stream: TcpStream,
    manners: &mut impl Iterator<Item = Manner>,
    taken: &Sender<String>,
) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let mut say = |line: &str| stream.write_all(format!("{line}\r\n").as_bytes()).is_ok();
    say("220 mail.example.kz");
    while let Some(Ok(line)) = lines.next() {
        let command = line
            .split([' ', ':'])
            .next()
            .unwrap_or_default()
            .to_ascii_uppercase();
        match command.as_str() {
            "EHLO" => say("250 mail.example.kz"),
            "DATA" => {
                say("354 go on");
                let mail: Vec<String> = lines
                    .by_ref()
                    .map_while(Result::ok)
                    .take_while(|line| line != ".")
                    .collect();
                taken.send(mail.join("\n")).unwrap();
                match manners.next().unwrap_or(Manner::Takes) {
                    Manner::Busy => say("451 try again later"),
                    Manner::Takes => say("250 taken"),
                    Manner::Dies => return,
                }
            }
            "QUIT" => {
                say("221 bye");
                return;
            }
            _ => say("250 fine"),
        };
    }
}

#[test]
fn mail_is_tried_again_and_never_sent_twice() {
    use Manner::{Busy, Dies, Takes};
    let (address, mails) = mail_server(vec![Busy, Takes, Dies]);
    let world = World::start_with(&[
        "--smtp",
        &address,
        "--mail-from",
        "Tanba <no-reply@example.kz>",
    ]);
    let entity = world.entity(0);
    let state_is = |place: usize, state: &'static str| {
        move |outbox: &[serde_json::Value]| {
            outbox.get(place).is_some_and(|one| one["state"] == state)
        }
    };
    let head = world.applicant(&entity, gost(), |_| ());
    let first = mails.recv().unwrap();
    for line in [
        "From: Tanba <no-reply@example.kz>",
        "To: head@example.kz",
        "Message-ID: <application-received.",
    ] {
        assert!(first.contains(line), "{first}");
    }
    world.outbox_when(state_is(0, "waiting"));
    world.set_clock(NOW + Duration::seconds(31));
    let second = mails.recv().unwrap();
    let id = |mail: &str| {
        mail.lines()
            .find(|line| line.starts_with("Message-ID"))
            .map(str::to_owned)
    };
    assert_eq!(id(&first), id(&second));
    world.outbox_when(state_is(0, "sent"));

    // The connection breaks after the message: it may have arrived.
    world
        .practice
        .say("operator refuse", &[&head.number, "--reason", "duplicate"]);
    let third = mails.recv().unwrap();
    assert!(third.contains("application-refused"), "{third}");
    world.outbox_when(state_is(1, "unsure"));
    world.set_clock(NOW + Duration::days(2));
    // Something newer is sent; that is not.
    world.applicant(&entity, gost(), |_| ());
    let fourth = mails.recv().unwrap();
    assert!(fourth.contains("application-received") && id(&fourth) != id(&first));
    world.outbox_when(state_is(2, "sent"));
    assert!(mails.try_recv().is_err());
}
