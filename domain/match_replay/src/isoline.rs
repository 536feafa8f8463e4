//! A surface made fine enough to look at, and the line on which both teams are equal.

use tracking::surface::Surface;

/// Where neither team is ahead.
const HALF: f32 = 0.5;

/// A surface on a finer grid, each value in the middle of its cell, row by row, the first row at the smallest y.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Field {
    /// Values in a row.
    pub columns: usize,
    /// Rows.
    pub rows: usize,
    /// The values.
    pub values: Vec<f32>,
}

impl Field {
    /// A surface with `factor` times as many columns and rows, by cubics through its values (Catmull and Rom 1974),
    /// held between 0 and 1.
    pub fn finer(surface: &Surface, factor: usize) -> Self {
        let (columns, rows) = (surface.grid.columns, surface.grid.rows);
        let along = Steps::of(columns, factor);
        let across = Steps::of(rows, factor);
        #[expect(clippy::cast_possible_truncation, reason = "chances need no more digits")]
        let coarse: Vec<f32> = surface.values.iter().map(|value| *value as f32).collect();
        let mut wide = Vec::with_capacity(rows * columns * factor);
        for row in coarse.chunks_exact(columns.max(1)) {
            wide.extend(along.0.iter().map(|step| step.sum(|place| row[place])));
        }
        let width = columns * factor;
        let mut values = Vec::with_capacity(wide.len() * factor);
        for step in &across.0 {
            values.extend(
                (0..width).map(|column| step.sum(|row| wide[row * width + column]).clamp(0.0, 1.0)),
            );
        }
        Self { columns: width, rows: rows * factor, values }
    }

    /// The line on which both teams are equal, in pieces: from and to, as shares of the way along and across the
    /// pitch, 0 to 1 (marching squares).
    pub fn half_line(&self) -> Vec<[[f32; 2]; 2]> {
        let mut pieces = Vec::new();
        for row in 1..self.rows {
            for column in 1..self.columns {
                self.pieces_of(column, row, &mut pieces);
            }
        }
        pieces
    }

    /// What of the line is in the square whose last corner is this point.
    fn pieces_of(&self, column: usize, row: usize, pieces: &mut Vec<[[f32; 2]; 2]>) {
        // The corners, round the square.
        let corners = [(column - 1, row - 1), (column, row - 1), (column, row), (column - 1, row)];
        let values = corners.map(|(column, row)| self.values[row * self.columns + column] - HALF);
        if values.iter().all(|value| *value >= 0.0) || values.iter().all(|value| *value < 0.0) {
            return;
        }
        let mut cuts = Vec::with_capacity(4);
        for from in 0..4 {
            let to = (from + 1) % 4;
            let (a, b) = (values[from], values[to]);
            if (a >= 0.0) == (b >= 0.0) {
                continue;
            }
            let share = a / (a - b);
            let ([ax, ay], [bx, by]) = (self.place(corners[from]), self.place(corners[to]));
            cuts.push([ax + share * (bx - ax), ay + share * (by - ay)]);
        }
        // Two corners across from each other that are alike: the middle tells which belong together.
        let middle: f32 = values.iter().sum();
        if cuts.len() == 4 && (middle >= 0.0) == (values[0] >= 0.0) {
            cuts.rotate_left(1);
        }
        pieces.extend(cuts.chunks_exact(2).map(|cut| [cut[0], cut[1]]));
    }

    /// Where a value stands, as shares of the pitch.
    fn place(&self, (column, row): (usize, usize)) -> [f32; 2] {
        [(count(column) + 0.5) / count(self.columns), (count(row) + 0.5) / count(self.rows)]
    }
}

/// For each finer cell, the values around it and their weights.
struct Steps(Vec<Step>);

struct Step {
    places: [usize; 4],
    weights: [f32; 4],
}

