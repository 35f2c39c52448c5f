//! Basic path validation, RFC 5280 §6.1, of a path whose signatures and names were checked while
//! it was built.

use super::facts::{Facts, KEY_CERT_SIGN};
use super::name_constraints::{NameState, NameViolation};
use super::parameters::PathParameters;
use super::policy::{ANY_POLICY, Policy, PolicyGraph};
use super::report::FailureKind;
use crate::certificate::Certificate;
use std::collections::BTreeSet;

/// A certificate of the path with what is known of it.
#[derive(Clone, Copy)]
pub(crate) struct Step<'a> {
    pub(crate) certificate: &'a Certificate,
    pub(crate) facts: &'a Facts,
}

/// The outcome of processing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Processed {
    /// The failures by index in the path, the first certificate below the anchor being 0.
    /// Being out of validity does not end the processing; any other failure does.
    pub(crate) failures: Vec<(usize, FailureKind)>,
    /// The user-constrained policy set.
    pub(crate) policies: BTreeSet<Policy>,
}

/// The state variables of §6.1.2 but the names.
struct State {
    graph: PolicyGraph,
    names: NameState,
    explicit_policy: u64,
    inhibit_any_policy: u64,
    policy_mapping: u64,
    path_length: u64,
}

/// Processes the path, ordered from the certificate issued by the anchor to the leaf.
pub(crate) fn process(path: &[Step<'_>], parameters: &PathParameters) -> Processed {
    let length = path.len() as u64;
    let start = |flag: bool| if flag { 0 } else { length + 1 };
    let mut state = State {
        graph: PolicyGraph::new(),
        names: NameState::default(),
        explicit_policy: start(parameters.require_explicit_policy),
        inhibit_any_policy: start(parameters.inhibit_any_policy),
        policy_mapping: start(parameters.inhibit_policy_mapping),
        path_length: length,
    };
    let mut processed = Processed::default();
    for (index, step) in path.iter().enumerate() {
        let last = index + 1 == path.len();
        if let Some(bounds) = out_of_validity(step.certificate, parameters) {
            processed.failures.push((index, bounds));
        }
        let outcome = state.enter(step, last).and_then(|()| {
            if last {
                state.wrap_up(step.facts);
                Ok(())
            } else {
                state.prepare_next(step)
            }
        });
        if let Err(failure) = outcome {
            processed.failures.push((index, failure));
            return processed;
        }
    }
    let initial: BTreeSet<Policy> = parameters
        .initial_policy_set
        .iter()
        .map(|oid| oid.as_bytes().to_vec())
        .collect();
    processed.policies = state.graph.constrained_by(&initial);
    if state.explicit_policy == 0 && processed.policies.is_empty() {
        let index = path.len().saturating_sub(1);
        processed
            .failures
            .push((index, FailureKind::NoAcceptablePolicy));
    }
    processed
}

fn out_of_validity(certificate: &Certificate, parameters: &PathParameters) -> Option<FailureKind> {
    if parameters.at < certificate.not_before_at() {
        Some(FailureKind::NotYetValid {
            not_before_at: certificate.not_before_at(),
        })
    } else if parameters.at > certificate.not_after_at() {
        Some(FailureKind::Expired {
            not_after_at: certificate.not_after_at(),
        })
    } else {
        None
    }
}

impl State {
    /// §6.1.3.
    fn enter(&mut self, step: &Step<'_>, last: bool) -> Result<(), FailureKind> {
        let facts = step.facts;
        if let Some(malformed) = facts.malformed {
            return Err(FailureKind::Malformed(malformed));
        }
        let self_issued = facts.is_self_issued();
        if !self_issued || last {
            // An unreadable name cannot be shown to lie within any constraint.
            if facts.names_malformed && self.names.is_constrained() {
                return Err(FailureKind::Names(NameViolation::Inapplicable));
            }
            self.names
                .check(&facts.subject, &facts.alternative, &facts.mailboxes)
                .map_err(FailureKind::Names)?;
        }
        match &facts.policies {
            Some(policies) => {
                let accept_any = self.inhibit_any_policy > 0 || (!last && self_issued);
                self.graph.descend(policies, accept_any);
            }
            None => self.graph.clear(),
        }
        if self.explicit_policy == 0 && self.graph.is_null() {
            return Err(FailureKind::NoAcceptablePolicy);
        }
        // §6.1.4 (o), §6.1.5 (f)
        match facts.unknown_critical {
            Some(oid) => Err(FailureKind::UnknownCriticalExtension(oid)),
            None => Ok(()),
        }
    }

    /// §6.1.4.
    fn prepare_next(&mut self, step: &Step<'_>) -> Result<(), FailureKind> {
        let facts = step.facts;
        if let Some(mappings) = &facts.mappings {
            let any = |policy: &Policy| policy == ANY_POLICY;
            if mappings
                .iter()
                .any(|(from, to)| any(from) || to.iter().any(any))
            {
                return Err(FailureKind::AnyPolicyMapped);
            }
            self.graph.map(mappings, self.policy_mapping > 0);
        }
        if let Some(constraints) = &facts.constraints {
            self.names.add(constraints);
        }
        if !facts.is_self_issued() {
            self.explicit_policy = self.explicit_policy.saturating_sub(1);
            self.policy_mapping = self.policy_mapping.saturating_sub(1);
            self.inhibit_any_policy = self.inhibit_any_policy.saturating_sub(1);
        }
        let lower = |value: &mut u64, limit: Option<u64>| {
            if let Some(limit) = limit {
                *value = (*value).min(limit);
            }
        };
        lower(&mut self.explicit_policy, facts.require_explicit_policy);
        lower(&mut self.policy_mapping, facts.inhibit_policy_mapping);
        lower(&mut self.inhibit_any_policy, facts.inhibit_any_policy);
        let authority = match facts.authority {
            Some(authority) if step.certificate.version() >= 3 => authority,
            _ => return Err(FailureKind::NotAnAuthority),
        };
        if !facts.is_self_issued() {
            self.path_length = self
                .path_length
                .checked_sub(1)
                .ok_or(FailureKind::PathTooLong)?;
        }
        lower(&mut self.path_length, authority.path_length);
        if facts.may(KEY_CERT_SIGN) {
            Ok(())
        } else {
            Err(FailureKind::KeyUsage)
        }
    }

    /// §6.1.5 (a) and (b).
    fn wrap_up(&mut self, facts: &Facts) {
        self.explicit_policy = self.explicit_policy.saturating_sub(1);
        if facts.require_explicit_policy == Some(0) {
            self.explicit_policy = 0;
        }
    }
}
