//! Reports drawn as the server draws them.

use leptos::prelude::*;
use match_report::{MatchReport, of_match};
use match_simulator::{MatchPlan, SimulatedMatch, simulate};

use super::ReportPanels;

fn played() -> SimulatedMatch {
    simulate(&MatchPlan { half_secs: [300; 2], ..MatchPlan::invented(3) })
        .expect("such a match can be played")
}

fn html(report: MatchReport, player: Option<u16>) -> String {
    Owner::new().with(|| {
        let player = Signal::derive(move || player);
        view! { <ReportPanels report player data_href="/matches/7/data"/> }.to_html()
    })
}

/// What stands under a head, up to the end of its panel.
fn panel<'a>(html: &'a str, title: &str) -> &'a str {
    let from = html.find(&format!("<h2>{title}")).unwrap_or_else(|| panic!("no panel {title}"));
    let rest = &html[from..];
    &rest[..rest.find("</section>").unwrap_or(rest.len())]
}

#[test]
fn a_report_of_both_has_every_panel_with_its_table() {
    let played = played();
    let report = of_match(Some(&played.game), Some(&played.game_events()));
    let html = html(report.clone(), None);

    for title in ["Expected goals", "Shots", "Passes", "Momentum", "Formations", "Heatmaps"] {
        let panel = panel(&html, title);
        assert!(panel.contains("<svg") && panel.contains("role=\"img\""), "{title}");
        assert!(panel.contains("<summary>Table"), "{title}");
    }
    for title in ["Physical", "Teams", "Team shape", "Set pieces", "Timeline", "Data quality"] {
        assert!(!panel(&html, title).contains("class=\"empty\""), "{title}");
    }
    // Every player who ran has his row, with a link to his sheet.
    let physical = panel(&html, "Physical");
    for player in &report.physical {
        assert!(physical.contains(&format!("?player={}#player", player.player)));
    }
    assert!(!html.contains("style=\"") && !html.contains("NaN") && !html.contains("inf "));
    assert!(!html.contains("id=\"player\""));
}

#[test]
fn events_alone_and_positions_alone_say_what_to_add() {
    let played = played();
    let events = html(of_match(None, Some(&played.game_events())), None);
    for title in ["Physical", "Formations", "Team shape", "Data quality"] {
        assert!(panel(&events, title).contains("Add tracking files under Data."), "{title}");
    }
    assert!(panel(&events, "Heatmaps").contains("actions on the ball"));
    assert!(panel(&events, "Passes").contains("<svg"));

    let positions = html(of_match(Some(&played.game), None), None);
    for title in ["Expected goals", "Shots", "Passes", "Momentum", "Set pieces"] {
        assert!(panel(&positions, title).contains("Add a file of events under Data."), "{title}");
    }
    assert!(panel(&positions, "Formations").contains("<svg"));
    assert!(panel(&positions, "Teams").contains("Distance"));
}

#[test]
fn the_address_opens_the_sheet_of_a_player() {
    let played = played();
    let report = of_match(Some(&played.game), Some(&played.game_events()));
    let name = played.game.players[3].name.clone().unwrap();
    let html_of = |player| html(report.clone(), Some(player));

    let sheet = html_of(3);
    let from = sheet.find("id=\"player\"").unwrap();
    assert!(sheet[from..].starts_with("id=\"player\"") && sheet[from..from + 400].contains(&name));
    assert!(sheet[from..].contains("Passes with"));
    assert!(html_of(999).contains("This player is not in the report."));
}

#[test]
fn nothing_at_all_is_an_empty_report_that_says_so() {
    let html = html(of_match(None, None), None);
    assert_eq!(html.matches("class=\"empty\"").count(), 12);
    assert_eq!(html.matches("href=\"/matches/7/data\"").count(), 12);
}
