//! The first phase: everything of the signature is put into the document, except for its value.

use serde::{Deserialize, Serialize};
use tanba_pki::Certificate;
use tanba_pki::algorithm::SignatureAlgorithm;
use tanba_pki::digest::DigestAlgorithm;
use tanba_pki::signing::ToBeSigned;
use time::OffsetDateTime;

use super::canonical::{Canonicalization, Method, NodeSet, canonicalize};
use super::error::Error;
use super::identifier::Identifiers;
use super::limits::Limits;
use super::place::Place;
use super::properties::{SignedProperties, derive_id};
use super::reference::digest_nodes;
use super::signature::is_dsig;
use super::template::Template;
use super::tree::{Document, NodeId};
use super::{algorithm, encoding, name};
use crate::{PreparedForm, PreparedSignature, Result};

/// What is signed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Target {
    /// The whole document, as the Kazakh services do it: `URI=""`, enveloped, Canonical XML 1.0.
    #[default]
    Document,
    /// The element with this `Id`, `ID`, `id` or `xml:id`: `URI="#…"`, Exclusive Canonical XML.
    Id(String),
}

/// Where the `ds:Signature` is put: always as the last child.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Parent {
    /// Of the document element.
    #[default]
    Root,
    /// Of the element with this Id.
    Id(String),
    /// Of the element at this path: see [`Document::find`].
    Path(String),
}

/// How the `ds:Signature` is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Layout {
    /// An element per line and base64 in lines of 76 characters, as Kalkan and NCALayer write.
    #[default]
    Lines,
    /// No white space at all.
    Compact,
}

/// How an XML signature is made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct XmlParameters {
    /// What is signed.
    pub target: Target,
    /// Where the signature is put.
    pub parent: Parent,
    /// How it is written.
    pub layout: Layout,
    /// The signature algorithm; that of the certificate's key when `None`.
    pub algorithm: Option<SignatureAlgorithm>,
    /// The digest of the reference; that of the signature algorithm when `None`.
    pub digest: Option<DigestAlgorithm>,
    /// States this time and names the certificate under the signature, which makes it XAdES-B (ETSI
    /// EN 319 132-1 §6.3). The Kazakh services write plain XML-DSig, as is done with `None`.
    pub signing_at: Option<OffsetDateTime>,
    /// Certificates to embed after the signer's.
    pub chain: Vec<Certificate>,
}

/// What XML keeps between `prepare` and `finish`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreparedXml {
    /// The document up to the signature value, byte order mark included.
    pub(super) before: String,
    /// The document after the signature value.
    pub(super) after: String,
    pub(super) layout: Layout,
}

/// Prepares a signature inside of the document. No other byte of it changes, except that an empty
/// element which becomes the parent gets an end tag.
///
/// A document that is signed already can be signed again: the new signature covers the earlier ones
/// where these stand in what it covers. An earlier one over the whole document then no longer
/// verifies by the standard alone, only as Kazakh services do it and [`check`](super::check()) does:
/// with the later ones taken away.
///
/// # Errors
/// [`crate::Error::Xml`] when the document cannot be read, when the target or parent is not there
/// or not unique, or when the algorithm has no name in XML; [`crate::Error::Pki`] when the
/// certificate's key cannot be read.
pub fn prepare(
    source: &[u8],
    certificate: &Certificate,
    parameters: &XmlParameters,
) -> Result<PreparedSignature> {
    let signature_algorithm = match parameters.algorithm {
        Some(algorithm) => algorithm,
        None => certificate.public_key()?.default_signature_algorithm(),
    };
    let digest_algorithm = parameters.digest.unwrap_or(signature_algorithm.digest());
    let named = (
        algorithm::signature_uri(signature_algorithm),
        algorithm::digest_uri(digest_algorithm),
    );
    let (Some(signature_uri), Some(digest_uri)) = named else {
        return Err(crate::Error::Unsupported("this algorithm in XML"));
    };

    let document = Document::read(source)?;
    let reference = reference(&document, parameters)?;
    let mut budget = Limits::DEFAULT.canonical_bytes;
    let digest = digest_nodes(
        &document,
        &reference.nodes,
        &reference.canonicalization,
        digest_algorithm,
        &mut budget,
    )?;
    let properties = parameters.signing_at.map(|at| SignedProperties {
        id: derive_id(
            &document,
            &[
                certificate.der(),
                &digest,
                &at.unix_timestamp().to_be_bytes(),
            ],
        ),
        signing_at: at,
        certificate: certificate.der(),
        digest_algorithm,
        digest_uri,
    });
    let certificates = core::iter::once(certificate).chain(&parameters.chain);
    let template = Template {
        layout: parameters.layout,
        signature_uri,
        digest_uri,
        digest: &encoding::to_base64(&digest),
        reference: &reference,
        certificates: certificates.map(Certificate::der).collect(),
        properties: properties.as_ref(),
    };
    let (start, end) = template.write()?;
    let place = Place::at_end_of(&document, reference.parent);
    let text = |part| core::str::from_utf8(part).map_err(|_| Error::Encoding);
    let (head, tail) = place.split(source);
    let before = [text(head)?, place.open(), &start].concat();
    let after = [&end, place.close(), text(tail)?].concat();
    let message = signed_info(&before, &after, before.len())?;
    Ok(PreparedSignature {
        to_be_signed: ToBeSigned {
            algorithm: signature_algorithm,
            message,
        },
        certificate: certificate.der().to_vec(),
        form: PreparedForm::Xml(PreparedXml {
            before,
            after,
            layout: parameters.layout,
        }),
    })
}

