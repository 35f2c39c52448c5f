//! What is inside a PKCS#12 file once it is open.

use zeroize::Zeroizing;

/// Attributes of a bag (RFC 7292 §4.2, RFC 2985 §5.5): how a person and how a certificate name the key.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct BagAttributes {
    /// friendlyName. The NCA puts the subject key identifier here, as lowercase hexadecimal digits.
    pub friendly_name: Option<String>,
    /// localKeyId: equal for a key and its certificate. The NCA's is the subject key identifier.
    pub local_key_id: Option<Vec<u8>>,
}

/// A private key.
#[derive(Clone)]
pub struct KeyBag {
    /// PrivateKeyInfo (PKCS#8, RFC 5958) in DER.
    pub private_key_info: Zeroizing<Vec<u8>>,
    /// Its attributes.
    pub attributes: BagAttributes,
}

impl std::fmt::Debug for KeyBag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeyBag")
            .field("attributes", &self.attributes)
            .finish_non_exhaustive()
    }
}

/// An X.509 certificate.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CertificateBag {
    /// The certificate in DER, not yet parsed.
    pub der: Vec<u8>,
    /// Its attributes.
    pub attributes: BagAttributes,
}

/// Keys and certificates in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// The private keys.
    pub keys: Vec<KeyBag>,
    /// The certificates: of the keys, and of the authorities above them.
    pub certificates: Vec<CertificateBag>,
}

impl Contents {
    /// Certificates that name the same localKeyId as the key. Whether one really belongs to the key is for
    /// the caller to check: its public key decides.
    pub fn certificates_of<'a>(
        &'a self,
        key: &'a KeyBag,
    ) -> impl Iterator<Item = &'a CertificateBag> {
        let wanted = key.attributes.local_key_id.as_deref();
        self.certificates.iter().filter(move |certificate| {
            wanted.is_some() && certificate.attributes.local_key_id.as_deref() == wanted
        })
    }
}
