//! The shell of a terminal: warnings and progress on standard error, passwords without echo.

use std::future::Future;
use std::io::{BufRead, IsTerminal, Read};
use std::pin::Pin;
use std::sync::Mutex;

use indicatif::{ProgressBar, ProgressStyle};
use secrecy::SecretString;
use tanba_agent::{Shell, Texts};
use tanba_protocol::{
    Answer, Argument, Event, FailureCode, KeyHome, Origin, PasswordPurpose, PinKind, PinPrompt,
    PinPurpose, PinState, Progress, Prompt, Stage, Warning,
};
use zeroize::Zeroizing;

use crate::interrupt::{self, Interrupt};
use crate::render::{complain, printable};

/// How often a person may mistype before the command gives up.
const TRIES: u32 = 3;
/// Longest line that is read as a password, in bytes.
const LONGEST_PASSWORD: usize = 4096;

pub(crate) struct Terminal {
    texts: Texts,
    json: bool,
    from_stdin: bool,
    state: Mutex<State>,
    interrupt: Interrupt,
}

#[derive(Default)]
struct State {
    asked: u32,
    bar: Option<ProgressBar>,
    warnings: Vec<Warning>,
}

/// One question.
#[derive(Default)]
struct Words {
    label: String,
    was_wrong: bool,
    /// A new secret is typed twice.
    new: Option<Again>,
    /// What is said before it.
    trouble: Vec<String>,
}

/// The ids of what is said when a new secret is asked for once more.
#[derive(Clone, Copy)]
struct Again {
    ask: &'static str,
    differ: &'static str,
}

const PASSWORD_AGAIN: Again = Again {
    ask: "ask-new-password-again",
    differ: "passwords-differ",
};
const PIN_AGAIN: Again = Again {
    ask: "ask-new-pin-again",
    differ: "cli-pins-differ",
};

impl Terminal {
    pub(crate) fn new(texts: Texts, json: bool, from_stdin: bool) -> Self {
        Self {
            texts,
            json,
            from_stdin,
            state: Mutex::new(State::default()),
            interrupt: Interrupt::default(),
        }
    }

    /// Hears Ctrl-C from now on, see [`Interrupt`].
    pub(crate) fn listen(&self) {
        self.interrupt.listen();
    }

    /// The warnings so far, for JSON.
    pub(crate) fn warnings(&self) -> Vec<Warning> {
        self.state
            .lock()
            .map(|state| state.warnings.clone())
            .unwrap_or_default()
    }

    /// Takes the progress bar away, so that what is printed stands alone.
    pub(crate) fn finish(&self) {
        if let Ok(mut state) = self.state.lock()
            && let Some(bar) = state.bar.take()
        {
            bar.finish_and_clear();
        }
    }

    fn progress(&self, progress: Progress) {
        if self.json || !std::io::stderr().is_terminal() {
            return;
        }
        let Ok(mut state) = self.state.lock() else {
            return;
        };
        let bar = state.bar.get_or_insert_with(|| bar(progress.bytes_total));
        if let Some(total) = progress.bytes_total {
            bar.set_length(total);
            bar.set_position(progress.bytes_done);
        }
        bar.set_message(self.texts.label(progress.stage.message_id()));
        if progress.bytes_total == Some(progress.bytes_done) {
            bar.finish_and_clear();
            state.bar = None;
        }
    }

    fn answer(&self, prompt: &Prompt) -> Answer {
        let asked = {
            let Ok(mut state) = self.state.lock() else {
                return Answer::Cancel;
            };
            state.asked += 1;
            state.asked
        };
        let Words {
            label,
            was_wrong,
            new,
            trouble,
        } = self.words(prompt);
        if was_wrong && (self.from_stdin || asked > TRIES) {
            // Why a new one does not suit is said here or nowhere.
            if new.is_some() && !self.json {
                trouble.iter().for_each(|line| complain(line));
            }
            return Answer::Cancel;
        }
        if let Some(token) = typed_on_device(prompt) {
            let token = Argument::Text(printable(token));
            complain(&self.texts.text("cli-pin-on-device", &[("token", token)]));
            return Answer::Confirm {
                key: None,
                secret: SecretString::default(),
            };
        }
        let secret = if self.from_stdin {
            line_from_stdin()
        } else {
            self.finish();
            for line in trouble {
                complain(&line);
            }
            interrupt::while_asking(|| self.ask_hidden(&label, new))
        };
        match secret {
            Some(secret) => Answer::Confirm { key: None, secret },
            None => Answer::Cancel,
        }
    }

