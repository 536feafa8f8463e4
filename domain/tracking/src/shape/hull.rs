//! The smallest convex outline around places, and its area.

/// Square metres within the convex hull of `places` (the shoelace formula); 0 of fewer than three. Sorts the
/// places.
pub(super) fn hull_area_m2(places: &mut [[f64; 2]]) -> f64 {
    let outline = hull(places);
    let twice: f64 = (0..outline.len())
        .map(|at| {
            let ([x, y], [next_x, next_y]) = (outline[at], outline[(at + 1) % outline.len()]);
            x * next_y - next_x * y
        })
        .sum();
    twice / 2.0
}

/// The corners of the convex hull of `places`, against the clock (Andrew's monotone chain). Of fewer than three
/// places, and of places in a line, an outline without an area. Sorts the places.
pub fn hull(places: &mut [[f64; 2]]) -> Vec<[f64; 2]> {
    places.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    let lower = chain(places.iter());
    let upper = chain(places.iter().rev());
    lower.into_iter().chain(upper).collect()
}

/// One side of the outline, without its last place.
fn chain<'a>(places: impl Iterator<Item = &'a [f64; 2]>) -> Vec<[f64; 2]> {
    let mut side: Vec<[f64; 2]> = Vec::with_capacity(11);
    for place in places {
        while let [.., a, b] = side[..]
            && (b[0] - a[0]) * (place[1] - a[1]) <= (b[1] - a[1]) * (place[0] - a[0])
        {
            side.pop();
        }
        side.push(*place);
    }
    side.pop();
    side
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_rectangle_has_its_area_whatever_is_inside_and_a_line_has_none() {
        let mut places =
            [[0.0, 0.0], [30.0, 0.0], [12.0, 3.0], [30.0, 20.0], [0.0, 20.0], [15.0, 0.0]];
        assert!((hull_area_m2(&mut places) - 600.0).abs() < 1e-9);
        assert!(hull_area_m2(&mut [[0.0, 0.0], [1.0, 1.0], [2.0, 2.0], [5.0, 5.0]]).abs() < 1e-9);
        assert!(hull_area_m2(&mut [[4.0, 1.0], [1.0, 7.0]]).abs() < 1e-9);
        assert!(hull_area_m2(&mut []).abs() < 1e-12);
        assert_eq!(hull(&mut places), [[0.0, 0.0], [30.0, 0.0], [30.0, 20.0], [0.0, 20.0]]);
    }

    proptest! {
        #[test]
        fn the_area_does_not_depend_on_order_or_place_and_grows_with_the_square(
            places in proptest::collection::vec([-50.0..50.0_f64, -30.0..30.0_f64], 3..12),
        ) {
            let area = hull_area_m2(&mut places.clone());
            let mut other: Vec<[f64; 2]> =
                places.iter().rev().map(|[x, y]| [3.0 * x + 7.0, 3.0 * y - 2.0]).collect();
            prop_assert!((hull_area_m2(&mut other) - 9.0 * area).abs() < 1e-6 * (1.0 + area));
            prop_assert!((0.0..=100.0 * 60.0).contains(&area));
        }
    }
}
