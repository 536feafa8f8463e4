//! Rates per 90 minutes, plain and shrunk towards the peers.

/// Minutes of a match.
const MATCH_MINUTES: f64 = 90.0;
/// Matches' worth of the peers' mean that a shrunk rate adds to the player's own. Scouting
/// specification 2.1.
const SHRINK_NINETIES: f64 = 10.0;

/// How often something happens in 90 minutes.
///
/// # Shape and units
/// `count` events in `minutes` played. `None` where nothing was played.
///
/// # Source
/// Scouting specification 2.1.
pub fn per_90(count: f64, minutes: u32) -> Option<f64> {
    (minutes > 0).then(|| MATCH_MINUTES * count / f64::from(minutes))
}

/// A rate with ten matches of the peers' mean added: few minutes prove little, so the less was played,
/// the nearer it lies to what is usual.
///
/// # Shape and units
/// `rate` and `peer_mean` per 90 minutes, `minutes` played; per 90 minutes.
///
/// # Source
/// `r' = (x + k r0) / (n90 + k)` with k = 10; scouting specification 2.1.
pub fn shrunk_per_90(rate: f64, minutes: u32, peer_mean: f64) -> f64 {
    let nineties = f64::from(minutes) / MATCH_MINUTES;
    (rate * nineties + SHRINK_NINETIES * peer_mean) / (nineties + SHRINK_NINETIES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_those_of_the_specification() {
        assert_eq!(per_90(8.0, 720), Some(1.0));
        assert_eq!(per_90(15.0, 1350), Some(1.0));
        assert_eq!(per_90(3.0, 0), None);
    }

    #[test]
    fn a_shrunk_rate_is_that_of_the_specification() {
        // x = 3 in n90 = 5, that is 0.6 per 90 in 450 minutes, r0 = 0.25.
        let shrunk = shrunk_per_90(0.6, 450, 0.25);

        assert!((shrunk - 0.366_666_7).abs() < 1e-6, "{shrunk}");
    }

    #[test]
    fn who_has_not_played_is_the_mean_and_who_always_plays_himself() {
        assert!((shrunk_per_90(0.0, 0, 0.25) - 0.25).abs() < 1e-12);
        assert!((shrunk_per_90(0.6, 9_000_000, 0.25) - 0.6).abs() < 1e-4);
    }
}
