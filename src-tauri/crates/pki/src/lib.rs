//! X.509 as typed values: certificates, revocation, time stamps, PKCS#12 and path validation.

#![warn(missing_docs)]

pub mod indication;
