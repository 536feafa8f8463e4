//! Where the machine keeps `postgres` and `initdb`.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use crate::{error::LocalPostgresError, user::RunAs};

/// The oldest `PostgreSQL` that Touchline's SQL runs on.
pub const OLDEST_MAJOR: u32 = 15;

/// A usable installation.
#[derive(Clone, Debug)]
pub struct Binaries {
    /// The folder with `postgres` and `initdb`.
    pub folder: PathBuf,
    /// Major version.
    pub major: u32,
}

impl Binaries {
    /// The newest usable installation, in `preferred` alone if that is given; for tools that ask
    /// before they install one.
    pub fn find(preferred: Option<&Path>) -> Option<Self> {
        choose(preferred, None, &RunAs::Ourselves).ok()
    }

    pub(crate) fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

/// The installation for a cluster of version `cluster`, or the newest when there is none yet.
pub(crate) fn choose(
    preferred: Option<&Path>,
    cluster: Option<(PathBuf, u32)>,
    run_as: &RunAs,
) -> Result<Binaries, LocalPostgresError> {
    let folders = match preferred {
        Some(folder) => vec![folder.to_owned()],
        None => candidates(),
    };
    let mut usable: Vec<Binaries> = folders
        .iter()
        .filter(|folder| folder.join("initdb").is_file())
        .filter_map(|folder| {
            let major = major_version(&folder.join("postgres"), run_as)?;
            (major >= OLDEST_MAJOR).then(|| Binaries { folder: folder.clone(), major })
        })
        .collect();
    // Newest first; the sort is stable, so of two equal ones the first in the search order wins.
    usable.sort_by_key(|found| std::cmp::Reverse(found.major));

    if usable.is_empty() {
        let looked: Vec<_> = folders.iter().map(|folder| folder.display().to_string()).collect();
        return Err(LocalPostgresError::NoBinaries { looked: looked.join(", ") });
    }
    let Some((folder, cluster)) = cluster else { return Ok(usable.swap_remove(0)) };
    let found: Vec<_> = usable.iter().map(|found| found.major.to_string()).collect();
    usable.into_iter().find(|found| found.major == cluster).ok_or_else(|| {
        LocalPostgresError::WrongVersion { folder, cluster, found: found.join(", ") }
    })
}

/// Folders in which installations are found, in the order of preference among equals.
fn candidates() -> Vec<PathBuf> {
    let mut folders = Vec::new();
    if let Some(path) = env::var_os("PATH") {
        folders.extend(env::split_paths(&path).filter(|folder| folder.join("postgres").is_file()));
    }
    // Debian keeps each major version apart and puts none on the path.
    folders.extend(versions_in(Path::new("/usr/lib/postgresql"), "bin"));
    // Homebrew, on Apple and on Intel machines.
    for cellar in ["/opt/homebrew/opt", "/usr/local/opt"] {
        folders.extend(
            versions_in(Path::new(cellar), "bin")
                .into_iter()
                .filter(|folder| folder.to_string_lossy().contains("postgresql")),
        );
    }
    folders
}

fn versions_in(folder: &Path, inner: &str) -> Vec<PathBuf> {
    let mut versions: Vec<_> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join(inner)))
        .filter(|folder| folder.join("postgres").is_file())
        .collect();
    versions.sort();
    versions
}

fn major_version(postgres: &Path, run_as: &RunAs) -> Option<u32> {
    let output = run_as.command(postgres).arg("--version").output().ok()?;
    parse_major(&String::from_utf8_lossy(&output.stdout))
}

/// `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`, `postgres (PostgreSQL) 18beta1`.
fn parse_major(version: &str) -> Option<u32> {
    let number = version.split_once(") ")?.1;
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_releases_and_betas() {
        assert_eq!(parse_major("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), Some(15));
        assert_eq!(parse_major("postgres (PostgreSQL) 18beta1\n"), Some(18));
        assert_eq!(parse_major("sh: not found"), None);
    }

    #[test]
    fn a_machine_without_postgres_is_told_where_we_looked_and_what_to_install() {
        let empty = Path::new("/nonexistent/bin");

        let error = choose(Some(empty), None, &RunAs::Ourselves).unwrap_err().to_string();

        assert!(error.contains("/nonexistent/bin"), "{error}");
        assert!(error.contains("apt-get install postgresql"), "{error}");
    }
}
