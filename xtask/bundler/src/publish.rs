//! The site's folder: names with a hash of the content, compressed copies beside them, and
//! `assets.json`, from which the server learns the names. Built beside and swapped, so that a running
//! server never answers from half a site.

use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    Order,
    glue::{Glue, LOADER, PROGRAM, SCRIPT},
    short_hash, write,
};

/// Whether the site was made from what `stamp` stands for.
pub(crate) fn is_current(site: &Path, stamp: &str) -> bool {
    fs::read_to_string(site.join("stamp")).is_ok_and(|found| found == stamp)
}

/// Addresses of the browser's half: the `assets.json` that the server reads.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Assets {
    pub(crate) js: String,
    pub(crate) wasm: String,
    pub(crate) css: String,
    /// For each part the files that it needs besides `wasm`.
    pub(crate) parts: BTreeMap<String, Vec<String>>,
}

impl Assets {
    /// Those of the site in `folder`; `None` when it was not made yet, or by another release.
    pub(crate) fn of(folder: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(folder.join("assets.json")).ok()?).ok()
    }
}

/// Makes the site anew.
pub(crate) fn replace(order: &Order, mut glue: Glue, css: &str, stamp: &str) -> Result<()> {
    let draft = order.site.with_extension("new");
    if draft.exists() {
        fs::remove_dir_all(&draft)?;
    }
    let pkg = draft.join("pkg");
    fs::create_dir_all(&pkg).with_context(|| format!("cannot make {}", pkg.display()))?;
    if order.watch {
        let script = glue.files.get_mut(SCRIPT).context("there is no script")?;
        script.extend_from_slice(RELOAD.as_bytes());
        let built = SystemTime::now().duration_since(UNIX_EPOCH)?.as_nanos();
        write(&pkg.join("built.txt"), built.to_string())?;
    }

    let squeeze = order.wasm_opt.is_some();
    let sheet = format!("touchline.{}.css", hash_of([css.as_bytes()]));
    publish(&pkg.join(&sheet), css.as_bytes(), squeeze)?;
    // The files of one build name each other, so the hash of all is in the name of their folder.
    let build = hash_of(glue.files.values().map(Vec::as_slice));
    fs::create_dir(pkg.join(&build))?;
    for (name, bytes) in &glue.files {
        publish(&pkg.join(&build).join(name), bytes, squeeze)?;
    }
    let address = |name: &str| format!("/pkg/{build}/{name}");
    let assets = Assets {
        js: address(SCRIPT),
        wasm: address(PROGRAM),
        css: format!("/pkg/{sheet}"),
        parts: glue
            .parts
            .into_iter()
            .map(|(part, files)| (part, files.iter().map(|file| address(file)).collect()))
            .collect(),
    };
    write(&draft.join("assets.json"), serde_json::to_string_pretty(&assets)? + "\n")?;
    write(&draft.join("stamp"), stamp)?;

    keep_last_generation(&order.site, &pkg)?;
    swap(&draft, &order.site)
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
}, 200);
";

/// Writes one file with its compressed copies.
fn publish(file: &Path, bytes: &[u8], squeeze: bool) -> Result<()> {
    write(file, bytes)?;
    if squeeze {
        write(&with_ending(file, "br"), brotli_11(bytes)?)?;
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(bytes)?;
        write(&with_ending(file, "gz"), gzip.finish()?)?;
    }
    Ok(())
}

/// `touchline.js` with `br` is `touchline.js.br`.
pub(crate) fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

fn hash_of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    short_hash(hasher)
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
    let Some(last) = Assets::of(site) else { return Ok(()) };
    let all = [&last.js, &last.wasm, &last.css];
    let mut kept: Vec<PathBuf> = Vec::new();
    for address in all.into_iter().chain(last.parts.values().flatten()) {
        let Some(name) = address.strip_prefix("/pkg/") else { continue };
        let file = PathBuf::from(name);
        kept.extend([with_ending(&file, "br"), with_ending(&file, "gz"), file]);
    }
    if let Some(folder) = last.js.strip_prefix("/pkg/").and_then(|js| Path::new(js).parent()) {
        let loader = folder.join(LOADER);
        kept.extend([with_ending(&loader, "br"), with_ending(&loader, "gz"), loader]);
    }
    for file in kept {
        let (from, to) = (site.join("pkg").join(&file), pkg.join(&file));
        if from.exists() && !to.exists() {
            let folder = to.parent().context("a file is in a folder")?;
            fs::create_dir_all(folder)?;
            fs::copy(&from, &to)?;
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
