//! References: what they name, and the digest of it (XML Signature 1.1 §4.4.3).

use tanba_pki::digest::DigestAlgorithm;

use super::algorithm;
use super::canonical::{Canonicalization, Method, NodeSet, canonicalize_to};
use super::encoding;
use super::error::{Error, Limit};
use super::identifier::Identifiers;
use super::signature::{Reference, Signature, Transform};
use super::text;
use super::tree::{Document, Kind, NodeId};

/// What a reference names: within the document, or nothing we follow.
pub(super) fn resolve(identifiers: &Identifiers<'_>, uri: &str) -> Result<NodeSet, Error> {
    if uri.is_empty() {
        // §4.4.3.3: comments do not belong to what an empty URI or a bare name refers to.
        return Ok(NodeSet::document().without_comments());
    }
    let Some(fragment) = uri.strip_prefix('#') else {
        return Err(Error::ExternalReference(uri.to_owned()));
    };
    if fragment == "xpointer(/)" {
        return Ok(NodeSet::document());
    }
    let quoted = fragment
        .strip_prefix("xpointer(id(")
        .and_then(|rest| rest.strip_suffix("))"));
    if let Some(quoted) = quoted {
        let unquoted = ['\'', '"'].iter().find_map(|&quote| {
            quoted
                .strip_prefix(quote)
                .and_then(|rest| rest.strip_suffix(quote))
        });
        let id = unquoted.ok_or_else(|| Error::Algorithm(uri.to_owned()))?;
        return Ok(NodeSet::subtree(identifiers.element(id)?));
    }
    if fragment.starts_with("xpointer(") {
        return Err(Error::Algorithm(uri.to_owned()));
    }
    Ok(NodeSet::subtree(identifiers.element(fragment)?).without_comments())
}

/// Whether the digest is that of what the reference names, less the elements in `left_out`.
pub(super) fn matches(
    document: &Document<'_>,
    signature: &Signature,
    reference: &Reference,
    mut nodes: NodeSet,
    left_out: &[NodeId],
    budget: &mut u64,
) -> Result<bool, Error> {
    let digest_algorithm = algorithm::digest(&reference.algorithm)
        .ok_or_else(|| Error::Algorithm(reference.algorithm.clone()))?;
    nodes.excluded.extend_from_slice(left_out);
    let mut transforms = reference.transforms.iter();
    // A node set that no transform makes into bytes is canonicalized without comments (§4.4.3.2).
    let default = Canonicalization::new(Method::Inclusive, false);
    let digest = loop {
        match transforms.next() {
            Some(Transform::Enveloped) => nodes.excluded.push(signature.element),
            Some(Transform::Canonicalization(method)) => {
                break digest_nodes(document, &nodes, method, digest_algorithm, budget)?;
            }
            Some(Transform::Unknown(uri)) => return Err(Error::Algorithm(uri.clone())),
            Some(Transform::Base64) => {
                let text = text_of(document, &nodes);
                let left = budget.checked_sub(text.len() as u64 + 1);
                *budget = left.ok_or(Error::Limit(Limit::CanonicalBytes))?;
                let decoded = encoding::from_base64(&text);
                let decoded = decoded.ok_or(Error::Signature("base64 transform"))?;
                break digest_algorithm.digest(&decoded);
            }
            None => break digest_nodes(document, &nodes, &default, digest_algorithm, budget)?,
        }
    };
    if transforms.next().is_some() {
        return Err(Error::Signature("a transform after canonicalization"));
    }
    Ok(digest == reference.digest)
}

/// The digest of the canonical form.
pub(super) fn digest_nodes(
    document: &Document<'_>,
    nodes: &NodeSet,
    method: &Canonicalization,
    digest_algorithm: DigestAlgorithm,
    budget: &mut u64,
) -> Result<Vec<u8>, Error> {
    let mut hasher = digest_algorithm.hasher();
    canonicalize_to(document, nodes, method, budget, &mut |piece| {
        hasher.update(piece)
    })?;
    Ok(hasher.finalize())
}

fn text_of(document: &Document<'_>, nodes: &NodeSet) -> String {
    let (mut at, end) = match nodes.apex {
        Some(apex) => (apex.0, document.node(apex).subtree_end),
        None => (0, document.nodes.len() as u32),
    };
    let mut joined = String::new();
    while at < end {
        let node = document.node(NodeId(at));
        if nodes.excluded.contains(&NodeId(at)) {
            at = node.subtree_end;
            continue;
        }
        match node.kind {
            Kind::Text => joined.push_str(&text::character_data(document.slice(node.span))),
            Kind::CharacterData => joined.push_str(&text::line_ends(document.slice(node.span))),
            _ => {}
        }
        at += 1;
    }
    joined
}
