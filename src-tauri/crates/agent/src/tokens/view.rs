//! Tokens and their keys as shells show them.

use tanba_keystore::software::KeyAlgorithm;
use tanba_keystore::token::{PrivateHalf, Token, TokenInfo, TokenKey};
use tanba_pki::Certificate;
use tanba_protocol::{Failure, FailureCode, PinKind, PinState, Warning};

use super::ask::{pin_rule, pin_state};
use super::{ExplainOf, TokenReference};
use crate::agent::Agent;
use crate::describe::CertificateView;
use crate::desk::{
    KeyState, TokenAlgorithm, TokenCertificateView, TokenKeyView, TokenMemory, TokenView,
    TokensView, certified_state,
};

/// A token, its keys and what is known of them.
pub(crate) struct SeenToken {
    pub(crate) info: TokenInfo,
    pub(crate) keys: Result<Vec<TokenKey>, Failure>,
    algorithms: Vec<KeyAlgorithm>,
}

impl Agent {
    /// Every token with its keys, the modules, and what is in the way of tokens that are not seen.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn token_list(&self) -> Result<TokensView, Failure> {
        self.tokens_now().await;
        self.tokens_view().await
    }

    /// The same of a token by its serial number or label, or of the only one.
    ///
    /// # Errors
    /// [`FailureCode::TokenNotFound`], [`FailureCode::TokenAmbiguous`].
    pub async fn token_view(&self, token: Option<&str>) -> Result<TokenView, Failure> {
        let (token, info) = self.token_with_info(token).await?;
        let seen = tokio::task::block_in_place(|| SeenToken::read(&token, info));
        self.view_of(seen).await
    }

    /// The text with which a person asks for help with a token. It holds no secret.
    ///
    /// # Errors
    /// [`FailureCode::TokenNotFound`] and the like.
    pub async fn token_diagnostics(&self, token: Option<&str>) -> Result<String, Failure> {
        let (token, info) = self.token_with_info(token).await?;
        tokio::task::block_in_place(|| token.diagnostics()).map_err(|error| error.explain_of(&info))
    }

    pub(crate) async fn tokens_view(&self) -> Result<TokensView, Failure> {
        let mut views = Vec::new();
        for seen in self.seen_tokens().await {
            views.push(self.view_of(seen).await?);
        }
        views.sort_by(|a: &TokenView, b| {
            (!a.initialised, &a.label, &a.serial).cmp(&(!b.initialised, &b.label, &b.serial))
        });
        Ok(TokensView {
            software: self.software_token().await,
            trouble: self.token_trouble(!views.is_empty()),
            modules: self.module_views().await,
            tokens: views,
        })
    }

    /// The tokens that are here with what they show without a PIN.
    pub(crate) async fn seen_tokens(&self) -> Vec<SeenToken> {
        let tokens = self.tokens().await;
        let mut seen = Vec::new();
        for info in tokens.tokens() {
            let token = match tokens.token(&info.id) {
                Ok(token) => token,
                // Pulled out just now.
                Err(_) => continue,
            };
            seen.push(tokio::task::block_in_place(|| {
                SeenToken::read(&token, info)
            }));
        }
        seen
    }

    async fn view_of(&self, seen: SeenToken) -> Result<TokenView, Failure> {
        let SeenToken {
            info,
            keys,
            algorithms,
        } = seen;
        let (mut shown, mut certificates, mut failure) = (Vec::new(), Vec::new(), None);
        match keys {
            Ok(keys) => {
                for key in keys {
                    match is_key(&key) {
                        true => shown.push(self.key_on_token(&info, &key).await),
                        false => certificates.push(TokenCertificateView {
                            key_id: hex::encode(&key.name),
                            label: key.label,
                            certificate: key.certificate.as_ref().map(CertificateView::of),
                        }),
                    }
                }
            }
            Err(trouble) => failure = Some(trouble),
        }
        let unfinished = self.unfinished_on(&info.serial).await.unwrap_or_else(|it| {
            failure.get_or_insert(it);
            None
        });
        Ok(TokenView {
            profile: info.profile.map(|profile| profile.name.to_owned()),
            tried_on_hardware: info
                .profile
                .is_some_and(|profile| profile.tried_on_hardware),
            user_pin: pin_state(&info, PinKind::User),
            so_pin: pin_state(&info, PinKind::So),
            pin_rule: pin_rule(&info, PinKind::User),
            memory: TokenMemory {
                total_public: info.memory.total_public,
                free_public: info.memory.free_public,
                total_private: info.memory.total_private,
                free_private: info.memory.free_private,
            },
            firmware: info.firmware.to_string(),
            hardware: info.hardware.to_string(),
            unfinished,
            keys: shown,
            certificates,
            algorithms: algorithms.into_iter().filter_map(offered).collect(),
            failure,
            initialised: info.initialised,
            protected_path: info.protected_path,
            write_protected: info.write_protected,
            is_software: info.is_software,
            serial: info.serial,
            label: info.label,
            model: info.model,
            manufacturer: info.manufacturer,
            module: info.module,
        })
    }

    /// A key of a token as it is shown.
    pub(crate) async fn key_on_token(&self, info: &TokenInfo, key: &TokenKey) -> TokenKeyView {
        let reference = TokenReference::new(&info.serial, &key.name);
        let certificate = key.certificate.as_ref();
        let (warnings, is_revoked) = match certificate {
            Some(certificate) => self.warnings_on_token(info, certificate).await,
            None => (Vec::new(), false),
        };
        TokenKeyView {
            reference: reference.to_string(),
            key_id: hex::encode(&key.name),
            key_identifier: key.key_identifier.as_ref().map(ToString::to_string),
            algorithm: key.public_key.as_ref().map(tanba_pki::PublicKey::name),
            label: key.label.clone(),
            state: match certificate {
                Some(certificate) => certified_state(certificate, is_revoked, self.clock.now()),
                None => KeyState::Uncertified,
            },
            certificate: certificate.map(CertificateView::of),
            warnings,
            failure: key_failure(info, key),
        }
    }

    async fn warnings_on_token(
        &self,
        info: &TokenInfo,
        certificate: &Certificate,
    ) -> (Vec<Warning>, bool) {
        let seen = match self.store().await {
            Ok(store) => {
                let identifier = certificate.key_identifier().to_string();
                store.keys().by_identifier(&identifier).await.ok().flatten()
            }
            Err(_) => None,
        };
        let mut warnings = self.warnings(certificate, seen.as_ref());
        warnings.extend(token_warnings(info));
        (warnings, seen.is_some_and(|seen| seen.revoked.is_some()))
    }
}

