//! Files that ask for more than a game has: of memory, of time, of numbers.

use super::small_files::{DATA_FACTORY, METRICA_CSV, OPTA, SPORTEC, STATS_BOMB};
use crate::events::{
    DataFactoryReader, MetricaCsvReader, OptaReader, SportecReader, StatsBombReader,
};

#[test]
fn a_squad_without_end_is_refused() {
    let players =
        (0..401).map(|id| format!("\"{id}\":{{\"teamId\":1}},")).collect::<Vec<_>>().concat();
    let file = DATA_FACTORY[1].replace("\"players\":{", &["\"players\":{", &players].concat());

    let told = DataFactoryReader::default().push(file.as_bytes()).unwrap_err().to_string();

    assert!(told.contains("more than 400 players"), "{told}");
}

#[test]
fn frames_without_end_are_refused() {
    let frames =
        (0..30_001).map(|id| format!("{{\"event_uuid\":\"{id}\"}},")).collect::<Vec<_>>().concat();
    let mut reader = StatsBombReader::default();
    reader.line_ups(STATS_BOMB[0].as_bytes()).unwrap();

    let told = reader.push_frames(["[", &frames].concat().as_bytes()).unwrap_err().to_string();

    assert!(told.contains("more than 30000 events"), "{told}");
}

#[test]
fn an_element_of_a_thousand_attributes_is_refused() {
    let attributes =
        (0..1_000).map(|number| format!(" a{number}=\"\"")).collect::<Vec<_>>().concat();
    let mut reader = OptaReader::new(OPTA[0].as_bytes()).unwrap();

    let told = reader.push(format!("<Games{attributes}>").as_bytes()).unwrap_err().to_string();

    assert!(told.contains("an element has more than 200 attributes"), "{told}");
}

#[test]
fn what_ends_at_no_time_has_no_duration() {
    let mut reader = MetricaCsvReader::default();
    reader.push(METRICA_CSV[1].replace(",3,0.12,", ",3,inf,").as_bytes()).unwrap();

    let game = reader.finish().unwrap();

    assert_eq!(game.events[0].duration_secs, None);
}

#[test]
fn a_pass_that_was_received_nowhere_ends_where_the_receiver_acts() {
    let source = "X-Source-Position=\"inf\" Y-Source-Position=\"34\" X-Position=\"11\"";
    let mut reader = SportecReader::new(SPORTEC[0].as_bytes()).unwrap();
    reader.push(SPORTEC[1].replace("X-Position=\"11\"", source).as_bytes()).unwrap();

    let game = reader.finish().unwrap();

    assert_eq!(
        game.events[0].end.map(|end| end.x_m.abs()),
        game.events[1].at.map(|at| at.x_m.abs())
    );
    assert!(game.events[0].end.is_some_and(|end| end.x_m.is_finite()));
}
