//! Features in bins: at most 255 of about as many rows each, as `LightGBM` makes them.

use super::features::{Column, Features, Values};

/// Bins of a feature.
pub(super) const MOST_BINS: usize = 255;

/// Rows that a bin has at least.
const ROWS_OF_BIN: usize = 3;

/// What is nearer to nought than this is nought, which has a bin of its own.
const NOUGHT: f32 = 1e-35;

/// All features in bins.
pub(super) struct Binned {
    pub(super) columns: Vec<BinnedColumn>,
}

/// A feature in bins.
pub(super) struct BinnedColumn {
    /// The bin of each row.
    pub(super) bins: Vec<u8>,
    /// How many bins there are.
    pub(super) count: usize,
    /// The largest number of each bin but the last; `None` for words, whose bins are their numbers.
    pub(super) bounds: Option<Vec<f32>>,
}

impl Binned {
    /// The features in bins; `None` if a number is none.
    pub(super) fn of(features: &Features) -> Option<Self> {
        let columns = features.columns().iter().map(binned).collect::<Option<_>>()?;
        Some(Self { columns })
    }
}

fn binned(column: &Column) -> Option<BinnedColumn> {
    match &column.values {
        Values::Words(words) => {
            let count = words.iter().max().map_or(0, |most| usize::from(*most) + 1);
            Some(BinnedColumn { bins: words.clone(), count, bounds: None })
        }
        Values::Numbers(numbers) => {
            if numbers.iter().any(|number| !number.is_finite()) {
                return None;
            }
            let bounds = bounds(numbers);
            let bin = |number: &f32| {
                let bin = bounds.partition_point(|bound| bound < number);
                u8::try_from(bin).unwrap_or(u8::MAX)
            };
            let bins = numbers.iter().map(bin).collect();
            Some(BinnedColumn { bins, count: bounds.len() + 1, bounds: Some(bounds) })
        }
    }
}

/// The largest number of each bin but the last.
fn bounds(numbers: &[f32]) -> Vec<f32> {
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable_by(f32::total_cmp);
    let below = sorted.partition_point(|number| *number < -NOUGHT);
    let above = sorted.partition_point(|number| *number <= NOUGHT);
    let (negative, noughts, positive) = (&sorted[..below], above - below, &sorted[above..]);
    if noughts == 0 && (negative.is_empty() || positive.is_empty()) {
        return even_bounds(&distinct(&sorted), sorted.len(), MOST_BINS);
    }
    // Bins on both sides of nought by their rows.
    let not_nought = (negative.len() + positive.len()).max(1);
    let left = (negative.len() * (MOST_BINS - 1) / not_nought).max(1);
    let mut bounds = Vec::new();
    if !negative.is_empty() {
        bounds = even_bounds(&distinct(negative), negative.len(), left);
        bounds.push(-NOUGHT);
    }
    if !positive.is_empty() {
        let right = (MOST_BINS - 2).saturating_sub(bounds.len()).max(1);
        bounds.push(NOUGHT);
        bounds.extend(even_bounds(&distinct(positive), positive.len(), right));
    }
    bounds
}

/// Numbers with how often each comes.
fn distinct(sorted: &[f32]) -> Vec<(f32, usize)> {
    let equal = sorted.chunk_by(|one, other| one.total_cmp(other).is_eq());
    equal.map(|equal| (equal[0], equal.len())).collect()
}

/// Bounds of bins of about as many rows each; a number that fills a bin has one of its own.
#[expect(clippy::cast_precision_loss, reason = "counts are far below what a float holds exactly")]
fn even_bounds(numbers: &[(f32, usize)], rows: usize, most: usize) -> Vec<f32> {
    let mut bounds = Vec::new();
    let mut filled = 0;
    let pairs = numbers.windows(2).map(|pair| (pair[0], pair[1]));
    if numbers.len() <= most {
        for (this, next) in pairs {
            filled += this.1;
            if filled >= ROWS_OF_BIN {
                bounds.push(between(this.0, next.0));
                filled = 0;
            }
        }
        return bounds;
    }
    let most = most.min(rows / ROWS_OF_BIN).max(1);
    let full = rows as f64 / most as f64;
    let is_big = |count: usize| count as f64 >= full;
    let big: Vec<_> = numbers.iter().filter(|number| is_big(number.1)).collect();
    let mut bins_left = most.saturating_sub(big.len());
    let mut rows_left = rows - big.iter().map(|number| number.1).sum::<usize>();
    let mut wanted = rows_left as f64 / bins_left.max(1) as f64;
    for (this, next) in pairs {
        if !is_big(this.1) {
            rows_left -= this.1;
        }
        filled += this.1;
        let full = is_big(this.1)
            || filled as f64 >= wanted
            || (is_big(next.1) && filled as f64 >= (wanted * 0.5).max(1.0));
        if full {
            bounds.push(between(this.0, next.0));
            if bounds.len() + 1 >= most {
                break;
            }
            filled = 0;
            if !is_big(this.1) {
                bins_left = bins_left.saturating_sub(1);
                wanted = rows_left as f64 / bins_left.max(1) as f64;
            }
        }
    }
    bounds
}

/// A number that divides two: the smaller one at least, and less than the larger.
fn between(small: f32, large: f32) -> f32 {
    let middle = f32::midpoint(small, large);
    if middle < large { middle } else { small }
}
