//! One door for every shell that has a window: a [`Call`] comes in, its [`Reply`] goes out, and
//! [`Notice`]s tell what happens meanwhile.

mod call;
mod notice;
mod reply;

pub use call::{Call, OrderedForm, PickKind, ReportFormat, SignOrder, TaskId, VisiblePlace};
pub use notice::{Changed, Intent, Notice};
pub use reply::{
    AppState, DocumentKind, DocumentView, EnvironmentView, HistoryPage, Home, KeyPlace, KeyState,
    KeyView, Need, PlaceSource, PracticeView, Preview, Reply, Unfinished, VerificationView,
};
