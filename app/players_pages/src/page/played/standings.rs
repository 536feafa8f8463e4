//! Sums and figures per 90 minutes, by what they are from, and where they stand among all players.

use leptos::prelude::*;
use page_base::wording;
use page_kit::{
    charts::PercentileBar,
    controls::{Panel, Unknown},
};
use scouting_stats::{
    LEAST_PEERS,
    played::{Ground, LEAST_PLAYED_MINUTES, NotRanked, PlayedMeasure, PlayedStanding},
};

use super::{decimal, load::PlayedView, whole};

const GROUNDS: [Ground; 5] =
    [Ground::Tracking, Ground::Video, Ground::Events, Ground::ToldChances, Ground::ModelChances];

#[component]
pub(super) fn StandingsPanel(found: PlayedView) -> impl IntoView {
    let who = if found.keeps_goal { "goalkeepers" } else { "outfield players" };
    let when = found.season.map_or_else(
        || "of all stored matches".to_owned(),
        |season| ["of the stored matches of ", &season.to_string()].concat(),
    );
    let meta = ["among ", who, " ", &when, ", ", &LEAST_PLAYED_MINUTES.to_string(), " min or more"]
        .concat();
    let groups = GROUNDS.map(|ground| group(&found.standings, ground)).collect_view();
    let too_few = found
        .standings
        .iter()
        .filter_map(|of| match of.percentile {
            Err(NotRanked::TooFewPeers { n }) => Some(n),
            _ => None,
        })
        .max();
    let note = too_few.map(|n| {
        format!(
            "No percentile where fewer than {LEAST_PEERS} players have the figure: there are {} at most so far.",
            wording::count(n.into())
        )
    });
    if found.standings.is_empty() {
        return view! {
            <Panel title="Per 90 minutes">
                <p class="text-2">
                    "Nothing can be told per 90 minutes: no match says how long he played, or nothing was measured of him."
                </p>
            </Panel>
        }
        .into_any();
    }
    view! {
        <Panel title="Per 90 minutes" meta flush=true>
            <div class="table-frame" tabindex="0" role="region" aria-label="Per 90 minutes">
                <table class="table dense season-table">
                    <thead>
                        <tr>
                            <th scope="col">"Figure"</th>
                            <th scope="col" class="num">
                                "Total"
                            </th>
                            <th scope="col" class="num">
                                "Per 90"
                            </th>
                            <th scope="col">"Percentile"</th>
                            <th scope="col" class="num">
                                "Players"
                            </th>
                        </tr>
                    </thead>
                    {groups}
                </table>
            </div>
            {note.map(|note| view! { <p class="panel-note">{note}</p> })}
            <p class="panel-note">
                "Mid-rank; a high one is more, not better. Players are those who are linked and those who are not."
            </p>
        </Panel>
    }
    .into_any()
}

fn group(all: &[PlayedStanding], ground: Ground) -> Option<impl IntoView + use<>> {
    let own: Vec<_> = all.iter().filter(|of| of.sum.figure.ground == ground).copied().collect();
    let matches = own.iter().map(|of| of.sum.matches).max()?;
    let minutes = own.iter().map(|of| of.sum.minutes).reduce(f64::max)?;
    let (name, about) = match ground {
        Ground::Tracking => ("Tracking by cameras or sensors at the pitch", ""),
        Ground::Video => (
            "Tracking from video",
            ". Distances were 21.8 % too short to 24.3 % too long in tests, so they are not ranked",
        ),
        Ground::Events => ("Events", ""),
        Ground::ToldChances => ("Chances as the provider gives them", ""),
        Ground::ModelChances => ("Chances by our model", ""),
    };
    let held = [
        " · ",
        &wording::counted(matches.into(), "match", "matches"),
        ", ",
        &whole(minutes),
        if matches!(ground, Ground::Tracking | Ground::Video) { " min seen" } else { " min" },
        about,
    ]
    .concat();
    let rows = own.into_iter().map(row).collect_view();
    Some(view! {
        <tbody>
            <tr class="group">
                <th scope="rowgroup" colspan="5">
                    {name} {held}
                </th>
            </tr>
            {rows}
        </tbody>
    })
}