pub(super) struct Reference {
    pub(super) uri: String,
    nodes: NodeSet,
    pub(super) is_enveloped: bool,
    pub(super) canonicalization: Canonicalization,
    parent: NodeId,
}

fn reference(document: &Document<'_>, parameters: &XmlParameters) -> Result<Reference, Error> {
    let identifiers = Identifiers::of(document);
    let parent = match &parameters.parent {
        Parent::Root => document.root(),
        Parent::Id(id) => identifiers.element(id)?,
        Parent::Path(path) => document.find(path)?,
    };
    if document
        .ancestors_and_self(parent)
        .any(|id| is_dsig(document, id, "Signature"))
    {
        return Err(Error::Signature("a signature inside of another"));
    }
    Ok(match &parameters.target {
        Target::Document => Reference {
            uri: String::new(),
            nodes: NodeSet::document().without_comments(),
            is_enveloped: true,
            canonicalization: Canonicalization::new(Method::Inclusive, true),
            parent,
        },
        Target::Id(id) => {
            if !name::is_unqualified(id) {
                return Err(Error::InvalidId(id.clone()));
            }
            let element = identifiers.element(id)?;
            Reference {
                uri: format!("#{id}"),
                nodes: NodeSet::subtree(element).without_comments(),
                is_enveloped: document.contains(element, parent),
                canonicalization: Canonicalization::new(Method::Exclusive, false),
                parent,
            }
        }
    })
}

/// The canonical `ds:SignedInfo`, in the place where it will be verified: what is declared around it
/// belongs to its canonical form.
fn signed_info(before: &str, after: &str, value_offset: usize) -> Result<Vec<u8>, Error> {
    let whole = [before, after].concat();
    let document = Document::read(whole.as_bytes())?;
    let value_offset = value_offset.saturating_sub(document.mark);
    let value = document.all_elements().find(|&id| {
        let element = document.element(id);
        element.is_some_and(|it| it.content.start as usize == value_offset && !it.is_empty_tag)
            && is_dsig(&document, id, "SignatureValue")
    });
    let signature = value
        .and_then(|value| document.parent(value))
        .ok_or(Error::Signature("SignatureValue"))?;
    let info = document
        .child_elements(signature)
        .find(|&id| is_dsig(&document, id, "SignedInfo"));
    let method = document
        .child_elements(info.ok_or(Error::Signature("SignedInfo"))?)
        .find_map(|id| Canonicalization::from_uri(&document.attribute(id, "Algorithm")?));
    match (info, method) {
        (Some(info), Some(method)) => canonicalize(&document, &NodeSet::subtree(info), &method),
        _ => Err(Error::Signature("SignedInfo")),
    }
}
