//! What a person says of a match, as fields and as a form.

use backroom::Role;
use football::MatchId;
use leptos::prelude::*;
use page_base::error::AppError;

use super::{AddMatch, DescribeForm, MatchSaid};
use crate::drawing::html;

#[test]
fn a_day_and_goals_that_cannot_be_read_are_named() {
    let said = MatchSaid {
        played_on: "soon".to_owned(),
        home_goals: "two".to_owned(),
        away_goals: " 1 ".to_owned(),
        ..MatchSaid::default()
    };
    let Err(AppError::Invalid { fields }) = said.parts() else { panic!("it was taken") };
    let named: Vec<_> = fields.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(named, ["played_on", "home_goals"]);

    let said = MatchSaid { played_on: "2026-11-27".to_owned(), home_goals: String::new(), ..said };
    let (settings, goals) = said.parts().unwrap();
    assert_eq!(
        (goals, settings.played_on.map(|day| day.to_string())),
        ([None, Some(1)], Some("2026-11-27".to_owned()))
    );
}

#[test]
fn a_match_is_described_in_fields_that_a_browser_sends_itself() {
    let new = html("/matches", Some(Role::Analyst), || view! { <AddMatch/> }.into_any());
    for field in ["home", "away", "competition", "round", "played_on", "venue", "home_goals"] {
        assert!(new.contains(&format!("name=\"said[{field}]\"")), "{field}");
    }
    assert!(new.contains("action=\"/fn/matches/create_match\"") && !new.contains("<details open"));

    let there = html("/matches/7/data", Some(Role::Analyst), || {
        let said = MatchSaid { home: "Harbour City".to_owned(), ..MatchSaid::default() };
        let describe = ServerAction::new();
        view! { <DescribeForm id=MatchId(7) said describe/> }.into_any()
    });
    assert!(there.contains("value=\"Harbour City\"") && there.contains("name=\"id\" value=\"7\""));
}
