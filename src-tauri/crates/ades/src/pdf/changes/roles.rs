//! What an object is to the document, and what may change in it accordingly.

use std::collections::HashSet;

use super::{Comparison, added_items, forbidden, is_page};
use crate::pdf::document::Indirect;
use crate::pdf::error::Error;
use crate::pdf::field::{Field, Permission};
use crate::pdf::object::{Dictionary, Object};

impl<'a> Comparison<'_, 'a> {
    /// One object that differs: it must have a role, and differ only as that role allows.
    pub(super) fn object(&mut self, number: u32) -> Result<(), Error> {
        let (Some(old), Some(new)) = (self.old(number)?, self.new_object(number)?) else {
            return Err(forbidden("an object has been removed"));
        };
        if old.stream.is_some() != new.stream.is_some() {
            return Err(forbidden(
                "an object has become a stream or ceased to be one",
            ));
        }
        let root = self.signed.root()?.number;
        if number == root {
            return Ok(());
        }
        if self.is_only_named_by(number, root, &["AcroForm"])? {
            // Compared together with the catalog.
            return Ok(());
        }
        if self.is_only_named_by(number, root, &["Metadata", "Extensions"])?
            || self.is_information(number)
        {
            return Ok(());
        }
        if self.security_store.contains(&number) {
            let inside = |source: &u32| *source == root || self.security_store.contains(source);
            return if self.all_sources(number, inside) {
                Ok(())
            } else {
                Err(forbidden(
                    "validation data that is also used elsewhere has changed",
                ))
            };
        }
        if let Some(before) = self.old_fields.get(&number).cloned() {
            return self.field(&before, &old, &new);
        }
        if self.is_field_list(number, root)? {
            return Ok(());
        }
        if self.annotation_arrays.contains(&number) {
            return self.annotations(&old.value, &new.value);
        }
        match (old.value.as_dictionary(), new.value.as_dictionary()) {
            (Some(before), Some(after)) if is_page(before) && old.stream.is_none() => {
                self.page(before, after)
            }
            _ => self.appearance(number),
        }
    }

    fn all_sources(&self, number: u32, accept: impl Fn(&u32) -> bool) -> bool {
        self.sources
            .get(&number)
            .is_some_and(|sources| sources.iter().all(accept))
    }

    /// The catalog names the object under one of `keys`, and nothing else refers to it.
    fn is_only_named_by(&self, number: u32, root: u32, keys: &[&str]) -> Result<bool, Error> {
        let catalog = self.signed.catalog()?;
        let named: Vec<&[u8]> = catalog
            .iter()
            .filter(|(_, value)| {
                value
                    .as_reference()
                    .is_some_and(|reference| reference.number == number)
            })
            .map(|(key, _)| key)
            .collect();
        let listed = !named.is_empty()
            && named
                .iter()
                .all(|key| keys.iter().any(|allowed| allowed.as_bytes() == *key));
        Ok(listed && self.all_sources(number, |source| *source == root))
    }

    /// The information dictionary, which only the trailer refers to.
    fn is_information(&self, number: u32) -> bool {
        let information = self
            .signed
            .xref
            .trailer
            .find("Info")
            .and_then(Object::as_reference);
        let sources = self.sources.get(&number).map_or(0, HashSet::len);
        information.is_some_and(|information| information.number == number) && sources == 0
    }

    /// The array of the form's fields, which was compared together with the catalog.
    fn is_field_list(&self, number: u32, root: u32) -> Result<bool, Error> {
        let catalog = self.signed.catalog()?;
        let Some(form) = self.signed.dictionary(&catalog, "AcroForm")? else {
            return Ok(false);
        };
        let holder = catalog
            .find("AcroForm")
            .and_then(Object::as_reference)
            .map_or(root, |form| form.number);
        let listed = form
            .find("Fields")
            .and_then(Object::as_reference)
            .is_some_and(|list| list.number == number);
        Ok(listed && self.all_sources(number, |source| *source == holder))
    }

    fn field(
        &mut self,
        before: &Field,
        old: &Indirect<'a>,
        new: &Indirect<'a>,
    ) -> Result<(), Error> {
        let (Some(old), Some(new)) = (old.value.as_dictionary(), new.value.as_dictionary()) else {
            return Err(forbidden("a field is no dictionary any more"));
        };
        let signature = before.is_signature();
        if signature && old.find("V").is_some() {
            return Err(forbidden("the field of an earlier signature has changed"));
        }
        for key in old.differing_keys(new) {
            match key {
                b"V" | b"AP" | b"AS" | b"M" => {}
                b"F" if signature => {}
                b"I" | b"RV" if !signature => {}
                _ => return Err(forbidden("a field has changed beyond its value")),
            }
        }
        self.may_fill(before)?;
        self.filled |= !signature;
        Ok(())
    }

    fn may_fill(&self, field: &Field) -> Result<(), Error> {
        if self.permission == Some(Permission::Nothing) {
            return Err(forbidden("the certification allows no change"));
        }
        if self.locked.iter().any(|lock| lock.covers(&field.name)) {
            return Err(forbidden("a field that the signature locks has changed"));
        }
        Ok(())
    }

    fn page(&mut self, old: &Dictionary, new: &Dictionary) -> Result<(), Error> {
        if old.differing_keys(new).iter().any(|key| *key != b"Annots") {
            return Err(forbidden("a page has changed"));
        }
        let (before, after) = (
            self.signed.value(old, "Annots")?,
            self.current.value(new, "Annots")?,
        );
        self.annotations(&before, &after)
    }

    fn annotations(&mut self, old: &Object, new: &Object) -> Result<(), Error> {
        for item in added_items(old, new)? {
            let number = item.as_reference().map(|reference| reference.number);
            if number.is_some_and(|number| self.added_signatures.contains(&number)) {
                continue;
            }
            if self.permission != Some(Permission::AnnotationsToo) {
                return Err(forbidden("an annotation has been added"));
            }
            self.annotated = true;
        }
        Ok(())
    }

    /// A stream or dictionary that only fields refer to, as their appearance.
    fn appearance(&mut self, number: u32) -> Result<(), Error> {
        let sources: Vec<u32> = self
            .sources
            .get(&number)
            .into_iter()
            .flatten()
            .copied()
            .collect();
        if sources.is_empty() {
            return Err(forbidden("an object has changed"));
        }
        for source in sources {
            let Some(field) = self.old_fields.get(&source) else {
                return Err(forbidden("an object has changed"));
            };
            let appearance = field.dictionary.find("AP");
            let mut named = false;
            if let Some(appearance) = appearance {
                appearance.references(&mut |reference| named |= reference.number == number);
            }
            if !named || (field.is_signature() && field.dictionary.find("V").is_some()) {
                return Err(forbidden("an object has changed"));
            }
            self.may_fill(field)?;
            self.filled |= !field.is_signature();
        }
        Ok(())
    }
}
