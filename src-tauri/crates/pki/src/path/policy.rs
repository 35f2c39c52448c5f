//! Certificate policies along a path: RFC 5280 §6.1 with the graph of RFC 9618.
//!
//! RFC 5280 keeps a tree, which a hostile chain of policy mappings makes grow exponentially.
//! RFC 9618 keeps at each depth one node per policy, so that its size is linear in the size of
//! the certificates.

use crate::element::only;
use crate::tlv::{Cursor, Error as Malformed, tag};
type Result<T> = core::result::Result<T, Malformed>;
use std::collections::{BTreeMap, BTreeSet};

/// The contents of an OBJECT IDENTIFIER.
pub(crate) type Policy = Vec<u8>;

/// `anyPolicy`, 2.5.29.32.0.
pub(crate) const ANY_POLICY: &[u8] = &[0x55, 0x1d, 0x20, 0x00];

/// Reads `certificatePolicies` (§4.2.1.4); qualifiers are checked for form and passed over.
pub(crate) fn read_policies(der: &[u8]) -> Result<BTreeSet<Policy>> {
    let mut reader = only(der, tag::SEQUENCE)?.children();
    let mut policies = BTreeSet::new();
    while !reader.is_empty() {
        let information = reader.element(tag::SEQUENCE)?;
        let mut parts = information.children();
        let policy = parts.element(tag::OBJECT_IDENTIFIER)?;
        if let Some(qualifiers) = parts.optional(tag::SEQUENCE)? {
            let mut qualifiers = qualifiers.children();
            while let Some(qualifier) = qualifiers.read()? {
                if qualifier.tag != tag::SEQUENCE {
                    return Err(Malformed::Refused("policy qualifier"));
                }
                Cursor::new(qualifier.contents).element(tag::OBJECT_IDENTIFIER)?;
            }
        }
        parts.finish()?;
        if !policies.insert(policy.contents.to_vec()) {
            return Err(Malformed::Refused("a policy is named twice"));
        }
    }
    if policies.is_empty() {
        return Err(Malformed::Refused("no policy in the policies"));
    }
    Ok(policies)
}

/// Reads `policyMappings` (§4.2.1.5): each issuer domain policy with its subject domain policies.
pub(crate) fn read_mappings(der: &[u8]) -> Result<BTreeMap<Policy, BTreeSet<Policy>>> {
    let mut reader = only(der, tag::SEQUENCE)?.children();
    let mut mappings: BTreeMap<Policy, BTreeSet<Policy>> = BTreeMap::new();
    while !reader.is_empty() {
        let mut pair = reader.element(tag::SEQUENCE)?.children();
        let issuer = pair.element(tag::OBJECT_IDENTIFIER)?;
        let subject = pair.element(tag::OBJECT_IDENTIFIER)?;
        pair.finish()?;
        mappings
            .entry(issuer.contents.to_vec())
            .or_default()
            .insert(subject.contents.to_vec());
    }
    if mappings.is_empty() {
        return Err(Malformed::Refused("no mapping in the policy mappings"));
    }
    Ok(mappings)
}

/// One node: the policy is its key in the level.
#[derive(Clone, Debug, Default)]
struct Node {
    expected: BTreeSet<Policy>,
    parents: BTreeSet<Policy>,
}

type Level = BTreeMap<Policy, Node>;

/// The `valid_policy_graph`, with the depths reached so far; no levels at all when it is NULL.
#[derive(Clone, Debug)]
pub(crate) struct PolicyGraph {
    levels: Vec<Level>,
}

impl PolicyGraph {
    /// §6.1.2 (a): a single node `anyPolicy` at depth 0.
    pub(crate) fn new() -> Self {
        let any = ANY_POLICY.to_vec();
        let node = Node {
            expected: BTreeSet::from([any.clone()]),
            parents: BTreeSet::new(),
        };
        Self {
            levels: vec![Level::from([(any, node)])],
        }
    }

    pub(crate) const fn is_null(&self) -> bool {
        self.levels.is_empty()
    }

