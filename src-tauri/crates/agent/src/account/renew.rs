//! Renewal: a new key, vouched for by the old one.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tanba_enrolment::{EnrolmentId, Fact, Kind, OldKey, Step, Storage, next};
use tanba_keystore::file::KeyFile;
use tanba_online::AuthorityClient;
use tanba_protocol::authority::{ApplicationView, CodePurpose, KeyStorageKind, RenewalOrder};
use tanba_protocol::{Failure, FailureCode};

use super::{Account, AccountRequest, Codes, Secrets};
use crate::agent::{Agent, Patience};
use crate::enrol::{Answers, EnrolmentView, check_storage, fetching};
use crate::failure::Explain;
use crate::shell::{Shell, unless_cancelled};
use crate::tokens::KeyReference;

impl Agent {
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

    /// A renewal of this key that is not over; or that is, and the key with it: who asks again, maybe because
    /// nothing was heard of the end, is told of the new one.
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
            let is_open = !matches!(next(enrolment), Step::Done(_))
                || enrolment
                    .facts()
                    .any(|fact| matches!(fact, Fact::OldKeyRevoked));
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
