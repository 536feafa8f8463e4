//! What each player ran, as a table: by team, by period, and with the columns that are chosen.

use football::{Position, Side};
use leptos::prelude::*;
use match_report::{Exertion, MatchReport, PlayerPhysical, ReportPlayer};
use page_kit::controls::{Icon, Symbol, Unknown};

use super::{
    figures::{SIDES, colour, decimal, full_name, or_unknown, per_cent, shown_with, whole},
    missing::missing,
    switches::{period_switch, team_switch},
};

/// From this share of his time on, what was filled in is marked.
const MUCH_INTERPOLATED: f64 = 0.02;
/// Below this share of his time, what was seen is marked.
const LITTLE_SEEN: f64 = 0.9;
/// Below this share of everybody's time, what was seen stands beside distances from the start.
const NOT_ALL_SEEN: f64 = 0.98;

/// The columns that can be chosen: name in the form, head, and whether it is shown at first. The style sheet hides
/// those whose box is empty.
const COLUMNS: [(&str, &str, bool); 14] = [
    ("minutes", "Minutes", true),
    ("distance", "Distance, km", true),
    ("per-minute", "m per min", true),
    ("fast", "Above 5.5 m/s, m", true),
    ("sprints", "Sprints", true),
    ("top", "Top, m/s", true),
    ("walking", "0–2 m/s, m", false),
    ("jogging", "2–4 m/s, m", false),
    ("running", "4–5.5 m/s, m", false),
    ("sprinting", "7 m/s and above, m", false),
    ("accelerating", "Accelerating, s", false),
    ("power", "Power, W/kg", false),
    ("seen", "Seen", false),
    ("interpolated", "Interpolated", true),
];

/// The panel with the table.
pub(super) fn physical(report: &MatchReport, data: Option<&str>) -> AnyView {
    if report.physical.is_empty() {
        return missing(
            "Physical",
            "Distances and speeds need positions. Add tracking files under Data.",
            data,
        );
    }
    let source = report.positions.as_ref();
    let rate = source.and_then(|source| source.rate_hz).map(|rate| decimal(rate, 0));
    let filter = source.and_then(|source| source.filter.clone());
    let meta = format!(
        "Positions {} Hz · {} · sprint: 7.0 m/s for 1 s",
        rate.unwrap_or_default(),
        filter.unwrap_or_default()
    );
    let teams = team_switch("physical-team", report);
    let periods = period_switch("physical-period", report);
    let bodies = bodies(report);
    view! {
        <section class="panel physical by-team by-period" id="physical">
            <header class="panel-head">
                <h2>"Physical"</h2>
                {teams}
                {periods}
                <span class="meta">{meta}</span>
                {chooser(report)}
            </header>
            <div class="table-frame" tabindex="0" role="group" aria-label="Physical figures by player">
                <table class="table dense physical-table">
                    <thead>
                        <tr>
                            <th scope="col" class="num">
                                "No."
                            </th>
                            <th scope="col">"Player"</th>
                            <th scope="col">"Pos."</th>
                            {heads()}
                        </tr>
                    </thead>
                    {bodies}
                </table>
            </div>
            <p class="panel-note">
                "Accelerating: by 2 m/s² or more. Power: mean metabolic power after Osgnach et al. 2010. "
                "Interpolated: filled in between two places less than a second apart."
            </p>
        </section>
    }
    .into_any()
}

