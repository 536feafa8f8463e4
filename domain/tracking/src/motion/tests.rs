#![expect(clippy::float_cmp, reason = "these numbers are exact in a float")]

use proptest::prelude::*;

use super::*;

/// A path along the pitch with places at `rate_hz` given by `x` of the second.
fn along(ticks: u16, rate_hz: f64, x: impl Fn(f64) -> f64) -> Vec<f32> {
    #[expect(clippy::cast_possible_truncation, reason = "a place in metres")]
    (0..ticks).map(|tick| x(f64::from(tick) / rate_hz) as f32).collect()
}

fn moved(x_m: &[f32], rate_hz: f64) -> Motion {
    motion(Path { x_m, y_m: &vec![0.0; x_m.len()] }, rate_hz)
}

#[test]
fn the_window_is_the_odd_number_of_ticks_nearest_to_a_second() {
    let windows = [10.0, 20.0, 25.0, 29.97, 50.0].map(window_ticks);
    assert_eq!(windows, [11, 21, 25, 29, 51]);
}

proptest! {
    #[test]
    fn on_a_cubic_both_derivatives_are_exact_at_the_ends_too(
        [a, b, c] in [-0.05..0.05_f64, -0.3..0.3_f64, -4.0..4.0_f64],
        ticks in 5_u16..120,
    ) {
        let x = along(ticks, 25.0, |t| a * t.powi(3) + b * t * t + c * t);
        let motion = moved(&x, 25.0);
        for tick in 0..ticks {
            let t = f64::from(tick) / 25.0;
            let (v, acceleration) = (3.0 * a * t * t + 2.0 * b * t + c, 6.0 * a * t + 2.0 * b);
            let tick = usize::from(tick);
            // Places are kept to a millionth of what they are: a few centimetres a second at the ends of
            // a window of five.
            let slack = if ticks < 25 { 0.01 } else { 0.001 };
            prop_assert!((f64::from(motion.vx_mps[tick]) - v).abs() < slack, "{tick}");
            prop_assert!((f64::from(motion.ax_mps2[tick]) - acceleration).abs() < slack * 60.0, "{tick}");
        }
    }
}

#[test]
fn two_places_have_one_speed_and_one_place_has_none() {
    let motion = moved(&[0.0, 0.2], 25.0);
    assert!(motion.vx_mps.iter().all(|v| (v - 5.0).abs() < 1e-5), "{motion:?}");

    let motion = moved(&[f32::NAN, 3.0, f32::NAN], 25.0);
    assert!(motion.vx_mps.iter().all(|v| v.is_nan()), "{motion:?}");
    assert_eq!(motion.quality, Quality { ticks: 3, seen: 1, stays: 1, ..Quality::default() });
}

#[test]
fn a_short_gap_is_bridged_and_counted_and_a_long_one_ends_the_stay() {
    let mut x = along(200, 25.0, |t| 4.0 * t);
    x[50..75].fill(f32::NAN); // 26 ticks between the places beside it: more than a second.
    x[120..144].fill(f32::NAN); // 25 ticks: just a second.
    let motion = moved(&x, 25.0);

    let expected = Quality { ticks: 200, seen: 151, bridged: 24, replaced: 0, stays: 2 };
    assert_eq!(motion.quality, expected);
    for (tick, v) in motion.vx_mps.iter().enumerate() {
        let is_known = !(50..75).contains(&tick);
        assert_eq!(v.is_finite(), is_known, "{tick}");
        assert!(!is_known || (v - 4.0).abs() < 1e-3, "{tick}: {v}");
    }
}

#[test]
fn where_nobody_can_have_been_is_bridged_and_counted() {
    let mut x = along(100, 25.0, |t| 5.0 * t);
    x[40] += 3.0;
    x[41] += 3.0;
    let motion = moved(&x, 25.0);

    assert_eq!((motion.quality.replaced, motion.quality.bridged, motion.quality.stays), (2, 0, 1));
    assert!(motion.vx_mps.iter().all(|v| (v - 5.0).abs() < 1e-3), "{motion:?}");
}

#[test]
fn a_change_of_ends_is_no_run_across_the_pitch() {
    let mut x = vec![-40.0; 60];
    x.extend([40.0; 60]);
    let motion = moved(&x, 25.0);

    // What follows is refused until a second has passed; then a new stay begins.
    let expected = Quality { ticks: 120, seen: 120, bridged: 0, replaced: 25, stays: 2 };
    assert_eq!(motion.quality, expected);
    assert!(motion.vx_mps.iter().all(|v| v.is_nan() || v.abs() < 1e-4), "{motion:?}");
}

#[test]
fn the_compatible_way_rounds_to_two_decimals_and_counts_an_edge_twice() {
    let x: Vec<f64> = (0..50).map(|tick| 2.0 * f64::from(tick) / 25.0).collect();
    let motion = compatible_motion(&x, &vec![0.0; 50], 25.0);

    assert!(motion.speeds_mps().all(|speed| speed == 2.0), "{motion:?}");
    assert_eq!(motion.distance_m(0.0, 2.0), 4.0);
    assert_eq!(motion.distance_m(2.0, 4.0), 4.0);
}
