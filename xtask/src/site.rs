//! The browser's half: rustc, then `bundler`.

use std::path::Path;

use anyhow::Result;

use crate::{
    program::{cargo, run},
    workspace::Workspace,
};

const TARGET: &str = "wasm32-unknown-unknown";

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
    make(workspace, "wasm-release", &workspace.site(), Some(&wasm_opt), &switches)
}

/// Builds a site for development: quick to make, large, and it reloads itself.
pub(crate) fn build_for_watching(workspace: &Workspace, site: &Path) -> Result<()> {
    make(workspace, "dev", site, None, &["--watch"])
}

fn make(
    workspace: &Workspace,
    profile: &str,
    site: &Path,
    wasm_opt: Option<&Path>,
    switches: &[&str],
) -> Result<()> {
    let mut build = cargo(&workspace.root);
    build.args(["build", "--quiet", "-p", "frontend", "--target", TARGET, "--profile", profile]);
    run(&mut build)?;
    let folder = if profile == "dev" { "debug" } else { profile };
    let wasm = workspace.target.join(TARGET).join(folder).join("frontend.wasm");
    let mut bundler = cargo(&workspace.root);
    bundler.args(["run", "--quiet", "-p", "bundler", "--", "--wasm"]).arg(wasm);
    bundler.arg("--style").arg(workspace.root.join("style")).arg("--site").arg(site);
    if let Some(wasm_opt) = wasm_opt {
        bundler.arg("--wasm-opt").arg(wasm_opt);
    }
    run(bundler.args(switches))
}
