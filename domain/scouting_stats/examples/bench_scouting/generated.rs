//! Seasons of generated players: rates as tables print them, with two decimals and many ties.

use football::{PositionGroup, SeasonMetric};
use scouting_stats::{MetricTable, TablePlayer};

/// A season of `players` by `metrics`. With `group`, all play there; else they are spread evenly.
pub(crate) fn season(players: usize, metrics: usize, group: Option<PositionGroup>) -> MetricTable {
    let mut chance = Chance(20_260_701);
    let rows = (0..players)
        .map(|player| TablePlayer {
            group: group.or(Some(PositionGroup::ALL[player % 4])),
            minutes: 900,
        })
        .collect();
    let headers = (0..metrics).map(|metric| SeasonMetric::Unlisted(format!("metric {metric}")));
    let mut table = MetricTable::new(headers.collect(), rows);
    for metric in 0..metrics {
        // From goals, most of them 0.1 or so, to passes.
        let scale = 0.2 * 1.05_f64.powi(i32::try_from(metric).unwrap_or(0));
        for player in 0..players {
            let figure = (scale * chance.near_one() * 100.0).round() / 100.0;
            table.set(player, metric, Some(figure));
        }
    }
    table
}

/// Numbers that follow from a seed: Sebastiano Vigna's `splitmix64`.
struct Chance(u64);

impl Chance {
    /// 0 to 1.
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let bits = u32::try_from((mixed ^ (mixed >> 31)) >> 32).unwrap_or(0);
        f64::from(bits) / f64::from(u32::MAX)
    }

    /// The mean of four shares, doubled: a bell round 1.
    fn near_one(&mut self) -> f64 {
        (self.share() + self.share() + self.share() + self.share()) / 2.0
    }
}
