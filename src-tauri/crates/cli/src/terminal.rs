//! The shell of a terminal: warnings and progress on standard error, passwords without echo.

use std::future::Future;
use std::io::{BufRead, IsTerminal, Read};
use std::pin::Pin;
use std::sync::Mutex;

use indicatif::{ProgressBar, ProgressStyle};
use secrecy::SecretString;
use tanba_agent::{Shell, Texts};
use tanba_protocol::{Answer, Argument, Event, Origin, PasswordPurpose, Progress, Prompt, Warning};
use zeroize::Zeroizing;

use crate::interrupt::Interrupt;
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
        let (label, was_wrong, is_new) = self.words(prompt);
        if was_wrong && (self.from_stdin || asked > TRIES) {
            return Answer::Cancel;
        }
        let secret = if self.from_stdin {
            line_from_stdin()
        } else {
            if was_wrong && is_new {
                complain(&self.texts.label("failure-password-unsuitable.what"));
                complain(&self.texts.label("failure-password-unsuitable.todo"));
            } else if was_wrong {
                complain(&self.texts.label("failure-password-wrong.what"));
            }
            self.ask_hidden(&label, is_new)
        };
        match secret {
            Some(secret) => Answer::Confirm { key: None, secret },
            None => Answer::Cancel,
        }
    }

    /// What is asked, whether the last answer was wrong, and whether a new password is chosen.
    fn words(&self, prompt: &Prompt) -> (String, bool, bool) {
        match prompt {
            Prompt::Sign(sign) => {
                for warning in sign.keys.iter().flat_map(|key| &key.warnings) {
                    self.warn(warning.clone());
                }
                let key = sign.keys.first().map(|key| key.label.clone());
                let label = self.password_label("ask-password", &key.unwrap_or_default());
                (label, sign.secret_was_wrong, false)
            }
            Prompt::Password {
                file,
                purpose,
                was_wrong,
                ..
            } => {
                let is_new = *purpose == PasswordPurpose::New;
                let id = if is_new {
                    "ask-new-password"
                } else {
                    "ask-password"
                };
                (self.password_label(id, file), *was_wrong, is_new)
            }
            _ => (String::new(), false, false),
        }
    }

    fn password_label(&self, id: &str, file: &str) -> String {
        self.texts
            .text(id, &[("file", Argument::Text(printable(file)))])
    }

    fn ask_hidden(&self, label: &str, is_new: bool) -> Option<SecretString> {
        let read = |label: &str| {
            rpassword::prompt_password(format!("{label} "))
                .ok()
                .map(Zeroizing::new)
        };
        let first = read(label)?;
        if is_new {
            let again = read(&self.texts.label("ask-new-password-again"))?;
            if *first != *again {
                complain(&self.texts.label("passwords-differ"));
                return None;
            }
        }
        Some(SecretString::from(first.as_str()))
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
            Event::Progress(progress) => self.progress(progress),
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
    // Room for all of it at once: growing would leave copies behind.
    let mut line = Zeroizing::new(String::with_capacity(LONGEST_PASSWORD));
    let mut input = std::io::stdin().lock();
    let read = input
        .by_ref()
        .take(LONGEST_PASSWORD as u64)
        .read_line(&mut line)
        .ok()?;
    if read == 0 {
        return None;
    }
    let secret = line.trim_end_matches(['\r', '\n']);
    Some(SecretString::from(secret))
}
