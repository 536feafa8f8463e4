//! An import drawn as the server draws it.

use backroom::Role;
use football::MatchId;
use leptos::prelude::*;
use page_kit::imports::Phase;
use uuid::Uuid;

use super::{
    ImportBody,
    view::{FileView, MatchImportView},
};
use crate::{drawing::html, said::MatchSaid};

pub(super) fn draft() -> MatchImportView {
    MatchImportView {
        id: Uuid::from_u128(3),
        title: "game.dat".to_owned(),
        phase: Phase::Open,
        job_id: None,
        match_id: None,
        renews: None,
        error: None,
        files: vec![
            FileView {
                name: "game.dat".to_owned(),
                kind: Some("TRACAB positions".to_owned()),
                size_bytes: 73_000_000,
            },
            FileView { name: "notes.txt".to_owned(), kind: None, size_bytes: 858 },
        ],
        positions: Some("TRACAB".to_owned()),
        events: None,
        problem: None,
        said: MatchSaid { home: "Harbour City".to_owned(), ..MatchSaid::default() },
    }
}

fn drawn(import: MatchImportView) -> String {
    html("/matches/import/3", Some(Role::Analyst), move || {
        let start = ServerAction::new();
        let on_done = Callback::new(|()| ());
        view! { <ImportBody import start lead_on=Signal::stored(false) on_done/> }.into_any()
    })
}

#[test]
fn a_draft_says_what_each_file_is_and_asks_which_match_it_is() {
    let html = drawn(draft());
    for told in [
        "game.dat",
        "TRACAB positions",
        "73.0 MB",
        "not known",
        "Positions: TRACAB",
        "Events: none",
    ] {
        assert!(html.contains(told), "{told}");
    }
    for field in ["home", "away", "competition", "round", "played_on", "venue"] {
        assert!(html.contains(&format!("name=\"said[{field}]\"")), "{field}");
    }
    assert!(html.contains("value=\"Harbour City\""));
    assert!(html.contains("/matches/import/upload?import=00000000-0000-0000-0000-000000000003"));
    assert!(!html.contains("It cannot start yet"));
}

#[test]
fn what_is_missing_stands_above_and_holds_the_start() {
    let why = "The line-up of the TRACAB positions is missing: add its XML.";
    let html = drawn(MatchImportView { problem: Some(why.to_owned()), ..draft() });
    assert!(html.contains("It cannot start yet") && html.contains(why));
    let button = html.split("<button").find(|part| part.contains("Import match")).unwrap_or("");
    assert!(button.contains("disabled"));
}

#[test]
fn a_failed_run_says_why_and_what_to_do() {
    let html = drawn(MatchImportView { error: Some("Line 3 is cut off.".to_owned()), ..draft() });
    assert!(html.contains("The last run wrote nothing") && html.contains("Line 3 is cut off."));
    assert!(html.contains("Add a file below, or start again."));
}

#[test]
fn a_completed_import_leads_to_its_match() {
    let html = drawn(MatchImportView { match_id: Some(MatchId(7)), ..draft() });
    assert!(html.contains("href=\"/matches/7\"") && !html.contains("name=\"home\""));
}
