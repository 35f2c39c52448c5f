//! What names a key, wherever it lies.

use std::fmt;
use std::path::{Path, PathBuf};

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use tanba_protocol::{Failure, FailureCode};

/// What a reference to a key on a token begins with.
const SCHEME: &str = "token:";
/// What would end a serial number too early.
const RESERVED: &AsciiSet = &CONTROLS.add(b'/').add(b'%');

/// A key in a file, or on a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyReference {
    /// In a file.
    File(PathBuf),
    /// On a token.
    Token(TokenReference),
}

/// A key on a token: `token:SERIAL/KEYID`, or any key of it, `token:SERIAL`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenReference {
    /// Serial number of the token, or its label where no serial number is the same.
    pub serial: String,
    /// CKA_ID, or the identifier of the key in certificates.
    pub key: Option<Vec<u8>>,
}

impl KeyReference {
    /// Reads a reference. What does not begin with `token:` is a path.
    ///
    /// ```
    /// use tanba_agent::KeyReference;
    /// let KeyReference::Token(token) = KeyReference::parse("token:12%2F7/0aff").unwrap() else {
    ///     panic!("no token")
    /// };
    /// assert_eq!(token.serial, "12/7");
    /// assert_eq!(token.key, Some(vec![0x0a, 0xff]));
    /// assert!(KeyReference::parse("token:127/xyz").is_err());
    /// ```
    ///
    /// # Errors
    /// [`FailureCode::RequestUnsuitable`] for a key that is no hexadecimal.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let Some(rest) = text.strip_prefix(SCHEME) else {
            return Ok(Self::File(text.into()));
        };
        let unsuitable = || Failure::new(FailureCode::RequestUnsuitable).with_subject(text);
        let (serial, key) = match rest.split_once('/') {
            Some((serial, key)) => (serial, Some(key)),
            None => (rest, None),
        };
        let key = match key {
            Some(key) if !key.is_empty() => Some(hex::decode(key).map_err(|_| unsuitable())?),
            _ => None,
        };
        let serial = percent_decode_str(serial).decode_utf8();
        Ok(Self::Token(TokenReference {
            serial: serial.map_err(|_| unsuitable())?.into_owned(),
            key,
        }))
    }
}

impl From<PathBuf> for KeyReference {
    fn from(path: PathBuf) -> Self {
        Self::File(path)
    }
}

impl From<&Path> for KeyReference {
    fn from(path: &Path) -> Self {
        Self::File(path.to_owned())
    }
}

impl TokenReference {
    /// The reference to any key of a token.
    pub(crate) fn of(serial: &str) -> Self {
        Self {
            serial: serial.to_owned(),
            key: None,
        }
    }

    /// The reference to a key.
    pub(crate) fn new(serial: &str, key: &[u8]) -> Self {
        Self {
            serial: serial.to_owned(),
            key: Some(key.to_vec()),
        }
    }
}

impl fmt::Display for TokenReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let serial = utf8_percent_encode(&self.serial, RESERVED);
        write!(f, "{SCHEME}{serial}")?;
        match &self.key {
            Some(key) => write!(f, "/{}", hex::encode(key)),
            None => Ok(()),
        }
    }
}

impl fmt::Display for KeyReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Token(token) => token.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{KeyReference, TokenReference};

    #[test]
    fn references_read_as_they_are_written() {
        for (serial, key) in [
            ("0f3a", Some(vec![1, 2])),
            ("a/b%c", None),
            ("№ 12", Some(vec![0xff])),
            ("", None),
        ] {
            let serial = serial.to_owned();
            let reference = TokenReference { serial, key };
            let read = KeyReference::parse(&reference.to_string()).unwrap();
            assert_eq!(read, KeyReference::Token(reference));
        }
        let file = KeyReference::parse("./token:1").unwrap();
        assert_eq!(file, KeyReference::File("./token:1".into()));
    }
}
