//! `operator new`, `list` and `revoke`: who may enter the console.

use std::process::ExitCode;

use rand_core::OsRng;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use tanba_authority::{
    MODERN_ITERATIONS, OperatorAlgorithm, OperatorRecord, Operators as _, TlsAuthority, TlsBranch,
    make_operator, revoke_operator,
};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::args::{FolderArgs, OperatorAlgorithmArg, OperatorNewArgs, OperatorRevokeArgs};
use crate::clock::{self, Clock as _, SystemClock};
use crate::error::Error;
use crate::folder::{Folder, write_new};
use crate::passphrase::{Passphrase, secret};
use crate::purpose::home;

/// The fewest characters of a password: it is all that protects the file.
const SHORTEST: usize = 8;

pub(crate) async fn make(args: OperatorNewArgs, json: bool) -> Result<ExitCode, Error> {
    let (folder, database) = Folder::open(&args.folder).await?;
    if args.out.exists() {
        let taken = std::io::ErrorKind::AlreadyExists;
        return Err(Error::Io(args.out, taken.into()));
    }
    let password = password(args.password_stdin)?;
    let passphrase = Passphrase::find(&args.passphrase, &folder)?;
    let now = clock::of(&database).await?.now();
    let machine_now = SystemClock.now();
    let title = home(&database).await?.title;
    let opening = folder.lock_opening()?;
    let keys = passphrase.keys(&folder);
    let branch = TlsBranch::Operators;
    let authority = TlsAuthority::open(
        &database,
        &keys,
        (&title, branch),
        now,
        machine_now,
        &mut OsRng,
    )
    .await?;
    drop(opening);
    let made = make_operator(
        &database,
        &authority,
        &args.name,
        match args.algorithm {
            OperatorAlgorithmArg::P256 => OperatorAlgorithm::P256,
            OperatorAlgorithmArg::Rsa2048 => OperatorAlgorithm::Rsa2048,
        },
        (&password, MODERN_ITERATIONS),
        (now, machine_now),
        &mut OsRng,
    )
    .await?;
    let Some((record, file)) = made else {
        return Err(Error::OperatorTaken);
    };
    if let Err(error) = write_new(&args.out, &file) {
        // Nobody has the key.
        revoke_operator(&database, &record.fingerprint, now).await?;
        return Err(Error::Io(args.out, error));
    }
    database.close().await;
    if json {
        say!("{}", json!({ "fingerprint": record.fingerprint }));
    } else {
        say!("{}", record.fingerprint);
    }
    Ok(ExitCode::SUCCESS)
}

/// Of the file: from standard input, or asked for twice.
fn password(from_stdin: bool) -> Result<SecretString, Error> {
    let once = secret("Password of the file: ", from_stdin)?;
    if !from_stdin {
        let again = secret("Once more: ", false)?;
        if once.expose_secret() != again.expose_secret() {
            return Err(Error::PasswordsDiffer);
        }
    }
    match once.expose_secret().chars().count() >= SHORTEST {
        true => Ok(once),
        false => Err(Error::PasswordTooShort(SHORTEST)),
    }
}

pub(crate) async fn list(args: FolderArgs, json: bool) -> Result<ExitCode, Error> {
    let (_, database) = Folder::open(&args.folder).await?;
    let now = SystemClock.now();
    let all = database.operators().await?;
    database.close().await;
    let listed: Vec<Value> = all.iter().map(|one| as_json(one, now)).collect();
    if json {
        say!("{}", Value::Array(listed));
        return Ok(ExitCode::SUCCESS);
    }
    for record in &all {
        say!(
            "{}\t{}\t{}\t{}",
            record.name,
            state(record, now),
            record.not_after_at.date(),
            record.fingerprint
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn as_json(record: &OperatorRecord, now: OffsetDateTime) -> Value {
    let moment = |at: OffsetDateTime| at.format(&Rfc3339).unwrap_or_default();
    json!({
        "name": record.name,
        "state": state(record, now),
        "fingerprint": record.fingerprint,
        "made_at": moment(record.made_at),
        "not_after_at": moment(record.not_after_at),
        "revoked_at": record.revoked_at.map(moment),
    })
}

fn state(record: &OperatorRecord, now: OffsetDateTime) -> &'static str {
    match record.revoked_at {
        Some(_) => "revoked",
        None if record.not_after_at < now => "expired",
        None => "valid",
    }
}

pub(crate) async fn revoke(args: OperatorRevokeArgs, json: bool) -> Result<ExitCode, Error> {
    let (_, database) = Folder::open(&args.folder).await?;
    let now = clock::of(&database).await?.now();
    let revoked = revoke_operator(&database, &args.operator, now).await?;
    database.close().await;
    let record = revoked.ok_or(Error::OperatorUnknown)?;
    if json {
        say!("{}", json!({ "revoked": record.name }));
    } else {
        say!("revoked: {}", record.name);
    }
    Ok(ExitCode::SUCCESS)
}
