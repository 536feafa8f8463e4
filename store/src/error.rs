//! What can go wrong in the store.

use football::FieldError;

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
