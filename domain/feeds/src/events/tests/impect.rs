//! Impect: the line-ups of a match.

use football::{EventKind, Position, Side};

use super::{names, public, roster, starters};
use crate::events::read_impect_line_ups;

#[test]
fn line_ups_names_and_substitutions_are_those_of_the_files() {
    let files = ["lineups", "squads", "players"]
        .map(|name| public(&format!("formats/impect/impect_{name}.json")));
    let [Some(line_ups), Some(squads), Some(players)] = files else { return };
    let game = read_impect_line_ups(&line_ups, &squads, &players).unwrap();

    assert_eq!((roster(&game), starters(&game)), ([20, 20], [11, 11]));
    assert_eq!(
        (names(&game), game.home.formation.as_deref()),
        (["Home Team FC", "Away Team United"], Some("433"))
    );
    let keeper = |side| {
        let mut keepers =
            game.line_up(side).filter(|player| player.position == Some(Position::Goalkeeper));
        (keepers.next().is_some(), keepers.next())
    };
    assert_eq!(keeper(Side::Home), (true, None));
    assert_eq!(game.players[0].name.as_deref(), Some("John Doe"));
    // Of six of the home team who went to the bench four made room for another: 55:24, 60:00 (15 seconds before who
    // came), 66:43 and 83:04; at 75 and 85 minutes nobody came.
    let home: Vec<_> = game.events.iter().filter(|event| event.side == Some(Side::Home)).collect();
    let exchanged =
        |event: &&&football::GameEvent| matches!(event.kind, EventKind::Substitution { .. });
    assert_eq!((home.len(), home.iter().filter(exchanged).count()), (6, 4));
    assert_eq!(home[0].period, 2);
    assert!((home[0].clock_secs - 624.266).abs() < 1e-6);
}

#[test]
fn without_lists_nobody_has_a_name_and_another_file_is_told() {
    let squad = |id| {
        format!(
            r#"{{"id":{id},"players":[{{"id":{id}0,"shirtNumber":9}}],"startingPositions":[],"substitutions":[]}}"#
        )
    };
    let file = format!(r#"{{"id":3,"squadHome":{},"squadAway":{}}}"#, squad(1), squad(2));
    let game = read_impect_line_ups(file.as_bytes(), b"", b"").unwrap();
    assert_eq!((game.players.len(), game.players[1].shirt), (2, Some(9)));
    assert_eq!((&game.home.name, &game.players[0].name), (&None, &None));

    let refused =
        |file: &str| read_impect_line_ups(file.as_bytes(), b"", b"").unwrap_err().to_string();
    assert_eq!(
        refused("[]"),
        "`squadHome` or `squadAway` is missing: is it the file that it should be?"
    );
    assert!(
        refused(&file.replace("\"shirtNumber\":9", "\"shirtNumber\":-1"))
            .contains("squadHome: invalid value")
    );
}
