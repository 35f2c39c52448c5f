//! What can go wrong with the database.

use std::io;

/// Why the database did not do what it was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file is not a database, or its pages are broken.
    #[error("the database is damaged: {0}")]
    Damaged(String),
    /// Another program holds it for too long.
    #[error("the database is locked")]
    Locked,
    /// It was made by a newer version of this program.
    #[error("the database was made by a newer version")]
    Newer,
    /// No space is left on the disk.
    #[error("the disk is full")]
    DiskFull,
    /// The file or its folder takes no changes.
    #[error("the database is read-only")]
    ReadOnly,
    /// A setting is there and does not read as what it should be.
    #[error("the setting {name} is damaged: {reason}")]
    SettingDamaged {
        /// The setting's name.
        name: String,
        /// Why it does not read.
        reason: String,
    },
    /// No environment of that name was added.
    #[error("no environment {0}")]
    EnvironmentUnknown(String),
    /// The folder or the file could not be made or read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// Anything else that SQLite says.
    #[error(transparent)]
    Sql(sqlx::Error),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        // The primary result code is the low byte of the extended one:
        // https://www.sqlite.org/rescode.html
        let code = error
            .as_database_error()
            .and_then(|database| database.code())
            .and_then(|code| code.parse::<u32>().ok());
        match code.map(|code| code & 0xff) {
            Some(5 | 6) => Self::Locked,
            Some(8) => Self::ReadOnly,
            Some(11 | 26) => Self::Damaged(error.to_string()),
            Some(13) => Self::DiskFull,
            _ => match error {
                sqlx::Error::PoolTimedOut => Self::Locked,
                sqlx::Error::Io(error) => Self::Io(error),
                error => Self::Sql(error),
            },
        }
    }
}

impl From<sqlx::migrate::MigrateError> for Error {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        use sqlx::migrate::MigrateError;
        match error {
            MigrateError::VersionMissing(_) => Self::Newer,
            MigrateError::VersionMismatch(_) | MigrateError::Dirty(_) => {
                Self::Damaged(error.to_string())
            }
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
            other => Self::Sql(sqlx::Error::Migrate(Box::new(other))),
        }
    }
}
