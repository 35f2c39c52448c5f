//! The incremental update with a signature field and a signature whose `/Contents` is still empty.

use super::dictionary::Places;
use super::document::Document;
use super::error::Error;
use super::field::{self, Field, Permission};
use super::object::{Dictionary, Object, Reference};
use super::pages;
use super::prepare::Parameters;
use super::visible;
use super::write::{Update, text_string};
use time::OffsetDateTime;

/// Wide enough for any offset of a document that is accepted.
const BYTE_RANGE_DIGITS: usize = 10;
/// Print and Locked (ISO 32000-2 table 167): neither hidden, which PDF/A forbids, nor movable.
const WIDGET_FLAGS: i64 = 4 + 128;
/// SignaturesExist and AppendOnly (ISO 32000-2 table 225).
const SIGNATURE_FLAGS: i64 = 3;

/// An update whose `/Contents` is still empty.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// What is appended to the document.
    pub(super) update: Vec<u8>,
    pub(super) places: Places,
}

/// Makes the update that adds a signature field and dictionary to `document`.
///
/// `identifier` becomes the second part of the file identifier.
pub(super) fn place(
    document: &Document<'_>,
    parameters: &Parameters,
    capacity: usize,
    identifier: [u8; 16],
) -> Result<Placed, Error> {
    if document.is_encrypted() {
        return Err(Error::Encrypted);
    }
    if field::certification(document)? == Some(Permission::Nothing) {
        return Err(Error::ChangesForbidden);
    }
    let mut update = Update::of(document)?;
    let signature = update.allocate()?;
    let mut value = signature_dictionary(parameters, capacity);
    let fields = field::fields(document)?;
    let existing = existing_field(&fields, parameters)?;
    if let Some(lock) = existing.map(|field| document.dictionary(&field.dictionary, "Lock")) {
        set_lock(&mut value, lock?);
    }
    let value_at = update.put(signature, Object::Dictionary(value))?;
    add_field(
        document,
        &mut update,
        parameters,
        &fields,
        existing,
        signature,
    )?;
    let mut update = update.finish(identifier)?;
    let places = fill_byte_range(document.bytes().len(), &mut update, value_at)?;
    Ok(Placed { update, places })
}

fn signature_dictionary(parameters: &Parameters, capacity: usize) -> Dictionary {
    let widest = Object::Integer(10_i64.pow(BYTE_RANGE_DIGITS as u32) - 1);
    let mut dictionary = Dictionary::from([
        ("Type", Object::name("Sig")),
        ("Filter", Object::name("Adobe.PPKLite")),
        ("SubFilter", Object::name("ETSI.CAdES.detached")),
        (
            "ByteRange",
            Object::Array(vec![
                Object::Integer(0),
                widest.clone(),
                widest.clone(),
                widest,
            ]),
        ),
        ("Contents", Object::HexString(vec![0; capacity])),
    ]);
    let texts = [
        ("Name", &parameters.name),
        ("Reason", &parameters.reason),
        ("Location", &parameters.location),
        ("ContactInfo", &parameters.contact),
    ];
    for (key, text) in texts {
        if let Some(text) = text {
            dictionary.set(key, text_string(text));
        }
    }
    if let Some(signed_at) = parameters.signed_at {
        dictionary.set("M", Object::String(date(signed_at).into_bytes()));
    }
    dictionary
}

/// A date of ISO 32000-2 §7.9.4, in UTC.
fn date(at: OffsetDateTime) -> String {
    let at = at.to_offset(time::UtcOffset::UTC);
    let (year, month, day) = (at.year(), u8::from(at.month()), at.day());
    format!(
        "D:{year:04}{month:02}{day:02}{:02}{:02}{:02}Z",
        at.hour(),
        at.minute(),
        at.second()
    )
}

