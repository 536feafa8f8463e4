//! Empties functions that Leptos carries for a start we do not make.

use anyhow::{Result, anyhow, bail};
use walrus::{FunctionBuilder, FunctionKind, ModuleConfig};

/// Part of a mangled name. Each erased view brings this future along in its table of functions,
/// where no linker can tell that nobody calls it: it is polled only below
/// `leptos::mount::hydrate_from_async` (see [`ASYNC_START`]). It fills in a state that names its own
/// type, so the compiler shares its body with no other function. Wider patterns hit shared bodies,
/// and nothing hydrated.
const NEVER_CALLED: [&str; 1] = ["8into_any13hydrate_async28_$u7b$$u7b$closure$u7d$$u7d$17h"];

/// Instructions below which a function is left alone: the compiler gives equal functions one body
/// under one of their names, and small ones are equal by chance.
const LARGE_ENOUGH: u64 = 30;

/// Whose presence means that `hydrate_async` is called after all.
const ASYNC_START: &str = "hydrate_from_async";

/// The module with the bodies of [`NEVER_CALLED`] replaced by a trap, so that wasm-bindgen and
/// wasm-opt drop what only they reached (docs/decisions/0065).
pub(crate) fn prune(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut module = ModuleConfig::new()
        .generate_name_section(true)
        .generate_dwarf(false)
        .parse(wasm)
        .map_err(|error| anyhow!("walrus cannot read the WASM: {error:#}"))?;
    let mut found = [0_usize; NEVER_CALLED.len()];
    for function in module.funcs.iter_mut() {
        let Some(name) = &function.name else { continue };
        if name.contains(ASYNC_START) {
            bail!("{name} is linked: take what it calls out of NEVER_CALLED (bundler, prune.rs)");
        }
        let Some(which) = NEVER_CALLED.iter().position(|part| name.contains(part)) else {
            continue;
        };
        // Giving up a future may be the same as giving up something else.
        if name.contains("drop_in_place") {
            continue;
        }
        let FunctionKind::Local(local) = &mut function.kind else { continue };
        if local.size() < LARGE_ENOUGH {
            continue;
        }
        let signature = module.types.get(local.ty());
        let (takes, gives) = (signature.params().to_vec(), signature.results().to_vec());
        let mut trap = FunctionBuilder::new(&mut module.types, &takes, &gives);
        trap.func_body().unreachable();
        *local = trap.local_func(local.args.clone());
        found[which] += 1;
    }
    for (name, count) in NEVER_CALLED.iter().zip(found) {
        if count == 0 {
            bail!(
                "no function is called {name}: Leptos has changed, look at prune.rs of the bundler"
            );
        }
    }
    Ok(module.emit_wasm())
}
