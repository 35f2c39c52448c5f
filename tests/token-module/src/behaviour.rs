//! What goes wrong, on demand.

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::str::FromStr;
use std::thread;
use std::time::Duration;

use cryptoki_sys::{CK_RV, CKR_DEVICE_REMOVED, CKR_FUNCTION_FAILED};

use crate::Answer;

/// How often a call that hangs or takes its time looks whether it still should.
const PAUSE: Duration = Duration::from_millis(5);

/// One thing that goes wrong. In the file `behaviour` it is the line that `Display` writes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Behaviour {
    /// `hang-in:C_Sign`: the call does not come back while the line stands.
    HangIn(String),
    /// `crash-in:C_Sign`: the process aborts.
    CrashIn(String),
    /// `remove-during:C_Sign`: the token leaves its slot in the middle of the call.
    RemoveDuring(String),
    /// `answer:C_Sign:0x30`: the call does nothing and answers so.
    Answer(String, u64),
    /// `answer-once:C_Sign:0x30`: the same for one call, which takes the line away.
    AnswerOnce(String, u64),
    /// `slow-generation:5000`: making a key takes so many milliseconds longer, unless the token is removed or
    /// the line goes.
    SlowGeneration(u64),
    /// `nonsense:slots` and so on.
    Nonsense(Nonsense),
}

/// Answers that make no sense.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Nonsense {
    /// More slots than there is memory for.
    Slots,
    /// A label, model and serial number that are no UTF-8, a shortest PIN longer than the longest, every flag.
    Info,
    /// Attributes longer than any memory.
    Attributes,
    /// A signature whose length is `CK_UNAVAILABLE_INFORMATION`, all ones.
    Signature,
}

impl fmt::Display for Nonsense {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Slots => "slots",
            Self::Info => "info",
            Self::Attributes => "attributes",
            Self::Signature => "signature",
        })
    }
}

impl fmt::Display for Behaviour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::HangIn(function) => write!(f, "hang-in:{function}"),
            Self::CrashIn(function) => write!(f, "crash-in:{function}"),
            Self::RemoveDuring(function) => write!(f, "remove-during:{function}"),
            Self::Answer(function, code) => write!(f, "answer:{function}:{code:#x}"),
            Self::AnswerOnce(function, code) => write!(f, "answer-once:{function}:{code:#x}"),
            Self::SlowGeneration(milliseconds) => write!(f, "slow-generation:{milliseconds}"),
            Self::Nonsense(what) => write!(f, "nonsense:{what}"),
        }
    }
}

impl FromStr for Behaviour {
    type Err = ();

    fn from_str(line: &str) -> Result<Self, ()> {
        let (word, rest) = line.split_once(':').ok_or(())?;
        let function = || rest.to_owned();
        match word {
            "hang-in" => Ok(Self::HangIn(function())),
            "crash-in" => Ok(Self::CrashIn(function())),
            "remove-during" => Ok(Self::RemoveDuring(function())),
            "answer" | "answer-once" => {
                let (function, code) = rest.split_once(":0x").ok_or(())?;
                let code = u64::from_str_radix(code, 16).map_err(|_| ())?;
                let answer = match word {
                    "answer" => Self::Answer,
                    _ => Self::AnswerOnce,
                };
                Ok(answer(function.to_owned(), code))
            }
            "slow-generation" => rest.parse().map(Self::SlowGeneration).map_err(|_| ()),
            "nonsense" => match rest {
                "slots" => Ok(Self::Nonsense(Nonsense::Slots)),
                "info" => Ok(Self::Nonsense(Nonsense::Info)),
                "attributes" => Ok(Self::Nonsense(Nonsense::Attributes)),
                "signature" => Ok(Self::Nonsense(Nonsense::Signature)),
                _ => Err(()),
            },
            _ => Err(()),
        }
    }
}

/// What is to go wrong now. A line that says nothing known fails every call: a test with a misspelt one
/// must not pass.
fn all(folder: &Path) -> Answer<Vec<Behaviour>> {
    let text = fs::read_to_string(folder.join("behaviour")).unwrap_or_default();
    let lines = text.lines().map(|line| line.trim().parse());
    lines
        .collect::<Result<_, ()>>()
        .map_err(|()| CKR_FUNCTION_FAILED)
}

pub(crate) fn talks(folder: &Path, nonsense: Nonsense) -> bool {
    all(folder).is_ok_and(|all| all.contains(&Behaviour::Nonsense(nonsense)))
}

/// Notes a call, where somebody counts them.
pub(crate) fn count(folder: &Path, function: &str) {
    let file = OpenOptions::new().append(true).open(folder.join("calls"));
    if let Ok(mut file) = file {
        let _ = file.write_all(format!("{function}\n").as_bytes());
    }
}

/// What a function does before its work: nothing, mostly.
pub(crate) fn before(folder: &Path, function: &str) -> Answer {
    for behaviour in all(folder)? {
        match &behaviour {
            Behaviour::CrashIn(name) if name == function => std::process::abort(),
            Behaviour::HangIn(name) if name == function => {
                while all(folder)?.contains(&behaviour) {
                    thread::park_timeout(PAUSE);
                }
            }
            Behaviour::RemoveDuring(name) if name == function => {
                let _ = fs::remove_file(folder.join("slot"));
                return Err(CKR_DEVICE_REMOVED);
            }
            Behaviour::Answer(name, code) if name == function => return Err(*code as CK_RV),
            Behaviour::AnswerOnce(name, code) if name == function => {
                let mut others = all(folder)?;
                others.retain(|other| *other != behaviour);
                let lines: String = others.iter().map(|other| format!("{other}\n")).collect();
                let beside = folder.join("behaviour.next");
                let written = fs::write(&beside, lines);
                let written = written.and_then(|()| fs::rename(beside, folder.join("behaviour")));
                written.map_err(|_| CKR_FUNCTION_FAILED)?;
                return Err(*code as CK_RV);
            }
            _ => {}
        }
    }
    Ok(())
}

/// Takes as long as the making of a key is to take; `CKR_DEVICE_REMOVED` when the token goes meanwhile.
pub(crate) fn dawdle(folder: &Path) -> Answer {
    let slow = |behaviour: &Behaviour| match behaviour {
        Behaviour::SlowGeneration(milliseconds) => Some(*milliseconds),
        _ => None,
    };
    let begun = std::time::Instant::now();
    while let Some(milliseconds) = all(folder)?.iter().find_map(slow) {
        if !folder.join("slot").exists() {
            return Err(CKR_DEVICE_REMOVED);
        }
        if begun.elapsed() >= Duration::from_millis(milliseconds) {
            break;
        }
        thread::park_timeout(PAUSE);
    }
    Ok(())
}
