//! Elements by simple paths, a small part of XPath 1.0.

use super::error::Error;
use super::tree::{Document, NodeId};

/// Longer paths are refused.
const MAX_STEPS: usize = 64;

impl Document<'_> {
    /// The only element at a path such as `/envelope/b:body[2]/*` or `//item[@Id='a']`.
    ///
    /// A step is a name as written in the document, a local name as in `*:body`, or `*`; `//` may
    /// come first and stands for any depth. `[@name='value']` picks the elements with that attribute, a number in
    /// brackets one of the siblings that fit.
    ///
    /// # Errors
    /// [`Error::NoElement`] when nothing fits or the path is none of these,
    /// [`Error::DuplicateId`] when several elements fit.
    pub fn find(&self, path: &str) -> Result<NodeId, Error> {
        let missing = || Error::NoElement(path.to_owned());
        let (is_deep, relative) = match (path.strip_prefix("//"), path.strip_prefix('/')) {
            (Some(relative), _) => (true, relative),
            (None, Some(relative)) => (false, relative),
            (None, None) => return Err(missing()),
        };
        let steps: Option<Vec<_>> = relative
            .split('/')
            .take(MAX_STEPS + 1)
            .map(Step::read)
            .collect();
        let steps = steps
            .filter(|steps| steps.len() <= MAX_STEPS)
            .ok_or_else(missing)?;
        let (first, rest) = steps.split_first().ok_or_else(missing)?;
        let mut found = first.among(self, core::iter::once(self.root()));
        if is_deep {
            found.extend(
                self.all_elements()
                    .flat_map(|parent| first.among(self, self.child_elements(parent))),
            );
        }
        for step in rest {
            found = found
                .iter()
                .flat_map(|&parent| step.among(self, self.child_elements(parent)))
                .collect();
        }
        match found.as_slice() {
            [one] => Ok(*one),
            [] => Err(missing()),
            _ => Err(Error::DuplicateId(path.to_owned())),
        }
    }
}

struct Step<'p> {
    name: &'p str,
    attribute: Option<(&'p str, &'p str)>,
    /// From 1.
    position: Option<usize>,
}

impl<'p> Step<'p> {
    fn read(text: &'p str) -> Option<Self> {
        let (name, mut rest) = text.split_at(text.find('[').unwrap_or(text.len()));
        let mut step = Step {
            name,
            attribute: None,
            position: None,
        };
        while let Some(inner) = rest.strip_prefix('[') {
            let (predicate, after) = inner.split_once(']')?;
            rest = after;
            match predicate.strip_prefix('@') {
                Some(test) if step.position.is_none() => {
                    let (attribute, value) = test.split_once('=')?;
                    let unquote = |quote| value.strip_prefix(quote)?.strip_suffix(quote);
                    step.attribute = Some((attribute, unquote('\'').or_else(|| unquote('"'))?));
                }
                Some(_) => return None,
                None => {
                    step.position = Some(predicate.parse().ok().filter(|&position| position > 0)?)
                }
            }
        }
        (rest.is_empty() && !name.is_empty()).then_some(step)
    }

    fn among(
        &self,
        document: &Document<'_>,
        siblings: impl Iterator<Item = NodeId>,
    ) -> Vec<NodeId> {
        let fitting = siblings.filter(|&id| self.fits(document, id));
        match self.position {
            Some(position) => fitting.skip(position - 1).take(1).collect(),
            None => fitting.collect(),
        }
    }

    fn fits(&self, document: &Document<'_>, id: NodeId) -> bool {
        let is_named = match self.name.strip_prefix("*:") {
            _ if self.name == "*" => true,
            Some(local_name) => document
                .expanded_name(id)
                .is_some_and(|(_, found)| found == local_name),
            None => document.qualified_name(id) == Some(self.name),
        };
        let has_attribute =
            |(name, value): (&str, &str)| document.attribute(id, name).as_deref() == Some(value);
        is_named && self.attribute.is_none_or(has_attribute)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_name_one_element() {
        let document =
            Document::read(b"<a xmlns:p='urn:p'><b/><p:c><b Id='x'/><b/></p:c></a>").unwrap();
        let path = |text: &str| document.find(text).map(|id| document.path(id));
        assert_eq!(path("/a").unwrap(), "/a");
        assert_eq!(path("/a/b").unwrap(), "/a/b");
        assert_eq!(path("/a/*:c/b[2]").unwrap(), "/a/p:c/b[2]");
        assert_eq!(path("/*/p:c/*[@Id='x'][1]").unwrap(), "/a/p:c/b[1]");
        assert_eq!(path("//b[@Id=\"x\"]").unwrap(), "/a/p:c/b[1]");
        assert_eq!(path("//b"), Err(Error::DuplicateId("//b".to_owned())));
        for wrong in [
            "",
            "a",
            "/",
            "/b",
            "/a//b",
            "/a/b[0]",
            "/a/b[last()]",
            "/a/b[",
            "//b[@Id=x]",
            "/a/b[2]",
            "/a/[1]",
            "/a/c",
        ] {
            assert_eq!(
                path(wrong),
                Err(Error::NoElement(wrong.to_owned())),
                "{wrong}"
            );
        }
        assert!(document.find(&"/a".repeat(100)).is_err());
    }
}
