//! `ds:Signature` as a value (XML Signature 1.1 §4).

use super::canonical::Canonicalization;
use super::encoding;
use super::error::{Error, Limit};
use super::limits::Limits;
use super::tree::{Document, NodeId};

pub(super) const DSIG: &str = "http://www.w3.org/2000/09/xmldsig#";
pub(super) const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
const BASE64: &str = "http://www.w3.org/2000/09/xmldsig#base64";
const EXCLUSIVE: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";

/// Longer lists of prefixes and transforms are refused.
const MAX_PREFIXES: usize = 64;
const MAX_TRANSFORMS: usize = 8;

#[derive(Debug)]
pub(super) struct Signature {
    pub(super) element: NodeId,
    pub(super) signed_info: NodeId,
    pub(super) canonicalization: Canonicalization,
    /// URI of the signature algorithm.
    pub(super) algorithm: String,
    pub(super) references: Vec<Reference>,
    pub(super) value_element: NodeId,
    pub(super) value: Vec<u8>,
    pub(super) key_info: Option<NodeId>,
    pub(super) objects: Vec<NodeId>,
}

#[derive(Debug)]
pub(super) struct Reference {
    pub(super) uri: String,
    pub(super) transforms: Vec<Transform>,
    /// URI of the digest algorithm.
    pub(super) algorithm: String,
    pub(super) digest: Vec<u8>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Transform {
    Enveloped,
    Canonicalization(Canonicalization),
    Base64,
    /// Not supported, as are XSLT and XPath, with which a signature can be made to cover anything.
    Unknown(String),
}

/// All `ds:Signature` elements, in document order.
pub(super) fn all(document: &Document<'_>, limits: &Limits) -> Result<Vec<NodeId>, Error> {
    let mut elements = document
        .all_elements()
        .filter(|&id| is_dsig(document, id, "Signature"));
    let found: Vec<_> = elements.by_ref().take(limits.signatures).collect();
    match elements.next() {
        Some(_) => Err(Error::Limit(Limit::Signatures)),
        None => Ok(found),
    }
}

pub(super) fn is_dsig(document: &Document<'_>, id: NodeId, name: &str) -> bool {
    document.expanded_name(id) == Some((DSIG, name))
}

/// The children of an element, to be taken in the order of the schema.
struct Children<'d, 'a>(
    &'d Document<'a>,
    std::iter::Peekable<std::vec::IntoIter<NodeId>>,
);

impl<'d, 'a> Children<'d, 'a> {
    fn of(document: &'d Document<'a>, id: NodeId) -> Self {
        // A signature has few children; more than these are of no use to it.
        let children: Vec<_> = document.child_elements(id).take(1024).collect();
        Self(document, children.into_iter().peekable())
    }

    fn next_if(&mut self, name: &str) -> Option<NodeId> {
        self.1.next_if(|&id| is_dsig(self.0, id, name))
    }

    fn next(&mut self, name: &'static str) -> Result<NodeId, Error> {
        self.next_if(name).ok_or(Error::Signature(name))
    }

    fn end(mut self, name: &'static str) -> Result<(), Error> {
        if self.1.next().is_some() {
            Err(Error::Signature(name))
        } else {
            Ok(())
        }
    }
}

pub(super) fn read(
    document: &Document<'_>,
    element: NodeId,
    limits: &Limits,
) -> Result<Signature, Error> {
    let mut children = Children::of(document, element);
    let signed_info = children.next("SignedInfo")?;
    let value_element = children.next("SignatureValue")?;
    let key_info = children.next_if("KeyInfo");
    let mut objects = Vec::new();
    while let Some(object) = children.next_if("Object") {
        objects.push(object);
    }
    children.end("Signature")?;

    let mut children = Children::of(document, signed_info);
    let method = children.next("CanonicalizationMethod")?;
    let canonicalization = canonicalization(document, method)?;
    let algorithm = algorithm(document, children.next("SignatureMethod")?)?;
    let mut references = Vec::new();
    while let Some(found) = children.next_if("Reference") {
        if references.len() == limits.references {
            return Err(Error::Limit(Limit::References));
        }
        references.push(reference(document, found)?);
    }
    children.end("SignedInfo")?;
    if references.is_empty() {
        return Err(Error::Signature("Reference"));
    }
    let value = base64(document, value_element, "SignatureValue")?;
    Ok(Signature {
        element,
        signed_info,
        canonicalization,
        algorithm,
        references,
        value_element,
        value,
        key_info,
        objects,
    })
}

fn reference(document: &Document<'_>, element: NodeId) -> Result<Reference, Error> {
    let uri = document
        .attribute(element, "URI")
        .ok_or(Error::Signature("URI"))?
        .into_owned();
    let mut children = Children::of(document, element);
    let mut transforms = Vec::new();
    if let Some(list) = children.next_if("Transforms") {
        for found in document.child_elements(list) {
            if !is_dsig(document, found, "Transform") || transforms.len() == MAX_TRANSFORMS {
                return Err(Error::Signature("Transforms"));
            }
            transforms.push(match algorithm(document, found)?.as_str() {
                ENVELOPED => Transform::Enveloped,
                BASE64 => Transform::Base64,
                uri if Canonicalization::from_uri(uri).is_some() => {
                    Transform::Canonicalization(canonicalization(document, found)?)
                }
                uri => Transform::Unknown(uri.to_owned()),
            });
        }
    }
    let method = algorithm(document, children.next("DigestMethod")?)?;
    let digest = base64(document, children.next("DigestValue")?, "DigestValue")?;
    children.end("Reference")?;
    Ok(Reference {
        uri,
        transforms,
        algorithm: method,
        digest,
    })
}

pub(super) fn algorithm(document: &Document<'_>, element: NodeId) -> Result<String, Error> {
    document
        .attribute(element, "Algorithm")
        .map(Into::into)
        .ok_or(Error::Signature("Algorithm"))
}

pub(super) fn canonicalization(
    document: &Document<'_>,
    element: NodeId,
) -> Result<Canonicalization, Error> {
    let uri = algorithm(document, element)?;
    let Some(mut found) = Canonicalization::from_uri(&uri) else {
        return Err(Error::Algorithm(uri));
    };
    for parameter in document.child_elements(element) {
        if document.expanded_name(parameter) != Some((EXCLUSIVE, "InclusiveNamespaces")) {
            return Err(Error::Signature("CanonicalizationMethod"));
        }
        let list = document
            .attribute(parameter, "PrefixList")
            .unwrap_or_default();
        found.inclusive_prefixes.extend(
            list.split_ascii_whitespace()
                .take(MAX_PREFIXES + 1)
                .map(String::from),
        );
        if found.inclusive_prefixes.len() > MAX_PREFIXES {
            return Err(Error::Signature("PrefixList"));
        }
    }
    Ok(found)
}

pub(super) fn base64(
    document: &Document<'_>,
    element: NodeId,
    name: &'static str,
) -> Result<Vec<u8>, Error> {
    let text = document.own_text(element).ok_or(Error::Signature(name))?;
    encoding::from_base64(&text).ok_or(Error::Signature(name))
}
