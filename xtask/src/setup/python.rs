//! Tools from PyPI in an environment of their own under `target`: `typos`, `check-jsonschema`, and
//! schemathesis, which tries the REST API against its own description.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Result;

use super::packages;
use crate::{
    program::{run, typed},
    workspace::Workspace,
};

/// Installs what `tools/requirements.txt` names.
pub(super) fn install(workspace: &Workspace) -> Result<()> {
    let what = "typos, check-jsonschema and schemathesis";
    install_into(workspace, &workspace.python(), "tools/requirements.txt", what)
}

/// Installs the programs that benches measure ours beside, and gives their Python.
pub(crate) fn peers(workspace: &Workspace) -> Result<PathBuf> {
    let environment = workspace.target.join("peers");
    let what = "kloppy, databallpy and fast-forward-football";
    install_into(workspace, &environment, "tools/peers.txt", what)?;
    Ok(environment.join("bin/python"))
}

/// Installs what the file `named` lists into an environment at `python`, unless it is there.
fn install_into(workspace: &Workspace, python: &Path, named: &str, what: &str) -> Result<()> {
    let requirements = workspace.root.join(named);
    let wanted = fs::read(&requirements)?;
    let installed = python.join("installed-requirements.txt");
    if fs::read(&installed).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    packages::python_venv()?;
    fs::create_dir_all(&workspace.target)?;
    let mut venv = Command::new("python3");
    venv.args(["-m", "venv", "--clear"]).arg(python);
    let mut pip = Command::new(python.join("bin/pip"));
    pip.args(["install", "--quiet", "--disable-pip-version-check", "-r"]).arg(&requirements);
    println!("Installing {what}: {} && {}", typed(&venv), typed(&pip));
    run(&mut venv)?;
    run(&mut pip)?;
    Ok(fs::write(&installed, wanted)?)
}
