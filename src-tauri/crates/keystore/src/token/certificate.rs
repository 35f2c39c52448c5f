//! Certificates on a token.

use cryptoki::object::{Attribute, CertificateType, ObjectClass};
use secrecy::SecretString;
use tanba_pki::Certificate;
use tanba_pki::name;

use super::Token;
use super::attributes::{Attributes, find_class};
use super::error::refused;
use super::objects::{self, named};
use super::pin::PinKind;
use crate::Error;

impl Token {
    /// Writes a certificate to the key that it certifies, with the CKA_ID of that key. One that is there
    /// already is left as it is. The certificate of an authority that issued one on the token may be written
    /// without a key, so that the chain travels with the token.
    ///
    /// # Errors
    /// [`Error::NoKeyForCertificate`], [`Error::TokenFull`], [`Error::TokenWriteProtected`], and as
    /// [`Token::log_in`].
    pub fn put_certificate(
        &self,
        pin: &SecretString,
        certificate: &Certificate,
    ) -> Result<(), Error> {
        let (id, pin, certificate) = (self.id.clone(), pin.clone(), certificate.clone());
        self.module.call(move |inside| {
            inside.logged_in(&id, PinKind::User, &pin, true, |entered| {
                let session = entered.session;
                let mut issuers = Vec::new();
                for object in find_class(session, ObjectClass::CERTIFICATE)? {
                    let wanted = [cryptoki::object::AttributeType::Value];
                    let attributes = Attributes::read(session, object, &wanted)?;
                    let held = attributes.value().unwrap_or_default();
                    if held == certificate.der() {
                        return Ok(());
                    }
                    let held = Certificate::from_der(held);
                    issuers.extend(held.map(|held| held.issuer_der().to_vec()));
                }
                let public_key = certificate.public_key()?;
                let key = objects::read(session, entered.info.profile, true)?
                    .into_iter()
                    .filter(|found| found.private.is_some())
                    .find(|found| found.key.public_key.as_ref() == Some(&public_key));
                let (key_id, label) = match key {
                    Some(found) => (found.key.id, found.key.label),
                    None if is_authority(&certificate)
                        && issuers.iter().any(|der| der == certificate.subject_der()) =>
                    {
                        (
                            certificate.key_identifier().0,
                            name::display(certificate.subject()),
                        )
                    }
                    None => return Err(Error::NoKeyForCertificate),
                };
                let template = [
                    Attribute::Class(ObjectClass::CERTIFICATE),
                    Attribute::CertificateType(CertificateType::X_509),
                    Attribute::Token(true),
                    Attribute::Private(false),
                    Attribute::Id(key_id),
                    Attribute::Label(label.into_bytes()),
                    Attribute::Subject(certificate.subject_der().to_vec()),
                    Attribute::Issuer(certificate.issuer_der().to_vec()),
                    Attribute::SerialNumber(integer(certificate.serial_number())),
                    Attribute::Value(certificate.der().to_vec()),
                ];
                session.create_object(&template).map_err(refused)?;
                Ok(())
            })
        })
    }

    /// The certificate of a key, or one whose key is elsewhere, by [`TokenKey::id`](super::TokenKey::id) or
    /// key identifier. Needs no PIN.
    ///
    /// # Errors
    /// [`Error::KeyNotOnToken`], [`Error::CertificateNotOnToken`], [`Error::KeyAmbiguous`],
    /// [`Error::TokenRemoved`], and what the module reports.
    pub fn certificate(&self, key: &[u8]) -> Result<Certificate, Error> {
        let (id, key) = (self.id.clone(), key.to_vec());
        self.module.call(move |inside| {
            inside.entered(&id, |entered| {
                let all = objects::read(entered.session, entered.info.profile, false)?;
                let found = named(all, &key)?;
                let none = || Error::CertificateNotOnToken(hex::encode(&key));
                found.key.certificate.ok_or_else(none)
            })
        })
    }
}

fn is_authority(certificate: &Certificate) -> bool {
    let constraints = certificate.basic_constraints();
    constraints.is_ok_and(|constraints| constraints.is_some_and(|constraints| constraints.ca))
}

/// The DER of a serial number, as CKA_SERIAL_NUMBER has it.
fn integer(serial: &[u8]) -> Vec<u8> {
    let mut der = vec![0x02];
    // At most 20 bytes (RFC 5280 §4.1.2.2); a longer one that somebody issued is cut out of no chain by
    // this attribute, which only serves searches.
    let length = u8::try_from(serial.len()).unwrap_or(0x7f).min(0x7f);
    der.push(length);
    der.extend(serial.iter().take(usize::from(length)));
    der
}
