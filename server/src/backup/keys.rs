//! The keys that the program made at its first start, kept apart from backups.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};

/// Files in the data folder that hold keys.
const KEYS: [&str; 2] = ["session.key", "vault.key"];

/// Copies the keys of `data` into `folder`, readable by nobody else; gives what was copied. Keys that came
/// from the environment are the operator's to keep.
///
/// # Errors
/// The folder cannot be written, or has other keys already.
pub fn save(data: &Path, folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    copy(data, folder)
}

/// Puts saved keys into `data`.
///
/// # Errors
/// The folder cannot be written, or has other keys already: those may be all that opens another vault.
pub fn put_back(folder: &Path, data: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let copied = copy(folder, data)?;
    if copied.is_empty() {
        bail!("{} holds neither {}", folder.display(), KEYS.join(" nor "));
    }
    Ok(copied)
}

fn copy(from: &Path, to: &Path) -> anyhow::Result<Vec<PathBuf>> {
    fs::create_dir_all(to).with_context(|| format!("{} cannot be made", to.display()))?;
    let mut copied = Vec::new();
    for name in KEYS {
        let (source, target) = (from.join(name), to.join(name));
        let key = match fs::read(&source) {
            Ok(key) => key,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error).context(source.display().to_string()),
        };
        match fs::read(&target) {
            Ok(there) if there == key => {}
            Ok(_) => bail!("{} is there already and is another key", target.display()),
            Err(_) => write_secret(&target, &key)?,
        }
        copied.push(target);
    }
    Ok(copied)
}

fn write_secret(path: &Path, key: &[u8]) -> anyhow::Result<()> {
    use std::io::Write as _;

    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).with_context(|| path.display().to_string())?;
    file.write_all(key).with_context(|| path.display().to_string())?;
    file.sync_all().with_context(|| path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_copied_and_never_over_other_keys() {
        let folder = std::env::temp_dir().join(format!("tl-keys-{}", uuid::Uuid::new_v4()));
        let (data, apart, other) = (folder.join("a"), folder.join("b"), folder.join("c"));
        fs::create_dir_all(&data).unwrap();
        fs::write(data.join("vault.key"), "key").unwrap();

        let saved = save(&data, &apart).unwrap();
        let again = save(&data, &apart).unwrap();
        fs::create_dir_all(&other).unwrap();
        fs::write(other.join("vault.key"), "another").unwrap();
        let refused = put_back(&apart, &other).unwrap_err();
        let nothing = put_back(&folder, &data).unwrap_err();
        let kept = fs::read_to_string(other.join("vault.key")).unwrap();
        fs::remove_dir_all(&folder).unwrap();

        assert_eq!((saved.len(), again.len()), (1, 1));
        assert!(refused.to_string().contains("another key"), "{refused}");
        assert!(nothing.to_string().contains("neither"), "{nothing}");
        assert_eq!(kept, "another");
    }
}
