//! The signatures of a CMS, each checked over the bytes as they came.

use std::io::Read;

use tanba_pki::algorithm::SignatureAlgorithm;
use tanba_pki::digest::{DigestAlgorithm, Hasher};
use tanba_pki::signed_data::{ID_DATA, SignedData, SignerIdentifier, SignerInfo};
use tanba_pki::tsp::signing_certificate::{self, Reference};
use tanba_pki::{Certificate, ObjectIdentifier, name};

use super::evidence;
use super::prepare::{Content, each_piece};
use super::scan::{Visitor, scan};
use super::source::Source;
use super::{ID_CONTENT_TIME_STAMP, ID_SIGNATURE_TIME_STAMP};
use crate::parsed::{Covered, Defect, Embedded, EmbeddedTimeStamp, ParsedSignature, TimeStampKind};
use crate::{Error, Result, SignatureForm, SignaturePackaging};

/// More time stamps of one signature are not looked at.
const MAX_TIME_STAMPS: usize = 16;

/// Reads a CMS in DER, BER, PEM or base64 and checks its signatures over the content: the one inside,
/// or `content` for a detached signature. When both are there they must be the same. `known` are
/// certificates among which a signer's may be found besides those in the CMS.
///
/// # Errors
/// [`Error::Malformed`] and [`Error::TooLarge`] when it is no SignedData; [`Error::NoSignature`] when
/// nobody signed it; [`Error::Io`]. A signature that does not hold is no error but a
/// [`Defect`] of that signature.
pub fn parse(
    source: &mut dyn Source,
    content: Option<Content<'_>>,
    known: &[Certificate],
) -> Result<Vec<ParsedSignature>> {
    let mut hash = Hash::default();
    let skeleton = scan(source, &mut hash)?;
    let signed_data = &skeleton.signed_data;
    if signed_data.signer_infos().is_empty() {
        return Err(Error::NoSignature);
    }
    let mut wanted: Vec<DigestAlgorithm> = Vec::new();
    for signer in signed_data.signer_infos() {
        if let Ok(digest) = DigestAlgorithm::from_identifier(signer.digest_algorithm())
            && !wanted.contains(&digest)
        {
            wanted.push(digest);
        }
    }
    let mut digests = match skeleton.content_length {
        None => Vec::new(),
        Some(_) => hash.finalize(),
    };
    let unannounced = wanted
        .iter()
        .any(|digest| find(&digests, *digest).is_none());
    if skeleton.content_length.is_some() && unannounced {
        let mut hash = Hash::of(&wanted);
        scan(source, &mut Fixed(&mut hash))?;
        digests = hash.finalize();
    }
    let mut is_changed = false;
    if let Some(content) = content {
        let given = digests_of(content, &wanted)?;
        // A content that is inside as well must be the same.
        is_changed = digests.iter().any(|(algorithm, digest)| {
            find(&given, *algorithm).is_some_and(|other| other != digest.as_slice())
        });
        if digests.is_empty() {
            digests = given;
        }
    }
    let context = Context {
        signed_data,
        digests: &digests,
        is_changed,
        packaging: match skeleton.content_length {
            Some(_) => SignaturePackaging::Enveloping,
            None => SignaturePackaging::Detached,
        },
        embedded: evidence::of_signed_data(signed_data),
        known,
    };
    Ok(signed_data
        .signer_infos()
        .iter()
        .map(|signer| context.signature(signer))
        .collect())
}

/// What the signatures of one SignedData share.
struct Context<'a> {
    signed_data: &'a SignedData,
    digests: &'a [(DigestAlgorithm, Vec<u8>)],
    is_changed: bool,
    packaging: SignaturePackaging,
    embedded: Embedded,
    known: &'a [Certificate],
}

