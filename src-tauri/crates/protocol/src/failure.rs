//! Failures as a closed list. Nothing outside matches on an error's text.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::message::{Argument, Message};

/// What can be done about a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The same step may succeed when it is tried again.
    Retriable,
    /// Something else must be done or changed first.
    Precondition,
    /// Something is damaged, hostile or wrongly made.
    Fault,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal, $severity:ident;)+) => {
        /// Every way in which a use case can fail. In the catalogue
        /// `failure-<code>` has the attributes `.what` (what happened) and
        /// `.todo` (what to do).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS))]
        #[serde(rename_all = "kebab-case")]
        #[non_exhaustive]
        pub enum FailureCode {
            $($(#[doc = $doc])+ $name,)+
        }

        impl FailureCode {
            /// Every code, in the order of the list.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The stable name, as in JSON and logs.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }

            /// What can be done about it.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ }
            }

            /// The id of its message in the catalogue.
            pub const fn message_id(self) -> &'static str {
                match self { $(Self::$name => concat!("failure-", $text),)+ }
            }
        }
    };
}

codes! {
    // Keys and passwords
    /// The password does not open the key file.
    PasswordWrong = "password-wrong", Retriable;
    /// A new password does not follow the rules.
    PasswordUnsuitable = "password-unsuitable", Retriable;
    /// A password is needed and there is neither a terminal nor a window to ask in.
    PromptImpossible = "prompt-impossible", Precondition;
    /// No key file or key where one was expected, or none of that identifier.
    KeyNotFound = "key-not-found", Precondition;
    /// The key file is not PKCS#12 or is damaged.
    KeyFileDamaged = "key-file-damaged", Fault;
    /// The key file holds certificates but no private key.
    KeyFileWithoutKey = "key-file-without-key", Precondition;
    /// The key file is larger than any honest one.
    KeyFileTooLarge = "key-file-too-large", Fault;
    /// The key, or the way it is encrypted, uses an algorithm not supported.
    KeyUnsupported = "key-unsupported", Precondition;
    /// The certificate of the key has expired.
    KeyExpired = "key-expired", Precondition;
    /// The certificate of the key begins later.
    KeyNotYetValid = "key-not-yet-valid", Precondition;
    /// The certificate of the key is revoked.
    KeyRevoked = "key-revoked", Precondition;
    /// The key was issued for authentication, not for signatures.
    KeyForAuthenticationOnly = "key-for-authentication-only", Precondition;

    // Tokens
    /// No token of that serial number or label is connected.
    TokenNotFound = "token-not-found", Precondition;
    /// The token was pulled out during the work.
    TokenRemoved = "token-removed", Retriable;
    /// Another token is in the place of the one that was chosen.
    TokenChanged = "token-changed", Retriable;
    /// The token has never been formatted.
    TokenNotInitialised = "token-not-initialised", Precondition;
    /// Several tokens fit, or several are connected and none was named.
    TokenAmbiguous = "token-ambiguous", Precondition;
    /// The user PIN was wrong; the token does not say that tries run out.
    PinWrong = "pin-wrong", Retriable;
    /// The user PIN was wrong, and few tries are left.
    PinWrongFewLeft = "pin-wrong-few-left", Retriable;
    /// The user PIN was wrong, and the next wrong one locks it.
    PinWrongLastTry = "pin-wrong-last-try", Retriable;
    /// The user PIN is locked.
    PinLocked = "pin-locked", Precondition;
    /// The administrator's PIN was wrong; the token does not say that tries run out.
    SoPinWrong = "so-pin-wrong", Retriable;
    /// The administrator's PIN was wrong, and few tries are left.
    SoPinWrongFewLeft = "so-pin-wrong-few-left", Retriable;
    /// The administrator's PIN was wrong, and the next wrong one locks it for good.
    SoPinWrongLastTry = "so-pin-wrong-last-try", Retriable;
    /// The administrator's PIN is locked, for good.
    SoPinLocked = "so-pin-locked", Precondition;
    /// A new PIN does not follow the rules, or the token does not take it.
    PinUnsuitable = "pin-unsuitable", Retriable;
    /// The token has no user PIN yet.
    PinNotSet = "pin-not-set", Precondition;
    /// The token does not make keys of that algorithm, or does not sign with it.
    TokenAlgorithmUnsupported = "token-algorithm-unsupported", Precondition;
    /// The token takes a label only when it is formatted.
    TokenLabelFixed = "token-label-fixed", Precondition;
    /// The log-in ended while a key was in use.
    TokenLoggedOut = "token-logged-out", Retriable;
    /// The token has no room.
    TokenFull = "token-full", Precondition;
    /// The token takes no changes.
    TokenWriteProtected = "token-write-protected", Precondition;
    /// The label is longer than the 32 bytes that a token keeps.
    TokenLabelTooLong = "token-label-too-long", Precondition;
    /// The token has no such key.
    TokenKeyMissing = "token-key-missing", Precondition;
    /// Several keys of the token bear the identifier that was given.
    TokenKeyAmbiguous = "token-key-ambiguous", Precondition;
    /// No key of the token belongs to the certificate.
    TokenKeyForCertificateMissing = "token-key-for-certificate-missing", Precondition;
    /// The key of the token has no certificate yet.
    TokenCertificateMissing = "token-certificate-missing", Precondition;
    /// What was typed to confirm is neither the token's serial number nor its label.
    TokenConfirmationWrong = "token-confirmation-wrong", Precondition;
    /// A registration with a key of the token is not finished.
    TokenUnfinished = "token-unfinished", Precondition;
    /// No program that acts as a token is installed.
    SoftwareTokenMissing = "software-token-missing", Precondition;
    /// The token's module is not where it should be.
    ModuleMissing = "module-missing", Precondition;
    /// The file is no PKCS#11 module for this computer.
    ModuleNoModule = "module-no-module", Precondition;
    /// The module crashed when it was tried.
    ModuleCrashed = "module-crashed", Fault;
    /// The module does not answer.
    ModuleHung = "module-hung", Retriable;
    /// The token is at work on something else, such as making a key.
    ModuleBusy = "module-busy", Retriable;
    /// The module reported an error of its own.
    ModuleFailed = "module-failed", Retriable;
    /// The smart-card service does not run.
    PcscdNotRunning = "pcscd-not-running", Precondition;
    /// No reader and no token is connected.
    ReaderMissing = "reader-missing", Precondition;
    /// The system's policy keeps this person from the reader.
    PolkitRefused = "polkit-refused", Precondition;
    /// The program runs inside snap or flatpak, which keeps it from the reader.
    Confined = "confined", Precondition;

    // Documents
    /// No such document.
    DocumentNotFound = "document-not-found", Precondition;
    /// The document exists and cannot be read.
    DocumentUnreadable = "document-unreadable", Precondition;
    /// A folder was given where a document was expected.
    DocumentIsFolder = "document-is-folder", Precondition;
    /// A pipe or a device was given where a document was expected.
    DocumentIsNoFile = "document-is-no-file", Precondition;
    /// The document has no bytes.
    DocumentEmpty = "document-empty", Precondition;
    /// The document exceeds what this form can carry.
    DocumentTooLarge = "document-too-large", Precondition;
    /// The document changed between being shown and being signed.
    DocumentChanged = "document-changed", Retriable;
    /// The document is not what the form of signature needs, a text for PAdES say.
    FormUnsuitable = "form-unsuitable", Precondition;
    /// The page has no room for the visible signature where it was put, or there is no such page.
    PlaceUnsuitable = "place-unsuitable", Precondition;
    /// The PDF's structure is broken.
    PdfDamaged = "pdf-damaged", Fault;
    /// The PDF is encrypted.
    PdfEncrypted = "pdf-encrypted", Precondition;
    /// The author's certification or a lock forbids further signatures.
    PdfChangesForbidden = "pdf-changes-forbidden", Precondition;
    /// The XML is not well-formed.
    XmlMalformed = "xml-malformed", Fault;
    /// The XML has a DTD or entities.
    XmlForbiddenContent = "xml-forbidden-content", Fault;
    /// No element has the Id that was asked for.
    XmlIdNotFound = "xml-id-not-found", Precondition;
    /// Several elements share the Id.
    XmlIdAmbiguous = "xml-id-ambiguous", Fault;
    /// The signature covers something other than what a reader of the XML sees.
    XmlSignatureWrapped = "xml-signature-wrapped", Fault;

    // Signatures and other data that is read
    /// The file holds no signature.
    SignatureNotFound = "signature-not-found", Precondition;
    /// The file is not CMS, or is damaged.
    SignatureDamaged = "signature-damaged", Fault;
    /// The signature or its certificate uses an algorithm not supported.
    AlgorithmUnsupported = "algorithm-unsupported", Precondition;
    /// The signature is detached and its content was not given.
    ContentMissing = "content-missing", Precondition;
    /// The content given is not the content that was signed.
    ContentMismatch = "content-mismatch", Precondition;
    /// The signature has the level asked for, or a higher one.
    LevelReached = "level-reached", Precondition;
    /// The level cannot be reached in this form.
    LevelUnsupported = "level-unsupported", Precondition;
    /// Not a certificate, or a damaged one.
    CertificateDamaged = "certificate-damaged", Fault;
    /// A key file stands where a certificate was expected.
    CertificateInKeyFile = "certificate-in-key-file", Precondition;
    /// Not a certificate revocation list, or a damaged one.
    CrlDamaged = "crl-damaged", Fault;
    /// Not an OCSP response, or a damaged one.
    OcspResponseDamaged = "ocsp-response-damaged", Fault;
    /// The file of trust anchors holds none that can be read.
    TrustFileDamaged = "trust-file-damaged", Fault;
    /// No trust environment of that name.
    EnvironmentUnknown = "environment-unknown", Precondition;
    /// Production and test certificates would be mixed.
    EnvironmentsMixed = "environments-mixed", Precondition;

    // Writing
    /// The output exists; outputs never overwrite.
    OutputExists = "output-exists", Precondition;
    /// The folder for the output does not exist.
    OutputFolderMissing = "output-folder-missing", Precondition;
    /// The folder or its file system takes no changes.
    OutputReadOnly = "output-read-only", Precondition;
    /// The system does not permit it.
    PermissionDenied = "permission-denied", Precondition;
    /// No space is left.
    DiskFull = "disk-full", Precondition;
    /// The output could not be written for another reason.
    OutputFailed = "output-failed", Retriable;

    // Services
    /// The work needs a connection and is to be done offline.
    OnlineNeeded = "online-needed", Precondition;
    /// No time-stamping authority is named.
    TsaNotConfigured = "tsa-not-configured", Precondition;
    /// No connection to the time-stamping authority.
    TsaUnreachable = "tsa-unreachable", Retriable;
    /// The time-stamping authority did not answer in time.
    TsaTimedOut = "tsa-timed-out", Retriable;
    /// What the time-stamping authority answered is no time stamp, or too large.
    TsaAnswerDamaged = "tsa-answer-damaged", Fault;
    /// The time-stamping authority refused.
    TsaRefused = "tsa-refused", Retriable;
    /// The time stamp is for other data or another question.
    TsaAnswerMismatch = "tsa-answer-mismatch", Fault;
    /// No connection to the certificate status service.
    OcspUnreachable = "ocsp-unreachable", Retriable;
    /// The certificate status service did not answer in time.
    OcspTimedOut = "ocsp-timed-out", Retriable;
    /// What the certificate status service answered makes no sense, or is too large.
    OcspAnswerDamaged = "ocsp-answer-damaged", Fault;
    /// The certificate status service refused.
    OcspRefused = "ocsp-refused", Retriable;
    /// The status answered is for another certificate or another question.
    OcspAnswerMismatch = "ocsp-answer-mismatch", Fault;
    /// No connection to the place of the revocation list.
    CrlUnreachable = "crl-unreachable", Retriable;
    /// The revocation list did not come in time.
    CrlTimedOut = "crl-timed-out", Retriable;
    /// What came is no revocation list, or too large.
    CrlAnswerDamaged = "crl-answer-damaged", Fault;
    /// The revocation list was refused.
    CrlRefused = "crl-refused", Retriable;
    /// No connection to the place of the issuer's certificate.
    IssuerUnreachable = "issuer-unreachable", Retriable;
    /// The issuer's certificate did not come in time.
    IssuerTimedOut = "issuer-timed-out", Retriable;
    /// What came is no certificate, or too large.
    IssuerAnswerDamaged = "issuer-answer-damaged", Fault;
    /// The issuer's certificate was refused.
    IssuerRefused = "issuer-refused", Retriable;
    /// An address is not a web address that may be called.
    AddressUnsuitable = "address-unsuitable", Precondition;
    /// The proxy does not answer, refuses or is wrongly set.
    ProxyFailed = "proxy-failed", Precondition;

    // Certification authorities
    /// The authority's server could not prove who it is.
    AuthorityUntrusted = "authority-untrusted", Precondition;
    /// No connection to the certification authority.
    AuthorityUnreachable = "authority-unreachable", Retriable;
    /// The certification authority did not answer in time.
    AuthorityTimedOut = "authority-timed-out", Retriable;
    /// What the certification authority answered makes no sense, or is too large.
    AuthorityAnswerDamaged = "authority-answer-damaged", Fault;
    /// The certification authority refused, or failed itself.
    AuthorityRefused = "authority-refused", Retriable;
    /// The address is neither https nor this computer itself.
    AuthorityAddressUnsuitable = "authority-address-unsuitable", Precondition;
    /// The authority does not know the one-time token.
    AuthorityTokenUnknown = "authority-token-unknown", Precondition;
    /// The one-time token was valid and is no longer.
    AuthorityTokenExpired = "authority-token-expired", Precondition;
    /// The one-time token was used for another key.
    AuthorityTokenUsed = "authority-token-used", Precondition;
    /// The authority issues nothing for keys of this kind.
    AuthorityKeyUnsupported = "authority-key-unsupported", Precondition;
    /// The certificate is for another key, does not lead to the authority's anchors, or cannot sign.
    AuthorityCertificateUnsuitable = "authority-certificate-unsuitable", Fault;
    /// The fingerprint of the authority is not the one that was expected.
    AuthorityFingerprintMismatch = "authority-fingerprint-mismatch", Precondition;
    /// The authority is none for practice.
    AuthorityNotPractice = "authority-not-practice", Precondition;
    /// Another authority answers than the practice authority that was trusted before.
    PracticeAuthorityChanged = "practice-authority-changed", Precondition;
    /// The program of the practice authority is not where it should be, or cannot be run.
    PracticeProgramMissing = "practice-program-missing", Precondition;
    /// Something else answers at the address of the practice authority.
    PracticePortTaken = "practice-port-taken", Precondition;
    /// The practice authority was started and is not ready in time.
    PracticeStartTimedOut = "practice-start-timed-out", Retriable;
    /// The practice authority ended, or its program failed.
    PracticeAuthorityFailed = "practice-authority-failed", Fault;

    // Applications, renewals and the personal account
    /// The BIN is not twelve digits with their check digit.
    BinMalformed = "bin-malformed", Precondition;
    /// The registry knows no legal entity with this BIN.
    BinUnknown = "bin-unknown", Precondition;
    /// The registry knows the legal entity and no head of it.
    HeadUnknown = "head-unknown", Precondition;
    /// The IIN is not that of the legal entity's head.
    HeadMismatch = "head-mismatch", Precondition;
    /// The IIN is not twelve digits with their check digit, or missing where it is needed.
    IinMalformed = "iin-malformed", Precondition;
    /// The registry knows no individual with this IIN.
    IinUnknown = "iin-unknown", Precondition;
    /// Not an e-mail address.
    EmailMalformed = "email-malformed", Precondition;
    /// No such region or city, or a city of another region.
    RegionUnknown = "region-unknown", Precondition;
    /// The name of the information system is missing or cannot be written.
    SystemNameMalformed = "system-name-malformed", Precondition;
    /// The object identifier of the information system is missing or malformed.
    SystemIdMalformed = "system-id-malformed", Precondition;
    /// The role in the Treasury's system is missing or malformed.
    TreasuryRoleMalformed = "treasury-role-malformed", Precondition;
    /// The Treasury's code is missing or malformed.
    TreasuryCodeMalformed = "treasury-code-malformed", Precondition;
    /// The user agreement changed since it was accepted.
    AgreementOutdated = "agreement-outdated", Precondition;
    /// The authority asks to come again later.
    AuthorityBusy = "authority-busy", Retriable;
    /// The authority has no application of this number.
    ApplicationUnknown = "application-unknown", Precondition;
    /// The application is at a stage that does not allow this.
    ApplicationStageWrong = "application-stage-wrong", Precondition;
    /// The authority takes no signature of this key: not its own, revoked, or expired for too long.
    AccountKeyRefused = "account-key-refused", Precondition;
    /// The session of the personal account ended.
    AccountSessionExpired = "account-session-expired", Precondition;
    /// The authority knows nowhere to send a one-time code to.
    CodeContactUnknown = "code-contact-unknown", Precondition;
    /// Not the one-time code that was sent.
    CodeWrong = "code-wrong", Retriable;
    /// The one-time code is too old, was used, or tried too often.
    CodeExpired = "code-expired", Retriable;
    /// No one-time code lies where it was to be read.
    CodeNotFound = "code-not-found", Precondition;
    /// The person has no certificate with this serial number.
    CertificateUnknown = "certificate-unknown", Precondition;
    /// The certificate is revoked already.
    CertificateRevoked = "certificate-revoked", Precondition;
    /// Only the head of the legal entity may do this.
    HeadRequired = "head-required", Precondition;
    /// There is no enrolment of this id.
    EnrolmentUnknown = "enrolment-unknown", Precondition;
    /// Another process works at the enrolment.
    EnrolmentBusy = "enrolment-busy", Retriable;
    /// The keys of an enrolment are made: they stay where they are.
    EnrolmentKeysMade = "enrolment-keys-made", Precondition;
    /// The keys of the enrolment are not where it says that they are.
    EnrolmentKeysMissing = "enrolment-keys-missing", Precondition;
    /// The journal of the enrolment does not read.
    EnrolmentDamaged = "enrolment-damaged", Fault;

    // What is kept here
    /// The history was altered, cut off or cannot be read.
    HistoryDamaged = "history-damaged", Fault;
    /// Another program holds the history for too long.
    HistoryLocked = "history-locked", Retriable;
    /// No setting of that name, or a value that does not fit it.
    SettingUnsuitable = "setting-unsuitable", Precondition;
    /// A newer version wrote the history and the settings.
    StoreNewer = "store-newer", Precondition;
    /// The settings cannot be read.
    SettingsDamaged = "settings-damaged", Fault;

    // The window
    /// A link asked for more than to list local files.
    LinkRefused = "link-refused", Fault;
    /// The system has no program for a file, or cannot show its folder.
    ProgramMissing = "program-missing", Precondition;

    // The rest
    /// What was asked for contradicts itself, or something is missing from it.
    RequestUnsuitable = "request-unsuitable", Precondition;
    /// The person, or whoever asked, called it off.
    Cancelled = "cancelled", Retriable;
    /// An error of this program.
    Internal = "internal", Fault;
}

