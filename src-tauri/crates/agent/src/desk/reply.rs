//! What a window gets.

use std::path::PathBuf;

use serde::Serialize;
use tanba_protocol::Failure;
use tanba_protocol::authority::LegalEntityView;
use tanba_store::{Entry, HistoryReport};
use time::OffsetDateTime;

use super::account::AccountState;
use super::choices::{OrderedForm, SignOrder};
use super::key_view::{KeyPlace, KeyView};
use super::renewals::RenewalsView;
use super::token_view::{TokenKeyView, TokensView};
use crate::doctor::Check;
use crate::enrol::{Applied, AuthorityView, DraftView, EnrolmentView, Terms};
use crate::extend::Extended;
use crate::root::{RootView, TrustedRoot};
use crate::sign::Signed;
use crate::text::Language;
use crate::verify::Verification;

/// What became of a [`Call`](super::Call) of the same name.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "reply", content = "value", rename_all = "kebab-case")]
pub enum Reply {
    /// How things are.
    State(AppState),
    /// How things are now.
    SetSetting(AppState),
    /// How things are now.
    SetAutostart(AppState),
    /// What needs the person.
    Home(Home),
    /// The keys.
    Keys(Vec<KeyView>),
    /// It goes.
    SeeReminders(()),
    /// The places.
    KeyPlaces(Vec<KeyPlace>),
    /// The keys now.
    UseKeyPlaces(Vec<KeyView>),
    /// The keys now.
    AddKeys(Vec<KeyView>),
    /// The keys now.
    ForgetKeys(Vec<KeyView>),
    /// It is changed.
    ChangePassword(()),
    /// Where the copy lies.
    BackUpKey(PathBuf),
    /// Those keys.
    Renewals(RenewalsView),
    /// Where the renewal stands.
    Renew(EnrolmentView),
    /// Where it stands now.
    GoOnRenewing(EnrolmentView),
    /// What it still holds, and why it could not be deleted.
    StopRenewing(Applied),
    /// Where it lies.
    SaveCalendar(PathBuf),
    /// The account.
    Account(AccountState),
    /// What is in it.
    AccountOpen(AccountState),
    /// Where one can log in again.
    AccountClose(AccountState),
    /// What is in it now.
    AccountRevoke(AccountState),
    /// What is in it now.
    AccountDecide(AccountState),
    /// What is in it now.
    AccountSettings(AccountState),
    /// The tokens.
    Tokens(TokensView),
    /// The tokens now.
    TokenChangePin(TokensView),
    /// The tokens now.
    TokenUnblock(TokensView),
    /// The tokens now.
    TokenLabel(TokensView),
    /// The tokens now.
    TokenInit(TokensView),
    /// The new key.
    TokenKeyNew(TokenKeyView),
    /// The key that the certificate belongs to.
    TokenCertPut(TokenKeyView),
    /// Where it lies.
    TokenCertExport(PathBuf),
    /// The tokens now.
    TokenDelete(TokensView),
    /// The text.
    TokenDiagnostics(String),
    /// The tokens now.
    TokenModuleAdd(TokensView),
    /// The tokens now.
    TokenModuleForget(TokensView),
    /// The practice authority.
    Practise(PracticeView),
    /// How things are now.
    ForgetPractice(AppState),
    /// Those ways.
    Enrolments(EnrolmentsView),
    /// Where it stands.
    Enrolment(EnrolmentView),
    /// The form.
    EnrolmentForm(EnrolmentForm),
    /// What was told, and what it comes to.
    EnrolmentDraft(DraftView),
    /// What is left.
    EnrolmentForget(EnrolmentsView),
    /// The legal entity.
    EnrolmentLookUp(LegalEntityView),
    /// What became of it.
    EnrolmentApply(Applied),
    /// Where it stands now.
    EnrolmentRefresh(EnrolmentView),
    /// Where it stands now.
    EnrolmentResume(EnrolmentView),
    /// What it still holds, and why it could not be deleted.
    EnrolmentAbandon(Applied),
    /// Whose it is.
    AuthorityRoot(RootView),
    /// Each with its fingerprint.
    AuthorityRoots(Vec<TrustedRoot>),
    /// It is believed.
    TrustAuthorityRoot(()),
    /// It is forgotten.
    ForgetAuthorityRoot(()),
    /// It asks for a place.
    EnrolmentElsewhere(EnrolmentView),
    /// Where it stands now.
    EnrolmentRule(EnrolmentView),
    /// Where it lies.
    EnrolmentPaper(PathBuf),
    /// The documents.
    Inspect(Vec<DocumentView>),
    /// The page.
    Preview(Preview),
    /// What became of each document, in the order of the call.
    Sign(Vec<Signed>),
    /// Those signings, newest first.
    Unfinished(Vec<Unfinished>),
    /// Those that are left.
    ForgetUnfinished(Vec<Unfinished>),
    /// What was found.
    Verify(VerificationView),
    /// Where it lies.
    SaveReport(PathBuf),
    /// Where it lies.
    SaveSheet(PathBuf),
    /// What became of the file.
    Extend(Extended),
    /// Where the document lies.
    Extract(PathBuf),
    /// Entries.
    History(HistoryPage),
    /// What the check found.
    CheckHistory(HistoryReport),
    /// The environments.
    Environments(Vec<EnvironmentView>),
    /// The environments now.
    AddEnvironment(Vec<EnvironmentView>),
    /// The environments now.
    RemoveEnvironment(Vec<EnvironmentView>),
    /// What was looked at.
    Doctor(Vec<Check>),
    /// What was chosen; nothing when the person changed their mind.
    Pick(Vec<PathBuf>),
    /// It is shown.
    Reveal(()),
    /// It is opened.
    Open(()),
    /// It is called off, or was over already.
    Cancel(()),
}

