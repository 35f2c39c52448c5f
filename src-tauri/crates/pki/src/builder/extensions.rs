//! Values of certificate and CRL extensions (RFC 5280 §4.2 and §5.2).

use std::net::IpAddr;

use const_oid::{ObjectIdentifier, db};

use super::{oid_der, positive_integer};
use crate::extension::Extension;
use crate::oid;
use crate::profile::KeyStorage;
use crate::signing::KeyIdentifier;
use crate::tlv::{encode, tag};

/// Bits of KeyUsage (RFC 5280 §4.2.1.3), the first as the most significant of 16.
pub mod usage {
    /// digitalSignature.
    pub const DIGITAL_SIGNATURE: u16 = 0x8000;
    /// nonRepudiation.
    pub const NON_REPUDIATION: u16 = 0x4000;
    /// keyEncipherment.
    pub const KEY_ENCIPHERMENT: u16 = 0x2000;
    /// keyAgreement.
    pub const KEY_AGREEMENT: u16 = 0x0800;
    /// keyCertSign.
    pub const KEY_CERT_SIGN: u16 = 0x0400;
    /// cRLSign.
    pub const CRL_SIGN: u16 = 0x0200;
}

fn extension(oid: ObjectIdentifier, critical: bool, value: Vec<u8>) -> Extension {
    Extension {
        oid,
        critical,
        value,
    }
}

/// BasicConstraints, critical: a CA certificate that allows so many CA certificates below it.
#[must_use]
pub fn authority(path_length: Option<u8>) -> Extension {
    let length = path_length.map_or_else(Vec::new, |length| positive_integer(&[length]));
    let value = encode(tag::SEQUENCE, &[&[tag::BOOLEAN, 1, 0xff], &length]);
    extension(db::rfc5280::ID_CE_BASIC_CONSTRAINTS, true, value)
}

/// KeyUsage, critical.
#[must_use]
pub fn key_usage(bits: u16) -> Extension {
    let [first, second] = bits.to_be_bytes();
    let value = if second == 0 {
        let unused = u8::try_from(first.trailing_zeros().min(7)).unwrap_or(0);
        encode(tag::BIT_STRING, &[&[unused, first]])
    } else {
        let unused = u8::try_from(second.trailing_zeros().min(7)).unwrap_or(0);
        encode(tag::BIT_STRING, &[&[unused, first, second]])
    };
    extension(db::rfc5280::ID_CE_KEY_USAGE, true, value)
}

/// ExtKeyUsageSyntax.
#[must_use]
pub fn extended_key_usage(purposes: &[ObjectIdentifier], critical: bool) -> Extension {
    let list: Vec<u8> = purposes.iter().flat_map(|oid| oid_der(*oid)).collect();
    let value = encode(tag::SEQUENCE, &[&list]);
    extension(db::rfc5280::ID_CE_EXT_KEY_USAGE, critical, value)
}

/// SubjectKeyIdentifier.
#[must_use]
pub fn subject_key_identifier(identifier: &KeyIdentifier) -> Extension {
    let value = encode(tag::OCTET_STRING, &[&identifier.0]);
    extension(db::rfc5280::ID_CE_SUBJECT_KEY_IDENTIFIER, false, value)
}

/// AuthorityKeyIdentifier with keyIdentifier alone.
#[must_use]
pub fn authority_key_identifier(identifier: &KeyIdentifier) -> Extension {
    let value = encode(tag::SEQUENCE, &[&encode(tag::context(0), &[&identifier.0])]);
    extension(db::rfc5280::ID_CE_AUTHORITY_KEY_IDENTIFIER, false, value)
}

/// CertificatePolicies with one policy and where its statement is published.
#[must_use]
pub fn certificate_policy(policy: ObjectIdentifier, statement_url: Option<&str>) -> Extension {
    let qualifiers = statement_url.map_or_else(Vec::new, |url| {
        let cps = oid_der(db::rfc5280::ID_QT_CPS);
        let url = encode(0x16, &[url.as_bytes()]);
        encode(tag::SEQUENCE, &[&encode(tag::SEQUENCE, &[&cps, &url])])
    });
    let information = encode(tag::SEQUENCE, &[&oid_der(policy), &qualifiers]);
    let value = encode(tag::SEQUENCE, &[&information]);
    extension(db::rfc5280::ID_CE_CERTIFICATE_POLICIES, false, value)
}

