//! `list`: one line for each certificate, the columns between tabs: serial number, office, issuer, state,
//! the day it expires, subject.

use std::process::ExitCode;

use tanba_authority::{CertificateRecord, Storage as _};
use time::OffsetDateTime;

use crate::args::FolderArgs;
use crate::clock;
use crate::error::Error;
use crate::folder::Folder;

pub(crate) async fn run(args: FolderArgs) -> Result<ExitCode, Error> {
    let (_, database) = Folder::open(&args.folder).await?;
    let now = clock::of(&database).await?.now();
    for record in database.certificates(None).await? {
        let new = &record.prepared;
        println!(
            "{}\t{}\t{}\t{}\t{}\t{}",
            new.serial_number,
            new.office.as_str(),
            new.issuer,
            state(&record, now),
            new.not_after_at.date(),
            new.subject
        );
    }
    database.close().await;
    Ok(ExitCode::SUCCESS)
}

fn state(record: &CertificateRecord, now: OffsetDateTime) -> &'static str {
    if record.revocation.is_some() {
        "revoked"
    } else if record.refused_at.is_some() {
        "refused"
    } else if record.published_at.is_none() {
        "unfinished"
    } else if record.prepared.not_after_at < now {
        "expired"
    } else {
        "valid"
    }
}
