//! One player: what he ran, where he was, his shots and whom he passed to. Opened by `?player=` in the address.

use leptos::prelude::*;
use match_report::{Exertion, MatchReport, PlayerPhysical, ReportPlayer};
use page_kit::controls::{ButtonKind, ButtonLink, Panel, StatTile};

use super::{
    figures::{decimal, full_name, or_unknown, per_cent, place, short_name, whole},
    goals_race::shot_word,
    heatmaps::heat_pitch,
    passes::between,
    physical::{bar, top_speed},
    switches::period_word,
};

/// The zones of speed, as people read them.
const ZONES: [&str; 5] = ["0–2 m/s", "2–4 m/s", "4–5.5 m/s", "5.5–7 m/s", "7 m/s and above"];
/// So many of those whom he passed with most are named.
const PARTNERS: usize = 5;

/// The panel of a player; one who is not in the report says so.
pub(super) fn player_sheet(report: &MatchReport, number: u16) -> AnyView {
    let Some(player) = report.player(number) else {
        return view! {
            <Panel title="Player">
                <p>"This player is not in the report. " <a href="?">"Show the match"</a></p>
            </Panel>
        }
        .into_any();
    };
    let physical = report.physical.iter().find(|of| of.player == number);
    let heat = report.heatmaps.iter().flat_map(|heat| &heat.players).find(|of| of.player == number);
    let heat = heat.map(|of| {
        let summary = format!("Where {} was, attacking to the right", full_name(player));
        view! { <figure class="chart small-pitch">{heat_pitch(report, player.side, &of.cells, summary)}</figure> }
    });
    let nothing = (physical.is_none() && heat.is_none())
        .then(|| view! { <p class="text-2">"He was not seen, and nothing is told of him."</p> });
    view! {
        <section class="panel player-sheet" id="player" tabindex="-1" aria-label=full_name(player)>
            <header class="panel-head">
                <h2>{full_name(player)}</h2>
                <span class="meta">{about(report, player)}</span>
                <ButtonLink href="?" kind=ButtonKind::Quiet>
                    "Close"
                </ButtonLink>
            </header>
            <div class="panel-body sheet-parts">
                {nothing}
                <div class="stack">{physical.map(figures)} {physical.map(|of| zones(player, &of.total))}</div>
                {heat}
                <div class="stack">{shots(report, number)} {partners(report, player, number)}</div>
            </div>
        </section>
    }
    .into_any()
}

fn about(report: &MatchReport, player: &ReportPlayer) -> String {
    let shirt = player.shirt.map(|shirt| format!("No. {shirt}"));
    let position = player.position.map(|position| position.name().to_owned());
    let parts = [Some(report.team_name(player.side).to_owned()), shirt, position];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn figures(of: &PlayerPhysical) -> impl IntoView + use<> {
    let total = of.total;
    let mut rows = vec![row("All", &total)];
    rows.extend(of.periods.iter().map(|(period, part)| row(period_word(*period), part)));
    view! {
        <dl class="stats">
            <StatTile label="Distance">{decimal(total.distance_m / 1000.0, 2)} " km"</StatTile>
            <StatTile label="Top speed">{top_speed(&total)} {total.top_speed_mps.map(|_| " m/s")}</StatTile>
            <StatTile label="Sprints">{total.sprints}</StatTile>
            <StatTile label="Seen">{per_cent(total.coverage, 1)}</StatTile>
        </dl>
        <div class="table-frame" tabindex="0" role="group" aria-label="By period">
            <table class="table dense">
                <thead>
                    <tr>
                        <th scope="col">"Period"</th>
                        <th scope="col" class="num">
                            "Minutes"
                        </th>
                        <th scope="col" class="num">
                            "Distance, m"
                        </th>
                        <th scope="col" class="num">
                            "m per min"
                        </th>
                        <th scope="col" class="num">
                            "Above 5.5 m/s, m"
                        </th>
                        <th scope="col" class="num">
                            "Sprints"
                        </th>
                        <th scope="col" class="num">
                            "Power, W/kg"
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// How far he went at which speed.
fn zones(player: &ReportPlayer, run: &Exertion) -> impl IntoView + use<> {
    let whole_m = run.distance_m.max(1.0);
    let rows = ZONES
        .into_iter()
        .zip(run.zone_m)
        .map(|(zone, metres)| {
            view! {
                <tr>
                    <th scope="row">{zone}</th>
                    <td>{bar(player.side, metres / whole_m)}</td>
                    <td class="num">{whole(metres)}</td>
                    <td class="num">{per_cent(metres / whole_m, 0)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="table dense zones">
            <thead>
                <tr>
                    <th scope="col">"Speed"</th>
                    <th scope="col">
                        <span class="sr-only">"As a bar"</span>
                    </th>
                    <th scope="col" class="num">
                        "Metres"
                    </th>
                    <th scope="col" class="num">
                        "Share"
                    </th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(period: &'static str, run: &Exertion) -> AnyView {
    view! {
        <tr>
            <th scope="row">{period}</th>
            <td class="num">{decimal(run.minutes, 0)}</td>
            <td class="num">{whole(run.distance_m)}</td>
            <td class="num">{or_unknown(run.metres_per_minute(), 0)}</td>
            <td class="num">{whole(run.fast_m())}</td>
            <td class="num">{run.sprints}</td>
            <td class="num">{or_unknown(run.power_w_per_kg, 1)}</td>
        </tr>
    }
    .into_any()
}

fn shots(report: &MatchReport, number: u16) -> Option<impl IntoView + use<>> {
    let shots = report.shots.as_ref()?;
    let own: Vec<_> = shots.taken().filter(|shot| shot.player == Some(number)).collect();
    let items = own
        .iter()
        .map(|shot| {
            let xg = shot.xg.map(|xg| format!(" · xG {}", decimal(xg, 2)));
            view! { <li>{shot.moment.minute()} " " {shot_word(shot.result)} {xg}</li> }
        })
        .collect_view();
    let none = own.is_empty().then(|| view! { <p class="text-2">"No shot."</p> });
    Some(view! {
        <div>
            <h3>"Shots"</h3>
            {none}
            <ul>{items}</ul>
        </div>
    })
}

fn partners(
    report: &MatchReport,
    player: &ReportPlayer,
    number: u16,
) -> Option<impl IntoView + use<>> {
    let map = &report.passes.as_ref()?[place(player.side)];
    let mut with: Vec<(u16, u32)> = between(map)
        .into_iter()
        .filter(|((one, other), _)| *one == number || *other == number)
        .map(|((one, other), passes)| (if one == number { other } else { one }, passes))
        .collect();
    with.sort_by_key(|(_, passes)| std::cmp::Reverse(*passes));
    let items = with
        .iter()
        .take(PARTNERS)
        .map(|(other, passes)| view! { <li>{short_name(report, Some(*other))} ": " {*passes}</li> })
        .collect_view();
    let none =
        with.is_empty().then(|| view! { <p class="text-2">"No pass before the first change."</p> });
    Some(view! {
        <div>
            <h3>"Passes with, before the first change"</h3>
            {none}
            <ul>{items}</ul>
        </div>
    })
}
