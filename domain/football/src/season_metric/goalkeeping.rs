//! What only goalkeepers do. `FBref` prints these in a table of their own.

use super::entry::{Entry, Lines, MetricGroup, MetricUnit};

const LINES: Lines = Lines(MetricGroup::Goalkeeping);

pub(super) const ENTRIES: &[Entry] = &[
    LINES.rate("goals_against", "Goals against", &["GA", "GA90"]).lower(),
    LINES.rate("shots_on_target_against", "Shots on target against", &["SoTA"]).neither(),
    LINES.rate("saves", "Saves", &["Saves"]),
    LINES.percent("save_share", "Shots on target saved", &["Save%"], &["shots_on_target_against"]),
    LINES.percent("clean_sheet_share", "Matches without a goal against", &["CS%"], &[]),
    LINES.rate(
        "goals_prevented",
        "Goals prevented against expectation",
        &["PSxG+/-", "PSxG+/- /90"],
    ),
    LINES
        .rate("post_shot_expected_goals", "Expected goals of shots on target", &["PSxG"])
        .neither(),
    LINES.rate("crosses_stopped", "Crosses stopped", &["Stp"]),
    LINES.percent("crosses_stopped_share", "Crosses stopped of those faced", &["Stp%"], &[]),
    LINES.rate("sweeping_actions", "Defensive actions outside the box", &["#OPA", "#OPA/90"]),
    LINES
        .percent(
            "sweeping_distance",
            "Distance of defensive actions from goal",
            &["AvgDist"],
            &["sweeping_actions"],
        )
        .in_unit(MetricUnit::Metres)
        .neither(),
];
