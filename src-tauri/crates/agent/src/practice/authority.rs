//! Meeting an authority, trusting it for practice, and knowing it again.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tanba_online::AuthorityClient;
use tanba_pki::anchor::{Environment, builtin};
use tanba_pki::digest::DigestAlgorithm;
use tanba_pki::path::{Evidence, PathParameters, PathReport, RevocationPolicy, validate};
use tanba_pki::{Certificate, name};
use tanba_protocol::{AuthorityDescription, Failure, FailureCode};
use tanba_store::StoredAuthority;
use time::OffsetDateTime;

use super::{PRACTICE, is_marked};
use crate::agent::Agent;
use crate::failure::Explain;

/// The most anchors and the most intermediates that an authority may have.
const MOST_CERTIFICATES: usize = 16;

/// An authority as it described itself, or as it was remembered.
#[derive(Clone, Debug)]
pub(crate) struct KnownAuthority {
    /// Its address, without a slash at the end.
    pub(crate) url: String,
    /// Whether its certificates bind nobody to anything.
    pub(crate) is_practice: bool,
    /// Its name for people.
    pub(crate) name: String,
    /// Fingerprint of its trust anchors: SHA-256 in hexadecimal.
    pub(crate) fingerprint: String,
    /// Where it makes time stamps.
    pub(crate) tsa_url: String,
    anchors: Vec<Certificate>,
    intermediates: Vec<Certificate>,
}

impl KnownAuthority {
    /// Checks what an authority says of itself.
    fn of(url: &str, description: AuthorityDescription) -> Result<Self, Failure> {
        let damaged = |detail: &dyn std::fmt::Display| {
            Failure::new(FailureCode::AuthorityAnswerDamaged)
                .with_subject(url)
                .with_detail(detail)
        };
        let is_practice = description.practice;
        // In earnest, who answers is known by TLS; nobody is believed without it.
        if !is_practice && !url.starts_with("https://") {
            return Err(Failure::new(FailureCode::AuthorityNotPractice).with_subject(url));
        }
        let anchors = certificates(&description.anchors).map_err(|error| damaged(&error))?;
        let intermediates =
            certificates(&description.intermediates).map_err(|error| damaged(&error))?;
        let fingerprint = derive_fingerprint(&anchors);
        if anchors.is_empty() || fingerprint != description.fingerprint {
            return Err(damaged(&"the fingerprint is not that of the anchors"));
        }
        // A practice authority that does not say so in its names could pass for another, and another for practice.
        let is_honest = |certificate: &Certificate| {
            is_marked(certificate.subject()) == is_practice && !is_builtin(certificate)
        };
        if !anchors.iter().chain(&intermediates).all(is_honest) {
            return Err(damaged(
                &"a name does not say what the authority does of practice",
            ));
        }
        Ok(Self {
            url: url.to_owned(),
            is_practice,
            name: description.name,
            fingerprint,
            tsa_url: description.tsa_url,
            anchors,
            intermediates,
        })
    }

    fn stored(&self) -> StoredAuthority {
        StoredAuthority {
            url: self.url.clone(),
            name: self.name.clone(),
            fingerprint: self.fingerprint.clone(),
            tsa_url: self.tsa_url.clone(),
            intermediates: ders(&self.intermediates),
        }
    }

    /// That it is one for practice.
    ///
    /// # Errors
    /// [`FailureCode::AuthorityNotPractice`].
    pub(crate) fn require_practice(self) -> Result<Self, Failure> {
        match self.is_practice {
            true => Ok(self),
            false => Err(Failure::new(FailureCode::AuthorityNotPractice).with_subject(&self.url)),
        }
    }

    /// Validates a certificate that the authority should have issued. Revocation is not asked for.
    pub(crate) fn validate(
        &self,
        certificate: &Certificate,
        chain: Vec<Certificate>,
        at: OffsetDateTime,
    ) -> PathReport {
        let anchors: Vec<_> = self
            .anchors
            .iter()
            .map(Certificate::to_trust_anchor)
            .collect();
        let mut evidence = Evidence {
            certificates: self.intermediates.clone(),
            ..Evidence::default()
        };
        evidence.certificates.extend(chain);
        let parameters = PathParameters {
            revocation: RevocationPolicy::Skip,
            ..PathParameters::new(at)
        };
        validate(certificate, &anchors, &evidence, &parameters)
    }
}

/// Certificates as an authority sends them: DER in base64.
///
/// # Errors
/// Why they are none, in technical words.
pub(crate) fn certificates(encoded: &[String]) -> Result<Vec<Certificate>, String> {
    if encoded.len() > MOST_CERTIFICATES {
        return Err("too many certificates".to_owned());
    }
    let decode = |text: &String| {
        let der = STANDARD.decode(text).map_err(|error| error.to_string())?;
        Certificate::from_der(&der).map_err(|error| error.to_string())
    };
    encoded.iter().map(decode).collect()
}

