//! The domain's [`Storage`], over the database.

use tanba_authority::audit::{Entry, Event};
use tanba_authority::{
    CertificateRecord, Claim, Claimed, CrlKind, CrlRecord, InvitationRecord, NewCertificate,
    Office, Revocation, Status, Storage, Stored,
};
use time::OffsetDateTime;

use super::audit::append;
use super::certificates::insert;
use super::{Database, failed, moment, rows};

impl Storage for Database {
    async fn prepare_certificate(&self, new: &NewCertificate, event: &Event) -> Stored<bool> {
        self.prepare(new, event).await
    }

    async fn claim_invitation(
        &self,
        token_hash: &str,
        claim: &Claim,
        new: &NewCertificate,
        event: &Event,
    ) -> Stored<Claimed> {
        let mut transaction = self.write().await?;
        let open: Option<i64> = sqlx::query_scalar(
            "SELECT 1 FROM invitation WHERE token_hash = $1 AND request_hash IS NULL",
        )
        .bind(token_hash)
        .fetch_optional(&mut *transaction)
        .await
        .map_err(failed)?;
        if open.is_none() {
            transaction.rollback().await?;
            return Ok(Claimed::Before);
        }
        if !insert(&mut transaction, new).await? {
            transaction.rollback().await?;
            return Ok(Claimed::SerialTaken);
        }
        sqlx::query(
            "UPDATE invitation SET request_hash = $2, issuer = $3, serial_number = $4 \
             WHERE token_hash = $1",
        )
        .bind(token_hash)
        .bind(&claim.request_hash)
        .bind(&claim.issuer)
        .bind(&claim.serial_number)
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
        append(&mut transaction, event).await?;
        transaction.commit().await?;
        Ok(Claimed::Now)
    }

    async fn store_signed(
        &self,
        issuer: &str,
        serial_number: &str,
        der: &[u8],
        events: &[Event; 2],
    ) -> Stored<bool> {
        self.sign(issuer, serial_number, der, events).await
    }

    async fn publish(&self, issuer: &str, serial_number: &str, event: &Event) -> Stored<()> {
        self.make_public(issuer, serial_number, event).await
    }

    async fn refuse(&self, issuer: &str, serial_number: &str, event: &Event) -> Stored<()> {
        self.mark_refused(issuer, serial_number, event).await
    }

    async fn revoke(
        &self,
        issuer: &str,
        serial_number: &str,
        reason: u8,
        event: &Event,
    ) -> Stored<bool> {
        self.mark_revoked(issuer, serial_number, reason, event)
            .await
    }

    async fn certificate(
        &self,
        issuer: &str,
        serial_number: &str,
    ) -> Stored<Option<CertificateRecord>> {
        self.one(issuer, serial_number).await
    }

    async fn status(&self, issuer: &str, serial_number: &str) -> Stored<Option<Status>> {
        self.status_of(issuer, serial_number).await
    }

    async fn certificates_by_serial(&self, serial_number: &str) -> Stored<Vec<CertificateRecord>> {
        self.with_serial(serial_number).await
    }

    async fn certificates(&self, office: Option<Office>) -> Stored<Vec<CertificateRecord>> {
        self.of_office(office).await
    }

    async fn dangling(&self) -> Stored<Vec<CertificateRecord>> {
        self.unfinished().await
    }

    async fn revocations(&self, issuer: &str, after: i64) -> Stored<Vec<Revocation>> {
        self.revoked(issuer, after).await
    }

    async fn invite(&self, invitation: &InvitationRecord, event: &Event) -> Stored<()> {
        let mut transaction = self.write().await?;
        sqlx::query(
            "INSERT INTO invitation (token_hash, subject, created_at, expires_at) \
             VALUES ($1, $2, $3, $4)",
        )
        .bind(&invitation.token_hash)
        .bind(&invitation.subject)
        .bind(invitation.created_at.unix_timestamp())
        .bind(invitation.expires_at.unix_timestamp())
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
        append(&mut transaction, event).await?;
        transaction.commit().await
    }

    async fn invitation(&self, token_hash: &str) -> Stored<Option<InvitationRecord>> {
        let row = sqlx::query(
            "SELECT token_hash, subject, created_at, expires_at, request_hash, issuer, \
             serial_number FROM invitation WHERE token_hash = $1",
        )
        .bind(token_hash)
        .fetch_optional(&self.pool)
        .await
        .map_err(failed)?;
        row.as_ref().map(rows::invitation).transpose()
    }

    async fn next_crl_number(&self, issuer: &str) -> Stored<i64> {
        sqlx::query_scalar(
            "INSERT INTO crl_number (issuer, last) VALUES ($1, 1) \
             ON CONFLICT (issuer) DO UPDATE SET last = crl_number.last + 1 RETURNING last",
        )
        .bind(issuer)
        .fetch_one(&self.pool)
        .await
        .map_err(failed)
    }

    async fn store_crl(&self, crl: &CrlRecord, event: &Event) -> Stored<()> {
        let mut transaction = self.write().await?;
        sqlx::query(
            "INSERT INTO crl (issuer, kind, number, this_update_at, next_update_at, through, der) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) \
             ON CONFLICT (issuer, kind) DO UPDATE SET number = excluded.number, \
             this_update_at = excluded.this_update_at, next_update_at = excluded.next_update_at, \
             through = excluded.through, der = excluded.der \
             WHERE excluded.number > crl.number",
        )
        .bind(&crl.issuer)
        .bind(crl.kind.as_str())
        .bind(crl.number)
        .bind(crl.this_update_at.unix_timestamp())
        .bind(crl.next_update_at.unix_timestamp())
        .bind(crl.through)
        .bind(&crl.der)
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
        // It was signed, so it is told, even when a newer one is stored already.
        append(&mut transaction, event).await?;
        transaction.commit().await
    }

    async fn crl(&self, issuer: &str, kind: CrlKind) -> Stored<Option<CrlRecord>> {
        let row = sqlx::query(
            "SELECT issuer, number, this_update_at, next_update_at, through, der FROM crl \
             WHERE issuer = $1 AND kind = $2",
        )
        .bind(issuer)
        .bind(kind.as_str())
        .fetch_optional(&self.pool)
        .await
        .map_err(failed)?;
        row.as_ref().map(|row| rows::crl(row, kind)).transpose()
    }

    async fn note(&self, event: &Event) -> Stored<()> {
        let mut transaction = self.write().await?;
        append(&mut transaction, event).await?;
        transaction.commit().await
    }

    async fn audit(&self, from: i64, most: u32) -> Stored<Vec<Entry>> {
        self.entries(from, most).await
    }

    async fn founded_at(&self) -> Stored<Option<OffsetDateTime>> {
        let at: Option<Option<i64>> = sqlx::query_scalar("SELECT founded_at FROM site")
            .fetch_optional(&self.pool)
            .await
            .map_err(failed)?;
        at.flatten().map(moment).transpose()
    }

    async fn set_founded(&self, event: &Event) -> Stored<()> {
        let mut transaction = self.write().await?;
        sqlx::query("UPDATE site SET founded_at = $1")
            .bind(event.at.unix_timestamp())
            .execute(&mut *transaction)
            .await
            .map_err(failed)?;
        append(&mut transaction, event).await?;
        transaction.commit().await
    }
}
