//! `invite`: a one-time token, and nothing else on standard output.

use std::process::ExitCode;

use rand_core::OsRng;
use tanba_authority::{Invitation, InvitedRole, InvitedSubject, Storage as _, Token};
use time::Duration;

use crate::args::{InviteArgs, RoleArg};
use crate::clock;
use crate::error::Error;
use crate::folder::Folder;
use crate::purpose::Purpose;

pub(crate) async fn run(args: InviteArgs, json: bool) -> Result<ExitCode, Error> {
    let (_, database) = Folder::open(&args.folder).await?;
    let is_somebody = args.common_name.is_some() && args.iin.is_some();
    if !is_somebody && database.purpose().await? == Purpose::Earnest {
        return Err(Error::InvitedNobody);
    }
    let token = Token::make(&mut OsRng);
    let now = clock::of(&database).await?.now();
    let until = now + Duration::hours(args.valid_for_hours.into());
    let (record, event) = Invitation::new(subject(args), &token, now, until)?.record();
    database.invite(&record, &event).await?;
    database.close().await;
    if json {
        say!("{}", serde_json::json!({ "token": token.expose() }));
    } else {
        say!("{}", token.expose());
    }
    Ok(ExitCode::SUCCESS)
}

fn subject(args: InviteArgs) -> InvitedSubject {
    let practice = InvitedSubject::practice();
    let mut roles: Vec<InvitedRole> = args.role.into_iter().map(InvitedRole::from).collect();
    if roles.is_empty() {
        roles.push(match args.organisation {
            Some(_) => InvitedRole::Employee,
            None => InvitedRole::Individual,
        });
    }
    InvitedSubject {
        common_name: args.common_name.unwrap_or(practice.common_name),
        patronymic: args.patronymic,
        iin: args.iin.unwrap_or(practice.iin),
        organisation: args.organisation,
        bin: args.bin,
        roles,
    }
}

impl From<RoleArg> for InvitedRole {
    fn from(role: RoleArg) -> Self {
        match role {
            RoleArg::Individual => Self::Individual,
            RoleArg::Head => Self::Head,
            RoleArg::Signatory => Self::Signatory,
            RoleArg::FinancialSignatory => Self::FinancialSignatory,
            RoleArg::Personnel => Self::Personnel,
            RoleArg::Employee => Self::Employee,
        }
    }
}
