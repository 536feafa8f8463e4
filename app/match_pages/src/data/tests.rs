//! The data of a match and its report, drawn as the server draws them.

use backroom::Role;
use football::Pitch;
use leptos::prelude::*;
use match_report::{MatchReport, of_match};
use match_simulator::{MatchPlan, simulate};

use super::{
    DataBody,
    load::{MatchSources, PeriodSource, of_quality},
};
use crate::{
    drawing::{head, html},
    head::MatchHead,
    import::FileView,
    report_page::ReportBody,
    said::MatchSaid,
};

pub(super) fn report() -> MatchReport {
    let plan = MatchPlan { half_secs: [120; 2], ..MatchPlan::invented(3) };
    let played = simulate(&plan).expect("such a match can be played");
    of_match(Some(&played.game), Some(&played.game_events()))
}

pub(super) fn sources() -> MatchSources {
    let period = |number, first_frame| PeriodSource {
        number,
        first_frame,
        frames: 67_500,
        interpolated: 0.004,
        table_bytes: 2_900_000,
    };
    MatchSources {
        head: head(),
        is_demo: false,
        said: MatchSaid { home: "Harbour City".to_owned(), ..MatchSaid::default() },
        files: Some(vec![FileView {
            name: "game.dat".to_owned(),
            kind: Some("TRACAB positions".to_owned()),
            size_bytes: 73_000_000,
        }]),
        positions: Some("TRACAB".to_owned()),
        events: None,
        recorded: Some((25.0, Pitch { length_m: 104.9, width_m: 67.8 })),
        periods: vec![period(1, 0), period(2, 70_000)],
        quality: of_quality(report()),
    }
}

fn drawn(data: MatchSources, role: Role) -> String {
    html("/matches/7/data", Some(role), move || {
        let describe = ServerAction::new();
        view! { <DataBody data describe/> }.into_any()
    })
}

#[test]
fn data_says_what_the_match_is_made_of_and_what_can_be_taken_away() {
    let html = drawn(sources(), Role::Analyst);
    for told in [
        "game.dat",
        "TRACAB positions",
        "104.9 × 67.8 m",
        "67,500",
        "70000",
        "45.0",
        "0.4 %",
        "of 100",
        "/api/v1/matches/7/statistics.csv",
        "/api/v1/matches/7/frames/2",
        "/api/v1/matches/7/report",
        "Delete match",
        "/matches/import/upload?match=7",
        "Read the files again",
        "name=\"said[home]\"",
    ] {
        assert!(html.contains(told), "{told}");
    }
    assert!(html.contains("No events were given."));
    let read_only = drawn(sources(), Role::Viewer);
    for hidden in ["Delete match", "Read the files again", "/matches/import/upload", "said[home]"] {
        assert!(!read_only.contains(hidden), "{hidden}");
    }
}

#[test]
fn a_match_without_files_says_why() {
    let demo = MatchSources { files: None, is_demo: true, ..sources() };
    assert!(drawn(demo, Role::Viewer).contains("The match was simulated here"));
    let said = || MatchSources { files: None, ..sources() };
    assert!(drawn(said(), Role::Viewer).contains("Ask an analyst to bring them"));
    let may_bring = drawn(said(), Role::Analyst);
    assert!(may_bring.contains("The match has no files yet. Add its positions"));
    assert!(!may_bring.contains("Read the files again"));
    let head = MatchHead { has_positions: false, has_events: false, ..head() };
    assert!(!drawn(MatchSources { head, ..said() }, Role::Viewer).contains("Take away"));
}

#[test]
fn quality_needs_a_small_part_of_the_report() {
    let whole = report();
    let part = of_quality(whole.clone());
    let bytes = |report: &MatchReport| serde_json::to_string(report).map_or(0, |text| text.len());
    assert_eq!(part.quality, whole.quality);
    assert!(bytes(&part) * 10 < bytes(&whole), "{} of {}", bytes(&part), bytes(&whole));
}

#[test]
fn a_report_stands_in_its_frame_with_what_can_be_taken_away() {
    let html = html("/matches/7", Some(Role::Viewer), || {
        view! { <ReportBody head=head() report=report()/> }.into_any()
    });
    for told in ["Expected goals", "Data quality 97", "Export", "Print", "/frames/1", "2–1"] {
        assert!(html.contains(told), "{told}");
    }
    assert!(html.contains("aria-current=\"page\"") && !html.contains("style=\""));
}
