//! How good probabilities are: whether they are true, and whether they tell outcomes apart.

/// The judgement of probabilities by their outcomes.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    /// How many there are.
    pub count: usize,
    /// How many came true.
    pub came_true: usize,
    /// How many should have: the sum of the probabilities.
    pub expected: f64,
    /// The mean square of probability less outcome.
    pub brier: f64,
    /// The same of who says for each the share of those that came true.
    pub base_brier: f64,
    /// How likely one that came true had a larger probability than one that did not; a half for chance.
    pub auc: f64,
    /// Tenths of the probabilities, from the smallest to the largest.
    pub deciles: Vec<Decile>,
}

/// A tenth of the probabilities.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decile {
    /// How many there are.
    pub count: usize,
    /// Their mean.
    pub predicted: f64,
    /// The share that came true.
    pub observed: f64,
}

const DECILES: usize = 10;

/// Judges probabilities; `None` if they are not as many as the outcomes, one is no number, or there are not both
/// outcomes.
#[expect(clippy::cast_precision_loss, reason = "counts are far below what a float holds exactly")]
pub fn calibration(probabilities: &[f64], outcomes: &[bool]) -> Option<Calibration> {
    let count = probabilities.len();
    let came_true = outcomes.iter().filter(|outcome| **outcome).count();
    let judged = count == outcomes.len()
        && (1..count).contains(&came_true)
        && probabilities.iter().all(|probability| probability.is_finite());
    if !judged {
        return None;
    }
    let mut sorted: Vec<(f64, bool)> =
        probabilities.iter().copied().zip(outcomes.iter().copied()).collect();
    sorted.sort_by(|one, other| one.0.total_cmp(&other.0));
    let truth = |outcome: bool| f64::from(u8::from(outcome));
    let share = came_true as f64 / count as f64;
    let errors =
        sorted.iter().map(|(probability, outcome)| (probability - truth(*outcome)).powi(2));
    let decile = |tenth: usize| {
        let (from, to) = (tenth * count / DECILES, (tenth + 1) * count / DECILES);
        let part = &sorted[from..to];
        let mean = |sum: f64| sum / part.len().max(1) as f64;
        Decile {
            count: part.len(),
            predicted: mean(part.iter().map(|(probability, _)| probability).sum()),
            observed: mean(part.iter().map(|(_, outcome)| truth(*outcome)).sum()),
        }
    };
    Some(Calibration {
        count,
        came_true,
        expected: probabilities.iter().sum(),
        brier: errors.sum::<f64>() / count as f64,
        base_brier: share * (1.0 - share),
        auc: auc(&sorted, came_true),
        deciles: (0..DECILES).map(decile).collect(),
    })
}

/// By the ranks of those that came true (Mann and Whitney); equal probabilities share their ranks.
#[expect(clippy::cast_precision_loss, reason = "counts are far below what a float holds exactly")]
fn auc(sorted: &[(f64, bool)], came_true: usize) -> f64 {
    let mut ranks = 0.0;
    let mut before = 0;
    for equal in sorted.chunk_by(|one, other| one.0.total_cmp(&other.0).is_eq()) {
        let mean_rank = before as f64 + f64::midpoint(equal.len() as f64, 1.0);
        let positives = equal.iter().filter(|(_, outcome)| *outcome).count();
        ranks += mean_rank * positives as f64;
        before += equal.len();
    }
    let (positives, negatives) = (came_true as f64, (sorted.len() - came_true) as f64);
    (ranks - positives * (positives + 1.0) / 2.0) / (positives * negatives)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn four_probabilities_are_judged_as_by_hand() {
        let judged = calibration(&[0.1, 0.4, 0.35, 0.8], &[false, false, true, true]).unwrap();

        // Of the four pairs of a hit and a miss, three are in order.
        assert!((judged.auc - 0.75).abs() < 1e-12);
        assert!((judged.brier - (0.01 + 0.16 + 0.4225 + 0.04) / 4.0).abs() < 1e-12);
        assert!((judged.base_brier - 0.25).abs() < 1e-12);
        assert!((judged.expected - 1.65).abs() < 1e-12);
        assert_eq!(calibration(&[0.5], &[true]), None);
        assert_eq!(calibration(&[f64::NAN, 0.5], &[true, false]), None);
    }

    proptest! {
        #[test]
        fn the_area_is_the_share_of_ordered_pairs_and_the_deciles_are_all(
            rows in prop::collection::vec((0_u8..20, any::<bool>()), 2..80),
        ) {
            let probabilities: Vec<f64> = rows.iter().map(|row| f64::from(row.0) / 20.0).collect();
            let outcomes: Vec<bool> = rows.iter().map(|row| row.1).collect();
            let Some(judged) = calibration(&probabilities, &outcomes) else { return Ok(()) };

            let (mut ordered, mut pairs) = (0.0, 0.0);
            for hit in rows.iter().filter(|row| row.1) {
                for miss in rows.iter().filter(|row| !row.1) {
                    pairs += 1.0;
                    ordered += if hit.0 == miss.0 { 0.5 } else { f64::from(u8::from(hit.0 > miss.0)) };
                }
            }
            prop_assert!((judged.auc - ordered / pairs).abs() < 1e-12);
            let counts: usize = judged.deciles.iter().map(|decile| decile.count).sum();
            prop_assert_eq!(counts, rows.len());
            let full = judged.deciles.iter().filter(|decile| decile.count > 0);
            let sorted = full.is_sorted_by(|one, other| one.predicted <= other.predicted + 1e-12);
            prop_assert!(sorted);
        }
    }
}
