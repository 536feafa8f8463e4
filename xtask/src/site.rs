//! The browser's half: rustc, then `bundler`.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
    thread,
};

use anyhow::Result;

use crate::{
    program::{cargo, command_in, run},
    workspace::Workspace,
};

const TARGET: &str = "wasm32-unknown-unknown";
/// How both halves are built while somebody edits.
pub(crate) const WATCHING: &str = "watching";

/// What happens when the first load has grown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sizes {
    /// The build fails.
    Enforced,
    /// It is told: who only wants to run Touchline is not held up.
    Told,
    /// The present sizes become the baseline.
    Accepted,
}

/// Builds `target/site` as it is shipped.
pub(crate) fn build(workspace: &Workspace, sizes: Sizes) -> Result<()> {
    let mut switches = vec!["--baseline", "xtask/bundler/baseline.json"];
    match sizes {
        Sizes::Enforced => {}
        Sizes::Told => switches.push("--only-tell"),
        Sizes::Accepted => switches.push("--accept-sizes"),
    }
    let wasm_opt = workspace.root.join("tools/node_modules/binaryen/bin/wasm-opt");
    let wasm = compile_with_bundler(workspace)?;
    let mut bundler = cargo(&workspace.root);
    bundler.args(["run", "--quiet", "-p", "bundler", "--"]);
    bundle(bundler, workspace, &wasm, &workspace.site(), Some(&wasm_opt), &switches)
}

/// Compiles what is shipped, and beside it the bundler that it needs next: rustc ends on one core.
fn compile_with_bundler(workspace: &Workspace) -> Result<PathBuf> {
    thread::scope(|scope| {
        let bundler = scope.spawn(|| build_bundler(workspace, "dev"));
        let wasm = compile(workspace, &workspace.target, "wasm-release");
        bundler.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        wasm
    })
}

/// Compiles the bundler that works at each edit.
pub(crate) fn build_bundler_for_watching(workspace: &Workspace) -> Result<()> {
    build_bundler(workspace, WATCHING)
}

fn build_bundler(workspace: &Workspace, profile: &str) -> Result<()> {
    let build = ["build", "--quiet", "-p", "bundler", "--profile", profile];
    run(cargo(&workspace.root).args(build))
}

/// Compiles the browser's half for development, in a folder of its own: in the one of the server cargo
/// would let neither compile before the other has ended.
pub(crate) fn compile_for_watching(workspace: &Workspace) -> Result<PathBuf> {
    compile(workspace, &workspace.target.join("watch"), WATCHING)
}

/// Makes a site for development out of what was compiled: large, and it reloads itself. Calls the bundler as
/// [`build_bundler_for_watching`] left it: cargo would wait until the server's half is compiled.
pub(crate) fn bundle_for_watching(workspace: &Workspace, wasm: &Path, site: &Path) -> Result<()> {
    let bundler =
        workspace.target.join(WATCHING).join(["bundler", env::consts::EXE_SUFFIX].concat());
    bundle(command_in(&workspace.root, bundler), workspace, wasm, site, None, &["--watch"])
}

/// Gives where the compiled program lies.
fn compile(workspace: &Workspace, target: &Path, profile: &str) -> Result<PathBuf> {
    let mut build = cargo(&workspace.root);
    build.args(["build", "--quiet", "-p", "frontend", "--target", TARGET, "--profile", profile]);
    run(build.arg("--target-dir").arg(target))?;
    Ok(target.join(TARGET).join(profile).join("frontend.wasm"))
}

fn bundle(
    mut bundler: Command,
    workspace: &Workspace,
    wasm: &Path,
    site: &Path,
    wasm_opt: Option<&Path>,
    switches: &[&str],
) -> Result<()> {
    bundler.arg("--wasm").arg(wasm);
    bundler.arg("--style").arg(workspace.root.join("style")).arg("--site").arg(site);
    if let Some(wasm_opt) = wasm_opt {
        bundler.arg("--wasm-opt").arg(wasm_opt);
    }
    run(bundler.args(switches))
}
