//! TimeStampToken (RFC 3161 §2.4.2): SignedData over a TSTInfo.

use const_oid::db::rfc5280::{ID_CE_EXT_KEY_USAGE, ID_KP_TIME_STAMPING};

use super::signing_certificate::{self, Reference};
use super::{Error, ID_CT_TST_INFO, TstInfo};
use crate::Certificate;
use crate::algorithm::SignatureAlgorithm;
use crate::digest::DigestAlgorithm;
use crate::signed_data::{SignedData, SignerInfo};

/// A time stamp.
#[derive(Clone, Debug)]
pub struct TimeStampToken {
    signed_data: SignedData,
    info: TstInfo,
}

impl TimeStampToken {
    /// Reads a token, a ContentInfo in DER or BER. Nothing is verified yet.
    ///
    /// # Errors
    /// [`Error::SignedData`], [`Error::NotTimeStamp`], [`Error::Structure`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let signed_data = SignedData::parse(bytes)?;
        if signed_data.content_type() != ID_CT_TST_INFO {
            return Err(Error::NotTimeStamp(signed_data.content_type()));
        }
        let info = TstInfo::from_der(signed_data.content().ok_or(Error::NoToken)?)?;
        Ok(Self { signed_data, info })
    }

    /// What it states.
    #[must_use]
    pub const fn info(&self) -> &TstInfo {
        &self.info
    }

    /// The token in DER, to be embedded in a signature.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        self.signed_data.der()
    }

    /// The CMS it is made of: certificates and CRLs that come along, the algorithms.
    #[must_use]
    pub const fn signed_data(&self) -> &SignedData {
        &self.signed_data
    }

    /// The certificates that come along; those that cannot be read are left out.
    #[must_use]
    pub fn certificates(&self) -> Vec<Certificate> {
        self.signed_data
            .certificates()
            .filter_map(|der| Certificate::from_der(der).ok())
            .collect()
    }

    /// Checks that the imprint is that of a message, whose digest `digest` computes.
    ///
    /// # Errors
    /// [`Error::ImprintMismatch`].
    pub fn verify_imprint(
        &self,
        digest: impl FnOnce(DigestAlgorithm) -> Vec<u8>,
    ) -> Result<(), Error> {
        let imprint = &self.info.imprint;
        if digest(imprint.algorithm) == imprint.digest {
            Ok(())
        } else {
            Err(Error::ImprintMismatch)
        }
    }

    /// Verifies the token by itself: one signature over the original bytes, by the certificate that the token
    /// names, which is one for time stamping alone. The certificate is looked for in the token and in
    /// `others`, and returned; whether it is trusted, path validation says.
    ///
    /// # Errors
    /// One of the reasons of [`Error`].
    pub fn verify(&self, others: &[Certificate]) -> Result<Certificate, Error> {
        let [signer] = self.signed_data.signer_infos() else {
            return Err(Error::NotOneSigner);
        };
        let certificate = self
            .certificates()
            .iter()
            .chain(others)
            .find(|certificate| {
                signer.sid().names(
                    certificate.issuer_der(),
                    certificate.serial_number(),
                    certificate.subject_key_identifier(),
                )
            })
            .cloned()
            .ok_or(Error::NoCertificate)?;
        let attributes = signer.signed_attributes().ok_or(Error::DigestMismatch)?;
        if signing_certificate::check(attributes, &certificate)? != Reference::Matches {
            return Err(Error::CertificateMismatch);
        }
        self.verify_signature(signer, &certificate)?;
        verify_authority(&certificate)?;
        Ok(certificate)
    }

    fn verify_signature(
        &self,
        signer: &SignerInfo,
        certificate: &Certificate,
    ) -> Result<(), Error> {
        let digest = DigestAlgorithm::from_identifier(signer.digest_algorithm())?;
        let content = self.signed_data.content().ok_or(Error::NoToken)?;
        if signer.content_type()? != Some(ID_CT_TST_INFO)
            || signer.message_digest()? != Some(digest.digest(content).as_slice())
        {
            return Err(Error::DigestMismatch);
        }
        let algorithm =
            SignatureAlgorithm::from_cms(signer.signature_algorithm(), signer.digest_algorithm())?;
        let signed = signer
            .signed_attributes_der()
            .ok_or(Error::DigestMismatch)?;
        match certificate
            .public_key()?
            .verify(algorithm, signed, signer.signature())
        {
            Err(crate::Error::InvalidSignature) => Err(Error::InvalidSignature),
            other => Ok(other?),
        }
    }
}

/// RFC 3161 §2.3: extended key usage is critical and time stamping is all it allows.
pub(super) fn verify_authority(certificate: &Certificate) -> Result<(), Error> {
    let is_critical = certificate
        .extension(ID_CE_EXT_KEY_USAGE)
        .is_some_and(|extension| extension.critical);
    if is_critical && certificate.extended_key_usage()? == [ID_KP_TIME_STAMPING] {
        Ok(())
    } else {
        Err(Error::NotAnAuthority)
    }
}
