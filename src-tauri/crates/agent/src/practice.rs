//! Practice: an authority of one's own whose certificates bind nobody, and the environment that
//! trusts it and nothing else.
//!
//! Practice certificates are known by the names of their issuers, which every practice authority
//! has to carry. By that name people are warned; it is never a reason to trust.

mod authority;
mod practise;
mod ruling;
mod sidecar;

use std::path::PathBuf;

use tanba_pki::name::Subject;
use tanba_pki::{Certificate, name};
use tokio::sync::Mutex;

use sidecar::Sidecar;

pub(crate) use authority::{KnownAuthority, certificates};
pub use ruling::PracticeRuling;

/// The trust environment of the practice authority. Nothing else is ever added to it.
pub(crate) const PRACTICE: &str = "practice";
/// What the name of every practice authority contains.
const MARK: &str = "ТӘЖІРИБЕ / PRACTICE";

/// What is needed to run the practice authority of this computer.
#[derive(Debug, Default)]
pub(crate) struct Practice {
    program: Option<PathBuf>,
    sidecar: Mutex<Option<Sidecar>>,
}

impl Practice {
    pub(crate) fn with_program(program: PathBuf) -> Self {
        Self {
            program: Some(program),
            ..Self::default()
        }
    }

    /// Whether the authority can be started from here.
    pub(crate) fn has_program(&self) -> bool {
        self.program.is_some()
    }
}

/// Whether a practice authority issued a certificate, by name: any of them, known here or not.
pub(crate) fn is_practice(certificate: &Certificate) -> bool {
    is_marked(certificate.issuer())
}

fn is_marked(name: &name::Name) -> bool {
    let common_name = Subject::from_name(name).common_name;
    common_name.is_some_and(|name| name.contains(MARK))
}

#[cfg(test)]
mod tests {
    use tanba_pki::builder::NameBuilder;

    use super::is_marked;

    #[test]
    fn the_name_tells_practice_from_everything_else() {
        for (name, practice) in [
            ("TANBA ТӘЖІРИБЕ / PRACTICE CA (GOST)", true),
            ("TANBA ТӘЖІРИБЕ / PRACTICE CA (RSA) 2", true),
            ("ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) 2022", false),
            ("PRACTICE", false),
        ] {
            let name = NameBuilder::default().common_name(name).build().unwrap();
            assert_eq!(is_marked(&name), practice);
        }
    }
}
