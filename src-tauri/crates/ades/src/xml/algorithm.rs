//! Algorithms by their URIs (RFC 9231, XML Signature 1.1 §6, and the Kazakh and Russian names).

use tanba_pki::algorithm::{GostSize, SignatureAlgorithm};
use tanba_pki::digest::{Dialect, DigestAlgorithm};

use Dialect::{Kazakh, Rfc9215};
use DigestAlgorithm as D;
use GostSize::{Bits256, Bits512};
use SignatureAlgorithm as S;

const DIGESTS: &[(&str, DigestAlgorithm)] = &[
    ("http://www.w3.org/2000/09/xmldsig#sha1", D::Sha1),
    ("http://www.w3.org/2001/04/xmldsig-more#sha224", D::Sha224),
    ("http://www.w3.org/2001/04/xmlenc#sha256", D::Sha256),
    ("http://www.w3.org/2001/04/xmldsig-more#sha384", D::Sha384),
    ("http://www.w3.org/2001/04/xmlenc#sha512", D::Sha512),
    (
        "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34112015-256",
        D::Streebog256(Kazakh),
    ),
    (
        "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34112015-512",
        D::Streebog512(Kazakh),
    ),
    (
        "urn:ietf:params:xml:ns:cpxmlsec:algorithms:gostr34112012-256",
        D::Streebog256(Rfc9215),
    ),
    (
        "urn:ietf:params:xml:ns:cpxmlsec:algorithms:gostr34112012-512",
        D::Streebog512(Rfc9215),
    ),
    (
        "http://www.w3.org/2001/04/xmldsig-more#gost34311",
        D::Gost94,
    ),
];

const fn pss(digest: DigestAlgorithm) -> SignatureAlgorithm {
    // RFC 9231 §2.3.10: the salt is as long as the digest.
    S::RsaPss {
        digest,
        salt_length: digest.size(),
    }
}

const SIGNATURES: &[(&str, SignatureAlgorithm)] = &[
    (
        "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
        S::RsaPkcs1(D::Sha1),
    ),
    (
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha224",
        S::RsaPkcs1(D::Sha224),
    ),
    (
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
        S::RsaPkcs1(D::Sha256),
    ),
    (
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
        S::RsaPkcs1(D::Sha384),
    ),
    (
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
        S::RsaPkcs1(D::Sha512),
    ),
    (
        "http://www.w3.org/2007/05/xmldsig-more#sha1-rsa-MGF1",
        pss(D::Sha1),
    ),
    (
        "http://www.w3.org/2007/05/xmldsig-more#sha224-rsa-MGF1",
        pss(D::Sha224),
    ),
    (
        "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1",
        pss(D::Sha256),
    ),
    (
        "http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1",
        pss(D::Sha384),
    ),
    (
        "http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1",
        pss(D::Sha512),
    ),
    (
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1",
        S::Ecdsa(D::Sha1),
    ),
    (
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha224",
        S::Ecdsa(D::Sha224),
    ),
    (
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
        S::Ecdsa(D::Sha256),
    ),
    (
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
        S::Ecdsa(D::Sha384),
    ),
    (
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512",
        S::Ecdsa(D::Sha512),
    ),
    (
        "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34102015-gostr34112015-256",
        S::Gost(Bits256, Kazakh),
    ),
    (
        "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34102015-gostr34112015-512",
        S::Gost(Bits512, Kazakh),
    ),
    (
        "urn:ietf:params:xml:ns:cpxmlsec:algorithms:gostr34102012-gostr34112012-256",
        S::Gost(Bits256, Rfc9215),
    ),
    (
        "urn:ietf:params:xml:ns:cpxmlsec:algorithms:gostr34102012-gostr34112012-512",
        S::Gost(Bits512, Rfc9215),
    ),
    (
        "http://www.w3.org/2001/04/xmldsig-more#gost34310-gost34311",
        S::Gost2004,
    ),
];

fn by_uri<T: Copy>(table: &[(&str, T)], uri: &str) -> Option<T> {
    table
        .iter()
        .find(|(known, _)| *known == uri)
        .map(|&(_, found)| found)
}

fn uri_of<T: PartialEq>(table: &[(&'static str, T)], wanted: &T) -> Option<&'static str> {
    table
        .iter()
        .find(|(_, known)| known == wanted)
        .map(|&(uri, _)| uri)
}

pub(super) fn digest(uri: &str) -> Option<DigestAlgorithm> {
    by_uri(DIGESTS, uri)
}

pub(super) fn digest_uri(algorithm: DigestAlgorithm) -> Option<&'static str> {
    uri_of(DIGESTS, &algorithm)
}

pub(super) fn signature(uri: &str) -> Option<SignatureAlgorithm> {
    by_uri(SIGNATURES, uri)
}

pub(super) fn signature_uri(algorithm: SignatureAlgorithm) -> Option<&'static str> {
    uri_of(SIGNATURES, &algorithm)
}
