//! `audit`: prints the log, or checks it.

use std::io::Write as _;
use std::process::ExitCode;

use serde_json::json;
use tanba_authority::Storage as _;
use tanba_authority::audit::{Check, Entry};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::args::AuditArgs;
use crate::error::Error;
use crate::folder::Folder;
use crate::storage::Database;

/// Entries that are read at once.
const PAGE: u32 = 500;

pub(crate) async fn run(args: AuditArgs, json: bool) -> Result<ExitCode, Error> {
    let (_, database) = Folder::open(&args.folder).await?;
    let code = if args.check {
        check(&database, json).await?
    } else {
        let mut shown = Shown::new(json);
        each(&database, |entry| shown.entry(&entry)).await?;
        shown.finish();
        ExitCode::SUCCESS
    };
    database.close().await;
    Ok(code)
}

async fn check(database: &Database, json: bool) -> Result<ExitCode, Error> {
    // Read before the log: what happens meanwhile is told in the log alone, and that is no fault.
    let records = database.certificates(None).await?;
    let mut check = Check::default();
    each(database, |entry| check.entry(&entry)).await?;
    check.records(&records);
    let (count, faults) = check.finish();
    if json {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        say!("{}", json!({ "entries": count, "faults": faults }));
    } else if faults.is_empty() {
        say!("{count} entries, the chain is whole");
    }
    for fault in faults.iter().filter(|_| !json) {
        eprintln!("tanba-authority: {fault}");
    }
    Ok(match faults.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

async fn each(database: &Database, mut work: impl FnMut(Entry)) -> Result<(), Error> {
    let mut next = i64::MIN;
    loop {
        let page = database.audit(next, PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        next = last.sequence.saturating_add(1);
        page.into_iter().for_each(&mut work);
    }
}

/// Prints entries one by one, as lines or as one array: the log may be long.
struct Shown {
    json: bool,
    between: &'static str,
}

impl Shown {
    fn new(json: bool) -> Self {
        Self { json, between: "[" }
    }

    fn entry(&mut self, entry: &Entry) {
        let at = OffsetDateTime::from_unix_timestamp(entry.at)
            .ok()
            .and_then(|at| at.format(&Rfc3339).ok())
            .unwrap_or_else(|| entry.at.to_string());
        if self.json {
            let entry = json!({
                "sequence": entry.sequence, "at": at, "kind": entry.kind,
                "detail": entry.detail, "hash": entry.hash,
            });
            let _ = write!(std::io::stdout(), "{}{entry}", self.between);
            self.between = ",\n";
        } else {
            say!(
                "{}\t{at}\t{}\t{}\t{}",
                entry.sequence,
                entry.kind,
                entry.detail,
                entry.hash
            );
        }
    }

    fn finish(self) {
        if self.json {
            say!("{}]", if self.between == "[" { "[" } else { "" });
        }
    }
}
