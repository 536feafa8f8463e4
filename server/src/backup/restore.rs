//! Putting a backup back: looked at whole before anything is changed, compared with its manifest afterwards.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use store::{
    Database,
    backup::{TableSums, is_empty, other_connections, sums_of},
    uploads::Uploads,
};

use super::{DUMP, FILES, Manifest, files, tools, tools::Tools};

/// What was put back.
#[derive(Debug)]
pub struct Restored {
    /// What the backup said of itself.
    pub manifest: Manifest,
    /// Rows of all tables together.
    pub rows: i64,
}

/// Puts the backup in `folder` into the database and its files among the uploads. What is in the database is
/// kept unless `replace`; then it goes in the same transaction in which the backup comes.
///
/// # Errors
/// The backup is damaged or of a newer release, the database is not empty or in use, or what came back is
/// not what the manifest says.
pub async fn restore(
    db: &Database,
    url: &str,
    postgres_bin: Option<&Path>,
    uploads: &Uploads,
    folder: &Path,
    replace: bool,
) -> anyhow::Result<Restored> {
    let manifest = looked_at(folder).await?;
    if !migrations::names().contains(&manifest.migration) {
        bail!(
            "the backup was taken by version {}, whose database this version does not know; restore it \
             with that version",
            manifest.version
        );
    }
    let others = other_connections(db).await?;
    if others > 0 {
        bail!("{others} other connections use the database: stop servers and workers first");
    }
    if !replace && !is_empty(db).await? {
        bail!(
            "the database is not empty. Take a backup of it, then give --replace to put this one in its \
             place"
        );
    }

    let tools = Tools::find(url, postgres_bin)?;
    load(&tools, folder, replace).await?;
    let found = sums_of(db).await?;
    if let Some(difference) = difference(&manifest.tables, &found) {
        bail!("what came back is not what was saved: {difference}");
    }
    copy_files(&manifest, folder, uploads).await?;
    let rows = found.values().map(|table| table.rows).sum();
    Ok(Restored { manifest, rows })
}

/// The manifest of a backup in which every file has the content that it had.
async fn looked_at(folder: &Path) -> anyhow::Result<Manifest> {
    let folder: PathBuf = folder.to_owned();
    let looked = tokio::task::spawn_blocking(move || {
        let manifest = Manifest::read(&folder)?;
        let mut expected = vec![(folder.join(DUMP), &manifest.dump_sha256)];
        expected.extend(manifest.files.iter().map(|hash| (folder.join(FILES).join(hash), hash)));
        for (path, hash) in expected {
            if files::sha256(&path)? != *hash {
                bail!("{} is damaged: its content has changed", path.display());
            }
        }
        Ok(manifest)
    });
    looked.await.context("the backup was not looked at")?
}

/// One transaction: either all of the dump is in the database or nothing has changed.
async fn load(tools: &Tools, folder: &Path, replace: bool) -> anyhow::Result<()> {
    let script = std::env::temp_dir().join(format!("tl-{}.sql", uuid::Uuid::new_v4().simple()));
    let loaded = async {
        let mut unpack = tools.program("pg_restore");
        unpack.args(["--no-owner", "--no-privileges", "--file"]).arg(&script);
        unpack.arg(folder.join(DUMP));
        tools::run("pg_restore", unpack).await?;
        let mut load = tools.connected("psql");
        load.args(["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]);
        if replace {
            load.args(["--command", "DROP SCHEMA public CASCADE"]);
            load.args(["--command", "CREATE SCHEMA public"]);
        }
        load.arg("--file").arg(&script);
        tools::run("psql", load).await
    };
    let loaded = loaded.await;
    std::fs::remove_file(&script).ok();
    loaded
}

async fn copy_files(manifest: &Manifest, folder: &Path, uploads: &Uploads) -> anyhow::Result<()> {
    let (names, from, uploads) = (manifest.files.clone(), folder.join(FILES), uploads.clone());
    let copied = tokio::task::spawn_blocking(move || {
        for name in &names {
            let to = uploads.path(name)?;
            if !to.exists() {
                files::copy(&from.join(name), &to, name)?;
            }
        }
        Ok(())
    });
    copied.await.context("the files were not copied")?
}

/// The first table that is not as it should be.
fn difference(expected: &TableSums, found: &TableSums) -> Option<String> {
    for (name, sum) in expected {
        match found.get(name) {
            None => return Some(format!("the table {name} is missing")),
            Some(other) if other.rows != sum.rows => {
                return Some(format!("{name} has {} rows and had {}", other.rows, sum.rows));
            }
            Some(other) if other.sum != sum.sum => {
                return Some(format!("rows of {name} have another content"));
            }
            Some(_) => {}
        }
    }
    let more = found.keys().find(|name| !expected.contains_key(*name))?;
    Some(format!("there is a table {more} that was not saved"))
}

#[cfg(test)]
mod tests {
    use store::backup::TableSum;

    use super::*;

    fn sums(tables: &[(&str, i64, &str)]) -> TableSums {
        tables
            .iter()
            .map(|(name, rows, sum)| {
                ((*name).to_owned(), TableSum { rows: *rows, sum: (*sum).to_owned() })
            })
            .collect()
    }

    #[test]
    fn every_kind_of_difference_is_named() {
        let saved = sums(&[("account", 1, "5"), ("player", 2, "7")]);

        let told = |found: &[_]| difference(&saved, &sums(found));
        assert_eq!(told(&[("account", 1, "5"), ("player", 2, "7")]), None);
        assert_eq!(told(&[("account", 1, "5")]).unwrap(), "the table player is missing");
        assert_eq!(
            told(&[("account", 1, "5"), ("player", 3, "7")]).unwrap(),
            "player has 3 rows and had 2"
        );
        assert_eq!(
            told(&[("account", 1, "5"), ("player", 2, "8")]).unwrap(),
            "rows of player have another content"
        );
        assert_eq!(
            told(&[("account", 1, "5"), ("player", 2, "7"), ("x", 0, "0")]).unwrap(),
            "there is a table x that was not saved"
        );
    }
}
