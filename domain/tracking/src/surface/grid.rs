//! A pitch in cells, and a number for each.

use football::Pitch;

/// Points of a pitch in rows, the first at the right touchline of a team that attacks towards +x, each from
/// its own goal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    /// Points in a row.
    pub columns: usize,
    /// Rows.
    pub rows: usize,
    first_m: [f64; 2],
    step_m: [f64; 2],
}

impl Grid {
    /// The middles of so many equal cells.
    pub fn of_cells(pitch: Pitch, columns: usize, rows: usize) -> Self {
        let step_m = [pitch.length_m / number(columns), pitch.width_m / number(rows)];
        let first_m = [(step_m[0] - pitch.length_m) / 2.0, (step_m[1] - pitch.width_m) / 2.0];
        Self { columns, rows, first_m, step_m }
    }

    /// So many points in a row, the outermost on the lines of the pitch. At least two each way.
    pub fn with_borders(pitch: Pitch, columns: usize, rows: usize) -> Self {
        let step_m = [pitch.length_m / number(columns - 1), pitch.width_m / number(rows - 1)];
        Self { columns, rows, first_m: [-pitch.length_m / 2.0, -pitch.width_m / 2.0], step_m }
    }

    /// Metres along the pitch of a column's points.
    pub fn x_m(&self, column: usize) -> f64 {
        self.first_m[0] + number(column) * self.step_m[0]
    }

    /// Metres across the pitch of a row's points.
    pub fn y_m(&self, row: usize) -> f64 {
        self.first_m[1] + number(row) * self.step_m[1]
    }

    /// The column and the row of the point nearest to a place; of the outermost ones for a place outside.
    pub fn nearest(&self, place_m: [f64; 2]) -> [usize; 2] {
        let counts = [self.columns, self.rows];
        [0, 1].map(|axis| {
            let steps = ((place_m[axis] - self.first_m[axis]) / self.step_m[axis]).round();
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "what is outside of the grid, or no number, ends at its ends"
            )]
            let steps = steps.max(0.0) as usize;
            steps.min(counts[axis].saturating_sub(1))
        })
    }

    /// What a point stands for, square metres: its step along by its step across.
    pub fn cell_m2(&self) -> f64 {
        self.step_m[0] * self.step_m[1]
    }

    /// Metres from column to column and from row to row.
    pub fn step_m(&self) -> [f64; 2] {
        self.step_m
    }

    /// All points, row by row.
    pub fn points_m(self) -> impl Iterator<Item = [f64; 2]> {
        (0..self.rows).flat_map(move |row| {
            (0..self.columns).map(move |column| [self.x_m(column), self.y_m(row)])
        })
    }
}

/// A number for each point of a grid, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Surface {
    /// The points.
    pub grid: Grid,
    /// The numbers.
    pub values: Vec<f64>,
}

impl Surface {
    /// What `value` says of each point of `grid`.
    pub(super) fn of(grid: Grid, value: impl FnMut([f64; 2]) -> f64) -> Self {
        Self { grid, values: grid.points_m().map(value).collect() }
    }

    /// The number at a point.
    pub fn at(&self, column: usize, row: usize) -> f64 {
        self.values[row * self.grid.columns + column]
    }

    /// The mean over all points; NaN of none.
    pub fn mean(&self) -> f64 {
        self.values.iter().sum::<f64>() / number(self.values.len())
    }
}

#[expect(clippy::cast_precision_loss, reason = "a grid has some thousands of points")]
pub(super) fn number(points: usize) -> f64 {
    points as f64
}
