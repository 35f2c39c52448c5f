//! Reading: PFX, AuthenticatedSafe, SafeContents (RFC 7292 §4).

use secrecy::SecretString;
use zeroize::Zeroizing;

use super::mac::Mac;
use super::password::Password;
use super::pbe::Scheme;
use super::{
    BagAttributes, Budget, CertificateBag, Contents, Error, KeyBag, Layout, MAX_COUNT,
    MAX_ITERATIONS, MAX_SIZE, oid,
};
use crate::ber::{self, Limits};
use crate::tlv::{Cursor, tag};

/// Nesting within a file or one of its encrypted parts. The samples reach 12.
const LIMITS: Limits = Limits {
    depth: 32,
    size: MAX_SIZE,
    rewritten: 1 << 16,
};

/// SafeContents within SafeContents.
const MAX_NESTED_SAFES: usize = 4;

/// A PKCS#12 file whose outer structure was read; it is still locked.
pub struct Pfx {
    /// The AuthenticatedSafe as it came: the MAC is over these bytes.
    content: Vec<u8>,
    safes: Vec<Safe>,
    mac: Option<Mac>,
}

impl std::fmt::Debug for Pfx {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pfx")
            .field("safes", &self.safes.len())
            .field("mac", &self.mac.is_some())
            .finish_non_exhaustive()
    }
}

/// One SafeContents.
enum Safe {
    Plain(Vec<u8>),
    Encrypted { scheme: Scheme, data: Vec<u8> },
}

impl Pfx {
    /// Reads the outer structure, in BER or DER. No password is needed yet.
    ///
    /// ```
    /// use tanba_pki::pkcs12::{Error, Pfx};
    /// assert!(matches!(Pfx::parse(b"%PDF-1.7"), Err(Error::Structure(_))));
    /// ```
    ///
    /// # Errors
    /// Every [`Error`] but [`Error::WrongPassword`] and [`Error::Empty`].
    pub fn parse(bytes: &[u8]) -> Result<Self, Error> {
        if bytes.len() > MAX_SIZE {
            return Err(Error::TooLarge);
        }
        let der = ber::to_der(bytes, &LIMITS)?;
        let mut outer = Cursor::new(&der);
        let mut pfx = outer.sequence()?;
        if pfx.unsigned()? != 3 {
            return Err(Error::Damaged("version"));
        }
        let mut auth_safe = pfx.sequence()?;
        match auth_safe.object_identifier()? {
            oid::DATA => {}
            oid::SIGNED_DATA => return Err(Error::PublicKeyMode),
            other => return Err(Error::UnsupportedAlgorithm(other)),
        }
        let content = explicit_octets(&mut auth_safe)?.to_vec();
        let mac = match pfx.optional(tag::SEQUENCE)? {
            Some(data) => Some(Mac::read(data.children())?),
            None => None,
        };
        pfx.finish()?;
        let safes = read_safes(&content)?;
        Ok(Self {
            content,
            safes,
            mac,
        })
    }

    /// Which of the two layouts this one comes near, judged by its MAC: what still uses SHA-1 is old.
    #[must_use]
    pub fn layout(&self) -> Layout {
        match &self.mac {
            Some(mac) if mac.is_modern() => Layout::Modern,
            _ => Layout::Nca,
        }
    }

    /// The attributes of bags that are not themselves encrypted. In the NCA's files the key's are in the
    /// open, so that a key can be named before its password is asked.
    #[must_use]
    pub fn visible_attributes(&self) -> Vec<BagAttributes> {
        let mut found = Vec::new();
        for safe in &self.safes {
            if let Safe::Plain(bytes) = safe {
                // What cannot be read here is reported by `open`.
                let _ = walk_bags(bytes, MAX_NESTED_SAFES, &mut |_, _, attributes| {
                    found.push(attributes);
                    Ok(())
                });
            }
        }
        found
    }

    /// Checks the MAC and decrypts everything.
    ///
    /// # Errors
    /// [`Error::WrongPassword`] when neither MAC nor encryption accept the password, [`Error::Damaged`] when
    /// the password decrypts but the MAC does not match, and the other reasons of [`Error`].
    pub fn open(&self, password: &SecretString) -> Result<Contents, Error> {
        self.open_within(password, MAX_ITERATIONS)
    }

