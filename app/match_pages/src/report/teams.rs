//! The two teams side by side.

use leptos::prelude::*;
use match_report::{MatchReport, Provenance, TeamFigure, TeamMeasure};
use page_kit::controls::Panel;

use super::{
    figures::{SIDES, colour, cut, decimal, from, per_cent, place, whole},
    marks::round,
    missing::missing,
};

/// The panel with a bar for each measure.
pub(super) fn teams(report: &MatchReport, data: Option<&str>) -> AnyView {
    if report.comparison.is_empty() {
        return missing(
            "Teams",
            "Nothing to compare yet. Add positions or events under Data.",
            data,
        );
    }
    let [home, away] = SIDES.map(|side| cut(report.team_name(side), 16));
    // What is from one source stands together, under its name.
    let sources = [Provenance::Provider, Provenance::Events, Provenance::Positions];
    let rows = sources
        .into_iter()
        .map(|source| {
            let own: Vec<_> =
                report.comparison.iter().filter(|figure| figure.from == source).collect();
            (!own.is_empty()).then(|| {
                view! {
                    <tbody class="source">
                        <tr>
                            <th scope="rowgroup" colspan="3">
                                {from(source)}
                            </th>
                        </tr>
                    </tbody>
                    {own.into_iter().map(row).collect_view()}
                }
            })
        })
        .collect_view();
    view! {
        <Panel title="Teams" meta=[&home, " – ", &away].concat() attr:id="teams">
            <table class="team-bars">
                <thead class="sr-only">
                    <tr>
                        <th scope="col">{home}</th>
                        <th scope="col">"Measure"</th>
                        <th scope="col">{away}</th>
                    </tr>
                </thead>
                {rows}
            </table>
        </Panel>
    }
    .into_any()
}

fn row(figure: &TeamFigure) -> impl IntoView + use<> {
    let [home, away] = figure.values.map(|value| written(figure.measure, value));
    let of_passes =
        figure.measure == TeamMeasure::Possession && figure.from != Provenance::Positions;
    let note = of_passes.then_some(" (of passes)");
    view! {
        <tbody>
            <tr>
                <td>{home}</td>
                <th scope="row">{name(figure.measure)} {note}</th>
                <td class="num">{away}</td>
            </tr>
            <tr aria-hidden="true">
                <td colspan="3">{bars(figure.values)}</td>
            </tr>
        </tbody>
    }
}

/// The share of each team of what both have.
fn bars(values: [Option<f64>; 2]) -> AnyView {
    let [home, away] = values.map(Option::unwrap_or_default);
    let share = if home + away > 0.0 { home / (home + away) } else { 0.5 };
    let cut = round(share * 99.0);
    let parts = SIDES
        .into_iter()
        .map(|side| {
            let (x, width) = if place(side) == 0 { (0.0, cut) } else { (cut + 1.0, 99.0 - cut) };
            view! { <rect class=["fill ", colour(side)].concat() x=round(x) width=round(width) height="6"></rect> }
        })
        .collect_view();
    view! {
        <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
            {parts}
        </svg>
    }
    .into_any()
}

/// What a measure is called.
pub(crate) const fn name(measure: TeamMeasure) -> &'static str {
    match measure {
        TeamMeasure::ExpectedGoals => "Expected goals",
        TeamMeasure::Shots => "Shots",
        TeamMeasure::PassesCompleted => "Passes completed",
        TeamMeasure::PassAccuracy => "Pass accuracy",
        TeamMeasure::Possession => "Possession",
        TeamMeasure::FieldTilt => "Field tilt",
        TeamMeasure::Ppda => "Passes allowed per action",
        TeamMeasure::PressingIntensity => "Pressing intensity",
        TeamMeasure::Control => "Space controlled",
        TeamMeasure::Distance => "Distance",
        TeamMeasure::FastDistance => "Above 5.5 m/s",
        TeamMeasure::Sprints => "Sprints",
    }
}

/// A figure with its unit.
pub(crate) fn written(measure: TeamMeasure, value: Option<f64>) -> String {
    let Some(value) = value else { return "unknown".to_owned() };
    match measure {
        TeamMeasure::ExpectedGoals | TeamMeasure::PressingIntensity => decimal(value, 2),
        TeamMeasure::Ppda => decimal(value, 1),
        TeamMeasure::Shots | TeamMeasure::PassesCompleted | TeamMeasure::Sprints => whole(value),
        TeamMeasure::PassAccuracy
        | TeamMeasure::Possession
        | TeamMeasure::FieldTilt
        | TeamMeasure::Control => per_cent(value, 0),
        TeamMeasure::Distance => [&decimal(value / 1000.0, 1), " km"].concat(),
        TeamMeasure::FastDistance => [&whole(value), " m"].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_carry_their_units() {
        assert_eq!(written(TeamMeasure::Distance, Some(114_893.2)), "114.9 km");
        assert_eq!(written(TeamMeasure::FieldTilt, Some(0.58)), "58 %");
        assert_eq!(written(TeamMeasure::Ppda, None), "unknown");
    }
}
