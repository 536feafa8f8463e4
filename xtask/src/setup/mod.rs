//! Installing what is missing. Each step says what it installs before it does, does nothing when it
//! is already there, and fails with the command that a person would type.

mod node;
mod packages;
mod python;
mod wasm_target;

use anyhow::Result;

use crate::workspace::Workspace;

pub(crate) use packages::chromium;
pub(crate) use python::peers;

/// What `run` needs.
pub(crate) fn for_building(workspace: &Workspace) -> Result<()> {
    wasm_target::install(workspace)?;
    packages::make()?;
    packages::node()?;
    node::install(&workspace.root.join("tools"), "wasm-opt")
}

/// What building the server alone and starting it needs.
pub(crate) fn for_running() -> Result<()> {
    packages::make()?;
    packages::postgres()
}

/// What `test` needs besides.
pub(crate) fn for_testing(workspace: &Workspace) -> Result<()> {
    packages::postgres()?;
    packages::node()?;
    node::install(&workspace.root.join("end2end"), "Playwright and axe")?;
    chromium()?;
    python::install(workspace)
}

/// What `check` needs besides the build's.
pub(crate) fn for_checking(workspace: &Workspace) -> Result<()> {
    wasm_target::install(workspace)?;
    packages::make()?;
    packages::postgres()?;
    python::install(workspace)
}
