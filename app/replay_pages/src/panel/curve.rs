//! The curve of a player's speed in the last seconds.

use leptos::prelude::*;
use match_replay::SpeedCurve;

use crate::words;

/// Width and height of the drawing.
const SIZE: [f64; 2] = [240.0, 56.0];
/// From this speed on a run is a sprint, m/s.
const SPRINT_MPS: f64 = 7.0;
/// The least that the height stands for, m/s.
const LEAST_TOP_MPS: f64 = 8.5;

/// The points of a curve in the drawing, one list for each stretch that is known.
fn stretches(curve: &SpeedCurve, secs: f64) -> Vec<Vec<[f64; 2]>> {
    let [width, _] = SIZE;
    let mut stretches: Vec<Vec<[f64; 2]>> = vec![Vec::new()];
    for (at, speed) in &curve.points {
        match (speed, stretches.last_mut()) {
            (Some(speed), Some(open)) => {
                open.push([width * (1.0 + at / secs), height(curve, *speed)]);
            }
            _ => stretches.push(Vec::new()),
        }
    }
    stretches.retain(|points| !points.is_empty());
    stretches
}

fn height(curve: &SpeedCurve, speed: f64) -> f64 {
    let top = curve.top_mps.unwrap_or(0.0).max(LEAST_TOP_MPS);
    SIZE[1] * (1.0 - speed / top)
}

/// The curve, with the speed from which on a run is a sprint.
#[component]
pub(super) fn Curve(
    /// The speeds.
    curve: SpeedCurve,
    /// How long it is, seconds.
    secs: f64,
    /// `home` or `away`.
    class: &'static str,
) -> impl IntoView {
    let [width, full] = SIZE;
    let lines = stretches(&curve, secs)
        .into_iter()
        .map(|points| {
            let points: Vec<_> = points.iter().map(|[x, y]| format!("{x:.1},{y:.1}")).collect();
            view! { <polyline class="curve-line" points=points.join(" ")></polyline> }
        })
        .collect_view();
    let sprint = height(&curve, SPRINT_MPS);
    let top = curve.top_mps.map_or_else(|| "not known".to_owned(), words::speed);
    let said = format!("Speed in the last {secs:.0} seconds, at most {top}");
    view! {
        <figure class=format!("curve {class}")>
            <figcaption>"sprint, " {words::speed(SPRINT_MPS)}</figcaption>
            <svg viewBox=format!("0 -2 {width} {}", full + 4.0) preserveAspectRatio="none" role="img" aria-label=said>
                <line class="curve-sprint" x1="0" x2=width y1=sprint y2=sprint></line>
                <line class="curve-ground" x1="0" x2=width y1=full y2=full></line>
                {lines}
            </svg>
            <p>
                <span>{format!("−{secs:.0} s")}</span>
                <span>"now"</span>
            </p>
        </figure>
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::float_cmp, reason = "these numbers are exact in a float")]

    use super::*;

    #[test]
    fn the_curve_ends_now_and_is_cut_where_speed_is_not_known() {
        let curve = SpeedCurve {
            points: vec![(-30.0, Some(0.0)), (-20.0, None), (-10.0, Some(8.5)), (0.0, Some(4.25))],
            distance_m: 0.0,
            top_mps: Some(8.5),
        };
        let [first, second] = &stretches(&curve, 30.0)[..] else { panic!("two stretches") };
        assert_eq!(first, &[[0.0, 56.0]]);
        assert_eq!(second[1], [240.0, 28.0]);
        assert!((second[0][0] - 160.0).abs() < 1e-9 && second[0][1].abs() < 1e-9);
    }
}
