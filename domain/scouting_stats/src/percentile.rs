//! Where a figure stands among peers.

use serde::{Deserialize, Serialize};

/// Fewest peers, the player included, for a percentile to mean something: one place among 20 is
/// five points. Scouting specification 2.2.
pub const LEAST_PEERS: u32 = 20;

/// Why there is no percentile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum NoPercentile {
    /// Fewer than [`LEAST_PEERS`] peers.
    #[error("no percentile: {n} of at least {LEAST_PEERS} peers")]
    TooFewPeers {
        /// Peers found, the player included.
        n: u32,
    },
    /// The counts contradict each other: more below and level than peers in all.
    #[error("{below} below and {level} level cannot be among {n} peers")]
    Inconsistent {
        /// Peers below.
        below: u32,
        /// Peers level, the player included.
        level: u32,
        /// Peers in all.
        n: u32,
    },
}

/// Mid-rank percentile from counts: `100 (below + level / 2) / n`.
///
/// The unranked arithmetic; [`percentile_among`] adds the rule of the fewest peers.
///
/// # Shape and units
/// Counts of peers with a smaller and with an equal figure, the player included in `level` and `n`.
/// 0 to 100.
pub fn mid_rank(below: u32, level: u32, n: u32) -> f64 {
    100.0 * (f64::from(below) + 0.5 * f64::from(level)) / f64::from(n)
}

/// Mid-rank percentile of every figure among all of them. Ties share a percentile.
///
/// # Shape and units
/// `figures` finite, any order; the answer has the same order, 0 to 100.
pub fn mid_ranks(figures: &[f64]) -> Vec<f64> {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    figures
        .iter()
        .map(|figure| {
            let below = sorted.partition_point(|other| other < figure);
            let to_level = sorted.partition_point(|other| other <= figure);
            let doubled = u32::try_from(below + to_level).unwrap_or(u32::MAX);
            let n = u32::try_from(figures.len()).unwrap_or(u32::MAX);
            50.0 * f64::from(doubled) / f64::from(n)
        })
        .collect()
}

/// Mid-rank percentile among enough peers.
///
/// # Shape and units
/// As [`mid_rank`].
///
/// # Errors
/// - [`NoPercentile::TooFewPeers`]: `n` is less than [`LEAST_PEERS`].
/// - [`NoPercentile::Inconsistent`]: the counts contradict each other.
///
/// # Source
/// Scouting specification 2.2.
pub fn percentile_among(below: u32, level: u32, n: u32) -> Result<f64, NoPercentile> {
    if u64::from(below) + u64::from(level) > u64::from(n) {
        return Err(NoPercentile::Inconsistent { below, level, n });
    }
    if n < LEAST_PEERS {
        return Err(NoPercentile::TooFewPeers { n });
    }
    Ok(mid_rank(below, level, n))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ties_share_the_middle_of_their_places() {
        let ranks = mid_ranks(&[0.1, 0.2, 0.2, 0.4, 0.9]);

        // The vector of the specification, 2.2.
        for (rank, expected) in ranks.iter().zip([10.0, 40.0, 40.0, 70.0, 90.0]) {
            assert!((rank - expected).abs() < 1e-6, "{rank}, expected {expected}");
        }
    }

    #[test]
    fn nineteen_peers_are_too_few_and_twenty_are_enough() {
        assert_eq!(percentile_among(10, 1, 19), Err(NoPercentile::TooFewPeers { n: 19 }));
        // 100 (10 + 0.5) / 20 by hand.
        assert_eq!(percentile_among(10, 1, 20), Ok(52.5));
    }

    #[test]
    fn counts_that_contradict_each_other_are_refused() {
        let percentile = percentile_among(20, 5, 24);

        assert_eq!(percentile, Err(NoPercentile::Inconsistent { below: 20, level: 5, n: 24 }));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn percentiles_keep_the_order_and_average_to_50(
            figures in prop::collection::vec(-1e6..1e6_f64, 1..200)
        ) {
            let ranks = mid_ranks(&figures);

            let mean = ranks.iter().sum::<f64>() / f64::from(u32::try_from(ranks.len()).unwrap());
            prop_assert!((mean - 50.0).abs() < 1e-6);
            for (a, rank_a) in figures.iter().zip(&ranks) {
                for (b, rank_b) in figures.iter().zip(&ranks) {
                    prop_assert_eq!(a < b, rank_a < rank_b);
                }
            }
        }
    }
}