/// The ways to keys.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct EnrolmentsView {
    /// Those that are not at their end, the newest first.
    pub enrolments: Vec<EnrolmentView>,
    /// A new application that is being filled in.
    pub draft: Option<DraftView>,
    /// Where one can apply.
    pub authorities: Vec<AuthorityView>,
    /// Whether an authority for practice can be run here.
    pub can_practise: bool,
    /// The addresses of the practice authority of this computer: there the person plays the operator, too.
    pub own_practice: Vec<String>,
}

/// What is needed to fill in an application.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct EnrolmentForm {
    /// On which terms the authority takes it.
    #[serde(flatten)]
    pub terms: Terms,
    /// The folder for keys that is proposed.
    pub folder: PathBuf,
    /// What was told so far.
    pub filled: DraftView,
}

/// How things are.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct AppState {
    /// Version of the program.
    pub version: String,
    /// Language that the person set; none before the first run is over.
    pub language: Option<Language>,
    /// `light`, `dark` or `contrast`; none follows the system.
    pub theme: Option<String>,
    /// Whether the first run is over.
    pub started: bool,
    /// The trust environment.
    pub environment: String,
    /// Address of the time-stamping authority that the person set.
    pub tsa: Option<String>,
    /// The proxy: an address, empty for none; the system's when not set.
    pub proxy: Option<String>,
    /// Whether keys are looked for in the usual places.
    pub key_places: bool,
    /// Whether the application starts with the system; none where that cannot be set.
    pub autostart: Option<bool>,
    /// The practice authority, once there is one.
    pub practice: Option<PracticeView>,
}

/// The practice authority and the environment that trusts it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PracticeView {
    /// Its address.
    pub url: String,
    /// Fingerprint of its trust anchors: SHA-256 in hexadecimal.
    pub fingerprint: String,
    /// Whether it answers now.
    pub running: bool,
    /// The practice key, where there is one: its file, or `token:SERIAL/KEYID`.
    pub key: Option<String>,
}

/// What needs the person now, and what is at hand.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Home {
    /// Whom to greet: the holder of the key that was used last.
    pub name: Option<String>,
    /// What needs them, the most pressing first.
    pub needs: Vec<Need>,
    /// The keys, those used last first.
    pub keys: Vec<KeyView>,
    /// The newest entries of the history.
    pub recent: Vec<Entry>,
}

/// One thing that needs the person.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(
    tag = "need",
    rename_all = "kebab-case",
    rename_all_fields = "snake_case"
)]
pub enum Need {
    /// There is no key yet.
    NoKey,
    /// A key expires within days.
    KeyExpires {
        /// The key, by its reference.
        key: String,
        /// Its holder.
        holder: String,
        /// Whole days left.
        days: i64,
    },
    /// A key has expired.
    KeyExpired {
        /// The key, by its reference.
        key: String,
        /// Its holder.
        holder: String,
    },
    /// A key is revoked.
    KeyRevoked {
        /// The key, by its reference.
        key: String,
        /// Its holder.
        holder: String,
    },
    /// A signing was interrupted.
    Unfinished(Unfinished),
    /// An enrolment is not at its end.
    Enrolment(Box<EnrolmentView>),
    /// An application is filled in, and not sent.
    Draft {
        /// The screen that it is at, from 1.
        step: usize,
        /// How many there are.
        count: usize,
    },
    /// The history is not as it was written.
    HistoryDamaged,
}

/// A file as it can be signed or verified.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DocumentView {
    /// Its path.
    pub path: PathBuf,
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// What it is.
    pub kind: DocumentKind,
    /// How many pages it has, where it has pages that can be shown.
    pub pages: Option<u32>,
    /// Whether there are signatures in it.
    pub signed: bool,
    /// The forms in which it can be signed, the one that suits it best first.
    pub forms: Vec<OrderedForm>,
    /// Why it can be neither.
    pub failure: Option<Failure>,
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    /// PDF.
    Pdf,
    /// XML.
    Xml,
    /// A picture.
    Image,
    /// Plain text.
    Text,
    /// A CMS signature.
    Cms,
    /// Anything else.
    Other,
}

/// A document to look at; nothing active is in it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(
    tag = "preview",
    rename_all = "kebab-case",
    rename_all_fields = "snake_case"
)]
pub enum Preview {
    /// Pixels.
    Pixels {
        /// PNG in base64.
        png: String,
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
        /// How many pages there are.
        pages: u32,
    },
    /// Text as it is, control characters made visible.
    Text {
        /// The text.
        text: String,
        /// Whether there is more than is shown.
        cut: bool,
    },
    /// Nothing that can be shown.
    Nothing,
}

/// A signing that was interrupted.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Unfinished {
    /// Its id.
    pub id: i64,
    /// When it was begun.
    #[serde(with = "time::serde::rfc3339")]
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub started_at: OffsetDateTime,
    /// How many documents were to be signed.
    pub count: usize,
    /// The order for what is left.
    pub rest: SignOrder,
}

/// What was found in a file, under an id by which it can be saved.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct VerificationView {
    /// Its id while the application runs.
    pub id: u32,
    /// What was found.
    pub verification: Verification,
}

/// A stretch of the history.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct HistoryPage {
    /// Entries, newest first.
    pub entries: Vec<Entry>,
    /// How many there are in all that fit the search.
    pub total: i64,
}

/// A trust environment.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct EnvironmentView {
    /// Its name: `production`, `test`, `practice`, or the person's.
    pub name: String,
    /// How many trust anchors it has.
    pub anchors: usize,
    /// Whether it is the person's own.
    pub own: bool,
}
