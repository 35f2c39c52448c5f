//! Distinguished names: comparison (RFC 5280 §7.1), display (RFC 4514), and what the NCA keeps in
//! them.

use const_oid::{ObjectIdentifier, db};
use der::{Decode, Encode, Tag, Tagged};
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;
use x509_cert::attr::AttributeTypeAndValue;
pub use x509_cert::name::{Name, RelativeDistinguishedName};

use crate::oid;

/// Whether two names are the same by RFC 5280 §7.1: RDN by RDN, strings of any type compared
/// without case, with white space folded and compatibility forms unified (RFC 4518).
pub fn names_match(one: &Name, other: &Name) -> bool {
    one.0.len() == other.0.len() && one.0.iter().zip(&other.0).all(|(a, b)| rdns_match(a, b))
}

/// Whether `name` lies in the subtree of `base`: begins with all its RDNs (RFC 5280 §4.2.1.10).
pub fn within(name: &Name, base: &Name) -> bool {
    name.0.len() >= base.0.len() && name.0.iter().zip(&base.0).all(|(a, b)| rdns_match(a, b))
}

/// Whether two RDNs hold the same attributes.
pub fn rdns_match(one: &RelativeDistinguishedName, other: &RelativeDistinguishedName) -> bool {
    one.0.len() == other.0.len()
        && one
            .0
            .iter()
            .all(|a| other.0.iter().any(|b| attributes_match(a, b)))
}

fn attributes_match(one: &AttributeTypeAndValue, other: &AttributeTypeAndValue) -> bool {
    one.oid == other.oid
        && match (text(one), text(other)) {
            (Some(a), Some(b)) => prepared(&a) == prepared(&b),
            (None, None) => one.value == other.value,
            _ => false,
        }
}

