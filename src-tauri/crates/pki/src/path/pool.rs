//! The certificates and anchors at hand, and the signatures between them.

use super::canonical::CanonicalName;
use super::facts::Facts;
use super::process::Step;
use crate::anchor::TrustAnchor;
use crate::crl::Crl;
use crate::key::PublicKey;
use crate::{Certificate, Error};
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;

/// Signatures that one validation may try.
const MOST_SIGNATURES: usize = 2_000;
/// The most certificates that are looked at.
const MOST_CERTIFICATES: usize = 10_000;

/// Who signed: an anchor or a certificate of the pool, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Issuer {
    Anchor(usize),
    Certificate(usize),
}

/// What became of checking a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Signed {
    Yes,
    No,
    Unsupported,
    /// The budget is spent.
    Untried,
}

impl Signed {
    fn from(outcome: &crate::Result<()>) -> Self {
        match outcome {
            Ok(()) => Self::Yes,
            Err(Error::UnsupportedAlgorithm(_) | Error::UnsupportedParameters(_)) => {
                Self::Unsupported
            }
            Err(_) => Self::No,
        }
    }
}

pub(crate) struct Entry {
    pub(crate) certificate: Certificate,
    pub(crate) facts: Facts,
    key: OnceCell<crate::Result<PublicKey>>,
}

pub(crate) struct Anchor<'a> {
    pub(crate) anchor: &'a TrustAnchor,
    pub(crate) name: CanonicalName,
    key: crate::Result<PublicKey>,
}

pub(crate) struct Pool<'a> {
    pub(crate) entries: Vec<Entry>,
    pub(crate) anchors: Vec<Anchor<'a>>,
    by_subject: HashMap<CanonicalName, Vec<usize>>,
    by_anchor: HashMap<CanonicalName, Vec<usize>>,
    budget: Cell<usize>,
    certificates_signed: RefCell<HashMap<(usize, Issuer), Signed>>,
    crls_signed: RefCell<HashMap<(usize, Issuer), Signed>>,
}

impl<'a> Pool<'a> {
    /// Takes in the anchors and the certificates; those that cannot be read are left out.
    pub(crate) fn new<'c>(
        anchors: &'a [TrustAnchor],
        certificates: impl Iterator<Item = &'c Certificate>,
    ) -> Self {
        let mut pool = Self {
            entries: Vec::new(),
            anchors: Vec::new(),
            by_subject: HashMap::new(),
            by_anchor: HashMap::new(),
            budget: Cell::new(MOST_SIGNATURES),
            certificates_signed: RefCell::default(),
            crls_signed: RefCell::default(),
        };
        for anchor in anchors {
            let name = anchor
                .name_der()
                .ok()
                .and_then(|der| CanonicalName::from_der(&der).ok());
            let Some(name) = name else { continue };
            pool.by_anchor
                .entry(name.clone())
                .or_default()
                .push(pool.anchors.len());
            pool.anchors.push(Anchor {
                anchor,
                name,
                key: anchor.public_key(),
            });
        }
        for certificate in certificates {
            pool.add(certificate);
        }
        pool
    }

    /// Adds a certificate unless it is there; gives its index.
    pub(crate) fn add(&mut self, certificate: &Certificate) -> Option<usize> {
        let facts = Facts::read(certificate).ok()?;
        let same = self.by_subject.entry(facts.subject.clone()).or_default();
        let entries = &mut self.entries;
        let there = |index: &&usize| {
            entries
                .get(**index)
                .is_some_and(|entry| entry.certificate == *certificate)
        };
        if let Some(index) = same.iter().find(there) {
            return Some(*index);
        }
        if entries.len() == MOST_CERTIFICATES {
            return None;
        }
        let index = entries.len();
        same.push(index);
        entries.push(Entry {
            certificate: certificate.clone(),
            facts,
            key: OnceCell::new(),
        });
        Some(index)
    }

    pub(crate) fn find(&self, certificate: &Certificate) -> Option<usize> {
        self.entries
            .iter()
            .position(|entry| entry.certificate == *certificate)
    }

    pub(crate) fn entry(&self, index: usize) -> Option<&Entry> {
        self.entries.get(index)
    }

    pub(crate) fn step(&self, index: usize) -> Option<Step<'_>> {
        let entry = self.entries.get(index)?;
        Some(Step {
            certificate: &entry.certificate,
            facts: &entry.facts,
        })
    }

    pub(crate) fn with_subject(&self, name: &CanonicalName) -> &[usize] {
        self.by_subject.get(name).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn anchors_named(&self, name: &CanonicalName) -> &[usize] {
        self.by_anchor.get(name).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn is_spent(&self) -> bool {
        self.budget.get() == 0
    }

    pub(crate) fn name(&self, issuer: Issuer) -> Option<&CanonicalName> {
        match issuer {
            Issuer::Anchor(index) => self.anchors.get(index).map(|anchor| &anchor.name),
            Issuer::Certificate(index) => self.entries.get(index).map(|entry| &entry.facts.subject),
        }
    }

    pub(crate) fn spki_der(&self, issuer: Issuer) -> Option<&[u8]> {
        match issuer {
            Issuer::Anchor(index) => self
                .anchors
                .get(index)
                .map(|found| found.anchor.spki_der.as_slice()),
            Issuer::Certificate(index) => self
                .entries
                .get(index)
                .map(|entry| entry.certificate.spki_der()),
        }
    }

    pub(crate) fn key(&self, issuer: Issuer) -> crate::Result<&PublicKey> {
        let key = match issuer {
            Issuer::Anchor(index) => self.anchors.get(index).map(|anchor| &anchor.key),
            Issuer::Certificate(index) => self
                .entries
                .get(index)
                .map(|entry| entry.key.get_or_init(|| entry.certificate.public_key())),
        };
        key.ok_or(Error::Missing("issuer"))?
            .as_ref()
            .map_err(Clone::clone)
    }

    fn spend(&self) -> bool {
        let left = self.budget.get();
        self.budget.set(left.saturating_sub(1));
        left > 0
    }

    /// Whether the issuer's key signed the certificate.
    pub(crate) fn signed(&self, index: usize, issuer: Issuer) -> Signed {
        if let Some(known) = self.certificates_signed.borrow().get(&(index, issuer)) {
            return *known;
        }
        let Some(entry) = self.entries.get(index) else {
            return Signed::No;
        };
        if !self.spend() {
            return Signed::Untried;
        }
        let outcome = self
            .key(issuer)
            .and_then(|key| entry.certificate.verify_signed_by(key));
        let signed = Signed::from(&outcome);
        self.certificates_signed
            .borrow_mut()
            .insert((index, issuer), signed);
        signed
    }

    /// Whether the issuer's key signed the list of this number.
    pub(crate) fn signed_crl(&self, number: usize, crl: &Crl, issuer: Issuer) -> Signed {
        if let Some(known) = self.crls_signed.borrow().get(&(number, issuer)) {
            return *known;
        }
        if !self.spend() {
            return Signed::Untried;
        }
        let signed = Signed::from(&self.key(issuer).and_then(|key| crl.verify_signed_by(key)));
        self.crls_signed
            .borrow_mut()
            .insert((number, issuer), signed);
        signed
    }
}
