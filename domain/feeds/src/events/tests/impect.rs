//! Impect: the line-ups of a match, and its events.

use football::{
    BodyPart, EventKind, GameEvents, PassHeight, PassOutcome, Position, Restart, ShotOutcome, Side,
};

use super::{names, public, roster, small_files::IMPECT_EVENTS, starters};
use crate::events::{
    EventFile, EventsError, EventsPlan, EventsReader, PlannedEventFile, read_impect_line_ups,
    recognise_event_file,
};

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

/// Reads files of any order, as they are recognised.
fn read(files: &[&str]) -> Result<GameEvents, EventsError> {
    let planned = |(place, file): (usize, &&str)| PlannedEventFile {
        place,
        kind: recognise_event_file(file.as_bytes()).unwrap(),
    };
    let plan = EventsPlan::of(&files.iter().enumerate().map(planned).collect::<Vec<_>>());
    let plan = plan.unwrap().unwrap();
    let order: Vec<_> = plan.files().iter().map(|file| file.place).collect();
    let mut reader = EventsReader::new(plan);
    for place in order {
        reader.begin()?;
        files[place].as_bytes().chunks(61).try_for_each(|piece| reader.push(piece))?;
        reader.end()?;
    }
    reader.finish()
}

#[test]
fn events_are_read_with_line_ups_and_names_in_any_order_of_files() {
    let [line_ups, events] = IMPECT_EVENTS;
    let squads = r#"[{"id":2,"name":"Two","access":true,"gender":"MALE","countryId":4}]"#;
    let players = r#"[{"id":8,"commonname":"Eight","birthdate":"2000-01-01"}]"#;
    assert_eq!(recognise_event_file(events.as_bytes()), Some(EventFile::ImpectEvents));

    let game = read(&[players, events, squads, line_ups]).unwrap();

    assert_eq!((names(&game), game.players[1].name.as_deref()), (["", "Two"], Some("Eight")));
    let [pass, lost, won, recovery, shot] = &game.events[..] else { panic!("{:?}", game.events) };
    let EventKind::Pass(told) = pass.kind else { panic!("it is a pass") };
    assert_eq!((told.outcome, told.receiver), (PassOutcome::Incomplete, None));
    assert_eq!((told.cross, told.height), (true, Some(PassHeight::High)));
    assert!(pass.under_pressure && pass.duration_secs == Some(1.5));
    let (at, end) = (pass.at.unwrap(), pass.end.unwrap());
    assert_eq!(([at.x_m, at.y_m], [end.x_m, end.y_m]), ([5.0, -3.0], [40.5, 2.0]));
    // The duel is of two; who lost it stands where the other does, seen from his side.
    assert_eq!(lost.kind, EventKind::Duel { aerial: true, won: Some(false) });
    assert_eq!((lost.side, lost.player, lost.at.unwrap().x_m), (Some(Side::Home), Some(1), 40.0));
    assert_eq!(won.kind, EventKind::Duel { aerial: true, won: Some(true) });
    assert_eq!(recovery.kind, EventKind::Recovery { won: Some(true) });
    assert_eq!((recovery.side, recovery.player), (Some(Side::Away), Some(2)));
    let EventKind::Shot(told) = shot.kind else { panic!("it is a shot") };
    assert_eq!((told.outcome, told.body_part), (Some(ShotOutcome::Goal), Some(BodyPart::Head)));
    assert_eq!((shot.period, shot.clock_secs, game.goals(Side::Home)), (2, 7.0, 1));
}

#[test]
fn what_becomes_of_passes_and_shots_is_told() {
    let [line_ups, events] = IMPECT_EVENTS;
    let events = events.replace("\n    ", "");
    let out =
        r#",{"id":9,"periodId":1,"gameTime":{"gameTimeInSec":3},"squadId":1,"actionType":"OUT"}]"#;
    let with_out = [events.trim_end_matches(']'), out].concat();
    let game = read(&[line_ups, &with_out]).unwrap();
    let EventKind::Pass(told) = game.events[0].kind else { panic!("it is a pass") };
    assert_eq!(told.outcome, PassOutcome::Out);

    let header = "\"action\":\"HEADER\",\"bodyPartExtended\":\"HEAD\",\"result\":\"SUCCESS\"";
    assert!(events.contains(header));
    let outcome = |action: &str, target: &str| {
        let shot = format!("\"action\":\"{action}\",\"result\":\"FAIL\"");
        let changed = events.replace(header, &shot).replace("\"y\":1.5", target);
        let game = read(&[line_ups, &changed]).unwrap();
        let EventKind::Shot(told) = game.events.last().unwrap().kind else { panic!("a shot") };
        (told.outcome.unwrap(), told.restart)
    };
    assert_eq!(outcome("BLOCK", "\"y\":0"), (ShotOutcome::Blocked, None));
    let free_kick = (ShotOutcome::OffTarget, Some(Restart::FreeKick));
    assert_eq!(outcome("DIRECT_FREE_KICK", "\"y\":3.7"), free_kick);
}

#[test]
fn faults_of_events_are_told() {
    let [line_ups, events] = IMPECT_EVENTS;
    let told = |events: &str| read(&[line_ups, events]).unwrap_err().to_string();
    assert!(told(&events[..events.len() - 3]).contains("it was cut off"));
    assert!(
        told(&events.replace("\"squadId\":2", "\"squadId\":5")).contains("team 5 does not play")
    );
    assert!(told(&events.replace("10007", "70007")).contains("the clock in seconds is 70007"));
    assert!(told(&events.replace("\"x\":45", "\"x\":4500")).contains("a place in metres"));
}
