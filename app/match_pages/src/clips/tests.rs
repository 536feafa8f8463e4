//! Clips drawn as the server draws them.

use backroom::Role;
use leptos::prelude::*;

use super::{ClipsBody, load::ClipView};
use crate::{
    drawing::{head, html},
    head::MatchHead,
};

fn clip(id: i64, tags: &[&str]) -> ClipView {
    ClipView {
        id,
        period: 2,
        from_secs: 727.04,
        until_secs: 741.0,
        note: "They press too late.".to_owned(),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        is_drawn_on: true,
        author: Some("Mina".to_owned()),
        saved: "27 Nov 2026, 09:12 UTC".to_owned(),
    }
}

fn drawn(head: MatchHead, clips: Vec<ClipView>, tag: &'static str, role: Role) -> String {
    html("/matches/7/clips", Some(role), move || {
        let delete = ServerAction::new();
        let (tag, deleted) = (Signal::stored(tag.to_owned()), Signal::stored(Some(9)));
        view! { <ClipsBody head clips tag deleted delete/> }.into_any()
    })
}

#[test]
fn a_clip_leads_to_its_moment_in_the_replay() {
    let html = drawn(head(), vec![clip(4, &["press"])], "", Role::Analyst);
    assert!(html.contains("/matches/7/replay?t=2-727\""));
    for told in ["2nd half, 12:07–12:21", "They press too late.", "?tag=press", "Mina"] {
        assert!(html.contains(told), "{told}");
    }
    assert!(html.contains("Delete the clip 2nd half, 12:07–12:21"));
    // The one that was taken away can be taken back.
    assert!(html.contains("value=\"9\"") && html.contains("Undo"));
    let viewer = drawn(head(), vec![clip(4, &["press"])], "", Role::Viewer);
    assert!(!viewer.contains("Delete the clip"));
}

#[test]
fn a_tag_shows_its_clips_alone() {
    let clips = vec![
        clip(4, &["press"]),
        ClipView { note: "A corner.".to_owned(), ..clip(5, &["set piece"]) },
    ];
    let html = drawn(head(), clips.clone(), "press", Role::Viewer);
    assert!(html.contains("They press too late.") && !html.contains("A corner."));
    let none = drawn(head(), clips, "goal", Role::Viewer);
    assert!(none.contains("No clip has the tag “goal”.") && none.contains("Show all clips"));
}

#[test]
fn a_match_without_clips_says_where_they_are_made() {
    assert!(drawn(head(), Vec::new(), "", Role::Viewer).contains("Open the replay"));
    let unseen = MatchHead { has_positions: false, ..head() };
    assert!(drawn(unseen, Vec::new(), "", Role::Viewer).contains("Add tracking files under Data."));
}
