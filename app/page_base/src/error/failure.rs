//! The server's side of an error: keeps the cause, for the log.

use football::FieldError;
use store::{
    StoreError, imports::ImportError, incidents::kind_of, is_storage_full,
    season_imports::SeasonImportError,
};

use super::AppError;
use crate::request::Reporter;

/// A failure on the server, with its cause. Becomes an [`AppError`] in `respond` or in REST.
#[derive(Debug)]
pub enum Failure {
    /// The person is told exactly this.
    Told(AppError),
    /// The person is told only that something failed, or that the disk is full; the log has the cause.
    Hidden(anyhow::Error),
}

impl Failure {
    /// What the person is told. Logs a hidden cause once, under the request's id, and notes its kind for
    /// operators; of a full disk the person is told as well, since the cure is not in the program.
    pub fn into_app_error(self, reporter: &Reporter) -> AppError {
        match self {
            Self::Told(error) => error,
            Self::Hidden(cause) => {
                let incident = reporter.request_id.clone();
                tracing::error!(incident, cause = format!("{cause:#}"), "Request failed");
                if let Some(kind) = kind_of(&cause) {
                    reporter.note(&kind);
                }
                if is_storage_full(&cause) {
                    AppError::StorageFull
                } else {
                    AppError::Internal { incident }
                }
            }
        }
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        Self::Told(error)
    }
}

impl From<anyhow::Error> for Failure {
    fn from(cause: anyhow::Error) -> Self {
        Self::Hidden(cause)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict { what } => Self::Told(AppError::Conflict {
                reason: format!("{what} was changed by somebody else. Reload to see the change."),
            }),
            StoreError::Invalid(fields) => Self::Told(AppError::Invalid { fields }),
            StoreError::Unavailable(cause) => {
                tracing::warn!(cause = format!("{cause:#}"), "The database is not available");
                Self::Told(AppError::Unavailable)
            }
            other => Self::Hidden(other.into()),
        }
    }
}

impl From<SeasonImportError> for Failure {
    fn from(error: SeasonImportError) -> Self {
        match error {
            SeasonImportError::Table(error) => Self::Told(AppError::Invalid {
                fields: vec![FieldError::new("file", error.to_string())],
            }),
            SeasonImportError::Unsettled(fields) => Self::Told(AppError::Invalid { fields }),
            SeasonImportError::NotFound(_) => Self::Told(AppError::NotFound),
            SeasonImportError::Store(StoreError::Conflict { .. }) => {
                Self::Told(AppError::Conflict {
                    reason: "This import has been started or is done. Reload to see it.".to_owned(),
                })
            }
            SeasonImportError::Store(error) => error.into(),
        }
    }
}

impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Table(error) => Self::Told(AppError::Invalid {
                fields: vec![FieldError::new("file", error.to_string())],
            }),
            ImportError::Unsettled(fields) => Self::Told(AppError::Invalid { fields }),
            ImportError::NotFound(_) => Self::Told(AppError::NotFound),
            ImportError::Store(StoreError::Conflict { .. }) => Self::Told(AppError::Conflict {
                reason: "This import has been started or is done. Reload to see it.".to_owned(),
            }),
            ImportError::Store(error) => error.into(),
        }
    }
}
