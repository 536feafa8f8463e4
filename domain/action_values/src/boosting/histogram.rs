//! What the rows of a leaf have in each bin of each feature.

use super::{bins::Binned, grow::Slope, tree::Split};

/// The sums of some rows.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    pub(super) gradient: f64,
    pub(super) curvature: f64,
    pub(super) rows: u32,
}

/// A bin for each value of each feature, one feature after the other.
#[derive(Default)]
pub(super) struct Histogram {
    sums: Vec<Sum>,
}

/// The best question for a leaf.
#[derive(Clone, Copy)]
pub(super) struct Best {
    pub(super) gain: f64,
    pub(super) column: usize,
    pub(super) split: Split,
    /// The bin of the split: rows up to it, or in it, are the yes.
    pub(super) bin: u8,
    pub(super) yes: Sum,
}

/// What a leaf needs.
#[derive(Clone, Copy)]
pub(super) struct Least {
    pub(super) rows: u32,
    pub(super) curvature: f64,
}

impl Sum {
    pub(super) fn of(slopes: &[Slope]) -> Self {
        let mut sum = Self::default();
        for slope in slopes {
            sum.add(*slope);
        }
        sum
    }

    fn add(&mut self, slope: Slope) {
        self.gradient += f64::from(slope.gradient);
        self.curvature += f64::from(slope.curvature);
        self.rows += 1;
    }

    fn and(self, other: Self) -> Self {
        Self {
            gradient: self.gradient + other.gradient,
            curvature: self.curvature + other.curvature,
            rows: self.rows + other.rows,
        }
    }

    pub(super) fn without(self, other: Self) -> Self {
        Self {
            gradient: self.gradient - other.gradient,
            curvature: self.curvature - other.curvature,
            rows: self.rows.saturating_sub(other.rows),
        }
    }

    /// Whether a part of `all` is large enough. As in `LightGBM`, rows are not counted but weighed: a row as uncertain
    /// as the mean of the leaf counts one, a certain one less.
    fn is_enough(self, all: Self, least: Least) -> bool {
        let rows = self.curvature * f64::from(all.rows) / all.curvature;
        rows.round() >= f64::from(least.rows) && self.curvature >= least.curvature
    }

    /// How much less the loss is at the best value of these rows.
    fn gain(self) -> f64 {
        self.gradient * self.gradient / self.curvature
    }
}

impl Histogram {
    /// Of these rows; their slopes are in the same order.
    pub(super) fn of(binned: &Binned, rows: Option<&[u32]>, slopes: &[Slope]) -> Self {
        let bins = binned.columns.iter().map(|column| column.count).sum();
        let mut sums = vec![Sum::default(); bins];
        let mut rest = &mut sums[..];
        for column in &binned.columns {
            let (own, others) = rest.split_at_mut(column.count);
            rest = others;
            match rows {
                None => {
                    for (bin, slope) in column.bins.iter().zip(slopes) {
                        own[usize::from(*bin)].add(*slope);
                    }
                }
                Some(rows) => {
                    for (row, slope) in rows.iter().zip(slopes) {
                        own[usize::from(column.bins[*row as usize])].add(*slope);
                    }
                }
            }
        }
        Self { sums }
    }

    /// Of the rows that are here and not there.
    pub(super) fn without(&self, other: &Self) -> Self {
        let sums = self.sums.iter().zip(&other.sums).map(|(all, part)| all.without(*part));
        Self { sums: sums.collect() }
    }

    /// The question that makes the loss least, if one makes it less.
    pub(super) fn best(&self, binned: &Binned, all: Sum, least: Least) -> Option<Best> {
        let mut best: Option<Best> = None;
        let mut rest = &self.sums[..];
        for (place, column) in binned.columns.iter().enumerate() {
            let (own, others) = rest.split_at(column.count);
            rest = others;
            let mut consider = |bin: usize, yes: Sum, split: Split| {
                let no = all.without(yes);
                if !(yes.is_enough(all, least) && no.is_enough(all, least)) {
                    return;
                }
                let gain = yes.gain() + no.gain() - all.gain();
                if gain > best.map_or(0.0, |best| best.gain) {
                    let bin = u8::try_from(bin).unwrap_or(u8::MAX);
                    best = Some(Best { gain, column: place, split, bin, yes });
                }
            };
            if let Some(bounds) = &column.bounds {
                let mut yes = Sum::default();
                for (bin, (sum, bound)) in own.iter().zip(bounds).enumerate() {
                    yes = yes.and(*sum);
                    consider(bin, yes, Split::AtMost(*bound));
                }
            } else {
                for (bin, sum) in own.iter().enumerate() {
                    consider(bin, *sum, Split::Is(u8::try_from(bin).unwrap_or(u8::MAX)));
                }
            }
        }
        best
    }
}
