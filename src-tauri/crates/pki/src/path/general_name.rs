//! `GeneralName` (RFC 5280 §4.2.1.6), as names are compared and not as they are shown.

use super::canonical::CanonicalName;
use crate::tlv::{Cursor, Element, Error as Malformed, tag};
type Result<T> = core::result::Result<T, Malformed>;

/// The largest number of names read from one extension.
const MOST_NAMES: usize = 10_000;

/// A general name, by its form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum GeneralName {
    /// `rfc822Name`
    Mailbox(String),
    /// `dNSName`
    Dns(String),
    /// `directoryName`
    Directory(CanonicalName),
    /// `uniformResourceIdentifier`
    Uri(String),
    /// `iPAddress`: 4 or 16 octets, twice as many in a constraint
    Ip(Vec<u8>),
    /// Any other form: its context tag and its whole encoding.
    Other(u8, Vec<u8>),
}

impl GeneralName {
    pub(crate) fn read(tlv: &Element<'_>) -> Result<Self> {
        let text = || {
            let ascii = tlv.contents.is_ascii() && !tlv.contents.contains(&0);
            let text =
                core::str::from_utf8(tlv.contents).map_err(|_| Malformed::Refused("IA5String"))?;
            if ascii {
                Ok(text.to_owned())
            } else {
                Err(Malformed::Refused("IA5String"))
            }
        };
        Ok(match tlv.tag {
            0x81 => Self::Mailbox(text()?),
            0x82 => Self::Dns(text()?),
            0x86 => Self::Uri(text()?),
            0x87 => Self::Ip(tlv.contents.to_vec()),
            0xa4 => Self::Directory(CanonicalName::from_der(tlv.contents)?),
            0xa0 | 0xa3 | 0xa5 | 0x88 => Self::Other(tlv.tag & 0x1f, tlv.raw.to_vec()),
            _ => return Err(Malformed::Refused("general name")),
        })
    }

    /// The number of the form: the context tag of the CHOICE.
    pub(crate) const fn form(&self) -> u8 {
        match self {
            Self::Mailbox(_) => 1,
            Self::Dns(_) => 2,
            Self::Directory(_) => 4,
            Self::Uri(_) => 6,
            Self::Ip(_) => 7,
            Self::Other(form, _) => *form,
        }
    }
}

/// Reads the contents of `GeneralNames`.
pub(crate) fn read_names(contents: &[u8]) -> Result<Vec<GeneralName>> {
    let mut reader = Cursor::new(contents);
    let mut names = Vec::new();
    while let Some(tlv) = reader.read()? {
        if names.len() == MOST_NAMES {
            return Err(Malformed::Refused("too many names"));
        }
        names.push(GeneralName::read(&tlv)?);
    }
    if names.is_empty() {
        return Err(Malformed::Refused("no name among the names"));
    }
    Ok(names)
}

/// Reads an extension that is one `GeneralNames`, the subject alternative name say.
pub(crate) fn read_extension(der: &[u8]) -> Result<Vec<GeneralName>> {
    read_names(crate::element::only(der, tag::SEQUENCE)?.contents)
}
