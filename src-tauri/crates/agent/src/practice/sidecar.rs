//! The practice authority as a process beside this one, which ends with it.

use std::collections::VecDeque;
use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use secrecy::SecretString;
use tanba_protocol::{Failure, FailureCode};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, BufReader};
use tokio::process::{Child, ChildStdin, Command};
use tokio::time::timeout;
use zeroize::Zeroizing;

/// How long the authority may take to be ready; at its first start it makes its keys.
const START: Duration = Duration::from_secs(90);
/// How long any other command of its program may take.
const COMMAND: Duration = Duration::from_secs(60);
/// How long it may take to end by itself.
const STOP: Duration = Duration::from_secs(5);
/// How many of its last words are kept for a failure.
const LAST_LINES: usize = 8;
/// The longest line that it says to us, in bytes.
const LONGEST_LINE: u64 = 4_096;
/// What it says before its address.
const READY: &str = "listening on ";

/// A running authority. It ends when this is dropped: its standard input closes.
#[derive(Debug)]
pub(super) struct Sidecar {
    child: Child,
    stdin: Option<ChildStdin>,
    address: String,
}

impl Sidecar {
    /// Starts the authority of `folder` and waits until it tells its address.
    ///
    /// # Errors
    /// [`FailureCode::PracticeProgramMissing`], [`FailureCode::PracticeStartTimedOut`],
    /// [`FailureCode::PracticeAuthorityFailed`].
    pub(super) async fn start(program: &Path, folder: &Path) -> Result<Self, Failure> {
        let mut child = command(program)?
            .args(["serve", "--exit-with-stdin", "--practice"])
            .arg(folder)
            .stdin(Stdio::piped())
            .spawn()
            .map_err(|error| missing(program).with_detail(error))?;
        let stdin = child.stdin.take();
        let last = drain(child.stderr.take());
        let mut output = child.stdout.take().map(BufReader::new);
        let first = match &mut output {
            Some(output) => timeout(START, line(output)).await,
            None => Ok(None),
        };
        let Ok(first) = first else {
            let _ = child.kill().await;
            return Err(Failure::new(FailureCode::PracticeStartTimedOut).with_detail(last.words()));
        };
        let Some(address) = first.as_deref().and_then(|line| line.strip_prefix(READY)) else {
            // It closed its output, or it is another program.
            let _ = timeout(STOP, child.wait()).await;
            let _ = child.kill().await;
            return Err(failed(last.after_end().await));
        };
        // What it may say later must not fill the pipe.
        if let Some(mut output) = output {
            tokio::spawn(async move {
                let _ = tokio::io::copy(&mut output, &mut tokio::io::sink()).await;
            });
        }
        Ok(Self {
            address: address.trim().trim_end_matches('/').to_owned(),
            child,
            stdin,
        })
    }

    /// Where it listens.
    pub(super) fn address(&self) -> &str {
        &self.address
    }

    /// Whether it still runs.
    pub(super) fn is_running(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Ends it, by force when it does not end by itself.
    pub(super) async fn stop(mut self) {
        drop(self.stdin.take());
        if timeout(STOP, self.child.wait()).await.is_err() {
            let _ = self.child.kill().await;
        }
    }
}

/// Has the authority of `folder` invite somebody: a one-time token.
///
/// # Errors
/// As [`Sidecar::start`].
pub(super) async fn invite(program: &Path, folder: &Path) -> Result<SecretString, Failure> {
    let mut child = command(program)?
        .arg("invite")
        .arg(folder)
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| missing(program).with_detail(error))?;
    let last = drain(child.stderr.take());
    let work = async {
        let token = match child.stdout.take() {
            Some(output) => line(&mut BufReader::new(output)).await,
            None => None,
        };
        (token, child.wait().await)
    };
    match timeout(COMMAND, work).await {
        Ok((Some(token), Ok(status))) if status.success() && !token.trim().is_empty() => {
            Ok(SecretString::from(token.trim()))
        }
        Ok(_) => Err(failed(last.after_end().await)),
        Err(_) => Err(Failure::new(FailureCode::PracticeStartTimedOut).with_detail(last.words())),
    }
}

/// Has an operator of the authority of `folder` decide about an application.
///
/// # Errors
/// As [`Sidecar::start`]; also where nothing can be decided about it any more.
pub(super) async fn decide(
    program: &Path,
    folder: &Path,
    verb: &str,
    number: &str,
    reason: Option<&str>,
) -> Result<(), Failure> {
    let mut command = command(program)?;
    command.args(["operator", verb]).arg(folder).arg(number);
    if let Some(reason) = reason {
        // One argument, whatever the words begin with.
        command.arg(format!("--reason={reason}"));
    }
    let child = command
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| missing(program).with_detail(error))?;
    match timeout(COMMAND, child.wait_with_output()).await {
        Ok(Ok(output)) if output.status.success() => Ok(()),
        Ok(Ok(output)) => Err(failed(String::from_utf8_lossy(&output.stderr).into_owned())),
        Ok(Err(error)) => Err(failed(error.to_string())),
        Err(_) => Err(Failure::new(FailureCode::PracticeStartTimedOut)),
    }
}

fn command(program: &Path) -> Result<Command, Failure> {
    if !program.is_file() {
        return Err(missing(program));
    }
    let mut command = Command::new(program);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    Ok(command)
}

fn missing(program: &Path) -> Failure {
    Failure::new(FailureCode::PracticeProgramMissing).with_subject(program.display().to_string())
}

fn failed(words: String) -> Failure {
    Failure::new(FailureCode::PracticeAuthorityFailed).with_detail(words)
}

/// One line, without its end; what is longer than any is cut. It may be a token.
async fn line(reader: &mut (impl AsyncBufReadExt + Unpin)) -> Option<Zeroizing<String>> {
    let mut line = Zeroizing::new(String::new());
    let read = reader.take(LONGEST_LINE).read_line(&mut line).await.ok()?;
    (read > 0).then_some(line)
}

/// The last lines of its standard error.
struct LastWords {
    lines: Arc<Mutex<VecDeque<String>>>,
    reading: Option<tokio::task::JoinHandle<()>>,
}

/// Passes what it complains of on to the log.
fn drain(stderr: Option<impl AsyncRead + Unpin + Send + 'static>) -> LastWords {
    let lines = Arc::new(Mutex::new(VecDeque::new()));
    let kept = Arc::clone(&lines);
    let reading = stderr.map(|stderr| {
        tokio::spawn(async move {
            let mut pieces = BufReader::new(stderr).split(b'\n');
            while let Ok(Some(piece)) = pieces.next_segment().await {
                let line = String::from_utf8_lossy(&piece).trim_end().to_owned();
                tracing::info!(target: "tanba_authority", "{line}");
                let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
                if kept.len() == LAST_LINES {
                    kept.pop_front();
                }
                kept.push_back(line);
            }
        })
    });
    LastWords { lines, reading }
}

impl LastWords {
    /// All of them, once the process has ended.
    async fn after_end(mut self) -> String {
        if let Some(reading) = self.reading.take() {
            let _ = timeout(STOP, reading).await;
        }
        self.words()
    }

    fn words(&self) -> String {
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        lines.join("\n")
    }
}
