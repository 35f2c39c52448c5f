//! Certificate revocation lists.

use std::sync::Arc;

use tanba_pki::Certificate;
use tanba_pki::crl::Crl;
use tanba_pki::tlv::encode;

use super::der::{Bytes, integer, list, name, number, oid, sequence, time};
use super::extension::{extension, reason};
use super::{ECDSA_SHA256, Key, signed};

#[derive(Clone)]
pub struct CrlMaker {
    pub version: Option<u8>,
    pub issuer: Bytes,
    pub this_update: String,
    pub next_update: Option<String>,
    pub entries: Vec<Bytes>,
    pub extensions: Vec<(&'static str, bool, Bytes)>,
    pub outer_algorithm: &'static str,
    pub key: Key,
    pub damaged: bool,
}

impl CrlMaker {
    pub fn revoke(self, certificate: &Certificate) -> Self {
        self.entry(certificate.serial_number(), "150101083000Z", &[])
    }

    pub fn revoke_for(self, certificate: &Certificate, number: u8) -> Self {
        self.entry(
            certificate.serial_number(),
            "150101083000Z",
            &[reason(number)],
        )
    }

    pub fn entry(mut self, serial: &[u8], at: &str, extensions: &[Bytes]) -> Self {
        let extensions = if extensions.is_empty() {
            Vec::new()
        } else {
            list(extensions)
        };
        self.entries
            .push(sequence(&[&integer(serial), &time(at), &extensions]));
        self
    }

    pub fn with(mut self, id: &'static str, critical: bool, value: &[u8]) -> Self {
        self.extensions.retain(|found| found.0 != id);
        self.extensions.push((id, critical, value.to_vec()));
        self
    }

    pub fn number(self, value: u8) -> Self {
        self.with("2.5.29.20", false, &number(value))
    }

    pub fn delta(self, base: u8) -> Self {
        self.with("2.5.29.27", true, &number(base))
    }

    pub fn scope(self, scope: &[u8]) -> Self {
        self.with("2.5.29.28", true, scope)
    }

    pub fn from(mut self, this_update: &str) -> Self {
        self.this_update = this_update.into();
        self
    }

    pub fn until(mut self, next_update: &str) -> Self {
        self.next_update = Some(next_update.into());
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
        let extensions: Vec<Bytes> = self
            .extensions
            .iter()
            .map(|(id, critical, value)| extension(id, *critical, value))
            .collect();
        let extensions = if extensions.is_empty() {
            Vec::new()
        } else {
            encode(0xa0, &[&list(&extensions)])
        };
        let entries = if self.entries.is_empty() {
            Vec::new()
        } else {
            list(&self.entries)
        };
        let tbs = sequence(&[
            &self.version.map(number).unwrap_or_default(),
            &sequence(&[&oid(ECDSA_SHA256)]),
            &self.issuer,
            &time(&self.this_update),
            &self.next_update.as_deref().map(time).unwrap_or_default(),
            &entries,
            &extensions,
        ]);
        signed(
            &tbs,
            &self.key,
            &sequence(&[&oid(self.outer_algorithm)]),
            self.damaged,
        )
    }

    pub fn make(&self) -> Arc<Crl> {
        Arc::new(Crl::from_der(&self.der()).unwrap())
    }
}
