//! An enrolment as a text, to be taken to another computer together with its keys.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{Enrolment, EnrolmentId, Fact, FactError, Kind};

/// The first word of the text.
const FORMAT: &str = "tanba-enrolment";
/// Longer than any honest text, in bytes.
const LONGEST: usize = 1 << 20;

/// Why a text is no enrolment.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    /// It does not read.
    #[error("not an enrolment: {0}")]
    Malformed(String),
    /// One of its facts does not read.
    #[error(transparent)]
    Fact(#[from] FactError),
}

#[derive(Serialize, Deserialize)]
struct Head {
    format: String,
    id: EnrolmentId,
    kind: Kind,
    authority: String,
}

#[derive(Serialize, Deserialize)]
struct Line {
    at: i64,
    fact: serde_json::Value,
}

impl Enrolment {
    /// The journal as lines of JSON: who it is, then every fact. It holds no secret and no key.
    ///
    /// # Errors
    /// Never for facts that can be made.
    pub fn to_text(&self) -> Result<String, TransferError> {
        let head = Head {
            format: FORMAT.to_owned(),
            id: self.id.clone(),
            kind: self.kind,
            authority: self.authority.clone(),
        };
        let mut text = line(&head)?;
        for recorded in &self.facts {
            let fact = serde_json::from_str(&recorded.fact.to_json()?).map_err(malformed)?;
            text.push_str(&line(&Line {
                at: recorded.at.unix_timestamp(),
                fact,
            })?);
        }
        Ok(text)
    }

    /// Reads such a text. Whether its keys are here is for the caller to find out.
    ///
    /// # Errors
    /// [`TransferError`].
    pub fn from_text(text: &str) -> Result<Self, TransferError> {
        if text.len() > LONGEST {
            return Err(TransferError::Malformed("too long".to_owned()));
        }
        let mut lines = text.lines();
        let head: Head =
            serde_json::from_str(lines.next().unwrap_or_default()).map_err(malformed)?;
        if head.format != FORMAT {
            return Err(TransferError::Malformed("another format".to_owned()));
        }
        let mut enrolment = Self::new(head.id, head.kind, &head.authority);
        for line in lines {
            let line: Line = serde_json::from_str(line).map_err(malformed)?;
            let at = OffsetDateTime::from_unix_timestamp(line.at)
                .map_err(|error| TransferError::Malformed(error.to_string()))?;
            enrolment.record(at, Fact::from_json(&line.fact.to_string())?);
        }
        Ok(enrolment)
    }
}

fn line(value: &impl Serialize) -> Result<String, TransferError> {
    let mut line = serde_json::to_string(value).map_err(malformed)?;
    line.push('\n');
    Ok(line)
}

fn malformed(error: serde_json::Error) -> TransferError {
    TransferError::Malformed(error.to_string())
}
