//! Time stamps while signing: wanted, tried, or left out.

use tanba_ades::SignatureLevel;
use tanba_keystore::{Signer, SystemRandom};
use tanba_online::Fetcher;
use tanba_pki::algorithm::SignatureAlgorithm;
use tanba_pki::anchor::Environment;
use tanba_pki::digest::DigestAlgorithm;
use tanba_pki::tsp::{self, MessageImprint, TimeStampRequest, TimeStampResponse};
use tanba_pki::{Certificate, PublicKey};
use tanba_protocol::{Event, Failure, FailureCode, Progress, Stage, Warning};
use tanba_store::names;

use super::{Form, SignRequest, ToSign};
use crate::agent::{Agent, Patience};
use crate::failure::Explain;
use crate::practice::is_practice;
use crate::shell::Shell;
use crate::trust::issued_in;

/// Time-stamping authorities of the NCA (facts of its services).
const TSA_PRODUCTION: &str = "http://tsp.pki.gov.kz/";
const TSA_TEST: &str = "http://test.pki.gov.kz/tsp/";

/// Stamps signature values, or says why not.
pub(crate) struct Stamper {
    address: Option<String>,
    fetcher: Option<Fetcher>,
    digests: Vec<DigestAlgorithm>,
    is_required: bool,
}

impl Agent {
    /// Who stamps the signatures of a request.
    pub(super) async fn stamper(
        &self,
        request: &SignRequest,
        signer: &dyn Signer,
    ) -> Result<Stamper, Failure> {
        let is_required = request.level == Some(SignatureLevel::T);
        if is_required && request.offline {
            return Err(Failure::new(FailureCode::OnlineNeeded));
        }
        // A time stamp would turn XML-DSig into XAdES, which is for those who ask for it.
        let is_xml = |to_sign: &ToSign| matches!(to_sign.form, Form::Xml { .. });
        let is_wanted = match request.level {
            Some(level) => level != SignatureLevel::B,
            None => !request.documents.iter().all(is_xml) && !request.offline,
        };
        let address = if is_wanted {
            if request.tsa.is_none() {
                let woken = self.wake_practice_for(signer.certificate()).await;
                // Where a time stamp is not required, it will be found missing.
                woken.or_else(|failure| if is_required { Err(failure) } else { Ok(()) })?;
            }
            self.tsa(request.tsa.as_deref(), signer.certificate()).await
        } else {
            None
        };
        if is_required && address.is_none() {
            return Err(Failure::new(FailureCode::TsaNotConfigured));
        }
        let patience = if is_required {
            Patience::Needed
        } else {
            Patience::Optional
        };
        let digests = digests(request.tsa.is_some(), Some(signer.public_key()));
        self.stamper_at(address, patience, digests, is_required)
            .await
    }

    pub(crate) async fn stamper_at(
        &self,
        address: Option<String>,
        patience: Patience,
        digests: Vec<DigestAlgorithm>,
        is_required: bool,
    ) -> Result<Stamper, Failure> {
        Ok(Stamper {
            fetcher: match address {
                Some(_) => Some(self.fetcher(patience).await?),
                None => None,
            },
            address,
            digests,
            is_required,
        })
    }

    /// The authority for a key: named, that of practice, set by the person, or the NCA's of its
    /// environment.
    pub(crate) async fn tsa(
        &self,
        named: Option<&str>,
        certificate: Option<&Certificate>,
    ) -> Option<String> {
        if let Some(named) = named {
            return Some(named.to_owned());
        }
        // A time stamp from elsewhere would not be trusted in practice.
        if certificate.is_some_and(is_practice) {
            let known = self.practice_authority().await.ok().flatten();
            if let Some(known) = known {
                return Some(known.tsa_url);
            }
        }
        if let Some(set) = self.setting(&names::TSA).await {
            return Some(set);
        }
        let certificate = certificate?;
        if issued_in(certificate, Environment::Production) {
            Some(TSA_PRODUCTION.to_owned())
        } else if issued_in(certificate, Environment::Test) {
            Some(TSA_TEST.to_owned())
        } else {
            None
        }
    }
}

/// Imprints in the order in which they are tried: the NCA stamps GOST signatures over Streebog,
/// others know SHA-256.
pub(crate) fn digests(is_foreign: bool, key: Option<&PublicKey>) -> Vec<DigestAlgorithm> {
    let own = match key.map(PublicKey::default_signature_algorithm) {
        Some(algorithm @ SignatureAlgorithm::Gost(..)) => algorithm.digest(),
        _ => DigestAlgorithm::Sha256,
    };
    let mut digests = if is_foreign {
        vec![DigestAlgorithm::Sha256, own]
    } else {
        vec![own, DigestAlgorithm::Sha256]
    };
    digests.dedup();
    digests
}

impl Stamper {
    /// A time stamp over a signature value; `None` where level B is good enough. After the first
    /// failure the authority is not asked again for what does not need it.
    pub(crate) async fn stamp(
        &mut self,
        value: &[u8],
        shell: &dyn Shell,
    ) -> Result<Option<Vec<u8>>, Failure> {
        let (Some(address), Some(fetcher)) = (&self.address, &self.fetcher) else {
            return Ok(None);
        };
        shell.event(Event::Progress(Progress {
            stage: Stage::TimeStamping,
            bytes_done: 0,
            bytes_total: None,
        }));
        match request(fetcher, address, &self.digests, value).await {
            Ok(token) => Ok(Some(token)),
            Err(failure) if self.is_required => Err(failure),
            Err(failure) => {
                shell.event(Event::Warned(Warning::TimeStampUnavailable {
                    because: failure.code,
                }));
                self.address = None;
                Ok(None)
            }
        }
    }
}

/// Asks with one imprint after the other, as long as the authority only dislikes the algorithm.
async fn request(
    fetcher: &Fetcher,
    address: &str,
    digests: &[DigestAlgorithm],
    value: &[u8],
) -> Result<Vec<u8>, Failure> {
    let mut refused = Failure::new(FailureCode::TsaRefused).with_subject(address);
    for algorithm in digests {
        let imprint = MessageImprint {
            algorithm: *algorithm,
            digest: algorithm.digest(value),
        };
        let request = TimeStampRequest::make(imprint, &mut SystemRandom);
        let der = request.to_der().map_err(|error| error.explain())?;
        let answer = fetcher.time_stamp(address, &der).await;
        let answer = answer.map_err(|error| error.explain())?;
        let token = TimeStampResponse::from_bytes(&answer)
            .and_then(|response| response.token_for(&request))
            .and_then(|token| match token.verify(&[]) {
                // It was asked for, but not every authority sends it.
                Ok(_) | Err(tsp::Error::NoCertificate) => Ok(token),
                Err(error) => Err(error),
            });
        match token {
            Ok(token) => return Ok(token.der().to_vec()),
            Err(error) => {
                let failure = error.explain().with_subject(address);
                if failure.code != FailureCode::TsaRefused {
                    return Err(failure);
                }
                refused = failure;
            }
        }
    }
    Err(refused)
}
