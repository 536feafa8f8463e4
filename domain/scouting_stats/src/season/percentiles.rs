//! The percentile of every player in every metric at once.

use football::{Better, PositionGroup};

use super::{MetricTable, PeerRule, group_place};
use crate::{
    LEAST_PEERS, NoPercentile,
    percentile::{Placed, rank},
};

/// Where every player of a table stands among his peers in every metric.
///
/// Mid-ranks within the position group, 0 to 100. Where less is better they are turned round, so that
/// a high percentile is good wherever good and bad are known.
#[derive(Clone, Debug)]
pub struct Percentiles {
    rule: PeerRule,
    players: Vec<super::TablePlayer>,
    /// One column a metric, NaN where there is no percentile.
    ranks: Vec<f64>,
    metrics: usize,
    /// By group, then by metric: peers whose figure is known.
    peers: Vec<u32>,
}

impl Percentiles {
    /// Ranks every metric of `table` within each position group, among the peers that `rule` makes.
    ///
    /// # Shape and units
    /// 0 to 100, one for each figure of the table. The same table gives the same bytes.
    ///
    /// # Source
    /// Scouting specification 2.2.
    pub fn new(table: &MetricTable, rule: PeerRule) -> Self {
        let metrics = table.metrics().len();
        let length = table.players().len();
        let mut ranks = vec![f64::NAN; metrics * length];
        let mut counts = vec![0; metrics * PositionGroup::ALL.len()];
        let groups = rule.peers(table);
        let mut figures = Vec::with_capacity(groups.iter().map(Vec::len).max().unwrap_or(0));
        for (metric, kind) in table.metrics().iter().enumerate() {
            let column = table.column(metric);
            let out = &mut ranks[metric * length..(metric + 1) * length];
            let turned_round = kind.better() == Better::Lower;
            for (group, peers) in groups.iter().enumerate() {
                figures.clear();
                figures.extend(peers.iter().filter_map(|peer| {
                    let figure = column[*peer as usize];
                    (!figure.is_nan()).then(|| Placed::new(figure, *peer))
                }));
                let n = u32::try_from(figures.len()).unwrap_or(u32::MAX);
                counts[group * metrics + metric] = n;
                if n >= LEAST_PEERS {
                    rank(&mut figures, |player, percentile| {
                        out[player as usize] =
                            if turned_round { 100.0 - percentile } else { percentile };
                    });
                }
            }
        }
        Self { rule, players: table.players().to_vec(), ranks, metrics, peers: counts }
    }

    /// The percentile of a player in a metric, 0 to 100.
    ///
    /// # Errors
    /// Why there is none: [`NoPercentile::NoPosition`], [`NoPercentile::TooFewMinutes`],
    /// [`NoPercentile::TooFewPeers`] or [`NoPercentile::NotMeasured`], the first that holds.
    ///
    /// # Panics
    /// The table has no such player or metric.
    pub fn of(&self, player: usize, metric: usize) -> Result<f64, NoPercentile> {
        let who = self.players[player];
        let group = who.group.ok_or(NoPercentile::NoPosition)?;
        let least = self.rule.least_minutes;
        if who.minutes < least {
            return Err(NoPercentile::TooFewMinutes { minutes: who.minutes, least });
        }
        let n = self.peers(group, metric);
        if n < LEAST_PEERS {
            return Err(NoPercentile::TooFewPeers { n });
        }
        let percentile = self.ranks[metric * self.players.len() + player];
        if percentile.is_nan() { Err(NoPercentile::NotMeasured) } else { Ok(percentile) }
    }

    /// Peers in a group whose figure is known, the player included.
    ///
    /// # Panics
    /// The table has no such metric.
    pub fn peers(&self, group: PositionGroup, metric: usize) -> u32 {
        assert!(metric < self.metrics, "no metric {metric} of {}", self.metrics);
        self.peers[group_place(group) * self.metrics + metric]
    }

    /// The rule by which peers were chosen.
    pub const fn rule(&self) -> PeerRule {
        self.rule
    }

