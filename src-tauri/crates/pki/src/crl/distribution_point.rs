//! Distribution points: which list speaks about which certificates, RFC 5280 §4.2.1.13, §5.2.5.

use crate::element::only;
use crate::path::{CanonicalName, GeneralName, read_names};
use crate::tlv::{Element, Error as Malformed, tag};
type Result<T> = core::result::Result<T, Malformed>;

/// The most distribution points read from one certificate.
const MOST_POINTS: usize = 1_000;

/// A set of reasons, bit `n` for the reason of number `n`; bits 1 to 8 are in use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ReasonMask(u16);

impl ReasonMask {
    pub(crate) const ALL: Self = Self(0b1_1111_1110);
    pub(crate) const NONE: Self = Self(0);

    fn read(tlv: &Element<'_>) -> Result<Self> {
        Ok(Self(tlv.named_bits()? & Self::ALL.0))
    }

    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether this holds a reason that `other` does not.
    pub(crate) const fn adds_to(self, other: Self) -> bool {
        self.0 & !other.0 != 0
    }

    pub(crate) const fn is_all(self) -> bool {
        self.0 == Self::ALL.0
    }
}

/// The name of a distribution point.
#[derive(Clone, Debug, PartialEq, Eq)]
enum PointName {
    Full(Vec<GeneralName>),
    /// The contents of the SET to be appended to the name of the list's issuer.
    Relative(Vec<u8>),
}

impl PointName {
    fn read(explicit: &Element<'_>) -> Result<Self> {
        let mut reader = explicit.children();
        let choice = reader.any()?;
        reader.finish()?;
        match choice.tag {
            0xa0 => Ok(Self::Full(read_names(choice.contents)?)),
            0xa1 => Ok(Self::Relative(choice.contents.to_vec())),
            _ => Err(Malformed::Refused("distribution point name")),
        }
    }

    /// The names in full, `base` being the name of the issuer of the list.
    fn resolve(&self, base: &CanonicalName) -> Result<Vec<GeneralName>> {
        match self {
            Self::Full(names) => Ok(names.clone()),
            Self::Relative(set) => Ok(vec![GeneralName::Directory(base.with_relative(set)?)]),
        }
    }
}

/// A distribution point of a certificate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DistributionPoint {
    name: Option<PointName>,
    pub(crate) reasons: Option<ReasonMask>,
    issuer: Vec<GeneralName>,
}

impl DistributionPoint {
    /// The point that §6.3.3 assumes where a certificate names none: its issuer's own name.
    pub(crate) fn assumed(certificate_issuer: &CanonicalName) -> Self {
        let name = GeneralName::Directory(certificate_issuer.clone());
        Self {
            name: Some(PointName::Full(vec![name])),
            reasons: None,
            issuer: Vec::new(),
        }
    }

    /// Whether the point names another issuer of its list.
    pub(crate) const fn is_indirect(&self) -> bool {
        !self.issuer.is_empty()
    }

    /// Whether `cRLIssuer` holds this name.
    pub(crate) fn names_issuer(&self, issuer: &CanonicalName) -> bool {
        self.issuer
            .iter()
            .any(|name| matches!(name, GeneralName::Directory(name) if name == issuer))
    }

    /// The names of the point; where it has none, those of the issuer of its list.
    pub(crate) fn names(&self, list_issuer: &CanonicalName) -> Result<Vec<GeneralName>> {
        match &self.name {
            Some(name) => name.resolve(list_issuer),
            None => Ok(self.issuer.clone()),
        }
    }

    /// Where the list can be had over HTTP.
    pub(crate) fn urls(&self) -> impl Iterator<Item = &str> {
        let names = match &self.name {
            Some(PointName::Full(names)) => names.as_slice(),
            _ => &[],
        };
        names.iter().filter_map(|name| match name {
            GeneralName::Uri(uri) if uri.starts_with("http://") || uri.starts_with("https://") => {
                Some(uri.as_str())
            }
            _ => None,
        })
    }
}

