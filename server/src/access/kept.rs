//! Secrets that the program makes at its first start and keeps beside the data, readable by nobody else.

use std::{io::Write as _, path::Path};

use anyhow::Context as _;

/// The text kept in `file` of `folder`; `fresh` where there is none yet. What is kept has to be at least
/// `least` bytes long; `mend` says what to do where it is not.
pub(super) fn kept_secret(
    folder: &Path,
    file: &str,
    fresh: &str,
    least: usize,
    mend: &str,
) -> anyhow::Result<String> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("TOUCHLINE_DATA_DIR: {} cannot be made", folder.display()))?;
    let path = folder.join(file);
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(&path) {
        Ok(mut made) => {
            made.write_all(fresh.as_bytes())
                .with_context(|| format!("{} cannot be written", path.display()))?;
            Ok(fresh.to_owned())
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            let kept = std::fs::read_to_string(&path)
                .with_context(|| format!("{} cannot be read", path.display()))?;
            anyhow::ensure!(kept.trim().len() >= least, "{} is damaged: {mend}", path.display());
            Ok(kept.trim().to_owned())
        }
        Err(error) => Err(error).with_context(|| format!("{} cannot be made", path.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_made_at_the_first_start_is_found_at_the_second_and_is_nobody_elses_to_read() {
        let folder = std::env::temp_dir().join(format!("tl-kept-{}", std::process::id()));

        let first = kept_secret(&folder, "a.key", "0123456789", 10, "mend it").unwrap();
        let second = kept_secret(&folder, "a.key", "another one", 10, "mend it").unwrap();
        let longer = kept_secret(&folder, "a.key", "another one", 11, "mend it");
        #[cfg(unix)]
        let mode = std::os::unix::fs::PermissionsExt::mode(
            &std::fs::metadata(folder.join("a.key")).unwrap().permissions(),
        );
        std::fs::remove_dir_all(&folder).unwrap();

        assert_eq!((first.as_str(), second.as_str()), ("0123456789", "0123456789"));
        assert!(longer.unwrap_err().to_string().contains("mend it"));
        #[cfg(unix)]
        assert_eq!(mode & 0o777, 0o600);
    }
}
