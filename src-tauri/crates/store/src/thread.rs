//! Calls that may block for ever, waited for only so long.

use std::io;
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::timeout;

/// Runs `call` on a thread of its own and waits for it at most `limit`. The
/// thread is not one of the runtime's, so that one that is stuck does not hold
/// up the end of the program.
///
/// # Errors
/// [`io::ErrorKind::TimedOut`], or that no thread could be had.
pub(crate) async fn run<T: Send + 'static>(
    name: &str,
    limit: Duration,
    call: impl FnOnce() -> T + Send + 'static,
) -> io::Result<T> {
    let (sender, receiver) = oneshot::channel();
    std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(move || {
            // Nobody listens any more when the time is over.
            let _ = sender.send(call());
        })?;
    match timeout(limit, receiver).await {
        Ok(result) => result.map_err(io::Error::other),
        Err(_) => Err(io::ErrorKind::TimedOut.into()),
    }
}
