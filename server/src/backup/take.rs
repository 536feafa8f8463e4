//! Taking a backup beside running servers.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use chrono::{DateTime, Utc};
use store::{Database, backup::Snapshot, uploads::Uploads};

use super::{DUMP, FILES, FORMAT, MANIFEST, Manifest, files, tools, tools::Tools};

/// A backup that is whole.
#[derive(Debug)]
pub struct Taken {
    /// Where it lies.
    pub folder: PathBuf,
    /// What is in it.
    pub manifest: Manifest,
}

/// Takes a backup into a new folder of `into`. Servers go on; what they write meanwhile is in the next one.
///
/// # Errors
/// PostgreSQL's programs are missing or refuse, or the folder cannot be written. Nothing whole is left then.
pub async fn take(
    db: &Database,
    url: &str,
    postgres_bin: Option<&Path>,
    uploads: &Uploads,
    into: &Path,
    now: DateTime<Utc>,
) -> anyhow::Result<Taken> {
    let name = format!("touchline-{}", now.format("%Y%m%dT%H%M%SZ"));
    let folder = into.join(&name);
    if folder.exists() {
        bail!("{} is there already", folder.display());
    }
    let part = into.join(format!(".part-{name}"));
    fs::create_dir_all(part.join(FILES))
        .with_context(|| format!("{} cannot be made", part.display()))?;
    let written = write(db, &Tools::find(url, postgres_bin)?, uploads, &part, now).await;
    match written {
        Ok(manifest) => {
            fs::rename(&part, &folder)
                .with_context(|| format!("{} cannot be named", folder.display()))?;
            Ok(Taken { folder, manifest })
        }
        Err(error) => {
            fs::remove_dir_all(&part).ok();
            Err(error)
        }
    }
}

async fn write(
    db: &Database,
    tools: &Tools,
    uploads: &Uploads,
    folder: &Path,
    now: DateTime<Utc>,
) -> anyhow::Result<Manifest> {
    let snapshot = Snapshot::take(db).await?;
    let mut dump = tools.connected("pg_dump");
    dump.args(["--format=custom", "--no-owner", "--no-privileges"]);
    dump.args(["--snapshot", &snapshot.id, "--file"]).arg(folder.join(DUMP));
    tools::run("pg_dump", dump).await?;
    let (migration, tables) = (snapshot.migration.clone(), snapshot.tables.clone());
    snapshot.release().await?;

    // After the database: a row names a file only when the file is whole.
    let uploads = uploads.clone();
    let to = folder.to_owned();
    tokio::task::spawn_blocking(move || {
        let names = uploads.list()?;
        for name in &names {
            files::copy(&uploads.path(name)?, &to.join(FILES).join(name), name)?;
        }
        let manifest = Manifest {
            format: FORMAT,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            taken_at: now,
            migration,
            dump_sha256: files::sha256(&to.join(DUMP))?,
            tables,
            files: names,
        };
        fs::write(to.join(MANIFEST), serde_json::to_vec_pretty(&manifest)?)?;
        Ok(manifest)
    })
    .await
    .context("the files were not copied")?
}
