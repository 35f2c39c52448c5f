//! What a window hears without asking.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use tanba_protocol::{Event, Failure};

use super::call::TaskId;
use super::remind::Reminder;
use crate::enrol::EnrolmentView;
use crate::sign::Signed;

/// One thing that a window hears. It carries no secret and no prompt.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(
    tag = "notice",
    rename_all = "kebab-case",
    rename_all_fields = "snake_case"
)]
pub enum Notice {
    /// Something happened in a running call.
    Event {
        /// Which call.
        task: TaskId,
        /// What happened.
        event: Event,
    },
    /// One document of a batch is done.
    Signed {
        /// Which call.
        task: TaskId,
        /// What became of it.
        signed: Signed,
    },
    /// Something is other than it was; whoever shows it should ask again.
    Changed {
        /// What.
        what: Changed,
    },
    /// Files were given to the application from outside.
    Opened {
        /// The files.
        files: Vec<PathBuf>,
        /// What for.
        intent: Intent,
    },
    /// Something from outside could not be done.
    Failed {
        /// Why.
        failure: Failure,
    },
    /// Keys end soon, or have just ended: said once of each, on time.
    Reminded {
        /// Of which keys.
        reminders: Vec<Reminder>,
    },
    /// Whether there are reminders that nobody has looked at.
    Attention {
        /// Whether there are.
        waits: bool,
    },
    /// The person chose something outside the window that is shown in it.
    Show {
        /// What.
        place: Place,
    },
    /// An application reached another stage while nobody looked.
    Enrolment {
        /// Where it stands now.
        enrolment: Box<EnrolmentView>,
    },
    /// A prompt waits in its own window, or waits no more.
    Prompting {
        /// Whether one waits.
        waits: bool,
    },
}

/// What is other than it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Changed {
    /// Keys or their places.
    Keys,
    /// Tokens: one was connected or pulled out, or something on it changed.
    Tokens,
    /// Reminders: one was given.
    Reminders,
    /// The personal account: somebody logged in or out.
    Account,
    /// The history.
    History,
    /// Settings, language and theme.
    Settings,
    /// Ways to keys, and what was told on them.
    Enrolments,
}

/// What a window shows when it is asked from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// When keys end, and what to do about it.
    Renewals,
    /// Applications for keys.
    GetKeys,
}

/// What files were given for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Intent {
    /// To sign them.
    Sign,
    /// To verify them.
    Verify,
    /// As suits them: a signature is verified, a key file added, the rest signed.
    Open,
}
