//! `/scouting/alerts`: what changed about players on the lists that the reader follows.

mod words;

use football::desk::{AlertId, AlertPage, ChangeKind, PlayerAlert};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_query_map;
use page_base::{error::AppError, wording};
use page_kit::controls::{
    Badge, Button, ButtonLink, ButtonSize, EmptyState, ErrorFallback, Icon, PageHead, Pager,
    Symbol, Tab, TablePlaceholder, Tabs, Tone, use_toasts,
};

use self::words::words;
use super::acting::{not_done, when_done};

/// Where the alerts are.
const PATH: &str = "/scouting/alerts";
/// Where those are that were not read.
const UNREAD: &str = "/scouting/alerts?show=unread";

/// What the caller was told, newest first, from `cursor` on.
///
/// # Errors
/// `SignInRequired` when signed out; `Invalid` for a cursor that no list gave.
#[server(prefix = "/fn", endpoint = "desk/list_alerts", output = page_base::wire::Json)]
pub async fn list_alerts(
    /// Only what was not read.
    #[server(default)]
    only_unread: bool,
    /// `next_cursor` of the part before; `None` for the first.
    #[server(default)]
    cursor: Option<String>,
) -> Result<AlertPage, AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{respond, signed_in, state},
    };
    use store::desk::alerts;

    /// Rows of a page.
    const LIMIT: u32 = 50;

    respond(async {
        let account = signed_in(Role::Viewer)?.account_id;
        let db = state().db;
        let page = alerts::list(&db, account, only_unread, cursor.as_deref(), LIMIT).await?;
        Ok::<_, Failure>(page)
    })
    .await
}

/// Marks one of the caller's alerts as read, or as not read.
///
/// # Errors
/// `SignInRequired`; `NotFound` when the caller was not told of it.
#[server(prefix = "/fn", endpoint = "desk/read_alert", output = page_base::wire::Json)]
pub async fn read_alert(
    /// The alert.
    id: AlertId,
    /// It is marked as not read.
    #[server(default)]
    undo: bool,
) -> Result<(), AppError> {
    use backroom::Role;
    use page_base::request::{respond, signed_in, state};
    use store::desk::alerts;

    respond(async {
        let account = signed_in(Role::Viewer)?.account_id;
        if alerts::set_read(&state().db, account, id, !undo).await? {
            Ok(())
        } else {
            Err(AppError::NotFound.into())
        }
    })
    .await
}

/// Marks what the caller was told up to `newest` as read, and gives how many alerts that were.
///
/// # Errors
/// `SignInRequired`.
#[server(prefix = "/fn", endpoint = "desk/read_all_alerts", output = page_base::wire::Json)]
pub async fn read_all_alerts(
    /// The newest alert that the caller sees.
    newest: AlertId,
) -> Result<u64, AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{respond, signed_in, state},
    };
    use store::desk::alerts;

    respond(async {
        let account = signed_in(Role::Viewer)?.account_id;
        Ok::<_, Failure>(alerts::read_all(&state().db, account, newest).await?)
    })
    .await
}

/// `/scouting/alerts`
#[component]
pub fn AlertListPage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        query.with(|query| (query.get_str("show") == Some("unread"), query.get("cursor")))
    });
    let alerts = Resource::new(
        move || asked.get(),
        |(only_unread, cursor)| list_alerts(only_unread, cursor),
    );
    let reload = Callback::new(move |()| alerts.refetch());
    view! {
        <PageHead title="Alerts" meta="changes of players on lists that you follow"/>
        <Transition fallback=|| view! { <TablePlaceholder/> }>
            <ErrorBoundary fallback=|errors| {
                view! {
                    <div class="page-body">
                        <ErrorFallback errors/>
                    </div>
                }
            }>
                {move || Suspend::new(async move {
                    let page = alerts.await?;
                    let (only_unread, cursor) = asked.get_untracked();
                    let is_first = cursor.is_none();
                    Ok::<_, AppError>(view! { <Alerts page only_unread is_first reload/> })
                })}
            </ErrorBoundary>
        </Transition>
    }
}

