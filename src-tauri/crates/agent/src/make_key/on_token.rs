//! Keys on a token that a certification authority certifies.
//!
//! The key's identifier on the token is derived from the one-time token of the authority: what was
//! broken off finds the same key again, and the answer to the same request is the same certificate.
//! Until the certificate is on the token, the registration is written down.

use secrecy::{ExposeSecret as _, SecretString};
use tanba_keystore::token::{Deletion, TokenInfo};
use tanba_keystore::{Error, Signer};
use tanba_pki::builder::RequestTemplate;
use tanba_pki::digest::DigestAlgorithm;
use tanba_pki::profile::KeyPurpose;
use tanba_protocol::{Failure, FailureCode, PinKind};

use super::issued::{CertifiedBy, check, first_signature, is_final};
use super::pending::APPLICANT;
use super::{KeyAlgorithm, leaf};
use crate::agent::{Agent, Patience};
use crate::desk::TokenKeyView;
use crate::failure::Explain;
use crate::shell::{Shell, unless_cancelled};
use crate::tokens::{
    ExplainOf, TokenRegistration, check_offered, make, storage_of, without_storage,
};

/// How many bytes of a digest name a key on its token, as many as a key identifier has.
const ID_LENGTH: usize = 20;

/// What key is wanted, from whom, and on which token.
#[derive(Clone, Debug)]
pub struct TokenRegistrationRequest {
    /// Address of the authority: https, or plain http on this computer.
    pub authority: String,
    /// The one-time token that it gave.
    pub code: SecretString,
    /// The fingerprint that it has to have.
    pub fingerprint: Option<String>,
    /// Algorithm of the key.
    pub algorithm: KeyAlgorithm,
    /// Serial number or label of the token; the only one when not given.
    pub token: Option<String>,
    /// Name of the key's objects on the token.
    pub label: String,
}

/// A certified key on a token, and who certified it.
#[derive(Clone, Debug)]
pub struct IssuedTokenKey {
    /// The key.
    pub key: TokenKeyView,
    /// Who certified it.
    pub by: CertifiedBy,
}

impl Agent {
    /// Makes a key on a token, has an authority certify it and writes the certificate to the token.
    /// With the same one-time token, what was broken off is taken up again.
    ///
    /// # Errors
    /// Those of the authority, of tokens and of PINs.
    pub async fn make_key_on_token(
        &self,
        request: &TokenRegistrationRequest,
        shell: &dyn Shell,
    ) -> Result<IssuedTokenKey, Failure> {
        let (token, info) = self.token_with_info(request.token.as_deref()).await?;
        check_offered(&token, &info, request.algorithm)?;
        let address = &request.authority;
        let client = self.authority_client(address, Patience::Needed).await?;
        let is_first_contact = self.practice_authority().await?.is_none();
        let meeting = self.meet_authority(&client, request.fingerprint.as_deref());
        let met = unless_cancelled(shell, meeting).await?.require_practice()?;
        let id = derive_id(&request.code);
        let is_resumed = self.is_registering(&info, &id).await?;
        let registration = TokenRegistration {
            serial: info.serial.clone(),
            key_id: hex::encode(&id),
            authority: met.url.clone(),
            started_at: self.clock.now(),
        };
        // Before the key is there: whatever breaks off then, it is known what it is for.
        self.registration_begins(registration).await?;
        let made = self
            .with_pin(&token, PinKind::User, shell, |pin| {
                make(
                    &token,
                    request.algorithm,
                    Some(&id),
                    &request.label,
                    pin,
                    shell,
                )
            })
            .await;
        let (key, pin) = match made {
            Ok(made) => made,
            Err(failure) if is_resumed => return Err(failure),
            Err(failure) => {
                self.registration_ended(&info.serial, &id).await?;
                return Err(failure);
            }
        };
        let asking = async {
            let der = tokio::task::block_in_place(|| {
                let signer = token.signer(&id, &pin)?;
                new_request(&signer, &info)
            });
            let der = der.map_err(|error| error.explain_of(&info))?;
            Ok(client.request_certificate(&request.code, &der).await)
        };
        let issued = match unless_cancelled(shell, asking).await? {
            Ok(issued) => issued,
            Err(error) => {
                if is_final(&error) && !is_resumed {
                    // It was refused for good: the key is good for nothing.
                    let _ = tokio::task::block_in_place(|| token.delete(&pin, &id, Deletion::Both));
                    self.registration_ended(&info.serial, &id).await?;
                }
                return Err(error.explain());
            }
        };
        let public_key = key.public_key.as_ref();
        let missing = || Failure::new(FailureCode::TokenKeyMissing);
        let public_key = public_key.ok_or_else(missing)?;
        let purpose = KeyPurpose::Signature;
        let certificate = check(&met, public_key, purpose, &issued, self.clock.now())?;
        tokio::task::block_in_place(|| token.put_certificate(&pin, &certificate))
            .map_err(|error| error.explain_of(&info))?;
        self.trust_authority(&met).await?;
        let signer = tokio::task::block_in_place(|| token.signer(&id, &pin))
            .map_err(|error| error.explain_of(&info))?;
        tokio::task::block_in_place(|| first_signature(&signer, &certificate))?;
        self.registration_ended(&info.serial, &id).await?;
        let mut key = key;
        key.certificate = Some(certificate);
        let view = self.key_on_token(&info, &key).await;
        self.remember_token_key(&view.reference, &signer, shell)
            .await;
        drop(signer);
        self.look_at_pin(&token, PinKind::User, &pin, shell).await;
        self.tokens_now().await;
        Ok(IssuedTokenKey {
            key: view,
            by: CertifiedBy::met(met, is_first_contact, is_resumed),
        })
    }

    async fn is_registering(&self, info: &TokenInfo, id: &[u8]) -> Result<bool, Failure> {
        let known = self.registration_on(&info.serial).await?;
        Ok(known.is_some_and(|known| known.key_id == hex::encode(id)))
    }
}

/// What a key of this one-time token is called on a token; it tells nothing about it.
fn derive_id(code: &SecretString) -> Vec<u8> {
    let named = format!("key on a token: {}", code.expose_secret());
    let mut digest = DigestAlgorithm::Sha256.digest(named.as_bytes());
    digest.truncate(ID_LENGTH);
    digest
}

/// A CertificationRequest of the key, in DER.
pub(crate) fn new_request(signer: &dyn Signer, info: &TokenInfo) -> Result<Vec<u8>, Error> {
    let mut leaf = leaf(APPLICANT);
    let storage = storage_of(info);
    leaf.storage = storage.unwrap_or(leaf.storage);
    let mut template = RequestTemplate::new(&leaf, signer.public_key())?;
    if storage.is_none() {
        without_storage(&mut template.extensions);
    }
    let prepared = template.prepare(signer.default_algorithm())?;
    let request = prepared.finish(&signer.sign(&prepared.to_be_signed())?)?;
    Ok(request.der().to_vec())
}
