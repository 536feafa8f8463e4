//! Passes of every kind. Short is 5 to 15 yards, medium 15 to 30, long above (`FBref`'s glossary).

use super::entry::{Entry, Lines, MetricGroup, MetricUnit};

const LINES: Lines = Lines(MetricGroup::Passing);

pub(super) const ENTRIES: &[Entry] = &[
    LINES.rate("passes_completed", "Passes completed", &["PasTotCmp", "PasCmp"]),
    LINES.rate("passes_attempted", "Passes attempted", &["PasTotAtt", "PasAtt"]),
    LINES.percent("pass_completion", "Pass completion", &["PasTotCmp%"], &["passes_attempted"]),
    LINES
        .rate("pass_distance", "Distance of completed passes", &["PasTotDist"])
        .in_unit(MetricUnit::MetresPer90),
    LINES
        .rate(
            "progressive_pass_distance",
            "Distance of passes towards the goal",
            &["PasTotPrgDist"],
        )
        .in_unit(MetricUnit::MetresPer90),
    LINES.rate("short_passes_completed", "Short passes completed", &["PasShoCmp"]),
    LINES.rate("short_passes_attempted", "Short passes attempted", &["PasShoAtt"]),
    LINES.percent(
        "short_pass_completion",
        "Short pass completion",
        &["PasShoCmp%"],
        &["short_passes_attempted"],
    ),
    LINES.rate("medium_passes_completed", "Medium passes completed", &["PasMedCmp"]),
    LINES.rate("medium_passes_attempted", "Medium passes attempted", &["PasMedAtt"]),
    LINES.percent(
        "medium_pass_completion",
        "Medium pass completion",
        &["PasMedCmp%"],
        &["medium_passes_attempted"],
    ),
    LINES.rate("long_passes_completed", "Long passes completed", &["PasLonCmp"]),
    LINES.rate("long_passes_attempted", "Long passes attempted", &["PasLonAtt"]),
    LINES.percent(
        "long_pass_completion",
        "Long pass completion",
        &["PasLonCmp%"],
        &["long_passes_attempted"],
    ),
    LINES.rate("key_passes", "Key passes", &["PasAss", "KP"]),
    LINES.rate("passes_into_final_third", "Passes into the final third", &["Pas3rd"]),
    LINES.rate("passes_into_box", "Passes into the box", &["PPA"]),
    LINES.rate("crosses_into_box", "Crosses into the box", &["CrsPA"]),
    LINES.rate("progressive_passes", "Progressive passes", &["PasProg", "PrgP"]),
    LINES.rate("live_passes", "Live-ball passes", &["PasLive"]).neither(),
    LINES.rate("dead_ball_passes", "Dead-ball passes", &["PasDead"]).neither(),
    LINES.rate("free_kick_passes", "Passes from free kicks", &["PasFK"]).neither(),
    LINES.rate("through_balls", "Through balls", &["TB"]),
    LINES.rate("passes_under_pressure", "Passes under pressure", &["PasPress"]).neither(),
    LINES.rate("switches", "Switches of play", &["Sw"]),
    LINES.rate("crosses", "Crosses", &["PasCrs", "Crs"]),
    LINES.rate("corners", "Corners", &["CK"]).neither(),
    LINES.rate("inswinging_corners", "Inswinging corners", &["CkIn"]).neither(),
    LINES.rate("outswinging_corners", "Outswinging corners", &["CkOut"]).neither(),
    LINES.rate("straight_corners", "Straight corners", &["CkStr"]).neither(),
    LINES.rate("ground_passes", "Ground passes", &["PasGround"]).neither(),
    LINES.rate("low_passes", "Low passes", &["PasLow"]).neither(),
    LINES.rate("high_passes", "High passes", &["PasHigh"]).neither(),
    LINES.rate("left_foot_passes", "Passes with the left foot", &["PaswLeft"]).neither(),
    LINES.rate("right_foot_passes", "Passes with the right foot", &["PaswRight"]).neither(),
    LINES.rate("headed_passes", "Headed passes", &["PaswHead"]).neither(),
    LINES.rate("throw_ins", "Throw-ins", &["TI"]).neither(),
    LINES.rate("other_passes", "Passes with another part of the body", &["PaswOther"]).neither(),
    LINES.rate("offside_passes", "Passes to a player offside", &["PasOff"]).lower(),
    LINES.rate("passes_out_of_play", "Passes out of play", &["PasOut"]).lower(),
    LINES.rate("intercepted_passes", "Passes intercepted by opponents", &["PasInt"]).lower(),
    LINES.rate("own_passes_blocked", "Passes blocked by opponents", &["PasBlocks"]).lower(),
];
