//! The only outbound connections of the desktop: TSA, OCSP, CRL and certificates.
