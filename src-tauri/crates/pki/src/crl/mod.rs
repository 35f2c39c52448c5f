//! Certificate revocation lists: RFC 5280 §5, complete, delta and indirect.
//!
//! A [`Crl`] keeps the bytes it was read from and a parsed header. Its entries are walked in one
//! flat pass each time a serial number is looked up; nothing is materialised, so a list of 20 MB
//! costs 20 MB. [`scan`] costs less still: it reads a list from a file, keeps the entries of the
//! serial numbers that were asked for and the digest of the signed part, and forgets the rest.
//!
//! Whether a list may speak about a certificate at all is decided in [`crate::path`].

mod distribution_point;
mod entry;
mod header;
mod scan;

pub use distribution_point::IssuingDistributionPoint;
pub(crate) use distribution_point::{DistributionPoint, ReasonMask, read_distribution_points};
pub use entry::{CrlEntry, CrlReason};
pub use header::CrlHeader;
pub use scan::{LARGEST_ELEMENT, ScanError, scan};

pub(crate) use entry::{for_each_extension, same_serial};
pub(crate) use header::compare_numbers;

use crate::key::PublicKey;
use crate::path::CanonicalName;
use crate::pem;
use crate::tlv::Error as Malformed;
use crate::{Error, Result};
use core::ops::Range;
use entry::Entries;
use std::sync::Arc;

/// The largest list that is read into memory, in bytes.
pub const LARGEST_CRL: usize = 256 << 20;

/// A certificate revocation list. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Crl {
    header: Arc<CrlHeader>,
    body: Body,
    signature: Arc<[u8]>,
}

#[derive(Clone, Debug)]
enum Body {
    /// The whole list, the range of its TBSCertList and that of the contents of
    /// revokedCertificates.
    Whole {
        der: Arc<[u8]>,
        tbs: Range<usize>,
        revoked: Range<usize>,
    },
    /// What [`scan`] kept.
    Condensed {
        tbs_digest: Arc<[u8]>,
        asked: Arc<[Vec<u8>]>,
        found: Arc<[CrlEntry]>,
        sound: bool,
    },
}

/// The answer to a look-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lookup {
    /// The entry of the certificate, when there is one.
    pub entry: Option<CrlEntry>,
    /// No entry of the list holds a critical extension that is unknown here. When one does, the
    /// list may not be used to say that a certificate is good (RFC 5280 §5.3).
    pub sound: bool,
}

impl Crl {
    /// Reads a DER list.
    ///
    /// # Errors
    /// [`Error::Malformed`] when the list is not one, [`Error::TooLarge`] beyond [`LARGEST_CRL`].
    pub fn from_der(der: &[u8]) -> Result<Self> {
        Self::from_shared(Arc::from(der))
    }

    /// Reads a DER list and keeps these very bytes.
    ///
    /// # Errors
    /// As [`Crl::from_der`].
    pub fn from_shared(der: Arc<[u8]>) -> Result<Self> {
        if der.len() > LARGEST_CRL {
            return Err(Error::TooLarge("CertificateList"));
        }
        let parts = header::split(&der).map_err(malformed)?;
        let (header, tbs, revoked, signature) = (
            parts.header,
            parts.tbs,
            parts.revoked,
            Arc::from(parts.signature),
        );
        let header = Arc::new(header);
        let body = Body::Whole {
            tbs,
            revoked,
            der: Arc::clone(&der),
        };
        let crl = Self {
            header,
            body,
            signature,
        };
        // The structure of every entry is checked once, here.
        for entry in crl.entries()? {
            entry?;
        }
        Ok(crl)
    }

