//! What path processing needs of one certificate, read once.

use super::canonical::CanonicalName;
use super::general_name::{GeneralName, read_extension};
use super::name_constraints::{NameConstraints, subject_mailboxes};
use super::policy::{Policy, read_mappings, read_policies};
use crate::certificate::Certificate;
use crate::crl::{DistributionPoint, read_distribution_points};
use crate::element::only;
use crate::tlv::{Error as Malformed, tag};
type Result<T> = core::result::Result<T, Malformed>;
use const_oid::ObjectIdentifier;
use std::collections::{BTreeMap, BTreeSet};

/// keyUsage bits, RFC 5280 §4.2.1.3.
pub(crate) const KEY_CERT_SIGN: u16 = 1 << 5;
pub(crate) const CRL_SIGN: u16 = 1 << 6;
pub(crate) const DIGITAL_SIGNATURE: u16 = 1;

/// The extensions of a certificate in the words of RFC 5280 §6.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    pub(crate) subject: CanonicalName,
    pub(crate) issuer: CanonicalName,
    pub(crate) authority: Option<Authority>,
    pub(crate) key_usage: Option<u16>,
    pub(crate) policies: Option<BTreeSet<Policy>>,
    pub(crate) mappings: Option<BTreeMap<Policy, BTreeSet<Policy>>>,
    pub(crate) require_explicit_policy: Option<u64>,
    pub(crate) inhibit_policy_mapping: Option<u64>,
    pub(crate) inhibit_any_policy: Option<u64>,
    pub(crate) constraints: Option<NameConstraints>,
    pub(crate) alternative: Vec<GeneralName>,
    pub(crate) mailboxes: Vec<String>,
    pub(crate) extended_key_usage: Vec<ObjectIdentifier>,
    pub(crate) points: Vec<DistributionPoint>,
    pub(crate) freshest: Vec<DistributionPoint>,
    pub(crate) subject_key: Option<Vec<u8>>,
    pub(crate) authority_key: Option<Vec<u8>>,
    pub(crate) unknown_critical: Option<ObjectIdentifier>,
    /// id-pkix-ocsp-nocheck, RFC 6960 §4.2.2.2.1.
    pub(crate) ocsp_no_check: bool,
    /// The first extension that path processing needs and cannot read.
    pub(crate) malformed: Option<Malformed>,
    /// The alternative names cannot be read, which matters once names are constrained.
    pub(crate) names_malformed: bool,
}

/// basicConstraints of an authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Authority {
    pub(crate) path_length: Option<u64>,
}

impl Facts {
    /// Reads a certificate; only its names must be readable.
    pub(crate) fn read(certificate: &Certificate) -> Result<Self> {
        let mut facts = Self {
            subject: CanonicalName::from_der(certificate.subject_der())?,
            issuer: CanonicalName::from_der(certificate.issuer_der())?,
            ..Self::default()
        };
        match subject_mailboxes(certificate.subject_der()) {
            Ok(mailboxes) => facts.mailboxes = mailboxes,
            Err(_) => facts.names_malformed = true,
        }
        for extension in certificate.extensions() {
            let known = facts.extension(extension.oid, &extension.value);
            match known {
                Ok(true) => {}
                Ok(false) if extension.critical => {
                    facts.unknown_critical.get_or_insert(extension.oid);
                }
                Ok(false) => {}
                Err(_) if extension.oid.as_bytes() == [0x55, 0x1d, 17] && !extension.critical => {
                    facts.names_malformed = true;
                }
                Err(malformed) => {
                    facts.malformed.get_or_insert(malformed);
                }
            }
        }
        if certificate.version() < 3 && !certificate.extensions().is_empty() {
            facts.malformed.get_or_insert(Malformed::Refused(
                "extensions in a certificate before version 3",
            ));
        }
        Ok(facts)
    }

    /// Takes in one extension; false when it is unknown.
    fn extension(&mut self, oid: ObjectIdentifier, value: &[u8]) -> Result<bool> {
        match oid.as_bytes() {
            [0x55, 0x1d, 14] => {
                self.subject_key = Some(only(value, tag::OCTET_STRING)?.contents.to_vec());
            }
            [0x55, 0x1d, 15] => self.key_usage = Some(only(value, tag::BIT_STRING)?.named_bits()?),
            [0x55, 0x1d, 17] => self.alternative = read_extension(value)?,
            [0x55, 0x1d, 19] => self.authority = basic_constraints(value)?,
            [0x55, 0x1d, 30] => self.constraints = Some(NameConstraints::from_der(value)?),
            [0x55, 0x1d, 31] => self.points = read_distribution_points(value)?,
            [0x55, 0x1d, 32] => self.policies = Some(read_policies(value)?),
            [0x55, 0x1d, 33] => self.mappings = Some(read_mappings(value)?),
            [0x55, 0x1d, 35] => {
                let mut reader = only(value, tag::SEQUENCE)?.children();
                self.authority_key = reader
                    .optional(tag::context(0))?
                    .map(|key| key.contents.to_vec());
            }
            [0x55, 0x1d, 36] => {
                let mut reader = only(value, tag::SEQUENCE)?.children();
                let mut skip = |number| {
                    reader
                        .optional(tag::context(number))?
                        .map(|tlv| tlv.unsigned())
                        .transpose()
                };
                self.require_explicit_policy = skip(0)?;
                self.inhibit_policy_mapping = skip(1)?;
                reader.finish()?;
                if self.require_explicit_policy.is_none() && self.inhibit_policy_mapping.is_none() {
                    return Err(Malformed::Refused("empty policy constraints"));
                }
            }
            [0x55, 0x1d, 37] => {
                let mut reader = only(value, tag::SEQUENCE)?.children();
                while !reader.is_empty() {
                    self.extended_key_usage
                        .push(reader.element(tag::OBJECT_IDENTIFIER)?.oid()?);
                }
            }
            [0x55, 0x1d, 46] => self.freshest = read_distribution_points(value)?,
            [0x55, 0x1d, 54] => {
                self.inhibit_any_policy = Some(only(value, tag::INTEGER)?.unsigned()?);
            }
            [0x2b, 6, 1, 5, 5, 7, 48, 1, 5] => self.ocsp_no_check = true,
            // issuerAltName, privateKeyUsagePeriod, subjectDirectoryAttributes, authority and
            // subject information access, QC statements: nothing to process here.
            [0x55, 0x1d, 18 | 16 | 9] | [0x2b, 6, 1, 5, 5, 7, 1, 1 | 11 | 3] => {}
            // The NCA's key storage, 1.2.398.3.3.5.
            [0x2a, 0x83, 0x0e, 3, 3, 5] => {}
            _ => return Ok(false),
        }
        Ok(true)
    }

    pub(crate) fn is_self_issued(&self) -> bool {
        self.subject == self.issuer
    }

    /// Whether the key may be used so; a certificate with no keyUsage does not limit its key.
    pub(crate) fn may(&self, usage: u16) -> bool {
        self.key_usage.is_none_or(|bits| bits & usage != 0)
    }
}

fn basic_constraints(value: &[u8]) -> Result<Option<Authority>> {
    let mut reader = only(value, tag::SEQUENCE)?.children();
    let authority = reader
        .optional(tag::BOOLEAN)?
        .map_or(Ok(false), |flag| flag.boolean())?;
    let path_length = reader
        .optional(tag::INTEGER)?
        .map(|tlv| tlv.unsigned())
        .transpose()?;
    reader.finish()?;
    Ok(authority.then_some(Authority { path_length }))
}
