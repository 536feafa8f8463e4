//! The tab drawn as the server draws it.

use football::{MatchId, PlayerId, SeasonYears};
use leptos::prelude::*;
use scouting_stats::played::{PlayedGame, PlayedPeer, standings, sums};

use super::{
    Played,
    load::{PlayedRow, PlayedView},
};

fn game(minutes: f64, distance_m: f64) -> PlayedGame {
    PlayedGame {
        minutes: Some(minutes),
        known_minutes: Some(minutes),
        distance_m: Some(distance_m),
        high_speed_m: Some(812.0),
        sprint_m: Some(211.0),
        sprints: Some(14),
        ..PlayedGame::default()
    }
}

fn row(figures: PlayedGame) -> PlayedRow {
    PlayedRow {
        id: MatchId(7),
        place: 4,
        teams: "Harbour City 2–1 Northgate".to_owned(),
        day: Some("30 Nov 2026".to_owned()),
        has_positions: true,
        has_events: false,
        quality: Some(97),
        coverage: Some(0.61),
        top_speed_mps: Some(8.6),
        figures,
    }
}

/// A player with these matches among `others` who ran less than he.
fn view(rows: Vec<PlayedRow>, others: u32) -> PlayedView {
    let own = sums(rows.iter().map(|row| &row.figures));
    let peer = |metres: u32| PlayedPeer {
        keeps_goal: false,
        sums: game(90.0, f64::from(metres)).figures(),
    };
    let peers: Vec<_> = (1..=others).map(peer).collect();
    PlayedView {
        total: rows.len() as u64,
        seasons: SeasonYears::beginning_in(2026).into_iter().collect(),
        season: None,
        keeps_goal: false,
        standings: standings(&own, false, &peers),
        matches: rows,
    }
}

fn html(found: PlayedView) -> String {
    Owner::new().with(|| view! { <Played id=PlayerId(3) found/> }.to_html())
}

#[test]
fn a_match_leads_to_his_sheet_and_says_what_it_lacks() {
    let drawn = html(view(vec![row(game(90.0, 10_420.0))], 30));

    for told in [
        "/matches/7?player=4#player",
        "10.42",
        "116",
        "812",
        "8.6",
        "no events",
        "30 Nov 2026",
        "/api/v1/players/3/matches.csv",
        "/players/3/matches?season=2026",
    ] {
        assert!(drawn.contains(told), "{told}");
    }
    assert!(!drawn.contains("NaN") && !drawn.contains("style=\""));
}

#[test]
fn a_percentile_says_among_how_many_and_below_twenty_there_is_none() {
    let ranked = html(view(vec![row(game(90.0, 10_420.0))], 30));
    assert!(ranked.contains("class=\"percentile\"") && ranked.contains(">31<"));
    assert!(ranked.contains("among outfield players of all stored matches, 45 min or more"));

    let few = html(view(vec![row(game(90.0, 10_420.0))], 11));
    assert!(!few.contains("class=\"percentile\""));
    assert!(few.contains("It takes 20 players; 12 have the figure."));
    assert!(few.contains("there are 12 at most so far"));
}

#[test]
fn tracking_from_video_is_apart_with_how_much_was_seen() {
    let video =
        PlayedGame { is_from_video: true, known_minutes: Some(55.0), ..game(90.0, 6_000.0) };
    let drawn = html(view(vec![row(video), row(game(90.0, 10_000.0))], 30));

    assert!(drawn.contains("Tracking from video") && drawn.contains("so they are not ranked"));
    assert!(drawn.contains("video, seen 61 %"));
    assert!(drawn.contains("Tracking by cameras or sensors at the pitch"));
    // 6,000 m in the 55 minutes that were seen.
    assert!(drawn.contains("9.82 km") && drawn.contains("10.00 km"));
}

#[test]
fn without_a_match_the_tab_says_how_he_comes_into_one() {
    let none = PlayedView { seasons: Vec::new(), ..view(Vec::new(), 0) };
    assert!(html(none.clone()).contains("go to its line-ups, and say who of them he is"));
    let season = SeasonYears::beginning_in(2024);
    assert!(html(PlayedView { season, ..none }).contains("No match of this season is known"));
}
