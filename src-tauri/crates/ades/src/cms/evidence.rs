//! Certificates and revocation data that a CMS brings along.

use tanba_pki::signed_data::{SignedData, SignerInfo};
use tanba_pki::tlv::{self, Cursor, tag};
use tanba_pki::{Certificate, ObjectIdentifier};

use super::encode;
use crate::parsed::Embedded;

/// `id-ri-ocsp-response` (RFC 5940 §2.1).
const RI_OCSP_RESPONSE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.16.2");
/// `adbe-revocationInfoArchival` (ISO 32000-2 §12.8.3.3), a signed attribute.
const ADBE_REVOCATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113583.1.1.8");
/// `id-aa-ets-certValues` (RFC 5126 §6.3.3), an unsigned attribute.
const CERTIFICATE_VALUES: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.23");
/// `id-aa-ets-revocationValues` (RFC 5126 §6.3.4), an unsigned attribute.
const REVOCATION_VALUES: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.24");
/// `id-pkix-ocsp-basic` (RFC 6960 §4.2.1).
const OCSP_BASIC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1.1");

/// What all signers share.
pub(crate) fn of_signed_data(signed_data: &SignedData) -> Embedded {
    Embedded {
        certificates: signed_data
            .certificates()
            .filter_map(|der| Certificate::from_der(der).ok())
            .collect(),
        crls: signed_data.crls().map(<[u8]>::to_vec).collect(),
        ocsp_responses: signed_data
            .other_revocation()
            .filter(|(format, _)| *format == RI_OCSP_RESPONSE)
            .map(|(_, der)| der.to_vec())
            .collect(),
    }
}

/// Adds what one signer's attributes hold. What cannot be read there is passed over: it is an offer,
/// and the signature does not hang on it.
pub(super) fn add_of_signer(embedded: &mut Embedded, signer: &SignerInfo) {
    let unsigned = signer.unsigned_attributes();
    for value in unsigned.values(CERTIFICATE_VALUES) {
        let certificates = elements(value);
        embedded
            .certificates
            .extend(certificates.filter_map(|der| Certificate::from_der(der).ok()));
    }
    for value in unsigned.values(REVOCATION_VALUES) {
        add_revocation(embedded, value, as_response);
    }
    let signed = signer.signed_attributes();
    for value in signed
        .into_iter()
        .flat_map(|set| set.values(ADBE_REVOCATION))
    {
        add_revocation(embedded, value, <[u8]>::to_vec);
    }
}

/// Both attributes are SEQUENCE { crls [0] EXPLICIT SEQUENCE OF, ocsp [1] EXPLICIT SEQUENCE OF, … }.
fn add_revocation(embedded: &mut Embedded, value: &[u8], response: fn(&[u8]) -> Vec<u8>) {
    let Ok(mut body) = Cursor::new(value).sequence() else {
        return;
    };
    while let Ok(part) = body.any() {
        let members = elements(part.contents);
        if part.tag == tag::context_constructed(0) {
            embedded.crls.extend(members.map(<[u8]>::to_vec));
        } else if part.tag == tag::context_constructed(1) {
            embedded.ocsp_responses.extend(members.map(response));
        }
    }
}

/// The elements of the SEQUENCE OF that fills `der`.
fn elements(der: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut sequence = Cursor::new(der).sequence().unwrap_or(Cursor::new(&[]));
    std::iter::from_fn(move || sequence.any().ok().map(|element| element.raw))
}

/// An OCSPResponse around a BasicOCSPResponse.
fn as_response(basic: &[u8]) -> Vec<u8> {
    let octets = tlv::encode(tag::OCTET_STRING, &[basic]);
    let bytes = tlv::encode(tag::SEQUENCE, &[&encode::oid(OCSP_BASIC), &octets]);
    let bytes = tlv::encode(tag::context_constructed(0), &[&bytes]);
    let successful = tlv::encode(tag::ENUMERATED, &[&[0]]);
    tlv::encode(tag::SEQUENCE, &[&successful, &bytes])
}
