//! Building and validating certificate paths: RFC 5280 §6 with RFC 6818 and RFC 9618, revocation
//! by RFC 5280 §6.3 and RFC 6960, for a given time.
//!
//! A trust anchor is a name and a key. The anchor needs neither validity nor revocation data;
//! every other certificate of a path needs both. Of several possible paths the shortest that
//! holds wins; where none holds, the report is about the one that came nearest.
//!
//! # The words of the outcome
//! ETSI EN 319 102-1 speaks of signatures. For a certificate alone they are used thus:
//!
//! | found | indication |
//! |---|---|
//! | everything holds | TOTAL-PASSED |
//! | a certificate of the path is revoked, and was at the time asked for | TOTAL-FAILED, REVOKED |
//! | a signature of the issuer that is meant by name and key identifier is wrong | TOTAL-FAILED, SIG_CRYPTO_FAILURE |
//! | a constraint is violated: names, policies, length, key usage, unknown critical extension | TOTAL-FAILED, CHAIN_CONSTRAINTS_FAILURE |
//! | an extension cannot be read | TOTAL-FAILED, FORMAT_FAILURE |
//! | out of validity, known not to be revoked | INDETERMINATE, OUT_OF_BOUNDS_NOT_REVOKED |
//! | out of validity otherwise | INDETERMINATE, OUT_OF_BOUNDS_NO_POE |
//! | no usable or no fresh revocation data | INDETERMINATE, TRY_LATER |
//! | no path to an anchor | INDETERMINATE, NO_CERTIFICATE_CHAIN_FOUND |
//! | too many possible paths | INDETERMINATE, CERTIFICATE_CHAIN_GENERAL_FAILURE |
//!
//! What definitely does not hold fails; where data or time could change the answer, it is
//! indeterminate.
//!
//! # The time
//! A revocation list or an OCSP answer speaks for a time when it was issued later, or when no
//! newer one was due by then. So a list of today serves for a time in the past, and a certificate
//! whose revocation lies after the time asked for passes, with
//! [`RevocationStatus::Revoked`] in the report: good then, revoked since.
//!
//! ```
//! use tanba_pki::path::{Evidence, PathParameters, validate};
//! use tanba_pki::{Certificate, anchor::{Environment, builtin}};
//! # fn example(leaf: &Certificate, at: time::OffsetDateTime) {
//! let report = validate(leaf, &builtin(Environment::Test), &Evidence::default(), &PathParameters::new(at));
//! println!("{} {:?}", report.indication, report.failure);
//! # }
//! ```

mod build;
mod canonical;
mod facts;
mod general_name;
mod lists;
mod name_constraints;
mod parameters;
mod policy;
mod pool;
mod process;
mod report;
mod responders;
mod revocation;
mod validate;

pub use build::LONGEST_PATH;
pub(crate) use canonical::CanonicalName;
pub(crate) use facts::{DIGITAL_SIGNATURE, Facts};
pub(crate) use general_name::{GeneralName, read_names};
pub use name_constraints::NameViolation;
pub use parameters::{Evidence, PathParameters, RevocationPolicy};
pub use report::{
    FailureKind, Missing, PathFailure, PathReport, Revocation, RevocationSource, RevocationStatus,
    UnknownRevocation,
};
pub use validate::validate;

use build::FoundPath;
use pool::Pool;
use process::Step;

/// The certificates of a path from the one below the anchor to the leaf.
fn path_steps<'p>(pool: &'p Pool<'_>, path: &FoundPath) -> Vec<Step<'p>> {
    path.certificates
        .iter()
        .rev()
        .filter_map(|index| pool.step(*index))
        .collect()
}
