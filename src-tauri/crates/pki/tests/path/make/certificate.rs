//! Certificates.

use tanba_pki::Certificate;
use tanba_pki::tlv::encode;

use super::der::{Bytes, bits, integer, list, name, number, oid, sequence, time};
use super::extension::{basic, extension, policies};
use super::{Key, signed};

#[derive(Clone)]
pub struct CertificateMaker {
    pub version: Option<u8>,
    pub serial: Bytes,
    pub issuer: Bytes,
    pub not_before: String,
    pub not_after: String,
    pub subject: Bytes,
    pub spki: Bytes,
    pub unique: Bytes,
    pub extensions: Vec<(&'static str, bool, Bytes)>,
    pub inner_algorithm: &'static str,
    pub outer_algorithm: &'static str,
    pub key: Key,
    pub damaged: bool,
}

impl CertificateMaker {
    /// Sets or replaces an extension.
    pub fn with(mut self, id: &'static str, critical: bool, value: &[u8]) -> Self {
        self = self.without(id);
        self.extensions.push((id, critical, value.to_vec()));
        self
    }

    pub fn twice(mut self, id: &'static str) -> Self {
        let found = self
            .extensions
            .iter()
            .find(|found| found.0 == id)
            .unwrap()
            .clone();
        self.extensions.push(found);
        self
    }

    pub fn without(mut self, id: &str) -> Self {
        self.extensions.retain(|found| found.0 != id);
        self
    }

    pub fn usage(self, critical: bool, set: &[u8]) -> Self {
        self.with("2.5.29.15", critical, &bits(set))
    }

    pub fn policies(self, names: &[&str]) -> Self {
        if names.is_empty() {
            self.without("2.5.29.32")
        } else {
            self.with("2.5.29.32", false, &policies(names))
        }
    }

    pub fn length(self, path_length: u8) -> Self {
        self.with("2.5.29.19", true, &basic(true, Some(path_length)))
    }

    pub fn serial(mut self, contents: &[u8]) -> Self {
        self.serial = contents.to_vec();
        self
    }

    pub fn valid(mut self, from: &str, to: &str) -> Self {
        self.not_before = from.into();
        self.not_after = to.into();
        self
    }

    pub fn issuer(mut self, text: &str) -> Self {
        self.issuer = name(text);
        self
    }

    pub fn damaged(mut self) -> Self {
        self.damaged = true;
        self
    }

    pub fn der(&self) -> Bytes {
        let version = self
            .version
            .map(|version| encode(0xa0, &[&number(version)]))
            .unwrap_or_default();
        let extensions: Vec<Bytes> = self
            .extensions
            .iter()
            .map(|(id, critical, value)| extension(id, *critical, value))
            .collect();
        let extensions = if extensions.is_empty() {
            Vec::new()
        } else {
            encode(0xa3, &[&list(&extensions)])
        };
        let tbs = sequence(&[
            &version,
            &integer(&self.serial),
            &sequence(&[&oid(self.inner_algorithm)]),
            &self.issuer,
            &sequence(&[&time(&self.not_before), &time(&self.not_after)]),
            &self.subject,
            &self.spki,
            &self.unique,
            &extensions,
        ]);
        signed(
            &tbs,
            &self.key,
            &sequence(&[&oid(self.outer_algorithm)]),
            self.damaged,
        )
    }

    pub fn make(&self) -> Certificate {
        Certificate::from_der(&self.der()).unwrap()
    }
}