/// Names all anchors at once: SHA-256 of their SHA-256 digests, one after another.
fn derive_fingerprint(anchors: &[Certificate]) -> String {
    let digests: Vec<u8> = anchors.iter().flat_map(Certificate::sha256).collect();
    hex::encode(DigestAlgorithm::Sha256.digest(&digests))
}

/// Whether a certificate has the name of one of the NCA's authorities.
fn is_builtin(certificate: &Certificate) -> bool {
    [Environment::Production, Environment::Test]
        .into_iter()
        .flat_map(builtin)
        .any(|anchor| name::names_match(&anchor.name, certificate.subject()))
}

fn ders(certificates: &[Certificate]) -> Vec<Vec<u8>> {
    let der = |certificate: &Certificate| certificate.der().to_vec();
    certificates.iter().map(der).collect()
}

/// A fingerprint as people copy it: in groups, in upper case, with colons.
fn plain(fingerprint: &str) -> String {
    let digits = fingerprint.chars().filter(|c| c.is_ascii_alphanumeric());
    digits.map(|c| c.to_ascii_lowercase()).collect()
}

impl Agent {
    /// Asks an authority who it is, and makes sure that it is the one expected: that of
    /// `fingerprint`, and the one that practice trusts where there is one.
    ///
    /// # Errors
    /// [`FailureCode::AuthorityFingerprintMismatch`], [`FailureCode::PracticeAuthorityChanged`],
    /// [`FailureCode::AuthorityNotPractice`] for one in earnest that is not called by TLS, and why there is no sound
    /// answer.
    pub(crate) async fn meet_authority(
        &self,
        client: &AuthorityClient,
        fingerprint: Option<&str>,
    ) -> Result<KnownAuthority, Failure> {
        let description = client.description().await;
        let description = description.map_err(|error| error.explain())?;
        let met = KnownAuthority::of(client.address(), description)?;
        let differs = |code, expected: &str| {
            let detail = format!("{}, expected {expected}", met.fingerprint);
            Err(Failure::new(code)
                .with_subject(&met.url)
                .with_detail(detail))
        };
        if let Some(expected) = fingerprint
            && plain(expected) != met.fingerprint
        {
            return differs(FailureCode::AuthorityFingerprintMismatch, expected);
        }
        match self.practice_authority().await? {
            Some(known) if met.is_practice && known.fingerprint != met.fingerprint => {
                differs(FailureCode::PracticeAuthorityChanged, &known.fingerprint)
            }
            _ => Ok(met),
        }
    }

    /// Makes the environment `practice` out of an authority for practice, or brings it up to date. One in earnest is
    /// never put there: whom to trust in earnest is for people to say.
    pub(crate) async fn trust_authority(&self, met: &KnownAuthority) -> Result<(), Failure> {
        if !met.is_practice {
            return Ok(());
        }
        let authorities = self.store().await?.authorities();
        let stored = met.stored();
        let known = authorities.of(PRACTICE).await;
        if known.map_err(|error| error.explain())?.as_ref() == Some(&stored) {
            return Ok(());
        }
        let now = self.clock.now();
        let anchors = ders(&met.anchors);
        let set = authorities.set(PRACTICE, &stored, &anchors, now).await;
        set.map_err(|error| error.explain())
    }

    /// The authority that practice trusts, as it was remembered.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub(crate) async fn practice_authority(&self) -> Result<Option<KnownAuthority>, Failure> {
        // A database is not made only to find nothing in it.
        if !self.folders.database().is_file() {
            return Ok(None);
        }
        let store = self.store().await?;
        let stored = store.authorities().of(PRACTICE).await;
        let Some(stored) = stored.map_err(|error| error.explain())? else {
            return Ok(None);
        };
        let anchors = store.anchors().of(PRACTICE).await;
        let anchors = anchors.map_err(|error| error.explain())?;
        let read = |der: &[u8]| {
            Certificate::from_der(der)
                .map_err(|error| Failure::new(FailureCode::SettingsDamaged).with_detail(error))
        };
        Ok(Some(KnownAuthority {
            url: stored.url,
            is_practice: true,
            name: stored.name,
            fingerprint: stored.fingerprint,
            tsa_url: stored.tsa_url,
            anchors: anchors
                .iter()
                .map(|anchor| read(&anchor.certificate_der))
                .collect::<Result<_, _>>()?,
            intermediates: stored
                .intermediates
                .iter()
                .map(|der| read(der))
                .collect::<Result<_, _>>()?,
        }))
    }

    /// Fingerprint of what the environment `practice` trusts, where there is one.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn practice_fingerprint(&self) -> Result<Option<String>, Failure> {
        let known = self.practice_authority().await?;
        Ok(known.map(|known| known.fingerprint))
    }

    /// Certificates between the anchors of practice and its leaves.
    pub(crate) async fn practice_intermediates(&self) -> Result<Vec<Certificate>, Failure> {
        let known = self.practice_authority().await?;
        Ok(known.map(|known| known.intermediates).unwrap_or_default())
    }
}
