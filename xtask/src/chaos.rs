//! `cargo xtask chaos [scenario …]`: the release build, killed, frozen and cut off under load.

use anyhow::Result;

use crate::{
    program::{cargo, run},
    setup,
    workspace::Workspace,
};

/// Plays the scenarios named, or all.
pub(crate) fn chaos(workspace: &Workspace, scenarios: &[String]) -> Result<()> {
    setup::for_running()?;
    let release = ["build", "--release", "-p", "touchline", "--bin", "touchline"];
    run(cargo(&workspace.root).args(release))?;
    run(cargo(&workspace.root)
        .args(["run", "--release", "-p", "touchline", "--example", "chaos", "--"])
        .args(scenarios)
        .env("TOUCHLINE_PROGRAM", workspace.server("release")))
}