fn chooser(report: &MatchReport) -> impl IntoView + use<> {
    let is_seen_little =
        report.quality.as_ref().is_some_and(|quality| quality.coverage < NOT_ALL_SEEN);
    let boxes = COLUMNS
        .into_iter()
        .map(|(name, head, shown)| {
            let shown = shown || (name == "seen" && is_seen_little);
            view! {
                <label class="checkbox">
                    <input type="checkbox" name="physical-column" value=name checked=shown/>
                    <span>{head}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <details class="column-chooser">
            <summary class="button quiet small">
                <Icon symbol=Symbol::Columns/>
                "Columns"
            </summary>
            <fieldset>
                <legend class="sr-only">"Columns of the table"</legend>
                {boxes}
            </fieldset>
        </details>
    }
}

fn heads() -> impl IntoView {
    COLUMNS
        .into_iter()
        .map(|(name, head, _)| {
            view! {
                <th scope="col" class=["num c-", name].concat()>
                    {head}
                </th>
            }
        })
        .collect_view()
}

/// One body of rows for each team and period, and one for the whole match.
fn bodies(report: &MatchReport) -> impl IntoView + use<> {
    let longest = |of: fn(&Exertion) -> f64| {
        report.physical.iter().map(|player| of(&player.total)).fold(1.0, f64::max)
    };
    let scale = [longest(|of| of.distance_m), longest(Exertion::fast_m)];
    let mut bodies = Vec::new();
    for side in SIDES {
        let players = in_order(report, side);
        let rows = |of: &dyn Fn(&PlayerPhysical) -> Option<Exertion>, scale: [f64; 2]| {
            players
                .iter()
                .filter_map(|(physical, player)| {
                    Some(row(physical.player, player, &of(physical)?, scale))
                })
                .collect_view()
        };
        let class = [shown_with(side), " period-all"].concat();
        let all = rows(&|player| Some(player.total), scale);
        let team = report.team_name(side).to_owned();
        bodies.push(
            view! {
                <tbody class=class>
                    <tr class="only-print">
                        <td></td>
                        <th scope="rowgroup">{team}</th>
                    </tr>
                    {all}
                </tbody>
            }
            .into_any(),
        );
        for period in &report.periods {
            let number = period.number;
            let own = |player: &PlayerPhysical| {
                player.periods.iter().find(|(of, _)| *of == number).map(|(_, part)| *part)
            };
            let share = period.secs / report.secs().max(1.0);
            let rows = rows(&own, scale.map(|most| most * share.max(0.01)));
            let class = format!("{} period-{number}", shown_with(side));
            bodies.push(view! { <tbody class=class>{rows}</tbody> }.into_any());
        }
    }
    bodies
}

/// The players of a team: who began by where he plays, then who came on; by shirt where nobody says.
pub(super) fn in_order(report: &MatchReport, side: Side) -> Vec<(&PlayerPhysical, &ReportPlayer)> {
    let mut players: Vec<_> = report
        .physical
        .iter()
        .filter_map(|physical| Some((physical, report.player(physical.player)?)))
        .filter(|(_, player)| player.side == side)
        .collect();
    players.sort_by_key(|(physical, player)| {
        let came_on = player.starter == Some(false);
        (came_on, !player.keeper, player.position, player.shirt, physical.player)
    });
    players
}

fn row(number: u16, player: &ReportPlayer, run: &Exertion, scale: [f64; 2]) -> AnyView {
    let position = player.position.map(Position::code);
    let position = position.or(player.keeper.then_some("GK")).unwrap_or("–");
    let side = player.side;
    let name = full_name(player);
    let href = format!("?player={number}#player");
    let interpolated = if run.interpolated >= MUCH_INTERPOLATED {
        "num c-interpolated low"
    } else {
        "num c-interpolated"
    };
    let seen = if run.coverage < LITTLE_SEEN { "num c-seen low" } else { "num c-seen" };
    view! {
        <tr>
            <td class="num text-3">{player.shirt.map(|shirt| shirt.to_string())}</td>
            <th scope="row">
                <a href=href>{name}</a>
            </th>
            <td class="text-3">{position}</td>
            <td class="num c-minutes">{decimal(run.minutes, 0)}</td>
            <td class="num c-distance">
                <span class="with-bar">
                    {bar(side, run.distance_m / scale[0])}
                    <span>{decimal(run.distance_m / 1000.0, 2)}</span>
                </span>
            </td>
            <td class="num c-per-minute">{or_unknown(run.metres_per_minute(), 0)}</td>
            <td class="num c-fast">
                <span class="with-bar">
                    {bar(side, run.fast_m() / scale[1])}
                    <span>{whole(run.fast_m())}</span>
                </span>
            </td>
            <td class="num c-sprints">{run.sprints}</td>
            <td class="num c-top">{top_speed(run)}</td>
            <td class="num c-walking">{whole(run.zone_m[0])}</td>
            <td class="num c-jogging">{whole(run.zone_m[1])}</td>
            <td class="num c-running">{whole(run.zone_m[2])}</td>
            <td class="num c-sprinting">{whole(run.zone_m[4])}</td>
            <td class="num c-accelerating">{whole(run.accelerating_secs)}</td>
            <td class="num c-power">{or_unknown(run.power_w_per_kg, 1)}</td>
            <td class=seen>{per_cent(run.coverage, 1)}</td>
            <td class=interpolated>{per_cent(run.interpolated, 1)}</td>
        </tr>
    }
    .into_any()
}

/// The highest speed, or why there is none.
pub(super) fn top_speed(run: &Exertion) -> AnyView {
    match run.top_speed_mps {
        Some(top) => decimal(top, 1).into_any(),
        None if run.known_minutes > 0.0 => {
            view! { <Unknown why="He was seen for moments only, which gives speeds that nobody runs."/> }.into_any()
        }
        None => view! { <Unknown why="He was not seen for long enough."/> }.into_any(),
    }
}

/// A share of the longest as a bar.
pub(super) fn bar(side: Side, share: f64) -> impl IntoView {
    let width = (share.clamp(0.0, 1.0) * 100.0).round();
    view! {
        <svg class="cell-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            <rect class="track" width="100" height="8"></rect>
            <rect class=["fill ", colour(side)].concat() width=width height="8"></rect>
        </svg>
    }
}
