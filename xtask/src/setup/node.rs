//! Packages from npm, exactly those of the lock file. Install scripts do not run: those that download
//! programs fail on a closed network and take the whole installation with them.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use crate::program::{command_in, run, typed};

/// Installs what `folder/package-lock.json` names.
pub(super) fn install(folder: &Path, what: &str) -> Result<()> {
    let lock = folder.join("package-lock.json");
    let wanted = fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    // A copy of the lock file, written last, says that the installation was finished, and which.
    let installed = folder.join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    let mut npm = command_in(folder, "npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    println!("Installing {what}: cd {} && {}", folder.display(), typed(&npm));
    run(&mut npm)?;
    fs::write(&installed, wanted).with_context(|| installed.display().to_string())
}
