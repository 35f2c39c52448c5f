//! Operators: who they are by their TLS client certificates, and their sessions in the console.

use const_oid::db::rfc5280::ID_KP_CLIENT_AUTH;
use rand_core::CryptoRngCore;
use secrecy::SecretString;
use sha2::{Digest as _, Sha256};
use tanba_keystore::Signer as _;
use tanba_keystore::software::{KeyAlgorithm, generate};
use tanba_pki::builder::NameBuilder;
use tanba_pki::pkcs12::{self, BagAttributes, CertificateBag, Contents, KeyBag, Layout};
use time::{Duration, OffsetDateTime};

use crate::Error;
use crate::audit::{Event, EventKind};
use crate::invitation::{Token, hash_token};
use crate::registry::is_name;
use crate::storage::{Operators, Stored};
use crate::tls::TlsAuthority;

/// How long the certificate of an operator is valid.
const LIFETIME: Duration = Duration::days(365);
/// A session that nobody used for so long is over.
pub const OPERATOR_IDLE: Duration = Duration::minutes(15);
/// No session is longer than a shift.
pub const OPERATOR_SHIFT: Duration = Duration::hours(12);
/// Uses are written down at most so often.
const USE_STEP: Duration = Duration::seconds(30);

/// The algorithm of an operator's key: browsers know no GOST.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperatorAlgorithm {
    /// ECDSA on P-256.
    P256,
    /// RSA of 2048 bits.
    Rsa2048,
}

/// An operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorRecord {
    /// SHA-256 of the certificate, in lower-case hex.
    pub fingerprint: String,
    /// The name, of which there is one at a time.
    pub name: String,
    /// When the certificate was made.
    pub made_at: OffsetDateTime,
    /// When it expires.
    pub not_after_at: OffsetDateTime,
    /// Since when it is good for nothing.
    pub revoked_at: Option<OffsetDateTime>,
}

/// A session of an operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorSessionRecord {
    /// SHA-256 of the token, in lower-case hex.
    pub token_hash: String,
    /// The certificate that it was opened with, and that every call must come with.
    pub fingerprint: String,
    /// When it was opened.
    pub opened_at: OffsetDateTime,
    /// When it was last used.
    pub used_at: OffsetDateTime,
}

/// Why somebody is not let in to the console.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OperatorRefusal {
    /// The certificate belongs to no operator, or to none any more.
    #[error("the certificate belongs to no operator, or to none any more")]
    Unknown,
    /// Nobody is logged in.
    #[error("the session ended, or never was")]
    SessionExpired,
    /// The session was opened with another certificate.
    #[error("the session was opened with another certificate")]
    SessionOfAnother,
    /// The records failed.
    #[error(transparent)]
    Storage(#[from] crate::StorageError),
}

/// The fingerprint that an operator is known by.
#[must_use]
pub fn operator_fingerprint(certificate: &[u8]) -> String {
    hex::encode(Sha256::digest(certificate))
}

/// Makes somebody an operator: gives the PKCS#12 file with the key, the certificate and its authority, or
/// `None` when there is an operator of this name. `seal` is the password of the file and how much it is to be
/// stretched; `now` is for the records, `machine_now` for the certificate.
///
/// # Errors
/// Every [`Error`]; [`Error::OperatorName`] for a name that no certificate can carry.
pub async fn make_operator<S: Operators>(
    storage: &S,
    authority: &TlsAuthority,
    name: &str,
    algorithm: OperatorAlgorithm,
    seal: (&SecretString, u32),
    (now, machine_now): (OffsetDateTime, OffsetDateTime),
    rng: &mut (dyn CryptoRngCore + Send),
) -> Result<Option<(OperatorRecord, Vec<u8>)>, Error> {
    if !is_name(name) {
        return Err(Error::OperatorName);
    }
    let key = match algorithm {
        OperatorAlgorithm::P256 => generate(KeyAlgorithm::P256, rng)?,
        OperatorAlgorithm::Rsa2048 => generate(KeyAlgorithm::Rsa(2048), rng)?,
    };
    let subject = NameBuilder::default()
        .common_name(name)
        .country("KZ")
        .build()?;
    let public = key.public_key();
    let template =
        authority.template(&subject, public, ID_KP_CLIENT_AUTH, machine_now, LIFETIME)?;
    let certificate = authority.sign(&template)?;
    let attributes = BagAttributes {
        friendly_name: Some(name.to_owned()),
        local_key_id: Some(key.key_identifier().0.clone()),
    };
    let contents = Contents {
        keys: vec![KeyBag {
            private_key_info: key.private_key().pkcs8_der().clone(),
            attributes: attributes.clone(),
        }],
        certificates: vec![
            CertificateBag {
                der: certificate.der().to_vec(),
                attributes,
            },
            CertificateBag {
                der: authority.root().to_vec(),
                attributes: BagAttributes::default(),
            },
        ],
    };
    let (password, iterations) = seal;
    let file = pkcs12::write_iterated(&contents, password, Layout::Modern, iterations, rng)
        .map_err(tanba_keystore::Error::from)?;
    let record = OperatorRecord {
        fingerprint: operator_fingerprint(certificate.der()),
        name: name.to_owned(),
        made_at: now,
        not_after_at: template.not_after_at,
        revoked_at: None,
    };
    let event = about(now, EventKind::OperatorMade, &record);
    let added = storage.add_operator(&record, &event).await?;
    Ok(added.then_some((record, file)))
}

