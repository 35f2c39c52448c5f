//! Mail over a real connection: sent once, tried again, and not again when it may have arrived.

use e2e::Authority;
use time::Duration;

use crate::mail_server::{Manner, Security, mail_server, tls};
use crate::{NOW, World, gost};

const FROM: &str = "Tanba <no-reply@example.kz>";

#[test]
fn mail_is_tried_again_and_never_sent_twice() {
    use Manner::{Busy, Dies, Takes};
    let (port, mails) = mail_server(Security::Never, vec![Busy, Takes, Dies]);
    let address = format!("smtp://127.0.0.1:{port}");
    let world = World::start_with(&["--smtp", &address, "--mail-from", FROM]);
    let entity = world.entity(0);
    let state_is = |place: usize, state: &'static str| {
        move |outbox: &[serde_json::Value]| {
            outbox.get(place).is_some_and(|one| one["state"] == state)
        }
    };
    let head = world.applicant(&entity, gost(), |_| ());
    let first = mails.recv().unwrap().text;
    for line in [
        "From: Tanba <no-reply@example.kz>",
        "To: head@example.kz",
        "Message-ID: <application-received.",
    ] {
        assert!(first.contains(line), "{first}");
    }
    world.outbox_when(state_is(0, "waiting"));
    world.set_clock(NOW + Duration::seconds(31));
    let second = mails.recv().unwrap().text;
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
    let third = mails.recv().unwrap().text;
    assert!(third.contains("application-refused"), "{third}");
    world.outbox_when(state_is(1, "unsure"));
    world.set_clock(NOW + Duration::days(2));
    // Something newer is sent; that is not.
    world.applicant(&entity, gost(), |_| ());
    let fourth = mails.recv().unwrap().text;
    assert!(fourth.contains("application-received") && id(&fourth) != id(&first));
    world.outbox_when(state_is(2, "sent"));
    assert!(mails.try_recv().is_err());
}

/// An authority that trusts these alone, with what came of the first mail.
#[track_caller]
fn settled(smtp: &str, trusted: &Authority) -> (World, String) {
    let environment = [
        ("SSL_CERT_FILE", trusted.file("ca.pem")),
        ("TANBA_AUTHORITY_SMTP_PASSWORD", "Secret77".into()),
    ];
    let world = World::start_in(&environment, &["--smtp", smtp, "--mail-from", FROM]);
    world.applicant(&world.entity(0), gost(), |_| ());
    let tried = |outbox: &[serde_json::Value]| {
        let one = outbox.first();
        one.is_some_and(|one| one["attempts"] == 1 && one["state"] != "sending")
    };
    let outbox = world.outbox_when(tried);
    let state = outbox[0]["state"].as_str().unwrap().to_owned();
    (world, state)
}

#[test]
fn mail_goes_encrypted_and_with_its_password_from_the_first_byte_or_after_starttls() {
    let Some(authority) = Authority::make() else {
        return;
    };
    let implicit = |port| format!("smtps://mailer@localhost:{port}");
    let later = |port| format!("smtp://mailer@localhost:{port}?tls=required");
    for (security, url) in [
        (
            Security::Implicit(tls(&authority)),
            &implicit as &dyn Fn(u16) -> String,
        ),
        (Security::StartTls(tls(&authority)), &later),
    ] {
        let (port, mails) = mail_server(security, Vec::new());
        let (_world, state) = settled(&url(port), &authority);
        assert_eq!(state, "sent");
        let mail = mails.recv().unwrap();
        assert!(mail.is_encrypted && mail.text.contains("To: head@example.kz"));
        let log_in = openssl::base64::decode_block(&mail.log_in.unwrap()).unwrap();
        assert_eq!(log_in, b"\0mailer\0Secret77");
    }
}

#[test]
fn no_mail_and_no_password_goes_to_a_stranger_or_in_the_clear() {
    let (Some(authority), Some(stranger)) = (Authority::make(), Authority::make()) else {
        return;
    };
    for (security, scheme, end) in [
        // Nobody vouches for it.
        (Security::Implicit(tls(&stranger)), "smtps", ""),
        (Security::StartTls(tls(&stranger)), "smtp", "?tls=required"),
        // It offers no TLS.
        (Security::Never, "smtp", "?tls=required"),
    ] {
        let (port, mails) = mail_server(security, Vec::new());
        let url = format!("{scheme}://mailer@localhost:{port}{end}");
        let (_world, state) = settled(&url, &authority);
        assert_eq!(state, "waiting");
        assert!(mails.try_recv().is_err());
    }
}
