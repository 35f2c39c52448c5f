//! The entries of a list, RFC 5280 §5.3.

use crate::element::only;
use crate::path::{CanonicalName, GeneralName, read_names};
use crate::tlv::{Cursor, Element, Error as Malformed, tag};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use time::OffsetDateTime;

type Result<T> = core::result::Result<T, Malformed>;

/// Why a certificate was revoked, RFC 5280 §5.3.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CrlReason {
    /// No reason given in particular.
    Unspecified,
    /// The private key is no longer the subject's alone.
    KeyCompromise,
    /// The same for the key of an authority.
    CaCompromise,
    /// The subject's name or other information changed.
    AffiliationChanged,
    /// A newer certificate took its place.
    Superseded,
    /// It is no longer needed.
    CessationOfOperation,
    /// It is on hold, and may come back.
    CertificateHold,
    /// In a delta list: it came back from hold, or has expired.
    RemoveFromCrl,
    /// A right that it told of was withdrawn.
    PrivilegeWithdrawn,
    /// The same as key compromise for an attribute authority.
    AaCompromise,
}

impl CrlReason {
    /// The reason of this number.
    #[must_use]
    pub const fn from_number(number: u8) -> Option<Self> {
        Some(match number {
            0 => Self::Unspecified,
            1 => Self::KeyCompromise,
            2 => Self::CaCompromise,
            3 => Self::AffiliationChanged,
            4 => Self::Superseded,
            5 => Self::CessationOfOperation,
            6 => Self::CertificateHold,
            8 => Self::RemoveFromCrl,
            9 => Self::PrivilegeWithdrawn,
            10 => Self::AaCompromise,
            _ => return None,
        })
    }

    /// Its number in RFC 5280 §5.3.1.
    #[must_use]
    pub const fn number(self) -> u32 {
        match self {
            Self::Unspecified => 0,
            Self::KeyCompromise => 1,
            Self::CaCompromise => 2,
            Self::AffiliationChanged => 3,
            Self::Superseded => 4,
            Self::CessationOfOperation => 5,
            Self::CertificateHold => 6,
            Self::RemoveFromCrl => 8,
            Self::PrivilegeWithdrawn => 9,
            Self::AaCompromise => 10,
        }
    }

    pub(crate) fn read(der: &[u8]) -> Result<Self> {
        match only(der, tag::ENUMERATED)?.contents {
            [number] => Self::from_number(*number).ok_or(Malformed::Refused("revocation reason")),
            _ => Err(Malformed::Refused("revocation reason")),
        }
    }
}

/// One revoked certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrlEntry {
    /// The contents of the INTEGER.
    pub serial_number: Vec<u8>,
    /// When the authority revoked it.
    pub revoked_at: OffsetDateTime,
    /// Why, where that is told.
    pub reason: Option<CrlReason>,
    /// When the key is known or suspected to have been lost, §5.3.2.
    pub invalid_at: Option<OffsetDateTime>,
    /// Whose certificate it is.
    pub(crate) issuer: Arc<CanonicalName>,
}

/// Whether two INTEGERs are the same number, leaving needless leading octets aside.
pub(crate) fn same_serial(one: &[u8], other: &[u8]) -> bool {
    fn minimal(mut bytes: &[u8]) -> &[u8] {
        while let [first, rest @ ..] = bytes {
            match (first, rest.first()) {
                (0, Some(next)) if *next < 0x80 => bytes = rest,
                (0xff, Some(next)) if *next >= 0x80 => bytes = rest,
                _ => break,
            }
        }
        bytes
    }
    one == other || minimal(one) == minimal(other)
}

/// An entry as it lies in the list.
pub(crate) struct RawEntry<'a> {
    pub(crate) serial_number: &'a [u8],
    time: Element<'a>,
    extensions: &'a [u8],
    /// Every critical extension is a known one.
    pub(crate) is_known: bool,
    pub(crate) issuer: Arc<CanonicalName>,
}

