//! The signatures of a document, each checked over what its references name.

use tanba_pki::Certificate;
use tanba_pki::algorithm::SignatureAlgorithm;
use tanba_pki::digest::DigestAlgorithm;

use super::canonical::NodeSet;
use super::error::Error;
use super::identifier::Identifiers;
use super::key_info::KeyInfo;
use super::limits::Limits;
use super::signature::{self, Signature, Transform};
use super::tree::{Document, NodeId};
use super::xades::Properties;
use super::{algorithm, encoding, reference, xades};
use crate::parsed::{Defect, ParsedSignature, Remark};
use crate::{SignatureForm, SignaturePackaging};

/// A signature with what it covers.
#[derive(Debug, Clone)]
pub struct CheckedSignature {
    /// Where the `ds:Signature` stands, as a path.
    pub path: String,
    /// What it covers, apart from its own properties.
    pub coverage: Vec<Coverage>,
    /// Whether that is all of the document (but for comments and for the signature itself).
    pub covers_whole_document: bool,
    /// What all forms have in common.
    pub signature: ParsedSignature,
}

/// Something that a signature covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Coverage {
    /// The whole document.
    Document,
    /// The whole document as it was before so many other signatures were added to it.
    DocumentBefore {
        /// How many.
        later_signatures: usize,
    },
    /// An element with all that is inside it.
    Element {
        /// As the reference names it.
        uri: String,
        /// Where it stands.
        path: String,
    },
}

/// The signatures of a document within the [default limits](Limits::DEFAULT), as all forms give
/// them.
///
/// # Errors
/// As [`check`], and [`crate::Error::NoSignature`].
pub fn parse(source: &[u8], known: &[Certificate]) -> crate::Result<Vec<ParsedSignature>> {
    let checked = check(source, known, &Limits::DEFAULT)?;
    if checked.is_empty() {
        return Err(crate::Error::NoSignature);
    }
    Ok(checked
        .into_iter()
        .map(|checked| checked.signature)
        .collect())
}

/// Finds the signatures of a document and checks each.
///
/// `known` are certificates to look among, besides those in the document, where a signature only
/// hints at its certificate.
///
/// # Errors
/// When the document cannot be read or exceeds `limits`. A signature that does not hold, or that
/// cannot be understood, is no error: its [`ParsedSignature::integrity`] says so.
pub fn check(
    source: &[u8],
    known: &[Certificate],
    limits: &Limits,
) -> Result<Vec<CheckedSignature>, Error> {
    let document = Document::read_within(source, limits)?;
    let signatures = read_signatures(&document, limits)?;
    let mut checker = Checker {
        document: &document,
        identifiers: Identifiers::of(&document),
        signatures: &signatures,
        known,
        budget: limits.canonical_bytes,
    };
    signatures
        .iter()
        .map(|(element, signature)| checker.check(*element, signature))
        .collect()
}

/// All signature elements, with what they say where that can be understood.
pub(super) type Signatures = [(NodeId, Result<Signature, Error>)];

pub(super) fn read_signatures(
    document: &Document<'_>,
    limits: &Limits,
) -> Result<Box<Signatures>, Error> {
    let elements = signature::all(document, limits)?.into_iter();
    Ok(elements
        .map(|element| (element, signature::read(document, element, limits)))
        .collect())
}

struct Checker<'d, 'a> {
    document: &'d Document<'a>,
    identifiers: Identifiers<'a>,
    signatures: &'d Signatures,
    known: &'d [Certificate],
    budget: u64,
}

/// What the references of a signature were found to cover.
#[derive(Default)]
struct Covered {
    elements: Vec<NodeId>,
    coverage: Vec<Coverage>,
    whole: bool,
    properties: bool,
}

