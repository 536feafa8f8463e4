//! `touchline backup` and `touchline restore`.

use std::path::PathBuf;

use clap::Args;
use page_base::request::Clock;
use store::uploads::Uploads;

use crate::{
    backup::{self, keys},
    config::Config,
    database,
};

/// What to tell who did not say where the keys go.
const KEEP_KEYS: &str = "Keys are not in it: keep session.key and vault.key, or TOUCHLINE_SESSION_KEY and \
                         TOUCHLINE_VAULT_KEYS, elsewhere.";

/// Saves the database and the files of uploads into a new folder, beside running servers. The keys of
/// sessions and of the vault are not in it.
#[derive(Debug, Args)]
pub struct BackupArgs {
    /// The folder in which the backup's own folder is made.
    into: PathBuf,
    /// Also copies the keys of the data folder here. Keep them apart from the backup: both together open
    /// the vault.
    #[arg(long, value_name = "FOLDER")]
    keys_to: Option<PathBuf>,
}

/// Puts a backup back into an empty database, and its files into the data folder.
#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// The backup's folder.
    folder: PathBuf,
    /// Puts the backup in the place of what is in the database.
    #[arg(long)]
    replace: bool,
    /// Puts saved keys into the data folder, too.
    #[arg(long, value_name = "FOLDER")]
    keys_from: Option<PathBuf>,
}

/// Takes a backup.
///
/// # Errors
/// The database cannot be reached or dumped, or the folder cannot be written.
pub async fn run_backup(args: BackupArgs, config: Config) -> anyhow::Result<()> {
    let resolved = database::resolve(&config).await?;
    let db = database::connect(&config, &resolved.url).await?;
    let uploads = Uploads::in_folder(config.data.folder.join("uploads"));
    let bin = config.database.postgres_bin.as_deref();
    let now = Clock::System.now();
    let taken = backup::take(&db, &resolved.url, bin, &uploads, &args.into, now).await;
    db.close().await.ok();
    resolved.close().await?;
    let taken = taken?;

    let rows: i64 = taken.manifest.tables.values().map(|table| table.rows).sum();
    say(&format!(
        "{}: {rows} rows in {} tables, {} files",
        taken.folder.display(),
        taken.manifest.tables.len(),
        taken.manifest.files.len()
    ));
    match args.keys_to {
        Some(folder) => {
            for key in keys::save(&config.data.folder, &folder)? {
                say(&format!("key: {}", key.display()));
            }
        }
        None => say(KEEP_KEYS),
    }
    Ok(())
}

/// Puts a backup back.
///
/// # Errors
/// The backup is damaged, the database is in use or not empty, or what came back differs.
pub async fn run_restore(args: RestoreArgs, config: Config) -> anyhow::Result<()> {
    if let Some(folder) = &args.keys_from {
        for key in keys::put_back(folder, &config.data.folder)? {
            say(&format!("key: {}", key.display()));
        }
    }
    let uploads = Uploads::in_folder(config.data.folder.join("uploads"));
    let resolved = database::resolve(&config).await?;
    let db = database::connect_alone(&resolved.url).await?;
    let bin = config.database.postgres_bin.as_deref();
    let restored =
        backup::restore(&db, &resolved.url, bin, &uploads, &args.folder, args.replace).await;
    db.close().await.ok();
    // What this release adds to the schema of the release that took the backup.
    let migrated = match &restored {
        Ok(_) => database::migrate(&resolved.url).await,
        Err(_) => Ok(()),
    };
    resolved.close().await?;
    let restored = restored?;
    migrated?;
    say(&format!(
        "Restored {} rows in {} tables and {} files, as they were on {}; every table and file is what it was.",
        restored.rows,
        restored.manifest.tables.len(),
        restored.manifest.files.len(),
        restored.manifest.taken_at.format("%Y-%m-%d %H:%M:%S UTC")
    ));
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the answer of a command")]
fn say(line: &str) {
    println!("{line}");
}
