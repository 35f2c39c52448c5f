//! Certificates on tokens.

use std::path::{Path, PathBuf};

use tanba_pki::{Certificate, pem};
use tanba_protocol::{Failure, FailureCode, PinKind};

use super::ExplainOf;
use crate::agent::Agent;
use crate::desk::TokenKeyView;
use crate::document::{self, about};
use crate::output;
use crate::shell::Shell;

/// Larger than any certificate file, in bytes.
const MAX_CERTIFICATE: u64 = 1 << 20;

impl Agent {
    /// Writes the certificate of a file to the key that it certifies. What is there already stays.
    ///
    /// # Errors
    /// [`FailureCode::CertificateDamaged`], [`FailureCode::TokenKeyForCertificateMissing`],
    /// [`FailureCode::TokenFull`], and those of PINs.
    pub async fn put_certificate(
        &self,
        token: Option<&str>,
        file: &Path,
        shell: &dyn Shell,
    ) -> Result<TokenKeyView, Failure> {
        let certificate = read(file)?;
        let (token, info) = self.token_with_info(token).await?;
        let ((), pin) = self
            .with_pin(&token, PinKind::User, shell, |pin| {
                token.put_certificate(pin, &certificate)
            })
            .await?;
        let missing = || {
            about(FailureCode::TokenKeyForCertificateMissing, file)
                .with_detail(certificate.key_identifier())
        };
        let keys = tokio::task::block_in_place(|| token.keys(None));
        let keys = keys.map_err(|error| error.explain_of(&info))?;
        let key = keys.into_iter().find(|key| {
            let found = key.certificate.as_ref();
            found.is_some_and(|found| found.der() == certificate.der())
        });
        let key = key.ok_or_else(missing)?;
        self.registration_ended(&info.serial, &key.id).await?;
        self.look_at_pin(&token, PinKind::User, &pin, shell).await;
        self.tokens_now().await;
        Ok(self.key_on_token(&info, &key).await)
    }

    /// Writes a certificate of a token into a file, in PEM. Needs no PIN.
    ///
    /// # Errors
    /// [`FailureCode::TokenKeyMissing`], [`FailureCode::TokenCertificateMissing`],
    /// [`FailureCode::OutputExists`] and the like.
    pub async fn export_certificate(
        &self,
        token: Option<&str>,
        key: &[u8],
        path: &Path,
    ) -> Result<PathBuf, Failure> {
        let (token, info) = self.token_with_info(token).await?;
        let certificate = tokio::task::block_in_place(|| token.certificate(key));
        let certificate = certificate.map_err(|error| error.explain_of(&info))?;
        let text = pem::encode("CERTIFICATE", certificate.der())
            .map_err(|error| Failure::new(FailureCode::Internal).with_detail(error))?;
        output::write(path, text.as_bytes())
    }
}

/// The one certificate of a file, in DER or PEM.
fn read(file: &Path) -> Result<Certificate, Failure> {
    let bytes = document::read(file, MAX_CERTIFICATE)?;
    let damaged = |detail: &dyn std::fmt::Display| {
        about(FailureCode::CertificateDamaged, file).with_detail(detail)
    };
    let all = Certificate::all_from_bytes(&bytes)
        .or_else(|error| crate::certificate::bag(&bytes).map_err(|_| error));
    let mut all = all.map_err(|error| damaged(&error))?;
    match all.len() {
        1 => Ok(all.remove(0)),
        count => Err(damaged(&format!("{count} certificates"))),
    }
}
