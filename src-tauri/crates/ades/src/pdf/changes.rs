//! Compares the signed revision of a document with what it is now.
//!
//! A later incremental update can replace any object, so the signed bytes alone say little about what a viewer
//! shows (the "shadow" and "incremental saving" attacks). The rule is a white list. Every object whose
//! cross-reference entry differs must either be equal in value or have a role in which it may change: the
//! catalog, the form, a field, a page's list of annotations, validation data, metadata. In each role only certain
//! keys may change. Objects that are new may not be ones that the signed revision already referred to.

mod lock;
mod roles;

use std::collections::{HashMap, HashSet};

use super::coverage::Coverage;
use super::dictionary::{self, SignatureDictionary, SubFilter};
use super::document::{Document, Indirect};
use super::error::Error;
use super::field::{Field, Permission, certification, fields};
use super::object::{Dictionary, Object, Reference};
use super::xref::Entry;
use lock::{FieldLock, locks};

/// How deep the values of the DSS may nest.
const MAX_DSS_DEPTH: usize = 8;

/// The coverage of the signature whose revision is `signed`, now that the document is `current`.
pub(super) fn compare(
    signed: &Document<'_>,
    current: &Document<'_>,
    signature: &SignatureDictionary,
) -> Result<Coverage, Error> {
    let mut comparison = Comparison::new(signed, current, signature)?;
    comparison.trailer()?;
    comparison.catalog()?;
    comparison.new_fields()?;
    for number in comparison.changed.clone() {
        if let Err(error) = comparison.object(number) {
            let detail = format!("object {number}: {error}");
            return Ok(Coverage::ModifiedAfterwards(detail));
        }
    }
    Ok(comparison.outcome())
}

const fn forbidden(what: &'static str) -> Error {
    Error::Malformed(what)
}

struct Comparison<'d, 'a> {
    signed: &'d Document<'a>,
    current: &'d Document<'a>,
    /// `None`: no certification, forms and signatures may follow.
    permission: Option<Permission>,
    locked: Vec<FieldLock>,
    /// Objects of the signed revision whose entry is another one now.
    changed: Vec<u32>,
    /// Which objects of the signed revision refer to a changed one.
    sources: HashMap<u32, HashSet<u32>>,
    /// Arrays that pages of the signed revision name as their annotations.
    annotation_arrays: HashSet<u32>,
    old_fields: HashMap<u32, Field>,
    new_fields: HashMap<u32, Field>,
    /// Signature fields, and their widgets, that were added since.
    added_signatures: HashSet<u32>,
    /// Objects that make up the signed revision's DSS.
    security_store: HashSet<u32>,
    filled: bool,
    annotated: bool,
}

impl<'d, 'a> Comparison<'d, 'a> {
    fn new(
        signed: &'d Document<'a>,
        current: &'d Document<'a>,
        signature: &SignatureDictionary,
    ) -> Result<Self, Error> {
        let by_number = |fields: Vec<Field>| {
            fields
                .into_iter()
                .map(|field| (field.reference.number, field))
                .collect()
        };
        let mut comparison = Self {
            signed,
            current,
            permission: certification(signed)?,
            locked: locks(signed, &signature.dictionary)?,
            changed: Vec::new(),
            sources: HashMap::new(),
            annotation_arrays: HashSet::new(),
            old_fields: by_number(fields(signed)?),
            new_fields: by_number(fields(current)?),
            added_signatures: HashSet::new(),
            security_store: HashSet::new(),
            filled: false,
            annotated: false,
        };
        comparison.find_changed()?;
        comparison.survey()?;
        comparison.find_security_store()?;
        Ok(comparison)
    }

    fn outcome(&self) -> Coverage {
        match (self.annotated, self.filled) {
            (true, _) => Coverage::FollowedByAnnotations,
            (false, true) => Coverage::FollowedByFormFilling,
            (false, false) => Coverage::FollowedBySignatures,
        }
    }

