//! A private `PostgreSQL` in a folder: finds the binaries, makes the cluster, starts, watches and
//! stops it.
//!
//! Nothing listens on the network: the cluster answers on a Unix socket in a folder that only its
//! owner may enter. One process owns a folder at a time ([`LocalPostgresError::Held`] names it). A
//! `PostgreSQL` ends with its owner, even one that was killed; what is left all the same is stopped by the
//! next start, so that it blocks nobody.
//!
//! It speaks no SQL and knows nothing of what is stored in the cluster.

mod binaries;
mod cluster;
mod error;
mod guard;
mod memory;
mod owner;
mod postmaster;
mod process;
mod socket;
mod supervisor;
mod user;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Child,
    time::Duration,
};

pub use binaries::{Binaries, OLDEST_MAJOR};
pub use error::LocalPostgresError;
pub use supervisor::{Incident, Supervisor};

use crate::{guard::Guard, owner::OwnerLock, process::Stopped, user::RunAs};

/// The database that is made with the cluster, and the role that owns it.
pub const DATABASE: &str = "touchline";

/// How long a fast shutdown may take before the cluster is cut off: its next start then recovers.
const STOP_LIMIT: Duration = Duration::from_secs(30);

/// Where the cluster lies and what it is for.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The folder that holds the cluster, its socket, its log and the owner's lock.
    pub folder: PathBuf,
    /// A folder with `postgres` and `initdb`, looked at before all others.
    pub binaries: Option<PathBuf>,
    /// What the data is worth.
    pub durability: Durability,
    /// Connections that the cluster accepts.
    pub max_connections: u16,
}

impl Settings {
    /// A cluster that keeps its data.
    pub fn durable(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            binaries: None,
            durability: Durability::Durable,
            max_connections: 100,
        }
    }

    /// A cluster for tests: fast, and gone after a power cut.
    pub fn throw_away(folder: impl Into<PathBuf>) -> Self {
        Self { durability: Durability::ThrowAway, max_connections: 400, ..Self::durable(folder) }
    }
}

/// Whether a commit must survive a power cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// Each commit is on the disk before it is acknowledged.
    Durable,
    /// Nothing is ever forced to the disk.
    ThrowAway,
}

/// A running cluster. Stopped when dropped.
#[derive(Debug)]
pub struct LocalPostgres {
    child: Child,
    guard: Option<Guard>,
    launch: Launch,
    url: String,
    // Last, so that it is given back only after the cluster has stopped.
    owner: OwnerLock,
}

/// What a start and a restart have in common.
#[derive(Debug)]
pub(crate) struct Launch {
    pub(crate) binaries: Binaries,
    pub(crate) cluster: PathBuf,
    pub(crate) socket: PathBuf,
    pub(crate) log: PathBuf,
    pub(crate) run_as: RunAs,
    pub(crate) settings: Settings,
}

impl LocalPostgres {
    /// Takes the folder, makes the cluster if there is none, and starts it. Returns when it accepts
    /// connections.
    ///
    /// # Errors
    /// `Held` when a living process owns the folder; `NoBinaries` or `WrongVersion` when the machine
    /// has no fitting `PostgreSQL`; `Exited` with the end of its log when it does not come up.
    pub fn start(settings: &Settings) -> Result<Self, LocalPostgresError> {
        let folder = absolute(&settings.folder)?;
        fs::create_dir_all(&folder).map_err(error::at(&folder))?;
        let owner = OwnerLock::take(&folder)?;
        let run_as = user::choose()?;
        let home = user::home_for(&folder, &run_as)?;
        let cluster = home.join("cluster");
        let binaries =
            binaries::choose(settings.binaries.as_deref(), cluster::version(&cluster), &run_as)?;

        postmaster::stop_orphan(&cluster)?;
        cluster::make(&binaries, &cluster, &run_as)?;
        let socket = socket::folder(&home, &run_as)?;
        let launch = Launch {
            binaries,
            cluster,
            log: folder.join("postgres.log"),
            run_as,
            settings: settings.clone(),
            socket,
        };
        let child = postmaster::start(&launch)?;
        let url = socket::url(&launch.socket);
        // From here on, whatever fails stops the cluster.
        let mut postgres = Self { child, guard: None, launch, url, owner };
        postgres.set_guard()?;
        postgres.owner.publish(&postgres.url)?;
        Ok(postgres)
    }

    /// How to connect: a URL with the socket's folder in its query.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Process id of the postmaster.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// How the cluster ended, if it is not running any more.
    pub fn exited(&mut self) -> Option<String> {
        match self.child.try_wait() {
            Ok(None) => None,
            Ok(Some(status)) => Some(status.to_string()),
            Err(error) => Some(error.to_string()),
        }
    }

    /// Starts a cluster that has ended. Its address stays the same.
    ///
    /// # Errors
    /// As [`LocalPostgres::start`].
    pub fn restart(&mut self) -> Result<(), LocalPostgresError> {
        self.halt();
        postmaster::stop_orphan(&self.launch.cluster)?;
        self.child = postmaster::start(&self.launch)?;
        self.set_guard()
    }

    /// Ends all connections, writes everything to the disk and waits for the end.
    pub fn stop(mut self) {
        self.halt();
    }

    fn set_guard(&mut self) -> Result<(), LocalPostgresError> {
        let pid_file = postmaster::pid_file(&self.launch.cluster);
        let guard = Guard::over(self.pid(), &pid_file, &self.launch.run_as);
        self.guard = Some(guard.map_err(error::at(Path::new("/bin/sh")))?);
        Ok(())
    }

    fn halt(&mut self) {
        if process::interrupt(&mut self.child, STOP_LIMIT) == Stopped::CutOff {
            // The next start recovers from the log of changes: nothing acknowledged is lost.
            let _ = self.child.wait();
        }
        self.guard = None;
    }
}

impl Drop for LocalPostgres {
    fn drop(&mut self) {
        self.halt();
        // Empty now; one in /tmp would stay behind for ever.
        let _ = fs::remove_dir(&self.launch.socket);
    }
}

fn absolute(folder: &Path) -> Result<PathBuf, LocalPostgresError> {
    std::path::absolute(folder).map_err(error::at(folder))
}
