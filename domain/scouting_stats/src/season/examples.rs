//! Tables for tests, built by hand or by a seed.

use football::{PositionGroup, SeasonMetric};

use super::{MetricTable, TablePlayer};

/// Attackers with `minutes` each and one metric.
pub(crate) fn one_metric(figures: &[f64], minutes: u32) -> MetricTable {
    let player = TablePlayer { group: Some(PositionGroup::Attacker), minutes };
    let mut table =
        MetricTable::new(vec![SeasonMetric::from_header("Goals")], vec![player; figures.len()]);
    for (player, figure) in figures.iter().enumerate() {
        table.set(player, 0, Some(*figure));
    }
    table
}

/// Players of all groups, each fifth of none; one figure in ten is missing and many are tied.
pub(crate) fn random_table(players: usize, metrics: usize, seed: u64) -> MetricTable {
    let mut chance = Chance(seed);
    let rows = (0..players)
        .map(|place| TablePlayer {
            group: PositionGroup::ALL.get(place % 5).copied(),
            minutes: 700 + u32::try_from(chance.below(2_000)).unwrap(),
        })
        .collect();
    let headers = (0..metrics).map(|metric| SeasonMetric::Unlisted(format!("M{metric}")));
    let mut table = MetricTable::new(headers.collect(), rows);
    for player in 0..players {
        for metric in 0..metrics {
            let figure = f64::from(u32::try_from(chance.below(300)).unwrap()) / 100.0 - 1.0;
            table.set(player, metric, (chance.below(10) > 0).then_some(figure));
        }
    }
    table
}

/// Numbers that follow from a seed: Sebastiano Vigna's `splitmix64`.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % bound
    }
}

impl MetricTable {
    pub(crate) fn set_minutes(&mut self, player: usize, minutes: u32) {
        self.players_mut()[player].minutes = minutes;
    }

    pub(crate) fn set_group(&mut self, player: usize, group: PositionGroup) {
        self.players_mut()[player].group = Some(group);
    }

    pub(crate) fn rename(&mut self, metric: usize, name: SeasonMetric) {
        self.metrics_mut()[metric] = name;
    }
}
