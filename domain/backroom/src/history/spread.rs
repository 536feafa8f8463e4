//! How long things took, as counts of what fell between fixed bounds: counts of several minutes and
//! several processes can be added, which no percentile can.

/// Bounds of one power of ten.
const PER_DECADE: f64 = 5.0;

/// The last bucket, which has no end: beyond 10^(34/5) ms, an hour and three quarters.
pub const LAST_BUCKET: usize = 35;

/// Counts by duration. Bucket 0 ends at 1 ms, each next one 10^(1/5) ≈ 1.58 times later.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    counts: Vec<u64>,
}

impl Spread {
    /// The bucket of a duration in milliseconds. `store::metrics` reckons the same in SQL.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and LAST_BUCKET after the clamp"
    )]
    pub fn bucket(ms: f64) -> usize {
        let place = (PER_DECADE * ms.max(1.0).log10()).ceil();
        (place as usize).min(LAST_BUCKET)
    }

    /// Where a bucket ends, in milliseconds; the last one has no end and gives where the one before does.
    fn end_ms(bucket: usize) -> f64 {
        let place = u32::try_from(bucket.min(LAST_BUCKET - 1)).unwrap_or(0);
        10_f64.powf(f64::from(place) / PER_DECADE)
    }

    /// Adds `count` durations of one bucket; of one beyond the last, to the last.
    pub fn add(&mut self, bucket: usize, count: u64) {
        let bucket = bucket.min(LAST_BUCKET);
        if self.counts.len() <= bucket {
            self.counts.resize(bucket + 1, 0);
        }
        self.counts[bucket] += count;
    }

    /// How many durations.
    pub fn count(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// The duration that the part `part` (0 to 1) of all did not exceed, in milliseconds, rounded up; `None`
    /// without any. Between the ends of its bucket it is reckoned as if they lay evenly by their logarithm,
    /// so it is off by less than the bucket's width, a factor of 1.58.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between the first and the last bound"
    )]
    pub fn quantile_ms(&self, part: f64) -> Option<u64> {
        let total = self.count();
        if total == 0 {
            return None;
        }
        let wanted = part.clamp(0.0, 1.0) * as_f64(total);
        let (mut below, mut found) = (0.0, Self::end_ms(LAST_BUCKET));
        for (bucket, count) in self.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let here = as_f64(*count);
            if below + here >= wanted {
                let end = Self::end_ms(bucket);
                // Nothing is known of what lies below the first bound or beyond the last.
                let is_open = bucket == 0 || bucket == LAST_BUCKET;
                let start = if is_open { end } else { Self::end_ms(bucket - 1) };
                let inside = ((wanted - below) / here).clamp(0.0, 1.0);
                found = start * (end / start).powf(inside);
                break;
            }
            below += here;
        }
        Some(found.ceil() as u64)
    }
}

/// Exact up to 2⁵³, which no count of jobs reaches.
#[expect(clippy::cast_precision_loss, reason = "see above")]
fn as_f64(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_falls_into_the_bucket_that_ends_at_or_after_it() {
        assert_eq!([0.0, 0.4, 1.0].map(Spread::bucket), [0, 0, 0]);
        // 10^(1/5) = 1.585, 10^(2/5) = 2.512.
        assert_eq!([1.2, 1.584, 1.586, 2.5].map(Spread::bucket), [1, 1, 2, 2]);
        assert_eq!([100.0, 101.0].map(Spread::bucket), [10, 11]);
        assert_eq!([9.0e6, 1.1e7, f64::MAX].map(Spread::bucket), [35, 35, 35]);
    }

    #[test]
    fn a_quantile_is_off_by_less_than_the_width_of_a_bucket() {
        let width = 10_f64.powf(1.0 / PER_DECADE);
        // Durations of an uneven distribution: the squares of 1 to 1,000, in milliseconds.
        let durations: Vec<f64> = (1..=1_000_u32).map(|n| f64::from(n) * f64::from(n)).collect();
        let mut spread = Spread::default();
        for ms in &durations {
            spread.add(Spread::bucket(*ms), 1);
        }

        for (part, place) in [(0.5, 499), (0.95, 949), (0.99, 989)] {
            let (exact, told) = (durations[place], as_f64(spread.quantile_ms(part).unwrap()));
            assert!(told / exact < width && exact / told < width, "{part}: {told} for {exact}");
        }
    }

    #[test]
    fn quantiles_rise_and_spreads_of_two_processes_add_up() {
        let (mut one, mut both) = (Spread::default(), Spread::default());
        for bucket in 0..20 {
            one.add(bucket, 3);
            both.add(bucket, 1);
            both.add(bucket, 2);
        }

        assert_eq!(one, both);
        let told: Vec<_> = (0..=10).filter_map(|n| one.quantile_ms(f64::from(n) / 10.0)).collect();
        assert!(told.len() == 11 && told.windows(2).all(|pair| pair[0] <= pair[1]), "{told:?}");
        assert_eq!(Spread::default().quantile_ms(0.5), None);
    }
}