    /// As [`Self::open`] with a bound of the caller's on the iterations it may cost.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_within(&self, password: &SecretString, iterations: u64) -> Result<Contents, Error> {
        let mut budget = Budget(iterations);
        let readings = Password::readings(password);
        let Some(mac) = &self.mac else {
            let mut first = None;
            for reading in &readings {
                match self.decrypt(reading, &mut budget) {
                    Ok(contents) => return Ok(contents),
                    Err(error) => first = first.or(Some(error)),
                }
            }
            return Err(first.unwrap_or(Error::WrongPassword));
        };
        for reading in &readings {
            if mac.verify(reading, &self.content, &mut budget)? {
                return self
                    .decrypt(reading, &mut budget)
                    .map_err(|error| match error {
                        // The MAC just accepted this password.
                        Error::WrongPassword => Error::Damaged("encrypted part"),
                        other => other,
                    });
            }
        }
        // Either the password or the file is wrong: a key that decrypts tells which.
        for reading in &readings {
            match self.decrypt(reading, &mut budget) {
                Ok(contents) if !contents.keys.is_empty() => {
                    return Err(Error::Damaged("integrity check"));
                }
                Err(Error::TooManyIterations) => return Err(Error::TooManyIterations),
                _ => {}
            }
        }
        Err(Error::WrongPassword)
    }

    fn decrypt(&self, password: &Password, budget: &mut Budget) -> Result<Contents, Error> {
        let mut contents = Contents::default();
        for safe in &self.safes {
            match safe {
                Safe::Plain(bytes) => read_bags(bytes, password, budget, &mut contents)?,
                Safe::Encrypted { scheme, data } => {
                    let plain = scheme.decrypt(password, data, budget)?;
                    read_bags(&plain, password, budget, &mut contents).map_err(wrong_key)?;
                }
            }
        }
        Ok(contents)
    }
}

/// Plain text that is not even BER comes from a wrong key whose padding looked right by chance.
fn wrong_key(error: Error) -> Error {
    match error {
        Error::Structure(_) | Error::Damaged(_) => Error::WrongPassword,
        other => other,
    }
}

/// `[0] EXPLICIT OCTET STRING`, the content of a ContentInfo of type data.
fn explicit_octets<'a>(content_info: &mut Cursor<'a>) -> Result<&'a [u8], Error> {
    let mut explicit = content_info
        .element(tag::context_constructed(0))?
        .children();
    Ok(explicit.octet_string()?)
}

fn read_safes(content: &[u8]) -> Result<Vec<Safe>, Error> {
    let der = ber::to_der(content, &LIMITS)?;
    let mut infos = Cursor::new(&der).sequence()?;
    let mut safes = Vec::new();
    while !infos.is_empty() {
        if safes.len() >= MAX_COUNT {
            return Err(Error::TooLarge);
        }
        let mut info = infos.sequence()?;
        safes.push(match info.object_identifier()? {
            oid::DATA => Safe::Plain(explicit_octets(&mut info)?.to_vec()),
            oid::ENCRYPTED_DATA => {
                let mut explicit = info.element(tag::context_constructed(0))?.children();
                let mut encrypted = explicit.sequence()?;
                encrypted.unsigned()?;
                let mut content = encrypted.sequence()?;
                content.object_identifier()?;
                let scheme = Scheme::read(&mut content)?;
                let data = ber::implicit_octet_string(&content.any()?)?.into_owned();
                Safe::Encrypted { scheme, data }
            }
            oid::ENVELOPED_DATA => return Err(Error::PublicKeyMode),
            other => return Err(Error::UnsupportedAlgorithm(other)),
        });
    }
    Ok(safes)
}

