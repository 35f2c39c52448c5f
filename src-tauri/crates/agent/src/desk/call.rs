//! What a window may ask for.

use serde::Deserialize;
use tanba_protocol::{PinKind, RevocationReason};

use super::TokenAlgorithm;
use super::choices::{PickKind, PractisePlace, ReportFormat, SignOrder, TokenObject};
use crate::account::AccountSettingsChange;
use crate::enrol::{DraftPlace, EnrolmentDraft, FormStep, KeysLeft};
use crate::practice::PracticeRuling;

/// Names one running call, so that events and a cancellation find it. Chosen by the window.
pub type TaskId = u32;

/// One thing that a window asks for. Its [`Reply`](super::Reply) has the same name.
///
/// None of them carries a secret: passwords come through the prompt alone.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(
    tag = "call",
    rename_all = "kebab-case",
    rename_all_fields = "snake_case"
)]
pub enum Call {
    /// What a window needs to begin with.
    State,
    /// Sets a setting, or clears it: `language`, `theme`, `tsa`, `environment`, `proxy`, `started`.
    SetSetting {
        /// Its name.
        name: String,
        /// Its value; none to clear it.
        value: Option<String>,
    },
    /// Whether the application starts with the system.
    SetAutostart {
        /// Whether it does.
        on: bool,
    },
    /// What needs the person now.
    Home,

    /// The keys in the places that are looked at.
    Keys,
    /// The person looks at when keys end: the mark of reminders goes.
    SeeReminders,
    /// Where keys would be looked for, before anything is opened.
    KeyPlaces,
    /// Looks in the usual places from now on; asked for with the person's consent.
    UseKeyPlaces {
        /// Whether they are looked at.
        on: bool,
    },
    /// Adds key files or folders that the person chose.
    AddKeys {
        /// Their paths.
        paths: Vec<String>,
    },
    /// Forgets a key file or a folder; nothing is deleted.
    ForgetKeys {
        /// Its path.
        path: String,
    },
    /// Changes the password of a key file.
    ChangePassword {
        /// The key file.
        file: String,
    },
    /// Copies a key file into a folder.
    BackUpKey {
        /// The key file.
        file: String,
        /// The folder.
        folder: String,
    },

    /// When every key ends, and what can be done about it.
    Renewals,
    /// Renews a key by signing with it. A renewal of it that was broken off is taken up again.
    Renew {
        /// The key, by its reference.
        key: String,
        /// Address of the authority.
        authority: String,
        /// Where the new key is made and kept; beside the old one when not given.
        storage: Option<DraftPlace>,
    },
    /// Goes on with a renewal.
    GoOnRenewing {
        /// The id of the enrolment.
        id: String,
        /// Whether the old key is to be revoked, where that is asked.
        revoke_old: Option<bool>,
        /// Where the new key is to be made instead, where that cannot be done.
        storage: Option<DraftPlace>,
    },
    /// Gives a renewal up, or what one that was given up still holds. The old key stays as it is.
    StopRenewing {
        /// The id of the enrolment.
        id: String,
        /// What becomes of keys without a certificate.
        left: KeysLeft,
    },
    /// Writes the ends of the keys into a file for one's own calendar.
    SaveCalendar {
        /// The file.
        path: String,
    },

    /// The personal account that is open, and where one can log in.
    Account,
    /// Logs in by signing.
    AccountOpen {
        /// Address of the authority.
        authority: String,
        /// The key, by its reference.
        key: String,
    },
    /// Logs out.
    AccountClose,
    /// Revokes a certificate. A one-time code is asked for.
    AccountRevoke {
        /// Its serial number, in hexadecimal.
        serial: String,
        /// Why.
        reason: RevocationReason,
    },
    /// Signs an employee's application as the head, or refuses it.
    AccountDecide {
        /// Its number.
        number: String,
        /// Why it is refused; none to sign it.
        refusal: Option<String>,
    },
    /// Changes the settings of the account.
    AccountSettings {
        /// What is other.
        change: AccountSettingsChange,
    },

