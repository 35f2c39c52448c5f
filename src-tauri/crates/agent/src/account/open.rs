//! Opening the key that logs in: a file, or a key of a token with the other one of its pair.

use std::path::Path;

use secrecy::SecretString;
use tanba_keystore::Signer;
use tanba_keystore::file::KeyFile;
use tanba_keystore::token::TokenKey;
use tanba_pki::profile::{KeyPurpose, key_purpose};
use tanba_pki::{Certificate, name};
use tanba_protocol::{Failure, FailureCode, PinKind};

use crate::agent::Agent;
use crate::document::about;
use crate::failure::Explain;
use crate::shell::Shell;
use crate::tokens::{ExplainOf, KeyReference, TokenReference};

/// Secrets that were right a moment ago, so that nobody is asked twice in a run.
#[derive(Clone, Default)]
pub(crate) struct Secrets {
    /// What opened the last key file.
    pub(crate) password: Option<SecretString>,
    /// The PIN of the last token, by its serial number.
    pub(crate) pin: Option<(String, SecretString)>,
}

impl Secrets {
    pub(crate) fn pin_of(&self, serial: &str) -> Option<&SecretString> {
        let (of, pin) = self.pin.as_ref()?;
        (of == serial).then_some(pin)
    }
}

/// A key with its certificate.
pub(super) struct Certified {
    pub(super) signer: Box<dyn Signer>,
    pub(super) certificate: Certificate,
}

/// What was opened.
pub(super) struct Opened {
    /// What `--key` takes.
    pub(super) reference: String,
    /// Signs.
    pub(super) signing: Certified,
    /// Logs in, where that is the other key of a pair.
    pub(super) log_in: Option<Certified>,
}

impl Agent {
    /// Opens a key; what is known already is not asked for.
    pub(super) async fn open_key(
        &self,
        key: &str,
        secrets: &mut Secrets,
        shell: &dyn Shell,
    ) -> Result<Opened, Failure> {
        match KeyReference::parse(key)? {
            KeyReference::File(path) => self.open_file(&path, secrets, shell).await,
            KeyReference::Token(token) => self.open_on_token(&token, secrets, shell).await,
        }
    }

    async fn open_file(
        &self,
        path: &Path,
        secrets: &mut Secrets,
        shell: &dyn Shell,
    ) -> Result<Opened, Failure> {
        let file = KeyFile::open(path).map_err(|error| error.explain_about(path))?;
        let fits =
            |known: &&SecretString| tokio::task::block_in_place(|| file.unlock(known)).is_ok();
        let password = match secrets.password.as_ref().filter(fits) {
            Some(known) => known.clone(),
            None => self.right_password(&file, shell).await?,
        };
        let without = || about(FailureCode::KeyFileWithoutKey, path);
        let signers = tokio::task::block_in_place(|| file.unlock(&password));
        let signer = signers
            .map_err(|error| error.explain_about(path))?
            .into_iter()
            .find(|signer| signer.certificate().is_some())
            .ok_or_else(without)?;
        self.remember_key(&file, &signer, shell).await;
        secrets.password = Some(password);
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        Ok(Opened {
            reference: absolute.display().to_string(),
            signing: Certified {
                certificate: signer.certificate().cloned().ok_or_else(without)?,
                signer: Box::new(signer),
            },
            log_in: None,
        })
    }

    async fn open_on_token(
        &self,
        reference: &TokenReference,
        secrets: &mut Secrets,
        shell: &dyn Shell,
    ) -> Result<Opened, Failure> {
        let (token, info) = self.token_with_info(Some(&reference.serial)).await?;
        let known = secrets.pin_of(&info.serial).cloned();
        let (keys, pin) = match known {
            Some(pin) => {
                let keys = tokio::task::block_in_place(|| token.keys(Some(&pin)));
                (keys.map_err(|error| error.explain_of(&info))?, pin)
            }
            None => {
                self.with_pin(&token, PinKind::User, shell, |pin| token.keys(Some(pin)))
                    .await?
            }
        };
        let (signing, log_in) = choose(&keys, reference.key.as_deref()).ok_or_else(|| {
            Failure::new(FailureCode::KeyNotFound).with_subject(reference.to_string())
        })?;
        let open = |(key, certificate): (&TokenKey, &Certificate)| {
            let signer = tokio::task::block_in_place(|| token.signer(&key.name, &pin));
            Ok::<_, Failure>(Certified {
                signer: Box::new(signer.map_err(|error| error.explain_of(&info))?),
                certificate: certificate.clone(),
            })
        };
        let opened = Opened {
            reference: TokenReference::new(&info.serial, &signing.0.name).to_string(),
            log_in: log_in.map(open).transpose()?,
            signing: open(signing)?,
        };
        secrets.pin = Some((info.serial.clone(), pin));
        Ok(opened)
    }
}

/// The key that signs and the one that logs in: the one that was named, or the one that lasts longest,
/// with the other of its pair. Those were issued together.
#[allow(clippy::type_complexity, reason = "two of the same")]
fn choose<'a>(
    keys: &'a [TokenKey],
    named: Option<&[u8]>,
) -> Option<(
    (&'a TokenKey, &'a Certificate),
    Option<(&'a TokenKey, &'a Certificate)>,
)> {
    let certified = || {
        keys.iter()
            .filter_map(|key| Some((key, key.certificate.as_ref()?)))
    };
    let is_named = |key: &TokenKey| {
        named.is_none_or(|id| {
            key.id == id || key.key_identifier.as_ref().is_some_and(|of| of.0 == id)
        })
    };
    let purpose = |certificate: &Certificate| key_purpose(certificate).ok();
    let chosen = certified()
        .filter(|(key, _)| is_named(key))
        .max_by_key(|(_, certificate)| {
            let signs = purpose(certificate) == Some(KeyPurpose::Signature);
            (signs, certificate.not_after_at())
        })?;
    let other = certified().find(|(_, certificate)| {
        purpose(certificate) != purpose(chosen.1)
            && certificate.not_before_at() == chosen.1.not_before_at()
            && name::names_match(certificate.subject(), chosen.1.subject())
    });
    Some(match (purpose(chosen.1), other) {
        (Some(KeyPurpose::Authentication), Some(other)) => (other, Some(chosen)),
        (_, other) => (chosen, other),
    })
}
