//! Which root vouches for an authority over TLS: one that was named for all of them, or for one alone.
//! Where none was named, whom the system trusts is believed.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use tanba_pki::Certificate;
use tanba_pki::digest::DigestAlgorithm;
use tanba_protocol::{Failure, FailureCode, Moment};
use tanba_store::names;

use crate::agent::Agent;
use crate::failure::Explain;
use crate::verify::moment;

/// A root that a person is asked about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct RootView {
    /// The file that it is read from.
    pub path: String,
    /// Whose it is.
    pub subject: String,
    /// SHA-256 of the certificate, in lower-case hex.
    pub fingerprint: String,
    /// When it ends.
    pub not_after_at: Moment,
}

impl Agent {
    /// What a file says of a root, before anybody trusts it.
    ///
    /// # Errors
    /// [`FailureCode::TrustFileDamaged`].
    pub(crate) async fn root_in(&self, path: &Path) -> Result<RootView, Failure> {
        let root = read(path).await?;
        Ok(RootView {
            path: path.display().to_string(),
            subject: root.subject().to_string(),
            fingerprint: fingerprint(&root),
            not_after_at: moment(root.not_after_at()),
        })
    }

    /// Believes the authority at an address over TLS from now on when this root vouches for it, and no
    /// other. The file is not needed afterwards.
    ///
    /// # Errors
    /// [`FailureCode::TrustFileDamaged`] also where the file is not the one that was shown.
    pub(crate) async fn trust_root(
        &self,
        address: &str,
        path: &Path,
        shown: &str,
    ) -> Result<(), Failure> {
        let root = read(path).await?;
        if fingerprint(&root) != shown {
            let changed = Failure::new(FailureCode::TrustFileDamaged);
            return Err(changed.with_subject(path.display().to_string()));
        }
        let settings = self.store().await?.settings();
        let known = settings.value(&names::AUTHORITY_ROOTS).await;
        let mut known = known.map_err(|error| error.explain())?.unwrap_or_default();
        let address = plain(address);
        known.retain(|(of, _)| *of != address);
        known.push((address, STANDARD.encode(root.der())));
        let set = settings.set(&names::AUTHORITY_ROOTS, &known).await;
        set.map_err(|error| error.explain())
    }

    /// The root that vouches for the authority at an address, in DER, when one was named: for this time,
    /// for this authority, or for all.
    pub(crate) async fn root_of(&self, address: &str) -> Result<Option<Vec<u8>>, Failure> {
        if let Some(path) = &self.authority_root {
            return read_root(path).await.map(Some);
        }
        // A database is not made only to find nothing in it.
        if self.folders.database().is_file() {
            let settings = self.store().await?.settings();
            let known = settings.value(&names::AUTHORITY_ROOTS).await;
            let known = known.map_err(|error| error.explain())?.unwrap_or_default();
            let address = plain(address);
            if let Some((_, root)) = known.iter().find(|(of, _)| *of == address) {
                let damaged = |error| Failure::new(FailureCode::SettingsDamaged).with_detail(error);
                return STANDARD.decode(root).map_err(damaged).map(Some);
            }
        }
        match self.setting(&names::AUTHORITY_ROOT).await {
            Some(path) => read_root(path.as_ref()).await.map(Some),
            None => Ok(None),
        }
    }
}

/// The certificate in a file, in DER.
///
/// # Errors
/// [`FailureCode::TrustFileDamaged`].
pub(crate) async fn read_root(path: &Path) -> Result<Vec<u8>, Failure> {
    Ok(read(path).await?.der().to_vec())
}

async fn read(path: &Path) -> Result<Certificate, Failure> {
    let damaged = |detail: &dyn std::fmt::Display| {
        Failure::new(FailureCode::TrustFileDamaged)
            .with_subject(path.display().to_string())
            .with_detail(detail)
    };
    let bytes = tokio::fs::read(path)
        .await
        .map_err(|error| damaged(&error))?;
    Certificate::from_bytes(&bytes).map_err(|error| damaged(&error))
}

fn fingerprint(root: &Certificate) -> String {
    hex::encode(DigestAlgorithm::Sha256.digest(root.der()))
}

/// An address as it is compared: typed with a stroke at its end or without.
fn plain(address: &str) -> String {
    address.trim().trim_end_matches('/').to_ascii_lowercase()
}
