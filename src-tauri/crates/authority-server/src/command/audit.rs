//! `audit`: prints the log, or checks it.

use std::process::ExitCode;

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

pub(crate) async fn run(args: AuditArgs) -> Result<ExitCode, Error> {
    let (_, database) = Folder::open(&args.folder).await?;
    let code = if args.check {
        check(&database).await?
    } else {
        each(&database, print).await?;
        ExitCode::SUCCESS
    };
    database.close().await;
    Ok(code)
}

async fn check(database: &Database) -> Result<ExitCode, Error> {
    // Read before the log: what happens meanwhile is told in the log alone, and that is no fault.
    let records = database.certificates(None).await?;
    let mut check = Check::default();
    each(database, |entry| check.entry(&entry)).await?;
    check.records(&records);
    let (count, faults) = check.finish();
    for fault in &faults {
        eprintln!("tanba-authority: {fault}");
    }
    if faults.is_empty() {
        println!("{count} entries, the chain is whole");
        Ok(ExitCode::SUCCESS)
    } else {
        Ok(ExitCode::FAILURE)
    }
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

fn print(entry: Entry) {
    let at = OffsetDateTime::from_unix_timestamp(entry.at)
        .ok()
        .and_then(|at| at.format(&Rfc3339).ok())
        .unwrap_or_else(|| entry.at.to_string());
    println!(
        "{}\t{at}\t{}\t{}\t{}",
        entry.sequence, entry.kind, entry.detail, entry.hash
    );
}
