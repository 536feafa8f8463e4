//! `/matches`: bringing files in, imports that are not done, and all matches.

mod imports;
mod rows;
#[cfg(all(test, feature = "ssr"))]
mod tests;

use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_query_map;
use page_base::wording;
use page_kit::{
    acting::{may_write, not_done},
    controls::{
        Button, ButtonLink, ButtonSize, EmptyState, ErrorFallback, PageHead, Pager, SearchField,
        Symbol, TablePlaceholder, tell_status,
    },
    imports::{Refused, UploadForm},
};

use self::{imports::ImportsPanel, rows::MatchTable};
pub use self::{
    imports::list_match_imports,
    rows::{MatchRows, list_matches},
};
use crate::{data::DeleteMatch, said::AddMatch};

/// Where the list is.
const PATH: &str = "/matches";

/// `/matches`
#[component]
pub fn MatchListPage() -> impl IntoView {
    let query = use_query_map();
    let text = Memo::new(move |_| query.with(|query| query.get("q")).unwrap_or_default());
    let page = Memo::new(move |_| {
        query.with(|query| query.get("page")?.parse::<u64>().ok()).unwrap_or(1).max(1)
    });
    // A match that was taken away is named in the address, with or without script.
    let deleted =
        Memo::new(move |_| query.with(|query| query.get_str("deleted")?.parse::<i64>().ok()));
    let found = Resource::new(
        move || (text.get(), page.get(), deleted.get()),
        |(text, page, _)| list_matches(text, page),
    );
    view! {
        <PageHead title="Matches" meta="newest first"/>
        <div class="page-body import">
            {move || deleted.get().map(|id| view! { <BringBack id/> })}
            <Refused what="The files were not taken"/>
            {may_write().then(|| view! { <BringFiles/> })}
        </div>
        <form class="toolbar" method="get" action=PATH role="search">
            <SearchField label="Search matches" placeholder="Team or ground" value=Signal::derive(move || text.get())/>
            <Button submit=true size=ButtonSize::Small>
                "Search"
            </Button>
            {move || {
                (!text.get().is_empty())
                    .then(|| view! { <ButtonLink href=PATH size=ButtonSize::Small>"Clear"</ButtonLink> })
            }}
        </form>
        <Transition fallback=|| view! { <TablePlaceholder/> }>
            <ErrorBoundary fallback=|errors| {
                view! {
                    <div class="page-body">
                        <ErrorFallback errors/>
                    </div>
                }
            }>
                {move || Suspend::new(async move {
                    tell_status(found.await)
                        .map(|found| {
                            let (text, page) = (text.get_untracked(), page.get_untracked());
                            view! { <FoundMatches found text page/> }
                        })
                })}
            </ErrorBoundary>
        </Transition>
    }
}

/// The upload and what became of uploads that made no match yet; for those who may write.
#[component]
fn BringFiles() -> impl IntoView {
    let imports = Resource::new(|| (), |()| list_match_imports());
    view! {
        <UploadForm
            action="/matches/import/upload"
            invitation="Choose the files of one match, or drop them here"
            layout="Positions, events and what describes them, of any provider that is known: plain or gzip. \
                    What a file is, is found by its content. You see it before anything is written."
            button="Look at the files"
            multiple=true
        />
        <AddMatch/>
        <Suspense>
            <ErrorBoundary fallback=|errors| view! { <ErrorFallback errors/> }>
                {move || Suspend::new(async move {
                    imports.await.map(|lines| view! { <ImportsPanel lines/> })
                })}
            </ErrorBoundary>
        </Suspense>
    }
}

/// A match was taken away: the way to take it back.
#[component]
fn BringBack(id: i64) -> impl IntoView {
    let restore = ServerAction::<DeleteMatch>::new();
    view! {
        {not_done(restore, "The match was not taken back.")}
        <ActionForm action=restore attr:class="notice info">
            <input type="hidden" name="id" value=id.to_string()/>
            <input type="hidden" name="undo" value="true"/>
            <p class="row">
                "The match was deleted. It can be taken back for a day."
                <Button submit=true size=ButtonSize::Small busy=restore.pending()>
                    "Undo"
                </Button>
            </p>
        </ActionForm>
    }
}

#[component]
fn FoundMatches(
    found: MatchRows,
    /// What was searched for.
    text: String,
    page: u64,
) -> impl IntoView {
    let MatchRows { rows, total, page_size } = found;
    if rows.is_empty() {
        return view! { <NoMatches text page/> }.into_any();
    }
    let href = |page: u64| {
        let mut parts = Vec::new();
        if !text.is_empty() {
            parts.push(["q=", &football::encode_component(&text)].concat());
        }
        if page > 1 {
            parts.push(format!("page={page}"));
        }
        if parts.is_empty() { PATH.to_owned() } else { [PATH, "?", &parts.join("&")].concat() }
    };
    let before = (page - 1).saturating_mul(page_size);
    let last = before + rows.len() as u64;
    let summary =
        [&wording::count(before + 1), "–", &wording::count(last), " of ", &wording::count(total)]
            .concat();
    let previous = (page > 1).then(|| href(page - 1));
    let next = (last < total).then(|| href(page + 1));
    let table = if total > 1 {
        view! {
            <form method="get" action="/matches/compare" aria-label="Matches to compare">
                <div class="toolbar compare-pick">
                    <Button submit=true size=ButtonSize::Small icon=Symbol::Compare>
                        "Compare"
                    </Button>
                    <span class="text-3">"Tick two matches to see them side by side."</span>
                </div>
                <MatchTable rows can_choose=true/>
            </form>
        }
        .into_any()
    } else {
        view! { <MatchTable rows can_choose=false/> }.into_any()
    };
    view! {
        {table}
        <Pager summary previous next/>
    }
    .into_any()
}

/// Why there is no match, and the next step.
#[component]
fn NoMatches(text: String, page: u64) -> impl IntoView {
    let (why, next) = if text.is_empty() && page == 1 {
        let why = if may_write() {
            "No match has been imported yet. Choose the files of one above."
        } else {
            "No match has been imported yet. Ask an analyst to bring the files of one."
        };
        (why.to_owned(), None)
    } else {
        let why = if text.is_empty() {
            "The list does not go on that far.".to_owned()
        } else {
            format!("No team, competition or ground holds “{text}”.")
        };
        (why, Some(view! { <ButtonLink href=PATH>"Show all matches"</ButtonLink> }))
    };
    view! {
        <div class="table-frame">
            <EmptyState why>{next}</EmptyState>
        </div>
    }
}
