//! The keys and certificates of a token, brought together.

use cryptoki::object::{Attribute, AttributeType, KeyType, ObjectClass, ObjectHandle};
use cryptoki::session::Session;
use secrecy::SecretString;
use tanba_pki::{Certificate, PublicKey};
use time::OffsetDateTime;

use super::attributes::{Attributes, find_class};
use super::key::{PrivateHalf, TokenKey, algorithm_of};
use super::pin::PinKind;
use super::profile::VendorProfile;
use super::{Token, public_key};
use crate::Error;

/// What is deleted of a key.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Deletion {
    /// Private and public half; certificates stay.
    Key,
    /// Certificates; the key stays.
    Certificate,
    /// All of it.
    Both,
}

/// A key with the objects that it is made of.
pub(super) struct Found {
    pub(super) key: TokenKey,
    pub(super) private: Option<ObjectHandle>,
    pub(super) public: Option<ObjectHandle>,
    pub(super) certificates: Vec<ObjectHandle>,
    /// How well the certificate that is shown belongs to it.
    rank: Option<(bool, OffsetDateTime)>,
}

impl Token {
    /// What is on the token: without a PIN the public keys and certificates, with it everything. The PIN
    /// costs a try when it is wrong.
    ///
    /// # Errors
    /// As [`Token::log_in`] with a PIN; [`Error::TokenNotInitialised`], [`Error::TokenRemoved`],
    /// [`Error::TokenChanged`], and what the module reports.
    pub fn keys(&self, pin: Option<&SecretString>) -> Result<Vec<TokenKey>, Error> {
        let (id, pin) = (self.id.clone(), pin.cloned());
        let all = |found: Vec<Found>| found.into_iter().map(|found| found.key).collect();
        self.module.call(move |inside| match pin {
            Some(pin) => inside.logged_in(&id, PinKind::User, &pin, false, |entered| {
                read(entered.session, entered.info.profile, true).map(all)
            }),
            None => inside.entered(&id, |entered| {
                read(entered.session, entered.info.profile, false).map(all)
            }),
        })
    }

    /// Deletes what [`TokenKey::id`] or the key identifier names.
    ///
    /// # Errors
    /// [`Error::KeyNotOnToken`], [`Error::TokenWriteProtected`], and as [`Self::keys`].
    pub fn delete(&self, pin: &SecretString, key: &[u8], what: Deletion) -> Result<(), Error> {
        let (id, pin, key) = (self.id.clone(), pin.clone(), key.to_vec());
        self.module.call(move |inside| {
            inside.logged_in(&id, PinKind::User, &pin, true, |entered| {
                let all = read(entered.session, entered.info.profile, true)?;
                let found = named(all, &key)?;
                let mut objects = Vec::new();
                if what != Deletion::Certificate {
                    objects.extend(found.private);
                    objects.extend(found.public);
                }
                if what != Deletion::Key {
                    objects.extend(&found.certificates);
                }
                if objects.is_empty() {
                    return Err(Error::KeyNotOnToken(hex::encode(&key)));
                }
                for object in objects {
                    let destroyed = entered.session.destroy_object(object);
                    destroyed.map_err(super::error::refused)?;
                }
                Ok(())
            })
        })
    }
}

/// The one that is named by CKA_ID, or else by key identifier; of several the one with a private half.
pub(super) fn named(all: Vec<Found>, name: &[u8]) -> Result<Found, Error> {
    let by_id = |found: &Found| found.key.id == name;
    let by_key = |found: &Found| {
        let identifier = found.key.key_identifier.as_ref();
        identifier.is_some_and(|identifier| identifier.0 == name)
    };
    let rank = |found: &Found| (found.private.is_some(), by_id(found));
    all.into_iter()
        .filter(|found| by_id(found) || by_key(found))
        .max_by_key(rank)
        .ok_or_else(|| Error::KeyNotOnToken(hex::encode(name)))
}

/// Reads every key and certificate. `logged_in`: whether private keys would have been seen.
pub(super) fn read(
    session: &Session,
    profile: Option<&'static VendorProfile>,
    logged_in: bool,
) -> Result<Vec<Found>, Error> {
    let publics = publics(session, profile)?;
    let certificates = certificates(session)?;
    let mut all = Vec::new();
    for object in find_class(session, ObjectClass::PRIVATE_KEY)? {
        all.push(private(session, object, &publics, &certificates)?);
    }
    let absent = match logged_in {
        true => PrivateHalf::Absent,
        false => PrivateHalf::Unseen,
    };
    for public in publics {
        let known = all.iter_mut().find(|found| {
            public.key.is_ok() && found.key.public_key.as_ref() == public.key.as_ref().ok()
        });
        match known {
            Some(found) => found.public = found.public.or(Some(public.object)),
            None => {
                let mut found = Found::new(public.id, public.label, absent);
                found.public = Some(public.object);
                match public.key {
                    Ok(key) => found.set_public_key(key),
                    Err(error) => found.key.failure = Some(error.to_string()),
                }
                all.push(found);
            }
        }
    }
    for held in certificates {
        attach(&mut all, held, absent);
    }
    for found in &mut all {
        if found.key.public_key.is_none() && found.key.failure.is_none() {
            let reason = "neither public key nor certificate belongs to the private key";
            found.key.failure = Some(reason.into());
        }
    }
    Ok(all)
}

struct Public {
    object: ObjectHandle,
    id: Vec<u8>,
    label: String,
    key: Result<PublicKey, Error>,
}

