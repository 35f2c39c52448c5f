//! CMS SignedData (RFC 5652) and CAdES levels B and T (ETSI EN 319 122-1).
//!
//! Contents stream by in a buffer, whatever their size; everything around them is held in memory
//! within limits. DER with definite lengths is written; BER, PEM and bare base64 are read too.
//!
//! | to | use |
//! |---|---|
//! | sign | [`prepare`], then [`finish`] (detached) or [`finish_attached`] |
//! | add a signer | [`prepare_added`], then [`finish_added`] |
//! | add a time stamp | [`stampable`], then [`extend`] |
//! | take the content out | [`extract`] |
//! | verify | [`parse`], then [`crate::validate`] |

mod add;
mod encode;
pub(crate) mod evidence;
mod extend;
mod extract;
mod finish;
pub(crate) mod fuzzing;
mod parse;
mod prepare;
mod rewrite;
mod scan;
mod source;
mod stream;

use tanba_pki::ObjectIdentifier;

pub use crate::stampable::Stampable;
pub use add::{finish_added, prepare_added};
pub use extend::{extend, stampable};
pub use extract::extract;
pub use finish::{finish, finish_attached};
pub use parse::parse;
pub use prepare::{Content, Parameters, PreparedCms, prepare};
pub use source::Source;

/// `id-aa-signatureTimeStampToken` (RFC 3161 appendix A).
pub const ID_SIGNATURE_TIME_STAMP: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.14");
/// `id-aa-ets-contentTimestamp` (RFC 5126 §5.11.4).
pub const ID_CONTENT_TIME_STAMP: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.20");
