//! Empties functions that Leptos carries for ways of starting that we do not take (docs/decisions/0066).
//!
//! An erased view brings a table of functions along, and no linker can tell that nobody calls some of
//! them. What only they reach goes with them.

use anyhow::{Result, anyhow, bail};
use walrus::{FunctionBuilder, FunctionKind, ModuleConfig};

/// Parts of mangled names, each of a function that only the reason given beside it would call.
///
/// The compiler gives equal functions one body under one of their names, so a pattern must only match
/// bodies that name a type of their own, such as the state of a future. Wider ones (the closures inside
/// these) hit bodies that others share, and nothing hydrated.
const NEVER_CALLED: [&str; 2] = [
    // Polled below `leptos::mount::hydrate_from_async` (see [`ASYNC_START`]); we load the first page's
    // part and then hydrate at once.
    "8into_any13hydrate_async28_$u7b$$u7b$closure$u7d$$u7d$17h",
    "27new_with_async_value_erased28_$u7b$$u7b$closure$u7d$$u7d$17h",
];

/// Instructions below which a function is left alone: small ones are equal by chance.
const LARGE_ENOUGH: u64 = 30;

/// Whose presence means that `hydrate_async` is called after all.
const ASYNC_START: &str = "hydrate_from_async";

/// The module with the bodies of [`NEVER_CALLED`] replaced by a trap, so that wasm-opt drops what only
/// they reached; and how many there were. Needs the section of names.
pub(crate) fn prune(wasm: &[u8]) -> Result<(Vec<u8>, usize)> {
    let mut module = ModuleConfig::new()
        .generate_name_section(true)
        .generate_dwarf(false)
        .parse(wasm)
        .map_err(|error| anyhow!("walrus cannot read the WASM: {error:#}"))?;
    let mut emptied = 0;
    for function in module.funcs.iter_mut() {
        let Some(name) = &function.name else { continue };
        if name.contains(ASYNC_START) {
            bail!("{name} is linked: take what it calls out of NEVER_CALLED (bundler, prune.rs)");
        }
        // Giving up a future may be the same as giving up something else.
        if !NEVER_CALLED.iter().any(|part| name.contains(part)) || name.contains("drop_in_place") {
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
        emptied += 1;
    }
    Ok((module.emit_wasm(), emptied))
}
