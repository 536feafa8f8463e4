//! Puts the browser's half together: WASM and its glue, the stylesheet, names with a hash, compressed
//! copies, sizes against the budget. Called by `cargo xtask`; a program of its own so that
//! `cargo xtask check` need not wait for wasm-bindgen to compile.
//!
//! It does not call cargo and does not fetch anything.

#![expect(clippy::print_stdout, reason = "a developer's command speaks to its terminal")]

mod budget;
mod glue;
mod prune;
mod publish;
mod stylesheet;

use std::{
    collections::HashMap,
    env, fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

/// What to bundle, and where to.
pub(crate) struct Order {
    /// The WASM as rustc linked it.
    wasm: PathBuf,
    /// Folder with the sheets and `index.txt`, which lists them in order.
    style: PathBuf,
    /// The folder to make; replaced as a whole.
    site: PathBuf,
    /// The program that shrinks WASM; without it the page is for development only.
    wasm_opt: Option<PathBuf>,
    /// Sizes at the last accepted state; without it they are not checked.
    baseline: Option<PathBuf>,
    /// Write the present sizes to `baseline`.
    accept_sizes: bool,
    /// Tell about sizes, fail for none.
    only_tell: bool,
    /// The page reloads itself when the bundle changes.
    watch: bool,
}

fn main() -> ExitCode {
    match bundle() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn bundle() -> Result<()> {
    let order = Order::from_arguments(env::args().skip(1))?;
    // Whoever watches asks after a change only.
    let stamp = if order.watch { String::new() } else { order.stamp()? };
    if !order.watch && publish::is_current(&order.site, &stamp) {
        println!("The bundle in {} is up to date.", order.site.display());
    } else {
        let css = stylesheet::bundle(&order.style)?;
        let glue = glue::make(&order)?;
        publish::replace(&order, glue, &css, &stamp)?;
    }
    match &order.baseline {
        Some(baseline) => {
            let checked = budget::check(&order.site, baseline, order.accept_sizes);
            match checked {
                Err(error) if order.only_tell => {
                    println!("{error:#}");
                    Ok(())
                }
                checked => checked,
            }
        }
        None => Ok(()),
    }
}

impl Order {
    /// `--name value` pairs, and the switches `--watch` and `--accept-sizes`.
    fn from_arguments(arguments: impl Iterator<Item = String>) -> Result<Self> {
        let mut values = HashMap::new();
        let mut arguments = arguments.peekable();
        while let Some(name) = arguments.next() {
            let switch = matches!(name.as_str(), "--watch" | "--accept-sizes" | "--only-tell");
            let value = if switch { Some(String::new()) } else { arguments.next() };
            values.insert(name.clone(), value.with_context(|| format!("{name} needs a value"))?);
        }
        let mut path = |name: &str| values.remove(name).map(PathBuf::from);
        let order = Self {
            wasm: path("--wasm").context("--wasm is missing")?,
            style: path("--style").context("--style is missing")?,
            site: path("--site").context("--site is missing")?,
            wasm_opt: path("--wasm-opt"),
            baseline: path("--baseline"),
            accept_sizes: path("--accept-sizes").is_some(),
            only_tell: path("--only-tell").is_some(),
            watch: path("--watch").is_some(),
        };
        match values.into_keys().next() {
            Some(unknown) => bail!("unknown argument {unknown}"),
            None => Ok(order),
        }
    }

    /// Changes with everything that the bundle is made from, this program included.
    fn stamp(&self) -> Result<String> {
        let mut hasher = Sha256::new();
        let program = env::current_exe().context("cannot find this program")?;
        for file in [&program, &self.wasm].into_iter().chain(&stylesheet::sheets(&self.style)?) {
            hasher.update(read(file)?);
        }
        hasher.update(if self.wasm_opt.is_some() { b"small" } else { b"quick" });
        Ok(short_hash(hasher))
    }
}

/// The first 16 hexadecimal digits: 64 bits are plenty to tell the builds of one program apart.
fn short_hash(hasher: Sha256) -> String {
    let mut hash = format!("{:x}", hasher.finalize());
    hash.truncate(16);
    hash
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Result<()> {
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}
