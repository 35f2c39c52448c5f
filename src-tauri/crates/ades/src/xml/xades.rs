//! What XAdES adds to a signature (ETSI EN 319 132-1), as far as it is here.

use tanba_pki::Certificate;
use tanba_pki::digest::DigestAlgorithm;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::algorithm;
use super::canonical::{Canonicalization, Method, NodeSet, canonicalize_to};
use super::encoding;
use super::error::Error;
use super::signature::{self, DSIG, Signature};
use super::tree::{Document, NodeId};
use crate::parsed::{Covered, Embedded, EmbeddedTimeStamp, TimeStampKind};

pub(super) const XADES: &str = "http://uri.etsi.org/01903/v1.3.2#";
/// More than these are not looked at.
const MAX_VALUES: usize = 64;
const MAX_TIME_STAMPS: usize = 16;
/// Canonical length of `ds:SignatureValue`.
const MAX_VALUE_ELEMENT: u64 = 256 << 10;

/// The properties of one signature.
#[derive(Debug, Default)]
pub(super) struct Properties {
    /// The signed ones. What they say counts only when a reference covers them.
    pub(super) signed: Option<NodeId>,
    pub(super) claimed_at: Option<OffsetDateTime>,
    /// Digest of the signer's certificate, by an algorithm that may be unknown.
    certificate_digest: Option<(Option<DigestAlgorithm>, Vec<u8>)>,
    unsigned: Option<NodeId>,
}

pub(super) fn child(document: &Document<'_>, id: NodeId, name: &str) -> Option<NodeId> {
    document
        .child_elements(id)
        .find(|&child| document.expanded_name(child) == Some((XADES, name)))
}

pub(super) fn is_qualifying(document: &Document<'_>, id: NodeId) -> bool {
    document.expanded_name(id) == Some((XADES, "QualifyingProperties"))
}

pub(super) fn qualifying(document: &Document<'_>, signature: &Signature) -> Option<NodeId> {
    let mut objects = signature.objects.iter();
    objects.find_map(|&id| child(document, id, "QualifyingProperties"))
}

impl Properties {
    pub(super) fn read(document: &Document<'_>, signature: &Signature) -> Self {
        let mut properties = Self::default();
        let Some(qualifying) = qualifying(document, signature) else {
            return properties;
        };
        properties.unsigned = child(document, qualifying, "UnsignedProperties")
            .and_then(|id| child(document, id, "UnsignedSignatureProperties"));
        properties.signed = child(document, qualifying, "SignedProperties");
        let about = properties
            .signed
            .and_then(|id| child(document, id, "SignedSignatureProperties"));
        let Some(about) = about else {
            return properties;
        };
        properties.claimed_at = child(document, about, "SigningTime")
            .and_then(|id| document.own_text(id))
            .and_then(|text| OffsetDateTime::parse(text.trim(), &Rfc3339).ok());
        properties.certificate_digest = child(document, about, "SigningCertificateV2")
            .or_else(|| child(document, about, "SigningCertificate"))
            .and_then(|list| child(document, list, "Cert"))
            .and_then(|first| child(document, first, "CertDigest"))
            .and_then(|digest| certificate_digest(document, digest));
        properties
    }

    /// Forgets what no reference covers.
    pub(super) fn distrust(&mut self) {
        self.claimed_at = None;
        self.certificate_digest = None;
    }

    /// Whether they name the certificate; `None` when they name none.
    pub(super) fn name(&self, certificate: &Certificate) -> Option<bool> {
        let (algorithm, digest) = self.certificate_digest.as_ref()?;
        Some(algorithm.is_some_and(|algorithm| algorithm.digest(certificate.der()) == *digest))
    }

    /// Time stamps over the signature value.
    pub(super) fn time_stamps(
        &self,
        document: &Document<'_>,
        signature: &Signature,
    ) -> Vec<EmbeddedTimeStamp> {
        self.unsigned_values(document, "SignatureTimeStamp")
            .filter_map(|stamp| time_stamp(document, signature, stamp))
            .take(MAX_TIME_STAMPS)
            .collect()
    }

    fn unsigned_values<'d>(
        &self,
        document: &'d Document<'_>,
        name: &'d str,
    ) -> impl Iterator<Item = NodeId> + 'd {
        self.unsigned
            .into_iter()
            .flat_map(|id| document.child_elements(id))
            .filter(move |&id| document.expanded_name(id) == Some((XADES, name)))
    }

    /// Adds the certificates and revocation data of level LT.
    pub(super) fn add_evidence(&self, document: &Document<'_>, embedded: &mut Embedded) {
        let Some(unsigned) = self.unsigned else {
            return;
        };
        let values = document.descendant_elements(unsigned).filter_map(|id| {
            let (
                XADES,
                name @ ("EncapsulatedX509Certificate"
                | "EncapsulatedCRLValue"
                | "EncapsulatedOCSPValue"),
            ) = document.expanded_name(id)?
            else {
                return None;
            };
            Some((name, encoding::from_base64(&document.own_text(id)?)?))
        });
        for (name, der) in values.take(MAX_VALUES) {
            match name {
                "EncapsulatedX509Certificate" => embedded
                    .certificates
                    .extend(Certificate::from_der(&der).ok()),
                "EncapsulatedCRLValue" => embedded.crls.push(der),
                _ => embedded.ocsp_responses.push(der),
            }
        }
    }
}

fn certificate_digest(
    document: &Document<'_>,
    element: NodeId,
) -> Option<(Option<DigestAlgorithm>, Vec<u8>)> {
    let part = |name| {
        document
            .child_elements(element)
            .find(|&id| document.expanded_name(id) == Some((DSIG, name)))
    };
    let method = signature::algorithm(document, part("DigestMethod")?).ok()?;
    let value = signature::base64(document, part("DigestValue")?, "DigestValue").ok()?;
    Some((algorithm::digest(&method), value))
}

/// A time stamp over the canonical `ds:SignatureValue` element (§5.3); `None` if it cannot be read.
fn time_stamp(
    document: &Document<'_>,
    signature: &Signature,
    element: NodeId,
) -> Option<EmbeddedTimeStamp> {
    let token = child(document, element, "EncapsulatedTimeStamp")?;
    let token = signature::base64(document, token, "EncapsulatedTimeStamp").ok()?;
    let mut children = document.child_elements(element);
    let method =
        match children.find(|&id| signature::is_dsig(document, id, "CanonicalizationMethod")) {
            Some(method) => signature::canonicalization(document, method).ok()?,
            None => Canonicalization::new(Method::Inclusive, false),
        };
    let covered = signature_value(document, signature, &method).ok()?;
    Some(EmbeddedTimeStamp {
        kind: TimeStampKind::Signature,
        token,
        covered: Covered::Bytes(covered),
    })
}

/// The canonical `ds:SignatureValue`.
pub(super) fn signature_value(
    document: &Document<'_>,
    signature: &Signature,
    method: &Canonicalization,
) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let mut budget = MAX_VALUE_ELEMENT;
    let nodes = NodeSet::subtree(signature.value_element);
    canonicalize_to(document, &nodes, method, &mut budget, &mut |piece| {
        bytes.extend_from_slice(piece)
    })?;
    Ok(bytes)
}