/// AuthorityInfoAccess: where OCSP answers and where the issuer's certificate is.
#[must_use]
pub fn authority_information_access(ocsp_url: Option<&str>, issuer_url: Option<&str>) -> Extension {
    let description =
        |method: ObjectIdentifier, url: &str| encode(tag::SEQUENCE, &[&oid_der(method), &uri(url)]);
    let mut list = Vec::new();
    list.extend(ocsp_url.map(|url| description(db::rfc5280::ID_AD_OCSP, url)));
    list.extend(issuer_url.map(|url| description(db::rfc5280::ID_AD_CA_ISSUERS, url)));
    let value = encode(tag::SEQUENCE, &[&list.concat()]);
    extension(db::rfc5280::ID_PE_AUTHORITY_INFO_ACCESS, false, value)
}

/// CRLDistributionPoints with one URL.
#[must_use]
pub fn crl_distribution_point(url: &str) -> Extension {
    let value = distribution_points(url);
    extension(db::rfc5280::ID_CE_CRL_DISTRIBUTION_POINTS, false, value)
}

/// FreshestCRL with one URL: where the delta is.
#[must_use]
pub fn freshest_crl(url: &str) -> Extension {
    extension(oid::FRESHEST_CRL, false, distribution_points(url))
}

fn distribution_points(url: &str) -> Vec<u8> {
    let full_name = encode(tag::context_constructed(0), &[&uri(url)]);
    let point_name = encode(tag::context_constructed(0), &[&full_name]);
    let point = encode(tag::SEQUENCE, &[&point_name]);
    encode(tag::SEQUENCE, &[&point])
}

/// SubjectAltName of a host (RFC 5280 §4.2.1.6, RFC 6125): its names, in ASCII, and its addresses.
#[must_use]
pub fn subject_alternative_name(names: &[String], addresses: &[IpAddr]) -> Extension {
    let mut list = Vec::new();
    list.extend(
        names
            .iter()
            .map(|name| encode(tag::context(2), &[name.as_bytes()])),
    );
    list.extend(addresses.iter().map(|address| match address {
        IpAddr::V4(address) => encode(tag::context(7), &[&address.octets()]),
        IpAddr::V6(address) => encode(tag::context(7), &[&address.octets()]),
    }));
    let value = encode(tag::SEQUENCE, &[&list.concat()]);
    extension(db::rfc5280::ID_CE_SUBJECT_ALT_NAME, false, value)
}

/// uniformResourceIdentifier of GeneralName.
fn uri(url: &str) -> Vec<u8> {
    encode(tag::context(6), &[url.as_bytes()])
}

/// The NCA's extension that tells where the private key lies; `None` for a storage without identifier.
#[must_use]
pub fn key_storage(storage: KeyStorage) -> Option<Extension> {
    let value = encode(tag::SEQUENCE, &[&oid_der(storage.oid()?)]);
    Some(extension(oid::KZ_KEY_STORAGE, false, value))
}

/// id-pkix-ocsp-nocheck (RFC 6960 §4.2.2.2.1), for the certificate of a responder.
#[must_use]
pub fn ocsp_no_check() -> Extension {
    let oid = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1.5");
    extension(oid, false, vec![tag::NULL, 0])
}

/// CRLNumber.
#[must_use]
pub fn crl_number(number: &[u8]) -> Extension {
    let value = positive_integer(number);
    extension(db::rfc5280::ID_CE_CRL_NUMBER, false, value)
}

/// DeltaCRLIndicator, critical: the number of the base.
#[must_use]
pub fn delta_crl_indicator(base: &[u8]) -> Extension {
    let value = positive_integer(base);
    extension(db::rfc5280::ID_CE_DELTA_CRL_INDICATOR, true, value)
}
