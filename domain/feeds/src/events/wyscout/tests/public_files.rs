//! Real matches.

use football::{EventKind, Side};
use serde_json::Value;

use super::{MATCH, public, read_in_pieces};
use crate::events::wyscout::{WyscoutTag, WyscoutTags};

#[test]
fn a_world_cup_has_the_matches_home_teams_and_events_of_the_reference() {
    let Some(lines) = public("wyscout/world_cup_2018.jsonl.gz") else { return };
    let Some(reference) = public("wyscout/reference/ref_spadl_wc2018.json") else { return };
    let reference: Value = serde_json::from_slice(&reference).unwrap();

    let matches = read_in_pieces(&lines, 65_521).unwrap();

    let expected = reference["per_match"].as_array().unwrap();
    assert_eq!(matches.len(), expected.len());
    for (game, expected) in matches.iter().zip(expected) {
        assert_eq!(game.id, expected["match_id"]);
        assert_eq!(game.label.as_deref(), expected["label"].as_str());
        assert_eq!(game.teams[0].id, expected["home_team_id"]);
        assert_eq!(game.events.len() as u64, expected["raw_events"]);
    }
    assert_eq!(matches[0].teams[1].name, "Saudi Arabia");
    // Kinds and tags are counted in the file's own text.
    let events = || matches.iter().flat_map(|game| &game.events);
    let text = String::from_utf8(lines).unwrap();
    for (kind, written) in [(8, "\"eventId\":8,"), (10, "\"eventId\":10,"), (6, "\"eventId\":6,")] {
        let count = events().filter(|event| event.kind == kind).count();
        assert_eq!(count, text.matches(written).count(), "kind {kind}");
    }
    for tag in
        [WyscoutTag::Goal, WyscoutTag::OwnGoal, WyscoutTag::Interception, WyscoutTag::Blocked]
    {
        let written = format!("{{\"id\":{}}}", tag.id());
        let count = events().filter(|event| event.tags.has(tag)).count();
        assert_eq!(count, text.matches(&written).count(), "{tag:?}");
    }
    assert_eq!(events().filter(|event| event.period == 5).count(), 76);
}

#[test]
fn in_the_terms_of_all_providers_a_world_cup_ends_as_its_labels_say() {
    let Some(lines) = public("wyscout/world_cup_2018.jsonl.gz") else { return };
    let matches = read_in_pieces(&lines, 65_521).unwrap();

    for told in &matches {
        let game = told.game_events().unwrap();
        let label = told.label.as_deref().unwrap();
        let goals = [Side::Home, Side::Away].map(|side| game.goals(side));
        assert!(label.contains(&format!(", {} - {}", goals[0], goals[1])), "{label}: {goals:?}");
        assert_eq!(game.events.len(), told.events.len());
        let passes = |event: &&football::GameEvent| matches!(event.kind, EventKind::Pass(_));
        let told_passes = told.events.iter().filter(|event| event.kind == 8).count();
        assert!(game.events.iter().filter(passes).count() >= told_passes);
        assert_eq!(
            game.line_up(Side::Home).filter(|player| player.starter == Some(true)).count(),
            11
        );
    }
}

#[test]
fn a_file_of_the_service_has_the_counts_of_its_text_and_the_elevens_that_it_does_not_say() {
    let Some(file) = public("formats/wyscout/wyscout_events_v2.json.gz") else { return };

    let matches = read_in_pieces(&file, 4_093).unwrap();

    let [game] = &matches[..] else { panic!("{} matches", matches.len()) };
    assert_eq!(game.id, 2_499_773);
    assert_eq!(game.events.len(), 1_770);
    assert_eq!(game.teams.each_ref().map(|team| &team.name[..]), ["Liverpool", "Leicester City"]);
    assert_eq!(game.teams.each_ref().map(|team| team.players.len()), [18, 18]);
    // Some of its numbers stand in quotes.
    let quoted = game.events.iter().find(|event| event.id == 190_079_073).unwrap();
    assert_eq!(quoted.start_percent, Some([29.0, 6.0]));
    assert_eq!(quoted.end_percent, Some([36.0, 3.0]));
    assert_eq!((quoted.kind, quoted.sub_kind, quoted.period), (8, 82, 1));
    assert_eq!(quoted.tags, WyscoutTags::default().with(WyscoutTag::NotAccurate));
    assert_eq!(game.events.iter().filter(|event| event.start_percent.is_none()).count(), 0);
    // Of fourteen that played on each side.
    for team in [0, 1] {
        let eleven = game.first_eleven(team);
        assert_eq!(eleven.len(), 11);
        let listed = |id: &i64| game.teams[team].players.iter().any(|player| player.id == *id);
        assert!(eleven.iter().all(listed));
    }
}

#[test]
fn pieces_of_any_size_give_the_same_match() {
    let whole = read_in_pieces(MATCH.as_bytes(), usize::MAX).unwrap();

    for size in 1..40 {
        assert_eq!(read_in_pieces(MATCH.as_bytes(), size).unwrap(), whole, "pieces of {size}");
    }
    let marked = ["\u{feff}", MATCH, "\r\n", &MATCH.replace(":7,", ":8,")].concat();
    let two = read_in_pieces(marked.as_bytes(), 3).unwrap();
    assert_eq!(two.iter().map(|game| game.id).collect::<Vec<_>>(), [7, 8]);
}

#[test]
fn the_home_team_is_the_one_that_the_label_names_first() {
    let matches = read_in_pieces(MATCH.as_bytes(), 7).unwrap();

    let game = &matches[0];
    assert_eq!(game.teams.each_ref().map(|team| &team.name[..]), ["Süd", "Nord"]);
    let [player] = &game.teams[0].players[..] else { panic!("one player is listed") };
    assert_eq!((player.id, &player.short_name[..]), (11, "\"A\" É"));
    assert_eq!(player.role.as_deref(), Some("MID"));
    let [pass, offside] = &game.events[..] else { panic!("there are two events") };
    assert_eq!((pass.player, pass.end_percent), (Some(11), Some([35.0, 53.0])));
    assert_eq!((offside.player, offside.sub_kind), (None, 0));
    assert_eq!(offside.start_percent, offside.end_percent);
}

#[test]
fn line_ups_say_sides_shirts_and_who_starts() {
    let lineups = r#""match":{"wyId":9,"label":"x","teamsData":{
        "1":{"side":"home","formation":{"lineup":[{"playerId":5,"shirtNumber":1}],"bench":[]}},
        "2":{"side":"away","formation":{"lineup":[],"bench":[{"playerId":11,"shirtNumber":"12"}]}}}},"events""#;
    let file = MATCH.replace("\"events\"", lineups);

    let game = read_in_pieces(file.as_bytes(), usize::MAX).unwrap().remove(0);

    assert_eq!(game.teams.each_ref().map(|team| team.id), [1, 2]);
    assert_eq!(game.teams[0].players[0].starts, Some(true));
    assert_eq!(game.teams[1].players[0].shirt, Some(12));
    assert_eq!(game.teams[1].players[0].starts, Some(false));
}
