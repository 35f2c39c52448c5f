//! Where the practice authority's program lies.

use std::path::PathBuf;

/// Beside this program: that is where a package puts it, and where cargo builds it.
pub(crate) fn program() -> Option<PathBuf> {
    let name = format!("tanba-authority{}", std::env::consts::EXE_SUFFIX);
    // A launcher may be a link from elsewhere.
    let own = std::env::current_exe().ok()?.canonicalize().ok()?;
    let program = own.parent()?.join(name);
    program.is_file().then_some(program)
}
