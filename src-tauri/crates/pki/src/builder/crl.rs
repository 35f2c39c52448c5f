//! TBSCertList (RFC 5280 §5.1), base and delta.

use const_oid::db;
use time::OffsetDateTime;

use super::{
    Prepared, algorithm_der, extension_der, extensions, extensions_der, positive_integer, to_der,
};
use crate::algorithm::SignatureAlgorithm;
use crate::crl::{Crl, CrlReason};
use crate::extension::Extension;
use crate::name::Name;
use crate::signing::KeyIdentifier;
use crate::tlv::{encode, tag};
use crate::{Result, instant};

/// One entry of a CRL.
#[derive(Clone, Debug)]
pub struct RevokedCertificate {
    /// Contents of the serial number.
    pub serial_number: Vec<u8>,
    /// When it was revoked.
    pub revoked_at: OffsetDateTime,
    /// Why.
    pub reason: Option<CrlReason>,
}

/// Everything in a CRL but the signature.
#[derive(Clone, Debug)]
pub struct CrlTemplate {
    /// Name of the issuer.
    pub issuer: Name,
    /// Which of the issuer's keys signs.
    pub issuer_key: KeyIdentifier,
    /// When it is issued.
    pub this_update_at: OffsetDateTime,
    /// When the next one will be there at the latest.
    pub next_update_at: OffsetDateTime,
    /// CRLNumber, big-endian.
    pub number: Vec<u8>,
    /// In a delta, the number of the base.
    pub base_number: Option<Vec<u8>>,
    /// The entries.
    pub revoked: Vec<RevokedCertificate>,
    /// Further extensions.
    pub extensions: Vec<Extension>,
}

impl CrlTemplate {
    /// Fixes the bytes that the issuer signs with `algorithm`.
    ///
    /// # Errors
    /// When the algorithm has no identifier or the encoder refuses a name.
    pub fn prepare(&self, algorithm: SignatureAlgorithm) -> Result<Prepared<Crl>> {
        let entries: Vec<u8> = self.revoked.iter().flat_map(entry).collect();
        let entries = if entries.is_empty() {
            Vec::new()
        } else {
            encode(tag::SEQUENCE, &[&entries])
        };
        let mut list = vec![
            extensions::authority_key_identifier(&self.issuer_key),
            extensions::crl_number(&self.number),
        ];
        list.extend(
            self.base_number
                .as_deref()
                .map(extensions::delta_crl_indicator),
        );
        list.extend(self.extensions.iter().cloned());
        let tbs = encode(
            tag::SEQUENCE,
            &[
                &[tag::INTEGER, 1, 1],
                &algorithm_der(algorithm)?,
                &to_der(&self.issuer)?,
                &instant::utc_or_generalized(self.this_update_at),
                &instant::utc_or_generalized(self.next_update_at),
                &entries,
                &extensions_der(0, &list),
            ],
        );
        Ok(Prepared::new(tbs, algorithm))
    }
}

fn entry(revoked: &RevokedCertificate) -> Vec<u8> {
    let reason = revoked.reason.map_or_else(Vec::new, |reason| {
        let value = enumerated(reason);
        let extension = Extension {
            oid: db::rfc5280::ID_CE_CRL_REASONS,
            critical: false,
            value,
        };
        encode(tag::SEQUENCE, &[&extension_der(&extension)])
    });
    encode(
        tag::SEQUENCE,
        &[
            &positive_integer(&revoked.serial_number),
            &instant::utc_or_generalized(revoked.revoked_at),
            &reason,
        ],
    )
}

/// CRLReason in DER. The numbers have a gap.
pub(super) fn enumerated(reason: CrlReason) -> Vec<u8> {
    let number = (0..=10)
        .find(|number| CrlReason::from_number(*number) == Some(reason))
        .unwrap_or(0);
    encode(tag::ENUMERATED, &[&[number]])
}
