//! Who is compared with whom, and how the peers' figures lie.

use football::PositionGroup;
use serde::{Deserialize, Serialize};

use super::{MetricTable, group_place};

/// Who is a peer, beside playing in the same position group of the same table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerRule {
    /// Minutes that make a peer: rates of fewer say more of chance than of the player.
    pub least_minutes: u32,
}

impl PeerRule {
    /// A whole season. Scouting specification 2.2.
    pub const SEASON: Self = Self { least_minutes: 900 };
    /// Half a season. Scouting specification 2.2.
    pub const HALF_SEASON: Self = Self { least_minutes: 450 };

    /// Of each position group, the peers' places, ascending.
    pub(crate) fn peers(self, table: &MetricTable) -> [Vec<u32>; 4] {
        table.players_by_group(|player| player.minutes >= self.least_minutes)
    }
}

/// How the figures of one metric lie among the peers of one position group.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// Mean, in the metric's unit.
    pub mean: f64,
    /// Standard deviation of a sample (n - 1), in the metric's unit; 0 for a single peer.
    pub sd: f64,
    /// Peers whose figure is known.
    pub n: u32,
}

/// The spread of every metric in every position group.
#[derive(Clone, Debug, PartialEq)]
pub struct Spreads {
    metrics: usize,
    /// By group, then by metric; `None` where no peer's figure is known.
    spreads: Vec<Option<Spread>>,
}

impl Spreads {
    /// How the figures of `table` lie among the peers that `rule` makes.
    pub fn new(table: &MetricTable, rule: PeerRule) -> Self {
        let metrics = table.metrics().len();
        let mut spreads = Vec::with_capacity(metrics * PositionGroup::ALL.len());
        for peers in rule.peers(table) {
            spreads.extend((0..metrics).map(|metric| spread(table.column(metric), &peers)));
        }
        Self { metrics, spreads }
    }

    /// The spread of a metric in a group; `None` where no peer's figure is known.
    ///
    /// # Panics
    /// The table has no such metric.
    pub fn of(&self, group: PositionGroup, metric: usize) -> Option<Spread> {
        assert!(metric < self.metrics, "no metric {metric} of {}", self.metrics);
        self.spreads[group_place(group) * self.metrics + metric]
    }
}

/// Mean and deviation in two passes, always in the same order: the same figures give the same bytes.
fn spread(column: &[f64], peers: &[u32]) -> Option<Spread> {
    let known =
        || peers.iter().map(|peer| column[*peer as usize]).filter(|figure| !figure.is_nan());
    let (mut n, mut sum) = (0_u32, 0.0);
    for figure in known() {
        n += 1;
        sum += figure;
    }
    if n == 0 {
        return None;
    }
    let mean = sum / f64::from(n);
    let squares: f64 = known().map(|figure| (figure - mean).powi(2)).sum();
    let sd = if n > 1 { (squares / f64::from(n - 1)).sqrt() } else { 0.0 };
    Some(Spread { mean, sd, n })
}

#[cfg(test)]
mod tests {
    use super::super::examples::one_metric;
    use super::*;

    #[test]
    fn the_spread_is_that_of_a_sample_and_of_peers_alone() {
        let mut table = one_metric(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0, 100.0], 900);
        table.set_minutes(8, 899);

        let spread = Spreads::new(&table, PeerRule::SEASON).of(PositionGroup::Attacker, 0).unwrap();

        // A textbook example: mean 5, squares 32, so sqrt(32 / 7).
        assert_eq!((spread.mean, spread.n), (5.0, 8));
        assert!((spread.sd - (32.0_f64 / 7.0).sqrt()).abs() < 1e-12);
        assert_eq!(Spreads::new(&table, PeerRule::SEASON).of(PositionGroup::Defender, 0), None);
    }
}
