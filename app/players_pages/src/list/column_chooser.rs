//! Which columns the list shows: in the address, and in a cookie until next time.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use page_kit::controls::{Icon, Symbol};

use super::{address::Address, columns::Column};

/// Cookie in which the browser keeps the columns.
const COOKIE: &str = "player_columns";

/// "Columns 6 of 9": links that take a column in or out, kept in a cookie.
#[component]
pub(super) fn ColumnChooser(columns: StoredValue<Vec<Column>>, address: Address) -> impl IntoView {
    let navigate = use_navigate();
    let shown = columns.get_value();
    let links = Column::ALL
        .into_iter()
        .map(|column| {
            let is_on = shown.contains(&column);
            let chosen: Vec<_> = Column::ALL
                .into_iter()
                .filter(|other| if *other == column { !is_on } else { shown.contains(other) })
                .collect();
            let href = address.href_with(&chosen);
            let navigate = navigate.clone();
            let target = href.clone();
            let choose = move |event: leptos::ev::MouseEvent| {
                event.prevent_default();
                keep_columns(&chosen);
                navigate(&target, NavigateOptions { scroll: false, ..NavigateOptions::default() });
            };
            let mark = is_on.then(|| view! { <Icon symbol=Symbol::Check/> });
            view! {
                <li>
                    <a href=href aria-current=is_on.then_some("true") on:click=choose>
                        {mark}
                        {column.label()}
                    </a>
                </li>
            }
        })
        .collect_view();
    let summary = ["Columns ", &shown.len().to_string(), " of ", &Column::ALL.len().to_string()];
    view! {
        <details class="columns end">
            <summary class="button quiet small">
                <Icon symbol=Symbol::Columns/>
                {summary.concat()}
            </summary>
            <ul class="columns-panel">{links}</ul>
        </details>
    }
}

/// The columns that the browser keeps from last time: from the request on the server, from the
/// document in the browser, so that both draw the same.
pub(super) fn kept_columns() -> Option<Vec<Column>> {
    #[cfg(feature = "ssr")]
    let cookies = use_context::<http::request::Parts>().and_then(|parts| {
        let cookies = parts.headers.get(http::header::COOKIE)?;
        cookies.to_str().ok().map(str::to_owned)
    })?;
    #[cfg(not(feature = "ssr"))]
    let cookies = {
        use wasm_bindgen::JsCast as _;
        document().dyn_into::<web_sys::HtmlDocument>().ok()?.cookie().ok()?
    };
    let kept = cookies.split(';').find_map(|cookie| {
        cookie
            .trim()
            .strip_prefix(COOKIE)
            .and_then(|rest| rest.strip_prefix('=').map(str::to_owned))
    })?;
    Column::read(&kept)
}

fn keep_columns(columns: &[Column]) {
    use wasm_bindgen::JsCast as _;
    /// A year, in seconds.
    const KEPT: &str = "31536000";
    let words = Column::written(columns).replace(',', ".");
    let cookie = [COOKIE, "=", &words, "; path=/; max-age=", KEPT, "; samesite=lax"].concat();
    if let Ok(document) = document().dyn_into::<web_sys::HtmlDocument>() {
        // A browser that keeps no cookies forgets the choice; the address still has it.
        let _ = document.set_cookie(&cookie);
    }
}
