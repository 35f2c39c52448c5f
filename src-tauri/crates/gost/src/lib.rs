//! GOST R 34.10-2012 signatures, Streebog and GOST R 34.11-94, in the encodings of Kazakhstan and of RFC 9215.

#![warn(missing_docs)]
