//! Reading attributes of objects, believing nothing.

use cryptoki::object::{Attribute, AttributeInfo, AttributeType, ObjectClass, ObjectHandle};
use cryptoki::session::Session;

use super::error::refused;
use crate::Error;

/// The longest value that is read, in bytes; the largest certificates take a tenth of it.
const VALUE_LIMIT: usize = 1 << 17;

/// More objects than any token holds.
const OBJECT_LIMIT: usize = 4096;

/// The objects of a class.
pub(super) fn find(session: &Session, template: &[Attribute]) -> Result<Vec<ObjectHandle>, Error> {
    let found = session.iter_objects(template).map_err(refused)?;
    found
        .take(OBJECT_LIMIT)
        .map(|object| object.map_err(refused))
        .collect()
}

/// The objects of a class that outlive the session.
pub(super) fn find_class(
    session: &Session,
    class: ObjectClass,
) -> Result<Vec<ObjectHandle>, Error> {
    find(session, &[Attribute::Class(class), Attribute::Token(true)])
}

/// Attributes of one object. One that is missing, secret or nonsense is simply not there.
pub(super) struct Attributes(Vec<Attribute>);

impl Attributes {
    pub(super) fn read(
        session: &Session,
        object: ObjectHandle,
        wanted: &[AttributeType],
    ) -> Result<Self, Error> {
        let mut attributes = Vec::with_capacity(wanted.len());
        for attribute in wanted {
            // The length is asked for first: the binding makes room for whatever length it is told. One at
            // a time, because many a module gives none when it has to refuse one.
            let length = session.get_attribute_info(object, &[*attribute]);
            match length.map_err(refused) {
                Ok(infos) => match infos.first() {
                    Some(AttributeInfo::Available(length)) if *length <= VALUE_LIMIT => {}
                    _ => continue,
                },
                Err(Error::ModuleFailed { .. }) => continue,
                Err(other) => return Err(other),
            }
            match session
                .get_attributes(object, &[*attribute])
                .map_err(refused)
            {
                Ok(values) => attributes.extend(values),
                Err(Error::ModuleFailed { .. }) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(Self(attributes))
    }

    pub(super) fn find<T>(&self, pick: impl Fn(&Attribute) -> Option<T>) -> Option<T> {
        self.0.iter().find_map(pick)
    }

    pub(super) fn id(&self) -> Vec<u8> {
        let id = self.find(|attribute| match attribute {
            Attribute::Id(id) => Some(id.clone()),
            _ => None,
        });
        id.unwrap_or_default()
    }

    pub(super) fn label(&self) -> String {
        let label = self.find(|attribute| match attribute {
            Attribute::Label(label) => Some(String::from_utf8_lossy(label).into_owned()),
            _ => None,
        });
        let label = label.unwrap_or_default();
        label.trim_matches(['\0', ' ']).to_owned()
    }

    pub(super) fn value(&self) -> Option<&[u8]> {
        self.0.iter().find_map(|attribute| match attribute {
            Attribute::Value(value) => Some(value.as_slice()),
            _ => None,
        })
    }
}
