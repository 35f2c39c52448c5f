//! Issuing to a request that comes with a token.

use sha2::{Digest as _, Sha256};
use tanba_pki::Certificate;
use tanba_pki::profile::{KeyPurpose, KeyStorage};
use tanba_pki::request::CertificationRequest;
use time::OffsetDateTime;

use crate::audit::EventKind;
use crate::authority::Issuing;
use crate::branch::Branch;
use crate::invitation::{InvitedSubject, hash_token};
use crate::issue::{Draft, complete, draft};
use crate::lint::check_public_key;
use crate::profile::Person;
use crate::record::{CertificateRecord, Claim, Claimed, InvitationRecord, NewCertificate, Office};
use crate::storage::Storage;
use crate::{Authority, Error, profile};

/// A certificate for somebody who was invited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolled {
    /// The certificate in DER.
    pub certificate: Vec<u8>,
    /// The authorities above it in DER, the issuer first and the root last.
    pub chain: Vec<Vec<u8>>,
}

/// Why no certificate was issued.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// Nobody was given this token.
    #[error("nobody was given this token")]
    TokenUnknown,
    /// The time of the invitation is over.
    #[error("the invitation ended at {0}")]
    TokenExpired(OffsetDateTime),
    /// The token was used for another request.
    #[error("the token was used for another request")]
    TokenUsed,
    /// Not a CertificationRequest.
    #[error("not a certification request: {0}")]
    RequestMalformed(tanba_pki::Error),
    /// The applicant does not hold the key.
    #[error("the request is not signed with its key: {0}")]
    RequestSignature(tanba_pki::Error),
    /// Such keys are not certified.
    #[error("the key cannot be certified: {0}")]
    KeyUnsupported(String),
    /// There is a certificate for the key.
    #[error("there is a certificate for this key already")]
    KeyCertified,
    /// Linting refused the certificate.
    #[error("the certificate was refused before signing")]
    Linted,
    /// The authority failed.
    #[error(transparent)]
    Failed(#[from] Error),
}

impl From<crate::StorageError> for Refusal {
    fn from(error: crate::StorageError) -> Self {
        Self::Failed(error.into())
    }
}

/// Reads a CertificationRequest in DER: its key is of a kind and size that is certified, and the applicant
/// holds it.
pub(crate) fn read_request(der: &[u8]) -> Result<(CertificationRequest, Branch), Refusal> {
    let request = CertificationRequest::from_der(der).map_err(Refusal::RequestMalformed)?;
    let key = request.public_key();
    let key = key.map_err(|error| Refusal::KeyUnsupported(error.to_string()))?;
    let branch = Branch::of_key(&key)
        .ok_or_else(|| Refusal::KeyUnsupported(format!("{} is not certified", key.name())))?;
    check_public_key(request.spki_der(), branch).map_err(Refusal::KeyUnsupported)?;
    request.verify().map_err(Refusal::RequestSignature)?;
    Ok((request, branch))
}

impl<S: Storage> Authority<S> {
    /// Issues a certificate to a request (PKCS#10 in DER) that comes with a token. It names whom the
    /// invitation names; of the request only the key counts. The same token with the same request has the
    /// same certificate as its answer, whatever happened in between.
    ///
    /// # Errors
    /// A [`Refusal`].
    pub async fn enrol(
        &self,
        token: &str,
        request_der: &[u8],
        now: OffsetDateTime,
    ) -> Result<Enrolled, Refusal> {
        let token_hash = hash_token(token);
        let request_hash = hex::encode(Sha256::digest(request_der));
        loop {
            let invitation = self.storage().invitation(&token_hash).await?;
            let invitation = invitation.ok_or(Refusal::TokenUnknown)?;
            if let Some(claim) = &invitation.claim {
                if claim.request_hash != request_hash {
                    return Err(Refusal::TokenUsed);
                }
                return self.claimed(claim, now).await;
            }
            if invitation.expires_at <= now {
                return Err(Refusal::TokenExpired(invitation.expires_at));
            }
            let new = self.prepare(&invitation, request_der, now)?;
            let claim = Claim {
                request_hash: request_hash.clone(),
                issuer: new.issuer.clone(),
                serial_number: new.serial_number.clone(),
            };
            let event = new.event(now, EventKind::CertificatePrepared);
            let claimed = self
                .storage()
                .claim_invitation(&token_hash, &claim, &new, &event)
                .await?;
            match claimed {
                Claimed::Now => return self.finish(CertificateRecord::of(new), now).await,
                Claimed::Before => {}
                Claimed::SerialTaken => return Err(Refusal::KeyCertified),
            }
        }
    }

