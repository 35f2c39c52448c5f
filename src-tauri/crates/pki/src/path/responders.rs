//! What OCSP responders say about a certificate of a path: RFC 6960 §3.2 and §4.2.2.

use super::build::FoundPath;
use super::pool::{Entry, Issuer};
use super::report::{Revocation, RevocationSource, RevocationStatus, UnknownRevocation};
use super::revocation::Revocations;
use crate::Certificate;
use crate::crl::CrlReason;
use crate::ocsp::{BasicOcspResponse, OcspSigner, OcspStatus, ResponderKey, SingleResponse};

impl Revocations<'_, '_> {
    /// The most telling of the answers at hand.
    pub(super) fn by_responders(&self, path: &FoundPath, place: usize) -> Revocation {
        let mut best = Revocation::unknown(UnknownRevocation::NoData);
        let Some(entry) = path
            .certificates
            .get(place)
            .and_then(|index| self.pool.entry(*index))
        else {
            return best;
        };
        let issuer = path.issuer_of(place);
        let Some(spki_der) = self.pool.spki_der(issuer) else {
            return best;
        };
        for basic in self
            .evidence
            .ocsp
            .iter()
            .filter_map(|response| response.basic.as_ref())
        {
            let answers = basic
                .responses
                .iter()
                .filter(|single| single.certificate_id.is_about(&entry.certificate, spki_der));
            for single in answers {
                let revocation = match self.responder(basic, entry, path, place, issuer) {
                    Ok(responder) => self.answer(basic, single, entry, responder),
                    Err(why) => Revocation::unknown(why),
                };
                best = self.weigh(best, revocation);
            }
        }
        best
    }

    fn answer(
        &self,
        basic: &BasicOcspResponse,
        single: &SingleResponse,
        entry: &Entry,
        responder: Option<Certificate>,
    ) -> Revocation {
        let at = self.parameters.at;
        let is_current = match single.next_update_at {
            _ if at <= single.this_update_at => true,
            Some(next) => at <= next,
            None => at - single.this_update_at <= self.parameters.longest_ocsp_age,
        };
        let source = Some(RevocationSource::Ocsp {
            responder,
            produced_at: basic.produced_at,
            this_update_at: single.this_update_at,
            next_update_at: single.next_update_at,
        });
        if single.unknown_critical || basic.unknown_critical {
            return Revocation::unknown(UnknownRevocation::Unusable);
        }
        let status = match single.status {
            OcspStatus::Revoked { revoked_at, reason }
                if is_current || reason != Some(CrlReason::CertificateHold) =>
            {
                RevocationStatus::Revoked { revoked_at, reason }
            }
            _ if !is_current => RevocationStatus::Unknown(UnknownRevocation::Stale),
            OcspStatus::Revoked { revoked_at, reason } => {
                RevocationStatus::Revoked { revoked_at, reason }
            }
            OcspStatus::Unknown => {
                RevocationStatus::Unknown(UnknownRevocation::ResponderDoesNotKnow)
            }
            OcspStatus::Good => {
                // Beyond the certificate's life a responder need not remember, §4.4.4.
                let not_after_at = entry.certificate.not_after_at();
                let remembers = single
                    .archive_cutoff_at
                    .is_some_and(|cutoff| cutoff <= not_after_at);
                if single.this_update_at > not_after_at && !remembers {
                    RevocationStatus::Unknown(UnknownRevocation::NotCovered)
                } else {
                    RevocationStatus::Good
                }
            }
        };
        Revocation { status, source }
    }

    /// The delegated responder that signed the response, or none when the issuer itself did.
    fn responder(
        &self,
        basic: &BasicOcspResponse,
        entry: &Entry,
        path: &FoundPath,
        place: usize,
        issuer: Issuer,
    ) -> Result<Option<Certificate>, UnknownRevocation> {
        let untrusted = UnknownRevocation::UntrustedIssuer;
        let key = self.pool.key(issuer).map_err(|_| untrusted)?;
        let spki_der = self.pool.spki_der(issuer).ok_or(untrusted)?;
        let issuer_key = ResponderKey {
            name_der: entry.certificate.issuer_der(),
            key,
            spki_der,
        };
        match basic
            .verify_signed_for(&issuer_key)
            .map_err(|_| untrusted)?
        {
            OcspSigner::Issuer => Ok(None),
            OcspSigner::Delegated {
                certificate,
                no_check,
            } => {
                let at = self.parameters.at.min(basic.produced_at);
                let valid = certificate.is_within_validity(basic.produced_at)
                    || certificate.is_within_validity(at);
                if !valid {
                    return Err(untrusted);
                }
                if !no_check {
                    let index = self.pool.find(&certificate).ok_or(untrusted)?;
                    let mut certificates = vec![index];
                    certificates.extend(path.certificates.iter().skip(place + 1));
                    let of_responder = FoundPath {
                        certificates,
                        anchor: path.anchor,
                    };
                    let revocation = self.by_lists(&of_responder, 0);
                    let good = match revocation.status {
                        RevocationStatus::Good => true,
                        RevocationStatus::Revoked { revoked_at, .. } => {
                            revoked_at > basic.produced_at
                        }
                        _ => false,
                    };
                    if !good {
                        return Err(untrusted);
                    }
                }
                Ok(Some(certificate))
            }
        }
    }
}
