//! `ceremony`: the only commands that open the key of a root.

use std::process::ExitCode;

use rand_core::OsRng;
use tanba_authority::{Branch, Site, issue_ca, issue_root_crl};

use crate::args::{BranchArg, Ceremony, CeremonyArgs, CeremonyOf};
use crate::clock;
use crate::error::Error;
use crate::folder::Folder;
use crate::passphrase::Passphrase;

pub(crate) async fn run(args: CeremonyArgs) -> Result<ExitCode, Error> {
    let (Ceremony::IssueCa(of) | Ceremony::RootCrl(of)) = &args.ceremony;
    let CeremonyOf {
        folder,
        branch,
        passphrase,
    } = of;
    let (folder, database) = Folder::open(folder).await?;
    let passphrase = Passphrase::find(passphrase, &folder)?;
    let keys = passphrase.keys(&folder);
    let branch = match branch {
        BranchArg::Gost => Branch::Gost,
        BranchArg::Rsa => Branch::Rsa,
    };
    let now = clock::of(&database).await?.now();
    match &args.ceremony {
        Ceremony::IssueCa(_) => {
            let address = database.address().await?.unwrap_or_default();
            let site = Site::new(format!("http://{address}"));
            let name = issue_ca(&database, &keys, &site, branch, now, &mut OsRng).await?;
            println!("issued: {name}");
            eprintln!("it issues from the next start of `serve` on");
        }
        Ceremony::RootCrl(_) => {
            issue_root_crl(&database, &keys, branch, now).await?;
            println!("issued: the CRL of root_{}", branch.as_str());
        }
    }
    database.close().await;
    Ok(ExitCode::SUCCESS)
}
