//! How much of a metric lasts from one season into the next.

use football::SeasonMetric;
use serde::{Deserialize, Serialize};

use super::MetricTable;

/// Fewest players seen in both seasons. The correlation of 30 pairs without any has a standard
/// deviation of 0.19.
pub const LEAST_PAIRS: u32 = 30;

/// How much of one metric lasts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stability {
    /// The metric.
    pub metric: SeasonMetric,
    /// Correlation of the figures of the same players in two seasons; `None` with fewer than
    /// [`LEAST_PAIRS`] pairs, and where one season's figures are all alike.
    pub r: Option<f64>,
    /// Players whose figure is known in both.
    pub pairs: u32,
}

/// How much of each metric that both tables have lasts from `earlier` to `later`.
///
/// # Shape and units
/// `same_player`: places of one player in the two tables. Who is in it decides what is told: all
/// positions together look more stable than one, because positions differ.
///
/// # Source
/// Pearson's r of the figures; scouting specification 2.3.
///
/// # Panics
/// A table has no such player.
pub fn stability(
    earlier: &MetricTable,
    later: &MetricTable,
    same_player: &[(usize, usize)],
) -> Vec<Stability> {
    let of = |(place, metric): (usize, &SeasonMetric)| {
        let place_later = later.metric(metric)?;
        let pairs: Vec<(f64, f64)> = same_player
            .iter()
            .filter_map(|(before, after)| {
                earlier.get(*before, place).zip(later.get(*after, place_later))
            })
            .collect();
        let count = u32::try_from(pairs.len()).unwrap_or(u32::MAX);
        let r = if count < LEAST_PAIRS { None } else { correlation(&pairs) };
        Some(Stability { metric: metric.clone(), r, pairs: count })
    };
    earlier.metrics().iter().enumerate().filter_map(of).collect()
}

/// Pearson's r; `None` where one side does not vary.
fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    let n = f64::from(u32::try_from(pairs.len()).ok()?);
    let mean_a = pairs.iter().map(|(a, _)| a).sum::<f64>() / n;
    let mean_b = pairs.iter().map(|(_, b)| b).sum::<f64>() / n;
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for (a, b) in pairs {
        let (a, b) = (a - mean_a, b - mean_b);
        ab += a * b;
        aa += a * a;
        bb += b * b;
    }
    let scale = (aa * bb).sqrt();
    (scale > 0.0).then(|| (ab / scale).clamp(-1.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::super::examples::one_metric;
    use super::*;

    #[test]
    fn the_correlation_is_that_of_a_textbook() {
        // Anscombe's first set: r = 0.81642.
        let x = [10.0, 8.0, 13.0, 9.0, 11.0, 14.0, 6.0, 4.0, 12.0, 7.0, 5.0];
        let y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
        let pairs: Vec<_> = x.into_iter().zip(y).collect();

        assert!((correlation(&pairs).unwrap() - 0.816_42).abs() < 1e-5);
        assert_eq!(correlation(&[(1.0, 2.0), (1.0, 3.0)]), None);
    }

    #[test]
    fn players_go_by_their_pairs_and_too_few_say_nothing() {
        let figures: Vec<f64> = (0..40).map(f64::from).collect();
        let turned: Vec<f64> = figures.iter().rev().copied().collect();
        let (earlier, later) = (one_metric(&figures, 900), one_metric(&turned, 900));
        let pairs: Vec<_> = (0..40).map(|player| (player, 39 - player)).collect();

        let all = stability(&earlier, &later, &pairs);
        let few = stability(&earlier, &later, &pairs[..29]);

        assert!((all[0].r.unwrap() - 1.0).abs() < 1e-12);
        assert_eq!((all[0].pairs, few[0].pairs, few[0].r), (40, 29, None));
    }
}
