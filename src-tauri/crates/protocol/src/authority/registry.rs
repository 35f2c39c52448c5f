//! What is known before anybody applies: the agreement, regions, legal entities.

use serde::{Deserialize, Serialize};

use super::Words;

/// The answer of `GET /agreement`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Agreement {
    /// Names this text; an application says which one was accepted.
    pub version: String,
    /// The text: paragraphs between blank lines.
    pub text: Words,
}

/// One of the answer of `GET /regions`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Region {
    /// Its code in the classifier of administrative-territorial objects (KATO): nine digits.
    pub code: String,
    /// Its name.
    pub name: Words,
    /// Its cities. A city of republican significance is its own only one.
    pub cities: Vec<City>,
}

/// A city of a region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct City {
    /// Its code in KATO: nine digits.
    pub code: String,
    /// Its name.
    pub name: Words,
}

/// The answer of `GET /legal-entities/{bin}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct LegalEntityView {
    /// Twelve digits.
    pub bin: String,
    /// Its name in the registry.
    pub name: String,
    /// Its first head.
    pub head: HeadView,
}

/// The first head of a legal entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct HeadView {
    /// Surname and initials: enough to recognize, not enough to collect.
    pub name: String,
}