    /// The percentiles of one metric, by player; NaN where there is none.
    ///
    /// # Panics
    /// The table has no such metric.
    pub fn column(&self, metric: usize) -> &[f64] {
        let length = self.players.len();
        &self.ranks[metric * length..(metric + 1) * length]
    }
}

#[cfg(test)]
mod tests {
    use football::SeasonMetric;
    use proptest::prelude::*;

    use super::super::examples::{one_metric, random_table};
    use super::*;
    use crate::mid_ranks;

    #[test]
    fn ties_share_the_middle_of_their_places_and_less_fouls_are_better() {
        // The vector of the specification four times over: each place is shared by its copies.
        let figures: Vec<f64> =
            [0.1, 0.2, 0.2, 0.4, 0.9].iter().copied().cycle().take(20).collect();
        for (header, expected) in
            [("Goals", [10.0, 40.0, 40.0, 70.0, 90.0]), ("Fls", [90.0, 60.0, 60.0, 30.0, 10.0])]
        {
            let mut table = one_metric(&figures, 900);
            table.rename(0, SeasonMetric::from_header(header));

            let percentiles = Percentiles::new(&table, PeerRule::SEASON);

            for player in 0..20 {
                let found = percentiles.of(player, 0).unwrap();
                assert!((found - expected[player % 5]).abs() < 1e-9, "{header} {player}: {found}");
            }
        }
    }

    #[test]
    fn why_there_is_no_percentile_is_told() {
        let mut table = one_metric(&[1.0; 21], 900);
        table.set(3, 0, None);
        let few = Percentiles::new(&table, PeerRule::SEASON);
        assert_eq!(few.of(3, 0), Err(NoPercentile::NotMeasured));
        assert_eq!(few.of(4, 0), Ok(50.0));
        assert_eq!(few.peers(PositionGroup::Attacker, 0), 20);

        table.set_minutes(0, 899);
        let fewer = Percentiles::new(&table, PeerRule::SEASON);
        let too_few = NoPercentile::TooFewMinutes { minutes: 899, least: 900 };
        assert_eq!(fewer.of(0, 0), Err(too_few));
        assert_eq!(fewer.of(4, 0), Err(NoPercentile::TooFewPeers { n: 19 }));
        assert_eq!(Percentiles::new(&table, PeerRule::HALF_SEASON).of(0, 0), Ok(50.0));
    }

    #[test]
    fn players_are_ranked_within_their_position_alone() {
        let table = random_table(400, 3, 7);

        let percentiles = Percentiles::new(&table, PeerRule::SEASON);

        for metric in 0..3 {
            for group in PositionGroup::ALL {
                let peers: Vec<usize> = (0..400)
                    .filter(|player| {
                        table.players()[*player].group == Some(group)
                            && table.players()[*player].minutes >= 900
                            && table.get(*player, metric).is_some()
                    })
                    .collect();
                let figures: Vec<f64> =
                    peers.iter().map(|player| table.get(*player, metric).unwrap()).collect();
                for (player, expected) in peers.iter().zip(mid_ranks(&figures)) {
                    assert_eq!(percentiles.of(*player, metric), Ok(expected));
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 32, ..ProptestConfig::default() })]

        #[test]
        fn two_runs_are_equal_to_the_bit_and_the_order_of_players_changes_nothing(seed in 0_u64..1000) {
            let table = random_table(240, 2, seed);
            let mut turned = MetricTable::new(
                table.metrics().to_vec(),
                (0..240).rev().map(|player| table.players()[player]).collect(),
            );
            for player in 0..240 {
                for metric in 0..2 {
                    turned.set(239 - player, metric, table.get(player, metric));
                }
            }

            let bits = |percentiles: &Percentiles| -> Vec<u64> {
                percentiles.ranks.iter().map(|rank| rank.to_bits()).collect()
            };
            let once = Percentiles::new(&table, PeerRule::SEASON);
            let twice = Percentiles::new(&table, PeerRule::SEASON);
            let other_way = Percentiles::new(&turned, PeerRule::SEASON);

            prop_assert_eq!(bits(&once), bits(&twice));
            for player in 0..240 {
                for metric in 0..2 {
                    prop_assert_eq!(once.of(player, metric), other_way.of(239 - player, metric));
                }
            }
        }
    }
}
