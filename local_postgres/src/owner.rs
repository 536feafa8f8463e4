//! One process owns a folder. The operating system gives the lock back when the process ends,
//! however it ends.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{Read, Seek, Write},
    path::{Path, PathBuf},
    process,
};

use crate::error::{LocalPostgresError, at};

/// Held as long as this value lives.
#[derive(Debug)]
pub(crate) struct OwnerLock {
    file: File,
    path: PathBuf,
}

impl OwnerLock {
    pub(crate) fn take(folder: &Path) -> Result<Self, LocalPostgresError> {
        let path = folder.join("owner.lock");
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(at(&path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                let _ = file.read_to_string(&mut text);
                let mut lines = text.lines();
                return Err(LocalPostgresError::Held {
                    folder: folder.to_owned(),
                    pid: lines.next().unwrap_or("unknown").to_owned(),
                    url: lines.next().map(ToOwned::to_owned),
                });
            }
            Err(TryLockError::Error(source)) => return Err(at(&path)(source)),
        }
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| writeln!(file, "{}", process::id()))
            .map_err(at(&path))?;
        Ok(Self { file, path })
    }

    /// Writes down how the cluster is reached, for commands that join a running server.
    pub(crate) fn publish(&mut self, url: &str) -> Result<(), LocalPostgresError> {
        writeln!(self.file, "{url}").map_err(at(&self.path))
    }
}
