//! `StatsBomb`: two real matches.

use football::{EventKind, GameEvents, Position, ShotOutcome, Side};
use serde_json::Value;

use super::{
    by_provider_type, count, in_pieces, is_complete, is_pass, names, passes_of, public, reference,
    roster, starters, told,
};
use crate::events::{EventsError, StatsBombReader};

type Is = fn(&EventKind) -> bool;

pub(super) fn read(
    line_ups: Option<&[u8]>,
    events: &[u8],
    frames: &[u8],
) -> Result<GameEvents, EventsError> {
    let mut reader = StatsBombReader::default();
    if let Some(line_ups) = line_ups {
        reader.line_ups(line_ups)?;
    }
    in_pieces(events, |piece| reader.push(piece))?;
    in_pieces(frames, |piece| reader.push_frames(piece))?;
    reader.finish()
}

fn read_public(game: &str) -> Option<GameEvents> {
    let line_ups = public(&format!("statsbomb/{game}_lineups.json"))?;
    let events = public(&format!("statsbomb/{game}_events.json.gz"))?;
    Some(read(Some(&line_ups), &events, b"").unwrap())
}

#[test]
fn the_counts_are_those_of_the_references() {
    for id in ["15986", "15946"] {
        let Some(game) = read_public(id) else { return };
        let events: Value =
            serde_json::from_slice(&public("statsbomb/reference/ref_events.json").unwrap())
                .unwrap();
        let raw = &events["matches"][id];
        assert_eq!(game.events.len() as u64, raw["raw_events"].as_u64().unwrap());
        for (name, number) in by_provider_type(&game) {
            assert_eq!(number, told(raw, "by_type", name), "{name}");
        }
        for side in [Side::Home, Side::Away] {
            let name = game.team(side).name.as_deref().unwrap();
            let shots: Vec<_> = game
                .events
                .iter()
                .filter(|event| event.side == Some(side) && event.period < 5)
                .filter_map(|event| match event.kind {
                    EventKind::Shot(shot) => Some(shot),
                    _ => None,
                })
                .collect();
            assert_eq!(shots.len(), told(raw, "shots", name));
            let xg: f64 = shots.iter().map(|shot| shot.xg.unwrap()).sum();
            assert!((xg - raw["xg"][name].as_f64().unwrap()).abs() < 1e-6, "{name} {xg}");
            let goals = shots.iter().filter(|shot| shot.outcome == Some(ShotOutcome::Goal)).count();
            let told_goals = &raw["goals_from_shots"][name];
            assert_eq!(goals as u64, told_goals.as_u64().unwrap_or_default());
            let own_goals = raw["own_goals_for"][name].as_u64().unwrap_or_default();
            assert_eq!(game.goals(side) as u64, goals as u64 + own_goals);
        }

        // kloppy adds events of its own to those of the file (4,067 against 4,027): cards beside fouls, balls out,
        // duels and interceptions beside passes. What it has of the file itself is the same here.
        let peer = reference(&format!("statsbomb/{id}")).unwrap();
        let same: [(&str, Is); 9] = [
            ("PASS", is_pass),
            ("CARRY", |kind| matches!(kind, EventKind::Carry)),
            ("CLEARANCE", |kind| matches!(kind, EventKind::Clearance)),
            ("FOUL_COMMITTED", |kind| matches!(kind, EventKind::Foul(_))),
            ("MISCONTROL", |kind| matches!(kind, EventKind::Miscontrol)),
            ("PRESSURE", |kind| matches!(kind, EventKind::Pressure)),
            // It holds an own goal for a shot.
            ("SHOT", |kind| matches!(kind, EventKind::Shot(_) | EventKind::OwnGoal)),
            ("SUBSTITUTION", |kind| matches!(kind, EventKind::Substitution { .. })),
            ("TAKE_ON", |kind| matches!(kind, EventKind::TakeOn { .. })),
        ];
        for (name, is_of) in same {
            assert_eq!(count(&game, is_of), told(&peer, "by_type", name), "{name}");
        }
        let cards = game.events.iter().filter(|event| event.card().is_some()).count();
        assert_eq!(cards, told(&peer, "by_type", "CARD"));
        let formations = |kind: &EventKind| matches!(kind, EventKind::FormationChange { .. });
        assert_eq!(count(&game, formations), told(&peer, "by_type", "FORMATION_CHANGE"));
        assert_eq!(count(&game, is_complete) as u64, peer["passes_complete"].as_u64().unwrap());
        for side in [Side::Home, Side::Away] {
            let name = game.team(side).name.as_deref().unwrap();
            assert_eq!(passes_of(&game, side), told(&peer, "passes_by_team", name));
        }
        assert_eq!(Value::from(names(&game).to_vec()), peer["teams"]);
        assert_eq!(Value::from(roster(&game).to_vec()), peer["roster"]);
        assert_eq!(starters(&game), [11, 11]);
        // `4-4-2` there is `442` here.
        let formations = [&game.home, &game.away].map(|team| team.formation.clone().unwrap());
        let peers = [0, 1].map(|team| peer["formations"][team].as_str().unwrap().replace('-', ""));
        assert_eq!(formations, peers);
    }
}

