//! Trust anchors as name and key (RFC 5280 §6.1.1), in environments that are never mixed.

mod builtin;

use der::Encode;
use serde::{Deserialize, Serialize};

use crate::key::PublicKey;
use crate::name::{self, Name};
use crate::{Error, Result};

/// A set of trust anchors that stands for itself. A signature is verified in one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Environment {
    /// The NCA as it issues to people.
    Production,
    /// The NCA's test contour: its keys are public and prove nothing.
    Test,
}

/// A name and a key in which trust is put. Its validity and its extensions do not matter to path
/// validation.
#[derive(Clone, PartialEq, Eq)]
pub struct TrustAnchor {
    /// Name of the authority.
    pub name: Name,
    /// Its SubjectPublicKeyInfo.
    pub spki_der: Vec<u8>,
    /// Its subject key identifier where known, to choose among anchors of one name.
    pub subject_key_identifier: Option<Vec<u8>>,
}

impl TrustAnchor {
    /// The anchor's key.
    ///
    /// # Errors
    /// As [`PublicKey::from_spki_der`].
    pub fn public_key(&self) -> Result<PublicKey> {
        PublicKey::from_spki_der(&self.spki_der)
    }

    /// Name of the authority as DER.
    ///
    /// # Errors
    /// When the name cannot be encoded.
    pub fn name_der(&self) -> Result<Vec<u8>> {
        self.name
            .to_der()
            .map_err(|error| Error::malformed("Name", error))
    }
}

impl std::fmt::Debug for TrustAnchor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "TrustAnchor({})", name::display(&self.name))
    }
}

/// The NCA's anchors of an environment: roots and issuing CAs alike, so that the shortest path
/// needs no revocation data of the CAs.
///
/// ```
/// use tanba_pki::anchor::{builtin, Environment};
/// assert_eq!(builtin(Environment::Production).len(), 5);
/// ```
pub fn builtin(environment: Environment) -> Vec<TrustAnchor> {
    builtin::FIGURES
        .iter()
        .filter(|figures| figures.environment == environment)
        .filter_map(|figures| {
            Some(TrustAnchor {
                name: name::from_der(figures.name_der).ok()?,
                spki_der: figures.spki_der.to_vec(),
                subject_key_identifier: Some(figures.subject_key_identifier.to_vec()),
            })
        })
        .collect()
}
