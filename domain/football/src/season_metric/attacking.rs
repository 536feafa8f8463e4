//! Goals, shots and what leads to them.
//!
//! Source of every definition in the catalogue: `FBref`'s glossary, and the header words of its public
//! per-90 tables.

use super::entry::{Entry, Lines, MetricGroup, MetricUnit};

const LINES: Lines = Lines(MetricGroup::Attacking);

pub(super) const ENTRIES: &[Entry] = &[
    LINES.rate("goals", "Goals", &["Goals", "Gls"]),
    LINES.rate("shots", "Shots", &["Shots", "Sh"]),
    LINES.rate("shots_on_target", "Shots on target", &["SoT"]),
    LINES.percent("shot_accuracy", "Shots that are on target", &["SoT%"], &["shots"]),
    LINES
        .percent("goals_per_shot", "Goals per shot", &["G/Sh"], &["shots"])
        .in_unit(MetricUnit::Ratio),
    LINES
        .percent(
            "goals_per_shot_on_target",
            "Goals per shot on target",
            &["G/SoT"],
            &["shots_on_target"],
        )
        .in_unit(MetricUnit::Ratio),
    LINES
        .percent("shot_distance", "Distance of shots from goal", &["ShoDist"], &["shots"])
        .in_unit(MetricUnit::Metres)
        .neither(),
    LINES.rate("free_kick_shots", "Shots from free kicks", &["ShoFK"]).neither(),
    LINES.rate("penalties_scored", "Penalties scored", &["ShoPK", "PK"]),
    LINES.rate("penalties_taken", "Penalties taken", &["PKatt"]).neither(),
    LINES.rate("penalties_won", "Penalties won", &["PKwon"]),
    LINES.rate("expected_goals", "Expected goals", &["xG"]),
    LINES.rate("non_penalty_expected_goals", "Expected goals without penalties", &["npxG"]),
    LINES.rate("assists", "Assists", &["Assists", "Ast"]),
    LINES.rate("expected_assisted_goals", "Expected assisted goals", &["xAG"]),
    LINES.rate("shot_creating_actions", "Shot-creating actions", &["SCA", "SCA90"]),
    LINES.rate("shots_made_by_live_passes", "Shots made by live passes", &["ScaPassLive"]),
    LINES.rate("shots_made_by_dead_balls", "Shots made by dead-ball passes", &["ScaPassDead"]),
    LINES.rate("shots_made_by_take_ons", "Shots made by take-ons", &["ScaDrib"]),
    LINES.rate("shots_made_by_shots", "Shots made by shots", &["ScaSh"]),
    LINES.rate("shots_made_by_fouls_drawn", "Shots made by fouls drawn", &["ScaFld"]),
    LINES.rate("shots_made_by_defending", "Shots made by defending", &["ScaDef"]),
    LINES.rate("goal_creating_actions", "Goal-creating actions", &["GCA", "GCA90"]),
    LINES.rate("goals_made_by_live_passes", "Goals made by live passes", &["GcaPassLive"]),
    LINES.rate("goals_made_by_dead_balls", "Goals made by dead-ball passes", &["GcaPassDead"]),
    LINES.rate("goals_made_by_take_ons", "Goals made by take-ons", &["GcaDrib"]),
    LINES.rate("goals_made_by_shots", "Goals made by shots", &["GcaSh"]),
    LINES.rate("goals_made_by_fouls_drawn", "Goals made by fouls drawn", &["GcaFld"]),
    LINES.rate("goals_made_by_defending", "Goals made by defending", &["GcaDef"]),
    LINES.rate("offsides", "Offsides", &["Off"]).lower(),
];