impl Context<'_> {
    fn signature(&self, signer: &SignerInfo) -> ParsedSignature {
        let digest_algorithm = DigestAlgorithm::from_identifier(signer.digest_algorithm());
        let signature_algorithm =
            SignatureAlgorithm::from_cms(signer.signature_algorithm(), signer.digest_algorithm());
        let mut embedded = self.embedded.clone();
        evidence::add_of_signer(&mut embedded, signer);
        let (certificate, reference) = self.certificate(signer, &embedded);
        let integrity = match (&digest_algorithm, &signature_algorithm) {
            (Ok(digest), Ok(algorithm)) => self.check(
                signer,
                *digest,
                *algorithm,
                certificate.as_ref(),
                &reference,
            ),
            (Err(error), _) | (_, Err(error)) => Err(unsupported(error, signer)),
        };
        ParsedSignature {
            form: SignatureForm::Cms,
            packaging: self.packaging,
            integrity,
            names_certificate: matches!(reference, Ok(Reference::Matches)),
            certificate,
            digest_algorithm: digest_algorithm.ok(),
            signature_algorithm: signature_algorithm.ok(),
            claimed_at: signer.signing_time().ok().flatten(),
            signature_value: signer.signature().to_vec(),
            embedded,
            time_stamps: self.time_stamps(signer),
            remarks: Vec::new(),
        }
    }

    /// The certificate that the signer identifier names; among several the one that the signed
    /// reference names.
    fn certificate(
        &self,
        signer: &SignerInfo,
        embedded: &Embedded,
    ) -> (Option<Certificate>, Result<Reference>) {
        let mut first = None;
        for certificate in embedded.certificates.iter().chain(self.known) {
            if !is_named(signer.sid(), certificate) {
                continue;
            }
            let reference = match signer.signed_attributes() {
                Some(attributes) => {
                    signing_certificate::check(attributes, certificate).map_err(Error::from)
                }
                None => Ok(Reference::Absent),
            };
            if matches!(reference, Ok(Reference::Matches)) {
                return (Some(certificate.clone()), reference);
            }
            first.get_or_insert((Some(certificate.clone()), reference));
        }
        first.unwrap_or((None, Ok(Reference::Absent)))
    }

    fn check(
        &self,
        signer: &SignerInfo,
        digest: DigestAlgorithm,
        algorithm: SignatureAlgorithm,
        certificate: Option<&Certificate>,
        reference: &Result<Reference>,
    ) -> Result<(), Defect> {
        let format = |error: &dyn std::fmt::Display| Defect::Format(error.to_string());
        let content = find(self.digests, digest);
        let content_type = signer.content_type().map_err(|error| format(&error))?;
        let message_digest = signer.message_digest().map_err(|error| format(&error))?;
        signer.signing_time().map_err(|error| format(&error))?;
        match (signer.signed_attributes(), content_type, message_digest) {
            (Some(_), Some(stated), Some(_)) if stated == self.signed_data.content_type() => {}
            (Some(_), Some(_), Some(_)) => {
                return Err(Defect::Format(
                    "contentType differs from eContentType".into(),
                ));
            }
            (Some(_), ..) => {
                let text = "contentType or messageDigest is missing".into();
                return Err(Defect::Format(text));
            }
            (None, ..) if self.signed_data.content_type() == ID_DATA => {}
            (None, ..) => {
                let text = "signed attributes are missing".into();
                return Err(Defect::Format(text));
            }
        }
        if self.is_changed
            || matches!((message_digest, content), (Some(stated), Some(found)) if stated != found)
        {
            return Err(Defect::HashMismatch);
        }
        let certificate = certificate.ok_or(Defect::NoSigningCertificate)?;
        match reference {
            Ok(Reference::Absent | Reference::Matches) => {}
            Ok(Reference::Differs) => return Err(Defect::SigningCertificateMismatch),
            Err(error) => return Err(format(error)),
        }
        let signed = match signer.signed_attributes_der() {
            Some(attributes) => algorithm.digest().digest(attributes),
            None => content.ok_or(Defect::ContentMissing)?.to_vec(),
        };
        let key = certificate
            .public_key()
            .map_err(|error| unsupported(&error, signer))?;
        key.verify_digest(algorithm, &signed, signer.signature())
            .map_err(|_| Defect::InvalidSignature)?;
        content.map(|_| ()).ok_or(Defect::ContentMissing)
    }

    fn time_stamps(&self, signer: &SignerInfo) -> Vec<EmbeddedTimeStamp> {
        let over_value = signer
            .unsigned_attributes()
            .values(ID_SIGNATURE_TIME_STAMP)
            .map(|token| EmbeddedTimeStamp {
                kind: TimeStampKind::Signature,
                token: token.to_vec(),
                covered: Covered::Bytes(signer.signature().to_vec()),
            });
        let over_content = signer
            .signed_attributes()
            .into_iter()
            .flat_map(|attributes| attributes.values(ID_CONTENT_TIME_STAMP))
            .map(|token| EmbeddedTimeStamp {
                kind: TimeStampKind::Content,
                token: token.to_vec(),
                covered: Covered::Digests(self.digests.to_vec()),
            });
        over_value
            .chain(over_content)
            .take(MAX_TIME_STAMPS)
            .collect()
    }
}

