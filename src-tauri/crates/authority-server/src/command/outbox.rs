//! `outbox`: what was written to people. In practice it is where codes are read.

use std::process::ExitCode;

use serde_json::{Value, json};
use tanba_authority::{MessageRecord, Outbox as _};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::args::FolderArgs;
use crate::error::Error;
use crate::folder::Folder;
use crate::purpose::Purpose;

pub(crate) async fn run(args: FolderArgs, json: bool) -> Result<ExitCode, Error> {
    let (_, database) = Folder::open(&args.folder).await?;
    let mut messages = database.messages().await?;
    let is_practice = database.purpose().await? == Purpose::Practice;
    database.close().await;
    if !is_practice {
        messages.iter_mut().for_each(withhold);
    }
    if json {
        say!("{}", Value::Array(messages.iter().map(as_json).collect()));
    } else {
        messages.iter().for_each(print);
    }
    Ok(ExitCode::SUCCESS)
}

/// In earnest nobody but its addressee reads a code.
fn withhold(record: &mut MessageRecord) {
    if record.message.code.take().is_some() {
        record.message.text.clear();
    }
}

fn as_json(record: &MessageRecord) -> Value {
    let message = &record.message;
    json!({
        "id": record.id,
        "kind": message.kind,
        "channel": message.channel.as_str(),
        "to": message.recipient,
        "language": message.language.as_str(),
        "subject": message.subject,
        "text": message.text,
        "code": message.code,
        "created_at": moment(message.created_at),
        "state": record.state.as_str(),
        "attempts": record.attempts,
        "changed_at": moment(record.changed_at),
    })
}

fn print(record: &MessageRecord) {
    let message = &record.message;
    say!(
        "{} {} {} {} to {}",
        moment(message.created_at),
        message.channel.as_str(),
        message.kind,
        record.state.as_str(),
        message.recipient
    );
    for line in [&message.subject, &message.text]
        .into_iter()
        .flat_map(|text| text.lines())
    {
        say!("    {line}");
    }
}

fn moment(at: OffsetDateTime) -> String {
    at.format(&Rfc3339).unwrap_or_default()
}
