//! What the machine's package manager installs: PostgreSQL, Node, Chromium, make.

use std::{path::PathBuf, process::Command};

use anyhow::{Context, Result, bail};
use local_postgres::{Binaries, OLDEST_MAJOR};

use crate::program::{find, run, succeeds, typed};

/// A PostgreSQL that the server can run.
pub(crate) fn postgres() -> Result<()> {
    let named = std::env::var_os("TOUCHLINE_POSTGRES_BIN").map(PathBuf::from);
    if Binaries::find(named.as_deref()).is_some() {
        return Ok(());
    }
    install("PostgreSQL", "postgresql", "postgresql@17")?;
    Binaries::find(None).map(drop).with_context(|| {
        format!("the package manager installed a PostgreSQL older than {OLDEST_MAJOR}")
    })
}

/// Node with npm, which carries wasm-opt and the browser tests.
pub(crate) fn node() -> Result<()> {
    if find(&["node"]).is_some() && find(&["npm"]).is_some() {
        return Ok(());
    }
    install("Node and npm", "nodejs npm", "node")
}

/// What jemalloc is built with.
pub(crate) fn make() -> Result<()> {
    if find(&["make"]).is_some() { Ok(()) } else { install("make", "make", "make") }
}

/// A Chromium for the browser tests.
pub(crate) fn chromium() -> Result<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    if let Some(named) = std::env::var_os("TOUCHLINE_CHROMIUM") {
        return Ok(named.into());
    }
    let mac = PathBuf::from("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    if mac.exists() {
        return Ok(mac);
    }
    if let Some(found) = find(&names) {
        return Ok(found);
    }
    install("Chromium", "chromium", "--cask google-chrome")?;
    find(&names)
        .or_else(|| mac.exists().then_some(mac))
        .context("Chromium is still not on the path")
}

/// Python's module for environments of their own, which Debian packs apart.
pub(super) fn python_venv() -> Result<()> {
    let there = || succeeds(Command::new("python3").args(["-c", "import venv, ensurepip"]));
    if there() { Ok(()) } else { install("Python's venv", "python3-venv", "python") }
}

/// A program that unpacks or downloads Debian packages, or the keys they are signed with.
pub(super) fn debian(what: &str, package: &str) -> Result<()> {
    install(what, package, package)
}

fn install(what: &str, apt: &str, brew: &str) -> Result<()> {
    if find(&["apt-get"]).is_some() {
        let mut install = as_root("apt-get");
        install.args(["install", "--yes", "--no-install-recommends"]).args(apt.split(' '));
        install.env("DEBIAN_FRONTEND", "noninteractive");
        println!("Installing {what}: {}", typed(&install));
        if succeeds(&mut install) {
            return Ok(());
        }
        // The usual reason on a fresh machine: its lists of packages are missing or old.
        let mut update = as_root("apt-get");
        update.arg("update");
        println!("Refreshing the lists of packages: {}", typed(&update));
        let _ = run(&mut update);
        return run(&mut install).with_context(|| format!("cannot install {what}"));
    }
    if find(&["brew"]).is_some() {
        let mut install = Command::new("brew");
        install.arg("install").args(brew.split(' '));
        println!("Installing {what}: {}", typed(&install));
        return run(&mut install);
    }
    bail!("{what} is missing, and this machine has neither apt-get nor brew to install it with")
}

fn as_root(program: &str) -> Command {
    let root = std::fs::read_to_string("/proc/self/status")
        .is_ok_and(|status| status.lines().any(|line| line.starts_with("Uid:\t0\t")));
    if root {
        Command::new(program)
    } else {
        let mut command = Command::new("sudo");
        command.arg(program);
        command
    }
}
