//! `/scouting/needs/new?…`: keeping the search that the rest of the address is.

use football::{PlayerQuery, desk::NeedDraft};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use page_kit::{
    account::ForAnalysts,
    controls::{Crumb, PageHead},
};

use super::{PATH, form::NeedForm};

/// `/scouting/needs/new?position=LB&age_max=22`
#[component]
pub fn NewNeedPage() -> impl IntoView {
    let map = use_query_map();
    // Words that are not of a search, such as those of a refused form, are left out; what cannot be read is
    // refused by the server, which says why.
    let query = map.with_untracked(|map| {
        let mut words = Vec::new();
        for name in
            PlayerQuery::NAMES.into_iter().filter(|name| !["cursor", "limit"].contains(name))
        {
            for value in map.get_all(name).unwrap_or_default() {
                words.push([name, "=", &football::encode_component(&value)].concat());
            }
        }
        words.join("&")
    });
    let draft = NeedDraft { query, ..NeedDraft::default() };
    view! {
        <PageHead title="New need" crumbs=vec![Crumb::new(PATH, "Needs")]/>
        <div class="page-body">
            <ForAnalysts>
                <NeedForm stored=None draft=draft.clone()/>
            </ForAnalysts>
        </div>
    }
}
