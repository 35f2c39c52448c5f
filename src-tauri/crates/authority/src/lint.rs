//! Linting: every certificate is looked at before it is signed, as it will be, by rules that know nothing
//! of how it was put together. What one rule refuses is not signed.

use tanba_pki::Certificate;
use tanba_pki::signing::KeyIdentifier;

use crate::branch::Branch;
use crate::record::Office;
use crate::site::Site;

mod addresses;
mod basics;
mod extensions;
mod names;
mod public_key;

pub(crate) use public_key::check as check_public_key;

/// What a rule found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule, by a name that stays.
    pub rule: &'static str,
    /// What is wrong in this certificate.
    pub detail: String,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.rule, self.detail)
    }
}

/// What a certificate is held against.
#[derive(Clone, Debug)]
pub(crate) struct Expected<'a> {
    pub(crate) office: Office,
    pub(crate) branch: Branch,
    /// The issuer's name in addresses.
    pub(crate) issuer_short_name: &'a str,
    /// The issuer's certificate; `None` for a root, which is its own.
    pub(crate) issuer: Option<&'a Certificate>,
    /// The issuer's key.
    pub(crate) issuer_key: &'a KeyIdentifier,
    pub(crate) site: &'a Site,
}

type Rule = fn(&Certificate, &Expected<'_>, &mut Findings);

/// Collects what the rules find.
#[derive(Debug, Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn unless(&mut self, fine: bool, rule: &'static str, detail: impl FnOnce() -> String) {
        if !fine {
            let detail = detail();
            self.0.push(Finding { rule, detail });
        }
    }
}

/// The rules, in the order of a certificate's fields.
const RULES: &[Rule] = &[
    basics::version,
    basics::serial_number,
    basics::algorithm,
    basics::issuer,
    basics::validity,
    names::subject,
    names::person,
    public_key::public_key,
    extensions::set,
    extensions::values,
    addresses::addresses,
];

/// Looks at a certificate whose signature does not count yet.
pub(crate) fn lint(certificate: &Certificate, expected: &Expected<'_>) -> Vec<Finding> {
    let mut findings = Findings::default();
    for rule in RULES {
        rule(certificate, expected, &mut findings);
    }
    findings.0
}

#[cfg(test)]
mod tests;
