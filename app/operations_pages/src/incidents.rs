//! `/operations/incidents`: faults of the program, each once, the one that came last first. The address
//! says which of them.

use backroom::{IncidentId, IncidentState, IncidentView};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::{hooks::use_query_map, params::ParamsMap};
use page_base::{error::AppError, wording};
use page_kit::controls::{
    Badge, Button, ButtonLink, ButtonSize, Crumb, EmptyState, ErrorFallback, ErrorNotice, PageHead,
    Pager, Tab, TablePlaceholder, Tabs, Tone, use_toasts,
};

use super::query;

/// Where the page is.
const PATH: &str = "/operations/incidents";
/// Incidents of a page.
const ROWS: usize = 50;

/// A page of incidents, and one more where there is one.
///
/// # Errors
/// `SignInRequired` when signed out, `Forbidden` unless an administrator.
#[server(prefix = "/fn", endpoint = "operations/list_incidents", input = page_base::wire::Json, output = page_base::wire::Json)]
pub async fn list_incidents(
    /// Only those in this state.
    state: Option<IncidentState>,
    /// Only those after this one.
    after: Option<IncidentId>,
) -> Result<Vec<IncidentView>, AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{respond, signed_in, state as app_state},
    };

    respond(async {
        signed_in(Role::Admin)?;
        let limit = u32::try_from(ROWS + 1).unwrap_or(u32::MAX);
        let db = app_state().db;
        Ok::<_, Failure>(store::incidents::list_incidents(&db, state, after, limit).await?)
    })
    .await
}

/// Notes what somebody has made of an incident.
///
/// # Errors
/// `Forbidden` unless an administrator; `Invalid` on `note`; `NotFound` when there is no such incident.
#[server(prefix = "/fn", endpoint = "operations/settle_incident", output = page_base::wire::Json)]
pub async fn settle_incident(
    /// The incident.
    id: IncidentId,
    /// What was made of it.
    state: IncidentState,
    /// What is worth knowing.
    #[server(default)]
    note: String,
) -> Result<(), AppError> {
    use backroom::Role;
    use page_base::request::{request_id, respond, signed_in, state as app_state};

    respond(async {
        let asker = signed_in(Role::Admin)?.asker(request_id());
        if store::incidents::settle_by(&app_state().db, &asker, id, state, &note).await? {
            Ok(())
        } else {
            Err(AppError::NotFound.into())
        }
    })
    .await
}

/// What the address says: in which state, and after which one.
type Asked = (Option<IncidentState>, Option<IncidentId>);

/// The open ones, unless the address says otherwise.
fn read(map: &ParamsMap) -> Asked {
    let state = match map.get_str("state").map(str::trim) {
        None | Some("") => Some(IncidentState::Open),
        Some(word) => word.parse().ok(),
    };
    (state, map.get_str("after").and_then(|id: &str| id.parse().ok()))
}

fn href((state, after): Asked) -> String {
    let state = match state {
        Some(IncidentState::Open) => None,
        Some(state) => Some(state.as_str()),
        None => Some("all"),
    };
    let pairs =
        [("state", state.map(str::to_owned)), ("after", after.map(|after| after.to_string()))];
    let given: Vec<_> =
        pairs.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    [PATH, &query(&given)].concat()
}

/// `/operations/incidents`
#[component]
pub fn IncidentsPage() -> impl IntoView {
    let map = use_query_map();
    let asked = Memo::new(move |_| map.with(read));
    let incidents = Resource::new(
        move || asked.get(),
        |(state, after)| async move { list_incidents(state, after).await },
    );
    let reload = Callback::new(move |()| incidents.refetch());
    let tabs: Vec<_> = IncidentState::ALL
        .map(|state| Tab::new(href((Some(state), None)), state.label()))
        .into_iter()
        .chain([Tab::new(href((None, None)), "All")])
        .collect();
    let current = Signal::derive(move || href((asked.get().0, None)));
    view! {
        <PageHead
            title="Incidents"
            meta="faults of the program, times in UTC"
            crumbs=vec![Crumb::new("/tasks", "Operations")]
        />
        <Tabs label="Incidents" tabs=tabs current/>
        <Transition fallback=|| view! { <TablePlaceholder rows=6/> }>
            <ErrorBoundary fallback=|errors| {
                view! {
                    <div class="page-body">
                        <ErrorFallback errors/>
                    </div>
                }
            }>
                {move || Suspend::new(async move {
                    let incidents = incidents.await?;
                    Ok::<_, AppError>(
                        view! { <IncidentTable incidents asked=asked.get() reload/> },
                    )
                })}
            </ErrorBoundary>
        </Transition>
    }
}

