//! Grows a tree, level by level.

use super::{
    Growth,
    bins::Binned,
    histogram::{Best, Histogram, Least, Sum},
    tree::{Node, Split, Tree},
};

/// The derivatives of the loss of a row.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Slope {
    pub(super) gradient: f32,
    pub(super) curvature: f32,
}

/// Rows that are together so far.
struct Leaf {
    /// Its place among the nodes.
    node: usize,
    /// `None` for all.
    rows: Option<Vec<u32>>,
    slopes: Vec<Slope>,
    sum: Sum,
    histogram: Histogram,
}

/// A part of a leaf's rows.
struct Part {
    rows: Vec<u32>,
    slopes: Vec<Slope>,
}

impl Part {
    fn of(rows: usize) -> Self {
        Self { rows: Vec::with_capacity(rows), slopes: Vec::with_capacity(rows) }
    }
}

impl Slope {
    /// Of the logistic loss.
    #[expect(clippy::cast_possible_truncation, reason = "seven digits are enough for a slope")]
    pub(super) fn new(probability: f64, outcome: bool) -> Self {
        let gradient = probability - f64::from(u8::from(outcome));
        Self { gradient: gradient as f32, curvature: (probability * (1.0 - probability)) as f32 }
    }
}

/// The tree that makes the loss least, and what it adds to the odds of each row.
pub(super) fn tree(binned: &Binned, slopes: &[Slope], growth: Growth, odds: &mut [f64]) -> Tree {
    let least = Least { rows: growth.rows_of_leaf.max(1), curvature: growth.curvature_of_leaf };
    let mut nodes = vec![Node::Leaf(0.0)];
    let histogram = Histogram::of(binned, None, slopes);
    let sum = Sum::of(slopes);
    let mut leaves = vec![Leaf { node: 0, rows: None, slopes: slopes.to_vec(), sum, histogram }];
    for level in 0..=growth.depth {
        let mut next = Vec::with_capacity(2 * leaves.len());
        for leaf in leaves {
            let best = (level < growth.depth)
                .then(|| leaf.histogram.best(binned, leaf.sum, least))
                .flatten();
            let Some(best) = best else {
                let value = -leaf.sum.gradient / leaf.sum.curvature * growth.rate;
                let value = if value.is_finite() { value } else { 0.0 };
                nodes[leaf.node] = Node::Leaf(value);
                match leaf.rows {
                    None => odds.iter_mut().for_each(|odds| *odds += value),
                    Some(rows) => rows.iter().for_each(|row| odds[*row as usize] += value),
                }
                continue;
            };
            let (yes, no) = (nodes.len(), nodes.len() + 1);
            nodes[leaf.node] = Node::Question { column: best.column, split: best.split, yes, no };
            nodes.extend([Node::Leaf(0.0); 2]);
            // Leaves of the last level ask nothing, so they need no histograms.
            let asks = level + 1 < growth.depth;
            next.extend(children(binned, leaf, &best, [yes, no], asks));
        }
        leaves = next;
    }
    Tree { nodes }
}

/// Divides the rows of a leaf. The histogram of the smaller part is counted, that of the larger is what is left.
fn children(binned: &Binned, leaf: Leaf, best: &Best, nodes: [usize; 2], asks: bool) -> [Leaf; 2] {
    let bins = &binned.columns[best.column].bins;
    let is_yes = |row: u32| match best.split {
        Split::AtMost(_) => bins[row as usize] <= best.bin,
        Split::Is(_) => bins[row as usize] == best.bin,
    };
    let yes_rows = best.yes.rows as usize;
    let no_rows = leaf.slopes.len() - yes_rows;
    let (mut yes, mut no) = (Part::of(yes_rows), Part::of(no_rows));
    let mut put = |row: u32, slope: Slope| {
        let part = if is_yes(row) { &mut yes } else { &mut no };
        part.rows.push(row);
        part.slopes.push(slope);
    };
    match &leaf.rows {
        None => (0_u32..).zip(&leaf.slopes).for_each(|(row, slope)| put(row, *slope)),
        Some(rows) => rows.iter().zip(&leaf.slopes).for_each(|(row, slope)| put(*row, *slope)),
    }
    let count = |part: &Part| Histogram::of(binned, Some(&part.rows), &part.slopes);
    let (of_yes, of_no) = if !asks {
        (Histogram::default(), Histogram::default())
    } else if yes.rows.len() < no.rows.len() {
        let of_yes = count(&yes);
        let of_no = leaf.histogram.without(&of_yes);
        (of_yes, of_no)
    } else {
        let of_no = count(&no);
        (leaf.histogram.without(&of_no), of_no)
    };
    let no_sum = leaf.sum.without(best.yes);
    let of = |node, part: Part, sum, histogram| {
        let (rows, slopes) = (Some(part.rows), part.slopes);
        Leaf { node, rows, slopes, sum, histogram }
    };
    [of(nodes[0], yes, best.yes, of_yes), of(nodes[1], no, no_sum, of_no)]
}
