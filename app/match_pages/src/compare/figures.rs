//! Every measure of both matches: home and away as numbers, and as marks on one scale.

use football::Side;
use leptos::prelude::*;
use match_report::{Beside, Lack, MeasureBeside, Need, Provenance, TeamMeasure, side_by_side};
use page_kit::controls::Panel;

use super::load::ComparedMatch;
use crate::report::{SIDES, mark, measure_name, round, team_mark, written};

const WIDTH: f64 = 240.0;
const HEIGHT: f64 = 14.0;
/// From where to where marks stand.
const SCALE: [f64; 2] = [7.0, 233.0];

/// The panels: what was done with the ball, and what was run.
pub(super) fn figures(two: &[ComparedMatch; 2], names: &[String; 2]) -> AnyView {
    let all = side_by_side([&two[0].report, &two[1].report]);
    let runs = |of: &&MeasureBeside| of.measure.needs() == Need::Positions;
    let is_apart = two[0].is_from_video != two[1].is_from_video;
    let ball: Vec<_> = all.iter().filter(|of| !runs(of)).collect();
    let run: Vec<_> = all.iter().filter(runs).collect();
    view! {
        {panel("With the ball", &ball, two, names, false)}
        {panel("Running and space", &run, two, names, is_apart)}
    }
    .into_any()
}

fn panel(
    title: &'static str,
    rows: &[&MeasureBeside],
    two: &[ComparedMatch; 2],
    names: &[String; 2],
    is_apart: bool,
) -> AnyView {
    if rows.is_empty() {
        let why = if title == "With the ball" {
            "Neither match has events. Add a file of events to one of them, under Data."
        } else {
            "Neither match has tracking. Add tracking files to one of them, under Data."
        };
        return view! {
            <Panel title>
                <p class="empty">{why}</p>
            </Panel>
        }
        .into_any();
    }
    let bodies = rows.iter().map(|of| measure(of, two, names, is_apart)).collect_view();
    let what = [title, ", both matches"].concat();
    view! {
        <Panel title meta="marks of both matches on one scale from 0" flush=true>
            <div class="table-frame" tabindex="0" role="region" aria-label=what>
                <table class="table dense compare-figures">
                    <thead>
                        <tr>
                            <th scope="col">"Match"</th>
                            <th scope="col" class="num">
                                <span class="team-cell">{team_mark(Side::Home)} "Home"</span>
                            </th>
                            <th scope="col" class="as-marks">
                                <span class="sr-only">"As marks"</span>
                            </th>
                            <th scope="col" class="num">
                                <span class="team-cell">{team_mark(Side::Away)} "Away"</span>
                            </th>
                        </tr>
                    </thead>
                    {bodies}
                </table>
            </div>
        </Panel>
    }
    .into_any()
}

fn measure(
    of: &MeasureBeside,
    two: &[ComparedMatch; 2],
    names: &[String; 2],
    is_apart: bool,
) -> AnyView {
    let is_on_one_scale = of.is_on_one_scale() && !is_apart;
    let both_told = of.matches.iter().all(|beside| matches!(beside, Beside::Told { .. }));
    let note = (both_told && !is_on_one_scale).then_some(" · not on one scale");
    let scale = of.highest().filter(|_| is_on_one_scale || !both_told);
    let rows = two
        .iter()
        .zip(names)
        .zip(of.matches)
        .map(|((one, name), beside)| row(of.measure, one, name, beside, scale))
        .collect_view();
    view! {
        <tbody>
            <tr class="group">
                <th scope="rowgroup" colspan="4">
                    {measure_name(of.measure)}
                    {note.map(|note| view! { <span class="text-3">{note}</span> })}
                </th>
            </tr>
            {rows}
        </tbody>
    }
    .into_any()
}

