//! What a first visit loads, in bytes on the wire, against the budget and the last accepted state.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::{
    publish::{KINDS, assets},
    write,
};

/// Budgets in bytes after brotli (figure P1): WASM, JavaScript, CSS.
const BUDGETS: [u64; 3] = [300_000, 40_000, 30_000];

/// Prints the sizes; fails 5 % above the accepted baseline. What is beyond its budget is told each
/// time, until it is not: a debt in plain sight, which no change may make larger.
pub(crate) fn check(site: &Path, baseline: &Path, accept: bool) -> Result<()> {
    let assets = assets(site).context("the site has no assets.json")?;
    let accepted: Value = fs::read(baseline)
        .ok()
        .and_then(|text| serde_json::from_slice(&text).ok())
        .unwrap_or_default();
    let mut sizes = json!({});
    let mut complaints = Vec::new();
    println!("First load, brotli   bytes    budget  baseline");
    for (kind, budget) in KINDS.into_iter().zip(BUDGETS) {
        let address = assets[kind].as_str().context("assets.json is not whole")?;
        let file = site.join(format!("{}.br", address.trim_start_matches('/')));
        let bytes = fs::metadata(&file).with_context(|| file.display().to_string())?.len();
        let before = accepted[kind].as_u64();
        let shown = before.map_or_else(|| "-".to_owned(), |before| before.to_string());
        println!("  {kind:<14} {bytes:>9} {budget:>9} {shown:>9}");
        sizes[kind] = bytes.into();
        if bytes > budget {
            println!("  {kind} is {} bytes beyond its budget.", bytes - budget);
        }
        if let Some(before) = before.filter(|before| bytes * 100 > before * 105) {
            complaints.push(format!("{kind}: {bytes} bytes, more than 5 % above {before}"));
        }
    }
    if accept {
        write(baseline, format!("{sizes:#}\n"))?;
        println!("Written to {}.", baseline.display());
        complaints.clear();
    }
    if complaints.is_empty() {
        Ok(())
    } else {
        bail!(
            "the first load has grown:\n  {}\nIf that is worth it: cargo xtask site --accept-sizes",
            complaints.join("\n  ")
        )
    }
}