    /// §6.1.3 (e): the certificate names no policy.
    pub(crate) fn clear(&mut self) {
        self.levels.clear();
    }

    /// §6.1.3 (d): the policies of the next certificate; `accept_any` tells whether its
    /// `anyPolicy` counts.
    pub(crate) fn descend(&mut self, policies: &BTreeSet<Policy>, accept_any: bool) {
        let Some(previous) = self.levels.last() else {
            return;
        };
        let mut expecting: BTreeMap<&[u8], BTreeSet<Policy>> = BTreeMap::new();
        for (policy, node) in previous {
            for expected in &node.expected {
                expecting
                    .entry(expected)
                    .or_default()
                    .insert(policy.clone());
            }
        }
        let mut level = Level::new();
        for policy in policies.iter().filter(|policy| *policy != ANY_POLICY) {
            let parents = match expecting.get(policy.as_slice()) {
                Some(parents) => parents.clone(),
                None if previous.contains_key(ANY_POLICY) => BTreeSet::from([ANY_POLICY.to_vec()]),
                None => continue,
            };
            let node = Node {
                expected: BTreeSet::from([policy.clone()]),
                parents,
            };
            level.insert(policy.clone(), node);
        }
        if accept_any && policies.contains(ANY_POLICY) {
            for (expected, parents) in expecting {
                level.entry(expected.to_vec()).or_insert_with(|| Node {
                    expected: BTreeSet::from([expected.to_vec()]),
                    parents,
                });
            }
        }
        self.levels.push(level);
        self.prune();
    }

    /// §6.1.4 (b): the mappings of a certificate that is not the last; `allowed` while
    /// `policy_mapping` is above zero.
    pub(crate) fn map(&mut self, mappings: &BTreeMap<Policy, BTreeSet<Policy>>, allowed: bool) {
        let Some(level) = self.levels.last_mut() else {
            return;
        };
        for (issuer, subjects) in mappings {
            if !allowed {
                level.remove(issuer);
            } else if let Some(node) = level.get_mut(issuer) {
                node.expected.clone_from(subjects);
            } else if level.contains_key(ANY_POLICY) {
                // A child of the anyPolicy node one depth up, which is there as the parent of
                // the one here.
                let parents = BTreeSet::from([ANY_POLICY.to_vec()]);
                level.insert(
                    issuer.clone(),
                    Node {
                        expected: subjects.clone(),
                        parents,
                    },
                );
            }
        }
        self.prune();
    }

    /// Deletes the nodes without children, from the bottom upwards.
    fn prune(&mut self) {
        for index in (0..self.levels.len().saturating_sub(1)).rev() {
            let used: BTreeSet<Policy> = self
                .levels
                .get(index + 1)
                .into_iter()
                .flat_map(BTreeMap::values)
                .flat_map(|node| node.parents.iter().cloned())
                .collect();
            if let Some(level) = self.levels.get_mut(index) {
                let before = level.len();
                level.retain(|policy, _| used.contains(policy));
                if level.len() == before {
                    break;
                }
            }
        }
        if self.levels.iter().any(BTreeMap::is_empty) {
            self.levels.clear();
        }
    }

