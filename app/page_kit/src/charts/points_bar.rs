//! Points as a bar: to the right of a line what adds, to the left what takes away.

use leptos::prelude::*;

/// Where the line stands, of 100.
const LINE: i32 = 20;

/// The bar, without its number.
#[component]
pub fn PointsBar(
    /// The points, in tenths.
    tenths: i32,
    /// The most points in the list, in tenths: what fills the bar.
    most_tenths: i32,
) -> impl IntoView {
    let (from, width) = geometry(tenths, most_tenths);
    let class = if tenths < 0 { "minus" } else { "plus" };
    view! {
        <svg class="points-bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
            <rect class="track" x=LINE y="2" width=100 - LINE height="8"></rect>
            <rect class=class x=from y="2" width=width height="8"></rect>
            <rect class="tick" x=LINE y="0" width="1" height="12"></rect>
        </svg>
    }
}

/// Where the bar begins and how wide it is.
fn geometry(tenths: i32, most_tenths: i32) -> (i32, i32) {
    let width = tenths.saturating_mul(100 - LINE) / most_tenths.max(1);
    if width < 0 {
        let width = (-width).min(LINE);
        (LINE - width, width)
    } else {
        (LINE, width.min(100 - LINE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_adds_goes_right_and_what_takes_away_goes_left() {
        assert_eq!(geometry(400, 400), (20, 80));
        assert_eq!(geometry(100, 400), (20, 20));
        assert_eq!(geometry(-50, 400), (10, 10));
        assert_eq!(geometry(-500, 400), (0, 20));
        assert_eq!(geometry(0, 0), (20, 0));
    }
}