    /// What is asked.
    fn words(&self, prompt: &Prompt) -> Words {
        match prompt {
            Prompt::Sign(sign) => {
                // The command line signs with the first; what concerns others is not said.
                let key = sign.keys.first();
                for warning in key.iter().flat_map(|key| &key.warnings) {
                    self.warn(warning.clone());
                }
                let (id, code) = match key.map(|key| &key.home) {
                    Some(KeyHome::Token { pin, .. }) => ("ask-pin", wrong_pin(*pin)),
                    _ => ("ask-password", FailureCode::PasswordWrong),
                };
                let key = key.map(|key| key.label.clone()).unwrap_or_default();
                let label = match id {
                    "ask-pin" => self.pin_label(id, &key),
                    _ => self.password_label(id, &key),
                };
                let trouble = sign
                    .secret_was_wrong
                    .then(|| self.what(code))
                    .into_iter()
                    .collect();
                Words {
                    label,
                    was_wrong: sign.secret_was_wrong,
                    new: None,
                    trouble,
                }
            }
            Prompt::Password {
                file,
                purpose,
                was_wrong,
                ..
            } => {
                let is_new = *purpose == PasswordPurpose::New;
                let (id, trouble) = match (is_new, *was_wrong) {
                    (true, true) => ("ask-new-password", self.unsuitable_password()),
                    (true, false) => ("ask-new-password", Vec::new()),
                    (false, true) => ("ask-password", vec![self.what(FailureCode::PasswordWrong)]),
                    (false, false) => ("ask-password", Vec::new()),
                };
                Words {
                    label: self.password_label(id, file),
                    was_wrong: *was_wrong,
                    new: is_new.then_some(PASSWORD_AGAIN),
                    trouble,
                }
            }
            Prompt::Pin(pin) => self.pin_words(pin),
            Prompt::Code {
                purpose,
                sent,
                was_wrong,
                ..
            } => {
                let id = format!("ask-code-{}", purpose.as_str());
                let to = Argument::Text(printable(&sent.to));
                Words {
                    label: self.texts.text(&id, &[("to", to)]),
                    was_wrong: *was_wrong,
                    new: None,
                    trouble: was_wrong
                        .then(|| self.what(FailureCode::CodeWrong))
                        .into_iter()
                        .collect(),
                }
            }
            _ => Words::default(),
        }
    }

    fn pin_words(&self, pin: &PinPrompt) -> Words {
        let is_new = pin.purpose == PinPurpose::New;
        let id = match (is_new, pin.kind) {
            (false, PinKind::User) => "ask-pin",
            (false, PinKind::So) => "ask-so-pin",
            (true, PinKind::User) => "ask-new-pin",
            (true, PinKind::So) => "ask-new-so-pin",
        };
        let mut trouble = Vec::new();
        if let Some(reason) = &pin.reason {
            trouble.push(self.texts.message(reason));
        } else if pin.was_wrong && !is_new {
            trouble.push(self.what(match pin.kind {
                PinKind::User => wrong_pin(pin.state),
                PinKind::So => FailureCode::SoPinWrong,
            }));
        }
        // What one more wrong one would do is said before it is asked.
        if !is_new && matches!(pin.state, PinState::CountLow | PinState::FinalTry) {
            let state = pin.state.as_str();
            trouble.push(self.texts.label(&format!("pin-is-{state}")));
        }
        let name = match pin.token.label.is_empty() {
            true => &pin.token.serial,
            false => &pin.token.label,
        };
        Words {
            label: self.pin_label(id, name),
            was_wrong: pin.was_wrong,
            new: is_new.then_some(PIN_AGAIN),
            trouble,
        }
    }

    fn what(&self, code: FailureCode) -> String {
        self.texts.label(&format!("{}.what", code.message_id()))
    }

    fn unsuitable_password(&self) -> Vec<String> {
        let id = FailureCode::PasswordUnsuitable.message_id();
        ["what", "todo"]
            .map(|part| self.texts.label(&format!("{id}.{part}")))
            .to_vec()
    }

    fn pin_label(&self, id: &str, token: &str) -> String {
        let token = Argument::Text(printable(token));
        self.texts.text(id, &[("token", token)])
    }

    fn password_label(&self, id: &str, file: &str) -> String {
        self.texts
            .text(id, &[("file", Argument::Text(printable(file)))])
    }

    fn ask_hidden(&self, label: &str, new: Option<Again>) -> Option<SecretString> {
        let read = |label: &str| {
            rpassword::prompt_password(format!("{label} "))
                .ok()
                .map(Zeroizing::new)
        };
        for _ in 0..TRIES {
            let first = read(label)?;
            if let Some(Again { ask, differ }) = new
                && *first != *read(&self.texts.label(ask))?
            {
                complain(&self.texts.label(differ));
                continue;
            }
            return Some(SecretString::from(first.as_str()));
        }
        None
    }