    /// §6.1.5 (g): the policies, in the words of the trust anchor's domain, that hold for the
    /// whole path and that the user accepts; an empty `initial` means any policy.
    pub(crate) fn constrained_by(&self, initial: &BTreeSet<Policy>) -> BTreeSet<Policy> {
        let mut authority = BTreeSet::new();
        for level in self.levels.iter().skip(1) {
            for (policy, node) in level {
                if policy != ANY_POLICY && node.parents.contains(ANY_POLICY) {
                    authority.insert(policy.clone());
                }
            }
        }
        let any_at_the_end = self
            .levels
            .last()
            .is_some_and(|level| level.contains_key(ANY_POLICY));
        let any_accepted = initial.is_empty() || initial.contains(ANY_POLICY);
        match (any_at_the_end, any_accepted) {
            (true, true) => {
                authority.insert(ANY_POLICY.to_vec());
                authority
            }
            (true, false) => initial.clone(),
            (false, true) => authority,
            (false, false) => authority.intersection(initial).cloned().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(names: &[&str]) -> BTreeSet<Policy> {
        names
            .iter()
            .map(|name| {
                if *name == "any" {
                    ANY_POLICY.to_vec()
                } else {
                    name.as_bytes().to_vec()
                }
            })
            .collect()
    }

    fn maps(pairs: &[(&str, &str)]) -> BTreeMap<Policy, BTreeSet<Policy>> {
        let mut out: BTreeMap<Policy, BTreeSet<Policy>> = BTreeMap::new();
        for (from, to) in pairs {
            out.entry(from.as_bytes().to_vec())
                .or_default()
                .extend(set(&[to]));
        }
        out
    }

    #[test]
    fn common_policies_remain() {
        let mut graph = PolicyGraph::new();
        graph.descend(&set(&["a", "b"]), true);
        graph.descend(&set(&["b", "c"]), true);
        assert_eq!(graph.constrained_by(&set(&[])), set(&["b"]));
        assert_eq!(graph.constrained_by(&set(&["b", "c"])), set(&["b"]));
        assert!(graph.constrained_by(&set(&["c"])).is_empty());
        graph.descend(&set(&["c"]), true);
        assert!(graph.is_null());
        assert!(graph.constrained_by(&set(&[])).is_empty());
    }

    #[test]
    fn any_policy_counts_only_when_accepted() {
        let mut graph = PolicyGraph::new();
        graph.descend(&set(&["any"]), true);
        assert_eq!(graph.constrained_by(&set(&["a"])), set(&["a"]));
        graph.descend(&set(&["a"]), true);
        assert_eq!(graph.constrained_by(&set(&["a", "b"])), set(&["a"]));
        let mut closed = PolicyGraph::new();
        closed.descend(&set(&["any"]), false);
        assert!(closed.is_null());
        let mut later = PolicyGraph::new();
        later.descend(&set(&["a", "b"]), true);
        later.descend(&set(&["any"]), true);
        assert_eq!(later.constrained_by(&set(&[])), set(&["a", "b"]));
    }

    #[test]
    fn mappings_speak_the_anchors_language() {
        let mut graph = PolicyGraph::new();
        graph.descend(&set(&["a", "b"]), true);
        graph.map(&maps(&[("a", "x"), ("b", "x")]), true);
        graph.descend(&set(&["x"]), true);
        assert_eq!(graph.constrained_by(&set(&[])), set(&["a", "b"]));
        assert_eq!(graph.constrained_by(&set(&["a"])), set(&["a"]));
        assert!(graph.constrained_by(&set(&["x"])).is_empty());

        let mut any = PolicyGraph::new();
        any.descend(&set(&["any"]), true);
        any.map(&maps(&[("a", "x")]), true);
        any.descend(&set(&["x"]), true);
        assert_eq!(any.constrained_by(&set(&[])), set(&["a"]));

        let mut inhibited = PolicyGraph::new();
        inhibited.descend(&set(&["a"]), true);
        inhibited.map(&maps(&[("a", "x")]), false);
        assert!(inhibited.is_null());
    }

    #[test]
    fn mappings_of_all_to_all_stay_small() {
        let names: Vec<String> = (0..40).map(|n| format!("p{n}")).collect();
        let all: BTreeSet<Policy> = names.iter().map(|name| name.as_bytes().to_vec()).collect();
        let mesh: BTreeMap<Policy, BTreeSet<Policy>> =
            all.iter().map(|from| (from.clone(), all.clone())).collect();
        let mut graph = PolicyGraph::new();
        for _ in 0..20 {
            graph.descend(&all, true);
            graph.map(&mesh, true);
        }
        assert_eq!(graph.constrained_by(&BTreeSet::new()).len(), 40);
        assert!(graph.levels.iter().all(|level| level.len() <= 40));
    }
}
