//! The records of the authorities for TLS, of operators and of their sessions.

use std::future::Future;

use time::OffsetDateTime;

use super::Stored;
use crate::audit::Event;
use crate::operator::{OperatorRecord, OperatorSessionRecord};
use crate::tls::TlsBranch;

/// Operators, and the authorities for TLS.
pub trait Operators: Send + Sync {
    /// The certificate of an authority for TLS, in DER.
    fn tls_root(&self, branch: TlsBranch) -> impl Future<Output = Stored<Option<Vec<u8>>>> + Send;

    /// Stores it, once.
    fn keep_tls_root(
        &self,
        branch: TlsBranch,
        der: &[u8],
        event: &Event,
    ) -> impl Future<Output = Stored<()>> + Send;

    /// Stores an operator; `false` when there is one of that name.
    fn add_operator(
        &self,
        record: &OperatorRecord,
        event: &Event,
    ) -> impl Future<Output = Stored<bool>> + Send;

    /// All who are and were operators, in the order of their making.
    fn operators(&self) -> impl Future<Output = Stored<Vec<OperatorRecord>>> + Send;

    /// The operator of this fingerprint.
    fn operator(
        &self,
        fingerprint: &str,
    ) -> impl Future<Output = Stored<Option<OperatorRecord>>> + Send;

    /// Marks an operator as revoked; `false` when that was so before.
    fn revoke_operator(
        &self,
        fingerprint: &str,
        event: &Event,
    ) -> impl Future<Output = Stored<bool>> + Send;

    /// Stores a session, and forgets those that are over.
    fn open_operator_session(
        &self,
        session: &OperatorSessionRecord,
        event: &Event,
    ) -> impl Future<Output = Stored<()>> + Send;

    /// The session of this hash of a token.
    fn operator_session(
        &self,
        token_hash: &str,
    ) -> impl Future<Output = Stored<Option<OperatorSessionRecord>>> + Send;

    /// Writes down that a session was used.
    fn use_operator_session(
        &self,
        token_hash: &str,
        now: OffsetDateTime,
    ) -> impl Future<Output = Stored<()>> + Send;

    /// Forgets a session.
    fn close_operator_session(
        &self,
        token_hash: &str,
        event: &Event,
    ) -> impl Future<Output = Stored<()>> + Send;
}
