use tanba_pki::algorithm::SignatureAlgorithm;
use tanba_pki::digest::DigestAlgorithm as D;
use tanba_pki::signing::{KeyIdentifier, SignatureValue, ToBeSigned};
use tanba_pki::{Certificate, PublicKey};

use crate::Error;

/// A private key that can be asked to sign. A file, a token, an HSM, a cloud key and a key on a phone look
/// the same from here.
pub trait Signer: Send + Sync {
    /// The public half.
    fn public_key(&self) -> &PublicKey;

    /// The name of the key for good.
    fn key_identifier(&self) -> &KeyIdentifier;

    /// The certificate of the key; `None` as long as none was issued or installed.
    fn certificate(&self) -> Option<&Certificate>;

    /// Certificates of the authorities above it that came along with the key, in no order.
    fn chain(&self) -> &[Certificate] {
        &[]
    }

    /// What [`sign`](Self::sign) accepts, the preferred one first.
    fn algorithms(&self) -> Vec<SignatureAlgorithm> {
        let first = self.public_key().default_signature_algorithm();
        let digests = [D::Sha256, D::Sha384, D::Sha512];
        let others: Vec<_> = match self.public_key() {
            PublicKey::Rsa(_) => digests
                .into_iter()
                .map(SignatureAlgorithm::RsaPkcs1)
                .chain(digests.map(|digest| SignatureAlgorithm::RsaPss {
                    digest,
                    salt_length: digest.size(),
                }))
                .collect(),
            PublicKey::P256(_) | PublicKey::P384(_) | PublicKey::P521(_) => {
                digests.map(SignatureAlgorithm::Ecdsa).to_vec()
            }
            _ => Vec::new(),
        };
        let mut all = vec![first];
        all.extend(others.into_iter().filter(|other| *other != first));
        all
    }

    /// What is signed with when nobody asks for another algorithm.
    fn default_algorithm(&self) -> SignatureAlgorithm {
        self.public_key().default_signature_algorithm()
    }

    /// Signs. A value of a key in memory, and every RSA value, has been verified under
    /// [`public_key`](Self::public_key) before it is returned; of ECDSA on a token, the first after each log-in.
    /// Documents verify what they are given once more before they take it in.
    ///
    /// # Errors
    /// [`Error::AlgorithmMismatch`], [`Error::SignatureFault`], and whatever the holder of the key reports.
    fn sign(&self, to_be_signed: &ToBeSigned) -> Result<SignatureValue, Error>;
}
