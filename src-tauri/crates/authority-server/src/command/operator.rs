//! `operator`: what an operator decides, on the server's own command line; the audit log says so.

use std::process::ExitCode;

use tanba_authority::{
    ApplicationNumber, Applications as _, Decided, REASONS, Ruling, plain_words, rule, words,
};
use tanba_protocol::authority::Words;

use crate::args::{OperatorAction, OperatorArgs, ReasonArgs};
use crate::clock;
use crate::command::operators;
use crate::error::Error;
use crate::folder::Folder;

/// Who decided, as the audit log tells it.
const BY: &str = "operator on the command line";

pub(crate) async fn run(args: OperatorArgs) -> Result<ExitCode, Error> {
    let (of, ruling) = match args.action {
        OperatorAction::New(args) => return operators::make(args).await,
        OperatorAction::List(args) => return operators::list(args).await,
        OperatorAction::Revoke(args) => return operators::revoke(args).await,
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
    let decided = match ruling {
        Some(ruling) => rule(&database, &number, &ruling, BY, None, now).await?,
        None => match database.application(&number).await? {
            Some(record) => Decided::Before(Box::new(record)),
            None => Decided::Unknown,
        },
    };
    database.close().await;
    let failed = match decided {
        Decided::Now(record) | Decided::Before(record) => {
            let identity = &record.identity;
            println!(
                "{}\t{}\t{}\t{}\t{}\t{}",
                record.number,
                record.stage().as_str(),
                identity.template.as_str(),
                identity.bin.as_deref().unwrap_or_default(),
                identity.organisation.as_deref().unwrap_or_default(),
                identity.common_name
            );
            return Ok(ExitCode::SUCCESS);
        }
        Decided::AwaitsHead => "the head of the legal entity has to sign it first".to_owned(),
        Decided::TooLate(stage) => format!("nothing can be decided: it is {}", stage.as_str()),
        Decided::Unknown => return Err(Error::ApplicationUnknown(of.number)),
    };
    eprintln!("tanba-authority: {failed}");
    Ok(ExitCode::FAILURE)
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
