//! Everything of a list but its entries, RFC 5280 §5.1 and §5.2.

use super::distribution_point::{
    DistributionPoint, IssuingDistributionPoint, read_distribution_points,
};
use super::entry::for_each_extension;
use crate::algorithm::SignatureAlgorithm;
use crate::element::only;
use crate::path::CanonicalName;
use crate::tlv::{Cursor, Error as Malformed, tag};
type Result<T> = core::result::Result<T, Malformed>;
use const_oid::ObjectIdentifier;
use core::ops::Range;
use der::Decode as _;
use spki::AlgorithmIdentifierOwned;
use std::sync::Arc;
use time::OffsetDateTime;

/// The header and the extensions of a list.
#[derive(Clone, Debug)]
pub struct CrlHeader {
    /// The signatureAlgorithm inside and outside of the signed part; they must agree.
    pub(super) algorithms: [Vec<u8>; 2],
    /// The DER of the name of the issuer.
    pub issuer_der: Vec<u8>,
    pub(crate) issuer_canonical: Arc<CanonicalName>,
    /// When the list was issued.
    pub this_update_at: OffsetDateTime,
    /// By when the next list is issued, where that is told.
    pub next_update_at: Option<OffsetDateTime>,
    /// cRLNumber: the contents of the INTEGER.
    pub number: Option<Vec<u8>>,
    /// For a delta list, the number of the complete list that it builds on at least.
    pub base_number: Option<Vec<u8>>,
    /// What the list covers.
    pub issuing_distribution_point: Option<IssuingDistributionPoint>,
    /// The identifier of the key that signed the list.
    pub authority_key_identifier: Option<Vec<u8>>,
    /// The DER of the whole authorityKeyIdentifier.
    pub(crate) authority_key_der: Option<Vec<u8>>,
    pub(crate) freshest: Vec<DistributionPoint>,
    /// expiredCertsOnCRL (X.509): certificates that expired after this time stay on the list.
    pub keeps_expired_since_at: Option<OffsetDateTime>,
    /// A critical extension that is not known here: the list may not be used.
    pub unknown_critical: Option<ObjectIdentifier>,
}

/// A whole list taken apart.
pub(super) struct Parts<'a> {
    pub(super) header: CrlHeader,
    pub(super) tbs: Range<usize>,
    pub(super) revoked: Range<usize>,
    pub(super) signature: &'a [u8],
}

/// The fields before revokedCertificates.
pub(super) struct Front<'a> {
    pub(super) version: Option<u64>,
    pub(super) algorithm: &'a [u8],
    pub(super) issuer: &'a [u8],
    pub(super) this_update_at: OffsetDateTime,
    pub(super) next_update_at: Option<OffsetDateTime>,
}

/// Whether this is the tag of a `Time`.
pub(super) const fn is_time(tag: u8) -> bool {
    matches!(tag, tag::UTC_TIME | tag::GENERALIZED_TIME)
}

pub(super) fn split(der: &[u8]) -> Result<Parts<'_>> {
    let mut outer = only(der, tag::SEQUENCE)?.children();
    let tbs = outer.element(tag::SEQUENCE)?;
    let algorithm = outer.element(tag::SEQUENCE)?;
    let signature = outer.element(tag::BIT_STRING)?.bit_string_octets()?;
    outer.finish()?;

    let mut reader = tbs.children();
    let version = reader
        .optional(tag::INTEGER)?
        .map(|tlv| tlv.unsigned())
        .transpose()?;
    let inner = reader.element(tag::SEQUENCE)?;
    let issuer = reader.element(tag::SEQUENCE)?;
    let this_update_at = reader.any()?.time()?;
    let next_update_at = match reader.peek() {
        Some(tag) if is_time(tag) => Some(reader.any()?.time()?),
        _ => None,
    };
    let revoked = reader
        .optional(tag::SEQUENCE)?
        .map_or(&[][..], |list| list.contents);
    let extensions = reader.optional(tag::context_constructed(0))?;
    reader.finish()?;
    let front = Front {
        version,
        algorithm: inner.raw,
        issuer: issuer.raw,
        this_update_at,
        next_update_at,
    };
    let header = CrlHeader::assemble(&front, algorithm.raw, extensions.map(|tlv| tlv.contents))?;
    let range = |part: &[u8]| {
        let start = (part.as_ptr() as usize).saturating_sub(der.as_ptr() as usize);
        start..start + part.len()
    };
    let revoked = if revoked.is_empty() {
        0..0
    } else {
        range(revoked)
    };
    Ok(Parts {
        header,
        tbs: range(tbs.raw),
        revoked,
        signature,
    })
}