impl RawEntry<'_> {
    pub(crate) fn decode(&self) -> Result<CrlEntry> {
        let (mut reason, mut invalid_at) = (None, None);
        for_each_extension(self.extensions, |oid, _, value| {
            match oid {
                REASON => reason = Some(CrlReason::read(value)?),
                INVALIDITY_DATE => {
                    invalid_at = Some(only(value, tag::GENERALIZED_TIME)?.time()?);
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok(CrlEntry {
            serial_number: self.serial_number.to_vec(),
            revoked_at: self.time.time()?,
            reason,
            invalid_at,
            issuer: Arc::clone(&self.issuer),
        })
    }
}

const REASON: &[u8] = &[0x55, 0x1d, 0x15];
const HOLD_INSTRUCTION: &[u8] = &[0x55, 0x1d, 0x17];
const INVALIDITY_DATE: &[u8] = &[0x55, 0x1d, 0x18];
const CERTIFICATE_ISSUER: &[u8] = &[0x55, 0x1d, 0x1d];

const fn is_known(oid: &[u8]) -> bool {
    matches!(
        oid,
        REASON | HOLD_INSTRUCTION | INVALIDITY_DATE | CERTIFICATE_ISSUER
    )
}

/// The most extensions of one entry or list.
const MOST_EXTENSIONS: usize = 32;

/// Walks over the contents of an `Extensions`; an extension may not come twice.
pub(crate) fn for_each_extension<'a>(
    contents: &'a [u8],
    mut visit: impl FnMut(&'a [u8], bool, &'a [u8]) -> Result<()>,
) -> Result<()> {
    let mut reader = Cursor::new(contents);
    let mut count = 0;
    while !reader.is_empty() {
        let mut parts = reader.element(tag::SEQUENCE)?.children();
        let oid = parts.element(tag::OBJECT_IDENTIFIER)?.contents;
        let critical = parts
            .optional(tag::BOOLEAN)?
            .map_or(Ok(false), |flag| flag.boolean())?;
        let value = parts.element(tag::OCTET_STRING)?.contents;
        parts.finish()?;
        // Few extensions come together: those before are walked again rather than kept.
        let mut earlier = Cursor::new(contents);
        for _ in 0..count {
            if earlier.any()?.children().any()?.contents == oid {
                return Err(Malformed::Refused("an extension comes twice"));
            }
        }
        count += 1;
        if count > MOST_EXTENSIONS {
            return Err(Malformed::Refused("too many extensions"));
        }
        visit(oid, critical, value)?;
    }
    Ok(())
}

/// Walks over entries, and carries the issuer of an indirect list from each to the next
/// (§5.3.3).
pub(crate) struct Entries<'a> {
    reader: Cursor<'a>,
    issuer: Arc<CanonicalName>,
    failed: bool,
}

impl<'a> Entries<'a> {
    pub(crate) const fn new(contents: &'a [u8], issuer: Arc<CanonicalName>) -> Self {
        Self {
            reader: Cursor::new(contents),
            issuer,
            failed: false,
        }
    }

    /// Reads the contents of one entry.
    pub(crate) fn read_one(
        entry: &Element<'a>,
        issuer: &mut Arc<CanonicalName>,
    ) -> Result<RawEntry<'a>> {
        let mut parts = entry.children();
        let serial_number = parts.element(tag::INTEGER)?.contents;
        let time = parts.any()?;
        let extensions = parts
            .optional(tag::SEQUENCE)?
            .map_or(&[][..], |list| list.contents);
        parts.finish()?;
        if serial_number.is_empty() {
            return Err(Malformed::Refused("empty serial number"));
        }
        let mut all_known = true;
        if !extensions.is_empty() {
            for_each_extension(extensions, |oid, critical, value| {
                all_known &= !critical || is_known(oid);
                if oid == CERTIFICATE_ISSUER {
                    let names = read_names(only(value, tag::SEQUENCE)?.contents)?;
                    let name = names.into_iter().find_map(|name| match name {
                        GeneralName::Directory(name) => Some(name),
                        _ => None,
                    });
                    *issuer = Arc::new(name.ok_or(Malformed::Refused("certificate issuer"))?);
                }
                Ok(())
            })?;
        }
        Ok(RawEntry {
            serial_number,
            time,
            extensions,
            is_known: all_known,
            issuer: Arc::clone(issuer),
        })
    }

    fn advance(&mut self) -> Result<Option<RawEntry<'a>>> {
        let Some(entry) = self.reader.read()? else {
            return Ok(None);
        };
        if entry.tag != tag::SEQUENCE {
            return Err(Malformed::Refused("revoked certificate"));
        }
        Self::read_one(&entry, &mut self.issuer).map(Some)
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = Result<RawEntry<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let next = self.advance().transpose();
        self.failed = matches!(next, Some(Err(_)));
        next
    }
}
