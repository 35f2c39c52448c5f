use thiserror::Error;

/// Why a key, a digest or a signature was refused.
#[derive(Clone, Copy, Debug, Error, Eq, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// The octets of a key are not as many as the parameter set asks for.
    #[error("the key has {actual} octets instead of {expected}")]
    KeyLength {
        /// What the parameter set asks for.
        expected: usize,
        /// What was given.
        actual: usize,
    },
    /// A private key of zero, or not below the order of the group.
    #[error("the private key is zero or not below the order of the group")]
    ScalarRange,
    /// A coordinate not below the field's prime.
    #[error("a coordinate of the public key is not below the prime of the field")]
    CoordinateRange,
    /// The two coordinates do not satisfy the equation of the curve.
    #[error("the public key is not on the curve")]
    NotOnCurve,
    /// The point lies on the curve but outside the group of prime order.
    #[error("the public key is outside the group of prime order")]
    WrongOrder,
    /// The digest is not as long as the parameter set asks for.
    #[error("the digest has {actual} octets instead of {expected}")]
    DigestLength {
        /// What the parameter set asks for.
        expected: usize,
        /// What was given.
        actual: usize,
    },
    /// The signature is not twice as long as a scalar.
    #[error("the signature has {actual} octets instead of {expected}")]
    SignatureLength {
        /// What the parameter set asks for.
        expected: usize,
        /// What was given.
        actual: usize,
    },
    /// r or s is zero or not below the order of the group.
    #[error("a part of the signature is zero or not below the order of the group")]
    SignatureRange,
    /// The signature is well formed and does not belong to this digest and key.
    #[error("the signature does not match the digest and the key")]
    SignatureMismatch,
    /// The source of randomness failed, or gave nothing usable again and again.
    #[error("the source of randomness failed")]
    Randomness,
}
