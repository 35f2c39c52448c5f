//! TBSCertificate (RFC 5280 §4.1).

use time::OffsetDateTime;

use super::{Prepared, algorithm_der, extensions_der, positive_integer, to_der};
use crate::algorithm::SignatureAlgorithm;
use crate::certificate::derive_serial_number;
use crate::extension::Extension;
use crate::instant;
use crate::name::Name;
use crate::tlv::{encode, tag};
use crate::{Certificate, PublicKey, Result};

/// Everything in a certificate but the signature.
#[derive(Clone, Debug)]
pub struct CertificateTemplate {
    /// Contents of the serial number; a missing leading zero is added.
    pub serial_number: Vec<u8>,
    /// Name of the issuer.
    pub issuer: Name,
    /// Name of the subject.
    pub subject: Name,
    /// The first instant of validity, in whole seconds.
    pub not_before_at: OffsetDateTime,
    /// The last instant of validity, in whole seconds.
    pub not_after_at: OffsetDateTime,
    /// SubjectPublicKeyInfo in DER.
    pub spki_der: Vec<u8>,
    /// Extensions in their order.
    pub extensions: Vec<Extension>,
}

impl CertificateTemplate {
    /// A template with the NCA's serial number, which follows from the key, and no extensions.
    ///
    /// # Errors
    /// Only when the encoder refuses the key.
    pub fn new(
        issuer: &Name,
        subject: &Name,
        key: &PublicKey,
        not_before_at: OffsetDateTime,
        not_after_at: OffsetDateTime,
    ) -> Result<Self> {
        Ok(Self {
            serial_number: derive_serial_number(&key.key_identifier()?),
            issuer: issuer.clone(),
            subject: subject.clone(),
            not_before_at,
            not_after_at,
            spki_der: key.to_spki_der()?,
            extensions: Vec::new(),
        })
    }

    /// Adds an extension.
    #[must_use]
    pub fn with(mut self, extension: Extension) -> Self {
        self.extensions.push(extension);
        self
    }

    /// Fixes the bytes that the issuer signs with `algorithm`.
    ///
    /// # Errors
    /// When the algorithm has no identifier or the encoder refuses a name.
    pub fn prepare(&self, algorithm: SignatureAlgorithm) -> Result<Prepared<Certificate>> {
        let version: &[u8] = if self.extensions.is_empty() {
            &[]
        } else {
            &[0xa0, 3, tag::INTEGER, 1, 2]
        };
        let validity = encode(
            tag::SEQUENCE,
            &[
                &instant::utc_or_generalized(self.not_before_at),
                &instant::utc_or_generalized(self.not_after_at),
            ],
        );
        let tbs = encode(
            tag::SEQUENCE,
            &[
                version,
                &positive_integer(&self.serial_number),
                &algorithm_der(algorithm)?,
                &to_der(&self.issuer)?,
                &validity,
                &to_der(&self.subject)?,
                &self.spki_der,
                &extensions_der(3, &self.extensions),
            ],
        );
        Ok(Prepared::new(tbs, algorithm))
    }
}
