//! `/scouting/shortlists`: the lists in use, those archived, and making one.

use football::desk::{ShortlistId, ShortlistView};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_query_map;
use page_base::{error::AppError, wording};
use page_kit::controls::{
    Badge, Button, ButtonKind, ButtonSize, EmptyState, ErrorFallback, PageHead, Pager, Panel,
    Symbol, TablePlaceholder, TextArea, TextField, plain_form::kept,
};
use serde::{Deserialize, Serialize};

use super::{PATH, steer::ArchiveShortlist};
use crate::{
    acting::{failure, field_failure, may_write, not_done, other_failure, when_done},
    by_and_when, shortlist_href,
};

/// What was typed is kept under this name.
const FORM: &str = "shortlist";

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortlistRows {
    /// Lists in use, newest first.
    pub lists: Vec<ShortlistView>,
    /// How many are in use.
    pub total: u64,
    /// Where the next part begins.
    pub next_cursor: Option<String>,
    /// The newest ones archived.
    pub archived: Vec<ShortlistView>,
}

/// The lists, newest first, from `cursor` on.
///
/// # Errors
/// `SignInRequired` when signed out; `Invalid` for a cursor that no list gave.
#[server(prefix = "/fn", endpoint = "desk/list_shortlists", output = page_base::wire::Json)]
pub async fn list_shortlists(
    /// `next_cursor` of the part before; `None` for the first.
    cursor: Option<String>,
) -> Result<ShortlistRows, AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{respond, signed_in, state},
    };
    use store::desk::shortlists;

    /// Rows of a page.
    const LIMIT: u32 = 50;
    /// Archived lists told.
    const ARCHIVED: u32 = 20;

    respond(async {
        let reader = signed_in(Role::Viewer)?.account_id;
        let db = state().db;
        let page = shortlists::list(&db, reader, false, cursor.as_deref(), LIMIT).await?;
        let archived = shortlists::list(&db, reader, true, None, ARCHIVED).await?;
        Ok::<_, Failure>(ShortlistRows {
            lists: page.items,
            total: page.total,
            next_cursor: page.next_cursor,
            archived: archived.items,
        })
    })
    .await
}

/// Makes a list, which its maker follows.
///
/// # Errors
/// `Forbidden` to viewers; `Invalid` on `name` and `purpose`.
#[server(prefix = "/fn", endpoint = "desk/create_shortlist", output = page_base::wire::Json)]
pub async fn create_shortlist(
    /// Its name.
    name: String,
    /// What it is for; may be empty.
    #[server(default)]
    purpose: String,
) -> Result<ShortlistId, AppError> {
    use backroom::Role;
    use football::desk::ShortlistDraft;
    use page_base::{
        error::Failure,
        request::{is_plain_form, request_id, respond, signed_in, state},
    };
    use page_kit::controls::plain_form::keep;

    let create = async {
        let asker = signed_in(Role::Analyst)?.asker(request_id());
        let draft = ShortlistDraft { name: name.clone(), purpose: purpose.clone() };
        Ok::<_, Failure>(store::desk::shortlists::create(&state().db, &asker, &draft).await?)
    };
    let created = respond(create).await;
    if is_plain_form() {
        match &created {
            Ok(id) => leptos_axum::redirect(&shortlist_href(*id)),
            Err(_) => keep(FORM, &[("name", &name), ("purpose", &purpose)]),
        }
    }
    created
}

/// `/scouting/shortlists`
#[component]
pub fn ShortlistListPage() -> impl IntoView {
    let query = use_query_map();
    let cursor = Memo::new(move |_| query.with(|query| query.get("cursor")));
    let lists = Resource::new(move || cursor.get(), list_shortlists);
    let reload = Callback::new(move |()| lists.refetch());
    view! {
        <PageHead title="Shortlists" meta="newest first"/>
        <Transition fallback=|| view! { <TablePlaceholder/> }>
            <ErrorBoundary fallback=|errors| {
                view! {
                    <div class="page-body">
                        <ErrorFallback errors/>
                    </div>
                }
            }>
                {move || Suspend::new(async move {
                    let lists = lists.await?;
                    let is_first = cursor.with_untracked(Option::is_none);
                    Ok::<_, AppError>(view! { <Lists lists is_first reload/> })
                })}
            </ErrorBoundary>
        </Transition>
    }
}

