//! The site's folder: names with a hash of the content, compressed copies beside them, and
//! `assets.json`, from which the server learns the names. Built beside and swapped, so that a running
//! server never answers from half a site.

use std::{
    fs,
    io::Write,
    path::Path,
    time::{SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};

use crate::{
    Order,
    glue::{Glue, WASM_NAME},
    short_hash, write,
};

/// The kinds of file in `assets.json`.
pub(crate) const KINDS: [&str; 3] = ["wasm", "js", "css"];

/// Whether the site was made from what `stamp` stands for.
pub(crate) fn is_current(site: &Path, stamp: &str) -> bool {
    fs::read_to_string(site.join("stamp")).is_ok_and(|found| found == stamp)
}

/// Makes the site anew.
pub(crate) fn replace(order: &Order, glue: &Glue, css: &str, stamp: &str) -> Result<()> {
    let draft = order.site.with_extension("new");
    if draft.exists() {
        fs::remove_dir_all(&draft)?;
    }
    let pkg = draft.join("pkg");
    fs::create_dir_all(&pkg).with_context(|| format!("cannot make {}", pkg.display()))?;

    let squeeze = order.wasm_opt.is_some();
    let wasm = publish(&pkg, "wasm", &glue.wasm, squeeze)?;
    let mut js = glue.js.replace(WASM_NAME, wasm.trim_start_matches("/pkg/"));
    if order.watch {
        js.push_str(RELOAD);
        let built = SystemTime::now().duration_since(UNIX_EPOCH)?.as_nanos();
        write(&pkg.join("built.txt"), built.to_string())?;
    }
    let js = publish(&pkg, "js", js.as_bytes(), squeeze)?;
    let css = publish(&pkg, "css", css.as_bytes(), squeeze)?;
    let assets = serde_json::json!({ "js": js, "wasm": wasm, "css": css });
    write(&draft.join("assets.json"), format!("{assets:#}\n"))?;
    write(&draft.join("stamp"), stamp)?;

    keep_last_generation(&order.site, &pkg)?;
    swap(&draft, &order.site)
}

/// The files of a site, from its `assets.json`.
pub(crate) fn assets(site: &Path) -> Option<serde_json::Value> {
    serde_json::from_slice(&fs::read(site.join("assets.json")).ok()?).ok()
}

/// Polls for a newer bundle; only in what `cargo xtask watch` builds.
const RELOAD: &str = "
let touchlineBuilt;
setInterval(async () => {
    try {
        const answer = await fetch('/pkg/built.txt', { cache: 'no-store' });
        const built = answer.ok ? await answer.text() : undefined;
        if (built && touchlineBuilt && built !== touchlineBuilt) location.reload();
        touchlineBuilt = built || touchlineBuilt;
    } catch { /* the server is restarting */ }
}, 400);
";

/// Writes one file under a name with its hash, with its compressed copies. Returns its address.
fn publish(pkg: &Path, kind: &str, bytes: &[u8], squeeze: bool) -> Result<String> {
    let mut hasher = Sha256::new();
    hasher.update(bytes);
    let name = format!("touchline.{}.{kind}", short_hash(hasher));
    write(&pkg.join(&name), bytes)?;
    if squeeze {
        write(&pkg.join(format!("{name}.br")), brotli_11(bytes)?)?;
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(bytes)?;
        write(&pkg.join(format!("{name}.gz")), gzip.finish()?)?;
    }
    Ok(format!("/pkg/{name}"))
}

fn brotli_11(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    // Quality 11, window 2^24: the most that every browser reads.
    let settings = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: bytes.len(),
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &settings)?;
    Ok(out)
}

/// A page that was open during the swap may still ask for the files it was told of.
fn keep_last_generation(site: &Path, pkg: &Path) -> Result<()> {
    let Some(last) = assets(site) else { return Ok(()) };
    for kind in KINDS {
        let Some(name) = last[kind].as_str().and_then(|path| path.strip_prefix("/pkg/")) else {
            continue;
        };
        for end in ["", ".br", ".gz"] {
            let file = format!("{name}{end}");
            let from = site.join("pkg").join(&file);
            if from.exists() && !pkg.join(&file).exists() {
                fs::copy(&from, pkg.join(&file))?;
            }
        }
    }
    Ok(())
}

fn swap(draft: &Path, site: &Path) -> Result<()> {
    let old = site.with_extension("old");
    if old.exists() {
        fs::remove_dir_all(&old)?;
    }
    if site.exists() {
        fs::rename(site, &old)?;
    }
    fs::rename(draft, site).with_context(|| format!("cannot make {}", site.display()))?;
    if old.exists() {
        fs::remove_dir_all(&old)?;
    }
    Ok(())
}
