//! What a window may ask for.

use serde::{Deserialize, Serialize};
use tanba_protocol::PinKind;

use super::TokenAlgorithm;

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

/// What documents to sign, and how.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SignOrder {
    /// The documents.
    pub documents: Vec<String>,
    /// The key: its file, or `token:SERIAL[/KEYID]`; empty lets the person choose in the prompt.
    pub key: String,
    /// Form of the signatures.
    pub form: OrderedForm,
    /// Whether a time stamp is wanted: none decides by whether an authority answers.
    pub time_stamp: Option<bool>,
    /// Where results go; beside each document when not given.
    pub folder: Option<String>,
    /// Whether an expired certificate may sign.
    pub allow_expired: bool,
    /// Where a PDF shows the signature.
    pub visible: Option<VisiblePlace>,
}

/// Form of the signatures that are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum OrderedForm {
    /// Each as suits it best: PAdES in a PDF, otherwise CMS beside the document.
    Automatic,
    /// CMS beside the document.
    Detached,
    /// CMS with the document inside.
    Attached,
    /// Inside the PDF.
    Pades,
    /// Inside the XML.
    Xml,
}

/// Where on a page a signature shows, in fractions of the page as it is seen, from its upper left
/// corner.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct VisiblePlace {
    /// The page, from 0.
    pub page: u32,
    /// Left edge, 0 to 1.
    pub x: f64,
    /// Upper edge, 0 to 1.
    pub y: f64,
    /// Width, 0 to 1.
    pub width: f64,
    /// Height, 0 to 1.
    pub height: f64,
}

/// What a report is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum ReportFormat {
    /// For people.
    Pdf,
    /// For programs.
    Json,
}

/// What the system's dialog lets the person choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum PickKind {
    /// Documents of any kind.
    Documents,
    /// Key files.
    Keys,
    /// A PKCS#11 module.
    Module,
    /// Files of certificates.
    Certificates,
    /// One folder.
    Folder,
    /// A file to write.
    Save,
}

/// Where a practice key is made.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "place", rename_all = "kebab-case")]
pub enum PractisePlace {
    /// In a file.
    File,
    /// On a token.
    Token {
        /// Its serial number.
        serial: String,
    },
    /// On a program that acts as a token, whichever is installed.
    SoftwareToken,
}

/// What is deleted from a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum TokenObject {
    /// The key and its certificate.
    Key,
    /// The certificate alone.
    Certificate,
}
