//! Backup and restore: the database as `pg_dump` writes it, the files by their hashes, and a manifest with
//! which both are compared before anything is overwritten and after everything is back.
//!
//! A backup is a folder: `manifest.json`, `database.dump` and `files/`. It is written under another name and
//! renamed when it is whole. The keys (of sessions and of the vault) are not in it: who finds a backup
//! must not be able to open the vault. [`keys`] copies them elsewhere.

mod files;
pub mod keys;
mod restore;
mod take;
mod tools;

use std::path::Path;

use anyhow::{Context as _, bail};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use store::backup::TableSums;

pub use restore::{Restored, restore};
pub use take::{Taken, take};

/// The form of the folder. Raised when an older program could not read a newer backup.
const FORMAT: u32 = 1;
const MANIFEST: &str = "manifest.json";
const DUMP: &str = "database.dump";
const FILES: &str = "files";

/// What is in a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORMAT`] of the program that wrote it.
    pub format: u32,
    /// That program's version.
    pub version: String,
    /// When.
    pub taken_at: DateTime<Utc>,
    /// The newest migration of the database.
    pub migration: String,
    /// SHA-256 of the dump.
    pub dump_sha256: String,
    /// Every table.
    pub tables: TableSums,
    /// Files by their SHA-256, in order.
    pub files: Vec<String>,
}

impl Manifest {
    fn read(folder: &Path) -> anyhow::Result<Self> {
        let path = folder.join(MANIFEST);
        let text = std::fs::read(&path)
            .with_context(|| format!("{} cannot be read; is this a backup?", path.display()))?;
        let manifest: Self = serde_json::from_slice(&text)
            .with_context(|| format!("{} is not a manifest", path.display()))?;
        if manifest.format > FORMAT {
            bail!(
                "{} was written by version {}, in a form that this version does not know",
                folder.display(),
                manifest.version
            );
        }
        Ok(manifest)
    }
}
