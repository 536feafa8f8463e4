//! The document: head, our own hydration script, icon drawings. Server only.

use http::request::Parts;
use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;
use page_base::request::AppState;
use page_kit::controls::IconSprite;

use super::{App, parts::Part, theme};

/// The document of every page.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    // Our assets are named by the build (`assets.json`), not by Leptos.
    drop(options);
    let theme = theme::chosen();
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=theme.forced()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" type="image/svg+xml" href=FAVICON/>
                <BrowserHalf/>
                <MetaTags/>
            </head>
            <body>
                <App/>
                <IconSprite/>
            </body>
        </html>
    }
}

/// Style sheet, preloads and the script that starts the browser's half.
///
/// Leptos's own component puts the nonce into `crossorigin`, which breaks hydration now and then in
/// Firefox (leptos #4843). Without a build there is nothing to load and pages come without script.
#[component]
fn BrowserHalf() -> impl IntoView {
    let assets = use_context::<AppState>().map(|state| state.settings.assets.clone());
    let assets = assets.filter(|assets| !assets.js.is_empty())?;
    let start = format!(
        "import init,{{hydrate}} from {js};init({{module_or_path:{wasm}}}).then(hydrate)",
        js = quoted(&assets.js),
        wasm = quoted(&assets.wasm),
    );
    // The files that this page will ask for one after the other are fetched at once.
    let path = use_context::<Parts>().map(|parts| parts.uri.path().to_owned()).unwrap_or_default();
    let part = Part::of(&path).and_then(|part| assets.parts.get(part.name()));
    let wasm = [&assets.wasm]
        .into_iter()
        .chain(part.into_iter().flatten())
        .map(|file| {
            view! {
                <link
                    rel="preload"
                    href=file.clone()
                    r#as="fetch"
                    r#type="application/wasm"
                    crossorigin="anonymous"
                />
            }
        })
        .collect_view();
    Some(view! {
        <link rel="stylesheet" href=assets.css/>
        <link rel="modulepreload" href=assets.js/>
        {wasm}
        <script type="module" nonce=use_nonce()>
            {start}
        </script>
    })
}

/// `text` as a string in a script. Asset names come from our own build and hold no quotes; should one
/// ever, it must not end the string.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The mark of the rail as a data address: no request, and the policy allows `img-src data:`.
const FAVICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' \
viewBox='0 0 20 20'%3E%3Crect width='20' height='20' rx='4' fill='%230a695c'/%3E%3Cpath d='M6 4.5v11M6 \
6.5h4.5a3.5 3.5 0 0 1 0 7H6' fill='none' stroke='%23fff' stroke-width='1.5'/%3E%3C/svg%3E";
