//! The user agreement in force.

use tanba_protocol::authority::{Agreement, Words};

use crate::title::Title;

/// Its version; an application names the one that was accepted.
pub const AGREEMENT_VERSION: &str = "2026-1";

/// The agreement of an authority of this title.
#[must_use]
pub fn agreement(title: &Title) -> Agreement {
    // The first paragraph says that it is practice.
    let text = |whole: &str| match (title.is_practice(), whole.split_once("\n\n")) {
        (false, Some((_, rest))) => rest.to_owned(),
        _ => whole.to_owned(),
    };
    Agreement {
        version: AGREEMENT_VERSION.to_owned(),
        text: Words {
            kk: text(include_str!("../letters/agreement.kk.txt")),
            ru: text(include_str!("../letters/agreement.ru.txt")),
            en: text(include_str!("../letters/agreement.en.txt")),
        },
    }
}