/// Calls `visit` with the type, the value and the attributes of each bag.
fn walk_bags(
    safe_contents: &[u8],
    nested: usize,
    visit: &mut dyn FnMut(
        der::asn1::ObjectIdentifier,
        Cursor<'_>,
        BagAttributes,
    ) -> Result<(), Error>,
) -> Result<(), Error> {
    let nested = nested
        .checked_sub(1)
        .ok_or(Error::Damaged("nested too deeply"))?;
    let der = Zeroizing::new(ber::to_der(safe_contents, &LIMITS)?.into_owned());
    let mut bags = Cursor::new(&der).sequence()?;
    let mut count = 0;
    while !bags.is_empty() {
        count += 1;
        if count > MAX_COUNT {
            return Err(Error::TooLarge);
        }
        let mut bag = bags.sequence()?;
        let kind = bag.object_identifier()?;
        let value = bag.element(tag::context_constructed(0))?;
        let attributes = match bag.optional(tag::SET)? {
            Some(set) => read_attributes(set.children())?,
            None => BagAttributes::default(),
        };
        if kind == oid::SAFE_CONTENTS_BAG {
            walk_bags(value.contents, nested, visit)?;
        } else {
            visit(kind, value.children(), attributes)?;
        }
    }
    Ok(())
}

fn read_bags(
    safe_contents: &[u8],
    password: &Password,
    budget: &mut Budget,
    contents: &mut Contents,
) -> Result<(), Error> {
    walk_bags(
        safe_contents,
        MAX_NESTED_SAFES,
        &mut |kind, mut value, attributes| {
            if contents.keys.len() + contents.certificates.len() >= MAX_COUNT {
                return Err(Error::TooLarge);
            }
            match kind {
                oid::KEY_BAG => contents.keys.push(KeyBag {
                    private_key_info: Zeroizing::new(value.element(tag::SEQUENCE)?.raw.to_vec()),
                    attributes,
                }),
                oid::SHROUDED_KEY_BAG => {
                    let mut encrypted = value.sequence()?;
                    let scheme = Scheme::read(&mut encrypted)?;
                    let plain = scheme.decrypt(password, encrypted.octet_string()?, budget)?;
                    contents.keys.push(KeyBag {
                        private_key_info: private_key_info(&plain)?,
                        attributes,
                    });
                }
                oid::CERTIFICATE_BAG => {
                    let mut bag = value.sequence()?;
                    // SDSI certificates and unknown types are passed over.
                    if bag.object_identifier()? == oid::X509_CERTIFICATE {
                        let der = explicit_octets(&mut bag)?.to_vec();
                        contents
                            .certificates
                            .push(CertificateBag { der, attributes });
                    }
                }
                // CRL and secret bags hold nothing to sign with.
                _ => {}
            }
            Ok(())
        },
    )
}

/// Plain text of a shrouded key: one SEQUENCE that begins with a version, or the password was wrong.
fn private_key_info(plain: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error> {
    let der = Zeroizing::new(
        ber::to_der(plain, &LIMITS)
            .map_err(|_| Error::WrongPassword)?
            .into_owned(),
    );
    let version = Cursor::new(&der)
        .sequence()
        .and_then(|mut body| body.unsigned());
    match version {
        Ok(0 | 1) => Ok(der),
        _ => Err(Error::WrongPassword),
    }
}

fn read_attributes(mut set: Cursor<'_>) -> Result<BagAttributes, Error> {
    let mut attributes = BagAttributes::default();
    let mut count = 0;
    while !set.is_empty() {
        count += 1;
        if count > MAX_COUNT {
            return Err(Error::TooLarge);
        }
        let mut attribute = set.sequence()?;
        let kind = attribute.object_identifier()?;
        let mut values = attribute.set()?;
        if values.is_empty() {
            continue;
        }
        let value = values.any()?;
        match kind {
            oid::FRIENDLY_NAME if value.tag == tag::BMP_STRING => {
                let units = value.contents.chunks_exact(2).map(|pair| match pair {
                    [high, low] => u16::from_be_bytes([*high, *low]),
                    _ => 0,
                });
                let name: String = char::decode_utf16(units)
                    .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
                    .collect();
                attributes.friendly_name = Some(name);
            }
            oid::LOCAL_KEY_ID if value.tag == tag::OCTET_STRING => {
                attributes.local_key_id = Some(value.contents.to_vec());
            }
            _ => {}
        }
    }
    Ok(attributes)
}