    fn find_changed(&mut self) -> Result<(), Error> {
        let (old, new) = (&self.signed.xref.entries, &self.current.xref.entries);
        let moved = |number: &u32| old.get(number) != new.get(number);
        let mut changed = Vec::new();
        for (number, entry) in old {
            let differs = match entry {
                Entry::Free => false,
                Entry::InFile { .. } => moved(number),
                Entry::InStream { container, .. } => moved(number) || moved(container),
            };
            if differs && !self.unchanged_in_value(*number)? {
                changed.push(*number);
            }
        }
        changed.sort_unstable();
        self.changed = changed;
        Ok(())
    }

    fn old(&self, number: u32) -> Result<Option<Indirect<'a>>, Error> {
        at_number(self.signed, number)
    }

    fn new_object(&self, number: u32) -> Result<Option<Indirect<'a>>, Error> {
        at_number(self.current, number)
    }

    fn unchanged_in_value(&self, number: u32) -> Result<bool, Error> {
        let (old, new) = (self.old(number)?, self.new_object(number)?);
        Ok(match (old, new) {
            (Some(old), Some(new)) => {
                (old.is_xref_stream() && new.is_xref_stream())
                    || (old.reference == new.reference
                        && old.value == new.value
                        && old.stream == new.stream)
            }
            (None, None) => true,
            _ => false,
        })
    }

    /// Walks all objects of the signed revision once, for who refers to what has changed.
    fn survey(&mut self) -> Result<(), Error> {
        let changed: HashSet<u32> = self.changed.iter().copied().collect();
        let is_defined = |document: &Document<'_>, number: u32| {
            document
                .xref
                .entries
                .get(&number)
                .is_some_and(|entry| *entry != Entry::Free)
        };
        let mut numbers: Vec<u32> = self.signed.xref.entries.keys().copied().collect();
        numbers.sort_unstable();
        for number in numbers {
            // What cannot be read now could not be shown then either.
            let object = match self.old(number) {
                Ok(Some(object)) => object,
                Err(Error::TooComplex) => return Err(Error::TooComplex),
                _ => continue,
            };
            // Cross-reference streams are trailers: what they name is compared by itself.
            if object.is_xref_stream() {
                continue;
            }
            let mut appeared = false;
            object.value.references(&mut |to| {
                if changed.contains(&to.number) {
                    self.sources.entry(to.number).or_default().insert(number);
                } else if !is_defined(self.signed, to.number) && is_defined(self.current, to.number)
                {
                    appeared = true;
                }
            });
            if appeared {
                return Err(forbidden(
                    "an object that was referred to and missing has been added",
                ));
            }
            let page = object
                .value
                .as_dictionary()
                .filter(|dictionary| is_page(dictionary));
            let annotations = page
                .and_then(|page| page.find("Annots"))
                .and_then(Object::as_reference);
            self.annotation_arrays
                .extend(annotations.map(|array| array.number));
        }
        Ok(())
    }

    fn find_security_store(&mut self) -> Result<(), Error> {
        let catalog = self.signed.catalog()?;
        let mut waiting: Vec<(Object, usize)> = catalog
            .find("DSS")
            .map(|store| (store.clone(), 0))
            .into_iter()
            .collect();
        while let Some((value, depth)) = waiting.pop() {
            let mut references = Vec::new();
            value.references(&mut |reference| references.push(reference));
            for reference in references {
                if depth < MAX_DSS_DEPTH && self.security_store.insert(reference.number) {
                    let value = self
                        .signed
                        .lookup(reference)?
                        .map(|indirect| indirect.value);
                    waiting.extend(value.map(|value| (value, depth + 1)));
                }
            }
        }
        Ok(())
    }

    fn trailer(&self) -> Result<(), Error> {
        let (old, new) = (&self.signed.xref.trailer, &self.current.xref.trailer);
        for key in ["Root", "Encrypt"] {
            if old.find(key) != new.find(key) {
                return Err(forbidden("the trailer names another catalog or encryption"));
            }
        }
        Ok(())
    }

    fn catalog(&mut self) -> Result<(), Error> {
        let (old, new) = (self.signed.catalog()?, self.current.catalog()?);
        for key in old.differing_keys(&new) {
            match key {
                b"AcroForm" | b"DSS" | b"Extensions" | b"Metadata" | b"Version" => {}
                _ => return Err(forbidden("the catalog has changed")),
            }
        }
        let old_form = self.signed.dictionary(&old, "AcroForm")?;
        let new_form = self.current.dictionary(&new, "AcroForm")?;
        match (old_form, new_form) {
            (Some(old), Some(new)) => self.form(&old, &new),
            (None, Some(new)) => self.form(&Dictionary::default(), &new),
            (Some(_), None) => Err(forbidden("the form is gone")),
            (None, None) => Ok(()),
        }
    }

    fn form(&mut self, old: &Dictionary, new: &Dictionary) -> Result<(), Error> {
        for key in old.differing_keys(new) {
            match key {
                b"Fields" | b"SigFlags" => {}
                b"DR" | b"DA" if old.find("Fields").is_none() => {}
                _ => return Err(forbidden("the form has changed")),
            }
        }
        let added = added_items(
            &self.signed.value(old, "Fields")?,
            &self.current.value(new, "Fields")?,
        )?;
        for item in added {
            let number = item.as_reference().map(|reference| reference.number);
            let field = number.and_then(|number| self.new_fields.get(&number));
            match (number, field) {
                (Some(number), Some(field)) if field.is_signature() && field.is_terminal => {
                    if self.old(number)?.is_some() {
                        return Err(forbidden("an object has been made a field"));
                    }
                    self.added_signatures.insert(number);
                    if let Object::Array(kids) = self.current.value(&field.dictionary, "Kids")? {
                        let kids = kids
                            .iter()
                            .filter_map(Object::as_reference)
                            .map(|kid| kid.number);
                        self.added_signatures.extend(kids);
                    }
                }
                _ => {
                    return Err(forbidden(
                        "a field other than for a signature has been added",
                    ));
                }
            }
        }
        Ok(())
    }

    /// A field added since holds a signature, or shows nothing; in either case it does nothing.
    fn new_fields(&self) -> Result<(), Error> {
        for number in &self.added_signatures {
            let Some(field) = self.new_fields.get(number) else {
                return Err(forbidden("a widget of a new signature field is missing"));
            };
            if ["A", "AA"]
                .iter()
                .any(|key| field.dictionary.find(key).is_some())
            {
                return Err(forbidden("a new signature field has actions"));
            }
            let signature = if field.is_terminal {
                dictionary::signature_of(self.current, field)?
            } else {
                None
            };
            let time_stamp = signature
                .as_ref()
                .and_then(|signature| signature.sub_filter)
                == Some(SubFilter::Rfc3161);
            if field.is_terminal
                && signature.is_none()
                && !is_invisible(self.current, &field.dictionary)?
            {
                return Err(forbidden(
                    "a visible field without a signature has been added",
                ));
            }
            if self.permission == Some(Permission::Nothing) && field.is_terminal && !time_stamp {
                return Err(forbidden("the certification allows no further signature"));
            }
        }
        Ok(())
    }
}