impl fmt::Display for FailureCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl Message for FailureCode {
    fn id(&self) -> String {
        self.message_id().to_owned()
    }

    fn arguments(&self) -> Vec<(&'static str, Argument)> {
        Vec::new()
    }
}

/// A failure as a shell gets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Failure {
    /// What failed.
    pub code: FailureCode,
    /// What it is about, shown before the text: a file name or an address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub subject: Option<String>,
    /// Technical words for copying into a question to support; English, never
    /// a secret, never shown by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub detail: Option<String>,
}

impl Failure {
    /// A failure about nothing in particular.
    pub const fn new(code: FailureCode) -> Self {
        Self {
            code,
            subject: None,
            detail: None,
        }
    }

    /// The same, about `subject`.
    #[must_use]
    pub fn with_subject(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// The same, with technical words.
    #[must_use]
    pub fn with_detail(mut self, detail: impl fmt::Display) -> Self {
        self.detail = Some(detail.to_string());
        self
    }
}

impl From<FailureCode> for Failure {
    fn from(code: FailureCode) -> Self {
        Self::new(code)
    }
}

/// For logs and developers; people read the catalogue's text.
impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code.as_str())?;
        if let Some(subject) = &self.subject {
            write!(formatter, " ({subject})")?;
        }
        if let Some(detail) = &self.detail {
            write!(formatter, ": {detail}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Failure {}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{Failure, FailureCode};

    #[test]
    fn names_are_unique_and_the_same_in_json() {
        let mut seen = HashSet::new();
        for code in FailureCode::ALL {
            assert!(seen.insert(code.as_str()), "{code} twice");
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
            assert_eq!(code.message_id(), format!("failure-{code}"));
        }
    }

    #[test]
    fn a_failure_survives_json() {
        let failure = Failure::new(FailureCode::DiskFull)
            .with_subject("a.pdf")
            .with_detail("os error 28");
        let json = serde_json::to_string(&failure).unwrap();
        assert_eq!(
            json,
            r#"{"code":"disk-full","subject":"a.pdf","detail":"os error 28"}"#
        );
        assert_eq!(serde_json::from_str::<Failure>(&json).unwrap(), failure);
        assert_eq!(failure.to_string(), "disk-full (a.pdf): os error 28");
    }

    #[test]
    fn absent_fields_are_left_out() {
        let json = serde_json::to_string(&Failure::new(FailureCode::Cancelled)).unwrap();
        assert_eq!(json, r#"{"code":"cancelled"}"#);
    }
}