impl CrlHeader {
    pub(super) fn assemble(
        front: &Front<'_>,
        outer_algorithm: &[u8],
        extensions: Option<&[u8]>,
    ) -> Result<Self> {
        if front.version.is_some_and(|version| version != 1) {
            return Err(Malformed::Refused("version of the list"));
        }
        if extensions.is_some() && front.version.is_none() {
            return Err(Malformed::Refused("extensions in a list of version 1"));
        }
        let mut header = Self {
            algorithms: [front.algorithm.to_vec(), outer_algorithm.to_vec()],
            issuer_der: front.issuer.to_vec(),
            issuer_canonical: Arc::new(CanonicalName::from_der(front.issuer)?),
            this_update_at: front.this_update_at,
            next_update_at: front.next_update_at,
            number: None,
            base_number: None,
            issuing_distribution_point: None,
            authority_key_identifier: None,
            authority_key_der: None,
            freshest: Vec::new(),
            keeps_expired_since_at: None,
            unknown_critical: None,
        };
        if let Some(explicit) = extensions {
            let list = only(explicit, tag::SEQUENCE)?;
            for_each_extension(list.contents, |oid, critical, value| {
                header.read(oid, critical, value)
            })?;
        }
        Ok(header)
    }

    fn read(&mut self, oid: &[u8], critical: bool, value: &[u8]) -> Result<()> {
        match oid {
            [0x55, 0x1d, 20] => self.number = Some(number(value)?),
            [0x55, 0x1d, 27] => self.base_number = Some(number(value)?),
            [0x55, 0x1d, 28] => {
                self.issuing_distribution_point = Some(IssuingDistributionPoint::from_der(value)?);
            }
            [0x55, 0x1d, 35] => {
                self.authority_key_identifier = key_identifier(value)?;
                self.authority_key_der = Some(value.to_vec());
            }
            [0x55, 0x1d, 46] => self.freshest = read_distribution_points(value)?,
            [0x55, 0x1d, 60] => {
                self.keeps_expired_since_at = Some(only(value, tag::GENERALIZED_TIME)?.time()?);
            }
            // issuerAltName, authorityInfoAccess
            [0x55, 0x1d, 18] | [0x2b, 6, 1, 5, 5, 7, 1, 1] => {}
            other if critical => {
                self.unknown_critical.get_or_insert(
                    ObjectIdentifier::from_bytes(other)
                        .map_err(|_| Malformed::Refused("unknown critical extension"))?,
                );
            }
            _ => {}
        }
        Ok(())
    }

    /// The algorithm of the signature. The signed and the outer identifier must mean the same
    /// (RFC 5280 §5.1.1.2); the NCA writes the one without parameters and the other with NULL.
    ///
    /// # Errors
    /// [`crate::Error::UnsupportedAlgorithm`]; [`crate::Error::Malformed`] when the two differ.
    pub fn signature_algorithm(&self) -> crate::Result<SignatureAlgorithm> {
        let [inner, outer] = &self.algorithms;
        let (inner, outer) = (algorithm(inner)?, algorithm(outer)?);
        if inner == outer {
            Ok(inner)
        } else {
            Err(super::malformed(Malformed::Refused(
                "two signature algorithms",
            )))
        }
    }

    /// Whether this is a delta list.
    #[must_use]
    pub const fn is_delta(&self) -> bool {
        self.base_number.is_some()
    }

    /// Whether the list tells the state at `at`: it was issued later, or no newer one is due.
    #[must_use]
    pub fn is_current(&self, at: OffsetDateTime) -> bool {
        at <= self.this_update_at || self.next_update_at.is_some_and(|next| at <= next)
    }

    /// Where the delta list can be had.
    #[must_use]
    pub fn freshest_urls(&self) -> Vec<String> {
        self.freshest
            .iter()
            .flat_map(DistributionPoint::urls)
            .map(str::to_owned)
            .collect()
    }
}

/// Reads the DER of an AlgorithmIdentifier.
pub(super) fn algorithm(der: &[u8]) -> crate::Result<SignatureAlgorithm> {
    let identifier = AlgorithmIdentifierOwned::from_der(der)
        .map_err(|error| crate::Error::malformed("AlgorithmIdentifier", error))?;
    SignatureAlgorithm::from_identifier(&identifier)
}

fn number(der: &[u8]) -> Result<Vec<u8>> {
    let bytes = only(der, tag::INTEGER)?.integer()?;
    if bytes.first().is_some_and(|first| *first >= 0x80) || bytes.len() > 64 {
        return Err(Malformed::Refused("number of the list"));
    }
    Ok(bytes.to_vec())
}

/// The keyIdentifier of an AuthorityKeyIdentifier.
fn key_identifier(der: &[u8]) -> Result<Option<Vec<u8>>> {
    let mut reader: Cursor<'_> = only(der, tag::SEQUENCE)?.children();
    Ok(reader
        .optional(tag::context(0))?
        .map(|tlv| tlv.contents.to_vec()))
}

/// Orders two non-negative INTEGERs.
pub(crate) fn compare_numbers(one: &[u8], other: &[u8]) -> core::cmp::Ordering {
    let strip = |bytes: &[u8]| -> Vec<u8> {
        bytes
            .iter()
            .copied()
            .skip_while(|byte| *byte == 0)
            .collect()
    };
    let (one, other) = (strip(one), strip(other));
    one.len().cmp(&other.len()).then_with(|| one.cmp(&other))
}
