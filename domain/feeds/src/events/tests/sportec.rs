//! Sportec Solutions: an excerpt of a real match.

use football::{EventKind, GameEvents, Pitch, Restart, ShotOutcome, Side};
use serde_json::Value;

use super::{
    count, in_pieces, is_complete, is_pass, names, passes_of, public, reference, roster, starters,
    told,
};
use crate::events::{EventsError, SportecReader};

pub(super) fn read(information: &[u8], events: &[u8]) -> Result<GameEvents, EventsError> {
    let mut reader = SportecReader::new(information)?;
    in_pieces(events, |piece| reader.push(piece))?;
    reader.finish()
}

fn read_public() -> Option<GameEvents> {
    let information = public("formats/sportec/sportec_meta.xml")?;
    Some(read(&information, &public("formats/sportec/sportec_events.xml")?).unwrap())
}

#[test]
fn the_counts_are_those_of_the_reference() {
    let Some(game) = read_public() else { return };

    let peer = reference("formats/sportec/events").unwrap();
    assert_eq!(count(&game, is_pass), told(&peer, "by_type", "PASS"));
    assert_eq!(count(&game, is_complete) as u64, peer["passes_complete"].as_u64().unwrap());
    for side in [Side::Home, Side::Away] {
        let name = game.team(side).name.as_deref().unwrap();
        assert_eq!(passes_of(&game, side), told(&peer, "passes_by_team", name));
    }
    // kloppy holds an own goal for a shot, and a ball that was intercepted for a recovery.
    let shots = |kind: &EventKind| matches!(kind, EventKind::Shot(_) | EventKind::OwnGoal);
    assert_eq!(count(&game, shots), told(&peer, "by_type", "SHOT"));
    let won = |kind: &EventKind| {
        matches!(kind, EventKind::Recovery { .. } | EventKind::Interception { .. })
    };
    assert_eq!(count(&game, won), told(&peer, "by_type", "RECOVERY"));
    let cards = |kind: &EventKind| matches!(kind, EventKind::Card(_));
    assert_eq!(count(&game, cards), told(&peer, "by_type", "CARD"));
    let fouls = |kind: &EventKind| matches!(kind, EventKind::Foul(_));
    assert_eq!(count(&game, fouls), told(&peer, "by_type", "FOUL_COMMITTED"));
    // It adds a ball out before each of three restarts and leaves out the two last whistles.
    assert_eq!(game.events.len() as u64 + 3 - 2, peer["events"].as_u64().unwrap());
    assert_eq!(Value::from(names(&game).to_vec()), peer["teams"]);
    assert_eq!(Value::from(roster(&game).to_vec()), peer["roster"]);
    assert_eq!(starters(&game), [11, 11]);
    // An own goal of the guests counts for the home team; the reference has the other goal alone.
    assert_eq!((game.goals(Side::Home), game.goals(Side::Away)), (2, 0));
}

#[test]
fn places_are_seen_by_who_acts_and_the_centre_spot_is_the_origin() {
    let Some(game) = read_public() else { return };

    assert_eq!(game.pitch, Pitch { length_m: 100.0, width_m: 68.0 });
    let find = |id: &str| game.events.iter().find(|event| event.provider_id == id).unwrap();
    // The raster is 105 long on a pitch of 100: the second half kicks off at 52.5, 34.0.
    let kick_off = find("17364900000800");
    let at = kick_off.at.unwrap();
    assert!(at.x_m.abs() < 1e-9 && at.y_m.abs() < 1e-9, "{at:?}");
    assert_eq!((kick_off.period, kick_off.provider_type.as_str()), (2, "KickOff/Play/Pass"));
    assert!(kick_off.clock_secs.abs() < 1e-9);
    // Both teams shoot to the right in both halves, the guests from 21.24 of 105 in the first.
    let shots: Vec<_> =
        game.events.iter().filter(|event| matches!(event.kind, EventKind::Shot(_))).collect();
    assert_eq!(shots.len(), 5);
    assert!(shots.iter().all(|shot| shot.at.unwrap().x_m > 25.0), "{shots:?}");
    let blocked = find("17364900000031");
    let EventKind::Shot(shot) = blocked.kind else { panic!() };
    assert_eq!((shot.outcome, shot.xg), (Some(ShotOutcome::Blocked), Some(0.0443)));
    assert!((blocked.clock_secs - 79.48).abs() < 1e-6);
    // Who shot is named, and not who blocked.
    assert_eq!(
        game.players[blocked.player.unwrap()].provider_id.as_deref(),
        Some("DFL-OBJ-002706")
    );
    let corner = find("17364900000115");
    let EventKind::Pass(pass) = corner.kind else { panic!() };
    assert!(pass.cross && pass.restart == Some(Restart::Corner) && pass.receiver.is_none());
    // A pass ends where the next one, who got it, got it: at 77.75 of 105 as the file has it.
    let end = game.events[0].end.unwrap();
    assert!((end.x_m + (77.75 / 105.0 - 0.5) * 100.0).abs() < 1e-9, "{end:?}");
    assert!((game.periods[0].duration_secs.unwrap() - 2783.79).abs() < 1e-6);
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let (Some(information), Some(events)) =
        (public("formats/sportec/sportec_meta.xml"), public("formats/sportec/sportec_events.xml"))
    else {
        return;
    };
    let events = String::from_utf8(events).unwrap();
    let refused = |events: &str| read(&information, events.as_bytes()).unwrap_err().to_string();
    assert_eq!(
        refused(&events.replace("2020-06-05T20:31:19.690+02:00", "at once")),
        "line 28: <Event>: event 17364900000031: the time `at once`: premature end of input"
    );
    assert!(
        refused(&events.replace("DFL-CLU-000004", "DFL-CLU-9"))
            .contains("team DFL-CLU-9 does not play")
    );
    assert!(
        refused(&events.replace("xG=\"0.0443\"", "xG=\"a\"")).contains("xG is a, which cannot be")
    );
    let wrong = SportecReader::new(events.as_bytes()).unwrap_err().to_string();
    assert_eq!(wrong, "the home or the guest team is missing: is it the file that it should be?");
}