    fn prepare(
        &self,
        invitation: &InvitationRecord,
        request_der: &[u8],
        now: OffsetDateTime,
    ) -> Result<NewCertificate, Refusal> {
        let (request, branch) = read_request(request_der)?;
        let key = request.public_key().map_err(Refusal::RequestMalformed)?;
        let subject: InvitedSubject = serde_json::from_str(&invitation.subject)
            .map_err(|_| Error::Damaged("the subject of an invitation"))?;
        let issuer = self.issuing_of(branch)?.issuer()?;
        let issued_by = issuer.issued_by()?;
        let person = Person {
            subject: subject.subject(),
            roles: subject.roles(),
            purpose: KeyPurpose::Signature,
            storage: KeyStorage::Pkcs12,
        };
        let template = profile::person(person, &key, &issued_by, self.site(), now);
        let template = template.map_err(Error::from)?;
        Ok(draft(
            &Draft {
                office: Office::Person,
                branch,
                generation: 1,
                name: None,
                template: &template,
            },
            &issuer,
            now,
        )?)
    }

    /// The certificate that a token was used for, completed if it is not.
    async fn claimed(&self, claim: &Claim, now: OffsetDateTime) -> Result<Enrolled, Refusal> {
        let record = self
            .storage()
            .certificate(&claim.issuer, &claim.serial_number)
            .await?
            .ok_or(Error::Damaged("a claimed certificate is gone"))?;
        self.finish(record, now).await
    }

    async fn finish(
        &self,
        record: CertificateRecord,
        now: OffsetDateTime,
    ) -> Result<Enrolled, Refusal> {
        if record.refused_at.is_some() {
            return Err(Refusal::Linted);
        }
        let issuing = self.issuing_named(&record.prepared.issuer);
        let issuing = issuing.ok_or(Error::Missing("the issuer of a certificate"))?;
        let completed = complete(
            self.storage(),
            self.site(),
            &record,
            &issuing.issuer()?,
            now,
        )
        .await;
        match completed {
            Ok(certificate) => Ok(Enrolled {
                certificate: certificate.der().to_vec(),
                chain: self.chain(issuing),
            }),
            Err(Error::Lint { .. }) => Err(Refusal::Linted),
            Err(error) => Err(error.into()),
        }
    }

    pub(crate) fn issuing_named(&self, name: &str) -> Option<&Issuing> {
        self.issuing()
            .iter()
            .find(|issuing| issuing.short_name == name)
    }

    /// The authorities from the one of this name up, in DER; none when there is none of the name.
    pub(crate) fn chain_above(&self, issuer: &str) -> Vec<Vec<u8>> {
        let issuing = self.issuing_named(issuer);
        issuing.map_or_else(Vec::new, |issuing| self.chain(issuing))
    }

    /// The issuing authority and its root in DER.
    fn chain(&self, issuing: &Issuing) -> Vec<Vec<u8>> {
        let root = self
            .roots()
            .iter()
            .find(|root| root.branch == issuing.branch);
        std::iter::once(&issuing.certificate)
            .chain(root.map(|root| &root.certificate))
            .map(|certificate: &Certificate| certificate.der().to_vec())
            .collect()
    }
}
