//! What is asked.

use e2e::bench::Known;
use rand_core::{OsRng, RngCore as _};
use tanba_pki::Certificate;
use tanba_pki::digest::DigestAlgorithm;
use tanba_pki::ocsp::{CertificateId, OcspRequest};

/// Random octets of a nonce, as RFC 9654 recommends.
const NONCE_SIZE: usize = 32;

/// About whom, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    /// Each about another certificate, rather than all about one.
    pub(crate) is_spread: bool,
    /// With a nonce: nobody can have answered that before.
    pub(crate) has_nonce: bool,
}

impl Kind {
    pub(crate) const ALL: [Self; 4] = [
        Self {
            is_spread: false,
            has_nonce: false,
        },
        Self {
            is_spread: true,
            has_nonce: false,
        },
        Self {
            is_spread: false,
            has_nonce: true,
        },
        Self {
            is_spread: true,
            has_nonce: true,
        },
    ];

    pub(crate) fn name(self) -> &'static str {
        match (self.is_spread, self.has_nonce) {
            (false, false) => "hot",
            (true, false) => "spread",
            (false, true) => "hot, nonce",
            (true, true) => "spread, nonce",
        }
    }
}

/// Questions about the certificates of one issuer.
pub(crate) struct Questions {
    template: CertificateId,
    known: Vec<Known>,
    next: usize,
}

impl Questions {
    pub(crate) fn new(issuer: &Certificate, known: Vec<Known>) -> Self {
        // A certificate names its issuer; that of the issuer itself has another, so its digest is put right.
        let digest = DigestAlgorithm::Sha1;
        let mut template =
            CertificateId::new(issuer, issuer.spki_der(), digest).expect("an identifier");
        template.issuer_name_hash = digest.digest(issuer.subject_der());
        Self {
            template,
            known,
            next: 0,
        }
    }

    pub(crate) fn known(&self) -> &[Known] {
        &self.known
    }

    /// So many, in DER. Spread ones go on where those before ended.
    pub(crate) fn ask(&mut self, kind: Kind, count: usize) -> Vec<Vec<u8>> {
        (0..count)
            .map(|_| {
                let place = match kind.is_spread {
                    true => self.next,
                    false => 0,
                };
                self.next = (self.next + 1) % self.known.len();
                let serial = &self.known[place].serial_number;
                let nonce = kind.has_nonce.then(|| {
                    let mut nonce = vec![0; NONCE_SIZE];
                    OsRng.fill_bytes(&mut nonce);
                    nonce
                });
                let mut certificate_id = self.template.clone();
                certificate_id.serial_number = hex::decode(serial).expect("hex");
                OcspRequest {
                    certificate_id,
                    nonce,
                }
                .to_der()
            })
            .collect()
    }
}

/// That an answer is one: OCSPResponse with the status "successful" (RFC 6960 §4.2.1).
pub(crate) fn check(answer: &[u8]) {
    let status = answer
        .windows(3)
        .take(8)
        .find(|three| three[..2] == [0x0a, 1]);
    assert_eq!(
        status.map(|three| three[2]),
        Some(0),
        "no answer: {answer:02x?}"
    );
}