fn at_number<'a>(document: &Document<'a>, number: u32) -> Result<Option<Indirect<'a>>, Error> {
    let generation = match document.xref.entries.get(&number) {
        Some(Entry::InFile { generation, .. }) => *generation,
        _ => 0,
    };
    document.lookup(Reference { number, generation })
}

fn is_page(dictionary: &Dictionary) -> bool {
    dictionary.is_type("Page")
}

fn is_invisible(document: &Document<'_>, widget: &Dictionary) -> Result<bool, Error> {
    let Object::Array(corners) = document.value(widget, "Rect")? else {
        return Ok(true);
    };
    let corner = |index: usize| corners.get(index);
    Ok(corner(0) == corner(2) || corner(1) == corner(3))
}

/// What `new` has beyond `old`; an error when something of `old` is missing.
fn added_items(old: &Object, new: &Object) -> Result<Vec<Object>, Error> {
    let items = |object: &Object| match object {
        Object::Array(items) => Ok(items.clone()),
        Object::Null => Ok(Vec::new()),
        _ => Err(forbidden("a list is no list any more")),
    };
    let (old, new) = (items(old)?, items(new)?);
    // Updates append. Keeping the order makes the comparison linear.
    let mut expected = old.into_iter().peekable();
    let mut added = Vec::new();
    for item in new {
        if expected.peek() == Some(&item) {
            expected.next();
        } else {
            added.push(item);
        }
    }
    match expected.next() {
        None => Ok(added),
        Some(_) => Err(forbidden("something has been taken off a list")),
    }
}
