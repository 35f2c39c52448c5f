//! Making a token in two phases, for an authority and for tests.

use super::request::algorithm_der;
use super::{Error, ID_CT_TST_INFO, TstInfo, signing_certificate};
use crate::Certificate;
use crate::algorithm::SignatureAlgorithm;
use crate::signed_data::{
    ID_CONTENT_TYPE, ID_MESSAGE_DIGEST, ID_SIGNED_DATA, ID_SIGNING_CERTIFICATE_V2,
};
use crate::signing::{SignatureValue, ToBeSigned};
use crate::tlv::{encode, tag};

/// A token that waits for the signature of the authority.
#[derive(Clone, Debug)]
pub struct PreparedToken {
    algorithm: SignatureAlgorithm,
    content: Vec<u8>,
    /// SET OF Attribute.
    signed_attributes: Vec<u8>,
    certificate: Certificate,
    /// Certificates to send along.
    certificates: Vec<u8>,
}

impl PreparedToken {
    /// Prepares the token that states `info`. With `wants_certificate`, the certificate and `chain` are sent
    /// along.
    ///
    /// # Errors
    /// [`Error::Pki`] when the algorithm has no identifier.
    pub fn prepare(
        info: &TstInfo,
        certificate: &Certificate,
        chain: &[Certificate],
        wants_certificate: bool,
        algorithm: SignatureAlgorithm,
    ) -> Result<Self, Error> {
        let content = info.to_der()?;
        let digest = algorithm.digest();
        let content_type = encode(tag::OBJECT_IDENTIFIER, &[ID_CT_TST_INFO.as_bytes()]);
        let message_digest = encode(tag::OCTET_STRING, &[&digest.digest(&content)]);
        let reference = signing_certificate::encode_v2(certificate, digest)?;
        let mut attributes = [
            attribute(ID_CONTENT_TYPE, &content_type),
            attribute(ID_MESSAGE_DIGEST, &message_digest),
            attribute(ID_SIGNING_CERTIFICATE_V2, &reference),
        ];
        attributes.sort();
        let certificates = if wants_certificate {
            let ders: Vec<&[u8]> = std::iter::once(certificate)
                .chain(chain)
                .map(Certificate::der)
                .collect();
            encode(tag::context_constructed(0), &ders)
        } else {
            Vec::new()
        };
        Ok(Self {
            algorithm,
            content,
            signed_attributes: encode(tag::SET, &[&attributes.concat()]),
            certificate: certificate.clone(),
            certificates,
        })
    }

    /// What the authority signs.
    #[must_use]
    pub fn to_be_signed(&self) -> ToBeSigned {
        ToBeSigned {
            algorithm: self.algorithm,
            message: self.signed_attributes.clone(),
        }
    }

    /// The token in DER.
    ///
    /// # Errors
    /// [`Error::Pki`] when the algorithm has no identifier.
    pub fn finish(&self, value: &SignatureValue) -> Result<Vec<u8>, Error> {
        let digest = algorithm_der(&self.algorithm.digest().identifier())?;
        let serial = encode(tag::INTEGER, &[self.certificate.serial_number()]);
        let sid = encode(tag::SEQUENCE, &[self.certificate.issuer_der(), &serial]);
        let mut attributes = self.signed_attributes.clone();
        if let Some(first) = attributes.first_mut() {
            *first = tag::context_constructed(0);
        }
        let signer = encode(
            tag::SEQUENCE,
            &[
                &[tag::INTEGER, 1, 1],
                &sid,
                &digest,
                &attributes,
                &algorithm_der(&self.algorithm.identifier()?)?,
                &encode(tag::OCTET_STRING, &[&value.0]),
            ],
        );
        let content = encode(tag::OCTET_STRING, &[&self.content]);
        let encapsulated = encode(
            tag::SEQUENCE,
            &[
                &encode(tag::OBJECT_IDENTIFIER, &[ID_CT_TST_INFO.as_bytes()]),
                &encode(tag::context_constructed(0), &[&content]),
            ],
        );
        let signed_data = encode(
            tag::SEQUENCE,
            &[
                // Version 3: the content is not id-data.
                &[tag::INTEGER, 1, 3],
                &encode(tag::SET, &[&digest]),
                &encapsulated,
                &self.certificates,
                &encode(tag::SET, &[&signer]),
            ],
        );
        Ok(encode(
            tag::SEQUENCE,
            &[
                &encode(tag::OBJECT_IDENTIFIER, &[ID_SIGNED_DATA.as_bytes()]),
                &encode(tag::context_constructed(0), &[&signed_data]),
            ],
        ))
    }
}

fn attribute(kind: der::asn1::ObjectIdentifier, value: &[u8]) -> Vec<u8> {
    let kind = encode(tag::OBJECT_IDENTIFIER, &[kind.as_bytes()]);
    encode(tag::SEQUENCE, &[&kind, &encode(tag::SET, &[value])])
}