/// Reads back where `/Contents` came to stand and writes the true byte range over the wide one.
fn fill_byte_range(before: usize, update: &mut [u8], value_at: usize) -> Result<Places, Error> {
    let wrong = Error::Malformed("signature dictionary");
    let value = super::parse::Parser::new(update, value_at.saturating_sub(before)).object()?;
    let value = value.as_dictionary().ok_or(wrong.clone())?;
    let (Some(range), Some(contents)) = (value.span("ByteRange"), value.span("Contents")) else {
        return Err(wrong);
    };
    let revision_end = before + update.len();
    let contents = before + contents.start..before + contents.end;
    let text = format!(
        "[0 {} {} {}]",
        contents.start,
        contents.end,
        revision_end - contents.end
    );
    let place = update.get_mut(range).ok_or(wrong.clone())?;
    if text.len() > place.len() {
        return Err(Error::TooLarge);
    }
    place.fill(b' ');
    place
        .get_mut(..text.len())
        .ok_or(wrong)?
        .copy_from_slice(text.as_bytes());
    Ok(Places {
        contents,
        revision_end,
    })
}

/// The empty signature field that the parameters name, if they name one that exists.
fn existing_field<'f>(
    fields: &'f [Field],
    parameters: &Parameters,
) -> Result<Option<&'f Field>, Error> {
    let named = |field: &&Field| parameters.field_name.as_ref() == Some(&field.name);
    match fields.iter().find(named) {
        None => Ok(None),
        Some(field)
            if field.is_signature()
                && field.is_terminal
                && field.dictionary.find("V").is_none() =>
        {
            Ok(Some(field))
        }
        Some(_) => Err(Error::FieldExists),
    }
}

/// A field with a `/Lock` wants the signature to repeat it as FieldMDP (ISO 32000-2 §12.7.5.5).
fn set_lock(signature: &mut Dictionary, lock: Option<Dictionary>) {
    let Some(lock) = lock else { return };
    let mut parameters = Dictionary::from([
        ("Type", Object::name("TransformParams")),
        ("V", Object::name("1.2")),
    ]);
    for key in ["Action", "Fields"] {
        if let Some(value) = lock.find(key) {
            parameters.set(key, value.clone());
        }
    }
    let reference = Dictionary::from([
        ("Type", Object::name("SigRef")),
        ("TransformMethod", Object::name("FieldMDP")),
        ("TransformParams", Object::Dictionary(parameters)),
    ]);
    let references = vec![Object::Dictionary(reference)];
    signature.set("Reference", Object::Array(references));
}

/// Puts the signature into its empty field, or into a new one on a page.
fn add_field(
    document: &Document<'_>,
    update: &mut Update<'_, '_>,
    parameters: &Parameters,
    fields: &[Field],
    existing: Option<&Field>,
    signature: Reference,
) -> Result<(), Error> {
    let mut catalog = document.catalog()?;
    let mut catalog_changed = declare_extension(document, &mut catalog)?;
    let new_field = match existing {
        Some(field) => {
            let mut dictionary = field.dictionary.clone();
            dictionary.set("V", Object::Reference(signature));
            if let Some(visible) = &parameters.visible {
                visible::show_in_field(document, update, visible, &mut dictionary)?;
            }
            update.put(field.reference, Object::Dictionary(dictionary))?;
            None
        }
        None => {
            let index = parameters
                .visible
                .as_ref()
                .map_or(0, |visible| visible.page);
            let mut page = pages::page(document, index)?;
            let name = match &parameters.field_name {
                Some(name) => name.clone(),
                None => unused_name(fields),
            };
            let field = update.allocate()?;
            let mut widget = Dictionary::from([
                ("Type", Object::name("Annot")),
                ("Subtype", Object::name("Widget")),
                ("FT", Object::name("Sig")),
                ("T", text_string(&name)),
                ("V", Object::Reference(signature)),
                ("P", Object::Reference(page.reference)),
                ("Rect", Object::Array(vec![Object::Integer(0); 4])),
                ("F", Object::Integer(WIDGET_FLAGS)),
            ]);
            if let Some(visible) = &parameters.visible {
                visible::show(update, visible, &page, &mut widget)?;
            }
            update.put(field, Object::Dictionary(widget))?;
            let annotation = Object::Reference(field);
            if append(document, update, &mut page.dictionary, "Annots", annotation)? {
                update.put(page.reference, Object::Dictionary(page.dictionary))?;
            }
            Some(field)
        }
    };
    catalog_changed |= update_form(document, update, &mut catalog, new_field)?;
    if catalog_changed {
        update.put(document.root()?, Object::Dictionary(catalog))?;
    }
    Ok(())
}

