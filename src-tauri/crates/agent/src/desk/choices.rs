//! What calls are made of: what a person chose.

use serde::{Deserialize, Serialize};

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