impl<'a> Checker<'_, 'a> {
    fn check(
        &mut self,
        element: NodeId,
        signature: &Result<Signature, Error>,
    ) -> Result<CheckedSignature, Error> {
        let mut checked = CheckedSignature {
            path: self.document.path(element),
            coverage: Vec::new(),
            covers_whole_document: false,
            signature: ParsedSignature::bare(
                SignatureForm::Xml,
                SignaturePackaging::Enveloped,
                Ok(()),
            ),
        };
        let defect_found = match signature {
            Ok(signature) => self.check_parts(signature, &mut checked),
            Err(error) => Err(error.clone()),
        };
        checked.signature.integrity = match defect_found {
            Ok(integrity) => integrity,
            Err(error) => Err(defect(error)?),
        };
        Ok(checked)
    }

    fn check_parts(
        &mut self,
        signature: &Signature,
        checked: &mut CheckedSignature,
    ) -> Result<Result<(), Defect>, Error> {
        let document = self.document;
        let parsed = &mut checked.signature;
        let info = KeyInfo::read(document, signature.key_info);
        let mut properties = Properties::read(document, signature);
        let algorithm = algorithm::signature(&signature.algorithm);
        parsed.signature_algorithm = algorithm;
        parsed.digest_algorithm = digest_algorithm(signature);
        parsed.embedded = info.embedded.clone();
        properties.add_evidence(document, &mut parsed.embedded);
        parsed.time_stamps = properties.time_stamps(document, signature);
        let candidates = info.candidates(self.known);
        parsed.certificate = candidates.first().cloned();
        let algorithm = algorithm.ok_or_else(|| Error::Algorithm(signature.algorithm.clone()))?;
        let value = encoding::from_xml(algorithm, &signature.value);
        let value = value.ok_or(Error::Signature("SignatureValue"))?;
        parsed.signature_value.clone_from(&value);

        let mut covered = Covered::default();
        let is_intact = self.check_references(signature, &properties, &mut covered);
        checked.covers_whole_document = covered.whole;
        parsed.packaging = covered.packaging(document, signature);
        parsed.remarks = covered.remarks();
        checked.coverage = covered.coverage;
        if !covered.properties {
            properties.distrust();
        }
        parsed.claimed_at = properties.claimed_at;

        let nodes = NodeSet::subtree(signature.signed_info);
        let method = &signature.canonicalization;
        let digest = algorithm.digest();
        let digest = reference::digest_nodes(document, &nodes, method, digest, &mut self.budget)?;
        let signer = signer(&candidates, &properties, algorithm, &digest, &value);
        parsed.certificate = signer.or(candidates.first()).cloned();
        let is_named = parsed
            .certificate
            .as_ref()
            .and_then(|certificate| properties.name(certificate));
        parsed.names_certificate = is_named == Some(true);
        Ok(if !is_intact? {
            Err(Defect::HashMismatch)
        } else if checked.coverage.is_empty() {
            Err(Defect::Format(
                "the signature covers nothing but itself".to_owned(),
            ))
        } else if parsed.certificate.is_none() {
            Err(Defect::NoSigningCertificate)
        } else if is_named == Some(false) {
            Err(Defect::SigningCertificateMismatch)
        } else if signer.is_none() {
            Err(Defect::InvalidSignature)
        } else {
            Ok(())
        })
    }

    /// Whether all digests are right.
    fn check_references(
        &mut self,
        signature: &Signature,
        properties: &Properties,
        covered: &mut Covered,
    ) -> Result<bool, Error> {
        let document = self.document;
        let mut is_intact = true;
        for reference in &signature.references {
            let nodes = reference::resolve(&self.identifiers, &reference.uri)?;
            let apex = nodes.apex;
            let is_document = apex.is_none_or(|apex| apex == document.root());
            let mut later = Vec::new();
            let mut check = |nodes, later: &[NodeId]| {
                reference::matches(
                    document,
                    signature,
                    reference,
                    nodes,
                    later,
                    &mut self.budget,
                )
            };
            let mut matches = check(nodes.clone(), &later)?;
            if !matches && is_document && reference.transforms.contains(&Transform::Enveloped) {
                // Kazakh services sign one after the other and check the last first, each time
                // taking the one checked away.
                later = later_signatures(document, self.signatures, signature.element);
                matches = !later.is_empty() && check(nodes, &later)?;
            }
            is_intact &= matches;
            let apex = match apex {
                Some(apex) if !is_document => apex,
                _ => {
                    covered.whole = true;
                    covered.coverage.push(match later.len() {
                        0 => Coverage::Document,
                        later_signatures => Coverage::DocumentBefore { later_signatures },
                    });
                    continue;
                }
            };
            let is_own = document.contains(signature.element, apex);
            if properties.signed == Some(apex) {
                covered.properties = true;
            } else if !is_own
                || signature
                    .objects
                    .iter()
                    .any(|&object| document.contains(object, apex))
            {
                let path = document.path(apex);
                covered.elements.push(apex);
                covered.coverage.push(Coverage::Element {
                    uri: reference.uri.clone(),
                    path,
                });
            }
        }
        let is_covered = |object: &NodeId| {
            covered.elements.contains(object)
                || properties
                    .signed
                    .is_some_and(|signed| document.contains(*object, signed))
        };
        covered.whole |= signature.element == document.root()
            && !covered.elements.is_empty()
            && signature.objects.iter().all(is_covered);
        Ok(is_intact)
    }
}

