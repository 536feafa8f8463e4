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
    /// The player has played too little to be compared.
    #[error("no percentile: {minutes} of at least {least} minutes")]
    TooFewMinutes {
        /// Minutes played.
        minutes: u32,
        /// Minutes that make a peer.
        least: u32,
    },
    /// Nobody has said where the player plays.
    #[error("no percentile: the position is unknown")]
    NoPosition,
    /// The figure is unknown.
    #[error("no percentile: the figure is unknown")]
    NotMeasured,
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
    let mut places: Vec<Placed> =
        figures.iter().zip(0..).map(|(figure, place)| Placed::new(*figure, place)).collect();
    let mut ranks = vec![f64::NAN; figures.len()];
    rank(&mut places, |place, percentile| ranks[place as usize] = percentile);
    ranks
}

/// A figure and where it stands, ordered by the figure.
#[derive(Clone, Copy)]
pub(crate) struct Placed {
    /// Grows with the figure; equal for equal figures.
    key: u64,
    place: u32,
}

impl Placed {
    /// `figure` is a number; `place` is where its percentile belongs.
    pub(crate) fn new(figure: f64, place: u32) -> Self {
        // -0 and 0 are one figure, and adding 0 makes them one bit pattern.
        let bits = (figure + 0.0).to_bits();
        // The order of IEEE 754: turning all bits of a negative number and the sign of any other makes
        // the patterns of floats ascend as whole numbers do.
        let key = if bits >> 63 == 1 { !bits } else { bits | (1 << 63) };
        Self { key, place }
    }
}

/// Hands the mid-rank percentile of every figure to `each`, with its place.
///
/// Figures are compared as whole numbers, which a sort does faster than floats. Equal figures get one
/// percentile, so that the order within them, which the sort leaves open, changes nothing.
pub(crate) fn rank(figures: &mut [Placed], mut each: impl FnMut(u32, f64)) {
    figures.sort_unstable_by_key(|placed| placed.key);
    let n = count(figures.len());
    let mut below = 0;
    for level in figures.chunk_by(|a, b| a.key == b.key) {
        let here = count(level.len());
        let percentile = mid_rank(below, here, n);
        for placed in level {
            each(placed.place, percentile);
        }
        below += here;
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
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
