//! An enrolment: what it is for, and all that is known of it.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{Effect, EnrolmentId, Fact, Step, legal_entity, renewal};

/// Which journey it is. Each has a file of its own, with a `next` over the same facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(rename = "EnrolmentKind"))]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The head or an employee of a legal entity applies, and is verified in person.
    LegalEntity,
    /// A key is replaced by signing with it.
    Renewal,
}

impl Kind {
    /// Its name in the database and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LegalEntity => "legal-entity",
            Self::Renewal => "renewal",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::LegalEntity, Self::Renewal]
            .into_iter()
            .find(|kind| kind.as_str() == name)
    }
}

/// A fact, and when it was written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// When, to the second.
    pub at: OffsetDateTime,
    /// What.
    pub fact: Fact,
}

/// One journey to a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolment {
    /// Its name.
    pub id: EnrolmentId,
    /// Which journey it is.
    pub kind: Kind,
    /// The address of the authority that it leads to.
    pub authority: String,
    /// All that happened, in its order.
    pub facts: Vec<Recorded>,
}

impl Enrolment {
    /// One in which nothing happened yet.
    #[must_use]
    pub fn new(id: EnrolmentId, kind: Kind, authority: &str) -> Self {
        Self {
            id,
            kind,
            authority: authority.to_owned(),
            facts: Vec::new(),
        }
    }

    /// Adds a fact.
    pub fn record(&mut self, at: OffsetDateTime, fact: Fact) {
        self.facts.push(Recorded { at, fact });
    }

    /// The facts in their order.
    pub fn facts(&self) -> impl DoubleEndedIterator<Item = &Fact> {
        self.facts.iter().map(|recorded| &recorded.fact)
    }

    /// The effect that was started and whose end is not known.
    #[must_use]
    pub fn dangling(&self) -> Option<&Effect> {
        match self.facts().next_back() {
            Some(Fact::Started { effect }) => Some(effect),
            _ => None,
        }
    }
}

/// What comes next. The same facts always lead to the same step.
#[must_use]
pub fn next(enrolment: &Enrolment) -> Step {
    match enrolment.kind {
        Kind::LegalEntity => legal_entity::next(enrolment),
        Kind::Renewal => renewal::next(enrolment),
    }
}
