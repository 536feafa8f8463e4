//! What a first visit loads, in bytes on the wire, against the budget and the last accepted state.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result, bail};

use crate::{
    publish::{Assets, with_ending},
    write,
};

/// Budgets of the first load of the list of players in bytes after brotli (figure P1). The list comes
/// with the first file (docs/decisions/0065).
const BUDGETS: [(&str, u64); 3] = [("wasm", 300_000), ("js", 40_000), ("css", 30_000)];
/// Budget of what any part adds to that (figure P1).
const PART_BUDGET: u64 = 100_000;
/// Growth beyond the accepted state that fails, in per cent (figure P1).
const GROWTH_PERCENT: u64 = 5;

/// Prints the sizes; fails 5 % above the accepted baseline. What is beyond its budget is told each time,
/// until it is not: a debt in plain sight, which no change may make larger.
pub(crate) fn check(site: &Path, baseline: &Path, accept: bool) -> Result<()> {
    let sizes = sizes(site)?;
    let accepted: BTreeMap<String, u64> = fs::read(baseline)
        .ok()
        .and_then(|text| serde_json::from_slice(&text).ok())
        .unwrap_or_default();
    let mut complaints = Vec::new();
    println!("On the wire, brotli     bytes    budget  accepted");
    for (name, &bytes) in &sizes {
        let budget = BUDGETS.iter().find(|(kind, _)| kind == name).map_or(PART_BUDGET, |it| it.1);
        let before = accepted.get(name).copied();
        let shown = before.map_or_else(|| "-".to_owned(), |before| before.to_string());
        println!("  {name:<18} {bytes:>9} {budget:>9} {shown:>9}");
        if bytes > budget {
            println!("  {name} is {} bytes beyond its budget.", bytes - budget);
        }
        if before.is_some_and(|before| bytes * 100 > before * (100 + GROWTH_PERCENT)) {
            complaints
                .push(format!("{name}: {bytes} bytes, more than {GROWTH_PERCENT} % above {shown}"));
        }
    }
    if accept {
        write(baseline, serde_json::to_string_pretty(&sizes)? + "\n")?;
        println!("Written to {}.", baseline.display());
        complaints.clear();
    }
    if complaints.is_empty() {
        Ok(())
    } else {
        bail!(
            "the browser's half has grown:\n  {}\nIf that is worth it: cargo xtask site \
             --accept-sizes",
            complaints.join("\n  ")
        )
    }
}

/// `wasm`, `js` and `css` of the first load of the list of players, and what each part adds to it.
fn sizes(site: &Path) -> Result<BTreeMap<String, u64>> {
    let assets = Assets::of(site).context("the site has no assets.json")?;
    let on_wire = |address: &str| {
        let file = with_ending(&site.join(address.trim_start_matches('/')), "br");
        Ok::<_, anyhow::Error>(
            fs::metadata(&file).with_context(|| file.display().to_string())?.len(),
        )
    };
    let loader = assets.js.replace(crate::glue::SCRIPT, crate::glue::LOADER);
    let mut sizes = BTreeMap::from([
        ("wasm".to_owned(), on_wire(&assets.wasm)?),
        ("js".to_owned(), on_wire(&assets.js)? + on_wire(&loader)?),
        ("css".to_owned(), on_wire(&assets.css)?),
    ]);
    for (part, files) in &assets.parts {
        let more = files.iter().map(|file| on_wire(file)).sum::<Result<u64>>()?;
        sizes.insert(format!("more for {part}"), more);
    }
    Ok(sizes)
}
