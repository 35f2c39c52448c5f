//! Which fields a signature locks.

use crate::pdf::document::Document;
use crate::pdf::error::Error;
use crate::pdf::field;
use crate::pdf::object::{Dictionary, Object};

/// Which fields a signature locks (FieldMDP, ISO 32000-2 §12.8.2.4).
#[derive(Debug)]
pub(super) enum FieldLock {
    All,
    Include(Vec<String>),
    Exclude(Vec<String>),
}

impl FieldLock {
    pub(super) fn covers(&self, name: &str) -> bool {
        // A name stands for the field and for those below it.
        let listed = |names: &[String]| {
            names.iter().any(|listed| {
                name.strip_prefix(listed.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            })
        };
        match self {
            Self::All => true,
            Self::Include(names) => listed(names),
            Self::Exclude(names) => !listed(names),
        }
    }
}

/// The locks that the signature dictionary carries.
pub(super) fn locks(
    document: &Document<'_>,
    signature: &Dictionary,
) -> Result<Vec<FieldLock>, Error> {
    let mut locks = Vec::new();
    for parameters in field::transforms(document, signature, b"FieldMDP")? {
        let names = match document.value(&parameters, "Fields")? {
            Object::Array(names) => names
                .iter()
                .filter_map(Object::as_string)
                .map(field::text)
                .collect(),
            _ => Vec::new(),
        };
        locks.push(match document.value(&parameters, "Action")?.as_name() {
            Some(b"Include") => FieldLock::Include(names),
            Some(b"Exclude") => FieldLock::Exclude(names),
            _ => FieldLock::All,
        });
    }
    Ok(locks)
}
