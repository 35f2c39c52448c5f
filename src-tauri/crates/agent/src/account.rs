//! The personal account at an authority: what was issued to a person, renewal and revocation.

mod codes;
mod known;
mod open;
mod session;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use tanba_enrolment::{Ask, EnrolmentId, Fact, Kind, OldKey, Step, Storage, next};
use tanba_keystore::file::KeyFile;
use tanba_online::AuthorityClient;
use tanba_pki::Certificate;
use tanba_protocol::authority::{
    AccountApplication, AccountCertificate, AccountSettings, ApplicationView, CodePurpose,
    Decision, DecisionOrder, KeyStorageKind, Language, RenewalOrder, RevocationOrder,
};
use tanba_protocol::{Failure, FailureCode, Moment, RevocationReason};
use time::OffsetDateTime;

use crate::agent::{Agent, Patience};
use crate::describe::CertificateView;
use crate::enrol::{Answers, EnrolmentView, check_storage, fetching};
use crate::failure::Explain;
use crate::shell::{Shell, unless_cancelled};
use crate::tokens::KeyReference;

pub use codes::Codes;
pub(crate) use open::Secrets;
use session::sign;
pub(crate) use session::{Account, Session};

/// A certificate that was issued to the person.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct OwnCertificateView {
    /// Serial number, in hex.
    pub serial_number: String,
    /// What it says.
    pub certificate: CertificateView,
    /// Whether it is the person's own, rather than an employee's.
    pub is_own: bool,
    /// When it was revoked.
    pub revoked_at: Option<Moment>,
    /// Why.
    pub revocation_reason: Option<RevocationReason>,
}

/// What is to be set otherwise in an account.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct AccountSettingsChange {
    /// The language of letters and messages.
    pub language: Option<Language>,
    /// Whether to be reminded by e-mail.
    pub email_reminders: Option<bool>,
}

/// Whose account, and where.
#[derive(Clone, Debug)]
pub struct AccountRequest {
    /// Address of the authority.
    pub authority: String,
    /// The key to log in with.
    pub key: String,
}

impl Agent {
    /// Everything issued to the holder of a key.
    ///
    /// # Errors
    /// [`FailureCode::AccountKeyRefused`], and those of the key and the authority.
    pub async fn account_certificates(
        &self,
        request: &AccountRequest,
        shell: &dyn Shell,
    ) -> Result<Vec<OwnCertificateView>, Failure> {
        let (client, account) = self.enter(request, shell).await?;
        unless_cancelled(shell, self.certificates_in(&account.session, &client)).await
    }

    /// The same in a session. What was revoked is remembered of the keys that are here.
    pub(crate) async fn certificates_in(
        &self,
        session: &Session,
        client: &AuthorityClient,
    ) -> Result<Vec<OwnCertificateView>, Failure> {
        let all = client.account_certificates(session.token()).await;
        let mut views = Vec::new();
        for one in all.map_err(|error| error.explain())? {
            let certificate = self.learn(&one).await?;
            views.push(OwnCertificateView {
                serial_number: one.serial_number,
                certificate: CertificateView::of(&certificate),
                is_own: one.is_own,
                revoked_at: one.revoked_at,
                revocation_reason: one.revocation_reason,
            });
        }
        Ok(views)
    }

    /// Remembers what the authority says of a certificate.
    async fn learn(&self, one: &AccountCertificate) -> Result<Certificate, Failure> {
        let damaged = |error: &dyn std::fmt::Display| {
            Failure::new(FailureCode::AuthorityAnswerDamaged).with_detail(error)
        };
        let der = STANDARD.decode(&one.certificate);
        let der = der.map_err(|error| damaged(&error))?;
        let certificate = Certificate::from_der(&der).map_err(|error| damaged(&error))?;
        let since = one
            .revoked_at
            .map(|at| OffsetDateTime::from_unix_timestamp(at.0));
        if let Some(Ok(since)) = since {
            let reason = one.revocation_reason.unwrap_or_default();
            self.mark_revoked(&certificate, since, reason).await;
        }
        Ok(certificate)
    }

    /// The applications of the holder of a key, and for a head those of the staff.
    ///
    /// # Errors
    /// As [`Self::account_certificates`].
    pub async fn account_applications(
        &self,
        request: &AccountRequest,
        shell: &dyn Shell,
    ) -> Result<Vec<AccountApplication>, Failure> {
        let (client, account) = self.enter(request, shell).await?;
        let all = client.account_applications(account.session.token()).await;
        all.map_err(|error| error.explain())
    }

