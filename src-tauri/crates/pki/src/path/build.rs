//! Path building in the manner of RFC 4158: from the leaf upwards, the shortest paths first.

use super::pool::{Issuer, Pool, Signed};
use core::ops::ControlFlow;
use std::cmp::Reverse;
use std::collections::HashMap;
use time::OffsetDateTime;

/// The most certificates in a path, the anchor aside.
pub const LONGEST_PATH: usize = 20;
/// The most steps of one search.
const MOST_STEPS: usize = 50_000;

/// A path: indices from the leaf upwards, and the anchor.
#[derive(Clone, Debug)]
pub(crate) struct FoundPath {
    pub(crate) certificates: Vec<usize>,
    pub(crate) anchor: usize,
}

impl FoundPath {
    /// Who issued the certificate at this place of the path.
    pub(crate) fn issuer_of(&self, place: usize) -> Issuer {
        match self.certificates.get(place + 1) {
            Some(index) => Issuer::Certificate(*index),
            None => Issuer::Anchor(self.anchor),
        }
    }
}

/// How a search ended.
#[derive(Clone, Debug, Default)]
pub(crate) struct Search {
    /// The longest way upwards that was found, for a report when there is no path.
    pub(crate) deepest: Vec<usize>,
    /// At the end of `deepest` stands an issuer whose name and key identifier fit, but whose key
    /// did not sign.
    pub(crate) refused: Option<Signed>,
    /// The search was given up.
    pub(crate) exhausted: bool,
}

struct Walk<'p, 'a, V> {
    pool: &'p Pool<'a>,
    anchors: &'p dyn Fn(usize) -> bool,
    distances: HashMap<usize, usize>,
    at: OffsetDateTime,
    limit: usize,
    steps: usize,
    search: Search,
    visit: V,
}

/// Shows `visit` each path from `leaf` to an anchor that `anchors` admits, until it breaks.
pub(crate) fn paths(
    pool: &Pool<'_>,
    leaf: usize,
    anchors: &dyn Fn(usize) -> bool,
    at: OffsetDateTime,
    visit: impl FnMut(&FoundPath) -> ControlFlow<()>,
) -> Search {
    let distances = distances(pool, anchors);
    let deepest = vec![leaf];
    let search = Search {
        deepest,
        ..Search::default()
    };
    let mut walk = Walk {
        pool,
        anchors,
        distances,
        at,
        limit: 0,
        steps: 0,
        search,
        visit,
    };
    for limit in 1..=LONGEST_PATH {
        walk.limit = limit;
        if walk.from(&mut vec![leaf]).is_break() {
            return walk.search;
        }
        if walk.steps >= MOST_STEPS || pool.is_spent() {
            walk.search.exhausted = true;
            break;
        }
    }
    walk.explore_dead_end();
    walk.search
}

/// For each certificate the number of certificates above it on the shortest way by names alone;
/// none for one from which no anchor can be reached.
fn distances(pool: &Pool<'_>, anchors: &dyn Fn(usize) -> bool) -> HashMap<usize, usize> {
    let mut by_issuer: HashMap<&super::CanonicalName, Vec<usize>> = HashMap::new();
    for (index, entry) in pool.entries.iter().enumerate() {
        by_issuer
            .entry(&entry.facts.issuer)
            .or_default()
            .push(index);
    }
    let mut distances = HashMap::new();
    let mut names: Vec<&super::CanonicalName> = pool
        .anchors
        .iter()
        .enumerate()
        .filter(|(index, _)| anchors(*index))
        .map(|(_, anchor)| &anchor.name)
        .collect();
    for distance in 0..LONGEST_PATH {
        let mut next = Vec::new();
        for name in names {
            for index in by_issuer.remove(name).unwrap_or_default() {
                distances.insert(index, distance);
                if let Some(entry) = pool.entry(index) {
                    next.push(&entry.facts.subject);
                }
            }
        }
        names = next;
    }
    distances
}

impl<V: FnMut(&FoundPath) -> ControlFlow<()>> Walk<'_, '_, V> {
    /// Extends `path` to every path of exactly `limit` certificates.
    fn from(&mut self, path: &mut Vec<usize>) -> ControlFlow<()> {
        self.steps += 1;
        let pool = self.pool;
        let Some((top, entry)) = path.last().and_then(|top| Some((*top, pool.entry(*top)?))) else {
            return ControlFlow::Continue(());
        };
        if self.steps > MOST_STEPS {
            return ControlFlow::Continue(());
        }
        if path.len() == self.limit {
            for anchor in pool.anchors_named(&entry.facts.issuer) {
                if (self.anchors)(*anchor)
                    && !self.passes_through(path, *anchor)
                    && self.is_signed(path, Issuer::Anchor(*anchor))
                {
                    let found = FoundPath {
                        certificates: path.clone(),
                        anchor: *anchor,
                    };
                    (self.visit)(&found)?;
                }
            }
            return ControlFlow::Continue(());
        }
        for candidate in self.candidates(top) {
            let reaches = self
                .distances
                .get(&candidate)
                .is_some_and(|distance| path.len() + 1 + distance <= self.limit);
            if !reaches || self.is_loop(path, candidate) {
                continue;
            }
            if self.is_signed(path, Issuer::Certificate(candidate)) {
                path.push(candidate);
                let flow = self.from(path);
                path.pop();
                flow?;
            }
        }
        ControlFlow::Continue(())
    }