fn publics(
    session: &Session,
    profile: Option<&'static VendorProfile>,
) -> Result<Vec<Public>, Error> {
    let mut publics = Vec::new();
    for object in find_class(session, ObjectClass::PUBLIC_KEY)? {
        let wanted = [AttributeType::Id, AttributeType::Label];
        let attributes = Attributes::read(session, object, &wanted)?;
        publics.push(Public {
            object,
            id: attributes.id(),
            label: attributes.label(),
            key: public_key::read(session, object, profile),
        });
    }
    Ok(publics)
}

struct HeldCertificate {
    object: ObjectHandle,
    id: Vec<u8>,
    label: String,
    certificate: Option<Certificate>,
}

fn certificates(session: &Session) -> Result<Vec<HeldCertificate>, Error> {
    let mut certificates = Vec::new();
    for object in find_class(session, ObjectClass::CERTIFICATE)? {
        let wanted = [
            AttributeType::Id,
            AttributeType::Label,
            AttributeType::Value,
        ];
        let attributes = Attributes::read(session, object, &wanted)?;
        certificates.push(HeldCertificate {
            object,
            id: attributes.id(),
            label: attributes.label(),
            certificate: attributes
                .value()
                .and_then(|der| Certificate::from_der(der).ok()),
        });
    }
    Ok(certificates)
}

/// A private key with the public half that it carries itself, or that an object of the same CKA_ID has.
fn private(
    session: &Session,
    object: ObjectHandle,
    publics: &[Public],
    certificates: &[HeldCertificate],
) -> Result<Found, Error> {
    let wanted = [
        AttributeType::Id,
        AttributeType::Label,
        AttributeType::KeyType,
        AttributeType::AlwaysAuthenticate,
        AttributeType::Extractable,
        AttributeType::Sensitive,
    ];
    let attributes = Attributes::read(session, object, &wanted)?;
    let mut found = Found::new(attributes.id(), attributes.label(), PrivateHalf::Present);
    found.private = Some(object);
    let is = |pick: fn(&Attribute) -> Option<bool>| attributes.find(pick);
    found.key.always_authenticate = is(|attribute| match attribute {
        Attribute::AlwaysAuthenticate(value) => Some(*value),
        _ => None,
    }) == Some(true);
    let extractable = is(|attribute| match attribute {
        Attribute::Extractable(value) => Some(*value),
        _ => None,
    });
    let sensitive = is(|attribute| match attribute {
        Attribute::Sensitive(value) => Some(*value),
        _ => None,
    });
    found.key.extractable = extractable == Some(true) || sensitive == Some(false);
    let is_rsa = attributes.find(|attribute| match attribute {
        Attribute::KeyType(key_type) => Some(*key_type),
        _ => None,
    }) == Some(KeyType::RSA);
    let own = match is_rsa {
        true => public_key::read(session, object, None).ok(),
        false => None,
    };
    let id = &found.key.id;
    let belongs = |other: &[u8]| !id.is_empty() && other == id.as_slice();
    let by_object = || {
        let mut publics = publics.iter().filter(|public| belongs(&public.id));
        publics.find_map(|public| public.key.as_ref().ok().cloned())
    };
    let by_certificate = || {
        let mut held = certificates.iter().filter(|held| belongs(&held.id));
        held.find_map(|held| held.certificate.as_ref()?.public_key().ok())
    };
    if let Some(key) = own.or_else(by_object).or_else(by_certificate) {
        found.set_public_key(key);
    }
    Ok(found)
}

/// Puts a certificate to the key it certifies, or beside the others.
fn attach(all: &mut Vec<Found>, held: HeldCertificate, absent: PrivateHalf) {
    let certified = held
        .certificate
        .as_ref()
        .and_then(|certificate| certificate.public_key().ok());
    let known = all
        .iter_mut()
        .find(|found| certified.is_some() && found.key.public_key == certified);
    let Some(found) = known else {
        let mut found = Found::new(held.id, held.label, absent);
        found.certificates.push(held.object);
        match certified {
            Some(key) => found.set_public_key(key),
            None => found.key.failure = Some("the certificate cannot be read".into()),
        }
        found.rank = held
            .certificate
            .as_ref()
            .map(|certificate| (true, certificate.not_after_at()));
        found.key.certificate = held.certificate;
        all.push(found);
        return;
    };
    found.certificates.push(held.object);
    if found.key.label.is_empty() {
        found.key.label = held.label;
    }
    let Some(certificate) = held.certificate else {
        return;
    };
    // CKA_ID only decides between several.
    let rank = Some((held.id == found.key.id, certificate.not_after_at()));
    if rank > found.rank {
        found.rank = rank;
        found.key.certificate = Some(certificate);
    }
}

impl Found {
    fn new(id: Vec<u8>, label: String, private: PrivateHalf) -> Self {
        Self {
            key: TokenKey {
                id,
                label,
                key_identifier: None,
                public_key: None,
                algorithm: None,
                certificate: None,
                private,
                always_authenticate: false,
                extractable: false,
                failure: None,
            },
            private: None,
            public: None,
            certificates: Vec::new(),
            rank: None,
        }
    }

    fn set_public_key(&mut self, key: PublicKey) {
        self.key.key_identifier = key.key_identifier().ok();
        self.key.algorithm = algorithm_of(&key);
        self.key.public_key = Some(key);
    }
}
