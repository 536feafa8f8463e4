//! All that a table says of one player.

use football::{MetricUnit, SeasonMetric};
use serde::{Deserialize, Serialize};

use super::{MetricTable, Percentiles, Spreads, Stability};
use crate::{Standing, shrunk_per_90};

/// What one metric says of a player.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetricStanding {
    /// The metric.
    pub metric: SeasonMetric,
    /// His figure, in the metric's unit; `None` where it is missing.
    pub figure: Option<f64>,
    /// Of a rate: his figure drawn towards the peers' mean as far as his minutes are few.
    pub shrunk: Option<f64>,
    /// The peers' mean.
    pub peer_mean: Option<f64>,
    /// Peers whose figure is known, himself included.
    pub n: u32,
    /// Where he stands among them, or why nowhere.
    pub standing: Standing,
    /// How much of the metric lasts into the next season: correlation from year to year, where known.
    pub stability: Option<f64>,
}

/// What every metric of `table` says of `player`, in the order of its columns.
///
/// # Shape and units
/// `percentiles` and `spreads` are of the same table and rule. `stability` may be of other metrics, or
/// of none.
///
/// # Panics
/// The table has no such player.
pub fn profile(
    table: &MetricTable,
    percentiles: &Percentiles,
    spreads: &Spreads,
    stability: &[Stability],
    player: usize,
) -> Vec<MetricStanding> {
    let who = table.players()[player];
    let of = |(place, metric): (usize, &SeasonMetric)| {
        let figure = table.get(player, place);
        let spread = who.group.and_then(|group| spreads.of(group, place));
        let is_rate = metric.unit().is_some_and(MetricUnit::is_rate);
        MetricStanding {
            metric: metric.clone(),
            figure,
            shrunk: figure
                .zip(spread)
                .filter(|_| is_rate)
                .map(|(rate, spread)| shrunk_per_90(rate, who.minutes, spread.mean)),
            peer_mean: spread.map(|spread| spread.mean),
            n: who.group.map_or(0, |group| percentiles.peers(group, place)),
            standing: match percentiles.of(player, place) {
                Ok(percentile) => Standing::Ranked { percentile },
                Err(why) => Standing::Missing { why },
            },
            stability: stability.iter().find(|of| of.metric == *metric).and_then(|of| of.r),
        }
    };
    table.metrics().iter().enumerate().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{PeerRule, examples::one_metric};
    use super::*;
    use crate::NoPercentile;

    #[test]
    fn a_player_with_few_minutes_has_a_shrunk_rate_and_no_percentile() {
        let mut table = one_metric(&[0.25; 30], 900);
        table.set_minutes(0, 450);
        table.set(0, 0, Some(0.6));
        let rule = PeerRule::SEASON;
        let (percentiles, spreads) = (Percentiles::new(&table, rule), Spreads::new(&table, rule));
        let stability =
            [Stability { metric: table.metrics()[0].clone(), r: Some(0.74), pairs: 697 }];

        let told = profile(&table, &percentiles, &spreads, &stability, 0).remove(0);

        // 2.1: 3 goals in five matches among peers of 0.25.
        assert!((told.shrunk.unwrap() - 0.366_666_7).abs() < 1e-6);
        assert_eq!((told.figure, told.peer_mean, told.n), (Some(0.6), Some(0.25), 29));
        let why = NoPercentile::TooFewMinutes { minutes: 450, least: 900 };
        assert_eq!(told.standing, Standing::Missing { why });
        assert_eq!(told.stability, Some(0.74));
        let json = serde_json::to_string(&told).unwrap();
        assert_eq!(serde_json::from_str::<MetricStanding>(&json).unwrap(), told);
    }
}
