//! How much of a metric lasts from one season into the next.

use football::SeasonMetric;
use serde::{Deserialize, Serialize};

use super::{MetricTable, ZScores};

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

/// How much of each metric that both tables have lasts from `earlier` to `later`, over all positions.
///
/// Positions differ, and a difference between them lasts: touches in the own box have r = .98 over all
/// and .72 within a position. For comparing players of one position [`stability_within_positions`] says
/// more.
///
/// # Shape and units
/// `same_player`: places of one player in the two tables, the earlier first.
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
    let place_later = |metric: &SeasonMetric| later.metric(metric);
    each_metric(earlier.metrics(), place_later, |before, after| {
        let pair = |(own, himself): &(usize, usize)| {
            earlier.get(*own, before).zip(later.get(*himself, after))
        };
        same_player.iter().filter_map(pair).collect()
    })
}

/// How much of each metric that both tables have lasts from `earlier` to `later` within a position:
/// whether who was above his peers is so again.
///
/// # Shape and units
/// `same_player`: places of one player in the two tables, the earlier first; who changed his position
/// group is passed over.
///
/// # Source
/// Pearson's r of the z-scores.
///
/// # Panics
/// A table has no such player.
pub fn stability_within_positions(
    earlier: &ZScores,
    later: &ZScores,
    same_player: &[(usize, usize)],
) -> Vec<Stability> {
    let stayed: Vec<_> = same_player
        .iter()
        .filter(|(own, himself)| earlier.players()[*own].group == later.players()[*himself].group)
        .collect();
    let place_later =
        |metric: &SeasonMetric| later.metrics().iter().position(|other| other == metric);
    each_metric(earlier.metrics(), place_later, |before, after| {
        let pair = |(own, himself): &&(usize, usize)| {
            earlier.get(*own, before).zip(later.get(*himself, after))
        };
        stayed.iter().filter_map(pair).collect()
    })
}

fn each_metric(
    metrics: &[SeasonMetric],
    place_later: impl Fn(&SeasonMetric) -> Option<usize>,
    pairs_of: impl Fn(usize, usize) -> Vec<(f64, f64)>,
) -> Vec<Stability> {
    let of = |(place, metric): (usize, &SeasonMetric)| {
        let pairs = pairs_of(place, place_later(metric)?);
        let count = u32::try_from(pairs.len()).unwrap_or(u32::MAX);
        let r = if count < LEAST_PAIRS { None } else { correlation(&pairs) };
        Some(Stability { metric: metric.clone(), r, pairs: count })
    };
    metrics.iter().enumerate().filter_map(of).collect()
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
    use football::PositionGroup;

    use super::super::{PeerRule, Spreads, examples::one_metric};
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

    #[test]
    fn a_difference_between_positions_is_no_stability_within_them() {
        // Defenders at 0 and attackers at 100, each group in turned order a season later.
        let season = |turned: bool| {
            let figure = |player: u32| {
                let within = if turned { 39 - player % 40 } else { player % 40 };
                f64::from(within) + if player < 40 { 0.0 } else { 100.0 }
            };
            let figures: Vec<f64> = (0..80).map(figure).collect();
            let mut table = one_metric(&figures, 900);
            for player in 0..40 {
                table.set_group(player, PositionGroup::Defender);
            }
            table
        };
        let [earlier, later] = [season(false), season(true)];
        let everyone: Vec<_> = (0..80).map(|player| (player, player)).collect();
        let z = |table| ZScores::new(table, &Spreads::new(table, PeerRule::SEASON));

        let over_all = stability(&earlier, &later, &everyone);
        let within = stability_within_positions(&z(&earlier), &z(&later), &everyone);

        assert!(over_all[0].r.unwrap() > 0.8);
        assert!((within[0].r.unwrap() + 1.0).abs() < 1e-12);
    }
}
