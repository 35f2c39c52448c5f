//! Rows as records.

use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use tanba_authority::{
    Branch, CertificateRecord, Claim, CrlKind, CrlRecord, InvitationRecord, NewCertificate, Office,
    Revocation, Stored,
};

use super::{damaged, failed, moment};

/// `SELECT` of the columns that [`certificate`] reads.
macro_rules! select_certificate {
    ($rest:literal) => {
        concat!(
            "SELECT issuer, serial_number, office, branch, name, generation, subject, \
             key_identifier, tbs, prepared_at, not_after_at, der, published_at, refused_at, \
             revoked_at, revocation_reason, revocation_sequence, iin, bin, reminder_due_at FROM certificate ",
            $rest
        )
    };
}
pub(super) use select_certificate;

pub(super) fn certificate(row: &SqliteRow) -> Stored<CertificateRecord> {
    let text = |name: &str| row.try_get::<String, _>(name).map_err(failed);
    let number = |name: &str| row.try_get::<Option<i64>, _>(name).map_err(failed);
    let at = |name: &str| number(name)?.map(moment).transpose();
    let serial_number = text("serial_number")?;
    let revocation = match (
        at("revoked_at")?,
        number("revocation_reason")?,
        number("revocation_sequence")?,
    ) {
        (Some(revoked_at), Some(reason), Some(sequence)) => Some(Revocation {
            serial_number: serial_number.clone(),
            revoked_at,
            reason: u8::try_from(reason).map_err(failed)?,
            sequence,
        }),
        _ => None,
    };
    let prepared = NewCertificate {
        issuer: text("issuer")?,
        office: Office::parse(&text("office")?).ok_or_else(|| damaged("office"))?,
        branch: Branch::parse(&text("branch")?).ok_or_else(|| damaged("branch"))?,
        name: row.try_get("name").map_err(failed)?,
        generation: row.try_get("generation").map_err(failed)?,
        subject: text("subject")?,
        iin: row.try_get("iin").map_err(failed)?,
        bin: row.try_get("bin").map_err(failed)?,
        reminder_due_at: at("reminder_due_at")?,
        key_identifier: text("key_identifier")?,
        tbs: row.try_get("tbs").map_err(failed)?,
        prepared_at: at("prepared_at")?.ok_or_else(|| damaged("prepared_at"))?,
        not_after_at: at("not_after_at")?.ok_or_else(|| damaged("not_after_at"))?,
        serial_number,
    };
    Ok(CertificateRecord {
        prepared,
        der: row.try_get("der").map_err(failed)?,
        published_at: at("published_at")?,
        refused_at: at("refused_at")?,
        revocation,
    })
}

pub(super) fn invitation(row: &SqliteRow) -> Stored<InvitationRecord> {
    let text = |name: &str| row.try_get::<String, _>(name).map_err(failed);
    let optional = |name: &str| row.try_get::<Option<String>, _>(name).map_err(failed);
    let at = |name: &str| row.try_get(name).map_err(failed).and_then(moment);
    let claim = match (
        optional("request_hash")?,
        optional("issuer")?,
        optional("serial_number")?,
    ) {
        (Some(request_hash), Some(issuer), Some(serial_number)) => Some(Claim {
            request_hash,
            issuer,
            serial_number,
        }),
        _ => None,
    };
    Ok(InvitationRecord {
        token_hash: text("token_hash")?,
        subject: text("subject")?,
        created_at: at("created_at")?,
        expires_at: at("expires_at")?,
        claim,
    })
}

pub(super) fn crl(row: &SqliteRow, kind: CrlKind) -> Stored<CrlRecord> {
    let number = |name: &str| row.try_get::<i64, _>(name).map_err(failed);
    Ok(CrlRecord {
        issuer: row.try_get("issuer").map_err(failed)?,
        kind,
        number: number("number")?,
        this_update_at: moment(number("this_update_at")?)?,
        next_update_at: moment(number("next_update_at")?)?,
        through: number("through")?,
        der: row.try_get("der").map_err(failed)?,
    })
}