/// Adds the new field to the form and sets its flags. Tells whether the catalog has changed.
fn update_form(
    document: &Document<'_>,
    update: &mut Update<'_, '_>,
    catalog: &mut Dictionary,
    new_field: Option<Reference>,
) -> Result<bool, Error> {
    let mut form = document
        .dictionary(catalog, "AcroForm")?
        .unwrap_or_default();
    let mut changed = false;
    if let Some(field) = new_field {
        changed |= append(
            document,
            update,
            &mut form,
            "Fields",
            Object::Reference(field),
        )?;
    }
    let flags = document.value(&form, "SigFlags")?.as_integer().unwrap_or(0);
    if flags & SIGNATURE_FLAGS != SIGNATURE_FLAGS {
        form.set("SigFlags", Object::Integer(flags | SIGNATURE_FLAGS));
        changed = true;
    }
    if !changed {
        return Ok(false);
    }
    match catalog.find("AcroForm") {
        Some(Object::Reference(reference)) if document.lookup(*reference)?.is_some() => {
            update.put(*reference, Object::Dictionary(form))?;
            Ok(false)
        }
        Some(Object::Dictionary(_)) => {
            catalog.set("AcroForm", Object::Dictionary(form));
            Ok(true)
        }
        _ => {
            let reference = update.allocate()?;
            update.put(reference, Object::Dictionary(form))?;
            catalog.set("AcroForm", Object::Reference(reference));
            Ok(true)
        }
    }
}

/// Appends to the array under `key`, which may be absent, direct or indirect. Tells whether `owner` has changed.
fn append(
    document: &Document<'_>,
    update: &mut Update<'_, '_>,
    owner: &mut Dictionary,
    key: &str,
    item: Object,
) -> Result<bool, Error> {
    let mut items = match document.value(owner, key)? {
        Object::Array(items) => items,
        Object::Null => Vec::new(),
        _ => return Err(Error::Malformed("an array was expected")),
    };
    items.push(item);
    match owner.find(key) {
        Some(Object::Reference(reference)) if document.lookup(*reference)?.is_some() => {
            update.put(*reference, Object::Array(items))?;
            Ok(false)
        }
        _ => {
            owner.set(key, Object::Array(items));
            Ok(true)
        }
    }
}

fn unused_name(fields: &[Field]) -> String {
    let taken: std::collections::HashSet<&str> =
        fields.iter().map(|field| field.name.as_str()).collect();
    let mut number = 1 + fields
        .iter()
        .filter(|field| field.is_signature() && field.is_terminal)
        .count();
    loop {
        let name = format!("Signature{number}");
        if !taken.contains(name.as_str()) {
            return name;
        }
        number += 1;
    }
}

/// `ETSI.CAdES.detached` is part of PDF 2.0; before, it is the developer extension ESIC of PDF 1.7.
fn declare_extension(document: &Document<'_>, catalog: &mut Dictionary) -> Result<bool, Error> {
    let version = document.version(catalog);
    if version >= (2, 0) {
        return Ok(false);
    }
    let mut changed = false;
    if version < (1, 7) {
        catalog.set("Version", Object::name("1.7"));
        changed = true;
    }
    let mut extensions = document
        .dictionary(catalog, "Extensions")?
        .unwrap_or_default();
    if extensions.find("ESIC").is_none() {
        let extension = [
            ("BaseVersion", Object::name("1.7")),
            ("ExtensionLevel", Object::Integer(1)),
        ];
        extensions.set("ESIC", Object::Dictionary(Dictionary::from(extension)));
        catalog.set("Extensions", Object::Dictionary(extensions));
        changed = true;
    }
    Ok(changed)
}
