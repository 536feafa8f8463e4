//! How often the player is out for what he plays: the newest estimate, for analysts.
//!
//! No colour says that a rate is good or bad: it is a rate with its interval, its n and what is not known.

use chrono::NaiveDate;
use football::PlayerId;
use leptos::{form::ActionForm, prelude::*};
use page_base::{error::AppError, wording};
use page_kit::{
    charts::IntervalPlot,
    controls::{Button, EmptyState, ErrorFallback, ErrorNotice, Panel, TablePlaceholder},
};
use scouting_stats::injury::{Calibration, InjuryEstimate, InjuryInsight, PeerGroup, UNKNOWNS};
use serde::{Deserialize, Serialize};

/// The newest estimate of a player.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InjuryEstimateView {
    insight: InjuryInsight,
    as_of: NaiveDate,
}

/// The newest injury estimate of the player, if one was made.
///
/// # Errors
/// `SignInRequired`, also where reading is public; `Forbidden` below an analyst; `NotFound`.
#[server(prefix = "/fn", endpoint = "players/find_injury_estimate", output = page_base::wire::Json)]
pub async fn find_injury_estimate(
    /// The player.
    id: PlayerId,
) -> Result<Option<InjuryEstimateView>, AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{respond, signed_in, state},
    };
    use scouting_stats::InsightKind;

    respond(async {
        signed_in(Role::Analyst)?;
        let db = state().db;
        store::players::find(&db, id).await?.ok_or(AppError::NotFound)?;
        let kind = InsightKind::InjuryRisk;
        let newest = store::insights::insight_history(&db, id, kind, None, 1).await?;
        // What another release stored in another shape is made anew when it is asked for.
        let view = newest.into_iter().next().and_then(|kept| {
            let insight = serde_json::from_value(kept.result).ok()?;
            Some(InjuryEstimateView { insight, as_of: kept.as_of })
        });
        Ok::<_, Failure>(view)
    })
    .await
}

/// Queues the estimate of a player and leads to its task.
///
/// # Errors
/// `SignInRequired`; `Forbidden` below an analyst; `NotFound`.
#[server(prefix = "/fn", endpoint = "players/estimate_injury", output = page_base::wire::Json)]
pub async fn estimate_injury(
    /// The player.
    id: PlayerId,
) -> Result<(), AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{request_id, respond, signed_in, state},
    };
    use store::queue::Asker;

    respond(async {
        let caller = signed_in(Role::Analyst)?;
        let asker = Asker { account_id: caller.account_id, request_id: request_id() };
        let job = store::insights::request_injury_estimate(&state().db, id, Some(asker))
            .await?
            .ok_or(AppError::NotFound)?;
        leptos_axum::redirect(&format!("/tasks/{}", job.id()));
        Ok::<_, Failure>(())
    })
    .await
}

/// The panel with the newest estimate and the way to a new one.
#[component]
pub(super) fn EstimatePanel(id: PlayerId) -> impl IntoView {
    let newest = Resource::new(move || id, find_injury_estimate);
    let ask = ServerAction::<EstimateInjury>::new();
    view! {
        <Panel title="Injuries by exposure" meta="spells per 1,000 hours of match play">
            <Suspense fallback=|| view! { <TablePlaceholder rows=4/> }>
                <ErrorBoundary fallback=|errors| {
                    view! { <ErrorFallback errors/> }
                }>
                    {move || Suspend::new(async move {
                        let newest = newest.await?;
                        Ok::<_, AppError>(body(newest))
                    })}
                </ErrorBoundary>
            </Suspense>
            {move || {
                ask.value().get().and_then(Result::err).map(|error| view! { <ErrorNotice error/> })
            }}
            <ActionForm action=ask>
                <input type="hidden" name="id" value=id.to_string()/>
                <Button submit=true busy=ask.pending()>
                    "Estimate now"
                </Button>
            </ActionForm>
        </Panel>
    }
}

fn body(newest: Option<InjuryEstimateView>) -> AnyView {
    let Some(InjuryEstimateView { insight, as_of }) = newest else {
        return view! {
            <EmptyState why="No estimate has been made. It needs appearances and injuries of at least 20 players of one provider."/>
        }
        .into_any();
    };
    let told = match (insight.estimate, insight.not_made_because) {
        (Some(estimate), _) => view! { <Estimate estimate/> }.into_any(),
        (None, why) => {
            let why = ["There is no estimate: ", &why.unwrap_or_default(), "."].concat();
            view! { <EmptyState why/> }.into_any()
        }
    };
    let unknowns = UNKNOWNS.map(|unknown| view! { <li>{unknown}</li> }).collect_view();
    view! {
        {told}
        <CalibrationTable calibration=insight.calibration/>
        <p class="strong">"Not known"</p>
        <ul class="unknowns">{unknowns}</ul>
        <p class="text-2">{["As of ", &wording::day(as_of), "."].concat()}</p>
    }
    .into_any()
}

