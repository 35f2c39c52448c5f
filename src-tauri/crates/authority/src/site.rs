//! The addresses that certificates name.

/// Where the authority is reached: everything in a certificate that is an address begins with this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site(String);

impl Site {
    /// An authority at this URL, without a slash at the end.
    #[must_use]
    pub fn new(base_url: impl Into<String>) -> Self {
        Self(base_url.into())
    }

    /// The URL itself.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.0
    }

    /// Where OCSP answers.
    #[must_use]
    pub fn ocsp(&self) -> String {
        format!("{}/ocsp", self.0)
    }

    /// Where time stamps are made.
    #[must_use]
    pub fn tsa(&self) -> String {
        format!("{}/tsa", self.0)
    }

    /// Where the CRL of the authority `issuer` is.
    #[must_use]
    pub fn crl(&self, issuer: &str) -> String {
        format!("{}/crl/{issuer}.crl", self.0)
    }

    /// Where its delta CRL is; the name of the file is [`delta_name`].
    #[must_use]
    pub fn delta_crl(&self, issuer: &str) -> String {
        self.crl(&delta_name(issuer))
    }

    /// Where the certificate of the authority `issuer` is.
    #[must_use]
    pub fn certificate(&self, issuer: &str) -> String {
        format!("{}/certificates/{issuer}.cer", self.0)
    }
}

/// The name of the delta of an issuer in addresses, in the NCA's manner: `ca_d_gost`.
pub(crate) fn delta_name(issuer: &str) -> String {
    match issuer.split_once('_') {
        Some((kind, rest)) => format!("{kind}_d_{rest}"),
        None => format!("{issuer}_d"),
    }
}
