//! Pixels that differ and touch each other.

use crate::background::Differing;

/// A pixel belongs to a piece from this on.
pub(crate) const IN_PIECE: u8 = 100;
/// Columns that may lie between two runs of one piece.
const GAP: usize = 1;

/// Pixels of one piece, with what each counts, 0 to 1.
#[derive(Clone, Debug, Default)]
pub(crate) struct Piece {
    pub(crate) pixels: Vec<Pixel>,
}

/// A pixel of a piece: its middle, its place among all, and how much of it differs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pixel {
    pub(crate) at: [f64; 2],
    pub(crate) place: usize,
    pub(crate) weight: f64,
}

/// Pixels next to each other in a row.
struct Run {
    row: usize,
    from: usize,
    to: usize,
    /// A run of the same piece, or this one.
    parent: usize,
}

/// All pieces, each with its pixels row by row.
pub(crate) fn pieces(differing: &Differing, columns: usize) -> Vec<Piece> {
    let mut runs: Vec<Run> = Vec::new();
    let mut row_before = 0..0;
    for (row, bytes) in differing.chunks(columns.max(1)).enumerate() {
        let first = runs.len();
        collect(&mut runs, row, bytes);
        join(&mut runs, row_before.clone(), first);
        row_before = first..runs.len();
    }
    let mut piece_of_root = vec![usize::MAX; runs.len()];
    let mut pieces: Vec<Piece> = Vec::new();
    for run in 0..runs.len() {
        let root = root(&mut runs, run);
        if piece_of_root[root] == usize::MAX {
            piece_of_root[root] = pieces.len();
            pieces.push(Piece::default());
        }
        let Run { row, from, to, .. } = runs[run];
        let pixels = (from..to).map(|column| {
            let place = row * columns + column;
            let weight = f64::from(differing[place]) / 255.0;
            Pixel { at: [column, row].map(|it| number(it) + 0.5), place, weight }
        });
        pieces[piece_of_root[root]].pixels.extend(pixels.filter(|pixel| pixel.weight > 0.0));
    }
    pieces
}

#[expect(clippy::cast_precision_loss, reason = "a column or a row")]
fn number(count: usize) -> f64 {
    count as f64
}

fn collect(runs: &mut Vec<Run>, row: usize, bytes: &[u8]) {
    let mut column = 0;
    while let Some(from) = (column..bytes.len()).find(|at| bytes[*at] >= IN_PIECE) {
        let mut to = from + 1;
        while let Some(next) = (to..bytes.len().min(to + GAP + 1)).find(|at| bytes[*at] >= IN_PIECE)
        {
            to = next + 1;
        }
        let parent = runs.len();
        runs.push(Run { row, from, to, parent });
        column = to;
    }
}

/// Joins the runs from `first` on with those of the row before that they touch, corners included.
fn join(runs: &mut [Run], before: std::ops::Range<usize>, first: usize) {
    let mut above = before.start;
    for run in first..runs.len() {
        while above < before.end && runs[above].to < runs[run].from {
            above += 1;
        }
        let mut other = above;
        while other < before.end && runs[other].from <= runs[run].to {
            let (a, b) = (root(runs, run), root(runs, other));
            runs[a.max(b)].parent = a.min(b);
            other += 1;
        }
    }
}

fn root(runs: &mut [Run], mut run: usize) -> usize {
    while runs[run].parent != run {
        runs[run].parent = runs[runs[run].parent].parent;
        run = runs[run].parent;
    }
    run
}

impl Piece {
    /// Pixels that differ, counted by how much.
    pub(crate) fn mass(&self) -> f64 {
        self.pixels.iter().map(|pixel| pixel.weight).sum()
    }

    /// The middle of the pixels, by how much they differ.
    pub(crate) fn middle(&self) -> [f64; 2] {
        let mass = self.mass().max(f64::MIN_POSITIVE);
        [0, 1].map(|axis| {
            self.pixels.iter().map(|pixel| pixel.at[axis] * pixel.weight).sum::<f64>() / mass
        })
    }

    /// Left, top, right and bottom edge, pixels.
    pub(crate) fn edges(&self) -> [f64; 4] {
        let mut edges = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
        for Pixel { at: [x, y], .. } in &self.pixels {
            edges = [
                edges[0].min(x - 0.5),
                edges[1].min(y - 0.5),
                edges[2].max(x + 0.5),
                edges[3].max(y + 0.5),
            ];
        }
        edges
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pixels of a drawing: `#` differs.
    fn drawn(rows: &[&str]) -> (Differing, usize) {
        let bytes = rows.iter().flat_map(|row| row.bytes());
        (bytes.map(|byte| if byte == b'#' { 255 } else { 0 }).collect(), rows[0].len())
    }

    fn masses(rows: &[&str]) -> Vec<f64> {
        let (differing, columns) = drawn(rows);
        pieces(&differing, columns).iter().map(Piece::mass).collect()
    }

    #[test]
    fn what_touches_is_one_piece() {
        assert_eq!(masses(&["#...#", "#...#", ".###."]), [7.0]);
        assert_eq!(masses(&["##....##", "........", "...##..."]), [2.0, 2.0, 2.0]);
        // One column between two runs is no gap.
        assert_eq!(masses(&["#.#..#"]), [2.0, 1.0]);
        assert!(masses(&["....", "...."]).is_empty());
    }

    #[test]
    fn a_piece_has_a_middle_and_edges() {
        let (differing, columns) = drawn(&[".....", ".###.", ".###."]);
        let piece = &pieces(&differing, columns)[0];
        let near = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-12);
        assert!(near(&piece.middle(), &[2.5, 2.0]), "{:?}", piece.middle());
        assert!(near(&piece.edges(), &[1.0, 1.0, 4.0, 3.0]), "{:?}", piece.edges());
    }
}
