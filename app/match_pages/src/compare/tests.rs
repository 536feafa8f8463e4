//! Two matches drawn as the server draws them.

use backroom::Role;
use football::MatchId;
use leptos::prelude::*;
use match_report::{MatchReport, of_match};
use match_simulator::{MatchPlan, SimulatedMatch, simulate};

use super::{
    Compared,
    address::Address,
    load::{ComparedMatch, MatchChoice, MatchComparison},
    match_panel::name_apart,
    notes::told,
};
use crate::drawing;

fn played(seed: u64) -> SimulatedMatch {
    simulate(&MatchPlan { half_secs: [300; 2], ..MatchPlan::invented(seed) })
        .expect("such a match can be played")
}

fn compared(id: i64, home: &str, report: MatchReport) -> ComparedMatch {
    let head = crate::head::MatchHead {
        id: MatchId(id),
        home: home.to_owned(),
        has_positions: report.positions.is_some(),
        has_events: report.events.is_some(),
        ..drawing::head()
    };
    ComparedMatch { head, day: None, is_from_video: false, report }
}

/// A match with both kinds of files and one with events alone.
fn two() -> [ComparedMatch; 2] {
    let (left, right) = (played(3), played(4));
    [
        compared(3, "Harbour City", of_match(Some(&left.game), Some(&left.game_events()))),
        compared(7, "Kestrelbay", of_match(None, Some(&right.game_events()))),
    ]
}

fn html(matches: [Option<ComparedMatch>; 2], total: u64) -> String {
    drawing::html("/matches/compare?left=3&right=7", Some(Role::Analyst), move || {
        let id = |place: usize| matches[place].as_ref().map(|of: &ComparedMatch| of.head.id);
        let address = Address { left: id(0), right: id(1), ..Address::default() };
        let choices = (0..i64::try_from(total).unwrap_or_default())
            .map(|id| MatchChoice { id: MatchId(id), label: format!("Match {id}") })
            .collect();
        let found = MatchComparison { matches, choices, total };
        view! { <Compared found address/> }.into_any()
    })
}

#[test]
fn both_matches_have_their_charts_and_every_number_leads_to_its_report() {
    let [left, right] = two();
    let drawn = html([Some(left), Some(right)], 9);

    for title in ["Expected goals, Harbour City", "Expected goals, Kestrelbay", "Shots, Kestrelbay"]
    {
        assert!(drawn.contains(title), "{title}");
    }
    for href in [
        "/matches/3#xg",
        "/matches/7#xg",
        "/matches/3#shots",
        "/matches/7#teams",
        "/matches/3#physical",
        "/matches/3#formations",
    ] {
        assert!(drawn.contains(&format!("href=\"{href}\"")), "{href}");
    }
    assert!(drawn.contains("/matches/compare?left=7&amp;right=3"));
    assert!(!drawn.contains("style=\"") && !drawn.contains("NaN") && !drawn.contains("inf "));
    // Two strips, two races, two maps; each with its table.
    assert_eq!(drawn.matches("<summary>Table").count(), 6);
    assert_eq!(drawn.matches("role=\"img\"").count(), 6);
}

#[test]
fn what_a_match_lacks_is_said_and_is_not_nought() {
    let [left, right] = two();
    let drawn = html([Some(left), Some(right)], 2);

    let from = drawn.find("Distance").unwrap();
    let rows = &drawn[from..from + drawn[from..].find("</tbody>").unwrap()];
    assert!(rows.contains("/matches/3#physical") && rows.contains(" km"));
    assert!(rows.contains("no tracking") && rows.contains("/matches/7/data"));
    assert!(!rows.contains("/matches/7#physical"));
    assert!(drawn.contains("not on one scale"), "possession by time and by passes");
}

#[test]
fn without_two_matches_the_page_says_what_to_do() {
    let [left, right] = two();
    assert!(html([None, None], 0).contains("No match has been imported yet"));
    assert!(html([None, None], 1).contains("There is one match only"));
    let chosen = html([Some(left.clone()), None], 5);
    assert!(chosen.contains("Choose two matches above") && chosen.contains("name=\"right\""));
    let same = ComparedMatch { head: left.head.clone(), ..right };
    assert!(html([Some(left), Some(same)], 5).contains("Both sides are the same match"));
}

#[test]
fn two_meetings_of_the_same_teams_are_told_apart() {
    let [left, right] = two();
    assert_eq!(name_apart(&[left.clone(), right])[1], "Kestrelbay – Northgate");
    let again = ComparedMatch { day: Some("30 Nov 2024".to_owned()), ..left.clone() };
    let names = name_apart(&[left.clone(), again]);
    assert_eq!(names[0], "Harbour City – Northgate, day unknown");
    assert_eq!(names[1], "Harbour City – Northgate, 30 Nov 2024");
    assert_eq!(name_apart(&[left.clone(), left])[1], "Harbour City – Northgate, right");
}

#[test]
fn video_beside_cameras_is_said_and_not_put_on_one_scale() {
    let [left, right] = two();
    let video = ComparedMatch { is_from_video: true, head: right.head, ..left.clone() };
    let names = ["One".to_owned(), "Two".to_owned()];

    assert!(told(&[left.clone(), left.clone()], &names).is_empty());
    let notes = told(&[left.clone(), video.clone()], &names);
    assert!(notes[0].contains("tracking of Two is from video"), "{notes:?}");
    let drawn = html([Some(left), Some(video)], 2);
    let from = drawn.find("Running and space").unwrap();
    let panel = &drawn[from..from + drawn[from..].find("</section>").unwrap()];
    assert!(panel.contains("not on one scale") && !panel.contains("class=\"dumbbell\""));
}

#[test]
fn a_longer_match_is_said_to_be_longer() {
    let [left, _] = two();
    let mut longer = left.clone();
    longer.report.periods[1].secs += 600.0;

    let notes = told(&[left, longer], &["One".to_owned(), "Two".to_owned()]);

    assert!(notes[0].contains("lasted 10 minutes, the other 20"), "{notes:?}");
}
