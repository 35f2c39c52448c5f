//! A card in a virtual reader, put in and pulled out before the eyes of a real PC/SC service.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on has nothing better to do"
)]

use std::fs::File;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use pcsc::{Context, ReaderState, Scope, State};
use tanba_keystore::token::{ModuleSource, Options, PcscService, TokenEvent, Tokens};
use tanba_testkit::note;
use token_module::TestToken;

/// Where the driver of the virtual reader waits for a card.
const READER: &str = "127.0.0.1:35963";
/// Long enough for a slow machine; what is measured is printed.
const PATIENCE: Duration = Duration::from_secs(20);
/// What is promised of a token that is put in or pulled out.
const SOON: Duration = Duration::from_secs(1);

/// A card that answers to reset and refuses every command.
struct Card(TcpStream);

impl Card {
    fn insert() -> Self {
        let stream = TcpStream::connect(READER).unwrap();
        let mut reader = stream.try_clone().unwrap();
        thread::spawn(move || {
            let mut length = [0; 2];
            while reader.read_exact(&mut length).is_ok() {
                let mut message = vec![0; usize::from(u16::from_be_bytes(length))];
                if reader.read_exact(&mut message).is_err() {
                    return;
                }
                let answer: &[u8] = match message[..] {
                    // Power off, power on, reset: nothing is answered.
                    [0..=2] => continue,
                    // The answer to reset is asked for.
                    [4] => &[0x3b, 0x80, 0x80, 0x01, 0x01],
                    // A command: instruction not supported.
                    _ => &[0x6d, 0x00],
                };
                let length = u16::try_from(answer.len()).unwrap().to_be_bytes();
                if reader.write_all(&[&length, answer].concat()).is_err() {
                    return;
                }
            }
        });
        Self(stream)
    }

    fn remove(self) {
        self.0.shutdown(Shutdown::Both).unwrap();
    }
}

/// The service, ours unless one runs already. It ends with this value.
struct Service(Option<Child>);