#[component]
fn IncidentTable(
    mut incidents: Vec<IncidentView>,
    asked: Asked,
    reload: Callback<()>,
) -> impl IntoView {
    let settle = ServerAction::<SettleIncident>::new();
    let toasts = use_toasts();
    Effect::new(move || {
        if matches!(settle.value().get(), Some(Ok(()))) {
            toasts.show("Noted");
            reload.run(());
        }
    });
    let failure = move || match settle.value().get() {
        Some(Err(error)) => {
            let reason = error.on_field("note").map(str::to_owned);
            let error = reason.map_or(error, |reason| AppError::Conflict { reason });
            Some(view! { <ErrorNotice error what="The incident was not changed."/> })
        }
        _ => None,
    };
    if incidents.is_empty() {
        return empty(asked).into_any();
    }
    let is_cut = incidents.len() > ROWS;
    incidents.truncate(ROWS);
    let next = incidents.last().filter(|_| is_cut).map(|last| href((asked.0, Some(last.id))));
    let previous = asked.1.map(|_| href((asked.0, None)));
    let summary = wording::counted(incidents.len() as u64, "incident", "incidents");
    let rows =
        incidents.into_iter().map(|incident| view! { <Row incident settle/> }).collect_view();
    view! {
        {failure}
        <div class="table-frame">
            <table class="table stacked">
                <caption class="sr-only">"Incidents"</caption>
                <thead>
                    <tr>
                        <th scope="col">"What"</th>
                        <th scope="col">"Where"</th>
                        <th scope="col" class="num">
                            "Times"
                        </th>
                        <th scope="col">"First seen"</th>
                        <th scope="col">"Last seen"</th>
                        <th scope="col">"Last request"</th>
                        <th scope="col">"State"</th>
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
}

fn empty((state, _): Asked) -> impl IntoView {
    let why = match state {
        Some(IncidentState::Open) => "No incident is open.",
        Some(IncidentState::Acknowledged) => "No incident is acknowledged.",
        Some(IncidentState::Closed) => "No incident is closed.",
        None => "The program has met no fault in the last 90 days.",
    };
    let all = state.is_some().then(|| {
        view! { <ButtonLink href=href((None, None))>"Show all incidents"</ButtonLink> }
    });
    view! {
        <div class="table-frame">
            <EmptyState why>{all}</EmptyState>
        </div>
    }
}

#[component]
fn Row(incident: IncidentView, settle: ServerAction<SettleIncident>) -> impl IntoView {
    let at = |at| wording::day_and_time(at).replace(" UTC", "");
    let job = incident.job.map(|job| {
        let href = ["/operations/jobs?job=", &job.to_string()].concat();
        view! {
            " "
            <a href=href>"job"</a>
        }
    });
    let tone = match incident.state {
        IncidentState::Open => Tone::Danger,
        IncidentState::Acknowledged => Tone::Warn,
        IncidentState::Closed => Tone::Plain,
    };
    let by = incident.changed_at.map(|changed| {
        let who =
            incident.changed_by.clone().unwrap_or_else(|| "an account that is gone".to_owned());
        [" by ", &who, ", ", &at(changed)].concat()
    });
    let note = (!incident.note.is_empty()).then(|| {
        view! { <p class="incident-note">{incident.note.clone()}</p> }
    });
    view! {
        <tr>
            <td class="lead incident-kind">
                {incident.kind.clone()}
                {note}
            </td>
            <td class="sub mono">{incident.place.clone()}</td>
            <td class="sub num">{wording::count(incident.times)}</td>
            <td class="sub">{at(incident.first_seen)}</td>
            <td class="sub">{at(incident.last_seen)}</td>
            <td class="sub">
                <span class="mono">{incident.request_id.clone()}</span>
                {job}
            </td>
            <td class="sub">
                <Badge tone>{incident.state.label()}</Badge>
                <span class="text-3">{by}</span>
            </td>
            <td class="end">
                <SettleForm incident settle/>
            </td>
        </tr>
    }
}

/// A note, and a button for each state that the incident is not in.
#[component]
fn SettleForm(incident: IncidentView, settle: ServerAction<SettleIncident>) -> impl IntoView {
    let field = ["field-note-", &incident.id.to_string()].concat();
    let named = ["Settle ", &incident.kind].concat();
    let buttons = IncidentState::ALL
        .into_iter()
        .filter(|state| *state != incident.state)
        .map(|state| {
            let word = match state {
                IncidentState::Open => "Open again",
                IncidentState::Acknowledged => "Acknowledge",
                IncidentState::Closed => "Close",
            };
            view! {
                <Button
                    submit=true
                    size=ButtonSize::Small
                    name="state"
                    value=state.as_str()
                    busy=settle.pending()
                >
                    {word}
                </Button>
            }
        })
        .collect_view();
    view! {
        <details class="row-actions">
            <summary class="button standard small" aria-label=named>
                "Settle"
            </summary>
            <ActionForm action=settle attr:class="row">
                <input type="hidden" name="id" value=incident.id.to_string()/>
                <label class="field-label" for=field.clone()>
                    "Note"
                </label>
                <input id=field class="input" name="note" maxlength="2000" value=incident.note/>
                {buttons}
            </ActionForm>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&'static str, &str)]) -> Asked {
        let mut map = ParamsMap::new();
        for (name, value) in pairs {
            map.insert(*name, (*value).to_owned());
        }
        read(&map)
    }

    #[test]
    fn an_address_reads_back() {
        for state in IncidentState::ALL.map(Some).into_iter().chain([None]) {
            let address = href((state, Some(IncidentId(7))));
            let (_, pairs) = address.split_once('?').unwrap();
            let pairs: Vec<_> = pairs.split('&').filter_map(|pair| pair.split_once('=')).collect();
            let mut map = ParamsMap::new();
            for (name, value) in pairs {
                map.insert(name.to_owned(), value.to_owned());
            }

            assert_eq!(read(&map), (state, Some(IncidentId(7))), "{address}");
        }
        assert_eq!(asked(&[]).0, Some(IncidentState::Open));
        assert_eq!(asked(&[("state", "all")]).0, None);
    }
}