/// Reads `cRLDistributionPoints` or `freshestCRL`.
pub(crate) fn read_distribution_points(der: &[u8]) -> Result<Vec<DistributionPoint>> {
    let mut reader = only(der, tag::SEQUENCE)?.children();
    let mut points = Vec::new();
    while !reader.is_empty() {
        if points.len() == MOST_POINTS {
            return Err(Malformed::Refused("too many distribution points"));
        }
        let mut parts = reader.element(tag::SEQUENCE)?.children();
        let name = parts
            .optional(0xa0)?
            .map(|tlv| PointName::read(&tlv))
            .transpose()?;
        let reasons = parts
            .optional(0x81)?
            .map(|tlv| ReasonMask::read(&tlv))
            .transpose()?;
        let issuer = parts
            .optional(0xa2)?
            .map(|tlv| read_names(tlv.contents))
            .transpose()?;
        parts.finish()?;
        if name.is_none() && issuer.is_none() {
            return Err(Malformed::Refused(
                "a distribution point has neither name nor issuer",
            ));
        }
        points.push(DistributionPoint {
            name,
            reasons,
            issuer: issuer.unwrap_or_default(),
        });
    }
    if points.is_empty() {
        return Err(Malformed::Refused("no point among the distribution points"));
    }
    Ok(points)
}

/// `issuingDistributionPoint`: what a list covers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IssuingDistributionPoint {
    name: Option<PointName>,
    /// Only certificates of subjects that are no authority.
    pub only_contains_user_certificates: bool,
    /// Only certificates of authorities.
    pub only_contains_ca_certificates: bool,
    /// Only attribute certificates.
    pub only_contains_attribute_certificates: bool,
    /// Certificates of other issuers too, or only of others.
    pub indirect: bool,
    pub(crate) only_some_reasons: Option<ReasonMask>,
    pub(crate) der: Vec<u8>,
}

impl IssuingDistributionPoint {
    pub(crate) fn from_der(der: &[u8]) -> Result<Self> {
        let mut reader = only(der, tag::SEQUENCE)?.children();
        let name = reader
            .optional(0xa0)?
            .map(|tlv| PointName::read(&tlv))
            .transpose()?;
        let mut flag = |number| match reader.optional(tag::context(number))? {
            Some(tlv) => tlv.boolean(),
            None => Ok(false),
        };
        let only_contains_user_certificates = flag(1)?;
        let only_contains_ca_certificates = flag(2)?;
        let only_some_reasons = reader
            .optional(0x83)?
            .map(|tlv| ReasonMask::read(&tlv))
            .transpose()?;
        let mut flag = |number| match reader.optional(tag::context(number))? {
            Some(tlv) => tlv.boolean(),
            None => Ok(false),
        };
        let indirect = flag(4)?;
        let only_contains_attribute_certificates = flag(5)?;
        reader.finish()?;
        let kinds = [
            only_contains_user_certificates,
            only_contains_ca_certificates,
            only_contains_attribute_certificates,
        ];
        if kinds.iter().filter(|set| **set).count() > 1 {
            return Err(Malformed::Refused(
                "a list is limited to two kinds of certificates",
            ));
        }
        Ok(Self {
            name,
            only_contains_user_certificates,
            only_contains_ca_certificates,
            only_contains_attribute_certificates,
            indirect,
            only_some_reasons,
            der: der.to_vec(),
        })
    }

    /// Whether this list is the one that `point` speaks of: §6.3.3 (b)(2)(i).
    pub(crate) fn matches(&self, point: &DistributionPoint, list_issuer: &CanonicalName) -> bool {
        let Some(name) = &self.name else { return true };
        match (name.resolve(list_issuer), point.names(list_issuer)) {
            (Ok(ours), Ok(theirs)) => ours.iter().any(|name| theirs.contains(name)),
            _ => false,
        }
    }
}
