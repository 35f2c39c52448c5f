//! A mail server (RFC 5321), plain or with TLS, whose manners the test sets.

use std::io::{BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};

use e2e::Authority;
use openssl::ssl::{SslAcceptor, SslFiletype, SslMethod};

/// How a mail server takes a message.
#[derive(Clone, Copy)]
pub(crate) enum Manner {
    Busy,
    Dies,
    Takes,
}

/// When the connection is encrypted.
pub(crate) enum Security {
    Never,
    /// From the first byte.
    Implicit(SslAcceptor),
    /// After STARTTLS (RFC 3207).
    StartTls(SslAcceptor),
}

/// A message, and how it came.
#[derive(Debug)]
pub(crate) struct Mail {
    pub(crate) text: String,
    pub(crate) is_encrypted: bool,
    /// What AUTH PLAIN said, in base64.
    pub(crate) log_in: Option<String>,
}

struct Server {
    manners: std::vec::IntoIter<Manner>,
    mails: Sender<Mail>,
}

/// Takes each message in the next manner of the list; gives the port, and what comes.
pub(crate) fn mail_server(security: Security, manners: Vec<Manner>) -> (u16, Receiver<Mail>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (taken, mails) = channel();
    let mut server = Server {
        manners: manners.into_iter(),
        mails: taken,
    };
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            server.welcome(stream.unwrap(), &security);
        }
    });
    (port, mails)
}

/// TLS with the certificate of a server on this machine.
pub(crate) fn tls(authority: &Authority) -> SslAcceptor {
    authority.make_server();
    let mut acceptor = SslAcceptor::mozilla_intermediate_v5(SslMethod::tls()).unwrap();
    let key = authority.file("server.key");
    acceptor
        .set_private_key_file(key, SslFiletype::PEM)
        .unwrap();
    let certificate = authority.file("server.pem");
    acceptor.set_certificate_chain_file(certificate).unwrap();
    acceptor.build()
}

impl Server {
    fn welcome(&mut self, stream: TcpStream, security: &Security) {
        const HELLO: &str = "220 mail.example.kz";
        match security {
            Security::Never => drop(self.converse(stream, HELLO, &[])),
            Security::Implicit(acceptor) => {
                // Who does not trust us hangs up.
                if let Ok(stream) = acceptor.accept(stream) {
                    self.converse(stream, HELLO, &["AUTH PLAIN"]);
                }
            }
            Security::StartTls(acceptor) => {
                let asked = self.converse(stream, HELLO, &["STARTTLS"]);
                let stream = asked.and_then(|stream| acceptor.accept(stream).ok());
                if let Some(stream) = stream {
                    self.converse(stream, "", &["AUTH PLAIN"]);
                }
            }
        }
    }

    /// Speaks until it is over; gives the connection back when TLS is asked for.
    fn converse<S: Read + Write>(
        &mut self,
        stream: S,
        hello: &str,
        extensions: &[&str],
    ) -> Option<S> {
        let mut stream = BufReader::new(stream);
        let mut log_in = None;
        let mut answer = hello.to_owned();
        loop {
            if !answer.is_empty() {
                stream.get_mut().write_all(answer.as_bytes()).ok()?;
                stream.get_mut().write_all(b"\r\n").ok()?;
            }
            let line = line(&mut stream)?;
            let command = line.split([' ', ':']).next().unwrap_or_default();
            answer = match command.to_ascii_uppercase().as_str() {
                "EHLO" => {
                    let offered = extensions.iter().map(|one| format!("250-{one}\r\n"));
                    offered.chain(["250 8BITMIME".to_owned()]).collect()
                }
                "STARTTLS" => {
                    stream.get_mut().write_all(b"220 go on\r\n").ok()?;
                    return Some(stream.into_inner());
                }
                "AUTH" => {
                    log_in = line.split(' ').nth(2).map(str::to_owned);
                    "235 welcome".to_owned()
                }
                "DATA" => {
                    stream.get_mut().write_all(b"354 go on\r\n").ok()?;
                    let lines = std::iter::from_fn(|| self::line(&mut stream));
                    let text: Vec<String> = lines.take_while(|line| line != ".").collect();
                    let mail = Mail {
                        text: text.join("\n"),
                        is_encrypted: extensions.contains(&"AUTH PLAIN"),
                        log_in: log_in.clone(),
                    };
                    self.mails.send(mail).unwrap();
                    match self.manners.next().unwrap_or(Manner::Takes) {
                        Manner::Busy => "451 try again later".to_owned(),
                        Manner::Takes => "250 taken".to_owned(),
                        Manner::Dies => return None,
                    }
                }
                "QUIT" => {
                    let _ = stream.get_mut().write_all(b"221 bye\r\n");
                    return None;
                }
                _ => "250 fine".to_owned(),
            };
        }
    }
}

fn line(stream: &mut impl std::io::BufRead) -> Option<String> {
    let mut line = String::new();
    let read = stream.read_line(&mut line).ok()?;
    (read > 0).then(|| line.trim_end().to_owned())
}
