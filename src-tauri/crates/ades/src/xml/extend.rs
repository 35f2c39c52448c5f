//! From level B to level T: a time stamp over the signature value (ETSI EN 319 132-1 §5.3).

use tanba_pki::tsp::TimeStampToken;

use super::canonical::{Canonicalization, Method};
use super::encoding;
use super::error::Error;
use super::identifier::Identifiers;
use super::limits::Limits;
use super::parse::{Signatures, later_signatures, read_signatures};
use super::place::Place;
use super::properties::derive_id;
use super::reference;
use super::signature::{DSIG, Signature};
use super::tree::{Document, NodeId};
use super::xades::{self, Properties, XADES};
use crate::Result;
use crate::stampable::Stampable;

/// The signatures of the document that can be time stamped. One that another covers cannot: that one
/// would break.
///
/// # Errors
/// [`crate::Error::Xml`] when the document cannot be read.
pub fn stampable(source: &[u8]) -> Result<Vec<Stampable>> {
    let document = Document::read(source)?;
    let signatures = read_signatures(&document, &Limits::DEFAULT)?;
    let identifiers = Identifiers::of(&document);
    let mut found = Vec::new();
    for (index, (_, signature)) in signatures.iter().enumerate() {
        let Ok(signature) = signature else { continue };
        if is_covered(&document, &identifiers, &signatures, signature.element) {
            continue;
        }
        let properties = Properties::read(&document, signature);
        found.push(Stampable {
            index,
            signature_value: xades::signature_value(&document, signature, &METHOD)?,
            is_time_stamped: !properties.time_stamps(&document, signature).is_empty(),
        });
    }
    Ok(found)
}

/// With the exclusive method the value is the same wherever it stands.
const METHOD: Canonicalization = Canonicalization::new(Method::Exclusive, false);

/// Whether another signature is over this one.
fn is_covered(
    document: &Document<'_>,
    identifiers: &Identifiers<'_>,
    signatures: &Signatures,
    element: NodeId,
) -> bool {
    let others = signatures.iter().filter(|(other, _)| *other != element);
    others
        .filter_map(|(_, read)| read.as_ref().ok())
        .any(|other| {
            let is_later = later_signatures(document, signatures, other.element).contains(&element);
            other.references.iter().any(|reference| {
                match reference::resolve(identifiers, &reference.uri) {
                    Ok(nodes) => match nodes.apex {
                        None => !is_later,
                        Some(apex) if apex == document.root() => !is_later,
                        Some(apex) => document.contains(apex, element),
                    },
                    Err(_) => false,
                }
            })
        })
}

/// The document with TimeStampTokens added, each to the signature with the index it comes with. A
/// plain XML-DSig gets XAdES properties to hold it.
///
/// # Errors
/// [`crate::Error::TimeStamp`] when a token is over something else; [`crate::Error::Unsupported`]
/// when another signature covers the one to be stamped; [`crate::Error::Xml`] when the document
/// cannot be read.
pub fn extend(source: &[u8], tokens: &[(usize, Vec<u8>)]) -> Result<Vec<u8>> {
    let mut extended = source.to_vec();
    for (index, token) in tokens {
        let stampable = stampable(&extended)?;
        let Some(place) = stampable.iter().find(|it| it.index == *index) else {
            return Err(crate::Error::Unsupported(
                "a time stamp under another signature",
            ));
        };
        TimeStampToken::from_bytes(token)?
            .verify_imprint(|algorithm| algorithm.digest(&place.signature_value))?;
        extended = with_time_stamp(&extended, *index, token)?;
    }
    Ok(extended)
}

fn with_time_stamp(source: &[u8], index: usize, token: &[u8]) -> Result<Vec<u8>> {
    let document = Document::read(source)?;
    let signatures = read_signatures(&document, &Limits::DEFAULT)?;
    let Some((_, Ok(signature))) = signatures.get(index) else {
        return Err(crate::Error::NoSignature);
    };
    let stamp = format!(
        "<xades:SignatureTimeStamp xmlns:xades=\"{XADES}\" xmlns:ds=\"{DSIG}\">\
         <ds:CanonicalizationMethod Algorithm=\"{}\"/>\
         <xades:EncapsulatedTimeStamp>{}</xades:EncapsulatedTimeStamp></xades:SignatureTimeStamp>",
        METHOD.uri(),
        encoding::to_base64(token)
    );
    let wrap = |name: &str, inner: &str| {
        format!("<xades:{name} xmlns:xades=\"{XADES}\">{inner}</xades:{name}>")
    };
    let properties = wrap("UnsignedSignatureProperties", &stamp);
    let unsigned = wrap("UnsignedProperties", &properties);
    let child = |parent: Option<NodeId>, name| {
        parent.and_then(|parent| xades::child(&document, parent, name))
    };
    let qualifying = xades::qualifying(&document, signature);
    let outer = child(qualifying, "UnsignedProperties");
    let inner = child(outer, "UnsignedSignatureProperties");
    Ok(match (qualifying, outer, inner) {
        (_, _, Some(inner)) => Place::at_end_of(&document, inner).insert(source, &stamp),
        (_, Some(outer), None) => Place::at_end_of(&document, outer).insert(source, &properties),
        (Some(qualifying), None, None) => {
            Place::at_end_of(&document, qualifying).insert(source, &unsigned)
        }
        (None, None, None) => with_properties(source, &document, signature, &unsigned)?,
    })
}

/// Adds an object with properties, and to the signature an Id for them to point at.
fn with_properties(
    source: &[u8],
    document: &Document<'_>,
    signature: &Signature,
    unsigned: &str,
) -> Result<Vec<u8>, Error> {
    let known = document.attribute(signature.element, "Id");
    let id = match &known {
        Some(id) if super::name::is_unqualified(id) => id.to_string(),
        Some(id) => return Err(Error::InvalidId(id.to_string())),
        None => derive_id(document, &[&signature.value]),
    };
    let object = format!(
        "<ds:Object xmlns:ds=\"{DSIG}\"><xades:QualifyingProperties xmlns:xades=\"{XADES}\" Target=\"#{id}\">\
         {unsigned}</xades:QualifyingProperties></ds:Object>"
    );
    let mut extended = Place::at_end_of(document, signature.element).insert(source, &object);
    if known.is_none() {
        let name = document
            .element(signature.element)
            .map_or(0, |element| element.name.span.end);
        let after_name = document.source_offset(name);
        let attribute = format!(" Id=\"{id}\"");
        extended.splice(after_name..after_name, attribute.into_bytes());
    }
    Ok(extended)
}
