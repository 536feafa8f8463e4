//! `DataFactory`: a real match.

use football::{EventKind, GameEvents, PassOutcome, Restart, Side};
use serde_json::Value;

use super::{
    count, in_pieces, is_complete, is_pass, names, passes_of, public, reference, roster, starters,
    told,
};
use crate::events::{DataFactoryReader, EventsError};

pub(super) fn read(bytes: &[u8]) -> Result<GameEvents, EventsError> {
    let mut reader = DataFactoryReader::default();
    in_pieces(bytes, |piece| reader.push(piece))?;
    reader.finish()
}

#[test]
fn a_real_match_has_the_counts_of_the_reference() {
    let Some(file) = public("formats/datafactory/datafactory_events.json.gz") else { return };
    let game = read(&file).unwrap();

    let peer = reference("formats/datafactory").unwrap();
    assert_eq!(count(&game, is_pass), told(&peer, "by_type", "PASS"));
    assert_eq!(count(&game, is_complete) as u64, peer["passes_complete"].as_u64().unwrap());
    for side in [Side::Home, Side::Away] {
        let name = game.team(side).name.as_deref().unwrap();
        assert_eq!(passes_of(&game, side), told(&peer, "passes_by_team", name));
    }
    // It holds an own goal for a shot.
    let shots = |kind: &EventKind| matches!(kind, EventKind::Shot(_) | EventKind::OwnGoal);
    assert_eq!(count(&game, shots), told(&peer, "by_type", "SHOT"));
    let cards = |kind: &EventKind| matches!(kind, EventKind::Card(_));
    assert_eq!(count(&game, cards), told(&peer, "by_type", "CARD"));
    let fouls = |kind: &EventKind| matches!(kind, EventKind::Foul(_));
    assert_eq!(count(&game, fouls), told(&peer, "by_type", "FOUL_COMMITTED"));
    let won = |kind: &EventKind| matches!(kind, EventKind::Recovery { .. });
    assert_eq!(count(&game, won), told(&peer, "by_type", "RECOVERY"));
    let substitutions = |kind: &EventKind| matches!(kind, EventKind::Substitution { .. });
    assert_eq!(count(&game, substitutions), told(&peer, "by_type", "SUBSTITUTION"));
    assert_eq!(Value::from(names(&game).to_vec()), peer["teams"]);
    assert_eq!(game.goals(Side::Home) + game.goals(Side::Away), 6);
    assert_eq!((game.goals(Side::Home), game.goals(Side::Away)), (4, 2));
    // kloppy adds 71 balls out, one for each throw-in, corner and goal kick, and leaves out the four whistles.
    let restarts = |kind: &EventKind| match kind {
        EventKind::Pass(pass) => matches!(pass.restart, Some(Restart::ThrowIn | Restart::Corner)),
        kind => *kind == EventKind::Restart(Restart::GoalKick),
    };
    assert_eq!(count(&game, restarts), told(&peer, "by_type", "BALL_OUT"));
    assert_eq!(game.events.len() as u64 + 71 - 4, peer["events"].as_u64().unwrap());
    // It counts both coaches as players who began: 24 and 23 of whom 12 and 12.
    assert_eq!((roster(&game), starters(&game)), ([23, 22], [11, 11]));
}

#[test]
fn teams_attack_to_the_right_in_both_halves() {
    let Some(file) = public("formats/datafactory/datafactory_events.json.gz") else { return };
    let game = read(&file).unwrap();

    let at_goal = |kind: &EventKind| {
        let corner = matches!(kind, EventKind::Pass(pass) if pass.restart == Some(Restart::Corner));
        corner || matches!(kind, EventKind::Shot(_))
    };
    let at_goal: Vec<_> = game.events.iter().filter(|event| at_goal(&event.kind)).collect();
    // Twenty shots and eight corners, of both teams in both halves; kloppy leaves one half of them at the wrong end.
    assert_eq!(at_goal.len(), 28);
    assert!(at_goal.iter().all(|event| event.at.unwrap().x_m > 10.0));
    let own_goal = game.events.iter().find(|event| event.kind == EventKind::OwnGoal).unwrap();
    assert!(own_goal.at.unwrap().x_m < -30.0 && own_goal.side == Some(Side::Away));
    // 48:32 and, of a clock that runs on from 45 minutes, 95:10.
    let lengths: Vec<_> = game.periods.iter().map(|period| period.duration_secs).collect();
    assert_eq!(lengths, [Some(2912.0), Some(3010.0)]);
}

const FILE: &str = r#"{"match":{"homeTeamId":1,"awayTeamId":2},"teams":{"1":{"name":"One"},"2":{"name":"Two"}},
    "players":{"7":{"teamId":1,"squadNo":9,"substitute":false,"name":{"shortName":"Seven"}}},"incidences":{"throwIn":{
    "5":{"type":46,"t":{"half":1,"m":3,"s":null},"team":1,"plyrId":7,"coord":{"1":{"x":0.5,"y":1}}}},
    "goals":{"6":{"type":9}}}}"#;

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let game = read(FILE.as_bytes()).unwrap();
    let EventKind::Pass(pass) = game.events[0].kind else { panic!() };
    assert_eq!((pass.outcome, pass.restart), (PassOutcome::Incomplete, Some(Restart::ThrowIn)));
    // y grows downwards: the right touchline.
    assert!((game.events[0].at.unwrap().y_m + 34.0).abs() < 1e-9);

    let refused = |file: &str| read(file.as_bytes()).unwrap_err().to_string();
    assert_eq!(refused("{}"), "`match` is missing: is it the file that it should be?");
    assert_eq!(
        refused(&FILE[..FILE.len() - 1]),
        "line 4: incidences: the file ends in the middle: it was cut off"
    );
    assert_eq!(
        refused(&FILE.replace("\"team\":1", "\"team\":3")),
        "incidences.throwIn.5: team 3 does not play in this game: are the files of one game?"
    );
    let missing = refused(&FILE.replace("\"t\":{\"half\":1", "\"u\":{\"half\":1"));
    assert!(missing.starts_with("line 3: incidences.throwIn.5: missing field `t`"), "{missing}");
    assert!(refused(&FILE.replace("\"half\":1", "\"half\":7")).contains("the period is 7"));
}
