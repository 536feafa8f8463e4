//! From what rustc linked to what a browser loads: cut into parts, wasm-bindgen, wasm-opt.
//!
//! The cutting is `wasm_split_cli_support`'s (docs/decisions/0065): at each function marked with
//! `#[wasm_split(part)]`, by the relocations that the linker leaves. Every file of one build refers to
//! the others by name, so they stay together in one folder.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, anyhow, bail};
use wasm_bindgen_cli_support::Bindgen;
use wasm_split_cli_support as wasm_split;
use wasmparser::{Parser, Payload};

use crate::{Order, prune::prune, read, write};

/// Of all features, these two are what rustc emits for its default target. More of them, or another
/// release of wasm-opt, gave pages that did not hydrate and said nothing (docs/decisions/0061).
const WASM_OPT_FLAGS: [&str; 3] =
    ["-Oz", "--enable-bulk-memory", "--enable-nontrapping-float-to-int"];

/// The script that starts everything.
pub(crate) const SCRIPT: &str = "touchline.js";
/// The first file of the program.
pub(crate) const PROGRAM: &str = "touchline_bg.wasm";
/// The script that fetches parts.
pub(crate) const LOADER: &str = "parts.js";

/// What the browser runs.
pub(crate) struct Glue {
    /// Names and contents, all for one folder.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    /// For each part, by name, the WASM files that it needs besides the first.
    pub(crate) parts: BTreeMap<String, Vec<String>>,
}

pub(crate) fn make(order: &Order) -> Result<Glue> {
    let folder = order.site.with_extension("glue");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let cut = folder.join("cut");
    let bound = folder.join("bound");
    fs::create_dir_all(&cut)?;

    let mut wasm = read(&order.wasm)?;
    if order.watch {
        wasm = without_names(&wasm)?;
    }
    let parts = cut_into_parts(&wasm, &cut)?;
    if order.wasm_opt.is_some() {
        empty_unused(&cut)?;
    }
    bind(&cut.join("main.wasm"), &bound, order.wasm_opt.is_some())?;
    let mut files = BTreeMap::new();
    files.insert(SCRIPT.to_owned(), read(&bound.join(SCRIPT))?);
    files.insert(LOADER.to_owned(), read(&cut.join(LOADER))?);
    let wasm = parts.values().flatten().map(|name| (name.clone(), cut.join(name)));
    for (name, file) in wasm.chain([(PROGRAM.to_owned(), bound.join(PROGRAM))]) {
        if files.contains_key(&name) {
            continue;
        }
        let bytes = match &order.wasm_opt {
            Some(wasm_opt) => optimise(wasm_opt, &file)?,
            None => read(&file)?,
        };
        files.insert(name, bytes);
    }
    fs::remove_dir_all(&folder)?;
    Ok(Glue { files, parts })
}

/// Writes `main.wasm`, the loader and the parts' files into `folder`; returns which part needs which.
fn cut_into_parts(wasm: &[u8], folder: &Path) -> Result<BTreeMap<String, Vec<String>>> {
    let main = folder.join("main.wasm");
    let from_loader = format!("./{LOADER}");
    let to_script = format!("./{SCRIPT}");
    let mut options = wasm_split::Options::new(wasm);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.link_name = &from_loader;
    options.main_module = &to_script;
    // Its error type is not `std::error::Error`.
    let cut = wasm_split::transform(options)
        .map_err(|error| anyhow!("the WASM cannot be cut: {error:?}"))?;
    let named = |stem: String| format!("{stem}.wasm");
    Ok(cut
        .prefetch_map
        .into_iter()
        .map(|(part, stems)| (part, stems.into_iter().map(named).collect()))
        .collect())
}

/// Without the names of functions, which are half of what a page loads that was not optimised. A panic names its line
/// all the same.
fn without_names(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut kept = Vec::with_capacity(wasm.len());
    let mut end = 0;
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload.context("the linker's WASM cannot be read")?;
        let range = match &payload {
            Payload::Version { range, .. } => Some(range.clone()),
            section => section.as_section().map(|(_, range)| range),
        };
        let Some(range) = range else { continue };
        let next = usize::try_from(range.end)?;
        let is_names = matches!(&payload, Payload::CustomSection(it) if it.name() == "name");
        if !is_names {
            kept.extend_from_slice(&wasm[end..next]);
        }
        end = next;
    }
    Ok(kept)
}

/// What is never called is emptied in every file; that nothing is found means that Leptos has changed.
fn empty_unused(folder: &Path) -> Result<()> {
    let mut total = 0;
    for entry in fs::read_dir(folder)? {
        let file = entry?.path();
        if file.extension().is_some_and(|extension| extension == "wasm") {
            let (wasm, emptied) = prune(&read(&file)?)?;
            write(&file, wasm)?;
            total += emptied;
        }
    }
    if total == 0 {
        bail!("no function of prune.rs is there any more: look at what Leptos calls them now");
    }
    Ok(())
}

fn bind(main: &Path, to: &Path, small: bool) -> Result<()> {
    Bindgen::new()
        .input_path(main)
        .out_name("touchline")
        .web(true)?
        .typescript(false)
        .keep_debug(false)
        // The parts share the table and the stack with the first file.
        .keep_lld_exports(true)
        .remove_name_section(small)
        .remove_producers_section(small)
        .generate(to)
        .with_context(|| format!("wasm-bindgen cannot read {}", main.display()))?;
    if to.join("snippets").exists() {
        bail!(
            "a dependency brings JavaScript of its own (snippets); the bundler does not carry it"
        );
    }
    Ok(())
}

fn optimise(wasm_opt: &Path, from: &Path) -> Result<Vec<u8>> {
    let to: PathBuf = from.with_extension("small.wasm");
    // An empty file first: a wasm-opt that does nothing must not pass for one that did.
    write(&to, [])?;
    let status = Command::new("node")
        .arg(wasm_opt)
        .args(WASM_OPT_FLAGS)
        .arg(from)
        .arg("-o")
        .arg(&to)
        .status()
        .context("cannot start node")?;
    let wasm = read(&to)?;
    if !status.success() || wasm.is_empty() {
        bail!("wasm-opt failed on {} ({status})", from.display());
    }
    Ok(wasm)
}
