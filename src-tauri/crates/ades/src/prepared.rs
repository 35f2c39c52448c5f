use serde::{Deserialize, Serialize};
use tanba_pki::Certificate;
use tanba_pki::signing::{SignatureValue, ToBeSigned};

use crate::{Error, Result, cms, pdf, xml};

/// A signature that waits for its value: made by the `prepare` of a form, completed by its `finish`.
///
/// It can be stored and carried to a token, a phone or an HSM; it holds no secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreparedSignature {
    /// What the key signs.
    pub to_be_signed: ToBeSigned,
    /// The certificate of the signer, in DER.
    #[serde(with = "hex::serde")]
    pub certificate: Vec<u8>,
    /// What the form needs to finish.
    pub form: PreparedForm,
}

/// What each form keeps between `prepare` and `finish`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum PreparedForm {
    /// CMS.
    Cms(cms::PreparedCms),
    /// XML-DSig.
    Xml(xml::PreparedXml),
    /// PDF.
    Pdf(pdf::PreparedPdf),
}

impl PreparedSignature {
    /// The certificate of the signer.
    ///
    /// # Errors
    /// [`Error::Pki`] when the stored bytes are not a certificate.
    pub fn certificate(&self) -> Result<Certificate> {
        Ok(Certificate::from_der(&self.certificate)?)
    }

    /// Checks that `value` is the signature of the certificate's key over what was to be signed, so
    /// that a wrong key or a broken token never ends up in a document.
    ///
    /// # Errors
    /// [`Error::KeyMismatch`]; [`Error::Pki`] when the certificate's key cannot be read.
    pub fn check(&self, value: &SignatureValue) -> Result<()> {
        let key = self.certificate()?.public_key()?;
        key.verify_digest(
            self.to_be_signed.algorithm,
            &self.to_be_signed.digest(),
            &value.0,
        )
        .map_err(|_| Error::KeyMismatch)
    }
}
