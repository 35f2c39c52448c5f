//! `operator`: what an operator decides, on the server's own command line; the audit log says so.

use std::process::ExitCode;

use serde_json::{Value, json};
use tanba_authority::registry::Registry as _;
use tanba_authority::{
    ApplicationNumber, ApplicationRecord, Applications as _, Decided, REASONS, Ruling,
    StorageError, plain_words, rule, words,
};
use tanba_protocol::authority::{Template, Words};

use crate::args::{OperatorAction, OperatorArgs, ReasonArgs};
use crate::clock;
use crate::command::operators;
use crate::error::Error;
use crate::folder::Folder;
use crate::storage::Database;

/// Who decided, as the audit log tells it.
const BY: &str = "operator on the command line";

pub(crate) async fn run(args: OperatorArgs, json: bool) -> Result<ExitCode, Error> {
    let (of, ruling) = match args.action {
        OperatorAction::New(args) => return operators::make(args, json).await,
        OperatorAction::List(args) => return operators::list(args, json).await,
        OperatorAction::Revoke(args) => return operators::revoke(args, json).await,
        OperatorAction::Show(of) => (of, None),
        OperatorAction::Approve(of) => {
            let despite = String::new();
            (of, Some(Ruling::Approve { despite }))
        }
        OperatorAction::Refuse(args) => (args.of, Some(Ruling::Refuse(reason(args.reason)))),
        OperatorAction::Return(args) => (args.of, Some(Ruling::Return(reason(args.reason)))),
    };
    let (_, database) = Folder::open(&of.folder).await?;
    let number = ApplicationNumber::parse(&of.number);
    let number = number.ok_or_else(|| Error::ApplicationUnknown(of.number.clone()))?;
    let now = clock::of(&database).await?.now();
    if matches!(ruling, Some(Ruling::Approve { .. })) {
        require_head(&database, &number).await?;
    }
    let decided = match ruling {
        Some(ruling) => rule(&database, &number, &ruling, BY, None, now).await?,
        None => match database.application(&number).await? {
            Some(record) => Decided::Before(Box::new(record)),
            None => Decided::Unknown,
        },
    };
    database.close().await;
    match decided {
        Decided::Now(record) | Decided::Before(record) if json => say!("{}", as_json(&record)),
        Decided::Now(record) | Decided::Before(record) => {
            let identity = &record.identity;
            say!(
                "{}\t{}\t{}\t{}\t{}\t{}",
                record.number,
                record.stage().as_str(),
                identity.template.as_str(),
                identity.bin.as_deref().unwrap_or_default(),
                identity.organisation.as_deref().unwrap_or_default(),
                identity.common_name
            );
        }
        Decided::AwaitsHead => return Err(Error::AwaitsHead),
        Decided::TooLate(stage) => return Err(Error::TooLate(stage.as_str())),
        Decided::Unknown => return Err(Error::ApplicationUnknown(of.number)),
    }
    Ok(ExitCode::SUCCESS)
}

/// That the tables, where they know the legal entity, do not name another head by now.
async fn require_head(database: &Database, number: &ApplicationNumber) -> Result<(), Error> {
    let record = database.application(number).await?;
    let Some(record) = record.filter(|record| record.verified_at.is_none()) else {
        return Ok(());
    };
    let identity = &record.identity;
    let (Template::Head, Some(bin)) = (identity.template, identity.bin.as_deref()) else {
        return Ok(());
    };
    let entity = database.legal_entity(bin).await;
    let entity = entity.map_err(|error| Error::Storage(StorageError(error.0)))?;
    match entity {
        Some(entity) if entity.head_iin != identity.iin => Err(Error::OtherHead),
        _ => Ok(()),
    }
}

fn as_json(record: &ApplicationRecord) -> Value {
    let identity = &record.identity;
    json!({
        "application_number": record.number.to_string(),
        "stage": record.stage().as_str(),
        "template": identity.template.as_str(),
        "bin": identity.bin,
        "organisation": identity.organisation,
        "applicant": identity.common_name,
        "reason": record.reason,
    })
}

/// The reason in every language: one that is known by its name, or the operator's own words.
fn reason(args: ReasonArgs) -> Words {
    let id = format!("reason-{}", args.reason);
    if REASONS.contains(&id.as_str()) {
        return words(&id);
    }
    let plain = plain_words(&args.reason);
    Words {
        kk: args.reason_kk.unwrap_or(plain.kk),
        ru: args.reason_ru.unwrap_or(plain.ru),
        en: args.reason_en.unwrap_or(plain.en),
    }
}
