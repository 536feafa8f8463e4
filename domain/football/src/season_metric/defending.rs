//! Tackles, pressures, blocks and duels in the air.

use super::entry::{Entry, Lines, MetricGroup};

const LINES: Lines = Lines(MetricGroup::Defending);

pub(super) const ENTRIES: &[Entry] = &[
    LINES.rate("tackles", "Tackles", &["Tkl"]),
    LINES.rate("tackles_won", "Tackles won", &["TklWon", "TklW"]),
    LINES.rate("tackles_in_own_third", "Tackles in the own third", &["TklDef3rd"]).neither(),
    LINES.rate("tackles_in_middle_third", "Tackles in the middle third", &["TklMid3rd"]).neither(),
    LINES.rate("tackles_in_final_third", "Tackles in the final third", &["TklAtt3rd"]).neither(),
    LINES.rate("dribblers_tackled", "Dribblers tackled", &["TklDri"]),
    LINES.rate("dribblers_challenged", "Dribblers challenged", &["TklDriAtt"]).neither(),
    LINES.percent(
        "dribblers_tackled_share",
        "Dribblers tackled of those challenged",
        &["TklDri%"],
        &["dribblers_challenged"],
    ),
    LINES.rate("dribbled_past", "Times dribbled past", &["TklDriPast"]).lower(),
    LINES.rate("pressures", "Pressures", &["Press"]),
    LINES.rate("pressures_won", "Pressures won", &["PresSucc"]),
    LINES.percent("pressure_success", "Pressure success", &["Press%"], &["pressures"]),
    LINES.rate("pressures_in_own_third", "Pressures in the own third", &["PresDef3rd"]).neither(),
    LINES
        .rate("pressures_in_middle_third", "Pressures in the middle third", &["PresMid3rd"])
        .neither(),
    LINES
        .rate("pressures_in_final_third", "Pressures in the final third", &["PresAtt3rd"])
        .neither(),
    LINES.rate("blocks", "Blocks", &["Blocks"]),
    LINES.rate("shots_blocked", "Shots blocked", &["BlkSh"]),
    LINES.rate("shots_on_target_blocked", "Shots on target blocked", &["BlkShSv"]),
    LINES.rate("passes_blocked", "Passes of opponents blocked", &["BlkPass"]),
    LINES.rate("interceptions", "Interceptions", &["Int"]),
    LINES.rate("tackles_and_interceptions", "Tackles and interceptions", &["Tkl+Int"]),
    LINES.rate("clearances", "Clearances", &["Clr"]),
    LINES.rate("errors", "Errors that led to a shot", &["Err"]).lower(),
    LINES.rate("recoveries", "Ball recoveries", &["Recov"]),
    LINES.rate("aerials_won", "Aerial duels won", &["AerWon"]),
    LINES.rate("aerials_lost", "Aerial duels lost", &["AerLost"]).lower(),
    LINES.percent(
        "aerial_success",
        "Aerial duel success",
        &["AerWon%"],
        &["aerials_won", "aerials_lost"],
    ),
];
