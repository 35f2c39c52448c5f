//! The user agreement in force.

use tanba_protocol::authority::{Agreement, Words};

/// Its version; an application names the one that was accepted.
pub const AGREEMENT_VERSION: &str = "2026-1";

/// The agreement.
#[must_use]
pub fn agreement() -> Agreement {
    Agreement {
        version: AGREEMENT_VERSION.to_owned(),
        text: Words {
            kk: include_str!("../letters/agreement.kk.txt").to_owned(),
            ru: include_str!("../letters/agreement.ru.txt").to_owned(),
            en: include_str!("../letters/agreement.en.txt").to_owned(),
        },
    }
}