fn row(
    measure: TeamMeasure,
    of: &ComparedMatch,
    name: &str,
    beside: Beside,
    scale: Option<f64>,
) -> AnyView {
    let name = name.to_owned();
    let (values, from) = match beside {
        Beside::Told { values, from } => (values, from),
        Beside::Missing { lack } => return missing(of, name, lack),
    };
    let href = of.report_href(section(measure));
    let number = |side: usize| {
        let text = written(measure, values[side]);
        match values[side] {
            Some(_) => view! { <a href=href.clone() rel="external">{text}</a> }.into_any(),
            None => view! { <span class="unknown">{text}</span> }.into_any(),
        }
    };
    let source = source(measure, from);
    let [home, away] = [number(0), number(1)];
    view! {
        <tr>
            <th scope="row">
                {name}
                {source.map(|source| view! { <span class="text-3">" · "{source}</span> })}
            </th>
            <td class="num">{home}</td>
            <td class="as-marks">{scale.map(|highest| dumbbell(values, highest))}</td>
            <td class="num">{away}</td>
        </tr>
    }
    .into_any()
}

/// Why a match has no figure, and where it is added.
fn missing(of: &ComparedMatch, name: String, lack: Lack) -> AnyView {
    let (why, adds) = match lack {
        Lack::NoPositions => ("no tracking", true),
        Lack::NoEvents => ("no events", true),
        Lack::NoFiles => ("no tracking and no events", true),
        Lack::NotTold => ("its files do not tell this", false),
    };
    let add = adds.then(|| {
        let label = ["Add files to ", &name].concat();
        view! { <a href=of.data_href() aria-label=label>"Add files"</a> }
    });
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td colspan="3">
                <span class="unknown">{why}</span>
                " "
                {add}
            </td>
        </tr>
    }
    .into_any()
}

/// The panel of the report that a figure comes from.
const fn section(measure: TeamMeasure) -> &'static str {
    match measure {
        TeamMeasure::ExpectedGoals => "xg",
        TeamMeasure::Shots => "shots",
        TeamMeasure::Distance | TeamMeasure::FastDistance | TeamMeasure::Sprints => "physical",
        _ => "teams",
    }
}

/// Where it matters, what a figure is from.
const fn source(measure: TeamMeasure, from: Provenance) -> Option<&'static str> {
    match (measure, from) {
        (TeamMeasure::ExpectedGoals, Provenance::Provider) => Some("the provider's"),
        (TeamMeasure::ExpectedGoals, _) => Some("our model's"),
        (TeamMeasure::Possession, Provenance::Positions) => Some("of the time in play"),
        (TeamMeasure::Possession, _) => Some("of passes"),
        (TeamMeasure::FieldTilt, Provenance::Positions) => Some("by tracking"),
        _ => None,
    }
}

/// Where a figure stands on a scale from nought to the highest.
fn x(value: f64, highest: f64) -> f64 {
    let share = if highest > 0.0 { (value / highest).clamp(0.0, 1.0) } else { 0.0 };
    round(SCALE[0] + (SCALE[1] - SCALE[0]) * share)
}

fn dumbbell(values: [Option<f64>; 2], highest: f64) -> impl IntoView {
    let middle = HEIGHT / 2.0;
    let places = values.map(|value| value.map(|value| x(value, highest)));
    let bar = places[0].zip(places[1]).map(|(home, away)| {
        view! { <line class="bar" x1=home x2=away y1=middle y2=middle></line> }
    });
    let marks = SIDES
        .into_iter()
        .zip(places)
        .filter_map(|(side, place)| Some(mark(side, [place?, middle], 4.5, "full")))
        .collect_view();
    view! {
        <svg class="dumbbell" viewBox=format!("0 0 {WIDTH} {HEIGHT}") aria-hidden="true">
            <line class="track" x1=SCALE[0] x2=SCALE[1] y1=middle y2=middle></line>
            {bar}
            {marks}
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_runs_from_nought_to_the_highest() {
        assert_eq!((x(0.0, 4.0), x(4.0, 4.0)), (SCALE[0], SCALE[1]));
        assert_eq!((x(2.0, 4.0), x(1.0, 0.0)), (120.0, SCALE[0]));
    }

    #[test]
    fn every_figure_leads_to_the_panel_that_it_is_from() {
        assert_eq!(section(TeamMeasure::ExpectedGoals), "xg");
        assert_eq!(section(TeamMeasure::Sprints), "physical");
        assert_eq!(section(TeamMeasure::Ppda), "teams");
    }
}
