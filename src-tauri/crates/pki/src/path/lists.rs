//! What revocation lists say about a certificate of a path: RFC 5280 §6.3.3.
//!
//! Every list that may speak about a certificate is asked, not only as many as suffice: of lists
//! with one scope the newest usable one counts, and a revocation on any of them outweighs the
//! silence of the others.

use super::CanonicalName;
use super::build::FoundPath;
use super::facts::CRL_SIGN;
use super::pool::{Issuer, Signed};
use super::report::{Revocation, RevocationSource, RevocationStatus, UnknownRevocation};
use super::revocation::Revocations;
use crate::crl::{Crl, CrlEntry, CrlReason, DistributionPoint, ReasonMask, compare_numbers};
use core::cmp::Ordering;

/// What one list says.
enum Verdict {
    Revoked(CrlEntry, ReasonMask, RevocationSource),
    Good(ReasonMask, RevocationSource),
    Nothing(UnknownRevocation),
}

impl<'p> Revocations<'p, '_> {
    /// RFC 5280 §6.3.3.
    pub(super) fn by_lists(&self, path: &FoundPath, place: usize) -> Revocation {
        let Some(entry) = path
            .certificates
            .get(place)
            .and_then(|index| self.pool.entry(*index))
        else {
            return Revocation::unknown(UnknownRevocation::NoData);
        };
        let mut points = entry.facts.points.clone();
        points.push(DistributionPoint::assumed(&entry.facts.issuer));

        let mut scopes: Vec<(&CanonicalName, Option<&[u8]>)> = Vec::new();
        let mut covered = ReasonMask::NONE;
        let mut why = UnknownRevocation::NoData;
        let mut good = None;
        let mut later: Option<Revocation> = None;
        for number in &self.complete {
            let Some(crl) = self.evidence.crls.get(*number) else {
                continue;
            };
            let header = crl.header();
            let scope = (
                &*header.issuer_canonical,
                header
                    .issuing_distribution_point
                    .as_ref()
                    .map(|point| point.der.as_slice()),
            );
            if scopes.contains(&scope) {
                continue;
            }
            match self.consult(*number, crl, path, place, &points) {
                Verdict::Revoked(found, mask, source) => {
                    scopes.push(scope);
                    covered = covered.or(mask);
                    let revoked_at = found.revoked_at;
                    let status = RevocationStatus::Revoked {
                        revoked_at,
                        reason: found.reason,
                    };
                    let revocation = Revocation {
                        status,
                        source: Some(source),
                    };
                    if revoked_at <= self.parameters.at {
                        return revocation;
                    }
                    later.get_or_insert(revocation);
                }
                Verdict::Good(mask, source) => {
                    scopes.push(scope);
                    covered = covered.or(mask);
                    good.get_or_insert(source);
                }
                Verdict::Nothing(nothing) => why = why.max(nothing),
            }
        }
        match (covered.is_all(), later, good) {
            (true, Some(revocation), _) => revocation,
            (true, None, Some(source)) => Revocation {
                status: RevocationStatus::Good,
                source: Some(source),
            },
            (false, None, None) => Revocation::unknown(why),
            _ => Revocation::unknown(why.max(UnknownRevocation::NotCovered)),
        }
    }

    /// Asks one complete list, with the delta list that fits it.
    fn consult(
        &self,
        number: usize,
        crl: &Crl,
        path: &FoundPath,
        place: usize,
        points: &[DistributionPoint],
    ) -> Verdict {
        let Some(entry) = path
            .certificates
            .get(place)
            .and_then(|index| self.pool.entry(*index))
        else {
            return Verdict::Nothing(UnknownRevocation::NoData);
        };
        let header = crl.header();
        let list_issuer = &*header.issuer_canonical;
        let scope = header.issuing_distribution_point.as_ref();

        // (b) and (d): for which reasons the list speaks about the certificate.
        let is_ca = entry.facts.authority.is_some();
        let excluded = scope.is_some_and(|scope| {
            (scope.only_contains_user_certificates && is_ca)
                || (scope.only_contains_ca_certificates && !is_ca)
                || scope.only_contains_attribute_certificates
        });
        let mut mask = ReasonMask::NONE;
        let mut delegated = false;
        let mut of_the_issuer = false;
        for point in points {
            let issued = if point.is_indirect() {
                point.names_issuer(list_issuer) && scope.is_some_and(|scope| scope.indirect)
            } else {
                *list_issuer == entry.facts.issuer
            };
            of_the_issuer |= issued;
            if issued && !excluded && scope.is_none_or(|scope| scope.matches(point, list_issuer)) {
                let of_list = scope.and_then(|scope| scope.only_some_reasons);
                let reasons = of_list
                    .unwrap_or(ReasonMask::ALL)
                    .and(point.reasons.unwrap_or(ReasonMask::ALL));
                delegated |= point.is_indirect() && reasons.adds_to(ReasonMask::NONE);
                mask = mask.or(reasons);
            }
        }
        if !of_the_issuer {
            return Verdict::Nothing(UnknownRevocation::NoData);
        }
        if !mask.adds_to(ReasonMask::NONE) {
            return Verdict::Nothing(UnknownRevocation::NotCovered);
        }
        if header.unknown_critical.is_some() {
            return Verdict::Nothing(UnknownRevocation::Unusable);
        }
        // (f) and (g)
        let signer = match self.signer(number, crl, path, place, delegated) {
            Ok(signer) => signer,
            Err(why) => return Verdict::Nothing(why),
        };
        // (c) and (h)
        let delta = self.delta_of(crl, signer);
        self.look_up(crl, delta, entry, mask)
    }

    /// (i) to (l): the entry in the delta list, else in the complete one.
    fn look_up(
        &self,
        crl: &Crl,
        delta: Option<&Crl>,
        entry: &super::pool::Entry,
        mask: ReasonMask,
    ) -> Verdict {
        let unusable = Verdict::Nothing(UnknownRevocation::Unusable);
        let serial_number = entry.certificate.serial_number();
        let issuer = &entry.facts.issuer;
        let Ok(of_list) = crl.find_of(serial_number, issuer) else {
            return unusable;
        };
        let of_delta = match delta.map(|delta| delta.find_of(serial_number, issuer)) {
            Some(Ok(lookup)) if lookup.sound => lookup.entry,
            Some(_) => return unusable,
            None => None,
        };
        if !of_list.sound {
            return unusable;
        }
        let found = match of_delta {
            Some(found) if found.reason == Some(CrlReason::RemoveFromCrl) => None,
            Some(found) => Some(found),
            None => of_list
                .entry
                .filter(|found| found.reason != Some(CrlReason::RemoveFromCrl)),
        };
        let newest = delta.unwrap_or(crl).header();
        let source = RevocationSource::Crl {
            issuer_der: newest.issuer_der.clone(),
            this_update_at: newest.this_update_at,
            next_update_at: newest.next_update_at,
            number: crl.header().number.clone(),
            delta_number: delta.and_then(|delta| delta.header().number.clone()),
        };
        let is_current = newest.is_current(self.parameters.at);
        match found {
            // A revocation is final, a hold is not.
            Some(found) if is_current || found.reason != Some(CrlReason::CertificateHold) => {
                Verdict::Revoked(found, mask, source)
            }
            _ if !is_current => Verdict::Nothing(UnknownRevocation::Stale),
            Some(found) => Verdict::Revoked(found, mask, source),
            None => {
                // Expired certificates may be dropped from a list.
                let not_after_at = entry.certificate.not_after_at();
                let kept = crl.header().keeps_expired_since_at;
                if newest.this_update_at > not_after_at
                    && kept.is_none_or(|kept| kept > not_after_at)
                {
                    return Verdict::Nothing(UnknownRevocation::NotCovered);
                }
                Verdict::Good(mask, source)
            }
        }
    }

    /// The newest delta list that may be combined with this complete one: RFC 5280 §5.2.4 but
    /// for the rule that the delta's own number be the higher one, since the NCA numbers its
    /// delta lists in a series of their own.
    fn delta_of(&self, crl: &Crl, signer: Issuer) -> Option<&'p Crl> {
        let complete = crl.header();
        let complete_number = complete.number.as_deref()?;
        let scope = |crl: &'p Crl| crl.header().issuing_distribution_point.as_ref();
        self.delta.iter().find_map(|number| {
            let delta: &'p Crl = self.evidence.crls.get(*number)?;
            let header = delta.header();
            let base = header.base_number.as_deref()?;
            let is_later = header.number.as_deref().is_some_and(|number| {
                compare_numbers(number, complete_number) == Ordering::Greater
            });
            let fits = header.issuer_canonical == complete.issuer_canonical
                && scope(delta) == complete.issuing_distribution_point.as_ref()
                && header.authority_key_der == complete.authority_key_der
                && compare_numbers(base, complete_number) != Ordering::Greater
                && (header.this_update_at >= complete.this_update_at || is_later)
                && header.unknown_critical.is_none()
                && header.is_current(self.parameters.at)
                && self.pool.signed_crl(*number, delta, signer) == Signed::Yes;
            fits.then_some(delta)
        })
    }

    /// Who signed a list, when that issuer may and is trusted.
    fn signer(
        &self,
        number: usize,
        crl: &Crl,
        path: &FoundPath,
        place: usize,
        delegated: bool,
    ) -> Result<Issuer, UnknownRevocation> {
        let header = crl.header();
        let above = path.certificates.get(place + 1..).unwrap_or_default();
        let mut issuers: Vec<Issuer> = Vec::new();
        if self.pool.name(Issuer::Anchor(path.anchor)) == Some(&*header.issuer_canonical) {
            issuers.push(Issuer::Anchor(path.anchor));
        }
        let mut certificates = self.pool.with_subject(&header.issuer_canonical).to_vec();
        certificates.sort_by_key(|index| {
            let key = self
                .pool
                .entry(*index)
                .and_then(|entry| entry.facts.subject_key.as_ref());
            (
                !above.contains(index),
                key != header.authority_key_identifier.as_ref(),
            )
        });
        issuers.extend(certificates.into_iter().map(Issuer::Certificate));
        for issuer in issuers {
            match self.pool.signed_crl(number, crl, issuer) {
                Signed::Yes => {}
                Signed::No | Signed::Unsupported => continue,
                Signed::Untried => return Err(UnknownRevocation::TooMuch),
            }
            match issuer {
                Issuer::Anchor(_) => return Ok(issuer),
                Issuer::Certificate(index) => {
                    let may = self.pool.entry(index).is_some_and(|entry| {
                        entry.facts.malformed.is_none() && entry.facts.may(CRL_SIGN)
                    });
                    if may
                        && (above.contains(&index)
                            || self.is_trusted(index, path.anchor, delegated))
                    {
                        return Ok(issuer);
                    }
                }
            }
        }
        Err(UnknownRevocation::UntrustedIssuer)
    }
}
