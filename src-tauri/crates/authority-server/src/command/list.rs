//! `list`: one line for each certificate, the columns between tabs: serial number, office, issuer, state,
//! the day it expires, subject.

use std::process::ExitCode;

use serde_json::{Value, json};
use tanba_authority::{CertificateRecord, Storage as _};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::args::FolderArgs;
use crate::clock;
use crate::error::Error;
use crate::folder::Folder;

pub(crate) async fn run(args: FolderArgs, json: bool) -> Result<ExitCode, Error> {
    let (_, database) = Folder::open(&args.folder).await?;
    let now = clock::of(&database).await?.now();
    let all = database.certificates(None).await?;
    database.close().await;
    if json {
        let all = all.iter().map(|record| as_json(record, now));
        say!("{}", all.collect::<Value>());
        return Ok(ExitCode::SUCCESS);
    }
    for record in &all {
        let new = &record.prepared;
        say!(
            "{}\t{}\t{}\t{}\t{}\t{}",
            new.serial_number,
            new.office.as_str(),
            new.issuer,
            state(record, now),
            new.not_after_at.date(),
            new.subject
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn as_json(record: &CertificateRecord, now: OffsetDateTime) -> Value {
    let new = &record.prepared;
    json!({
        "serial_number": new.serial_number,
        "office": new.office.as_str(),
        "issuer": new.issuer,
        "state": state(record, now),
        "not_after_at": new.not_after_at.format(&Rfc3339).unwrap_or_default(),
        "subject": new.subject,
    })
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
