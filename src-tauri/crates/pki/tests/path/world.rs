//! One anchor, and the evidence of a case.

use crate::make::{CertificateMaker, CrlMaker, Party};
use std::sync::Arc;
use tanba_pki::Certificate;
use tanba_pki::anchor::TrustAnchor;
use tanba_pki::crl::Crl;
use tanba_pki::indication::{Indication, SubIndication};
use tanba_pki::path::{Evidence, FailureKind, PathParameters, PathReport, validate};
use time::OffsetDateTime;
use time::macros::datetime;

pub const NOW: OffsetDateTime = datetime!(2020-06-01 12:00 UTC);

pub fn anchor() -> Party {
    Party::new("Trust Anchor")
}

pub fn trusted(party: &Party) -> TrustAnchor {
    party.authority(party).make().to_trust_anchor()
}

/// What is at hand in one case. Everybody who issues has an empty list unless told otherwise.
#[derive(Clone)]
pub struct Case {
    pub anchors: Vec<TrustAnchor>,
    pub evidence: Evidence,
    pub parameters: PathParameters,
}

impl Case {
    /// The anchor with its empty list.
    pub fn new() -> Self {
        Self::bare().crl(&anchor().crl())
    }

    /// The anchor alone.
    pub fn bare() -> Self {
        Self {
            anchors: vec![trusted(&anchor())],
            evidence: Evidence::default(),
            parameters: PathParameters::new(NOW),
        }
    }

    pub fn certificate(mut self, maker: &CertificateMaker) -> Self {
        self.evidence.certificates.push(maker.make());
        self
    }

    pub fn crl(mut self, maker: &CrlMaker) -> Self {
        self.evidence.crls.push(maker.make());
        self
    }

    pub fn list(mut self, crl: &Arc<Crl>) -> Self {
        self.evidence.crls.push(Arc::clone(crl));
        self
    }

    pub fn at(mut self, at: OffsetDateTime) -> Self {
        self.parameters.at = at;
        self
    }

    pub fn validate(&self, leaf: &Certificate) -> PathReport {
        let report = validate(leaf, &self.anchors, &self.evidence, &self.parameters);
        assert_eq!(report.path.len(), report.revocation.len());
        assert_eq!(
            report.indication == Indication::TotalPassed,
            report.failure.is_none()
        );
        assert_eq!(report.sub_indication.is_none(), report.failure.is_none());
        // The order of the evidence does not matter.
        let mut turned = self.evidence.clone();
        turned.certificates.reverse();
        turned.crls.reverse();
        let again = validate(leaf, &self.anchors, &turned, &self.parameters);
        assert_eq!(again.indication, report.indication);
        report
    }

    #[track_caller]
    pub fn passes(&self, leaf: &Certificate) {
        let report = self.validate(leaf);
        assert_eq!(
            report.indication,
            Indication::TotalPassed,
            "{:?}",
            report.failure
        );
    }

    #[track_caller]
    pub fn fails(&self, leaf: &Certificate) -> FailureKind {
        let report = self.validate(leaf);
        assert_ne!(report.indication, Indication::TotalPassed);
        report.failure.unwrap().kind
    }

    #[track_caller]
    pub fn fails_as(&self, leaf: &Certificate, sub_indication: SubIndication) {
        let report = self.validate(leaf);
        assert_eq!(
            report.sub_indication,
            Some(sub_indication),
            "{:?}",
            report.failure
        );
    }
}

/// An authority under the anchor, and a leaf under it.
pub struct Pair {
    pub ca: Party,
    pub ca_certificate: CertificateMaker,
    pub leaf: CertificateMaker,
}

pub fn pair() -> Pair {
    let ca = Party::new("Good CA");
    let leaf = Party::new("Leaf");
    Pair {
        ca_certificate: anchor().authority(&ca),
        leaf: ca.certificate(&leaf),
        ca,
    }
}

impl Pair {
    pub fn case(&self) -> Case {
        Case::new()
            .certificate(&self.ca_certificate)
            .crl(&self.ca.crl())
    }

    /// With another list of the authority.
    pub fn case_with(&self, crl: &CrlMaker) -> Case {
        Case::new().certificate(&self.ca_certificate).crl(crl)
    }
}

/// A chain of authorities below the anchor, each with its empty list; each maker passes through
/// `shape`.
pub fn chain(
    names: &[&str],
    leaf: &str,
    mut shape: impl FnMut(usize, CertificateMaker) -> CertificateMaker,
) -> (Case, Certificate) {
    let mut case = Case::new();
    let mut issuer = anchor();
    for (index, name) in names.iter().enumerate() {
        let subject = Party::new(name);
        case = case.certificate(&shape(index, issuer.authority(&subject)));
        case = case.crl(&subject.crl());
        issuer = subject;
    }
    let maker = shape(names.len(), issuer.certificate(&Party::new(leaf)));
    let leaf = maker.make();
    (case, leaf)
}