impl Service {
    /// `None` after saying why it cannot be had.
    fn start(log: &Path) -> Option<Self> {
        let skip = |why: &str| {
            note(&format!("skipped: hotplug through a virtual reader: {why}"));
            None
        };
        let has_driver = || Path::new("/etc/reader.conf.d/vpcd").is_file();
        if !cfg!(target_os = "linux") || !has_driver() {
            return skip("vsmartcard-vpcd is not installed");
        }
        let virtual_reader = || match PcscService::ask() {
            PcscService::Running { readers } => readers.iter().any(|name| name.contains("Virtual")),
            _ => false,
        };
        if virtual_reader() {
            return Some(Self(None));
        }
        if PcscService::ask() != PcscService::Absent {
            return skip("the service that runs has no virtual reader");
        }
        let Some(program) = tanba_testkit::tool("pcscd") else {
            return skip("pcscd is not installed");
        };
        let log = File::create(log).unwrap();
        let child = Command::new(program)
            .arg("--foreground")
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn();
        let Ok(child) = child else {
            return skip("pcscd does not start");
        };
        let mut service = Self(Some(child));
        let begun = Instant::now();
        while !virtual_reader() {
            let ended = service.0.as_mut().unwrap().try_wait().unwrap().is_some();
            if ended || begun.elapsed() > PATIENCE {
                return skip("pcscd does not run here, perhaps for want of rights");
            }
            thread::park_timeout(Duration::from_millis(20));
        }
        Some(service)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        if let Some(child) = &mut self.0 {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn await_event(events: &Receiver<TokenEvent>, wanted: fn(&TokenEvent) -> bool) -> Duration {
    let begun = Instant::now();
    loop {
        let left = PATIENCE.saturating_sub(begun.elapsed());
        if wanted(&events.recv_timeout(left).unwrap()) {
            return begun.elapsed();
        }
    }
}

/// Until the service knows it, too: a card that comes and goes between two of its looks was never there.
fn await_card(is_there: bool) {
    let context = Context::establish(Scope::User).unwrap();
    let names = context.list_readers_owned().unwrap();
    let mut states: Vec<_> = names
        .into_iter()
        .map(|name| ReaderState::new(name, State::UNAWARE))
        .collect();
    loop {
        context.get_status_change(PATIENCE, &mut states).unwrap();
        let has_card = |state: &ReaderState| state.event_state().contains(State::PRESENT);
        if states.iter().any(has_card) == is_there {
            return;
        }
        for state in &mut states {
            state.sync_current_state();
        }
    }
}

/// Where the reader tells of cards, looking again and again asks for the slots and hardly ever for the token.
fn tokens_are_left_alone_between(fake: &TestToken) {
    fake.insert("AB01").unwrap();
    let tokens = Tokens::new(Options {
        poll: Duration::from_millis(10),
        pcsc: true,
        ..Options::default()
    });
    tokens.add_module(&fake.module(), ModuleSource::Person);
    let begun = Instant::now();
    loop {
        fake.count_calls().unwrap();
        while fake.calls("C_GetSlotList").unwrap() < 80 {
            thread::yield_now();
        }
        // Until it has found the service, each look is thorough: half as many as calls for slots.
        let thorough = fake.calls("C_GetTokenInfo").unwrap();
        if thorough < 15 {
            break;
        }
        assert!(begun.elapsed() < PATIENCE, "{thorough} of 80");
    }
    fake.remove().unwrap();
}

/// The module's slot follows a file, and nothing polls: only the reader can have told. The service comes
/// after the program that listens, and once more after it was killed.
#[test]
fn a_card_is_heard_of_in_less_than_a_second() {
    let folder = tempfile::tempdir().unwrap();
    let fake = TestToken::new(folder.path()).unwrap();
    let tokens = Tokens::new(Options {
        poll: Duration::ZERO,
        pcsc: true,
        ..Options::default()
    });
    tokens.add_module(&fake.module(), ModuleSource::Person);
    tokens.refresh();
    let (tell, events) = mpsc::channel();
    let _watch = tokens.watch(move |event| {
        let _ = tell.send(event);
    });
    let appeared = |event: &TokenEvent| matches!(event, TokenEvent::Appeared(_));
    let disappeared = |event: &TokenEvent| matches!(event, TokenEvent::Disappeared(_));
    let mut slowest = Duration::ZERO;
    for _ in 0..2 {
        let Some(service) = Service::start(&folder.path().join("pcscd.log")) else {
            return;
        };
        for round in 0..3 {
            fake.insert("AB01").unwrap();
            let card = Card::insert();
            let in_ = await_event(&events, appeared);
            await_card(true);
            fake.remove().unwrap();
            card.remove();
            let out = await_event(&events, disappeared);
            await_card(false);
            // In the first round the listener may still be looking for the service.
            if round > 0 {
                slowest = slowest.max(in_).max(out);
            }
        }
        tokens_are_left_alone_between(&fake);
        drop(service);
    }
    println!("a card was heard of within {} ms", slowest.as_millis());
    assert!(slowest < SOON, "{slowest:?}");
    let begun = Instant::now();
    drop(tokens);
    assert!(begun.elapsed() < SOON, "the listener does not end");
}

/// Names the socket to the client of PC/SC, and the child process to this test.
const SOCKET: &str = "PCSCLITE_CSOCK_NAME";

/// What polkit's refusal looks like from outside: the service takes the call and hangs up.
#[test]
#[cfg(target_os = "linux")]
fn a_service_that_hangs_up_refuses() {
    if std::env::var_os(SOCKET).is_some() {
        println!("the service is {:?}", PcscService::ask());
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("pcscd.comm");
    let ask = || {
        let name = "a_service_that_hangs_up_refuses";
        let child = Command::new(std::env::current_exe().unwrap())
            .args([name, "--exact", "--nocapture"])
            .env(SOCKET, &socket)
            .output()
            .unwrap();
        String::from_utf8_lossy(&child.stdout).into_owned()
    };
    assert!(ask().contains("the service is Absent"), "{}", ask());
    let listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    thread::spawn(move || {
        for call in listener.incoming() {
            drop(call);
        }
    });
    assert!(ask().contains("the service is Refusing"), "{}", ask());
}
