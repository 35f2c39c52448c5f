/// The byte orders in which a signature is written. Keys and digests are
/// little-endian in both.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Encoding {
    /// r ‖ s, each little-endian: GOST 34.10-2015 in the certificates, CMS and XML of Kazakhstan.
    Kazakh,
    /// s ‖ r, each big-endian (RFC 9215, section 2): the exact byte reversal of [`Encoding::Kazakh`].
    Rfc9215,
}

impl Encoding {
    /// Turns r_LE ‖ s_LE into this encoding, or this encoding into r_LE ‖ s_LE.
    pub(crate) fn convert(self, signature: &mut [u8]) {
        if self == Self::Rfc9215 {
            signature.reverse();
        }
    }
}
