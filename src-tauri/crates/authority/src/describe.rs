//! What the authority says about itself.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};
use tanba_protocol::AuthorityDescription;

use crate::Authority;
use crate::storage::Storage;

impl<S: Storage> Authority<S> {
    /// Who answers here, and what to trust.
    #[must_use]
    pub fn describe(&self) -> AuthorityDescription {
        let roots: Vec<&[u8]> = self
            .roots()
            .iter()
            .map(|root| root.certificate.der())
            .collect();
        let issuing = self.issuing().iter();
        AuthorityDescription {
            practice: self.site().title().is_practice(),
            name: self.site().title().as_str().to_owned(),
            fingerprint: derive_fingerprint(&roots),
            anchors: roots.iter().map(|der| STANDARD.encode(der)).collect(),
            intermediates: issuing
                .map(|issuing| STANDARD.encode(issuing.certificate.der()))
                .collect(),
            tsa_url: self.site().tsa(),
            ocsp_url: self.site().ocsp(),
        }
    }

    /// The certificate of this name as it stands in addresses, in DER: `root_gost`, `ca_rsa`.
    #[must_use]
    pub fn certificate_named(&self, name: &str) -> Option<&[u8]> {
        let roots = self
            .roots()
            .iter()
            .map(|root| (&root.short_name, &root.certificate));
        let issuing = self
            .issuing()
            .iter()
            .map(|issuing| (&issuing.short_name, &issuing.certificate));
        roots
            .chain(issuing)
            .find(|(short_name, _)| *short_name == name)
            .map(|(_, certificate)| certificate.der())
    }
}

/// SHA-256 of the SHA-256 digests of the anchors, one after another, in lower-case hex.
fn derive_fingerprint(anchors: &[&[u8]]) -> String {
    let mut all = Sha256::new();
    for anchor in anchors {
        all.update(Sha256::digest(anchor));
    }
    hex::encode(all.finalize())
}
