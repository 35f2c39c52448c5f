//! Keys as the window shows them.

use std::path::{Path, PathBuf};

use tanba_pki::Certificate;
use tanba_pki::profile::{KeyPurpose, key_purpose};
use tanba_protocol::{Failure, Warning};
use time::{Duration, OffsetDateTime};

use super::remind::GRACE;
use super::{Changed, Desk, KeyGroup, KeyLocation, KeyState, KeyView, Named, TokenKeyView};
use crate::describe::{CertificateView, Signer};
use crate::document;
use crate::failure::Explain;
use crate::keys::Looked;
use crate::keys::places::FoundKey;
use crate::keys::seen::EXPIRY_NOTICE;
use crate::tokens::{KeyReference, TokenReference, is_key};
use tanba_keystore::file::KeyKind;
use tanba_keystore::token::TokenInfo;
use tanba_store::SeenKey;

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
        self.watch_tokens().await;
        self.agent.tokens_seen().await;
        for seen in self.agent.seen_tokens().await {
            // A token that cannot be read is told among the tokens.
            for key in seen.keys.iter().flatten().filter(|key| is_key(key)) {
                let on_token = self.agent.key_on_token(&seen.info, key).await;
                let used_at = self.agent.token_key_used_at(&on_token.reference).await;
                keys.push((used_at, view_on_token(&seen.info, on_token, now)));
            }
        }
        keys.sort_by_key(|(used_at, view)| {
            (
                std::cmp::Reverse(*used_at),
                rank(view.state),
                view.reference.clone(),
            )
        });
        Ok(keys.into_iter().map(|(_, view)| view).collect())
    }

    /// Every key that is known to this computer.
    pub(super) async fn known_keys(&self) -> Result<Vec<KeyView>, Failure> {
        let keys = self.keys().await?;
        self.with_remembered(&keys).await
    }

    /// With those that were opened here before and lie elsewhere: in other folders, on tokens that are not
    /// connected, on sticks. A key that was deleted is no more, nor is one that nobody renews any more.
    pub(super) async fn with_remembered(&self, keys: &[KeyView]) -> Result<Vec<KeyView>, Failure> {
        let seen = self.agent.store().await?.keys().all().await;
        let forgotten = self.agent.forgotten_keys().await?;
        let mut known = keys.to_vec();
        let now = self.agent.clock.now();
        for seen in seen.map_err(|error| error.explain())? {
            let is_listed = known.iter().any(|key| {
                key.key_identifier.as_deref() == Some(&seen.identifier)
                    || key.reference == seen.location
            });
            let path = Path::new(&seen.location);
            let is_forgotten = forgotten.iter().any(|place| path.starts_with(place));
            if !is_listed && !is_forgotten && !self.is_deleted(&seen.location).await {
                known.extend(self.remembered(seen, now));
            }
        }
        Ok(known)
    }

    /// Whether a key is gone from a place that is there.
    async fn is_deleted(&self, location: &str) -> bool {
        match KeyReference::parse(location) {
            Ok(KeyReference::File(path)) => {
                !path.is_file() && path.parent().is_none_or(|folder| folder.is_dir())
            }
            Ok(KeyReference::Token(token)) => {
                let tokens = self.agent.tokens().await.tokens();
                tokens.iter().any(|info| info.serial == token.serial)
            }
            Err(_) => true,
        }
    }

    /// A key as it was last seen.
    fn remembered(&self, seen: SeenKey, now: OffsetDateTime) -> Option<KeyView> {
        let certificate = Certificate::from_der(&seen.certificate_der).ok()?;
        if now > certificate.not_after_at() + GRACE {
            return None;
        }
        let reference = KeyReference::parse(&seen.location).ok()?;
        let path = PathBuf::from(&seen.location);
        let mut shown = view(
            FoundKey {
                path,
                looked: Ok(Looked {
                    identifier: Some(seen.identifier.clone()),
                    by_name: None,
                    warnings: self.agent.warnings(&certificate, Some(&seen)),
                    certificate: Some(certificate),
                    seen: Some(seen),
                }),
            },
            now,
        );
        if let KeyReference::Token(TokenReference { serial, key }) = reference {
            shown.name.clone_from(&serial);
            shown.file = None;
            shown
                .warnings
                .retain(|warning| *warning != Warning::KeyOnComputer);
            shown.home = KeyLocation::Token {
                label: serial.clone(),
                serial,
                model: String::new(),
                key_id: key.map(hex::encode).unwrap_or_default(),
                module: PathBuf::new(),
                is_software: false,
            };
        }
        Some(shown)
    }

    /// The keys that may be offered for a signature, in the order of [`Self::keys`].
    pub(super) async fn usable_keys(&self) -> Result<Vec<KeyReference>, Failure> {
        let keys = self.keys().await?.into_iter();
        let usable = keys.filter(|key| rank(key.state) <= rank(KeyState::Unopened));
        // One that cannot be used now is shown with the reason.
        usable
            .map(|key| KeyReference::parse(&key.reference))
            .collect()
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
        group: certificate
            .map(|it| group(Signer::of(it)))
            .unwrap_or_default(),
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

fn view_on_token(info: &TokenInfo, key: TokenKeyView, now: OffsetDateTime) -> KeyView {
    let certificate = key.certificate.as_ref();
    let validity = certificate.map(|it| (it.not_before_at, it.not_after_at));
    let signer = certificate.map(|it| it.signer.clone());
    KeyView {
        home: KeyLocation::Token {
            serial: info.serial.clone(),
            label: info.label.clone(),
            model: info.model.clone(),
            key_id: key.key_id,
            module: info.module.clone(),
            is_software: info.is_software,
        },
        file: None,
        name: match (key.label.is_empty(), info.label.is_empty()) {
            (false, _) => key.label,
            (true, false) => info.label.clone(),
            (true, true) => info.serial.clone(),
        },
        days_left: validity.map(|(_, end)| whole_days(end - now)),
        used: validity.map(|(begin, end)| passed(begin, end, now)),
        practice: key.warnings.contains(&Warning::PracticeKey),
        group: signer.map(group).unwrap_or_default(),
        reference: key.reference,
        key_identifier: key.key_identifier,
        algorithm: key.algorithm,
        certificate: key.certificate,
        state: key.state,
        warnings: key.warnings,
        failure: key.failure,
    }
}

/// Whose key it is, as its certificate says.
fn group(signer: Signer) -> KeyGroup {
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
    let seen = looked.seen.as_ref();
    certified_state(
        certificate,
        seen.is_some_and(|seen| seen.revoked.is_some()),
        now,
    )
}

/// How a key is that has a certificate.
pub(crate) fn certified_state(
    certificate: &Certificate,
    is_revoked: bool,
    now: OffsetDateTime,
) -> KeyState {
    if is_revoked {
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