    /// The tokens that are connected, their keys, and the modules that reach them.
    Tokens,
    /// Changes a PIN of a token; the old and the new one are asked for.
    TokenChangePin {
        /// Serial number of the token.
        serial: String,
        /// Whose PIN.
        kind: PinKind,
    },
    /// Gives a token a new user PIN by the administrator's, whether the old one is locked or
    /// forgotten; both are asked for.
    TokenUnblock {
        /// Serial number of the token.
        serial: String,
    },
    /// Gives a token another label.
    TokenLabel {
        /// Serial number of the token.
        serial: String,
        /// The label, at most 32 bytes in UTF-8.
        label: String,
    },
    /// Formats a token: everything on it is deleted. Both PINs are asked for.
    TokenInit {
        /// Serial number of the token; empty for one that was never formatted.
        serial: String,
        /// Its label from then on.
        label: String,
        /// What the person typed to confirm: its serial number, or its label as it is now.
        confirmation: String,
    },
    /// Makes a key on a token.
    TokenKeyNew {
        /// Serial number of the token.
        serial: String,
        /// Algorithm of the key.
        algorithm: TokenAlgorithm,
        /// Name of its objects on the token.
        label: String,
        /// The name in a certificate that the key signs itself; none for no certificate.
        name: Option<String>,
    },
    /// Writes the certificate of a key to its token.
    TokenCertPut {
        /// Serial number of the token.
        serial: String,
        /// File of the certificate.
        file: String,
    },
    /// Writes a certificate of a token into a file.
    TokenCertExport {
        /// Serial number of the token.
        serial: String,
        /// Identifier of the key.
        key_id: String,
        /// The file.
        path: String,
    },
    /// Deletes from a token.
    TokenDelete {
        /// Serial number of the token.
        serial: String,
        /// Identifier of the key.
        key_id: String,
        /// What is deleted.
        what: TokenObject,
        /// What the person typed to confirm: the token's serial number or label.
        confirmation: String,
    },
    /// What is known of a token and its module, as a text for support, without secrets.
    TokenDiagnostics {
        /// Serial number of the token.
        serial: String,
    },
    /// Adds a module that the person chose.
    TokenModuleAdd {
        /// Its file.
        path: String,
    },
    /// Forgets a module that was added.
    TokenModuleForget {
        /// Its file.
        path: String,
    },

    /// Starts the practice authority, and gets a practice key where there is none yet.
    Practise {
        /// Where the key is made; in a file when not given.
        #[serde(default)]
        #[cfg_attr(feature = "ts", ts(optional))]
        place: Option<PractisePlace>,
    },
    /// Forgets the practice authority, its keys stay where they are.
    ForgetPractice,

    /// The ways to keys that are not at their end, and where one can apply.
    Enrolments,
    /// One of them, as far as it is known here.
    Enrolment {
        /// Its id.
        id: String,
    },
    /// What is needed to fill in an application; begins one where none is begun. The practice
    /// authority of this computer is started where it is the one.
    EnrolmentForm {
        /// The enrolment whose answers are corrected; none for a new application.
        enrolment: Option<String>,
        /// Address of the authority; none for that of the draft, or for practice.
        authority: Option<String>,
    },
    /// What a file says of a root, before anybody trusts it.
    AuthorityRoot {
        /// The file.
        path: String,
    },
    /// The roots that were named, and for whom each vouches over TLS.
    AuthorityRoots,
    /// Believes an authority over TLS from now on when this root vouches for it.
    TrustAuthorityRoot {
        /// Address of the authority.
        authority: String,
        /// The file.
        path: String,
        /// The fingerprint that the person was shown.
        fingerprint: String,
    },
    /// Forgets the root of an authority: from then on whom the system trusts is believed.
    ForgetAuthorityRoot {
        /// Address of the authority; none for the root of all.
        authority: Option<String>,
    },
    /// Keeps what was told so far, and goes to a screen.
    EnrolmentDraft {
        /// What was told.
        draft: Box<EnrolmentDraft>,
        /// The screen; none to stay.
        to: Option<FormStep>,
    },
    /// Forgets what was told so far.
    EnrolmentForget {
        /// The enrolment whose answers are corrected; none for a new application.
        enrolment: Option<String>,
    },
    /// Asks the authority of the form about a legal entity.
    EnrolmentLookUp {
        /// Its BIN.
        bin: String,
    },
    /// Makes the keys and sends the application, or what is corrected of it.
    EnrolmentApply {
        /// The enrolment whose answers are corrected; none for a new application.
        enrolment: Option<String>,
    },
    /// Asks the authority how far an application is.
    EnrolmentRefresh {
        /// The id of the enrolment.
        id: String,
    },
    /// Goes on: installs certificates, or finishes what was broken off.
    EnrolmentResume {
        /// The id of the enrolment.
        id: String,
    },
    /// Gives an enrolment up, or what one that was given up still holds.
    EnrolmentAbandon {
        /// The id of the enrolment.
        id: String,
        /// What becomes of keys without a certificate.
        left: KeysLeft,
    },
    /// Has another place asked for than that in which the keys cannot be made.
    EnrolmentElsewhere {
        /// The id of the enrolment.
        id: String,
    },
    /// Decides about an application as the operator of the practice authority of this computer.
    EnrolmentRule {
        /// The id of the enrolment.
        id: String,
        /// What is decided.
        ruling: PracticeRuling,
    },
    /// The application on paper, a PDF.
    EnrolmentPaper {
        /// The id of the enrolment.
        id: String,
        /// The file; none to open it for printing.
        path: Option<String>,
    },

