//! What operators look for.

use std::future::Future;

use tanba_protocol::authority::{QueueState, Template};

use crate::application::ApplicationRecord;
use crate::audit::Entry;
use crate::console::Found;
use crate::record::CertificateRecord;

/// Which applications are looked for.
#[derive(Clone, Copy, Debug)]
pub struct QueueSearch<'a> {
    /// In which state.
    pub state: QueueState,
    /// Of which template.
    pub template: Option<Template>,
    /// What their number, BIN, IIN or names hold.
    pub text: &'a str,
    /// Those that stand behind this one in the list.
    pub after: Option<&'a ApplicationRecord>,
}

/// Which entries of the audit log are looked for.
#[derive(Clone, Copy, Debug)]
pub struct AuditSearch<'a> {
    /// Of which kind; empty is any.
    pub kind: &'a str,
    /// What their detail holds.
    pub text: &'a str,
    /// Those before this number.
    pub before: i64,
}

/// Searches in the records, for people to look at: so many at most.
pub trait Searches: Send + Sync {
    /// Applications, those that wait the longest first, others the newest first.
    fn find_applications(
        &self,
        search: &QueueSearch<'_>,
        most: u32,
    ) -> impl Future<Output = Found<ApplicationRecord>> + Send;

    /// Certificates whose serial number, BIN, IIN or subject hold the text, the newest first; those older
    /// than the one with the serial number `after`.
    fn find_certificates(
        &self,
        text: &str,
        after: Option<&str>,
        most: u32,
    ) -> impl Future<Output = Found<CertificateRecord>> + Send;

    /// Entries of the audit log, the newest first.
    fn find_entries(
        &self,
        search: &AuditSearch<'_>,
        most: u32,
    ) -> impl Future<Output = Found<Entry>> + Send;
}