    /// Reads DER or PEM (`X509 CRL`).
    ///
    /// # Errors
    /// As [`Crl::from_der`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        Self::from_der(&pem::der_of(bytes, "CRL", "CertificateList")?)
    }

    /// The whole list, unless only parts of it were kept by [`scan`].
    #[must_use]
    pub fn der(&self) -> Option<&[u8]> {
        match &self.body {
            Body::Whole { der, .. } => Some(der),
            Body::Condensed { .. } => None,
        }
    }

    /// Everything but the entries.
    #[must_use]
    pub fn header(&self) -> &CrlHeader {
        &self.header
    }

    /// Verifies the signature with the issuer's key.
    ///
    /// # Errors
    /// [`Error::InvalidSignature`], or why it could not be tried.
    pub fn verify_signed_by(&self, issuer: &PublicKey) -> Result<()> {
        let algorithm = self.header.signature_algorithm()?;
        match &self.body {
            Body::Whole { der, tbs, .. } => {
                let tbs = der.get(tbs.clone()).unwrap_or_default();
                issuer.verify(algorithm, tbs, &self.signature)
            }
            Body::Condensed { tbs_digest, .. } => {
                issuer.verify_digest(algorithm, tbs_digest, &self.signature)
            }
        }
    }

    /// Every entry in order, read as the iterator goes.
    ///
    /// # Errors
    /// [`Error::Missing`] for a list of which only parts were kept.
    pub fn entries(&self) -> Result<impl Iterator<Item = Result<CrlEntry>> + '_> {
        match &self.body {
            Body::Whole { der, revoked, .. } => {
                let bytes = der.get(revoked.clone()).unwrap_or_default();
                Ok(Entries::new(bytes, self.header.issuer_canonical.clone())
                    .map(|entry| entry.and_then(|raw| raw.decode()).map_err(malformed)))
            }
            Body::Condensed { .. } => Err(Error::Missing("entries")),
        }
    }

    /// Looks for a serial number (the contents of the INTEGER) of a certificate issued by the
    /// issuer of this list.
    ///
    /// # Errors
    /// [`Error::Missing`] when the list was scanned for other serial numbers.
    pub fn find(&self, serial_number: &[u8]) -> Result<Lookup> {
        self.find_of(serial_number, &self.header.issuer_canonical)
    }

    /// As [`find`](Self::find), for a certificate of any issuer: an indirect list speaks about
    /// several (RFC 5280 §5.3.3).
    pub(crate) fn find_of(&self, serial_number: &[u8], issuer: &CanonicalName) -> Result<Lookup> {
        match &self.body {
            Body::Whole { der, revoked, .. } => {
                let bytes = der.get(revoked.clone()).unwrap_or_default();
                let mut lookup = Lookup {
                    entry: None,
                    sound: true,
                };
                for raw in Entries::new(bytes, self.header.issuer_canonical.clone()) {
                    let raw = raw.map_err(malformed)?;
                    lookup.sound &= raw.is_known;
                    if same_serial(raw.serial_number, serial_number) && *raw.issuer == *issuer {
                        lookup.add(raw.decode().map_err(malformed)?);
                    }
                }
                Ok(lookup)
            }
            Body::Condensed {
                asked,
                found,
                sound,
                ..
            } => {
                if !asked.iter().any(|asked| same_serial(asked, serial_number)) {
                    return Err(Error::Missing("serial number"));
                }
                let mut lookup = Lookup {
                    entry: None,
                    sound: *sound,
                };
                for entry in found.iter().filter(|entry| {
                    same_serial(&entry.serial_number, serial_number) && *entry.issuer == *issuer
                }) {
                    lookup.add(entry.clone());
                }
                Ok(lookup)
            }
        }
    }
}

impl Lookup {
    /// Of several entries the first counts, but a revocation before a removal.
    fn add(&mut self, entry: CrlEntry) {
        let replace = match &self.entry {
            None => true,
            Some(found) => {
                found.reason == Some(CrlReason::RemoveFromCrl)
                    && entry.reason != Some(CrlReason::RemoveFromCrl)
            }
        };
        if replace {
            self.entry = Some(entry);
        }
    }
}

pub(crate) fn malformed(error: Malformed) -> Error {
    Error::malformed("CertificateList", error)
}