    /// The settings of the holder of a key; with those of `change` from now on.
    ///
    /// # Errors
    /// As [`Self::account_certificates`].
    pub async fn account_settings(
        &self,
        request: &AccountRequest,
        change: &AccountSettingsChange,
        shell: &dyn Shell,
    ) -> Result<AccountSettings, Failure> {
        let (client, account) = self.enter(request, shell).await?;
        let work = self.settings_in(&account.session, &client, change);
        unless_cancelled(shell, work).await
    }

    /// The same in a session.
    pub(crate) async fn settings_in(
        &self,
        session: &Session,
        client: &AuthorityClient,
        change: &AccountSettingsChange,
    ) -> Result<AccountSettings, Failure> {
        let before = client.account_settings(session.token()).await;
        let before = before.map_err(|error| error.explain())?;
        let wanted = AccountSettings {
            language: change.language.unwrap_or(before.language),
            email_reminders: change.email_reminders.unwrap_or(before.email_reminders),
        };
        if wanted == before {
            return Ok(before);
        }
        let kept = client.keep_account_settings(session.token(), &wanted).await;
        kept.map_err(|error| error.explain())
    }

    /// Signs or refuses an employee's application, as the head of the legal entity.
    ///
    /// # Errors
    /// [`FailureCode::HeadRequired`], [`FailureCode::ApplicationUnknown`],
    /// [`FailureCode::ApplicationStageWrong`], and as [`Self::account_certificates`].
    pub async fn account_decide(
        &self,
        request: &AccountRequest,
        number: &str,
        refusal: Option<String>,
        shell: &dyn Shell,
    ) -> Result<ApplicationView, Failure> {
        let (client, account) = self.enter(request, shell).await?;
        let session = &account.session;
        let order = match refusal {
            Some(reason) => refuse(reason),
            None => {
                let to_sign = self.to_sign_in(session, &client, number).await?;
                agree(account.sign(to_sign.as_bytes(), self.clock.now())?)
            }
        };
        let decided = client.account_decision(session.token(), number, &order);
        decided.await.map_err(|error| error.explain())
    }

    /// The same in a session. To sign, the key is opened anew: that is the consent.
    pub(crate) async fn decide_in(
        &self,
        session: &Session,
        client: &AuthorityClient,
        number: &str,
        refusal: Option<String>,
        shell: &dyn Shell,
    ) -> Result<ApplicationView, Failure> {
        let order = match refusal {
            Some(reason) => refuse(reason),
            None => {
                let to_sign = self.to_sign_in(session, client, number).await?;
                let key = self
                    .open_key(&session.key, &mut Secrets::default(), shell)
                    .await?;
                agree(sign(&key.signing, to_sign.as_bytes(), self.clock.now())?)
            }
        };
        let decided = client.account_decision(session.token(), number, &order);
        decided.await.map_err(|error| error.explain())
    }

    /// What the head signs to let an application through.
    async fn to_sign_in(
        &self,
        session: &Session,
        client: &AuthorityClient,
        number: &str,
    ) -> Result<String, Failure> {
        let of = |code| Failure::new(code).with_subject(number);
        let all = client.account_applications(session.token()).await;
        let all = all.map_err(|error| error.explain())?;
        let of_number = |one: &AccountApplication| one.application.number == number;
        let found = all.into_iter().find(of_number);
        let found = found.ok_or_else(|| of(FailureCode::ApplicationUnknown))?;
        found
            .to_sign
            .ok_or_else(|| of(FailureCode::ApplicationStageWrong))
    }

    /// Renews a key: makes a new one, has it certified by a signature of the old one and a one-time code,
    /// and proves it. A renewal of this key that was broken off is taken up again.
    ///
    /// # Errors
    /// As [`Self::account_certificates`]; those of the code, the folder and the new key.
    pub async fn account_renew(
        &self,
        request: &AccountRequest,
        storage: Option<Storage>,
        revoke_old: Option<bool>,
        codes: Codes,
        shell: &dyn Shell,
    ) -> Result<EnrolmentView, Failure> {
        let client = self
            .authority_client(&request.authority, Patience::Needed)
            .await?;
        fetching(shell);
        unless_cancelled(shell, self.meet_authority(&client, None)).await?;
        let key = KeyReference::parse(&request.key)?;
        let answers = Answers {
            revoke_old,
            ..Answers::default()
        };
        let begun = self.begun_renewal(client.address(), &key).await?;
        if let Some(id) = begun {
            let id = id.to_string();
            let answers = Answers { storage, ..answers };
            return self.resume_enrolment(&id, answers, codes, shell).await;
        }
        let storage = match storage {
            Some(storage) => storage,
            None => beside(&key)?,
        };
        check_storage(&storage)?;
        let storage = self.resolved_storage(storage).await?;
        let account = self
            .open_account(&client, &request.key, Secrets::default(), shell)
            .await?;
        let facts = vec![
            Fact::OldKeyChosen(account.old_key()),
            Fact::StorageChosen { storage },
        ];
        let id = self
            .begin_enrolment(Kind::Renewal, client.address(), facts)
            .await?;
        self.run_logged_in(&id, answers, codes, Some(account), shell)
            .await?;
        Ok(EnrolmentView::of(&self.known_enrolment(&id).await?))
    }

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
        let serial = serial.unwrap_or_else(|| account.serial());
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

