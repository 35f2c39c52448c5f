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
    /// [`Error::KeyNotOnToken`], [`Error::CertificateNotOnToken`], [`Error::KeyAmbiguous`],
    /// [`Error::TokenWriteProtected`], and as [`Self::keys`].
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
                    let name = hex::encode(&key);
                    return Err(match what {
                        Deletion::Certificate => Error::CertificateNotOnToken(name),
                        _ => Error::KeyNotOnToken(name),
                    });
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
    let rank = |found: &Found| {
        (
            found.private.is_some(),
            found.public.is_some(),
            by_id(found),
        )
    };
    let mut meant: Vec<Found> = all
        .into_iter()
        .filter(|found| by_id(found) || by_key(found))
        .collect();
    let best = meant.iter().map(rank).max();
    meant.retain(|found| Some(rank(found)) == best);
    let found = meant.pop();
    let found = found.ok_or_else(|| Error::KeyNotOnToken(hex::encode(name)))?;
    // Copies of one key are as good as each other.
    let is_it = |other: &Found| {
        other.key.public_key.is_some() && other.key.public_key == found.key.public_key
    };
    match meant.iter().all(is_it) {
        true => Ok(found),
        false => Err(Error::KeyAmbiguous(hex::encode(name))),
    }
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
    let names: Vec<Vec<u8>> = all.iter().map(|found| name(found, &all)).collect();
    for (found, name) in all.iter_mut().zip(names) {
        found.key.name = name;
        if found.key.public_key.is_none() && found.key.failure.is_none() {
            let reason = "neither public key nor certificate belongs to the private key";
            found.key.failure = Some(reason.into());
        }
    }
    Ok(all)
}

/// CKA_ID, or the key identifier where that is missing or another bears it, too.
fn name(found: &Found, all: &[Found]) -> Vec<u8> {
    let id = &found.key.id;
    let bearers = all.iter().filter(|other| other.key.id == *id).count();
    match &found.key.key_identifier {
        Some(identifier) if id.is_empty() || bearers > 1 => identifier.0.clone(),
        _ => id.clone(),
    }
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
        AttributeType::EcParams,
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
    let key_type = attributes.find(|attribute| match attribute {
        Attribute::KeyType(key_type) => Some(*key_type),
        _ => None,
    });
    let curve = attributes.find(|attribute| match attribute {
        Attribute::EcParams(der) => Some(der.clone()),
        _ => None,
    });
    let own = match key_type {
        Some(KeyType::RSA) => public_key::read(session, object, None).ok(),
        _ => None,
    };
    if let Some(key) = own {
        found.set_public_key(key);
        return Ok(found);
    }
    // CKA_ID need not be one key's alone.
    let belongs = |id: &[u8], key: &PublicKey| {
        !id.is_empty() && id == found.key.id && public_key::fits(key, key_type, curve.as_deref())
    };
    let by_object = publics.iter().filter_map(|public| {
        let key = public.key.as_ref().ok()?;
        belongs(&public.id, key).then(|| (key.clone(), public.label.as_str()))
    });
    let by_certificate = certificates.iter().filter_map(|held| {
        let key = held.certificate.as_ref()?.public_key().ok()?;
        belongs(&held.id, &key).then_some((key, held.label.as_str()))
    });
    let mut halves: Vec<(PublicKey, &str)> = by_object.collect();
    if halves.is_empty() {
        halves = by_certificate.collect();
    }
    let is_one = |halves: &[(PublicKey, &str)]| halves.windows(2).all(|two| two[0].0 == two[1].0);
    if !is_one(&halves) {
        halves.retain(|(_, label)| *label == found.key.label);
    }
    match (is_one(&halves), halves.pop()) {
        (true, Some((key, _))) => found.set_public_key(key),
        (false, _) => {
            let reason = "several public keys bear the identifier of the private key";
            found.key.failure = Some(reason.into());
        }
        (true, None) => {}
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
                name: id.clone(),
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
