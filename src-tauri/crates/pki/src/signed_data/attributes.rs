//! Attributes of a SignerInfo (RFC 5652 §5.3), each value as its DER.

use der::asn1::ObjectIdentifier;

use super::{Error, check_count};
use crate::tlv::Cursor;

/// One attribute.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Attribute {
    /// attrType.
    pub oid: ObjectIdentifier,
    /// attrValues, each in DER with its header.
    pub values: Vec<Vec<u8>>,
}

/// The attributes in the order of the original.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Attributes(Vec<Attribute>);

impl Attributes {
    /// Reads the contents of a SET OF Attribute.
    ///
    /// # Errors
    /// [`Error::Structure`] and [`Error::TooMany`].
    pub fn from_contents(contents: &[u8]) -> Result<Self, Error> {
        let mut attributes = Vec::new();
        let mut set = Cursor::new(contents);
        while !set.is_empty() {
            check_count(attributes.len())?;
            let mut attribute = set.sequence()?;
            let oid = attribute.object_identifier()?;
            let mut members = attribute.set()?;
            attribute.finish()?;
            let mut values = Vec::new();
            while !members.is_empty() {
                check_count(values.len())?;
                values.push(members.any()?.raw.to_vec());
            }
            attributes.push(Attribute { oid, values });
        }
        Ok(Self(attributes))
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Attribute> {
        self.0.iter()
    }

    /// Every value of every attribute of this type.
    pub fn values(&self, oid: ObjectIdentifier) -> impl Iterator<Item = &[u8]> {
        self.0
            .iter()
            .filter(move |attribute| attribute.oid == oid)
            .flat_map(|attribute| attribute.values.iter().map(Vec::as_slice))
    }

    /// The value of an attribute that must occur at most once and have one value.
    ///
    /// # Errors
    /// [`Error::NotSingle`].
    pub fn single(&self, oid: ObjectIdentifier) -> Result<Option<&[u8]>, Error> {
        let mut found = self.0.iter().filter(|attribute| attribute.oid == oid);
        match (found.next(), found.next()) {
            (None, _) => Ok(None),
            (Some(Attribute { values, .. }), None) if values.len() == 1 => {
                Ok(values.first().map(Vec::as_slice))
            }
            _ => Err(Error::NotSingle(oid)),
        }
    }
}
