//! The list drawn as the server draws it.

use backroom::{JobId, Role};
use chrono::DateTime;
use football::MatchId;
use leptos::prelude::*;
use page_kit::imports::Phase;
use uuid::Uuid;

use super::{
    FoundMatches,
    imports::{ImportsPanel, MatchImportLine},
    rows::{MatchRows, MatchSummary},
};
use crate::drawing::html;

fn summary() -> MatchSummary {
    MatchSummary {
        id: MatchId(7),
        home: "Harbour City".to_owned(),
        away: "Northgate".to_owned(),
        score: Some([2, 1]),
        day: Some("30 Nov 2024".to_owned()),
        competition: Some("League, round 14".to_owned()),
        positions: Some("TRACAB".to_owned()),
        events: Some("StatsBomb".to_owned()),
        quality: Some(97),
        clips: 12,
        is_demo: false,
    }
}

fn drawn(rows: Vec<MatchSummary>, total: u64, text: &'static str, page: u64) -> String {
    html("/matches", Some(Role::Analyst), move || {
        let found = MatchRows { rows, total, page_size: 50 };
        view! { <FoundMatches found text=text.to_owned() page/> }.into_any()
    })
}

#[test]
fn a_match_says_what_is_known_of_it_and_leads_to_its_report() {
    let known = drawn(vec![summary()], 1, "", 1);
    for told in ["/matches/7", "2–1", "30 Nov 2024", "League, round 14", "TRACAB", ">97<", ">12<"]
    {
        assert!(known.contains(told), "{told}");
    }
    let bare = MatchSummary { score: None, day: None, quality: None, ..summary() };
    let bare = drawn(vec![bare], 1, "", 1);
    assert!(bare.contains("class=\"unknown\"") && !bare.contains("2–1"));
}

#[test]
fn two_matches_are_chosen_by_boxes_as_soon_as_there_are_two() {
    let two = drawn(vec![summary(); 2], 2, "", 1);
    assert!(two.contains("action=\"/matches/compare\"") && two.contains("name=\"ids\""));
    assert!(two.contains("Compare Harbour City – Northgate, 30 Nov 2024"));
    assert!(!drawn(vec![summary()], 1, "", 1).contains("name=\"ids\""));
}

#[test]
fn pages_keep_what_was_searched_for() {
    let second = drawn(vec![summary(); 50], 120, "st. pauli", 2);
    assert!(second.contains("51–100 of 120"));
    assert!(
        second.contains("/matches?q=st.%20pauli\"") || second.contains("/matches?q=st.+pauli\"")
    );
    assert!(second.contains("page=3"));
}

#[test]
fn an_empty_list_says_the_next_step() {
    assert!(drawn(Vec::new(), 0, "", 1).contains("Choose the files of one above"));
    let searched = drawn(Vec::new(), 0, "Ajax", 1);
    assert!(searched.contains("holds “Ajax”") && searched.contains("Show all matches"));
}

#[test]
fn an_import_that_is_not_done_says_what_to_do() {
    let line = |phase, job_id: Option<JobId>, why: Option<&str>, failed| MatchImportLine {
        id: Uuid::from_u128(3),
        title: "game.dat".to_owned(),
        files: 2,
        phase,
        job_id,
        why: why.map(str::to_owned),
        failed,
        created_at: DateTime::UNIX_EPOCH,
    };
    let drawn = |line| {
        html("/matches", Some(Role::Analyst), || {
            view! { <ImportsPanel lines=vec![line]/> }.into_any()
        })
    };

    let running = drawn(line(Phase::Running, Some(JobId(Uuid::from_u128(5))), None, false));
    assert!(running.contains("/tasks/00000000-0000-0000-0000-000000000005"));
    let failed = drawn(line(Phase::Open, None, Some("Line 3 is cut off."), true));
    assert!(failed.contains("Line 3 is cut off. Add a file, or start again."));
    assert!(failed.contains("Failed"));
    let draft = drawn(line(Phase::Open, None, None, false));
    assert!(draft.contains("Say what match it is, and start."));
    assert!(draft.contains("/matches/import/00000000-0000-0000-0000-000000000003"));
}
