//! Fetching what a validation lacks: it says what is missing, it is fetched, and it is asked again.

use std::collections::HashSet;
use std::sync::Arc;

use tanba_online::Fetcher;
use tanba_pki::Certificate;
use tanba_pki::crl::{self, Crl};
use tanba_pki::digest::DigestAlgorithm;
use tanba_pki::ocsp::{CertificateId, OcspRequest, OcspResponse};
use tanba_pki::path::{Evidence, Missing};
use tanba_protocol::{Failure, FailureCode};
use time::OffsetDateTime;

use crate::agent::{Agent, Patience};
use crate::certificate::bag;
use crate::failure::Explain;
use crate::trust::Trust;

/// How often a validation may come back with something new that it lacks.
const MAX_ROUNDS: usize = 8;

impl Agent {
    /// Validates, fetches what `missing` names, and validates again until nothing more can be had.
    /// Beside the last report is what could not be fetched.
    pub(crate) async fn validated<R>(
        &self,
        trust: &mut Trust,
        validate: impl Fn(&Trust) -> Result<R, Failure>,
        missing: impl Fn(&R) -> &[Missing],
    ) -> Result<(R, Vec<Failure>), Failure> {
        let check = |trust: &Trust| tokio::task::block_in_place(|| validate(trust));
        let mut report = check(trust)?;
        if trust.offline || missing(&report).is_empty() {
            return Ok((report, Vec::new()));
        }
        let fetcher = self.fetcher(Patience::Optional).await?;
        let mut gathering = Gathering::new(&fetcher, self.clock.now());
        for _ in 0..MAX_ROUNDS {
            if !gathering.fetch(missing(&report), &mut trust.evidence).await {
                break;
            }
            report = check(trust)?;
        }
        Ok((report, gathering.failures))
    }
}

/// One gathering of evidence, which asks no address twice.
struct Gathering<'a> {
    fetcher: &'a Fetcher,
    now: OffsetDateTime,
    tried: HashSet<String>,
    /// What could not be had, for the report.
    failures: Vec<Failure>,
}

impl<'a> Gathering<'a> {
    fn new(fetcher: &'a Fetcher, now: OffsetDateTime) -> Self {
        Self {
            fetcher,
            now,
            tried: HashSet::new(),
            failures: Vec::new(),
        }
    }

    /// Fetches some of what is missing, the cheaper first: lists only once responders have been
    /// asked. Returns whether anything new is at hand.
    async fn fetch(&mut self, missing: &[Missing], evidence: &mut Evidence) -> bool {
        let cheap = |item: &&Missing| matches!(item, Missing::Issuer { .. } | Missing::Ocsp { .. });
        let mut found = false;
        for item in missing.iter().filter(cheap) {
            found |= self.fetch_one(item, evidence).await;
        }
        if !found {
            for item in missing.iter().filter(|item| !cheap(item)) {
                found |= self.fetch_one(item, evidence).await;
            }
        }
        found
    }

    async fn fetch_one(&mut self, item: &Missing, evidence: &mut Evidence) -> bool {
        let urls = match item {
            Missing::Issuer { urls, .. }
            | Missing::Crl { urls, .. }
            | Missing::DeltaCrl { urls, .. }
            | Missing::Ocsp { urls, .. } => urls,
        };
        for url in urls {
            if !self.tried.insert(key(item, url)) {
                continue;
            }
            match self.fetch_from(item, url, evidence).await {
                Ok(()) => return true,
                Err(failure) => self.failures.push(failure),
            }
        }
        false
    }

    async fn fetch_from(
        &mut self,
        item: &Missing,
        url: &str,
        evidence: &mut Evidence,
    ) -> Result<(), Failure> {
        match item {
            Missing::Issuer { .. } => {
                let bytes = self.fetcher.certificate(url).await;
                let bytes = bytes.map_err(|error| error.explain())?;
                evidence.certificates.extend(certificates(&bytes, url)?);
            }
            Missing::Crl { certificate, .. } | Missing::DeltaCrl { certificate, .. } => {
                let crl = self.crl(certificate, url).await?;
                evidence.crls.push(Arc::new(crl));
            }
            Missing::Ocsp {
                certificate,
                issuer_spki_der,
                ..
            } => {
                let response = self.ocsp(certificate, issuer_spki_der, url).await?;
                evidence.ocsp.push(response);
            }
        }
        Ok(())
    }

    /// A list of any size, of which only what concerns one certificate is kept.
    async fn crl(&mut self, certificate: &Certificate, url: &str) -> Result<Crl, Failure> {
        let fetched = self.fetcher.crl(url, self.now).await;
        let fetched = fetched.map_err(|error| error.explain())?;
        // An older list may still do; that a newer one was not to be had is said all the same.
        if let Some(reason) = &fetched.stale_because {
            self.failures.push(reason.explain());
        }
        let serial_number = certificate.serial_number().to_vec();
        let scanned =
            tokio::task::spawn_blocking(move || crl::scan(fetched.file, &[serial_number])).await;
        match scanned {
            Ok(Ok(crl)) => Ok(crl),
            Ok(Err(error)) => Err(damaged(FailureCode::CrlAnswerDamaged, url, error)),
            Err(error) => Err(damaged(FailureCode::Internal, url, error)),
        }
    }

    /// Asks in the NCA's way first, by SHA-256, then in the way of RFC 5019.
    async fn ocsp(
        &self,
        certificate: &Certificate,
        issuer_spki_der: &[u8],
        url: &str,
    ) -> Result<OcspResponse, Failure> {
        use FailureCode as C;
        let mut last = None;
        for digest in [DigestAlgorithm::Sha256, DigestAlgorithm::Sha1] {
            let certificate_id = CertificateId::new(certificate, issuer_spki_der, digest)
                .map_err(|error| damaged(C::CertificateDamaged, url, error))?;
            let request = OcspRequest {
                certificate_id,
                nonce: None,
            };
            let answer = self.fetcher.ocsp(url, &request.to_der()).await;
            let answer = answer.map_err(|error| error.explain())?;
            let response = OcspResponse::from_der(&answer)
                .map_err(|error| damaged(C::OcspAnswerDamaged, url, error))?;
            match &response.basic {
                Some(basic) if request.answer(basic).is_some() => return Ok(response),
                Some(_) => last = Some(Failure::new(C::OcspAnswerMismatch).with_subject(url)),
                None => last = Some(Failure::new(C::OcspRefused).with_subject(url)),
            }
        }
        Err(last.unwrap_or_else(|| Failure::new(C::OcspRefused).with_subject(url)))
    }
}

/// One address serves several certificates: each is asked about by itself, and of a list only what
/// concerns one is kept.
fn key(item: &Missing, url: &str) -> String {
    match item {
        Missing::Ocsp { certificate, .. }
        | Missing::Crl { certificate, .. }
        | Missing::DeltaCrl { certificate, .. } => {
            format!("{url} {}", hex::encode(certificate.serial_number()))
        }
        Missing::Issuer { .. } => url.to_owned(),
    }
}

/// One certificate, or a bag of them: DER, PEM or certs-only CMS (RFC 5280 §4.2.2.1).
fn certificates(bytes: &[u8], url: &str) -> Result<Vec<Certificate>, Failure> {
    if let Ok(certificate) = Certificate::from_bytes(bytes) {
        return Ok(vec![certificate]);
    }
    bag(bytes).map_err(|error| damaged(FailureCode::IssuerAnswerDamaged, url, error))
}

fn damaged(code: FailureCode, url: &str, error: impl std::fmt::Display) -> Failure {
    Failure::new(code).with_subject(url).with_detail(error)
}
