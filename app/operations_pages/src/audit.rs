//! `/operations/audit`: who changed what, newest first. The address says which lines, and whether the
//! chain is to be checked.

use backroom::{AccountId, AuditFilter, AuditLine, Since};
use leptos::prelude::*;
use leptos_router::{hooks::use_query_map, params::ParamsMap};
use page_base::{error::AppError, wording};
use page_kit::controls::{
    Button, ButtonLink, ButtonSize, Choice, Crumb, EmptyState, ErrorFallback, PageHead, Pager,
    Select, TablePlaceholder, TextField,
};

use super::{audit_chain::ChainPanel, query};

/// Where the log is.
pub(super) const PATH: &str = "/operations/audit";
/// Lines of a page.
const LINES: usize = 100;

/// A page of the audit log, and one line more where there is one.
///
/// # Errors
/// `SignInRequired` when signed out, `Forbidden` unless an administrator.
#[server(prefix = "/fn", endpoint = "operations/list_audit", input = page_base::wire::Json, output = page_base::wire::Json)]
pub async fn list_audit(
    /// Which lines.
    filter: AuditFilter,
    /// Only those before this one.
    before: Option<i64>,
) -> Result<Vec<AuditLine>, AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{respond, signed_in, state},
    };

    respond(async {
        signed_in(Role::Admin)?;
        let state = state();
        let (limit, now) = (u32::try_from(LINES + 1).unwrap_or(u32::MAX), state.clock.now());
        let lines = store::accounts::audit_lines(&state.db, &filter, before, limit, now).await?;
        Ok::<_, Failure>(lines)
    })
    .await
}

/// What the address says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Asked {
    filter: AuditFilter,
    /// Only lines before this one.
    before: Option<i64>,
    /// The chain is to be checked, against this head where one was given.
    verify: Option<String>,
}

fn read(map: &ParamsMap) -> Asked {
    let text = |name| map.get_str(name).map(str::trim).filter(|text: &&str| !text.is_empty());
    let filter = AuditFilter {
        action: text("action").map(str::to_owned),
        subject: text("subject").map(str::to_owned),
        by: text("by").and_then(|id| id.parse().ok()).map(AccountId),
        since: text("since")
            .and_then(|word| Since::ALL.into_iter().find(|since| since.as_str() == word)),
    };
    Asked {
        filter,
        before: text("before").and_then(|id| id.parse().ok()),
        verify: map.get_str("verify").map(str::to_owned),
    }
}

fn pairs(filter: &AuditFilter) -> Vec<(&'static str, String)> {
    [
        ("action", filter.action.clone()),
        ("subject", filter.subject.clone()),
        ("by", filter.by.map(|id| id.to_string())),
        ("since", filter.since.map(|since| since.as_str().to_owned())),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value?)))
    .collect()
}

fn href(filter: &AuditFilter, before: Option<i64>) -> String {
    let mut pairs = pairs(filter);
    pairs.extend(before.map(|id| ("before", id.to_string())));
    [PATH, &query(&pairs)].concat()
}

/// The file with the lines of `filter`.
fn export_href(filter: &AuditFilter, format: &str) -> String {
    let mut pairs = pairs(filter);
    pairs.push(("format", format.to_owned()));
    ["/api/v1/audit/export", &query(&pairs)].concat()
}

/// `/operations/audit`
#[component]
pub fn AuditPage() -> impl IntoView {
    let map = use_query_map();
    let asked = Memo::new(move |_| map.with(read));
    let lines = Resource::new(
        move || asked.with(|asked| (asked.filter.clone(), asked.before)),
        |(filter, before)| async move { list_audit(filter, before).await },
    );
    let file = move |format: &'static str| {
        Signal::derive(move || asked.with(|asked| export_href(&asked.filter, format)))
    };
    view! {
        <PageHead
            title="Audit"
            meta="every change by a person, times in UTC"
            crumbs=vec![Crumb::new("/tasks", "Operations")]
        >
            <ButtonLink href=file("csv") external=true>
                "Export CSV"
            </ButtonLink>
            <ButtonLink href=file("jsonl") external=true>
                "Export JSON Lines"
            </ButtonLink>
            <ButtonLink href=[PATH, "?verify="].concat()>"Verify the chain"</ButtonLink>
        </PageHead>
        <ChainPanel noted=Signal::derive(move || asked.with(|asked| asked.verify.clone()))/>
        <FilterForm asked/>
        <Transition fallback=|| view! { <TablePlaceholder rows=12/> }>
            <ErrorBoundary fallback=|errors| {
                view! {
                    <div class="page-body">
                        <ErrorFallback errors/>
                    </div>
                }
            }>
                {move || Suspend::new(async move {
                    let lines = lines.await?;
                    let Asked { filter, before, .. } = asked.get();
                    Ok::<_, AppError>(view! { <AuditTable lines filter before/> })
                })}
            </ErrorBoundary>
        </Transition>
    }
}