#[component]
fn Lists(lists: ShortlistRows, is_first: bool, reload: Callback<()>) -> impl IntoView {
    let ShortlistRows { lists, total, next_cursor, archived } = lists;
    let archive = ServerAction::<ArchiveShortlist>::new();
    when_done(archive, move |_| reload.run(()));
    let shown = lists.len() as u64;
    let summary = [&wording::count(shown), " of ", &wording::count(total)].concat();
    let previous = (!is_first).then(|| PATH.to_owned());
    let next = next_cursor.map(|cursor| [PATH, "?cursor=", &cursor].concat());
    let is_empty = lists.is_empty() && is_first;
    let rows = lists.into_iter().map(|list| view! { <Row list/> }).collect_view();
    let table = if is_empty {
        view! {
            <div class="table-frame">
                <EmptyState why="There is no shortlist yet. Make one below and put players on it from their pages or from the list of players."/>
            </div>
        }
        .into_any()
    } else {
        view! {
            <div class="table-frame">
                <table class="table stacked">
                    <caption class="sr-only">"Shortlists"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Name"</th>
                            <th scope="col">"For"</th>
                            <th scope="col" class="num">
                                "Players"
                            </th>
                            <th scope="col">"Made"</th>
                            <th scope="col">"Alerts"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <Pager summary previous next/>
        }
        .into_any()
    };
    let make = may_write().then(|| {
        view! {
            <Panel title="New shortlist" class="span-7">
                <CreateForm/>
            </Panel>
        }
    });
    let old = (!archived.is_empty()).then(|| {
        let lines =
            archived.into_iter().map(|list| view! { <ArchivedLine list archive/> }).collect_view();
        view! {
            <Panel title="Archived" class="span-5" flush=true>
                <ul class="lines">{lines}</ul>
            </Panel>
        }
    });
    view! {
        {table}
        <div class="page-body">
            {not_done(archive, "The list was not taken out of the archive.")}
            <div class="grid-12">{make} {old}</div>
        </div>
    }
}

#[component]
fn Row(list: ShortlistView) -> impl IntoView {
    let followed =
        list.is_followed.then(|| view! { <Badge icon=Symbol::Check>"Following"</Badge> });
    view! {
        <tr data-row="">
            <td class="lead">
                <a href=shortlist_href(list.id)>{list.draft.name}</a>
            </td>
            <td class="sub desk-words">{list.draft.purpose}</td>
            <td class="sub num" data-unit="players">
                {wording::count(list.players)}
            </td>
            <td class="sub">{by_and_when(list.by.as_deref(), list.at)}</td>
            <td class="end">{followed}</td>
        </tr>
    }
}

#[component]
fn ArchivedLine(list: ShortlistView, archive: ServerAction<ArchiveShortlist>) -> impl IntoView {
    let reason = ["Restore ", &list.draft.name].concat();
    let restore = may_write().then(|| {
        view! {
            <ActionForm action=archive>
                <input type="hidden" name="id" value=list.id.to_string()/>
                <input type="hidden" name="undo" value="true"/>
                <Button submit=true size=ButtonSize::Small reason busy=archive.pending()>
                    "Restore"
                </Button>
            </ActionForm>
        }
    });
    view! {
        <li class="line">
            <span class="line-words">
                <a href=shortlist_href(list.id)>{list.draft.name}</a>
            </span>
            {restore}
        </li>
    }
}

#[component]
fn CreateForm() -> impl IntoView {
    let create = ServerAction::<CreateShortlist>::new();
    let navigate = leptos_router::hooks::use_navigate();
    when_done(create, move |id| {
        navigate(&shortlist_href(id), leptos_router::NavigateOptions::default());
    });
    let failure = failure(create);
    let typed = kept(FORM);
    // Without an error the form was not refused: what is kept is of an earlier try.
    let was_refused = failure.with_untracked(Option::is_some);
    let field =
        |name: &str| RwSignal::new(if was_refused { typed.field(name) } else { String::new() });
    let (name, purpose) = (field("name"), field("purpose"));
    let on_field = move |field| field_failure(failure, field);
    let other = other_failure(failure, "The list was not made.");
    view! {
        {other}
        <ActionForm action=create attr:class="stack form-page">
            <TextField
                name="name"
                label="Name"
                hint="Left-backs, summer"
                value=name
                on_input=move |typed| name.set(typed)
                error=on_field("name")
            />
            <TextArea
                name="purpose"
                label="What it is for"
                rows=2
                optional=true
                value=purpose
                on_input=move |typed| purpose.set(typed)
                error=on_field("purpose")
            />
            <div class="row">
                <Button submit=true kind=ButtonKind::Primary busy=create.pending()>
                    "Make shortlist"
                </Button>
            </div>
        </ActionForm>
    }
}
