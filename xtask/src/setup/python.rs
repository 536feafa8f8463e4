//! Tools from PyPI in an environment of their own under `target`: `typos`, `check-jsonschema`, and
//! schemathesis, which tries the REST API against its own description.

use std::{fs, process::Command};

use anyhow::Result;

use super::packages;
use crate::{
    program::{run, typed},
    workspace::Workspace,
};

/// Installs what `tools/requirements.txt` names.
pub(super) fn install(workspace: &Workspace) -> Result<()> {
    let requirements = workspace.root.join("tools/requirements.txt");
    let wanted = fs::read(&requirements)?;
    let python = workspace.python();
    let installed = python.join("installed-requirements.txt");
    if fs::read(&installed).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    packages::python_venv()?;
    fs::create_dir_all(&workspace.target)?;
    let mut venv = Command::new("python3");
    venv.args(["-m", "venv", "--clear"]).arg(&python);
    let mut pip = Command::new(python.join("bin/pip"));
    pip.args(["install", "--quiet", "--disable-pip-version-check", "-r"]).arg(&requirements);
    println!(
        "Installing typos, check-jsonschema and schemathesis: {} && {}",
        typed(&venv),
        typed(&pip)
    );
    run(&mut venv)?;
    run(&mut pip)?;
    Ok(fs::write(&installed, wanted)?)
}