/// Signatures that were added after this one, beside it. They may hold nothing but a signature,
/// since it does not cover them.
pub(super) fn later_signatures(
    document: &Document<'_>,
    signatures: &Signatures,
    element: NodeId,
) -> Vec<NodeId> {
    let parent = document.parent(element);
    let later = signatures
        .iter()
        .filter(|(other, _)| *other > element && document.parent(*other) == parent);
    let is_plain = |signature: &Signature| {
        let is_properties = |&object: &NodeId| {
            let mut children = document.children(object);
            let is_known = |id| xades::is_qualifying(document, id) || document.is_blank(id);
            children.all(is_known)
        };
        signature.objects.iter().all(is_properties)
            && signature.references.iter().any(|it| it.uri.is_empty())
    };
    let plain = later.map(|(other, read)| read.as_ref().is_ok_and(is_plain).then_some(*other));
    plain.collect::<Option<_>>().unwrap_or_default()
}

impl Covered {
    fn packaging(&self, document: &Document<'_>, signature: &Signature) -> SignaturePackaging {
        let holds = |element: &NodeId| document.contains(*element, signature.element);
        if self
            .elements
            .iter()
            .any(|&element| document.contains(signature.element, element))
        {
            SignaturePackaging::Enveloping
        } else if self.whole || self.elements.iter().any(holds) {
            SignaturePackaging::Enveloped
        } else {
            SignaturePackaging::Detached
        }
    }

    fn remarks(&self) -> Vec<Remark> {
        let remark = |part: &Coverage| match part {
            Coverage::Document => None,
            Coverage::DocumentBefore { .. } => Some(Remark::ContentAppended),
            Coverage::Element { .. } if self.whole => None,
            Coverage::Element { uri, path } => Some(Remark::CoversPart(format!("{uri} {path}"))),
        };
        self.coverage.iter().filter_map(remark).collect()
    }
}

/// The certificate whose key made the value, preferably one that the properties name.
fn signer<'c>(
    candidates: &'c [Certificate],
    properties: &Properties,
    algorithm: SignatureAlgorithm,
    digest: &[u8],
    value: &[u8],
) -> Option<&'c Certificate> {
    let verifies = |certificate: &&Certificate| {
        certificate
            .public_key()
            .is_ok_and(|key| key.verify_digest(algorithm, digest, value).is_ok())
    };
    let mut verifying = candidates.iter().filter(verifies);
    let first = verifying.next()?;
    let named = |certificate: &&Certificate| properties.name(certificate) == Some(true);
    Some(if named(&first) {
        first
    } else {
        verifying.find(named).unwrap_or(first)
    })
}

/// The digest over the content; a weak one if there is any.
fn digest_algorithm(signature: &Signature) -> Option<DigestAlgorithm> {
    let mut digests = signature
        .references
        .iter()
        .filter_map(|it| algorithm::digest(&it.algorithm));
    let first = digests.next()?;
    let is_weak = |digest: &DigestAlgorithm| matches!(digest, DigestAlgorithm::Sha1);
    Some(if is_weak(&first) {
        first
    } else {
        digests.find(is_weak).unwrap_or(first)
    })
}

/// What a signature suffers from. Exceeded limits concern the whole document and stay errors.
fn defect(error: Error) -> Result<Defect, Error> {
    Ok(match error {
        Error::Limit(_) => return Err(error),
        Error::DuplicateId(_) => Defect::Wrapped,
        Error::NoElement(_) | Error::ExternalReference(_) => Defect::ContentMissing,
        Error::Algorithm(uri) => Defect::UnsupportedAlgorithm(uri),
        error => Defect::Format(error.to_string()),
    })
}
