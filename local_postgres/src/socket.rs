//! The folder of the Unix socket, and the URL that leads to it.

use std::{
    fmt::Write,
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    os::unix::{ffi::OsStrExt, fs::MetadataExt},
    path::{Path, PathBuf},
};

use crate::{
    DATABASE,
    error::{LocalPostgresError, at},
    user::RunAs,
};

/// Longest path of a Unix socket in bytes, as `PostgreSQL` counts it: `sun_path` has 108 on Linux and
/// 104 on macOS, one of them for the end.
const LONGEST_SOCKET_PATH: usize = if cfg!(target_os = "macos") { 103 } else { 107 };
/// What `PostgreSQL` calls its socket at the default port.
const SOCKET_NAME: &str = ".s.PGSQL.5432";

/// A folder for the socket that only the cluster's user can enter: in `home`, or in `/tmp` where the
/// path would be too long.
pub(crate) fn folder(home: &Path, run_as: &RunAs) -> Result<PathBuf, LocalPostgresError> {
    let inside = home.join("socket");
    if fits(&inside) {
        run_as.own(&inside)?;
        return Ok(inside);
    }
    let mut hasher = DefaultHasher::new();
    home.hash(&mut hasher);
    let short = PathBuf::from(format!("/tmp/touchline-{:016x}", hasher.finish()));
    // Everybody may write to /tmp: a folder or link that somebody else put there is not ours to use.
    if let Ok(found) = fs::symlink_metadata(&short) {
        let ours = fs::metadata(home).map_err(at(home))?.uid();
        if !found.is_dir() || found.uid() != ours {
            return Err(LocalPostgresError::ForeignSocket { folder: short });
        }
    }
    run_as.own(&short)?;
    Ok(short)
}

/// How a client connects through the socket in `folder`.
pub(crate) fn url(folder: &Path) -> String {
    let mut encoded = String::new();
    for &byte in folder.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    format!("postgres://{DATABASE}@localhost/{DATABASE}?host={encoded}")
}

/// Short enough, and without the characters that separate folders in `PostgreSQL`'s setting.
fn fits(folder: &Path) -> bool {
    let bytes = folder.as_os_str().as_bytes();
    bytes.len() + 1 + SOCKET_NAME.len() <= LONGEST_SOCKET_PATH
        && !bytes.iter().any(|byte| b",\"".contains(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_107_bytes_fits_and_one_more_does_not() {
        // 107 − 1 for the slash − 13 for the socket's name.
        let longest = format!("/{}", "a".repeat(92));
        if cfg!(target_os = "linux") {
            assert!(fits(Path::new(&longest)));
            assert!(!fits(Path::new(&format!("{longest}a"))));
        }
        assert!(!fits(Path::new("/tmp/a,b")));
    }

    #[test]
    fn the_folder_is_escaped_in_the_url() {
        assert_eq!(
            url(Path::new("/srv/my data")),
            "postgres://touchline@localhost/touchline?host=%2Fsrv%2Fmy%20data"
        );
    }
}
