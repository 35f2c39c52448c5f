//! CMS, CAdES, XML-DSig and PAdES signatures in two phases, and their validation.

#![warn(missing_docs)]
