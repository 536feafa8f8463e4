//! A table with everyone in it placed: made once, asked often.

use std::sync::{Arc, OnceLock};

use football::PositionGroup;

use super::{
    MetricStanding, MetricTable, PeerRule, Percentiles, Spreads, Stability, ZScores, group_place,
    profile,
};
use crate::{
    NoScore, PerformanceScore, PerformanceTemplate, SimilarPlayer, SimilarityIndex, Weighing,
    Weights, performance_score,
};

/// A table with percentiles, spreads, z-scores, and, once somebody asks, an index of each position
/// group.
///
/// Making one costs some hundred milliseconds for 30,000 players, asking one of them a few: who keeps
/// it answers many questions about the same peers.
#[derive(Debug)]
pub struct RankedTable {
    table: Arc<MetricTable>,
    percentiles: Percentiles,
    spreads: Spreads,
    z_scores: ZScores,
    stability: Vec<Stability>,
    /// By group, then by [`Weighing`].
    indexes: [[OnceLock<SimilarityIndex>; 2]; 4],
}

impl RankedTable {
    /// Places everyone in `table` among the peers that `rule` makes. `stability` may be of other
    /// metrics, or of none.
    pub fn new(table: Arc<MetricTable>, rule: PeerRule, stability: Vec<Stability>) -> Self {
        let spreads = Spreads::new(&table, rule);
        Self {
            percentiles: Percentiles::new(&table, rule),
            z_scores: ZScores::new(&table, &spreads),
            spreads,
            stability,
            indexes: Default::default(),
            table,
        }
    }

    /// The figures.
    pub fn table(&self) -> &MetricTable {
        &self.table
    }

    /// Where everyone stands.
    pub const fn percentiles(&self) -> &Percentiles {
        &self.percentiles
    }

    /// How far everyone lies from the peers' mean.
    pub const fn z_scores(&self) -> &ZScores {
        &self.z_scores
    }

    /// How much of each metric lasts, as far as known.
    pub fn stability(&self) -> &[Stability] {
        &self.stability
    }

    /// The stability of at least one metric is known.
    pub fn knows_stability(&self) -> bool {
        self.stability.iter().any(|metric| metric.r.is_some())
    }

    /// Peers of a position group: those with minutes enough.
    pub fn peers(&self, group: PositionGroup) -> usize {
        let least = self.percentiles.rule().least_minutes;
        let is_peer =
            |player: &&super::TablePlayer| player.group == Some(group) && player.minutes >= least;
        self.table.players().iter().filter(is_peer).count()
    }

    /// What every metric says of `player`, in the order of the columns.
    ///
    /// # Panics
    /// The table has no such player.
    pub fn profile(&self, player: usize) -> Vec<MetricStanding> {
        profile(&self.table, &self.percentiles, &self.spreads, &self.stability, player)
    }

    /// The performance score of `player` by the template of his position; `None` where nobody has said
    /// where he plays.
    ///
    /// # Panics
    /// The table has no such player.
    pub fn performance(&self, player: usize) -> Option<Result<PerformanceScore, NoScore>> {
        let who = self.table.players()[player];
        let template = PerformanceTemplate::of(who.group?);
        Some(performance_score(template, who.minutes, |metric| {
            self.percentiles.of(player, self.table.metric(metric)?).ok()
        }))
    }

    /// The `count` players most like `player` among those of his position group, as
    /// [`SimilarityIndex::most_similar`]; `None` where nobody has said where he plays.
    ///
    /// # Panics
    /// The table has no such player.
    pub fn most_similar(
        &self,
        player: usize,
        count: usize,
        weighing: Weighing,
        keep: impl Fn(usize) -> bool,
    ) -> Option<Vec<SimilarPlayer>> {
        let group = self.table.players()[player].group?;
        self.index(group, weighing).most_similar(player, count, keep)
    }

    fn index(&self, group: PositionGroup, weighing: Weighing) -> &SimilarityIndex {
        let metrics = self.table.metrics();
        self.indexes[group_place(group)][weighing as usize].get_or_init(|| {
            let weights = match weighing {
                Weighing::Alike => Weights::equal(metrics),
                Weighing::ByStability => Weights::by_stability(metrics, &self.stability),
            };
            SimilarityIndex::new(&self.z_scores, group, &weights)
        })
    }

    /// Bytes that it holds on to once every index is made; those of the table are its owner's.
    pub fn bytes(&self) -> usize {
        /// Percentile and z-score in double precision, two indexes in single.
        const BYTES: usize = 8 + 8 + 4 + 4;
        self.table.metrics().len() * self.table.players().len() * BYTES
    }
}

#[cfg(test)]
mod tests {
    use super::super::examples::random_table;
    use super::*;

    fn ranked(stability: Vec<Stability>) -> RankedTable {
        RankedTable::new(Arc::new(random_table(300, 12, 3)), PeerRule::SEASON, stability)
    }

    #[test]
    fn it_answers_as_its_parts_do() {
        let ranked = ranked(Vec::new());
        let weights = Weights::equal(ranked.table().metrics());
        let attackers = SimilarityIndex::new(ranked.z_scores(), PositionGroup::Attacker, &weights);

        // Every fifth player has no group, the ones before them are attackers.
        let found = ranked.most_similar(3, 5, Weighing::Alike, |_| true).unwrap();

        assert_eq!(Some(found), attackers.most_similar(3, 5, |_| true));
        assert_eq!(ranked.most_similar(4, 5, Weighing::Alike, |_| true), None);
        assert!(ranked.performance(4).is_none());
        assert_eq!(ranked.profile(3).len(), 12);
        let peers = ranked.table().players().iter();
        let peers = peers.filter(|p| p.group == Some(PositionGroup::Attacker) && p.minutes >= 900);
        assert_eq!(ranked.peers(PositionGroup::Attacker), peers.count());
    }

    #[test]
    fn weighing_by_stability_leaves_out_what_does_not_last() {
        let table = random_table(300, 12, 3);
        let lasting = Stability { metric: table.metrics()[0].clone(), r: Some(0.8), pairs: 90 };
        let ranked = ranked(vec![lasting]);
        assert!(ranked.knows_stability());

        let found = ranked.most_similar(3, 5, Weighing::ByStability, |_| true).unwrap();

        for reason in found.iter().flat_map(|player| &player.reasons) {
            assert_eq!(reason.metric, table.metrics()[0]);
        }
    }
}
