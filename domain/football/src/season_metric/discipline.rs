//! Cards and fouls.

use super::entry::{Entry, Lines, MetricGroup};

const LINES: Lines = Lines(MetricGroup::Discipline);

pub(super) const ENTRIES: &[Entry] = &[
    LINES.rate("yellow_cards", "Yellow cards", &["CrdY"]).lower(),
    LINES.rate("red_cards", "Red cards", &["CrdR"]).lower(),
    LINES.rate("second_yellow_cards", "Second yellow cards", &["2CrdY"]).lower(),
    LINES.rate("fouls", "Fouls", &["Fls"]).lower(),
    LINES.rate("fouls_drawn", "Fouls drawn", &["Fld"]),
    LINES.rate("penalties_conceded", "Penalties conceded", &["PKcon"]).lower(),
    LINES.rate("own_goals", "Own goals", &["OG"]).lower(),
];
