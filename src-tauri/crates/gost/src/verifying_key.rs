use crate::arithmetic::words;
use crate::{Encoding, Error, ParameterSet};

/// A public key: a point of the group, other than infinity.
///
/// Calculations with it take a time that depends on key, digest and signature; all
/// of them are public.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct VerifyingKey {
    parameter_set: &'static ParameterSet,
    x: [u64; 8],
    y: [u64; 8],
}

impl VerifyingKey {
    /// Reads x ‖ y, each little-endian and of [`ParameterSet::size`] octets: the contents
    /// of the OCTET STRING in a SubjectPublicKeyInfo, Kazakh or RFC 9215.
    ///
    /// # Errors
    /// [`Error::KeyLength`], [`Error::CoordinateRange`], [`Error::NotOnCurve`] and
    /// [`Error::WrongOrder`], as their names say.
    pub fn from_bytes(parameter_set: &'static ParameterSet, bytes: &[u8]) -> Result<Self, Error> {
        let size = parameter_set.size();
        if bytes.len() != 2 * size {
            return Err(Error::KeyLength {
                expected: 2 * size,
                actual: bytes.len(),
            });
        }
        let (x, y) = bytes.split_at(size);
        let (x, y) = (words::from_le_bytes(x), words::from_le_bytes(y));
        parameter_set.engine().check_point(&x, &y)?;
        Ok(Self {
            parameter_set,
            x,
            y,
        })
    }

    /// The point of a private key.
    pub(crate) fn from_scalar(parameter_set: &'static ParameterSet, scalar: &[u64; 8]) -> Self {
        let (x, y) = parameter_set.engine().multiply_base(scalar);
        Self {
            parameter_set,
            x,
            y,
        }
    }

    /// x ‖ y, each little-endian and of [`ParameterSet::size`] octets.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let size = self.parameter_set.size();
        let mut out = vec![0; 2 * size];
        let (x, y) = out.split_at_mut(size);
        words::write_le_bytes(&self.x, x);
        words::write_le_bytes(&self.y, y);
        out
    }

    /// The curve of the key.
    #[must_use]
    pub fn parameter_set(&self) -> &'static ParameterSet {
        self.parameter_set
    }

    /// Checks a signature over a digest (RFC 7091, section 6.2). The digest is as long as a
    /// scalar, [`ParameterSet::size`] octets, in the order in which the hash functions of
    /// this crate give it.
    ///
    /// # Errors
    /// [`Error::DigestLength`], [`Error::SignatureLength`] and [`Error::SignatureRange`] for what
    /// cannot be a signature, [`Error::SignatureMismatch`] for one that is not this key's
    /// over this digest.
    pub fn verify_digest(
        &self,
        digest: &[u8],
        signature: &[u8],
        encoding: Encoding,
    ) -> Result<(), Error> {
        let size = self.parameter_set.size();
        if digest.len() != size {
            return Err(Error::DigestLength {
                expected: size,
                actual: digest.len(),
            });
        }
        if signature.len() != 2 * size {
            return Err(Error::SignatureLength {
                expected: 2 * size,
                actual: signature.len(),
            });
        }
        let mut octets = [0; 128];
        let octets = octets.split_at_mut(2 * size).0;
        octets.copy_from_slice(signature);
        encoding.convert(octets);
        let (r, s) = octets.split_at(size);
        self.parameter_set.engine().verify(
            &words::from_le_bytes(digest),
            (&self.x, &self.y),
            &words::from_le_bytes(r),
            &words::from_le_bytes(s),
        )
    }
}
