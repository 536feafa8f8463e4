//! Who is nearest to each part of the pitch.

use football::Side;

use super::{Grid, Moment, grid::number};

/// The place in `moment.movers` of the player nearest to each point, row by row; the first of two that are
/// equally near. Empty where nobody is on the pitch.
pub fn voronoi(moment: &Moment, grid: Grid) -> Vec<usize> {
    if moment.movers.is_empty() {
        return Vec::new();
    }
    grid.points_m()
        .map(|[x, y]| {
            let mut nearest = (0, f64::INFINITY);
            for (place, mover) in moment.movers.iter().enumerate() {
                let (dx, dy) = (x - mover.x_m, y - mover.y_m);
                let square = dx * dx + dy * dy;
                if square < nearest.1 {
                    nearest = (place, square);
                }
            }
            nearest.0
        })
        .collect()
}

/// Which share of the points a team owns; `None` where nobody owns any.
pub fn share_of(side: Side, owners: &[usize], moment: &Moment) -> Option<f64> {
    let ours = owners.iter().filter(|owner| moment.movers[**owner].side == side).count();
    (!owners.is_empty()).then(|| number(ours) / number(owners.len()))
}
