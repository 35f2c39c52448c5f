//! `revoke`: takes no key; OCSP says so at once, the next CRLs too.

use std::process::ExitCode;

use serde_json::json;
use tanba_authority::{Reason, Revoked, revoke};

use crate::args::{ReasonArg, RevokeArgs};
use crate::clock;
use crate::error::Error;
use crate::folder::Folder;

/// Who revoked, as the audit log tells it.
const BY: &str = "the command line";

pub(crate) async fn run(args: RevokeArgs, json: bool) -> Result<ExitCode, Error> {
    let (_, database) = Folder::open(&args.folder).await?;
    let reason = Reason::from(args.reason);
    let now = clock::of(&database).await?.now();
    let revoked = revoke(&database, &args.serial_number, reason, BY, now).await?;
    database.close().await;
    let failed = match revoked {
        Revoked::Now { subject, by_root } => {
            if json {
                let serial = &args.serial_number;
                say!(
                    "{}",
                    json!({ "revoked": true, "serial_number": serial, "subject": subject, "by_root": by_root })
                );
                return Ok(ExitCode::SUCCESS);
            }
            say!("revoked: {subject}");
            if by_root {
                eprintln!("the root's CRL tells it after `tanba-authority ceremony root-crl`");
            }
            return Ok(ExitCode::SUCCESS);
        }
        Revoked::Before => "it was revoked before",
        Revoked::Unknown => "no certificate has this serial number",
        Revoked::Root => "a root cannot be revoked: whoever trusts it must be told otherwise",
    };
    Err(Error::NotRevoked(failed))
}

impl From<ReasonArg> for Reason {
    fn from(reason: ReasonArg) -> Self {
        match reason {
            ReasonArg::Unspecified => Self::Unspecified,
            ReasonArg::KeyCompromise => Self::KeyCompromise,
            ReasonArg::AffiliationChanged => Self::AffiliationChanged,
            ReasonArg::Superseded => Self::Superseded,
            ReasonArg::CessationOfOperation => Self::CessationOfOperation,
            ReasonArg::PrivilegeWithdrawn => Self::PrivilegeWithdrawn,
        }
    }
}
