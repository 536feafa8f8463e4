//! Who passed to whom, team by team.

use std::collections::BTreeMap;

use football::{Pitch, Side};
use leptos::prelude::*;
use match_report::{MatchReport, PassMap};
use page_kit::{
    charts::{PitchDrawing, PitchScale},
    controls::{EmptyState, Panel},
};

use super::{
    figures::{SIDES, colour, cut, place, shirt, short_name, shown_with},
    marks::{mark, round},
    missing::missing,
    switches::team_switch,
    table::ChartTable,
};

/// Two players who found each other less often are not joined.
const LEAST: u32 = 4;
/// The radius of who has the ball most often, units.
const LARGEST: f64 = 12.0;
/// The smallest that holds a number.
const SMALLEST: f64 = 6.5;
/// The widest line.
const WIDEST: f64 = 5.0;

/// The panel with both networks.
pub(super) fn passes(report: &MatchReport, data: Option<&str>) -> AnyView {
    let Some((maps, source)) = report.passes.as_ref().zip(report.events.as_ref()) else {
        return missing("Passes", "Passes need events. Add a file of events under Data.", data);
    };
    let pitch = source.pitch;
    let switch = team_switch("passes-team", report).into_any();
    let teams = SIDES.map(|side| one(report, &maps[place(side)], side, pitch)).collect_view();
    view! {
        <Panel title="Passes" class="by-team" actions=move || switch>
            {teams}
        </Panel>
    }
    .into_any()
}

/// How often two players found each other, either way.
pub(super) fn between(map: &PassMap) -> BTreeMap<(u16, u16), u32> {
    let mut sums = BTreeMap::new();
    for link in &map.links {
        let key = (link.from.min(link.to), link.from.max(link.to));
        *sums.entry(key).or_default() += link.passes;
    }
    sums
}

fn one(report: &MatchReport, map: &PassMap, side: Side, pitch: Pitch) -> AnyView {
    let class = ["chart network ", shown_with(side)].concat();
    if map.passes == 0 {
        let why = "No pass of this team names who received it.";
        return view! {
            <div class=class>
                <EmptyState why/>
            </div>
        }
        .into_any();
    }
    let until = map.until.map_or_else(
        || "whole match, no change".to_owned(),
        |until| format!("0–{}, before the first change", until.minute()),
    );
    let note = format!("{until} · {LEAST} passes or more");
    let summary = format!(
        "{}: {} passes between {} players, until the first change.",
        report.team_name(side),
        map.passes,
        map.nodes.len()
    );
    let drawn = drawing(report, map, side, pitch);
    view! {
        <figure class=class>
            <figcaption class="only-print">{report.team_name(side).to_owned()}</figcaption>
            <PitchDrawing pitch summary>
                {drawn}
            </PitchDrawing>
            <div class="chart-foot">
                <p class="chart-note">{note}</p>
                {table(report, map)}
            </div>
        </figure>
    }
    .into_any()
}

fn drawing(report: &MatchReport, map: &PassMap, side: Side, pitch: Pitch) -> impl IntoView + use<> {
    let scale = PitchScale::of(pitch);
    let places: BTreeMap<u16, [f64; 2]> = map
        .nodes
        .iter()
        .map(|node| (node.player, [scale.x(node.at[0]), scale.y(node.at[1])]))
        .collect();
    let pairs = between(map);
    let most = f64::from(pairs.values().copied().max().unwrap_or(1).max(1));
    let class = ["link ", colour(side)].concat();
    let links = pairs
        .iter()
        .filter(|((from, to), passes)| **passes >= LEAST && from != to)
        .filter_map(|((from, to), passes)| {
            let ([x1, y1], [x2, y2]) = (places.get(from)?, places.get(to)?);
            let share = f64::from(*passes) / most;
            let width = round((WIDEST * share).max(0.8));
            let opacity = round(0.3 + 0.5 * share);
            Some(view! {
                <line class=class.clone() x1=*x1 y1=*y1 x2=*x2 y2=*y2 stroke-width=width stroke-opacity=opacity></line>
            })
        })
        .collect_view();
    let busiest = f64::from(map.nodes.iter().map(|node| node.touches).max().unwrap_or(1).max(1));
    let nodes = map
        .nodes
        .iter()
        .filter_map(|node| {
            let at = *places.get(&node.player)?;
            let radius = (LARGEST * (f64::from(node.touches) / busiest).sqrt()).max(SMALLEST);
            let name = cut(&short_name(report, Some(node.player)), 12);
            Some(view! {
                {mark(side, at, radius, "full")}
                <text class="number" x=at[0] y=at[1] + 3.0 text-anchor="middle">
                    {shirt(report, node.player)}
                </text>
                <text class="name" x=at[0] y=at[1] + radius + 9.0 text-anchor="middle">
                    {name}
                </text>
            })
        })
        .collect_view();
    view! {
        {links}
        {nodes}
    }
}

fn table(report: &MatchReport, map: &PassMap) -> impl IntoView + use<> {
    let mut pairs: Vec<((u16, u16), u32)> = between(map).into_iter().collect();
    pairs.sort_by_key(|(_, passes)| std::cmp::Reverse(*passes));
    let way = |from: u16, to: u16| {
        let found = map.links.iter().find(|link| (link.from, link.to) == (from, to));
        found.map_or(0, |link| link.passes).to_string()
    };
    let rows = pairs
        .into_iter()
        .map(|((one, other), passes)| {
            vec![
                short_name(report, Some(one)),
                short_name(report, Some(other)),
                way(one, other),
                way(other, one),
                passes.to_string(),
            ]
        })
        .collect();
    view! {
        <ChartTable
            what="Passes between players"
            heads=vec!["Player", "and", "Passed", "Received", "Both"]
            words=2
            rows
        />
    }
}

#[cfg(test)]
mod tests {
    use match_report::PassLink;

    use super::*;

    #[test]
    fn both_ways_between_two_players_are_one_line() {
        let link = |from, to, passes| PassLink { from, to, passes };
        let map = PassMap {
            links: vec![link(1, 2, 3), link(2, 1, 4), link(1, 3, 1)],
            ..PassMap::default()
        };
        assert_eq!(between(&map).into_iter().collect::<Vec<_>>(), [((1, 2), 7), ((1, 3), 1)]);
    }
}