    fn warn(&self, warning: Warning) {
        if let Ok(mut state) = self.state.lock() {
            if state.warnings.contains(&warning) {
                return;
            }
            if !self.json {
                let text = printable(&self.texts.message(&warning));
                let line = format!("{}: {text}", self.texts.label("label-warning"));
                match &state.bar {
                    Some(bar) => bar.suspend(|| complain(&line)),
                    None => complain(&line),
                }
            }
            state.warnings.push(warning);
        }
    }
}

/// The code of a wrong user PIN, by how the PIN is now.
fn wrong_pin(state: PinState) -> FailureCode {
    match state {
        PinState::FinalTry => FailureCode::PinWrongLastTry,
        PinState::CountLow => FailureCode::PinWrongFewLeft,
        _ => FailureCode::PinWrong,
    }
}

/// The token that takes its PIN itself.
fn typed_on_device(prompt: &Prompt) -> Option<&str> {
    let Prompt::Sign(sign) = prompt else {
        return None;
    };
    match &sign.keys.first()?.home {
        KeyHome::Token {
            token,
            protected_path: true,
            ..
        } => Some(&token.label),
        _ => None,
    }
}

/// A bar where the end is known, a spinner where it is not.
fn bar(total: Option<u64>) -> ProgressBar {
    let (bar, template) = match total {
        Some(total) => (
            ProgressBar::new(total),
            "{msg} {wide_bar} {bytes}/{total_bytes} {bytes_per_sec}",
        ),
        None => (ProgressBar::no_length(), "{spinner} {msg}"),
    };
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

impl Shell for Terminal {
    fn event(&self, event: Event) {
        match event {
            Event::Progress(progress) => {
                if progress.stage == Stage::MakingKey {
                    // It may take minutes, and the PIN is typed.
                    self.listen();
                }
                self.progress(progress);
            }
            Event::Warned(warning) => self.warn(warning),
            // The passwords are typed, files are about to be made.
            Event::Document { .. } => self.listen(),
            _ => {}
        }
    }

    fn ask<'a>(&'a self, prompt: Prompt) -> Pin<Box<dyn Future<Output = Answer> + Send + 'a>> {
        Box::pin(async move { tokio::task::block_in_place(|| self.answer(&prompt)) })
    }

    fn origin(&self) -> Origin {
        Origin::CommandLine
    }

    fn is_cancelled(&self) -> bool {
        self.interrupt.is_requested()
    }

    fn cancelled<'a>(&'a self) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        Box::pin(self.interrupt.requested())
    }

    fn can_ask(&self) -> bool {
        if self.from_stdin {
            // Closed or empty input holds no password.
            return std::io::stdin()
                .lock()
                .fill_buf()
                .is_ok_and(|bytes| !bytes.is_empty());
        }
        std::io::stdin().is_terminal() || tty_exists()
    }
}

/// `rpassword` reads from the terminal itself, which may be there although standard input is not.
fn tty_exists() -> bool {
    cfg!(unix) && std::fs::File::open("/dev/tty").is_ok()
}

/// One line, without its end: a password or another secret.
pub(crate) fn line_from_stdin() -> Option<SecretString> {
    read_secret(&mut std::io::stdin().lock())
}

fn read_secret(input: &mut impl BufRead) -> Option<SecretString> {
    // Room for all of it at once: growing would leave copies behind.
    let mut line = Zeroizing::new(Vec::with_capacity(LONGEST_PASSWORD));
    let read = input
        .take(LONGEST_PASSWORD as u64)
        .read_until(b'\n', &mut line)
        .ok()?;
    if read == 0 {
        return None;
    }
    // What is no text is a wrong secret, as any other that fits nothing.
    let line = std::str::from_utf8(&line).unwrap_or("\u{fffd}");
    Some(SecretString::from(line.trim_end_matches(['\r', '\n'])))
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::read_secret;

    #[test]
    fn a_line_is_a_secret_however_it_ends() {
        let read = |mut input: &[u8]| {
            let secret = read_secret(&mut input)?;
            Some(secret.expose_secret().to_owned())
        };
        for input in ["Qwerty12", "Qwerty12\n", "Qwerty12\r\n", "Qwerty12\nmore"] {
            assert_eq!(read(input.as_bytes()).as_deref(), Some("Qwerty12"));
        }
        assert_eq!(read(b"\n").as_deref(), Some(""));
        assert_eq!(read(b""), None, "nobody answers");
        // An answer, and a wrong one.
        assert_eq!(read(b"\xff\xfeQ\n").as_deref(), Some("\u{fffd}"));
    }
}
