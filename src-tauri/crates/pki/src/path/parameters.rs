//! What a validation is asked for.

use crate::Certificate;
use crate::crl::Crl;
use crate::ocsp::OcspResponse;
use const_oid::ObjectIdentifier;
use std::sync::Arc;
use time::{Duration, OffsetDateTime};

/// What is asked of revocation data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RevocationPolicy {
    /// Every certificate but the anchor must be known not to be revoked.
    #[default]
    Required,
    /// A certificate that is known to be revoked is refused; not knowing is accepted.
    IfKnown,
    /// Revocation is not looked at.
    Skip,
}

/// The inputs of RFC 5280 §6.1.1 but the path and the anchor.
#[derive(Clone, Debug)]
pub struct PathParameters {
    /// The time for which the path is validated.
    pub at: OffsetDateTime,
    /// user-initial-policy-set; empty means any policy.
    pub initial_policy_set: Vec<ObjectIdentifier>,
    /// initial-explicit-policy
    pub require_explicit_policy: bool,
    /// initial-policy-mapping-inhibit
    pub inhibit_policy_mapping: bool,
    /// initial-any-policy-inhibit
    pub inhibit_any_policy: bool,
    /// Whether revocation data is needed.
    pub revocation: RevocationPolicy,
    /// How old an OCSP answer without nextUpdate may be to say that a certificate is good.
    pub longest_ocsp_age: Duration,
}

impl PathParameters {
    /// Any policy, nothing inhibited, revocation data required.
    #[must_use]
    pub const fn new(at: OffsetDateTime) -> Self {
        Self {
            at,
            initial_policy_set: Vec::new(),
            require_explicit_policy: false,
            inhibit_policy_mapping: false,
            inhibit_any_policy: false,
            revocation: RevocationPolicy::Required,
            longest_ocsp_age: Duration::hours(24),
        }
    }
}

/// What is at hand besides the leaf and the anchors.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// Certificates from which paths may be built, in any order; also those of CRL issuers.
    pub certificates: Vec<Certificate>,
    /// Revocation lists, complete and delta, in any order.
    pub crls: Vec<Arc<Crl>>,
    /// OCSP responses, in any order.
    pub ocsp: Vec<OcspResponse>,
}