fn row(of: PlayedStanding) -> impl IntoView {
    let measure = of.sum.figure.measure;
    let per_90 = of
        .per_90
        .map_or_else(|| view! { <Unknown/> }.into_any(), |value| rate(measure, value).into_any());
    let percentile = match of.percentile {
        Ok(percentile) => view! { <PercentileBar percentile=rounded(percentile)/> }.into_any(),
        Err(why) => view! { <Unknown why=reason(why)/> }.into_any(),
    };
    let among = if of.among > 0 { wording::count(of.among.into()) } else { "–".to_owned() };
    view! {
        <tr>
            <th scope="row">{name(measure)}</th>
            <td class="num">{total(measure, of.sum.value)}</td>
            <td class="num">{per_90}</td>
            <td>{percentile}</td>
            <td class="num">{among}</td>
        </tr>
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100")]
fn rounded(percentile: f64) -> u8 {
    percentile.clamp(0.0, 100.0).round() as u8
}

/// Why there is no percentile, and what it takes.
pub(super) fn reason(why: NotRanked) -> String {
    match why {
        NotRanked::FromVideo => {
            "Tracking from video is never ranked with cameras at the pitch.".to_owned()
        }
        NotRanked::TooFewPeers { n } => {
            format!("It takes {LEAST_PEERS} players; {n} have the figure.")
        }
        NotRanked::TooFewMinutes { minutes, least } => {
            format!("It takes {least} minutes; he has {minutes}.")
        }
        NotRanked::NotMeasured => "No minutes are known.".to_owned(),
    }
}

const fn name(measure: PlayedMeasure) -> &'static str {
    match measure {
        PlayedMeasure::Distance => "Distance",
        PlayedMeasure::HighSpeedDistance => "Above 5.5 m/s",
        PlayedMeasure::SprintDistance => "Above 7 m/s",
        PlayedMeasure::Sprints => "Sprints",
        PlayedMeasure::Shots => "Shots",
        PlayedMeasure::Goals => "Goals",
        PlayedMeasure::ExpectedGoals => "Expected goals",
        PlayedMeasure::Passes => "Passes",
        PlayedMeasure::PassesCompleted => "Passes completed",
        PlayedMeasure::Threat => "Threat added, xT",
    }
}

/// A sum with its unit.
fn total(measure: PlayedMeasure, value: f64) -> String {
    match measure {
        PlayedMeasure::Distance => [&decimal(value / 1000.0, 1), " km"].concat(),
        PlayedMeasure::HighSpeedDistance | PlayedMeasure::SprintDistance => {
            [&whole(value), " m"].concat()
        }
        PlayedMeasure::ExpectedGoals | PlayedMeasure::Threat => decimal(value, 2),
        _ => whole(value),
    }
}

/// A figure per 90 minutes with its unit.
fn rate(measure: PlayedMeasure, value: f64) -> String {
    match measure {
        PlayedMeasure::Distance => [&decimal(value / 1000.0, 2), " km"].concat(),
        PlayedMeasure::HighSpeedDistance | PlayedMeasure::SprintDistance => {
            [&whole(value), " m"].concat()
        }
        PlayedMeasure::Sprints | PlayedMeasure::Passes | PlayedMeasure::PassesCompleted => {
            decimal(value, 1)
        }
        _ => decimal(value, 2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_carry_their_units_and_reasons_say_what_it_takes() {
        assert_eq!(total(PlayedMeasure::Distance, 31_240.0), "31.2 km");
        assert_eq!(rate(PlayedMeasure::Distance, 10_413.0), "10.41 km");
        assert_eq!(rate(PlayedMeasure::SprintDistance, 211.6), "212 m");
        assert_eq!(rate(PlayedMeasure::ExpectedGoals, 0.416), "0.42");
        let few = reason(NotRanked::TooFewPeers { n: 12 });
        assert_eq!(few, "It takes 20 players; 12 have the figure.");
    }
}
