//! New keys on a token.

use secrecy::SecretString;
use tanba_keystore::software::KeyAlgorithm;
use tanba_keystore::token::{Cancellation, Token, TokenInfo, TokenKey, TokenSigner};
use tanba_keystore::{Error, Signer};
use tanba_pki::extension::Extension;
use tanba_pki::profile::KeyStorage;
use tanba_pki::{Certificate, ObjectIdentifier};
use tanba_protocol::{Event, Failure, FailureCode, PinKind, Progress, Stage};
use time::{Duration, OffsetDateTime};

use super::ExplainOf;
use crate::agent::Agent;
use crate::desk::TokenKeyView;
use crate::make_key::leaf;
use crate::shell::Shell;

/// How long a certificate that a key of a token signs itself is good for; token keys of the NCA live
/// as long.
const VALIDITY: Duration = Duration::days(3 * 365);
/// The extension that says where a key is stored.
const KEY_STORAGE: &str = "1.2.398.3.3.5";

/// What the NCA certifies where a token knows no GOST.
pub(crate) const CERTIFIED_RSA: KeyAlgorithm = KeyAlgorithm::Rsa(2048);

/// What key is wanted.
#[derive(Clone, Debug)]
pub struct TokenKeyRequest {
    /// Algorithm.
    pub algorithm: KeyAlgorithm,
    /// Name of its objects on the token.
    pub label: String,
    /// The name in a certificate that the key signs itself; none for no certificate.
    pub self_signed: Option<String>,
}

impl Agent {
    /// Makes a key on a token, which it never leaves.
    ///
    /// # Errors
    /// [`FailureCode::TokenAlgorithmUnsupported`] before anything is asked, [`FailureCode::TokenFull`],
    /// [`FailureCode::Cancelled`], and those of PINs.
    pub async fn make_token_key(
        &self,
        token: Option<&str>,
        request: &TokenKeyRequest,
        shell: &dyn Shell,
    ) -> Result<TokenKeyView, Failure> {
        let (token, info) = self.token_with_info(token).await?;
        check_offered(&token, &info, request.algorithm)?;
        let (mut key, pin) = self
            .with_pin(&token, PinKind::User, shell, |pin| {
                make(&token, request.algorithm, None, &request.label, pin, shell)
            })
            .await?;
        if let Some(name) = &request.self_signed {
            let certified = tokio::task::block_in_place(|| {
                let signer = token.signer(&key.name, &pin)?;
                let certificate = self_signed(&signer, name, &info, self.clock.now())?;
                token.put_certificate(&pin, &certificate)?;
                Ok(certificate)
            });
            let certified: Result<Certificate, Error> = certified;
            key.certificate = Some(certified.map_err(|error| error.explain_of(&info))?);
        }
        self.look_at_pin(&token, PinKind::User, &pin, shell).await;
        self.tokens_now().await;
        Ok(self.key_on_token(&info, &key).await)
    }
}

/// Whether the token makes such keys; asked before its PIN is.
pub(crate) fn check_offered(
    token: &Token,
    info: &TokenInfo,
    algorithm: KeyAlgorithm,
) -> Result<(), Failure> {
    let offered = offered(token, info)?;
    match offered.contains(&algorithm) {
        true => Ok(()),
        false => Err(Failure::new(FailureCode::TokenAlgorithmUnsupported)
            .with_subject(info.id.to_string())
            .with_detail(format!("{algorithm:?}; offered: {offered:?}"))),
    }
}

/// The best of what the NCA certifies that the token makes: GOST, and RSA where it has no GOST.
pub(crate) fn certified_algorithm(
    token: &Token,
    info: &TokenInfo,
) -> Result<KeyAlgorithm, Failure> {
    let offered = offered(token, info)?;
    [KeyAlgorithm::Gost512, CERTIFIED_RSA]
        .into_iter()
        .find(|algorithm| offered.contains(algorithm))
        .ok_or_else(|| {
            Failure::new(FailureCode::TokenAlgorithmUnsupported).with_subject(info.id.to_string())
        })
}

fn offered(token: &Token, info: &TokenInfo) -> Result<Vec<KeyAlgorithm>, Failure> {
    let offered = tokio::task::block_in_place(|| token.algorithms());
    offered.map_err(|error| error.explain_of(info))
}

/// Makes the key, told of while it takes long. One that bears `id` is there already.
pub(crate) fn make(
    token: &Token,
    algorithm: KeyAlgorithm,
    id: Option<&[u8]>,
    label: &str,
    pin: &SecretString,
    shell: &dyn Shell,
) -> Result<TokenKey, Error> {
    let cancel = Cancellation::default();
    let progress = || {
        shell.event(Event::Progress(Progress {
            stage: Stage::MakingKey,
            bytes_done: 0,
            bytes_total: None,
        }));
    };
    progress();
    token.generate(pin, algorithm, id, label, &cancel, |_| {
        progress();
        if shell.is_cancelled() {
            cancel.cancel();
        }
    })
}

/// A certificate that the key signs itself.
fn self_signed(
    signer: &TokenSigner,
    name: &str,
    info: &TokenInfo,
    now: OffsetDateTime,
) -> Result<Certificate, Error> {
    let storage = storage_of(info);
    let mut leaf = leaf(name);
    leaf.storage = storage.unwrap_or(leaf.storage);
    let mut template = leaf.self_signed(signer.public_key(), now, now + VALIDITY)?;
    if storage.is_none() {
        without_storage(&mut template.extensions);
    }
    let prepared = template.prepare(signer.default_algorithm())?;
    let value = signer.sign(&prepared.to_be_signed())?;
    Ok(prepared.finish(&value)?)
}

/// The number of the token's family in the certificates of the NCA, where it has one.
pub(crate) fn storage_of(info: &TokenInfo) -> Option<KeyStorage> {
    let storage = info.profile?.key_storage?;
    KeyStorage::from_oid(ObjectIdentifier::new(storage).ok()?)
}

/// Takes away the extension that says where a key is stored.
pub(crate) fn without_storage(extensions: &mut Vec<Extension>) {
    extensions.retain(|extension| extension.oid.to_string() != KEY_STORAGE);
}
