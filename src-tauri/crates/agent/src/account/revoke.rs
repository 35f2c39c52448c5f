//! Revocation, by whom the certificate was issued to.

use tanba_enrolment::{Ask, Fact, Step, next};
use tanba_online::AuthorityClient;
use tanba_protocol::authority::{CodePurpose, RevocationOrder};
use tanba_protocol::{Failure, FailureCode, RevocationReason};

use super::{AccountRequest, Codes, Session};
use crate::agent::Agent;
use crate::failure::Explain;
use crate::shell::{Shell, unless_cancelled};

impl Agent {
    /// Revokes a certificate of the holder of a key: the one of that key where no other is named.
    ///
    /// # Errors
    /// [`FailureCode::CertificateUnknown`], [`FailureCode::CertificateRevoked`], those of the code, and
    /// as [`Self::account_certificates`].
    pub async fn account_revoke(
        &self,
        request: &AccountRequest,
        serial: Option<String>,
        reason: RevocationReason,
        codes: &Codes,
        shell: &dyn Shell,
    ) -> Result<String, Failure> {
        let (client, account) = self.enter(request, shell).await?;
        let serial = match serial {
            Some(typed) => {
                let revocable = revocable(&account.session, &client, &typed);
                unless_cancelled(shell, revocable).await?
            }
            None => account.serial(),
        };
        self.revoke_in(&account.session, &client, (&serial, reason), codes, shell)
            .await?;
        self.settle_renewals(&serial).await?;
        Ok(serial)
    }

    /// A renewal that offered to revoke this certificate has nothing to offer any more.
    pub(crate) async fn settle_renewals(&self, serial: &str) -> Result<(), Failure> {
        for mut enrolment in self.all_enrolments().await? {
            let offers = matches!(next(&enrolment), Step::Ask(Ask::Revocation { serial: of }) if of.eq_ignore_ascii_case(serial));
            if !offers {
                continue;
            }
            let held = self.hold_enrolment(&enrolment.id).await?;
            for fact in [Fact::RevocationChosen { revoke: true }, Fact::OldKeyRevoked] {
                self.add_fact(&held, &mut enrolment, fact).await?;
            }
        }
        Ok(())
    }

    /// Revokes, with the one-time code for it.
    pub(crate) async fn revoke_in(
        &self,
        session: &Session,
        client: &AuthorityClient,
        (serial, reason): (&str, RevocationReason),
        codes: &Codes,
        shell: &dyn Shell,
    ) -> Result<(), Failure> {
        let purpose = CodePurpose::Revoke;
        let work = self.with_code(session, client, purpose, codes, shell, |code| {
            let order = RevocationOrder {
                serial_number: serial.to_owned(),
                reason,
                code,
            };
            async move {
                let revoked = client.account_revocation(session.token(), &order).await;
                revoked.map_err(|error| error.explain())
            }
        });
        self.learn(&work.await?).await?;
        Ok(())
    }
}

/// The serial number of a certificate that can be revoked, found by what was typed: before a code is sent for
/// nothing.
async fn revocable(
    session: &Session,
    client: &AuthorityClient,
    typed: &str,
) -> Result<String, Failure> {
    let digits: String = typed
        .chars()
        .filter(|one| !matches!(one, ':' | ' '))
        .collect();
    let all = client.account_certificates(session.token()).await;
    let all = all.map_err(|error| error.explain())?;
    let found = all
        .into_iter()
        .find(|one| one.serial_number.eq_ignore_ascii_case(&digits));
    match found {
        None => Err(Failure::new(FailureCode::CertificateUnknown).with_subject(typed)),
        Some(one) if one.revoked_at.is_some() => {
            Err(Failure::new(FailureCode::CertificateRevoked).with_subject(one.serial_number))
        }
        Some(one) => Ok(one.serial_number),
    }
}
