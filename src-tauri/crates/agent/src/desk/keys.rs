//! Keys as the window shows them.

use std::path::PathBuf;

use tanba_pki::Certificate;
use tanba_pki::profile::{KeyPurpose, key_purpose};
use tanba_protocol::{Failure, Warning};
use time::{Duration, OffsetDateTime};

use super::{Changed, Desk, KeyGroup, KeyLocation, KeyState, KeyView, Named};
use crate::describe::{CertificateView, Signer};
use crate::document;
use crate::keys::Looked;
use crate::keys::places::FoundKey;
use crate::keys::seen::EXPIRY_NOTICE;
use tanba_keystore::file::KeyKind;

impl Desk {
    /// The keys, those used last first, then those that can sign.
    pub(super) async fn keys(&self) -> Result<Vec<KeyView>, Failure> {
        let now = self.agent.clock.now();
        let mut keys: Vec<_> = self
            .agent
            .found_keys()
            .await?
            .into_iter()
            .map(|found| (used_at(&found), view(found, now)))
            .collect();
        keys.sort_by_key(|(used_at, view)| {
            (
                std::cmp::Reverse(*used_at),
                rank(view.state),
                view.reference.clone(),
            )
        });
        Ok(keys.into_iter().map(|(_, view)| view).collect())
    }

    /// The key files that may be offered for a signature, in the order of [`Self::keys`].
    pub(super) async fn usable_keys(&self) -> Result<Vec<PathBuf>, Failure> {
        let keys = self.keys().await?.into_iter();
        let usable = keys.filter(|key| rank(key.state) <= rank(KeyState::Unopened));
        Ok(usable.filter_map(|key| key.file).collect())
    }

    pub(super) async fn add_keys(&self, paths: Vec<String>) -> Result<Vec<KeyView>, Failure> {
        let paths: Vec<PathBuf> = paths.into_iter().map(PathBuf::from).collect();
        self.agent.add_keys(&paths).await?;
        self.keys_changed().await
    }

    pub(super) async fn keys_changed(&self) -> Result<Vec<KeyView>, Failure> {
        self.changed(Changed::Keys);
        self.keys().await
    }
}

fn used_at(found: &FoundKey) -> Option<OffsetDateTime> {
    let seen = found.looked.as_ref().ok()?.seen.as_ref()?;
    Some(seen.last_seen_at)
}

/// Which of two keys a person rather wants.
fn rank(state: KeyState) -> u8 {
    match state {
        KeyState::Valid | KeyState::Expiring => 0,
        KeyState::Unopened => 1,
        KeyState::AuthenticationOnly => 2,
        KeyState::NotYetValid | KeyState::Expired | KeyState::Revoked => 3,
        KeyState::Uncertified | KeyState::Damaged => 4,
    }
}

fn view(found: FoundKey, now: OffsetDateTime) -> KeyView {
    let name = document::name(&found.path);
    let (looked, failure) = match found.looked {
        Ok(looked) => (Some(looked), None),
        Err(failure) => (None, Some(failure)),
    };
    let certificate = looked.as_ref().and_then(|it| it.certificate.as_ref());
    let validity = certificate.map(|it| (it.not_before_at(), it.not_after_at()));
    let mut warnings: Vec<_> = looked.iter().flat_map(|it| it.warnings.clone()).collect();
    if failure.is_none() {
        warnings.push(Warning::KeyOnComputer);
    }
    KeyView {
        reference: found.path.display().to_string(),
        home: KeyLocation::File {
            path: found.path.clone(),
        },
        file: Some(found.path),
        name,
        algorithm: certificate.and_then(|it| it.public_key().ok().map(|key| key.name())),
        group: certificate.map(group).unwrap_or_default(),
        state: looked
            .as_ref()
            .map_or(KeyState::Damaged, |it| state(it, now)),
        days_left: validity.map(|(_, end)| whole_days(end - now)),
        used: validity.map(|(begin, end)| passed(begin, end, now)),
        certificate: certificate.map(CertificateView::of),
        practice: looked
            .as_ref()
            .is_some_and(|it| it.warnings.contains(&Warning::PracticeKey)),
        key_identifier: looked.as_ref().and_then(|it| it.identifier.clone()),
        warnings,
        failure,
    }
}

/// Whose key it is, as its certificate says.
fn group(certificate: &Certificate) -> KeyGroup {
    let signer = Signer::of(certificate);
    let named = |name: Option<String>, number: Option<String>| {
        (name.is_some() || number.is_some()).then_some(Named { name, number })
    };
    KeyGroup {
        person: named(signer.common_name, signer.iin),
        organisation: named(signer.organisation, signer.bin),
    }
}

fn state(looked: &Looked, now: OffsetDateTime) -> KeyState {
    let Some(certificate) = &looked.certificate else {
        return match looked.by_name {
            Some(KeyKind::RsaAuthentication) => KeyState::AuthenticationOnly,
            _ => KeyState::Unopened,
        };
    };
    if looked
        .seen
        .as_ref()
        .is_some_and(|seen| seen.revoked.is_some())
    {
        KeyState::Revoked
    } else if now > certificate.not_after_at() {
        KeyState::Expired
    } else if now < certificate.not_before_at() {
        KeyState::NotYetValid
    } else if is_for_authentication(certificate) {
        KeyState::AuthenticationOnly
    } else if certificate.not_after_at() - now < EXPIRY_NOTICE {
        KeyState::Expiring
    } else {
        KeyState::Valid
    }
}

fn is_for_authentication(certificate: &Certificate) -> bool {
    matches!(key_purpose(certificate), Ok(KeyPurpose::Authentication))
}

/// Whole days, rounded down: an hour ago is -1.
fn whole_days(left: Duration) -> i64 {
    left.whole_seconds().div_euclid(86_400)
}

fn passed(begin: OffsetDateTime, end: OffsetDateTime, now: OffsetDateTime) -> f64 {
    let share = (now - begin).as_seconds_f64() / (end - begin).as_seconds_f64();
    if share.is_finite() {
        share.clamp(0.0, 1.0)
    } else {
        1.0
    }
}
