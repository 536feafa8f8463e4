//! What the pages of one match share: whose page it is by its address, and the page while it loads or when it fails.

use football::MatchId;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use page_base::error::AppError;
use page_kit::controls::{Crumb, ErrorFallback, PageHead, TablePlaceholder, tell_status};
use serde::{Serialize, de::DeserializeOwned};

/// The match that the address names.
pub fn match_of_address() -> Memo<Option<MatchId>> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get("id")?.parse().ok()))
}

/// A page of a match: its placeholder, its error, or what `draw` makes of it. What is read anew stays on the screen
/// until it is there.
#[component]
pub fn MatchPage<T, D>(
    /// What the page shows.
    found: Resource<Result<T, AppError>>,
    /// Draws it.
    draw: D,
) -> impl IntoView
where
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    D: Fn(T) -> AnyView + Copy + Send + Sync + 'static,
{
    view! {
        <Transition fallback=|| {
            view! {
                <PageHead title="Match" crumbs=crumbs()/>
                <div class="page-body">
                    <TablePlaceholder/>
                </div>
            }
        }>
            <ErrorBoundary fallback=|errors| {
                view! {
                    <PageHead title="Match" crumbs=crumbs()/>
                    <div class="page-body">
                        <ErrorFallback errors/>
                    </div>
                }
            }>
                {move || Suspend::new(async move { tell_status(found.await).map(draw) })}
            </ErrorBoundary>
        </Transition>
    }
}

/// The way back from a page that is below the list of matches.
pub(crate) fn crumbs() -> Vec<Crumb> {
    vec![Crumb::new("/matches", "Matches")]
}
