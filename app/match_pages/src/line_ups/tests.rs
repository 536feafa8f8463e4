//! Line-ups drawn as the server draws them.

use backroom::Role;
use football::{MatchId, PlayerId, Position, Side};
use leptos::prelude::*;

use super::{
    LineUpsBody,
    formations::ToldFormation,
    link::Linked,
    load::{LineUpPlayer, LineUps},
};
use crate::drawing::{head, html};

fn player(place: u16, name: &str) -> LineUpPlayer {
    LineUpPlayer {
        place,
        side: Side::Home,
        shirt: Some(place + 1),
        name: Some(name.to_owned()),
        starter: Some(true),
        position: Some(Position::Goalkeeper),
        is_keeper: true,
        minutes: Some(95.2),
        player: None,
        proposal: None,
    }
}

fn line_ups() -> LineUps {
    let known = |id, name: &str| Some((PlayerId(id), name.to_owned()));
    LineUps {
        head: head(),
        players: vec![
            LineUpPlayer { player: known(31, "Jonas Berg"), ..player(0, "Berg") },
            LineUpPlayer { proposal: known(32, "Ade Adeyemi"), ..player(1, "Adeyemi") },
            player(2, "Costa"),
            LineUpPlayer { side: Side::Away, minutes: None, ..player(3, "Marsh") },
        ],
        opened: None,
        text: String::new(),
        found: Vec::new(),
        told: vec![ToldFormation {
            id: 5,
            side: Side::Away,
            phase: "in play".to_owned(),
            stretch: "46'–70'".to_owned(),
            shape: "3-5-2".to_owned(),
            author: None,
        }],
    }
}

fn drawn(line_ups: LineUps, role: Role) -> String {
    html("/matches/7/line-ups", Some(role), move || {
        let (link, say, unsay) = (ServerAction::new(), ServerAction::new(), ServerAction::new());
        view! { <LineUpsBody line_ups link say unsay/> }.into_any()
    })
}

#[test]
fn who_is_linked_proposed_and_unknown_can_be_told_apart() {
    let html = drawn(line_ups(), Role::Analyst);
    assert!(html.contains("/players/31") && html.contains("Unlink"));
    assert!(html.contains("Is he ") && html.contains("Ade Adeyemi") && html.contains("Yes"));
    assert!(html.contains("/matches/7/line-ups?place=2#choose"));
    assert!(html.contains("1 of 3 linked to players") && html.contains("0 of 1 linked to players"));
    assert!(!html.contains("id=\"choose\""));
}

#[test]
fn viewers_see_who_is_who_and_change_nothing() {
    let html = drawn(line_ups(), Role::Viewer);
    assert!(html.contains("/players/31"));
    assert!(!html.contains("<form") && !html.contains("Unlink"));
}

#[test]
fn an_open_row_offers_who_was_found() {
    let found = vec![(PlayerId(33), "Rui Costa".to_owned(), "CB · Lisboa · 1999".to_owned())];
    let open = LineUps { opened: Some(2), text: "Costa".to_owned(), found, ..line_ups() };
    let html = drawn(open.clone(), Role::Analyst);
    assert!(html.contains("id=\"choose\"") && html.contains("He is Rui Costa"));
    assert!(html.contains("CB · Lisboa · 1999") && html.contains("value=\"33\""));
    let nobody = drawn(LineUps { found: Vec::new(), ..open }, Role::Analyst);
    assert!(
        nobody.contains("No player's name or club holds")
            || nobody.contains("No player&#x27;s name")
    );
}

#[test]
fn a_match_without_a_line_up_says_the_next_step() {
    let html = drawn(LineUps { players: Vec::new(), ..line_ups() }, Role::Analyst);
    assert!(html.contains("No file of this match says who played."));
    assert!(html.contains("/matches/7/data"));
}

#[test]
fn undo_says_again_what_was_said_before() {
    let name = "Berg".to_owned();
    let linked = Linked { id: MatchId(7), place: 2, name, now: None, before: Some(PlayerId(31)) };
    assert_eq!(linked.told(), "Unlinked Berg");
    assert_eq!(linked.undo().player, "31");
    assert_eq!(Linked { before: None, ..linked }.undo().player, "");
}

#[test]
fn formations_that_people_said_stand_with_the_way_to_say_more() {
    let html = drawn(line_ups(), Role::Analyst);
    for told in
        ["3-5-2", "46'–70'", "an account that is gone", "name=\"words[shape]\"", "Delete 3-5-2"]
    {
        assert!(html.contains(told), "{told}");
    }
    let read_only = drawn(line_ups(), Role::Viewer);
    assert!(read_only.contains("3-5-2") && !read_only.contains("words[shape]"));
    let nothing = drawn(LineUps { told: Vec::new(), ..line_ups() }, Role::Viewer);
    assert!(nothing.contains("Nobody said yet how the teams stood"));
}