#[component]
fn Estimate(estimate: InjuryEstimate) -> impl IntoView {
    let spells = wording::counted(u64::from(estimate.spells), "spell", "spells");
    let hours = one_decimal(estimate.hours);
    let record = [&spells, " in ", &hours, " hours"].concat();
    let peers = wording::counted(u64::from(estimate.prior.peers), "player", "players");
    let group = [&peers, ", ", &group_words(estimate.prior.group)].concat();
    let rows = [
        ("Estimate", one_decimal(estimate.rate), "per 1,000 hours".to_owned()),
        (
            "Eight of ten with such a record",
            [&one_decimal(estimate.low), " – ", &one_decimal(estimate.high)].concat(),
            "per 1,000 hours".to_owned(),
        ),
        ("As it was", estimate.observed.map_or_else(unknown, one_decimal), record),
        ("Peers", one_decimal(estimate.prior.mean), group),
        (
            "Weight of the own record",
            percent(estimate.own_weight),
            "the rest is the peers'".to_owned(),
        ),
        (
            "Days out as they were",
            estimate.days_observed.map_or_else(unknown, one_decimal),
            wording::counted(u64::from(estimate.days_out), "day", "days"),
        ),
        ("Days out of a spell, peers", one_decimal(estimate.prior.days_per_spell), String::new()),
    ]
    .map(|(what, number, of)| {
        view! {
            <tr>
                <th scope="row">{what}</th>
                <td class="num">{number}</td>
                <td class="sub">{of}</td>
            </tr>
        }
    })
    .collect_view();
    let summary = format!(
        "{} spells per 1,000 hours, eight of ten between {} and {}; peers {}.",
        one_decimal(estimate.rate),
        one_decimal(estimate.low),
        one_decimal(estimate.high),
        one_decimal(estimate.prior.mean)
    );
    view! {
        <IntervalPlot
            low=estimate.low
            middle=estimate.rate
            high=estimate.high
            reference=estimate.prior.mean
            reference_label="peers"
            summary
        />
        <div class="table-frame" tabindex="0" role="region" aria-label="Injury estimate">
            <table class="table dense">
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[component]
fn CalibrationTable(calibration: Calibration) -> impl IntoView {
    if calibration.predictions == 0 {
        return view! {
            <p class="text-2">
                "No season could be predicted from those before it, so nobody knows yet how far to trust such estimates here."
            </p>
        }
        .into_any();
    }
    let seasons = wording::counted(calibration.origins.len() as u64, "season", "seasons");
    let told = format!(
        "Of {} predicted from the seasons before: chance of at least one spell, and the share that had one. Mean squared error {}, without the own record {}.",
        seasons,
        three_decimals(calibration.brier),
        three_decimals(calibration.brier_of_peers)
    );
    let rows = calibration
        .bins
        .into_iter()
        .map(|bin| {
            view! {
                <tr>
                    <td class="num">{percent(bin.predicted)}</td>
                    <td class="num">{percent(bin.observed)}</td>
                    <td class="num">{wording::count(u64::from(bin.predictions))}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <p class="text-2">{told}</p>
        <div class="table-frame" tabindex="0" role="region" aria-label="Predicted and observed">
            <table class="table dense">
                <thead>
                    <tr>
                        <th scope="col" class="num">
                            "Predicted"
                        </th>
                        <th scope="col" class="num">
                            "Observed"
                        </th>
                        <th scope="col" class="num">
                            "n"
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn group_words(group: PeerGroup) -> String {
    let position = group.position.map_or("every position", |position| position.plural());
    let age =
        group.age.map_or_else(|| "every age".to_owned(), |age| ["aged ", age.label()].concat());
    [position, ", ", &age].concat()
}

fn unknown() -> String {
    "unknown".to_owned()
}

fn one_decimal(number: f64) -> String {
    format!("{number:.1}")
}

fn three_decimals(number: f64) -> String {
    format!("{number:.3}")
}

fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}