#[component]
fn FilterForm(asked: Memo<Asked>) -> impl IntoView {
    let shown = move |read: fn(&AuditFilter) -> Option<String>| {
        Signal::derive(move || asked.with(|asked| read(&asked.filter)).unwrap_or_default())
    };
    let since = std::iter::once(Choice::new("", "Any time"))
        .chain(Since::ALL.map(|since| Choice::new(since.as_str(), since.label())))
        .collect::<Vec<_>>();
    view! {
        // One field may be given without the others.
        <form class="toolbar audit-filter" method="get" action=PATH role="search" novalidate=true>
            <TextField name="action" label="Action, as job." value=shown(|f| f.action.clone())/>
            <TextField name="subject" label="Done to, as player:42" value=shown(|f| f.subject.clone())/>
            <TextField name="by" label="Account number" input_mode="numeric" value=shown(|f| f.by.map(|id| id.to_string()))/>
            <Select name="since" label="When" choices=since value=shown(|f| f.since.map(|since| since.as_str().to_owned()))/>
            <Button submit=true size=ButtonSize::Small>
                "Show"
            </Button>
        </form>
    }
}

#[component]
fn AuditTable(
    mut lines: Vec<AuditLine>,
    filter: AuditFilter,
    before: Option<i64>,
) -> impl IntoView {
    if lines.is_empty() {
        return view! {
            <div class="table-frame">
                <EmptyState why="Nothing was changed that fits these filters.">
                    <ButtonLink href=PATH>"Show all changes"</ButtonLink>
                </EmptyState>
            </div>
        }
        .into_any();
    }
    let is_cut = lines.len() > LINES;
    lines.truncate(LINES);
    let next = lines.last().filter(|_| is_cut).map(|line| href(&filter, Some(line.id)));
    // The log only grows at its newer end, so there is no page before but the first.
    let previous = before.map(|_| href(&filter, None));
    let summary = wording::counted(lines.len() as u64, "line", "lines");
    let rows = lines.into_iter().map(|line| view! { <Row line/> }).collect_view();
    view! {
        <div class="table-frame">
            <table class="table stacked">
                <caption class="sr-only">"Changes"</caption>
                <thead>
                    <tr>
                        <th scope="col">"What"</th>
                        <th scope="col">"To what"</th>
                        <th scope="col">"Who"</th>
                        <th scope="col">"When"</th>
                        <th scope="col">"Details"</th>
                        <th scope="col">"Request"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <Pager summary previous next/>
    }
    .into_any()
}

#[component]
fn Row(line: AuditLine) -> impl IntoView {
    let at = [wording::day(line.at.date_naive()), wording::time_with_seconds(line.at)].join(", ");
    let who = match (line.name, line.account) {
        (Some(name), _) => name,
        (None, Some(id)) => ["account ", &id.to_string(), ", gone"].concat(),
        (None, None) => "command or schedule".to_owned(),
    };
    let of_subject = AuditFilter { subject: Some(line.subject.clone()), ..AuditFilter::default() };
    let detail = match &line.detail {
        serde_json::Value::Object(fields) if fields.is_empty() => String::new(),
        detail => detail.to_string(),
    };
    view! {
        <tr>
            <td class="lead mono">{line.action}</td>
            <td class="sub mono">
                <a href=href(&of_subject, None)>{line.subject}</a>
            </td>
            <td class="sub">{who}</td>
            <td class="sub">{at}</td>
            <td class="sub mono audit-detail">{detail}</td>
            <td class="sub mono">{line.request_id}</td>
        </tr>
    }
}