    /// A renewal of this key that is not over.
    async fn begun_renewal(
        &self,
        authority: &str,
        key: &KeyReference,
    ) -> Result<Option<EnrolmentId>, Failure> {
        let is_it = self.is_key(key)?;
        let all = self.all_enrolments().await?;
        let found = all.into_iter().find(|enrolment| {
            let is_of_key = enrolment
                .facts()
                .any(|fact| matches!(fact, Fact::OldKeyChosen(old) if is_it(old)));
            let is_open = !matches!(next(enrolment), Step::Done(_));
            enrolment.kind == Kind::Renewal
                && enrolment.authority == authority
                && is_of_key
                && is_open
        });
        Ok(found.map(|enrolment| enrolment.id))
    }

    /// What tells whether a renewal is that of a key, without a secret.
    fn is_key(&self, key: &KeyReference) -> Result<impl Fn(&OldKey) -> bool, Failure> {
        let (claimed, token) = match key {
            KeyReference::File(path) => {
                let file = KeyFile::open(path).map_err(|error| error.explain_about(path))?;
                (file.claimed_key_identifier(), None)
            }
            KeyReference::Token(token) => (None, Some(token.clone())),
        };
        let claimed = claimed.map(|identifier| identifier.to_string());
        Ok(move |old: &OldKey| match &token {
            None => claimed.as_deref() == Some(old.key_identifier.as_str()),
            Some(token) => match KeyReference::parse(&old.reference) {
                Ok(KeyReference::Token(of)) => {
                    let is_same = token.key.is_none() || token.key == of.key;
                    of.serial == token.serial && is_same
                }
                _ => false,
            },
        })
    }

    /// Logs in with a key.
    pub(crate) async fn enter(
        &self,
        request: &AccountRequest,
        shell: &dyn Shell,
    ) -> Result<(AuthorityClient, Account), Failure> {
        let client = self
            .authority_client(&request.authority, Patience::Needed)
            .await?;
        fetching(shell);
        unless_cancelled(shell, self.meet_authority(&client, None)).await?;
        let account = self
            .open_account(&client, &request.key, Secrets::default(), shell)
            .await?;
        Ok((client, account))
    }

    /// Hands in a renewal, with the one-time code for it.
    pub(crate) async fn renew_in(
        &self,
        account: &Account,
        client: &AuthorityClient,
        idempotency_key: &str,
        (requests, storage): (Vec<String>, KeyStorageKind),
        codes: &Codes,
        shell: &dyn Shell,
    ) -> Result<ApplicationView, Failure> {
        let mut content = Vec::new();
        for request in &requests {
            let der = STANDARD.decode(request);
            content.extend(
                der.map_err(|error| {
                    Failure::new(FailureCode::EnrolmentDamaged).with_detail(error)
                })?,
            );
        }
        let signature = account.sign(&content, self.clock.now())?;
        let session = &account.session;
        self.with_code(session, client, CodePurpose::Renew, codes, shell, |code| {
            let order = RenewalOrder {
                requests: requests.clone(),
                storage,
                code,
                signature: signature.clone(),
            };
            async move {
                let renewed = client.account_renewal(session.token(), idempotency_key, &order);
                let renewed = renewed.await.map_err(|error| error.explain())?;
                Ok(renewed.application)
            }
        })
        .await
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

fn refuse(reason: String) -> DecisionOrder {
    DecisionOrder {
        decision: Decision::Refuse,
        reason: Some(reason),
        signature: None,
    }
}

fn agree(signature: String) -> DecisionOrder {
    DecisionOrder {
        decision: Decision::Sign,
        reason: None,
        signature: Some(signature),
    }
}

/// Where a key lies: its folder, or its token.
fn beside(key: &KeyReference) -> Result<Storage, Failure> {
    let key = match key {
        KeyReference::File(path) => path,
        KeyReference::Token(token) => {
            return Ok(Storage::Token {
                serial: token.serial.clone(),
                model: KeyStorageKind::Kaztoken,
            });
        }
    };
    let absolute = std::path::absolute(key);
    let absolute = absolute.map_err(|error| crate::output::read_failure(&error, key))?;
    let folder = absolute.parent().unwrap_or(&absolute);
    Ok(Storage::Folder {
        path: folder.display().to_string(),
    })
}