impl SeenToken {
    fn read(token: &Token, info: TokenInfo) -> Self {
        let keys = match info.initialised {
            true => token.keys(None).map_err(|error| error.explain_of(&info)),
            false => Ok(Vec::new()),
        };
        // What it offers is a help: without it the token says so when it is asked.
        let algorithms = token.algorithms().unwrap_or_default();
        Self {
            info,
            keys,
            algorithms,
        }
    }
}

/// Whether there is a key, as far as can be seen, and not a certificate alone.
pub(crate) fn is_key(key: &TokenKey) -> bool {
    let is_authority = key.certificate.as_ref().is_some_and(|certificate| {
        let constraints = certificate.basic_constraints().ok().flatten();
        constraints.is_some_and(|constraints| constraints.ca)
    });
    match key.private {
        PrivateHalf::Present => true,
        PrivateHalf::Absent => false,
        PrivateHalf::Unseen => !is_authority,
    }
}

/// Why a key of a token cannot sign now.
pub(crate) fn key_failure(info: &TokenInfo, key: &TokenKey) -> Option<Failure> {
    let about = |code| Failure::new(code).with_subject(info.id.to_string());
    if pin_state(info, PinKind::User) == PinState::Locked {
        return Some(about(FailureCode::PinLocked));
    }
    if let Some(reason) = &key.failure {
        return Some(about(FailureCode::KeyUnsupported).with_detail(reason));
    }
    match &key.certificate {
        None => Some(about(FailureCode::TokenCertificateMissing)),
        Some(_) => None,
    }
}

/// What to know of a token before its PIN is asked.
pub(crate) fn token_warnings(info: &TokenInfo) -> Vec<Warning> {
    let mut warnings = Vec::new();
    match pin_state(info, PinKind::User) {
        PinState::CountLow => warnings.push(Warning::PinCountLow),
        PinState::FinalTry => warnings.push(Warning::PinFinalTry),
        _ => {}
    }
    if info.is_software {
        warnings.push(Warning::SoftwareToken);
    }
    warnings
}

fn offered(algorithm: KeyAlgorithm) -> Option<TokenAlgorithm> {
    Some(match algorithm {
        KeyAlgorithm::Rsa(2048) => TokenAlgorithm::Rsa2048,
        KeyAlgorithm::Rsa(3072) => TokenAlgorithm::Rsa3072,
        KeyAlgorithm::Rsa(4096) => TokenAlgorithm::Rsa4096,
        KeyAlgorithm::P256 => TokenAlgorithm::P256,
        KeyAlgorithm::P384 => TokenAlgorithm::P384,
        KeyAlgorithm::Gost512 => TokenAlgorithm::Gost512,
        _ => return None,
    })
}

impl From<TokenAlgorithm> for KeyAlgorithm {
    fn from(algorithm: TokenAlgorithm) -> Self {
        match algorithm {
            TokenAlgorithm::Rsa2048 => Self::Rsa(2048),
            TokenAlgorithm::Rsa3072 => Self::Rsa(3072),
            TokenAlgorithm::Rsa4096 => Self::Rsa(4096),
            TokenAlgorithm::P256 => Self::P256,
            TokenAlgorithm::P384 => Self::P384,
            TokenAlgorithm::Gost512 => Self::Gost512,
        }
    }
}