fn is_named(sid: &SignerIdentifier, certificate: &Certificate) -> bool {
    let key_identifier = certificate.subject_key_identifier();
    let serial_number = certificate.serial_number();
    if sid.names(certificate.issuer_der(), serial_number, key_identifier) {
        return true;
    }
    // Some writers encode the same name with other string types.
    match sid {
        SignerIdentifier::IssuerAndSerial { issuer, .. } => {
            sid.names(issuer, serial_number, None)
                && name::from_der(issuer)
                    .is_ok_and(|issuer| name::names_match(&issuer, certificate.issuer()))
        }
        SignerIdentifier::SubjectKeyIdentifier(identifier) => {
            key_identifier.is_none() && certificate.key_identifier().0 == *identifier
        }
    }
}

fn unsupported(error: &tanba_pki::Error, signer: &SignerInfo) -> Defect {
    match error {
        tanba_pki::Error::UnsupportedAlgorithm(oid) => {
            Defect::UnsupportedAlgorithm(oid.to_string())
        }
        tanba_pki::Error::UnsupportedParameters(_) => {
            Defect::UnsupportedAlgorithm(signer.signature_algorithm().oid.to_string())
        }
        error => Defect::Format(error.to_string()),
    }
}

fn find(digests: &[(DigestAlgorithm, Vec<u8>)], wanted: DigestAlgorithm) -> Option<&[u8]> {
    digests
        .iter()
        .find(|(algorithm, _)| algorithm.same_function(wanted))
        .map(|(_, digest)| digest.as_slice())
}

fn digests_of(
    content: Content<'_>,
    wanted: &[DigestAlgorithm],
) -> Result<Vec<(DigestAlgorithm, Vec<u8>)>> {
    let mut hash = Hash::of(wanted);
    let mut feed = |stream: &mut dyn Read| {
        each_piece(stream, |piece| {
            hash.content(piece)?;
            Ok(())
        })
    };
    match content {
        Content::Stream(stream) => feed(stream)?,
        Content::Bytes(mut bytes) => feed(&mut bytes)?,
        Content::Digest {
            algorithm, value, ..
        } => return Ok(vec![(algorithm, value.to_vec())]),
    };
    Ok(hash.finalize())
}

/// Hashes the content under every algorithm that is announced and known.
#[derive(Default)]
struct Hash(Vec<Hasher>);

impl Hash {
    fn of(algorithms: &[DigestAlgorithm]) -> Self {
        let mut hash = Self::default();
        for algorithm in algorithms {
            let known = |hasher: &Hasher| hasher.algorithm().same_function(*algorithm);
            if !hash.0.iter().any(known) {
                hash.0.push(algorithm.hasher());
            }
        }
        hash
    }

    fn finalize(self) -> Vec<(DigestAlgorithm, Vec<u8>)> {
        let hashers = self.0.into_iter();
        hashers
            .map(|hasher| (hasher.algorithm(), hasher.finalize()))
            .collect()
    }
}

impl Visitor for Hash {
    fn begin(&mut self, digest_algorithms: &[ObjectIdentifier]) {
        let known: Vec<_> = digest_algorithms
            .iter()
            .filter_map(|oid| DigestAlgorithm::from_oid(*oid))
            .collect();
        *self = Self::of(&known);
    }

    fn content(&mut self, piece: &[u8]) -> Result<()> {
        for hasher in &mut self.0 {
            hasher.update(piece);
        }
        Ok(())
    }
}

/// Hashes under the algorithms it was made with, whatever is announced.
struct Fixed<'a>(&'a mut Hash);

impl Visitor for Fixed<'_> {
    fn content(&mut self, piece: &[u8]) -> Result<()> {
        self.0.content(piece)
    }
}