#[test]
fn places_clocks_and_what_belongs_to_an_event_are_those_of_the_file() {
    let Some(game) = read_public("15946") else { return };

    // `[61.0, 41.0]` to `[36.0, 26.0]` on 120 by 80, y down.
    let kick_off = &game.events[4];
    let (at, end) = (kick_off.at.unwrap(), kick_off.end.unwrap());
    assert!((at.x_m - 0.875).abs() < 1e-9 && (at.y_m + 0.85).abs() < 1e-9, "{at:?}");
    assert!((end.x_m + 21.0).abs() < 1e-9 && (end.y_m - 11.9).abs() < 1e-9, "{end:?}");
    assert!((kick_off.clock_secs - 0.098).abs() < 1e-9);
    let EventKind::Pass(pass) = kick_off.kind else { panic!("{kick_off:?}") };
    let receiver = &game.players[pass.receiver.unwrap()];
    assert_eq!(receiver.name.as_deref(), Some("Guillermo Alfonso Maripán Loaysa"));
    assert_eq!(receiver.position, Some(Position::CentreBack));

    // The first shot, of Messi, with all that stood between him and the goal.
    let shot = game.events.iter().find(|event| event.provider_type == "Shot").unwrap();
    assert_eq!(game.players[shot.player.unwrap()].shirt, Some(10));
    let frame = shot.freeze_frame.as_ref().unwrap();
    assert!(frame.people.len() > 5 && frame.people.iter().all(|person| person.player.is_some()));
    assert_eq!(frame.people.iter().filter(|person| person.keeper && !person.teammate).count(), 1);

    // The clock of the second half begins again; an own goal stands at the end of the file.
    let half = game.events.iter().find(|event| event.period == 2).unwrap();
    assert!(half.clock_secs.abs() < 1e-9);
    let ends: Vec<_> = game.periods.iter().map(|period| period.duration_secs.unwrap()).collect();
    assert!((ends[0] - 2705.267).abs() < 1e-6 && ends.len() == 2, "{ends:?}");
    let own_goal = game.events.iter().find(|event| event.kind == EventKind::OwnGoalFor).unwrap();
    assert_eq!((own_goal.side, game.goals(Side::Away)), (Some(Side::Away), 1));
}

const EVENTS: &str = r#"[{"id":"a","period":1,"timestamp":"00:00:01.500","type":{"id":30,"name":"Pass"},
    "team":{"id":1,"name":"One"},"player":{"id":7,"name":"Seven"},"location":[60,40],"related_events":["b"],
    "under_pressure":true,"pass":{"end_location":[120,0],"recipient":{"id":8,"name":"Eight"},"height":{"id":1,
    "name":"Ground Pass"},"outcome":{"id":9,"name":"Incomplete"},"length":72.1}}]"#;
const FRAMES: &str = r#"[{"event_uuid":"a","visible_area":[0,0,60,0,60,80],"freeze_frame":[
    {"teammate":true,"actor":true,"keeper":false,"location":[60,40]},
    {"teammate":false,"actor":false,"keeper":true,"location":[118,40]}]}]"#;

#[test]
fn a_360_frame_belongs_to_its_event_and_names_who_acts() {
    let game = read(None, EVENTS.as_bytes(), FRAMES.as_bytes()).unwrap();

    let event = &game.events[0];
    let frame = event.freeze_frame.as_ref().unwrap();
    assert_eq!((frame.visible_area.len(), frame.people.len()), (3, 2));
    assert_eq!((frame.people[0].player, frame.people[1].player), (event.player, None));
    let keeper = frame.people[1];
    assert!(keeper.keeper && !keeper.teammate && (keeper.at.x_m - 50.75).abs() < 1e-9);
    assert!(event.under_pressure && event.related == ["b"]);
    assert_eq!(event.qualifier("length"), Some("72.1"));
    // Without line-ups who plays is known from the events.
    assert_eq!((game.players.len(), roster(&game)), (2, [0, 0]));
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let refused = |events: &str| read(None, events.as_bytes(), b"").unwrap_err().to_string();
    assert_eq!(refused(""), "the file is empty");
    assert_eq!(refused("[]"), "an event is missing: is it the file that it should be?");
    assert_eq!(
        refused(&EVENTS[..EVENTS.len() - 4]),
        "line 4: [0].pass.length: the file ends in the middle: it was cut off"
    );
    assert_eq!(
        refused(&EVENTS.replace("\"period\":1", "\"period\":9")),
        "line 4: [0]: the period is 9, which cannot be"
    );
    assert_eq!(
        refused(&EVENTS.replace("00:00:01.500", "soon")),
        "line 4: [0]: the timestamp is soon, which cannot be"
    );
    assert!(refused(&EVENTS.replace("[60,40]", "[1e300,40]")).contains("a place in metres"));
    assert!(refused("a,b").contains("`a,b` stands where a value of JSON is expected"));
    assert!(refused(&"[".repeat(100)).contains("more than 64 levels"));
    let long = format!("[\"{}", "a".repeat(1 << 21));
    assert!(refused(&long).contains("more than 1048576 bytes"));
    let others = br#"[{"team_id":3,"team_name":"Three","lineup":[]}]"#;
    let error = read(Some(others), EVENTS.as_bytes(), b"").unwrap_err().to_string();
    assert!(error.contains("team 1 does not play in this game"), "{error}");
}
