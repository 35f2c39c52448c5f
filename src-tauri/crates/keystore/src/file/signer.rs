//! What an open file holds: keys with their certificates.

use tanba_pki::pkcs12::{Contents, KeyBag};
use tanba_pki::private_key::PrivateKey;
use tanba_pki::signing::{KeyIdentifier, SignatureValue, ToBeSigned};
use tanba_pki::{Certificate, PublicKey};

use crate::software::SoftwareKey;
use crate::{Error, Signer};

/// A key from a file.
#[derive(Clone, Debug)]
pub struct FileSigner {
    key: SoftwareKey,
    certificate: Option<Certificate>,
    chain: Vec<Certificate>,
    friendly_name: Option<String>,
}

impl FileSigner {
    /// The name the file gives to the key.
    #[must_use]
    pub fn friendly_name(&self) -> Option<&str> {
        self.friendly_name.as_deref()
    }

    /// The key without its certificates.
    #[must_use]
    pub fn key(&self) -> &SoftwareKey {
        &self.key
    }
}

impl Signer for FileSigner {
    fn public_key(&self) -> &PublicKey {
        self.key.public_key()
    }

    fn key_identifier(&self) -> &KeyIdentifier {
        self.key.key_identifier()
    }

    fn certificate(&self) -> Option<&Certificate> {
        self.certificate.as_ref()
    }

    fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    fn sign(&self, to_be_signed: &ToBeSigned) -> Result<SignatureValue, Error> {
        self.key.sign(to_be_signed)
    }
}

/// Every key of a kind that is known, with its certificate. Other keys are passed over unless there is
/// nothing else.
pub(super) fn signers(contents: Contents) -> Result<Vec<FileSigner>, Error> {
    // A certificate that cannot be read must not keep the key from its owner.
    let certificates: Vec<(Option<&[u8]>, Certificate)> = contents
        .certificates
        .iter()
        .filter_map(|bag| {
            let certificate = Certificate::from_der(&bag.der).ok()?;
            Some((bag.attributes.local_key_id.as_deref(), certificate))
        })
        .collect();
    let mut signers = Vec::new();
    let mut refused = None;
    for bag in &contents.keys {
        match open_key(bag) {
            Ok(key) => signers.push(with_certificates(key, bag, &certificates)),
            Err(error) => refused = refused.or(Some(error)),
        }
    }
    if signers.is_empty() {
        return Err(refused.unwrap_or(Error::NoKey));
    }
    Ok(signers)
}

fn open_key(bag: &KeyBag) -> Result<SoftwareKey, Error> {
    let private =
        PrivateKey::from_pkcs8_der(&bag.private_key_info).map_err(|error| match error {
            tanba_pki::Error::UnsupportedAlgorithm(oid) => Error::UnsupportedAlgorithm(oid),
            other => Error::Damaged(other.to_string()),
        })?;
    SoftwareKey::new(private).map_err(|error| match error {
        Error::OpenSsl(stack) => Error::Damaged(stack.to_string()),
        other => other,
    })
}

/// The certificate is the one whose public key is that of the private key; localKeyId only decides between
/// several, and of several the one that lasts longest is taken.
fn with_certificates(
    key: SoftwareKey,
    bag: &KeyBag,
    all: &[(Option<&[u8]>, Certificate)],
) -> FileSigner {
    let named = bag.attributes.local_key_id.as_deref();
    let belongs = |certificate: &Certificate| {
        certificate
            .public_key()
            .is_ok_and(|public| public == *key.public_key())
    };
    let certificate = all
        .iter()
        .filter(|(_, certificate)| belongs(certificate))
        .max_by_key(|(local, certificate)| {
            let same_name = local.is_some() && *local == named;
            (same_name, certificate.not_after_at())
        })
        .map(|(_, certificate)| certificate.clone());
    let chain = all
        .iter()
        .filter(|(_, other)| !belongs(other))
        .map(|(_, other)| other.clone())
        .collect();
    FileSigner {
        certificate,
        chain,
        friendly_name: bag.attributes.friendly_name.clone(),
        key,
    }
}
