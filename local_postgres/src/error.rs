//! What can keep a cluster from running, each with its cure.

use std::{io, path::Path, path::PathBuf};

use crate::OLDEST_MAJOR;

/// Why the private `PostgreSQL` does not run.
#[derive(Debug, thiserror::Error)]
pub enum LocalPostgresError {
    /// Another living process owns the folder.
    #[error(
        "{} is in use by process {pid}. Stop that process, or choose another folder with \
         TOUCHLINE_DATA_DIR",
        folder.display()
    )]
    Held {
        /// The folder.
        folder: PathBuf,
        /// Who holds it, as it wrote down itself.
        pid: String,
        /// How its cluster is reached, once it runs.
        url: Option<String>,
    },
    /// No usable `PostgreSQL` on this machine.
    #[error(
        "found no PostgreSQL {OLDEST_MAJOR} or newer (looked in {looked}). Install it with `apt-get \
         install postgresql` or `brew install postgresql@17`, or set DATABASE_URL to a running one"
    )]
    NoBinaries {
        /// The folders that were looked at.
        looked: String,
    },
    /// The cluster was made by a `PostgreSQL` that is not here.
    #[error(
        "the cluster in {} was made by PostgreSQL {cluster}, but this machine has only {found}. \
         Install PostgreSQL {cluster} beside it (docs/operations.md, Upgrading PostgreSQL)",
        folder.display()
    )]
    WrongVersion {
        /// The cluster.
        folder: PathBuf,
        /// Its major version.
        cluster: u32,
        /// The major versions that were found.
        found: String,
    },
    /// Root may not run `PostgreSQL`, and there is nobody else to run it as.
    #[error(
        "PostgreSQL does not run as root, and this machine has no user `postgres`. Make one with \
         `useradd --system postgres`, or start Touchline as another user"
    )]
    NoUser,
    /// A program of `PostgreSQL` said no.
    #[error("{program} failed: {output}")]
    Failed {
        /// `initdb` or `postgres`.
        program: String,
        /// What it wrote.
        output: String,
    },
    /// The cluster ended while starting.
    #[error("PostgreSQL ended while starting ({status}). The end of {}:\n{tail}", log.display())]
    Exited {
        /// How it ended.
        status: String,
        /// Where it writes.
        log: PathBuf,
        /// Its last lines.
        tail: String,
    },
    /// A cluster whose owner is gone did not stop.
    #[error("process {pid} still runs the cluster in {} and does not stop. End it with `kill -QUIT {pid}`", folder.display())]
    OrphanStays {
        /// The orphan.
        pid: u32,
        /// Its cluster.
        folder: PathBuf,
    },
    /// The folder for the socket belongs to somebody else.
    #[error("{} belongs to another user: remove it, or choose a shorter TOUCHLINE_DATA_DIR", folder.display())]
    ForeignSocket {
        /// The folder.
        folder: PathBuf,
    },
    /// A file or folder could not be used.
    #[error("{}: {source}", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// For `map_err`: the error at `path`.
pub(crate) fn at(path: &Path) -> impl FnOnce(io::Error) -> LocalPostgresError {
    let path = path.to_owned();
    move |source| LocalPostgresError::Io { path, source }
}
