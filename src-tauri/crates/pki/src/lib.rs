//! X.509 as typed values: certificates, revocation, time stamps, PKCS#12 and path validation.

#![warn(missing_docs)]

pub mod ber;
pub mod indication;
pub mod instant;
pub mod signed_data;
pub mod tlv;