    /// What files are, and how they can be signed. Folders give the files within them.
    Inspect {
        /// Files and folders.
        paths: Vec<String>,
    },
    /// One page of a document as pixels, or its text.
    Preview {
        /// The document.
        path: String,
        /// The page, from 0.
        page: u32,
        /// How wide the page will be shown, in device pixels.
        width: u32,
    },
    /// Signs documents under one prompt.
    Sign {
        /// What and how.
        order: SignOrder,
    },
    /// Signings that were interrupted.
    Unfinished,
    /// Forgets an interrupted signing.
    ForgetUnfinished {
        /// Its id.
        id: i64,
    },

    /// Verifies the signatures of one file.
    Verify {
        /// A signature, or a document with signatures inside.
        file: String,
        /// The document of a detached signature; found beside it when not given.
        content: Option<String>,
    },
    /// Writes the report of a verification.
    SaveReport {
        /// The verification, by the id of its reply.
        id: u32,
        /// What it is written as.
        format: ReportFormat,
        /// The file.
        path: String,
    },
    /// Writes a sheet to print for a verified signature.
    SaveSheet {
        /// The verification, by the id of its reply.
        id: u32,
        /// The file.
        path: String,
    },
    /// Adds a time stamp to every signature of a file that has none.
    Extend {
        /// The file.
        file: String,
    },
    /// Takes the document out of an attached signature.
    Extract {
        /// The signature.
        file: String,
        /// The file to write; beside the signature when not given.
        out: Option<String>,
    },

    /// A stretch of the history, newest first.
    History {
        /// Entries older than this number; the newest when not given.
        before: Option<i64>,
        /// How many at most.
        limit: u32,
        /// Words that an entry must contain.
        search: Option<String>,
    },
    /// Whether the history is as it was written.
    CheckHistory,

    /// The trust environments.
    Environments,
    /// Adds trusted certificates to an environment of the person.
    AddEnvironment {
        /// Its name.
        name: String,
        /// Files of certificates.
        files: Vec<String>,
    },
    /// Removes an environment of the person.
    RemoveEnvironment {
        /// Its name.
        name: String,
    },
    /// Looks at what signing needs on this computer.
    Doctor,

    /// Lets the person choose files or folders with the system's own dialog.
    Pick {
        /// What is chosen.
        what: PickKind,
        /// A name to begin with, for [`PickKind::Save`].
        name: Option<String>,
    },
    /// Shows a file in its folder.
    Reveal {
        /// The file.
        path: String,
    },
    /// Opens a file with the program that the system has for it.
    Open {
        /// The file.
        path: String,
    },
    /// Calls off a running call.
    Cancel {
        /// Which.
        task: TaskId,
    },
}
