//! TK2: what databallpy says of six real minutes, in its own way.

use tracking::motion::compatible_motion;

use crate::data::{json, number, public};

const ZONES: [(f64, f64); 5] = [(0.0, 2.0), (2.0, 4.0), (4.0, 5.5), (5.5, 7.0), (7.0, 20.0)];

#[test]
fn distances_zones_and_top_speeds_are_those_of_the_reference() {
    let Some(reference) = json("tracab_nl_6min/reference/ref_physical.json") else { return };
    let Some(table) = public("tracab_nl_6min/tracking_wide.csv.gz") else { return };
    let mut table = csv::Reader::from_reader(&table[..]);
    let headers = table.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = table.records().map(|row| row.unwrap()).collect();
    let places = |name: String| -> Vec<f64> {
        let column = headers.iter().position(|header| header == name).unwrap();
        rows.iter().map(|row| row[column].parse().unwrap()).collect()
    };
    let mut compared = 0;
    for (player, expected) in reference["players"].as_object().unwrap() {
        let (x, y) = (places(format!("{player}_x")), places(format!("{player}_y")));
        let motion = compatible_motion(&x, &y, 25.0);

        let total = motion.distance_m(0.0, f64::INFINITY);
        let expected_total = number(expected, "databallpy_sg7_2_total_m");
        assert!(
            (total / expected_total - 1.0).abs() <= 0.001,
            "{player}: {total} {expected_total}"
        );
        for (zone, (least, most)) in ZONES.into_iter().enumerate() {
            let metres = motion.distance_m(least, most);
            let expected = expected["databallpy_sg7_2_zone_m"][zone].as_f64().unwrap();
            let slack = (expected * 0.005).max(0.5);
            assert!((metres - expected).abs() <= slack, "{player} {zone}: {metres} {expected}");
        }
        let top = motion.speeds_mps().fold(0.0, f64::max);
        let expected_top = number(expected, "databallpy_sg7_2_top_speed_mps");
        assert!((top - expected_top).abs() <= 0.05, "{player}: {top} {expected_top}");
        compared += 1;
    }
    assert_eq!(compared, 22);
}
