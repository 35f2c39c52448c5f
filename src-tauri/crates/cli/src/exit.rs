//! What the program ends with.

use std::io::Write as _;

use tanba_agent::Indication;
use tanba_protocol::{Failure, FailureCode};

use crate::interrupt;

/// TOTAL-PASSED, or all went well.
pub(crate) const PASSED: u8 = 0;
/// TOTAL-FAILED.
pub(crate) const FAILED: u8 = 1;
/// INDETERMINATE.
pub(crate) const INDETERMINATE: u8 = 2;
/// The command line was wrong (EX_USAGE).
pub(crate) const USAGE: u8 = 64;
/// Ended by Ctrl-C or the system, as a shell reports it.
pub(crate) const INTERRUPTED: u8 = 130;
/// Any other failure (EX_SOFTWARE).
pub(crate) const FAILURE: u8 = 70;

/// Ends the program now. What runs at an ordinary end takes away from under a thread what it works with;
/// a module that is making a key still would crash.
pub(crate) fn at_once(code: u8) -> ! {
    // Nobody may be reading.
    let _ = std::io::stdout().flush();
    #[cfg(unix)]
    signal_hook::low_level::exit(code.into());
    #[cfg(not(unix))]
    std::process::exit(code.into());
}

/// The code for an indication.
pub(crate) fn of(indication: Indication) -> u8 {
    match indication {
        Indication::TotalPassed => PASSED,
        Indication::TotalFailed => FAILED,
        Indication::Indeterminate => INDETERMINATE,
    }
}

/// The code for a failure.
pub(crate) fn of_failure(failure: &Failure) -> u8 {
    match failure.code {
        FailureCode::Cancelled if interrupt::was_requested() => INTERRUPTED,
        _ => FAILURE,
    }
}

/// The graver of two codes: failures, then TOTAL-FAILED, then INDETERMINATE.
pub(crate) fn graver(one: u8, other: u8) -> u8 {
    if rank(one) >= rank(other) { one } else { other }
}

/// How grave a code is, 0 the least.
pub(crate) fn rank(code: u8) -> u8 {
    match code {
        PASSED => 0,
        INDETERMINATE => 1,
        FAILED => 2,
        INTERRUPTED => 4,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::{FAILED, FAILURE, INDETERMINATE, PASSED, graver};

    #[test]
    fn the_gravest_of_several_is_said() {
        assert_eq!(graver(PASSED, INDETERMINATE), INDETERMINATE);
        assert_eq!(graver(FAILED, INDETERMINATE), FAILED);
        assert_eq!(graver(INDETERMINATE, FAILURE), FAILURE);
    }
}
