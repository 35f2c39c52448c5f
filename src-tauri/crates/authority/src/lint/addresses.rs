//! The addresses in a certificate are those of this authority, and no others.

use tanba_pki::Certificate;
use tanba_pki::builder::extensions;
use tanba_pki::extension::Extension;

use super::{Expected, Findings};
use crate::record::Office;

pub(super) fn addresses(
    certificate: &Certificate,
    expected: &Expected<'_>,
    findings: &mut Findings,
) {
    let (site, issuer) = (expected.site, expected.issuer_short_name);
    let certificate_url = site.certificate(issuer);
    let ocsp = match expected.office {
        Office::Tsa | Office::Person => Some(site.ocsp()),
        _ => None,
    };
    let mut same = |wanted: Extension, rule| {
        if let Some(found) = certificate.extension(wanted.oid) {
            findings.unless(found.value == wanted.value, rule, || {
                "not the address of this authority".to_owned()
            });
        }
    };
    // Whether they must be there at all is another rule's.
    same(
        extensions::authority_information_access(ocsp.as_deref(), Some(&certificate_url)),
        "authority-information-access",
    );
    same(
        extensions::crl_distribution_point(&site.crl(issuer)),
        "crl-distribution-point",
    );
    same(
        extensions::freshest_crl(&site.delta_crl(issuer)),
        "freshest-crl",
    );
}
