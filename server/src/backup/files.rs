//! Files by their content's hash: copied, and believed only when the hash is right.

use std::{
    fs::File,
    io::{Read as _, Write as _},
    path::Path,
};

use anyhow::{Context as _, ensure};
use sha2::{Digest as _, Sha256};

/// Read and written at a time.
const PIECE_BYTES: usize = 128 * 1024;

/// SHA-256 of a file in hexadecimal.
pub(super) fn sha256(path: &Path) -> anyhow::Result<String> {
    hash_into(path, |_| Ok(()))
}

/// Copies a file whose content has the hash `expected`; under another name until it is whole.
pub(super) fn copy(from: &Path, to: &Path, expected: &str) -> anyhow::Result<()> {
    let folder = to.parent().context("a file lies in a folder")?;
    std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let part = folder.join(format!(".part-{}", uuid::Uuid::new_v4().simple()));
    let copied = (|| {
        let mut file = File::create(&part)?;
        let found = hash_into(from, |piece| Ok(file.write_all(piece)?))?;
        ensure!(found == expected, "{} is damaged: its content has changed", from.display());
        file.sync_all()?;
        std::fs::rename(&part, to)?;
        Ok(())
    })();
    if copied.is_err() {
        std::fs::remove_file(&part).ok();
    }
    copied.with_context(|| format!("{} cannot be copied", from.display()))
}

fn hash_into(
    path: &Path,
    mut each: impl FnMut(&[u8]) -> anyhow::Result<()>,
) -> anyhow::Result<String> {
    let mut file = File::open(path).with_context(|| path.display().to_string())?;
    let mut hash = Sha256::new();
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        let read = file.read(&mut piece).with_context(|| path.display().to_string())?;
        if read == 0 {
            break;
        }
        hash.update(&piece[..read]);
        each(&piece[..read])?;
    }
    Ok(format!("{:x}", hash.finalize()))
}
