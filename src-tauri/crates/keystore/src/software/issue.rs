//! What a key says about itself: a request for a certificate, and a certificate for practice.

use tanba_pki::Certificate;
use tanba_pki::builder::{Leaf, RequestTemplate};
use tanba_pki::request::CertificationRequest;
use time::OffsetDateTime;

use super::SoftwareKey;
use crate::{Error, Signer};

impl SoftwareKey {
    /// A request (PKCS#10) for a certificate that says what `leaf` says. The extensions that only an issuer
    /// can fill in are left to it.
    ///
    /// # Errors
    /// [`Error::Pki`] for a name that cannot be written, and as [`Signer::sign`].
    pub fn request(&self, leaf: &Leaf) -> Result<CertificationRequest, Error> {
        request(self, leaf)
    }

    /// A certificate in the NCA's profile that the key issues for itself: for practice, trusted by nobody.
    ///
    /// # Errors
    /// As [`Self::request`].
    pub fn self_signed(
        &self,
        leaf: &Leaf,
        not_before_at: OffsetDateTime,
        not_after_at: OffsetDateTime,
    ) -> Result<Certificate, Error> {
        let prepared = leaf
            .self_signed(self.public_key(), not_before_at, not_after_at)?
            .prepare(self.default_algorithm())?;
        Ok(prepared.finish(&self.sign(&prepared.to_be_signed())?)?)
    }
}

/// A request signed by any [`Signer`], wherever its key lies.
///
/// # Errors
/// [`Error::Pki`] for a name that cannot be written, and as [`Signer::sign`].
pub fn request(signer: &dyn Signer, leaf: &Leaf) -> Result<CertificationRequest, Error> {
    let prepared =
        RequestTemplate::new(leaf, signer.public_key())?.prepare(signer.default_algorithm())?;
    Ok(prepared.finish(&signer.sign(&prepared.to_be_signed())?)?)
}
