/// A signature that can be time stamped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stampable {
    /// Its place among the signatures, for `extend` of its form.
    pub index: usize,
    /// Its value, in XML that of the canonical `ds:SignatureValue`: a time stamp is made over the
    /// digest of it.
    pub signature_value: Vec<u8>,
    /// Whether there is a time stamp already.
    pub is_time_stamped: bool,
}
