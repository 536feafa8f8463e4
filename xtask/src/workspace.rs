//! Where things are.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The checkout.
pub(crate) struct Workspace {
    /// Its folder.
    pub(crate) root: PathBuf,
    /// Where cargo builds.
    pub(crate) target: PathBuf,
}

impl Workspace {
    /// The checkout that this program was built from, which is the one it is run in.
    pub(crate) fn find() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask has no parent")?;
        let target = std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| root.join("target"), |target| root.join(target));
        Ok(Self { root: root.to_owned(), target })
    }

    /// The browser's half of a release.
    pub(crate) fn site(&self) -> PathBuf {
        self.target.join("site")
    }

    /// The server as built with `profile`.
    pub(crate) fn server(&self, profile: &str) -> PathBuf {
        self.target.join(profile).join("touchline")
    }

    /// Python tools, in an environment of their own.
    pub(crate) fn python(&self) -> PathBuf {
        self.target.join("python")
    }
}
