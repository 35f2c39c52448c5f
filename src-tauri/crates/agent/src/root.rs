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

/// A root, as a person compares it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct RootView {
    /// Whose it is.
    pub subject: String,
    /// SHA-256 of the certificate, in lower-case hex.
    pub fingerprint: String,
    /// When it ends.
    pub not_after_at: Moment,
}

/// For whom a root vouches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TrustedRoot {
    /// Address of the authority; none for all that have no root of their own.
    pub authority: Option<String>,
    /// The file that it is read from at each use; none for one that is kept.
    pub file: Option<String>,
    /// The root; none where it cannot be read any more.
    pub root: Option<RootView>,
}

/// The address of an authority, and its root in base64.
type Kept = Vec<(String, String)>;

impl Agent {
    /// What a file says of a root, before anybody trusts it.
    ///
    /// # Errors
    /// [`FailureCode::TrustFileDamaged`].
    pub(crate) async fn root_in(&self, path: &Path) -> Result<RootView, Failure> {
        Ok(view(&read(path).await?))
    }

    /// Every root that was named, and for whom it vouches.
    pub(crate) async fn trusted_roots(&self) -> Result<Vec<TrustedRoot>, Failure> {
        let kept = self.kept_roots().await?.into_iter();
        let kept = kept.map(|(address, root)| TrustedRoot {
            root: certificate(&root).ok().as_ref().map(view),
            authority: Some(address),
            file: None,
        });
        let mut all: Vec<TrustedRoot> = kept.collect();
        if let Some(file) = self.setting(&names::AUTHORITY_ROOT).await {
            all.push(TrustedRoot {
                authority: None,
                root: self.root_in(Path::new(&file)).await.ok(),
                file: Some(file),
            });
        }
        Ok(all)
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
        if view(&root).fingerprint != shown {
            let changed = Failure::new(FailureCode::TrustFileDamaged);
            return Err(changed.with_subject(path.display().to_string()));
        }
        let mut kept = self.kept_roots().await?;
        let (address, root) = (plain(address), STANDARD.encode(root.der()));
        match kept.iter_mut().find(|(of, _)| *of == address) {
            Some((_, known)) => *known = root,
            None => kept.push((address, root)),
        }
        self.keep_roots(&kept).await
    }

    /// Forgets the root of the authority at an address, or with `None` the one for all.
    pub(crate) async fn forget_root(&self, address: Option<&str>) -> Result<(), Failure> {
        let Some(address) = address else {
            return self.set_setting(names::AUTHORITY_ROOT.name(), None).await;
        };
        let (mut kept, address) = (self.kept_roots().await?, plain(address));
        kept.retain(|(of, _)| *of != address);
        self.keep_roots(&kept).await
    }

    async fn kept_roots(&self) -> Result<Kept, Failure> {
        // A database is not made only to find nothing in it.
        if !self.folders.database().is_file() {
            return Ok(Kept::new());
        }
        let settings = self.store().await?.settings();
        let kept = settings.value(&names::AUTHORITY_ROOTS).await;
        Ok(kept.map_err(|error| error.explain())?.unwrap_or_default())
    }

    async fn keep_roots(&self, kept: &Kept) -> Result<(), Failure> {
        let settings = self.store().await?.settings();
        let set = settings.set(&names::AUTHORITY_ROOTS, kept).await;
        set.map_err(|error| error.explain())
    }

    /// The root that vouches for the authority at an address, in DER, when one was named: for this time,
    /// for this authority, or for all.
    pub(crate) async fn root_of(&self, address: &str) -> Result<Option<Vec<u8>>, Failure> {
        if let Some(path) = &self.authority_root {
            return read_root(path).await.map(Some);
        }
        let address = plain(address);
        let kept = self.kept_roots().await?;
        if let Some((_, root)) = kept.iter().find(|(of, _)| *of == address) {
            return Ok(Some(certificate(root)?.der().to_vec()));
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

/// A root as it is kept.
fn certificate(base64: &str) -> Result<Certificate, Failure> {
    let damaged = |detail: &dyn std::fmt::Display| {
        Failure::new(FailureCode::SettingsDamaged).with_detail(detail)
    };
    let der = STANDARD.decode(base64).map_err(|error| damaged(&error))?;
    Certificate::from_der(&der).map_err(|error| damaged(&error))
}

fn view(root: &Certificate) -> RootView {
    RootView {
        subject: root.subject().to_string(),
        fingerprint: hex::encode(DigestAlgorithm::Sha256.digest(root.der())),
        not_after_at: moment(root.not_after_at()),
    }
}

/// An address as it is compared: typed with a stroke at its end or without.
fn plain(address: &str) -> String {
    address.trim().trim_end_matches('/').to_ascii_lowercase()
}
