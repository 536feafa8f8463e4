//! One process owns a folder. The operating system gives the lock back when the process ends,
//! however it ends.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{Read, Seek, Write},
    path::Path,
    process,
};

use crate::error::{LocalPostgresError, at};

/// Held as long as this value lives.
#[derive(Debug)]
pub(crate) struct OwnerLock {
    _file: File,
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
                let mut pid = String::new();
                let _ = file.read_to_string(&mut pid);
                let pid = pid.trim();
                return Err(LocalPostgresError::Held {
                    folder: folder.to_owned(),
                    pid: if pid.is_empty() { "unknown".to_owned() } else { pid.to_owned() },
                });
            }
            Err(TryLockError::Error(source)) => return Err(at(&path)(source)),
        }
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| writeln!(file, "{}", process::id()))
            .map_err(at(&path))?;
        Ok(Self { _file: file })
    }
}
