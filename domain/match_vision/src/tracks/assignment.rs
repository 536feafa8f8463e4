//! Which detection is whom.

use pathfinding::prelude::{Matrix, kuhn_munkres_min};

use super::Open;
use crate::Detection;

/// Beyond this squared distance somebody is not where he was foretold: one of ten thousand would be, on two axes.
const MOST_UNLIKE: f64 = 18.4;
/// Colours of a shirt differ by so much for no reason, of 255.
const COLOUR_SPREAD: f64 = 35.0;
/// The most that a colour speaks against somebody.
const MOST_OF_COLOUR: f64 = 9.0;
/// To be missed costs as much as the most that is believed.
const MISSED: f64 = MOST_UNLIKE + MOST_OF_COLOUR;
/// Costs are whole numbers: so many to one.
const PARTS: f64 = 1e6;

/// For each who is followed the detection that is his.
pub(crate) fn assign(open: &[Open], found: &[Detection]) -> Vec<Option<usize>> {
    if open.is_empty() {
        return Vec::new();
    }
    // A column for each detection, and one for each person who may be missed.
    let columns = found.len() + open.len();
    let costs = Matrix::from_fn(open.len(), columns, |(row, column)| {
        let cost = found.get(column).and_then(|detection| cost(&open[row], detection));
        whole(if column < found.len() { cost.unwrap_or(2.0 * MISSED) } else { MISSED })
    });
    let (_, columns) = kuhn_munkres_min(&costs);
    columns
        .into_iter()
        .enumerate()
        .map(|(row, column)| {
            let detection = found.get(column)?;
            cost(&open[row], detection).map(|_| column)
        })
        .collect()
}

/// `None` of who cannot be it.
fn cost(open: &Open, detection: &Detection) -> Option<f64> {
    let unlike = open.now().unlike(detection.place_m, detection.spread_m);
    (unlike <= MOST_UNLIKE).then(|| {
        let shirt = open.shirt();
        let square: f64 =
            (0..3).map(|it| ((shirt[it] - detection.shirt[it]) / COLOUR_SPREAD).powi(2)).sum();
        unlike + square.min(MOST_OF_COLOUR)
    })
}

#[expect(clippy::cast_possible_truncation, reason = "below a hundred times the parts of one")]
fn whole(cost: f64) -> i64 {
    (cost * PARTS).round() as i64
}