    /// Whether the issuer signed the top of the path; remembers the most telling refusal.
    fn is_signed(&mut self, path: &[usize], issuer: Issuer) -> bool {
        let Some(top) = path.last() else { return false };
        let signed = self.pool.signed(*top, issuer);
        match signed {
            Signed::Yes => {
                if path.len() > self.search.deepest.len() {
                    self.search.deepest = path.to_vec();
                    self.search.refused = None;
                }
            }
            Signed::No | Signed::Unsupported => {
                let deeper = path.len() > self.search.deepest.len();
                let same = path == self.search.deepest.as_slice() && self.search.refused.is_none();
                if (deeper || same) && self.is_meant(*top, issuer) {
                    self.search.deepest = path.to_vec();
                    self.search.refused = Some(signed);
                }
            }
            Signed::Untried => self.search.exhausted = true,
        }
        signed == Signed::Yes
    }

    /// Whether the certificate points to this very key, by key identifier; without identifiers
    /// the name has to do where only one key bears it.
    fn is_meant(&self, index: usize, issuer: Issuer) -> bool {
        let Some(entry) = self.pool.entry(index) else {
            return false;
        };
        let subject_key = match issuer {
            Issuer::Anchor(anchor) => self
                .pool
                .anchors
                .get(anchor)
                .and_then(|found| found.anchor.subject_key_identifier.as_ref()),
            Issuer::Certificate(index) => self
                .pool
                .entry(index)
                .and_then(|found| found.facts.subject_key.as_ref()),
        };
        match (&entry.facts.authority_key, subject_key) {
            (Some(wanted), Some(found)) => wanted == found,
            _ => {
                let name = &entry.facts.issuer;
                self.pool.with_subject(name).len() + self.pool.anchors_named(name).len() == 1
            }
        }
    }

    /// Certificates that may have issued this one, the likeliest first.
    fn candidates(&self, index: usize) -> Vec<usize> {
        let Some(entry) = self.pool.entry(index) else {
            return Vec::new();
        };
        let mut candidates = self.pool.with_subject(&entry.facts.issuer).to_vec();
        candidates.sort_by_key(|candidate| {
            let Some(found) = self.pool.entry(*candidate) else {
                return (2, true, Reverse(self.at));
            };
            let key = match (&entry.facts.authority_key, &found.facts.subject_key) {
                (Some(wanted), Some(found)) if wanted == found => 0,
                (Some(_), Some(_)) => 2,
                _ => 1,
            };
            let valid = found.certificate.is_within_validity(self.at);
            (key, !valid, Reverse(found.certificate.not_before_at()))
        });
        candidates
    }

    /// The same name with the same key twice in a path is a loop.
    fn is_loop(&self, path: &[usize], candidate: usize) -> bool {
        let Some(new) = self.pool.entry(candidate) else {
            return true;
        };
        path.iter().any(|index| {
            *index == candidate
                || self.pool.entry(*index).is_some_and(|old| {
                    old.facts.subject == new.facts.subject
                        && old.certificate.spki_der() == new.certificate.spki_der()
                })
        })
    }

    /// The anchor's own certificate does not stand below it; the leaf may bear the anchor's name.
    fn passes_through(&self, path: &[usize], anchor: usize) -> bool {
        let Some(anchor) = self.pool.anchors.get(anchor) else {
            return true;
        };
        path.iter()
            .skip(1)
            .filter_map(|index| self.pool.entry(*index))
            .any(|entry| {
                entry.facts.subject == anchor.name
                    && entry.certificate.spki_der() == anchor.anchor.spki_der
            })
    }

    /// Follows the likeliest issuers upwards as far as they go, to say where the way ends.
    fn explore_dead_end(&mut self) {
        if self.search.refused.is_some() {
            return;
        }
        let mut path: Vec<usize> = self.search.deepest.first().copied().into_iter().collect();
        while let Some(top) = path.last().copied().filter(|_| path.len() < LONGEST_PATH) {
            let next = self.candidates(top).into_iter().find(|next| {
                !self.is_loop(&path, *next) && self.is_signed(&path, Issuer::Certificate(*next))
            });
            match next {
                Some(next) => path.push(next),
                None => break,
            }
        }
        if path.len() > self.search.deepest.len() {
            self.search.deepest = path;
        }
    }
}
