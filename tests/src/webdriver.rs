//! The real window, driven as a person would: a screen of its own, a home of its own, and
//! WebKitWebDriver, which starts the program and works its pages.

mod computer;
mod person;
mod system;
mod window;

pub use computer::Computer;
pub use system::{Shown, System};
pub use window::{Page, Window, by_name, children, program};

use std::time::Duration;

/// How long anything on a screen may take on a slow and busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);
/// How often it is looked whether it happened.
pub(crate) const GLANCE: Duration = Duration::from_millis(50);

/// Looks again and again until something is there.
///
/// # Panics
/// When it does not come in a minute: `what` tells what was waited for.
pub async fn until<T, F>(what: &str, mut look: impl FnMut() -> F) -> T
where
    F: Future<Output = Option<T>>,
{
    let waiting = async {
        let mut glances = tokio::time::interval(GLANCE);
        loop {
            glances.tick().await;
            if let Some(found) = look().await {
                return found;
            }
        }
    };
    match tokio::time::timeout(PATIENCE, waiting).await {
        Ok(found) => found,
        Err(_) => panic!("{what}: not within {} s", PATIENCE.as_secs()),
    }
}
