//! Why something could not be shown or drawn.

/// Why something could not be shown or drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// It is not what it is taken for, or damaged beyond showing.
    #[error("the content cannot be read")]
    Unreadable,
    /// It opens with a password only.
    #[error("the document is locked with a password")]
    Locked,
    /// More bytes or pixels than are looked at.
    #[error("the content is too large to be shown")]
    TooLarge,
    /// Showing it took longer than allowed.
    #[error("showing the content took too long")]
    TooSlow,
    /// Too many contents that took too long are still being worked on.
    #[error("too many contents are being drawn")]
    Busy,
    /// The document has no page of that number.
    #[error("there is no such page")]
    NoSuchPage,
    /// What a QR code should carry does not fit into one.
    #[error("the payload is too long for a QR code")]
    QrTooLong,
    /// The box of a stamp is too small for any text.
    #[error("the stamp is too small")]
    StampTooSmall,
    /// The PDF writer refused its input.
    #[error("the sheet could not be written")]
    NotWritten,
}
