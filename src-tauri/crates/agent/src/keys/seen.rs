//! What is remembered of keys, so that a person is warned before the password is asked.

use std::path::Path;

use tanba_keystore::Signer;
use tanba_keystore::file::{FileSigner, KeyFile};
use tanba_pki::Certificate;
use tanba_pki::digest::DigestAlgorithm;
use tanba_pki::path::RevocationStatus;
use tanba_pki::profile::{KeyPurpose, key_purpose};
use tanba_protocol::{Event, RevocationReason, Warning};
use tanba_store::{SeenKey, Store};
use time::{Duration, OffsetDateTime};

use crate::agent::Agent;
use crate::document;
use crate::practice::is_practice;
use crate::shell::Shell;
use crate::trust::is_test;
use crate::verify::{moment, revocation_reason};

/// The NCA reminds of the end of a certificate one month before.
pub(crate) const EXPIRY_NOTICE: Duration = Duration::days(30);
/// Larger than any honest key file, in bytes.
const MAX_KEY_FILE: u64 = 4 << 20;

impl Agent {
    /// Remembers a key that was opened.
    pub(crate) async fn remember_key(
        &self,
        file: &KeyFile,
        signer: &FileSigner,
        shell: &dyn Shell,
    ) {
        let (Some(store), Some(certificate)) =
            (self.store_or_warn(shell).await, signer.certificate())
        else {
            return;
        };
        let location = std::path::absolute(file.path()).unwrap_or_else(|_| file.path().to_owned());
        let remembered = store
            .keys()
            .remember(
                &signer.key_identifier().to_string(),
                &location.display().to_string(),
                sha256(file.path()).as_deref(),
                certificate.der(),
                self.clock.now(),
            )
            .await;
        if remembered.is_err() {
            shell.event(Event::Warned(Warning::HistoryNotWritten));
        }
    }

    /// Remembers a key of a token that was opened.
    pub(crate) async fn remember_token_key(
        &self,
        location: &str,
        signer: &dyn Signer,
        shell: &dyn Shell,
    ) {
        let (Some(store), Some(certificate)) =
            (self.store_or_warn(shell).await, signer.certificate())
        else {
            return;
        };
        let identifier = signer.key_identifier().to_string();
        let (der, now) = (certificate.der(), self.clock.now());
        let remembered = store
            .keys()
            .remember(&identifier, location, None, der, now)
            .await;
        if remembered.is_err() {
            shell.event(Event::Warned(Warning::HistoryNotWritten));
        }
    }

    /// When a key of a token was last used here.
    pub(crate) async fn token_key_used_at(&self, location: &str) -> Option<OffsetDateTime> {
        let seen = self.store().await.ok()?.keys().all().await.ok()?;
        let key = seen.into_iter().find(|seen| seen.location == location)?;
        Some(key.last_seen_at)
    }

    /// Remembers what a validation as of `at` found out about the certificate of a key that was
    /// opened here. Only a suspension is ever taken back.
    pub(crate) async fn remember_revocation(
        &self,
        certificate: &Certificate,
        status: RevocationStatus,
        at: OffsetDateTime,
    ) {
        // Nothing is remembered where there is no database yet, nor begun for this.
        if !self.folders.database().is_file() {
            return;
        }
        let Ok(store) = self.store().await else {
            return;
        };
        let identifier = certificate.key_identifier().to_string();
        let seen = match store.keys().by_identifier(&identifier).await {
            Ok(Some(seen)) if seen.certificate_der == certificate.der() => seen,
            _ => return,
        };
        let found = match (status, seen.revoked) {
            (RevocationStatus::Revoked { revoked_at, reason }, _) => {
                Some((revoked_at, revocation_reason(reason)))
            }
            (RevocationStatus::Good, Some((since, RevocationReason::CertificateHold)))
                if since < at =>
            {
                None
            }
            _ => return,
        };
        // It will be found again; the verdict does not depend on it.
        let _ = store.keys().mark_revoked(&identifier, found).await;
    }

    /// Remembers that the certificate of a key that was opened here is revoked, as its authority says.
    pub(crate) async fn mark_revoked(
        &self,
        certificate: &Certificate,
        since: OffsetDateTime,
        reason: RevocationReason,
    ) {
        if !self.folders.database().is_file() {
            return;
        }
        let Ok(store) = self.store().await else {
            return;
        };
        let identifier = certificate.key_identifier().to_string();
        if let Ok(Some(seen)) = store.keys().by_identifier(&identifier).await
            && seen.certificate_der == certificate.der()
        {
            // It will be heard of again.
            let revoked = Some((since, reason));
            let _ = store.keys().mark_revoked(&identifier, revoked).await;
        }
    }

    /// What a person should know of a key before signing with it.
    pub(crate) fn warnings(
        &self,
        certificate: &Certificate,
        seen: Option<&SeenKey>,
    ) -> Vec<Warning> {
        let mut warnings = Vec::new();
        if let Some((at, reason)) = seen.and_then(|seen| seen.revoked) {
            warnings.push(Warning::KeyRevoked {
                revoked_at: moment(at),
                reason,
            });
        }
        if matches!(key_purpose(certificate), Ok(KeyPurpose::Authentication)) {
            warnings.push(Warning::AuthenticationOnly);
        }
        let left = certificate.not_after_at() - self.clock.now();
        if left.is_negative() {
            warnings.push(Warning::KeyExpired {
                expired_at: moment(certificate.not_after_at()),
            });
        } else if left < EXPIRY_NOTICE {
            warnings.push(Warning::KeyExpiresSoon {
                days: left.whole_days(),
                expires_at: moment(certificate.not_after_at()),
            });
        }
        if self.clock.now() < certificate.not_before_at() {
            warnings.push(Warning::KeyNotYetValid {
                begins_at: moment(certificate.not_before_at()),
            });
        }
        if is_test(certificate) {
            warnings.push(Warning::TestKey);
        }
        if is_practice(certificate) {
            warnings.push(Warning::PracticeKey);
        }
        warnings
    }
}

/// What is known of a key before it is opened: by its file, else by the identifier that the file
/// claims, which a file under another password still does.
pub(crate) async fn seen_key(store: &Store, file: &KeyFile) -> Option<SeenKey> {
    if let Some(sha256) = sha256(file.path())
        && let Ok(Some(seen)) = store.keys().by_file(&sha256).await
    {
        return Some(seen);
    }
    let identifier = file.claimed_key_identifier()?.to_string();
    store.keys().by_identifier(&identifier).await.ok().flatten()
}

/// What is known of a key that is open.
pub(crate) async fn seen_exactly(store: &Store, signer: &dyn Signer) -> Option<SeenKey> {
    let identifier = signer.key_identifier().to_string();
    store.keys().by_identifier(&identifier).await.ok().flatten()
}

/// Names a key file by what is in it, wherever it lies.
fn sha256(path: &Path) -> Option<String> {
    let bytes = document::read(path, MAX_KEY_FILE).ok()?;
    Some(hex::encode(DigestAlgorithm::Sha256.digest(&bytes)))
}