impl Steps {
    fn of(length: usize, factor: usize) -> Self {
        let last = length.saturating_sub(1);
        let step = |fine: usize| {
            // Where the finer cell's middle is, in cells.
            let at = (count(fine) + 0.5) / count(factor) + 0.5;
            let (whole, t) = (at.floor(), at.fract());
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a place among some tens of cells"
            )]
            let after = whole as usize;
            let place = |offset: usize| (after + offset).saturating_sub(2).min(last);
            let (t2, t3) = (t * t, t * t * t);
            Step {
                places: [0, 1, 2, 3].map(place),
                weights: [
                    t2 - 0.5 * (t3 + t),
                    1.5 * t3 - 2.5 * t2 + 1.0,
                    2.0 * t2 - 1.5 * t3 + 0.5 * t,
                    0.5 * (t3 - t2),
                ],
            }
        };
        Self((0..length * factor).map(step).collect())
    }
}

impl Step {
    fn sum(&self, value: impl Fn(usize) -> f32) -> f32 {
        self.places.iter().zip(&self.weights).map(|(place, weight)| value(*place) * weight).sum()
    }
}

#[expect(clippy::cast_precision_loss, reason = "some hundred cells")]
fn count(cells: usize) -> f32 {
    cells as f32
}

#[cfg(test)]
mod tests {
    use football::Pitch;
    use tracking::surface::Grid;

    use super::*;

    /// A surface of what `value` says of each share of the pitch.
    fn surface(columns: usize, rows: usize, value: impl Fn(f64, f64) -> f64) -> Surface {
        let grid = Grid::of_cells(Pitch::STANDARD, columns, rows);
        let values = grid.points_m().map(|[x, y]| value(x / 105.0 + 0.5, y / 68.0 + 0.5)).collect();
        Surface { grid, values }
    }

    #[test]
    fn a_slope_stays_a_slope_away_from_the_ends() {
        let field = Field::finer(&surface(10, 6, |x, _| x), 4);

        assert_eq!((field.columns, field.rows, field.values.len()), (40, 24, 960));
        for row in field.values.chunks_exact(40) {
            for (column, value) in row.iter().enumerate().take(34).skip(6) {
                assert!((value - (count(column) + 0.5) / 40.0).abs() < 1e-5, "{column} {value}");
            }
        }
    }

    #[test]
    fn the_line_of_a_slope_is_straight_and_where_it_is_half() {
        let pieces = Field::finer(&surface(10, 6, |x, _| x), 4).half_line();

        // One piece for each of the 23 rows of squares.
        assert_eq!(pieces.len(), 23);
        assert!(pieces.iter().flatten().all(|[x, _]| (x - 0.5).abs() < 1e-5));
    }

    #[test]
    fn a_hill_has_a_closed_line_round_its_top() {
        let hill = |x: f64, y: f64| 1.0 - 2.0 * (x - 0.5).hypot(y - 0.5);
        let pieces = Field::finer(&surface(40, 40, hill), 2).half_line();

        for [x, y] in pieces.iter().flatten() {
            assert!(((x - 0.5).hypot(y - 0.5) - 0.25).abs() < 5e-3);
        }
        // Each end is the end of two pieces.
        #[expect(clippy::cast_possible_truncation, reason = "a share of a hundred thousand")]
        let rounded = |share: f32| (share * 1e5).round() as i32;
        let mut ends: Vec<_> = pieces.iter().flatten().map(|end| end.map(rounded)).collect();
        ends.sort_unstable();
        assert!(ends.len() > 100 && ends.chunks_exact(2).all(|two| two[0] == two[1]));
    }

    #[test]
    fn where_one_team_has_all_there_is_no_line() {
        assert_eq!(Field::finer(&surface(5, 4, |_, _| 1.0), 3).half_line(), [[[0.0; 2]; 2]; 0]);
        assert_eq!(Field::finer(&surface(5, 4, |_, _| 0.0), 3).half_line(), [[[0.0; 2]; 2]; 0]);
    }
}
