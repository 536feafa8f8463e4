//! Touches, carries, take-ons and receiving.

use super::entry::{Entry, Lines, MetricGroup, MetricUnit};

const LINES: Lines = Lines(MetricGroup::Possession);

pub(super) const ENTRIES: &[Entry] = &[
    LINES.rate("touches", "Touches", &["Touches"]),
    LINES.rate("touches_in_own_box", "Touches in the own box", &["TouDefPen"]).neither(),
    LINES.rate("touches_in_own_third", "Touches in the own third", &["TouDef3rd"]).neither(),
    LINES.rate("touches_in_middle_third", "Touches in the middle third", &["TouMid3rd"]).neither(),
    LINES.rate("touches_in_final_third", "Touches in the final third", &["TouAtt3rd"]),
    LINES.rate("touches_in_box", "Touches in the opponents' box", &["TouAttPen"]),
    LINES.rate("live_touches", "Live-ball touches", &["TouLive"]),
    // FBref renamed dribbles to take-ons in 2022; the definition stayed.
    LINES.rate("take_ons_completed", "Take-ons completed", &["DriSucc", "ToSuc"]),
    LINES.rate("take_ons_attempted", "Take-ons attempted", &["DriAtt", "ToAtt"]),
    LINES.percent(
        "take_on_success",
        "Take-on success",
        &["DriSucc%", "ToSuc%"],
        &["take_ons_attempted"],
    ),
    LINES.rate("tackled_on_take_ons", "Take-ons ended by a tackle", &["ToTkl"]).lower(),
    LINES
        .percent(
            "tackled_on_take_ons_share",
            "Share of take-ons ended by a tackle",
            &["ToTkl%"],
            &["take_ons_attempted"],
        )
        .lower(),
    LINES.rate("players_dribbled_past", "Players dribbled past", &["DriPast"]),
    LINES.rate("nutmegs", "Nutmegs", &["DriMegs"]),
    LINES.rate("carries", "Carries", &["Carries"]),
    LINES
        .rate("carry_distance", "Distance of carries", &["CarTotDist"])
        .in_unit(MetricUnit::MetresPer90),
    LINES
        .rate("progressive_carry_distance", "Distance of carries towards the goal", &["CarPrgDist"])
        .in_unit(MetricUnit::MetresPer90),
    LINES.rate("progressive_carries", "Progressive carries", &["CarProg", "PrgC"]),
    LINES.rate("carries_into_final_third", "Carries into the final third", &["Car3rd"]),
    LINES.rate("carries_into_box", "Carries into the box", &["CPA"]),
    LINES.rate("miscontrols", "Miscontrols", &["CarMis"]).lower(),
    LINES.rate("dispossessed", "Times dispossessed", &["CarDis"]).lower(),
    LINES.rate("times_targeted", "Times target of a pass", &["RecTarg"]),
    LINES.rate("passes_received", "Passes received", &["Rec"]),
    LINES.percent(
        "reception_success",
        "Passes received of those targeted",
        &["Rec%"],
        &["times_targeted"],
    ),
    LINES.rate("progressive_passes_received", "Progressive passes received", &["RecProg", "PrgR"]),
];
