//! The browser's entry.

// Views are nested types; the compiler's default depth is reached by a page of ordinary size.
#![recursion_limit = "256"]

/// Brings the server-rendered page to life as soon as its part of the program is there.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    // The hook's formatting weighs; a release shows no stack that a person could use.
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    wasm_bindgen_futures::spawn_local(async {
        if app::load_first_part().await.is_err() {
            // The page stays as it is: its links and forms work without this half.
            return;
        }
        leptos::mount::hydrate_body(app::App);
        // Tests wait for this mark, and developer tools show it on the time line.
        if let Some(performance) = web_sys::window().and_then(|window| window.performance()) {
            let _ = performance.mark("hydrated");
        }
    });
}
