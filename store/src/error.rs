//! What can go wrong in the store.

use std::{borrow::Cow, io::ErrorKind};

use football::FieldError;
use sea_orm::{DbErr, RuntimeErr};

/// PostgreSQL's code for a disk of its own without room (manual, appendix A).
const DISK_FULL: &str = "53100";

/// What can go wrong in the store. "Not there" is `Option`, not an error.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The writer read an older version than the one stored.
    #[error("{what} was changed by somebody else")]
    Conflict {
        /// What was to be written, for people: "This player".
        what: &'static str,
    },
    /// The database refused a value that a person can mend.
    #[error("{} field(s) refused", .0.len())]
    Invalid(Vec<FieldError>),
    /// No connection became free, or the server is not reachable.
    #[error("the database is not available")]
    Unavailable(#[source] sea_orm::DbErr),
    /// A fault of ours or of the database's.
    #[error("database error")]
    Database(#[source] sea_orm::DbErr),
    /// A stored value that this release cannot read.
    #[error("stored {what} cannot be read")]
    Unreadable {
        /// What was read: "job payload".
        what: &'static str,
        /// Why it cannot be read.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A file could not be read or written.
    #[error("file error")]
    File(#[from] std::io::Error),
}

impl From<sea_orm::DbErr> for StoreError {
    fn from(error: sea_orm::DbErr) -> Self {
        match error {
            sea_orm::DbErr::ConnectionAcquire(_) | sea_orm::DbErr::Conn(_) => {
                Self::Unavailable(error)
            }
            _ => Self::Database(error),
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let unavailable = matches!(
            error,
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_)
        );
        let error = sea_orm::DbErr::Query(sea_orm::RuntimeErr::SqlxError(error.into()));
        if unavailable { Self::Unavailable(error) } else { Self::Database(error) }
    }
}

/// Whether `error` comes of a disk without room, where files are kept or where the database is: no fault of
/// the program, and cured by whoever makes room.
pub fn is_storage_full(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let of_file = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        matches!(of_file, Some(ErrorKind::StorageFull | ErrorKind::QuotaExceeded))
            || cause
                .downcast_ref::<DbErr>()
                .is_some_and(|error| code_of(error).as_deref() == Some(DISK_FULL))
    })
}

/// The database's own code, where it gave one: five letters and digits (PostgreSQL, appendix A).
pub(crate) fn code_of(error: &DbErr) -> Option<Cow<'_, str>> {
    let (DbErr::Query(RuntimeErr::SqlxError(cause)) | DbErr::Exec(RuntimeErr::SqlxError(cause))) =
        error
    else {
        return None;
    };
    cause.as_database_error()?.code()
}

#[cfg(test)]
mod tests {
    use anyhow::Context as _;

    use super::*;

    #[test]
    fn a_full_disk_and_a_used_up_quota_are_found_below_what_was_said_of_them() {
        let met = |kind: ErrorKind| {
            let error = StoreError::File(kind.into());
            Err::<(), _>(error).context("the reject file was not written").unwrap_err()
        };

        assert!(is_storage_full(&met(ErrorKind::StorageFull)));
        assert!(is_storage_full(&met(ErrorKind::QuotaExceeded)));
        assert!(!is_storage_full(&met(ErrorKind::PermissionDenied)));
        assert!(!is_storage_full(&anyhow::anyhow!("No space left on device")), "words are no code");
    }
}