#[component]
fn Alerts(
    page: AlertPage,
    only_unread: bool,
    is_first: bool,
    reload: Callback<()>,
) -> impl IntoView {
    let AlertPage { items, unread, next_cursor } = page;
    let read = ServerAction::<ReadAlert>::new();
    let read_all = ServerAction::<ReadAllAlerts>::new();
    let toasts = use_toasts();
    when_done(read, move |()| reload.run(()));
    when_done(read_all, move |number| {
        let number = wording::counted(number, "alert", "alerts");
        toasts.show(["Marked ", &number, " as read"].concat());
        reload.run(());
    });
    let here = if only_unread { UNREAD } else { PATH };
    let tabs = vec![Tab::new(PATH, "All"), Tab::new(UNREAD, "Unread").with_count(unread)];
    // Only the first page knows the newest one.
    let newest = items.first().filter(|_| is_first && unread > 0).map(|alert| alert.id);
    let all = newest.map(|newest| {
        view! {
            <ActionForm action=read_all attr:class="toolbar">
                <input type="hidden" name="newest" value=newest.to_string()/>
                <Button submit=true size=ButtonSize::Small busy=read_all.pending()>
                    "Mark all as read"
                </Button>
            </ActionForm>
        }
    });
    let summary =
        [&wording::count(items.len() as u64), " shown, ", &wording::count(unread), " unread"]
            .concat();
    let previous = (!is_first).then(|| here.to_owned());
    let next = next_cursor.map(|cursor| {
        let mark = if only_unread { "&" } else { "?" };
        [here, mark, "cursor=", &cursor].concat()
    });
    let body = if items.is_empty() {
        view! { <Nothing only_unread/> }.into_any()
    } else {
        let rows = items.into_iter().map(|alert| view! { <Row alert read/> }).collect_view();
        view! {
            <div class="table-frame">
                <table class="table stacked alert-table">
                    <caption class="sr-only">"Alerts"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Player"</th>
                            <th scope="col">"What changed"</th>
                            <th scope="col">"On"</th>
                            <th scope="col">"When, UTC"</th>
                            <th scope="col">
                                <span class="sr-only">"Actions"</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <Pager summary previous next/>
        }
        .into_any()
    };
    view! {
        <Tabs label="Alerts" tabs current=here.to_owned()/>
        {not_done(read, "The alert was not marked.")}
        {not_done(read_all, "The alerts were not marked.")}
        {all}
        {body}
    }
}

#[component]
fn Nothing(only_unread: bool) -> impl IntoView {
    let why = if only_unread {
        "You have read everything."
    } else {
        "Nothing has changed yet. Follow a shortlist, and you are told when value, club, contract or status of its players change, or when a report is written."
    };
    view! {
        <div class="table-frame">
            <EmptyState why>
                <ButtonLink href="/scouting/shortlists">"Open shortlists"</ButtonLink>
            </EmptyState>
        </div>
    }
}

#[component]
fn Row(alert: PlayerAlert, read: ServerAction<ReadAlert>) -> impl IntoView {
    let player = ["/players/", &alert.player_id.to_string()].concat();
    let what = words(&alert);
    let what = match (alert.kind, alert.after.as_deref()) {
        (ChangeKind::Report, Some(version)) => {
            let href = [&player, "/reports/", version].concat();
            view! { <a href=href>{what}</a> }.into_any()
        }
        _ => what.into_any(),
    };
    let new = (!alert.is_read).then(|| {
        view! {
            " "
            <Badge tone=Tone::Info>"New"</Badge>
        }
    });
    let (word, undo) =
        if alert.is_read { ("Mark as unread", "true") } else { ("Mark as read", "false") };
    let reason = [word, ": ", &alert.player_name].concat();
    let symbol = match alert.kind {
        ChangeKind::Value => Symbol::Up,
        ChangeKind::Club | ChangeKind::Status => Symbol::Players,
        ChangeKind::Contract => Symbol::Clock,
        ChangeKind::Report => Symbol::Report,
        ChangeKind::Injury => Symbol::Health,
    };
    view! {
        <tr data-row="">
            <td class="lead">
                <Icon symbol/>
                " "
                <a href=player>{alert.player_name.clone()}</a>
                {new}
            </td>
            <td class="sub desk-words">{what}</td>
            <td class="sub">{alert.lists.join(", ")}</td>
            <td class="sub">{wording::day_and_time(alert.at).replace(" UTC", "")}</td>
            <td class="end">
                <ActionForm action=read>
                    <input type="hidden" name="id" value=alert.id.to_string()/>
                    <input type="hidden" name="undo" value=undo/>
                    <Button submit=true size=ButtonSize::Small reason busy=read.pending()>
                        {word}
                    </Button>
                </ActionForm>
            </td>
        </tr>
    }
}
