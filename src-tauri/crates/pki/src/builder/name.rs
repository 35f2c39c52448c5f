//! Distinguished names in the manner of the NCA.

use const_oid::{ObjectIdentifier, db};

use super::oid_der;
use crate::name::{self, Name};
use crate::oid;
use crate::tlv::{encode, tag};
use crate::{Error, Result};

/// Puts a name together, one attribute in each RDN, in the order of the calls.
#[derive(Clone, Debug, Default)]
pub struct NameBuilder {
    rdns: Vec<u8>,
}

impl NameBuilder {
    /// Adds any attribute. Country and serial number are PrintableString, the others UTF8String, as the NCA
    /// writes them.
    #[must_use]
    pub fn attribute(mut self, oid: ObjectIdentifier, text: &str) -> Self {
        let string = match oid {
            db::rfc4519::C | oid::SERIAL_NUMBER => 0x13,
            oid::EMAIL_ADDRESS | oid::DOMAIN_COMPONENT => 0x16,
            _ => tag::UTF8_STRING,
        };
        let value = encode(string, &[text.as_bytes()]);
        let attribute = encode(tag::SEQUENCE, &[&oid_der(oid), &value]);
        self.rdns.extend(encode(tag::SET, &[&attribute]));
        self
    }

    /// CN.
    #[must_use]
    pub fn common_name(self, text: &str) -> Self {
        self.attribute(db::rfc4519::CN, text)
    }

    /// C, two letters.
    #[must_use]
    pub fn country(self, text: &str) -> Self {
        self.attribute(db::rfc4519::C, text)
    }

    /// O.
    #[must_use]
    pub fn organisation(self, text: &str) -> Self {
        self.attribute(db::rfc4519::O, text)
    }

    /// OU=BIN and twelve digits.
    #[must_use]
    pub fn bin(self, digits: &str) -> Self {
        self.attribute(db::rfc4519::OU, &format!("BIN{digits}"))
    }

    /// SERIALNUMBER=IIN and twelve digits.
    #[must_use]
    pub fn iin(self, digits: &str) -> Self {
        self.attribute(oid::SERIAL_NUMBER, &format!("IIN{digits}"))
    }

    /// The name of a subject in the NCA's order: CN, SURNAME, SERIALNUMBER, C, GIVENNAME, O and OU; then
    /// what only Treasury users and information systems have: DC, businessCategory, UID.
    #[must_use]
    pub fn subject(subject: &name::Subject) -> Self {
        let country = subject.country.as_deref().unwrap_or("KZ");
        let iin = subject.iin.as_ref().map(|digits| format!("IIN{digits}"));
        let bin = subject.bin.as_ref().map(|digits| format!("BIN{digits}"));
        [
            (db::rfc4519::CN, subject.common_name.as_deref()),
            (oid::SURNAME, subject.surname.as_deref()),
            (oid::SERIAL_NUMBER, iin.as_deref()),
            (db::rfc4519::C, Some(country)),
            (oid::GIVEN_NAME, subject.patronymic.as_deref()),
            (db::rfc4519::O, subject.organisation.as_deref()),
            (db::rfc4519::OU, bin.as_deref()),
            (oid::EMAIL_ADDRESS, subject.email_address.as_deref()),
            (oid::DOMAIN_COMPONENT, subject.domain_component.as_deref()),
            (oid::BUSINESS_CATEGORY, subject.business_category.as_deref()),
            (oid::USER_ID, subject.user_id.as_deref()),
        ]
        .into_iter()
        .filter_map(|(oid, text)| Some((oid, text?)))
        .fold(Self::default(), |name, (oid, text)| {
            name.attribute(oid, text)
        })
    }

    /// The name.
    ///
    /// # Errors
    /// [`Error::Malformed`] for characters that a string type does not have.
    pub fn build(self) -> Result<Name> {
        let der = encode(tag::SEQUENCE, &[&self.rdns]);
        let name = name::from_der(&der)?;
        let readable = name
            .0
            .iter()
            .flat_map(|rdn| rdn.0.iter())
            .all(|attribute| match attribute.oid {
                db::rfc4519::C | oid::SERIAL_NUMBER => {
                    attribute.value.value().iter().all(|byte| printable(*byte))
                }
                oid::EMAIL_ADDRESS | oid::DOMAIN_COMPONENT => attribute.value.value().is_ascii(),
                _ => true,
            });
        if readable {
            Ok(name)
        } else {
            Err(Error::malformed("Name", "character"))
        }
    }
}

/// PrintableString (X.680 §41.4).
fn printable(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b" '()+,-./:=?".contains(&byte)
}
