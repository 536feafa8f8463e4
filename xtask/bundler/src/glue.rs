//! wasm-bindgen, then wasm-opt: from what rustc linked to what a browser loads.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::{Order, read, write};

/// Of all features, these two are what rustc emits for its default target. More of them, or another
/// release of wasm-opt, gave pages that did not hydrate and said nothing (docs/decisions/0061).
const WASM_OPT_FLAGS: [&str; 3] =
    ["-Oz", "--enable-bulk-memory", "--enable-nontrapping-float-to-int"];

/// What the browser runs.
pub(crate) struct Glue {
    pub(crate) js: String,
    pub(crate) wasm: Vec<u8>,
}

/// The name under which wasm-bindgen's JavaScript looks for its WASM.
pub(crate) const WASM_NAME: &str = "touchline_bg.wasm";

pub(crate) fn make(order: &Order) -> Result<Glue> {
    let folder = order.site.with_extension("glue");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let small = order.wasm_opt.is_some();
    Bindgen::new()
        .input_path(&order.wasm)
        .out_name("touchline")
        .web(true)?
        .typescript(false)
        .keep_debug(false)
        .remove_name_section(small)
        .remove_producers_section(small)
        .generate(&folder)
        .with_context(|| format!("wasm-bindgen cannot read {}", order.wasm.display()))?;
    if folder.join("snippets").exists() {
        bail!(
            "a dependency brings JavaScript of its own (snippets); the bundler does not carry it"
        );
    }
    let bound = folder.join(WASM_NAME);
    let wasm = match &order.wasm_opt {
        Some(wasm_opt) => optimise(wasm_opt, &bound, &folder.join("small.wasm"))?,
        None => read(&bound)?,
    };
    let js = String::from_utf8(read(&folder.join("touchline.js"))?)?;
    fs::remove_dir_all(&folder)?;
    Ok(Glue { js, wasm })
}

fn optimise(wasm_opt: &Path, from: &Path, to: &Path) -> Result<Vec<u8>> {
    // An empty file first: a wasm-opt that does nothing must not pass for one that did.
    write(to, [])?;
    let status = Command::new("node")
        .arg(wasm_opt)
        .args(WASM_OPT_FLAGS)
        .arg(from)
        .arg("-o")
        .arg(to)
        .status()
        .context("cannot start node")?;
    let wasm = read(to)?;
    if !status.success() || wasm.is_empty() {
        bail!("wasm-opt failed ({status})");
    }
    Ok(wasm)
}
