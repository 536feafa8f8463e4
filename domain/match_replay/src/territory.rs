//! The part of the pitch that each player is nearest to, as polygons.

use football::Pitch;

use crate::scene::distance_m;

/// Nearer than this to each other two places are one, metres.
const SAME_M: f64 = 1e-6;

/// The part of the pitch that one place is nearest to.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Its corners, in order; none where the place is outside of the pitch, and nearest to nothing of it.
    pub corners_m: Vec<[f64; 2]>,
}

impl Cell {
    /// How large it is, square metres (the shoelace formula).
    pub fn area_m2(&self) -> f64 {
        let next = self.corners_m.iter().cycle().skip(1);
        let twice: f64 =
            self.corners_m.iter().zip(next).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum();
        twice.abs() / 2.0
    }
}

/// For each of the places the part of the pitch that it is nearest to (Voronoi 1908): the pitch, cut by the line
/// half-way to each other place.
pub fn cells(places_m: &[[f64; 2]], pitch: Pitch) -> Vec<Cell> {
    let (x, y) = (pitch.length_m / 2.0, pitch.width_m / 2.0);
    let whole = [[-x, -y], [x, -y], [x, y], [-x, y]];
    let cell = |(place, own): (usize, &[f64; 2])| {
        let mut corners_m = whole.to_vec();
        for (other, theirs) in places_m.iter().enumerate() {
            // Of two at the same place the first has it.
            if distance_m(*own, *theirs) < SAME_M {
                if other < place {
                    corners_m.clear();
                }
            } else {
                corners_m = nearer(&corners_m, *own, *theirs);
            }
        }
        Cell { corners_m }
    };
    places_m.iter().enumerate().map(cell).collect()
}

/// The part of a polygon that is nearer to `own` than to `theirs` (Sutherland and Hodgman 1974).
fn nearer(corners: &[[f64; 2]], own: [f64; 2], theirs: [f64; 2]) -> Vec<[f64; 2]> {
    let middle = [0, 1].map(|axis| f64::midpoint(own[axis], theirs[axis]));
    let away = [theirs[0] - own[0], theirs[1] - own[1]];
    let beyond = |[x, y]: [f64; 2]| (x - middle[0]) * away[0] + (y - middle[1]) * away[1];
    let mut kept = Vec::with_capacity(corners.len() + 1);
    for (from, to) in corners.iter().zip(corners.iter().cycle().skip(1)) {
        let (a, b) = (beyond(*from), beyond(*to));
        if a <= 0.0 {
            kept.push(*from);
        }
        if (a <= 0.0) != (b <= 0.0) {
            let share = a / (a - b);
            kept.push([0, 1].map(|axis| from[axis] + share * (to[axis] - from[axis])));
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use football::Side;
    use proptest::prelude::*;
    use tracking::surface::{Grid, Moment, Mover, voronoi};

    use super::*;

    #[test]
    fn two_places_share_the_pitch_at_the_line_between_them() {
        let [left, right] = &cells(&[[-20.0, 0.0], [10.0, 0.0]], Pitch::STANDARD)[..] else {
            panic!("two cells")
        };
        // The line is at -5 m.
        assert!((left.area_m2() - 47.5 * 68.0).abs() < 1e-9);
        assert!((right.area_m2() - 57.5 * 68.0).abs() < 1e-9);
    }

    #[test]
    fn of_two_at_the_same_place_one_has_it() {
        let cells = cells(&[[1.0, 2.0], [1.0, 2.0]], Pitch::STANDARD);
        assert!((cells[0].area_m2() - 105.0 * 68.0).abs() < 1e-9);
        assert!(cells[1].area_m2() < 1e-9);
    }

    proptest! {
        #[test]
        fn the_areas_add_up_to_the_pitch_and_are_those_of_the_nearest(
            places in proptest::collection::vec([-52.0..52.0_f64, -33.0..33.0_f64], 1..23),
        ) {
            let cells = cells(&places, Pitch::STANDARD);
            let sum: f64 = cells.iter().map(Cell::area_m2).sum();
            prop_assert!((sum - 105.0 * 68.0).abs() < 1e-6);

            let mover = |[x_m, y_m]: &[f64; 2]| Mover {
                side: Side::Home, keeps_goal: false, x_m: *x_m, y_m: *y_m, vx_mps: 0.0, vy_mps: 0.0,
            };
            let movers = places.iter().map(mover).collect();
            let grid = Grid::of_cells(Pitch::STANDARD, 106, 68);
            let mut areas = vec![0.0; places.len()];
            let moment = Moment { pitch: Pitch::STANDARD, ball_m: [0.0; 2], movers };
            for owner in voronoi(&moment, grid) {
                areas[owner] += grid.cell_m2();
            }
            for (cell, area) in cells.iter().zip(areas) {
                // Off by at most some grid cells along a border.
                prop_assert!((cell.area_m2() - area).abs() < 60.0);
            }
        }
    }
}