/// RFC 4518 §2: map, fold, normalise, and treat white space as insignificant.
pub(crate) fn prepared(text: &str) -> String {
    let folded: String = text
        .chars()
        .filter(|c| !is_mapped_to_nothing(*c))
        .map(|c| {
            if c.is_whitespace() || matches!(c, '\u{85}') {
                ' '
            } else {
                c
            }
        })
        .flat_map(fold)
        .nfkc()
        .flat_map(fold)
        .nfkc()
        .collect();
    let mut out = String::with_capacity(folded.len());
    for word in folded.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Case folding: lower case of the upper case, so that ß, final sigma and the like meet.
fn fold(c: char) -> impl Iterator<Item = char> {
    c.to_uppercase().flat_map(char::to_lowercase)
}

/// RFC 4518 §2.2: soft hyphen, joiners, variation selectors, controls that are not white space.
const fn is_mapped_to_nothing(c: char) -> bool {
    matches!(c,
        '\u{00ad}' | '\u{1806}' | '\u{034f}' | '\u{180b}'..='\u{180d}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{fffc}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2063}'
        | '\u{206a}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{06dd}' | '\u{070f}'
        | '\u{180e}' | '\u{e0001}' | '\u{e0020}'..='\u{e007f}'
        | '\u{0000}'..='\u{0008}' | '\u{000e}'..='\u{001f}' | '\u{007f}'..='\u{0084}'
        | '\u{0086}'..='\u{009f}')
}

/// The text of a string-valued attribute, whatever its string type.
pub fn text(attribute: &AttributeTypeAndValue) -> Option<String> {
    let bytes = attribute.value.value();
    match attribute.value.tag() {
        Tag::Utf8String
        | Tag::PrintableString
        | Tag::Ia5String
        | Tag::NumericString
        | Tag::VisibleString => String::from_utf8(bytes.to_vec()).ok(),
        Tag::TeletexString => Some(bytes.iter().copied().map(char::from).collect()),
        Tag::BmpString => {
            let units: Vec<u16> = bytes
                .chunks_exact(2)
                .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
                .collect();
            (bytes.len().is_multiple_of(2))
                .then(|| String::from_utf16(&units).ok())
                .flatten()
        }
        _ => None,
    }
}

/// The first value of an attribute in `name`.
pub fn attribute(name: &Name, oid: ObjectIdentifier) -> Option<String> {
    name.0
        .iter()
        .flat_map(|rdn| rdn.0.iter())
        .find(|attribute| attribute.oid == oid)
        .and_then(text)
}

/// `name` in the order of its encoding, `CN=…, SERIALNUMBER=…`, for people.
pub fn display(name: &Name) -> String {
    let rdn = |rdn: &RelativeDistinguishedName| {
        let parts: Vec<String> = rdn
            .0
            .iter()
            .map(|attribute| {
                let value = text(attribute).map_or_else(
                    || {
                        let der = attribute.value.to_der().unwrap_or_default();
                        format!("#{}", hex::encode(der))
                    },
                    |text| escaped(&text),
                );
                format!("{}={value}", keyword(attribute.oid))
            })
            .collect();
        parts.join("+")
    };
    let parts: Vec<String> = name.0.iter().map(rdn).collect();
    parts.join(", ")
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, character) in text.char_indices() {
        let last = index + character.len_utf8() == text.len();
        match character {
            ',' | '+' | '"' | '\\' | '<' | '>' | ';' => out.extend(['\\', character]),
            '#' if index == 0 => out.push_str("\\#"),
            ' ' if index == 0 || last => out.push_str("\\ "),
            // A name must not be able to move the cursor or hide what follows it.
            c if c.is_control() => out.push_str(&format!("\\{:02X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

fn keyword(oid: ObjectIdentifier) -> String {
    match oid {
        db::rfc4519::CN => "CN".into(),
        db::rfc4519::C => "C".into(),
        db::rfc4519::O => "O".into(),
        db::rfc4519::OU => "OU".into(),
        db::rfc4519::L => "L".into(),
        db::rfc4519::ST => "ST".into(),
        oid::SURNAME => "SURNAME".into(),
        oid::GIVEN_NAME => "GIVENNAME".into(),
        oid::SERIAL_NUMBER => "SERIALNUMBER".into(),
        oid::BUSINESS_CATEGORY => "BUSINESSCATEGORY".into(),
        oid::EMAIL_ADDRESS => "E".into(),
        oid::USER_ID => "UID".into(),
        oid::DOMAIN_COMPONENT => "DC".into(),
        other => other.to_string(),
    }
}

/// What the NCA's profile keeps in a subject.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Subject {
    /// `CN`: surname and name, or the name of a system or CA.
    pub common_name: Option<String>,
    /// `SURNAME`.
    pub surname: Option<String>,
    /// `GIVENNAME`, where the NCA writes the patronymic.
    pub patronymic: Option<String>,
    /// Individual identification number: twelve digits after `IIN` in `SERIALNUMBER`.
    pub iin: Option<String>,
    /// Business identification number: twelve digits after `BIN` in `OU`.
    pub bin: Option<String>,
    /// `O`.
    pub organisation: Option<String>,
    /// `C`, two letters.
    pub country: Option<String>,
    /// `E`.
    pub email_address: Option<String>,
    /// `DC`: the role of a Treasury user.
    pub domain_component: Option<String>,
    /// `businessCategory`: the code that the Treasury gave its user.
    pub business_category: Option<String>,
    /// `UID`: the object identifier of an information system.
    pub user_id: Option<String>,
}

impl Subject {
    /// Reads the attributes that the NCA writes (facts of its certificate profile).
    pub fn from_name(name: &Name) -> Self {
        let tagged = |oid, prefix: &str| {
            name.0
                .iter()
                .flat_map(|rdn| rdn.0.iter())
                .filter(|attribute| attribute.oid == oid)
                .filter_map(text)
                .find_map(|text| text.strip_prefix(prefix).map(str::to_owned))
        };
        Self {
            common_name: attribute(name, db::rfc4519::CN),
            surname: attribute(name, oid::SURNAME),
            patronymic: attribute(name, oid::GIVEN_NAME),
            iin: tagged(oid::SERIAL_NUMBER, "IIN"),
            bin: tagged(db::rfc4519::OU, "BIN"),
            organisation: attribute(name, db::rfc4519::O),
            country: attribute(name, db::rfc4519::C),
            email_address: attribute(name, oid::EMAIL_ADDRESS),
            domain_component: attribute(name, oid::DOMAIN_COMPONENT),
            business_category: attribute(name, oid::BUSINESS_CATEGORY),
            user_id: attribute(name, oid::USER_ID),
        }
    }
}

/// Reads a DER Name.
///
/// # Errors
/// [`crate::Error::Malformed`].
pub fn from_der(der: &[u8]) -> crate::Result<Name> {
    Name::from_der(der).map_err(|error| crate::Error::malformed("Name", error))
}