/// Ends what an operator, by name or fingerprint, may do: at once, also in the middle of a session. `None`
/// when there is none.
///
/// # Errors
/// [`crate::StorageError`].
pub async fn revoke_operator<S: Operators>(
    storage: &S,
    who: &str,
    now: OffsetDateTime,
) -> Stored<Option<OperatorRecord>> {
    let mut all = storage.operators().await?.into_iter();
    let is_meant = |one: &OperatorRecord| one.name == who || one.fingerprint == who.to_lowercase();
    let found = all.find(|one| one.revoked_at.is_none() && is_meant(one));
    let Some(record) = found else {
        return Ok(None);
    };
    let event = about(now, EventKind::OperatorRevoked, &record);
    let done = storage.revoke_operator(&record.fingerprint, &event).await?;
    Ok(done.then_some(record))
}

/// Opens a session for the operator of a certificate.
///
/// # Errors
/// [`OperatorRefusal`].
pub async fn operator_log_in<S: Operators>(
    storage: &S,
    fingerprint: &str,
    now: OffsetDateTime,
    rng: &mut (dyn CryptoRngCore + Send),
) -> Result<(Token, OperatorRecord), OperatorRefusal> {
    let record = standing(storage, fingerprint).await?;
    let token = Token::make(rng);
    let session = OperatorSessionRecord {
        token_hash: hash_token(token.expose()),
        fingerprint: fingerprint.to_owned(),
        opened_at: now,
        used_at: now,
    };
    let event = about(now, EventKind::OperatorLoggedIn, &record);
    storage.open_operator_session(&session, &event).await?;
    Ok((token, record))
}

/// Whose session it is, of those who come with this certificate. A page that asks while nobody looks
/// (`attended` is false) does not keep the session open.
///
/// # Errors
/// [`OperatorRefusal`].
pub async fn operator_of_session<S: Operators>(
    storage: &S,
    token: &str,
    fingerprint: &str,
    attended: bool,
    now: OffsetDateTime,
) -> Result<OperatorRecord, OperatorRefusal> {
    let record = standing(storage, fingerprint).await?;
    let session = storage.operator_session(&hash_token(token)).await?;
    let session = session.ok_or(OperatorRefusal::SessionExpired)?;
    if session.fingerprint != fingerprint {
        return Err(OperatorRefusal::SessionOfAnother);
    }
    if now - session.used_at > OPERATOR_IDLE || now - session.opened_at > OPERATOR_SHIFT {
        return Err(OperatorRefusal::SessionExpired);
    }
    if attended && now - session.used_at >= USE_STEP {
        storage
            .use_operator_session(&session.token_hash, now)
            .await?;
    }
    Ok(record)
}

/// Ends a session.
///
/// # Errors
/// [`crate::StorageError`].
pub async fn operator_log_out<S: Operators>(
    storage: &S,
    token: &str,
    record: &OperatorRecord,
    now: OffsetDateTime,
) -> Stored<()> {
    let event = about(now, EventKind::OperatorLoggedOut, record);
    storage
        .close_operator_session(&hash_token(token), &event)
        .await
}

/// The operator of a certificate. TLS has looked at its validity.
async fn standing<S: Operators>(
    storage: &S,
    fingerprint: &str,
) -> Result<OperatorRecord, OperatorRefusal> {
    let record = storage.operator(fingerprint).await?;
    record
        .filter(|record| record.revoked_at.is_none())
        .ok_or(OperatorRefusal::Unknown)
}

fn about(now: OffsetDateTime, kind: EventKind, record: &OperatorRecord) -> Event {
    Event::new(
        now,
        kind,
        &[
            ("operator", &record.name),
            ("fingerprint", &record.fingerprint),
        ],
    )
}
