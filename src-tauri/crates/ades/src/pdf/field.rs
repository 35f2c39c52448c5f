//! The interactive form and its fields (ISO 32000-2 §12.7).

use std::collections::HashSet;

use super::document::Document;
use super::error::Error;
use super::object::{Dictionary, Object, Reference};

/// The most fields a form may have.
const MAX_FIELDS: usize = 1 << 17;
/// How deep fields may nest.
const MAX_FIELD_DEPTH: usize = 32;

/// A field or one of its widgets, with what it inherits.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) reference: Reference,
    /// Fully qualified (§12.7.4.2).
    pub(super) name: String,
    /// `FT`: `Sig`, `Tx`, `Btn` or `Ch`.
    pub(super) kind: Vec<u8>,
    pub(super) dictionary: Dictionary,
    /// The dictionary stands in the file itself.
    pub(super) in_file: bool,
    /// Has the field's own value rather than being a widget of it.
    pub(super) is_terminal: bool,
}

impl Field {
    pub(super) fn is_signature(&self) -> bool {
        self.kind == b"Sig"
    }
}

/// The fields and widgets of the form, in the order of the tree.
pub(super) fn fields(document: &Document<'_>) -> Result<Vec<Field>, Error> {
    let catalog = document.catalog()?;
    let Some(form) = document.dictionary(&catalog, "AcroForm")? else {
        return Ok(Vec::new());
    };
    let mut fields = Vec::new();
    let mut seen = HashSet::new();
    let mut waiting = Vec::new();
    if let Object::Array(roots) = document.value(&form, "Fields")? {
        waiting.extend(
            roots
                .iter()
                .rev()
                .filter_map(Object::as_reference)
                .map(|root| (root, String::new(), Vec::new(), 0)),
        );
    }
    while let Some((reference, parent, inherited, depth)) = waiting.pop() {
        if !seen.insert(reference) {
            continue;
        }
        if seen.len() > MAX_FIELDS || depth > MAX_FIELD_DEPTH {
            return Err(Error::TooComplex);
        }
        let Some(indirect) = document.lookup(reference)? else {
            continue;
        };
        let Object::Dictionary(dictionary) = indirect.value else {
            continue;
        };
        let kind = match document.value(&dictionary, "FT")? {
            Object::Name(kind) => kind,
            _ => inherited,
        };
        let partial = document.value(&dictionary, "T")?;
        let name = match partial.as_string().map(text) {
            Some(own) if parent.is_empty() => own,
            Some(own) => format!("{parent}.{own}"),
            None => parent,
        };
        if let Object::Array(kids) = document.value(&dictionary, "Kids")? {
            let kids = kids.iter().rev().filter_map(Object::as_reference);
            waiting.extend(kids.map(|kid| (kid, name.clone(), kind.clone(), depth + 1)));
        }
        let is_terminal = partial.as_string().is_some();
        fields.push(Field {
            reference,
            name,
            kind,
            dictionary,
            in_file: indirect.in_file,
            is_terminal,
        });
    }
    Ok(fields)
}

/// A text string as text: UTF-16 or UTF-8 with their marks, otherwise taken as Latin-1.
pub(super) fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units: Vec<u16> = rest
                .chunks_exact(2)
                .map(|pair| {
                    pair.iter()
                        .fold(0, |unit, byte| unit << 8 | u16::from(*byte))
                })
                .collect();
            String::from_utf16_lossy(&units)
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        other => other.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// What the author's certification still allows (DocMDP, §12.8.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Permission {
    Nothing,
    FormsAndSignatures,
    AnnotationsToo,
}

/// The permission granted by the certification signature, if there is one.
pub(super) fn certification(document: &Document<'_>) -> Result<Option<Permission>, Error> {
    let catalog = document.catalog()?;
    let Some(permissions) = document.dictionary(&catalog, "Perms")? else {
        return Ok(None);
    };
    let Some(signature) = document.dictionary(&permissions, "DocMDP")? else {
        return Ok(None);
    };
    let parameters = transforms(document, &signature, b"DocMDP")?;
    let level = parameters.first().map_or(Ok(Object::Null), |parameters| {
        document.value(parameters, "P")
    })?;
    Ok(Some(match level.as_integer() {
        Some(1) => Permission::Nothing,
        Some(3) => Permission::AnnotationsToo,
        _ => Permission::FormsAndSignatures,
    }))
}

/// The parameters of each signature reference that uses `method` (§12.8.1, table 256).
pub(super) fn transforms(
    document: &Document<'_>,
    signature: &Dictionary,
    method: &[u8],
) -> Result<Vec<Dictionary>, Error> {
    let mut found = Vec::new();
    let Object::Array(references) = document.value(signature, "Reference")? else {
        return Ok(found);
    };
    for reference in references {
        let Object::Dictionary(reference) = document.resolve(&reference)? else {
            continue;
        };
        if document.value(&reference, "TransformMethod")?.as_name() == Some(method) {
            found.push(
                document
                    .dictionary(&reference, "TransformParams")?
                    .unwrap_or_default(),
            );
        }
    }
    Ok(found)
}
