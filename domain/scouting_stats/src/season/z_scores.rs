//! How far a player's figure lies from his peers' mean, in their standard deviations.

use football::{PositionGroup, SeasonMetric};

use super::{MetricTable, Spreads, TablePlayer};

/// Furthest that a z-score goes to either side: one odd figure must not drown all others. Scouting
/// specification 2.3.
pub const Z_LIMIT: f64 = 4.0;

/// The z-score of every player in every metric.
#[derive(Clone, Debug)]
pub struct ZScores {
    metrics: Vec<SeasonMetric>,
    players: Vec<TablePlayer>,
    /// One column a metric, NaN where there is none.
    scores: Vec<f64>,
}

impl ZScores {
    /// `(figure - mean) / sd` within the position group, clipped to ±[`Z_LIMIT`].
    ///
    /// Every player with a position has scores, also those with too few minutes to be a peer: mean and
    /// deviation are of the peers in `spreads`, made from the same table. There is none where a figure
    /// is missing, and where all peers are alike.
    ///
    /// # Source
    /// Scouting specification 2.3.
    ///
    /// # Panics
    /// `spreads` are of a table with fewer metrics.
    pub fn new(table: &MetricTable, spreads: &Spreads) -> Self {
        let length = table.players().len();
        let mut scores = vec![f64::NAN; table.metrics().len() * length];
        let groups = table.players_by_group(|_| true);
        for metric in 0..table.metrics().len() {
            let column = table.column(metric);
            let out = &mut scores[metric * length..(metric + 1) * length];
            for (group, players) in PositionGroup::ALL.into_iter().zip(&groups) {
                let Some(spread) = spreads.of(group, metric).filter(|spread| spread.sd > 0.0)
                else {
                    continue;
                };
                for player in players {
                    let figure = column[*player as usize];
                    // A missing figure stays NaN through all three steps.
                    out[*player as usize] =
                        ((figure - spread.mean) / spread.sd).clamp(-Z_LIMIT, Z_LIMIT);
                }
            }
        }
        Self { metrics: table.metrics().to_vec(), players: table.players().to_vec(), scores }
    }

    /// The metrics, in the order of the columns.
    pub fn metrics(&self) -> &[SeasonMetric] {
        &self.metrics
    }

    /// The players, in the order of the rows.
    pub fn players(&self) -> &[TablePlayer] {
        &self.players
    }

    /// The score of a player in a metric; `None` where there is none.
    ///
    /// # Panics
    /// The table has no such player or metric.
    pub fn get(&self, player: usize, metric: usize) -> Option<f64> {
        Some(self.raw(player, metric)).filter(|score| !score.is_nan())
    }

    /// All scores of a player, in the order of the metrics.
    ///
    /// # Panics
    /// The table has no such player.
    pub fn of(&self, player: usize) -> Vec<Option<f64>> {
        (0..self.metrics.len()).map(|metric| self.get(player, metric)).collect()
    }

    /// As [`ZScores::get`], NaN where there is none.
    pub(crate) fn raw(&self, player: usize, metric: usize) -> f64 {
        assert!(player < self.players.len(), "no player {player} of {}", self.players.len());
        self.scores[metric * self.players.len() + player]
    }
}

#[cfg(test)]
mod tests {
    use super::super::{PeerRule, examples::one_metric};
    use super::*;

    #[test]
    fn scores_count_deviations_from_the_peers_and_stop_at_four() {
        // Mean 5, sd sqrt(32 / 7) = 2.1380899 of the first eight; the ninth has too few minutes.
        let mut table = one_metric(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0, 100.0], 900);
        table.set_minutes(8, 10);

        let z = ZScores::new(&table, &Spreads::new(&table, PeerRule::SEASON));

        assert!((z.get(7, 0).unwrap() - 4.0 / 2.138_089_9).abs() < 1e-6);
        assert_eq!(z.get(4, 0), Some(0.0));
        assert_eq!(z.get(8, 0), Some(4.0));
    }

    #[test]
    fn alike_peers_and_missing_figures_have_no_score() {
        let mut table = one_metric(&[3.0; 25], 900);
        let z = ZScores::new(&table, &Spreads::new(&table, PeerRule::SEASON));
        assert_eq!(z.of(0), [None]);

        table.set(0, 0, None);
        table.set(1, 0, Some(4.0));
        let z = ZScores::new(&table, &Spreads::new(&table, PeerRule::SEASON));
        assert_eq!(z.get(0, 0), None);
        assert!(z.get(1, 0).unwrap() > 0.0);
    }
}
