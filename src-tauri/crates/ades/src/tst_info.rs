//! TSTInfo (RFC 3161 §2.4.2): what a time stamp states.

use tanba_pki::digest::DigestAlgorithm;
use tanba_pki::signed_data::SignedData;
use tanba_pki::tlv::Cursor;
use tanba_pki::{ObjectIdentifier, instant};
use time::OffsetDateTime;

use crate::{Error, Result};

/// `id-ct-TSTInfo`, the content type of a time stamp.
pub(crate) const ID_CT_TST_INFO: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");

/// The part of a TSTInfo that is looked at.
#[derive(Clone, Debug)]
pub(crate) struct TstInfo {
    pub(crate) digest_algorithm: DigestAlgorithm,
    pub(crate) imprint: Vec<u8>,
    pub(crate) stamped_at: OffsetDateTime,
}

impl TstInfo {
    /// Reads a TimeStampToken; its signature is not verified.
    pub(crate) fn from_token(token: &[u8]) -> Result<Self> {
        const WHAT: &str = "TimeStampToken";
        let signed_data = SignedData::parse(token)?;
        let content = signed_data
            .content()
            .filter(|_| signed_data.content_type() == ID_CT_TST_INFO)
            .ok_or_else(|| Error::malformed(WHAT, "no TSTInfo"))?;
        let mut info = Cursor::new(content).sequence()?;
        info.unsigned()?;
        info.object_identifier()?;
        let mut imprint = info.sequence()?;
        let digest_algorithm = DigestAlgorithm::from_identifier(&imprint.algorithm_identifier()?)?;
        let digest = imprint.octet_string()?.to_vec();
        info.integer()?;
        Ok(Self {
            digest_algorithm,
            imprint: digest,
            stamped_at: instant::read(&info.any()?)?,
        })
    }
}
