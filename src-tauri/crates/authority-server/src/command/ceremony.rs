//! `ceremony`: the only commands that open the key of a root.

use std::process::ExitCode;

use rand_core::OsRng;
use secrecy::SecretString;
use serde_json::json;
use tanba_authority::{AuthorityToken, Branch, issue_ca, issue_root_crl};

use crate::args::{BranchArg, Ceremony, CeremonyArgs, CeremonyOf, IssueCaArgs};
use crate::clock;
use crate::error::Error;
use crate::folder::Folder;
use crate::passphrase::{Passphrase, secret};
use crate::purpose::home;

pub(crate) async fn run(args: CeremonyArgs, json: bool) -> Result<ExitCode, Error> {
    let of = match &args.ceremony {
        Ceremony::IssueCa(args) => &args.of,
        Ceremony::RootCrl(of) => of,
    };
    let CeremonyOf {
        folder,
        branch,
        passphrase,
    } = of;
    let (folder, database) = Folder::open(folder).await?;
    let passphrase = Passphrase::find(passphrase, &folder)?;
    let (token, pin) = match &args.ceremony {
        Ceremony::IssueCa(args) => token(args)?,
        Ceremony::RootCrl(_) => (None, None),
    };
    let keys = passphrase.keys(&folder).with_pin(pin.as_ref());
    let branch = match branch {
        BranchArg::Gost => Branch::Gost,
        BranchArg::Rsa => Branch::Rsa,
    };
    let now = clock::of(&database).await?.now();
    match &args.ceremony {
        Ceremony::IssueCa(_) => {
            let site = home(&database).await?.site();
            let name = issue_ca(
                &database,
                &keys,
                &site,
                branch,
                token.as_ref(),
                now,
                &mut OsRng,
            )
            .await?;
            if json {
                say!("{}", json!({ "issued": name }));
            } else {
                say!("issued: {name}");
                eprintln!("it issues from the next start of `serve` on");
            }
        }
        Ceremony::RootCrl(_) => {
            issue_root_crl(&database, &keys, branch, now).await?;
            let issued = format!("the CRL of root_{}", branch.as_str());
            if json {
                say!("{}", json!({ "issued": issued }));
            } else {
                say!("issued: {issued}");
            }
        }
    }
    database.close().await;
    Ok(ExitCode::SUCCESS)
}

/// The token that the key is to be made on, and its PIN.
fn token(args: &IssueCaArgs) -> Result<(Option<AuthorityToken>, Option<SecretString>), Error> {
    let (Some(module), Some(serial)) = (&args.pkcs11, &args.token) else {
        return Ok((None, None));
    };
    if args.of.branch == BranchArg::Gost {
        return Err(Error::NoGostOnTokens);
    }
    let module = std::path::absolute(module).map_err(Error::io(module))?;
    let pin = secret("PIN of the token: ", args.pin_stdin)?;
    let serial = serial.clone();
    Ok((Some(AuthorityToken { module, serial }), Some(pin)))
}
