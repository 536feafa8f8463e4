//! Two players side by side.

use football::SeasonMetric;
use serde::{Deserialize, Serialize};

/// What one metric adds to a likeness.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LikenessReason {
    /// The metric.
    pub metric: SeasonMetric,
    /// Points out of 100 that it adds; below nought where the players differ in it.
    pub points: f64,
    /// The first player's z-score.
    pub own: f64,
    /// The other player's z-score.
    pub other: f64,
}

/// How alike two players are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likeness {
    /// Cosine of the angle between their z-scores, -1 to 1; 0 where they share no metric.
    pub cosine: f64,
    /// Metrics in which both have a score and that weigh something.
    pub shared: u32,
    /// What turns a product of two scores and a weight into points.
    points_per_product: f64,
}

impl Likeness {
    /// As people read it, 0 to 100: players who differ in everything are 0 alike, not less.
    pub fn shown(&self) -> f64 {
        100.0 * self.cosine.max(0.0)
    }

    /// The points that one metric adds. Those of all metrics add up to 100 times the cosine.
    pub fn points(&self, own: f64, other: f64, weight: f64) -> f64 {
        self.points_per_product * weight * own * other
    }
}

/// The likeness of two players.
///
/// # Shape and units
/// Triples of the first player's z-score, the other's, and the metric's weight; NaN where a score is
/// missing, which leaves the metric out of both sides.
///
/// # Source
/// `cos = Σ w a b / sqrt(Σ w a² Σ w b²)`; scouting specification 2.3.
pub fn likeness(scores: impl Iterator<Item = (f64, f64, f64)>) -> Likeness {
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    let mut shared = 0;
    for (a, b, weight) in scores {
        if a.is_nan() || b.is_nan() || weight <= 0.0 {
            continue;
        }
        shared += 1;
        ab += weight * a * b;
        aa += weight * a * a;
        bb += weight * b * b;
    }
    let scale = (aa * bb).sqrt();
    if scale > 0.0 {
        Likeness { cosine: ab / scale, shared, points_per_product: 100.0 / scale }
    } else {
        Likeness { cosine: 0.0, shared, points_per_product: 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const OWN: [f64; 3] = [1.2, -0.5, 0.3];
    const OTHER: [f64; 3] = [0.9, -0.2, 0.7];

    fn unweighted(own: &[f64], other: &[f64]) -> Likeness {
        likeness(own.iter().zip(other).map(|(a, b)| (*a, *b, 1.0)))
    }

    #[test]
    fn the_reasons_of_the_specification_add_up_to_its_score() {
        let found = unweighted(&OWN, &OTHER);

        assert!((found.cosine - 0.900_020_5).abs() < 1e-6);
        assert!((found.shown() - 90.002_049_7).abs() < 1e-6);
        let expected = [69.929_650_1, 6.474_967_6, 13.597_432_0];
        let mut sum = 0.0;
        for ((own, other), expected) in OWN.into_iter().zip(OTHER).zip(expected) {
            let points = found.points(own, other, 1.0);
            assert!((points - expected).abs() < 1e-6, "{points}, expected {expected}");
            sum += points;
        }
        assert!((sum - found.shown()).abs() < 1e-6);
    }

    #[test]
    fn the_distance_of_the_specification_follows_from_the_same_scores() {
        // Euclid, 2.3: not shown anywhere, but the same vectors.
        let squares: f64 = OWN.iter().zip(OTHER).map(|(a, b)| (a - b).powi(2)).sum();

        assert!((squares.sqrt() - 0.583_095_2).abs() < 1e-6);
    }

    #[test]
    fn opposites_are_nought_alike_and_nobody_is_like_the_mean() {
        assert!(unweighted(&OWN, &[-1.2, 0.5, -0.3]).shown().abs() < 1e-12);
        let mean = unweighted(&OWN, &[0.0; 3]);
        assert_eq!((mean.cosine, mean.shown(), mean.points(1.2, 0.0, 1.0)), (0.0, 0.0, 0.0));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_missing_score_is_as_if_nobody_had_measured_it(
            scores in prop::collection::vec((-4.0..4.0_f64, -4.0..4.0_f64, 0.0..1.0_f64), 2..40),
            at in 0_usize..40,
        ) {
            let at = at % scores.len();
            let mut without = scores.clone();
            without.remove(at);
            let mut missing = scores.clone();
            missing[at].1 = f64::NAN;

            prop_assert_eq!(likeness(missing.into_iter()), likeness(without.into_iter()));

            let found = likeness(scores.iter().copied());
            let turned = likeness(scores.iter().map(|(a, b, weight)| (*b, *a, *weight)));
            prop_assert!((found.cosine - turned.cosine).abs() < 1e-12);
            prop_assert!(found.cosine.abs() <= 1.0 + 1e-12);
            let sum: f64 = scores.iter().map(|(a, b, weight)| found.points(*a, *b, *weight)).sum();
            prop_assert!((sum - 100.0 * found.cosine).abs() < 1e-9);
        }
    }
}
