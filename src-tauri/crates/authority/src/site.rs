//! The addresses that certificates name.

use crate::title::Title;

/// Where the authority is reached: everything in a certificate that is an address begins with this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    base: String,
    /// What the authority calls itself.
    title: Title,
    /// Where people's programs call, when that is not the same.
    front: Option<String>,
}

impl Site {
    /// An authority for practice at this URL, without a slash at the end.
    #[must_use]
    pub fn new(base_url: impl Into<String>) -> Self {
        Self::titled(base_url, Title::practice())
    }

    /// An authority of this title there.
    #[must_use]
    pub fn titled(base_url: impl Into<String>, title: Title) -> Self {
        Self {
            base: base_url.into(),
            title,
            front: None,
        }
    }

    /// The same, called by people's programs at this URL: over TLS, where what stands in certificates is
    /// plain HTTP (RFC 5280 §4.2.1.13, RFC 6960 appendix A).
    #[must_use]
    pub fn behind(self, front_url: impl Into<String>) -> Self {
        Self {
            front: Some(front_url.into()),
            ..self
        }
    }

    /// What the authority calls itself.
    #[must_use]
    pub fn title(&self) -> &Title {
        &self.title
    }

    /// Where people's programs call: what they sign to log in names it.
    #[must_use]
    pub fn front(&self) -> &str {
        self.front.as_deref().unwrap_or(&self.base)
    }

    /// The URL itself.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.base
    }

    /// Where OCSP answers.
    #[must_use]
    pub fn ocsp(&self) -> String {
        format!("{}/ocsp", self.base)
    }

    /// Where time stamps are made.
    #[must_use]
    pub fn tsa(&self) -> String {
        format!("{}/tsa", self.base)
    }

    /// Where the CRL of the authority `issuer` is.
    #[must_use]
    pub fn crl(&self, issuer: &str) -> String {
        format!("{}/crl/{issuer}.crl", self.base)
    }

    /// Where its delta CRL is; the name of the file is [`delta_name`].
    #[must_use]
    pub fn delta_crl(&self, issuer: &str) -> String {
        self.crl(&delta_name(issuer))
    }

    /// Where the certificate of the authority `issuer` is.
    #[must_use]
    pub fn certificate(&self, issuer: &str) -> String {
        format!("{}/certificates/{issuer}.cer", self.base)
    }
}

/// The name of the delta of an issuer in addresses, in the NCA's manner: `ca_d_gost`.
pub(crate) fn delta_name(issuer: &str) -> String {
    match issuer.split_once('_') {
        Some((kind, rest)) => format!("{kind}_d_{rest}"),
        None => format!("{issuer}_d"),
    }
}
