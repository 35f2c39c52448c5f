use const_oid::ObjectIdentifier;

/// Why a value of X.509, PKCS#12 or of their relatives was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The bytes are not well-formed DER, or not of the expected structure.
    #[error("malformed {what}: {detail}")]
    Malformed {
        /// The structure that was being read, by its name in the standard.
        what: &'static str,
        /// What the decoder said.
        detail: String,
    },
    /// A limit of size, depth or count was passed.
    #[error("{0} is over the limit")]
    TooLarge(&'static str),
    /// An algorithm, curve or parameter set that Tanba does not know.
    #[error("unsupported algorithm {0}")]
    UnsupportedAlgorithm(ObjectIdentifier),
    /// Algorithm parameters that do not fit the algorithm, or the key.
    #[error("unsupported parameters of {0}")]
    UnsupportedParameters(&'static str),
    /// A public or private key that is not valid for its algorithm.
    #[error("invalid key")]
    InvalidKey,
    /// The signature does not verify under the key.
    #[error("the signature does not verify")]
    InvalidSignature,
    /// The structure holds nothing of what was asked for.
    #[error("no {0} inside")]
    Missing(&'static str),
}

impl Error {
    /// An error for `what`, with the decoder's own words.
    pub fn malformed(what: &'static str, detail: impl ToString) -> Self {
        Self::Malformed {
            what,
            detail: detail.to_string(),
        }
    }
}

/// The result of everything that can refuse its input.
pub type Result<T, E = Error> = std::result::Result<T, E>;
