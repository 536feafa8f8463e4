//! Opta's F7 and F24, Stats Perform's MA1 and MA3.

use football::{
    Card, EventKind, GameEvents, GoalkeeperAction, PassOutcome, Position, Restart, Side,
};
use serde_json::Value;

use super::{
    count, in_pieces, is_complete, is_pass, names, passes_of, public, reference, roster, starters,
    told,
};
use crate::events::{EventsError, OptaReader, StatsPerformReader};

type Is = fn(&EventKind) -> bool;

pub(super) fn read_opta(line_ups: &[u8], events: &[u8]) -> Result<GameEvents, EventsError> {
    let mut reader = OptaReader::new(line_ups)?;
    in_pieces(events, |piece| reader.push(piece))?;
    reader.finish()
}

pub(super) fn read_stats_perform(
    line_ups: &[u8],
    events: &[u8],
) -> Result<GameEvents, EventsError> {
    let mut reader = StatsPerformReader::new(line_ups)?;
    in_pieces(events, |piece| reader.push(piece))?;
    reader.finish()
}

fn opta() -> Option<GameEvents> {
    let line_ups = public("formats/opta/opta_f7.xml")?;
    Some(read_opta(&line_ups, &public("formats/opta/opta_f24.xml")?).unwrap())
}

fn stats_perform() -> Option<GameEvents> {
    let line_ups = public("formats/statsperform/statsperform_event_ma1.json")?;
    let events = public("formats/statsperform/statsperform_event_ma3.json.gz")?;
    Some(read_stats_perform(&line_ups, &events).unwrap())
}

/// What kloppy counts, from the events of the file.
fn holds(game: &GameEvents, set: &str) {
    let peer = reference(set).unwrap();
    let same: [(&str, Is); 13] = [
        ("PASS", is_pass),
        // It holds an own goal for a shot.
        ("SHOT", |kind| matches!(kind, EventKind::Shot(_) | EventKind::OwnGoal)),
        ("BALL_OUT", |kind| matches!(kind, EventKind::BallOut)),
        ("CARD", |kind| matches!(kind, EventKind::Card(_))),
        ("CLEARANCE", |kind| matches!(kind, EventKind::Clearance)),
        // And tackles for duels.
        ("DUEL", |kind| matches!(kind, EventKind::Duel { .. } | EventKind::Tackle { .. })),
        ("FORMATION_CHANGE", |kind| matches!(kind, EventKind::FormationChange { .. })),
        ("FOUL_COMMITTED", |kind| matches!(kind, EventKind::Foul(_))),
        ("MISCONTROL", |kind| matches!(kind, EventKind::Miscontrol)),
        ("RECOVERY", |kind| matches!(kind, EventKind::Recovery { .. })),
        ("SUBSTITUTION", |kind| matches!(kind, EventKind::Substitution { .. })),
        ("TAKE_ON", |kind| matches!(kind, EventKind::TakeOn { .. })),
        // What a keeper faced or came out for is nothing to it.
        ("GOALKEEPER", |kind| {
            use GoalkeeperAction::{Claim, PickUp, Punch, Save, Smother};
            matches!(kind, EventKind::Goalkeeper(Save | Claim | Punch | PickUp | Smother))
        }),
    ];
    for (name, is_of) in same {
        let counted = peer["by_type"][name].as_u64().unwrap_or_default();
        assert_eq!(count(game, is_of) as u64, counted, "{name}");
    }
    // Blocked passes are interceptions to it.
    let cut_off =
        game.events.iter().filter(|event| matches!(event.provider_type.as_str(), "8" | "74"));
    assert_eq!(cut_off.count(), told(&peer, "by_type", "INTERCEPTION"));
    for side in [Side::Home, Side::Away] {
        let name = game.team(side).name.as_deref().unwrap();
        assert_eq!(passes_of(game, side), told(&peer, "passes_by_team", name));
    }
    // The provider's own outcome stands here. kloppy adds passes that an opponent touched on to a teammate.
    let touched_on = |place: &usize| {
        let [pass, next, after] = [0, 1, 2].map(|ahead| game.events.get(place + ahead));
        let (Some(pass), Some(next), Some(after)) = (pass, next, after) else { return false };
        matches!(pass.kind, EventKind::Pass(own) if own.outcome == PassOutcome::Incomplete)
            && next.kind == EventKind::Touch
            && after.side == pass.side
    };
    let touched_on = (0..game.events.len()).filter(touched_on).count();
    assert_eq!(
        (count(game, is_complete) + touched_on) as u64,
        peer["passes_complete"].as_u64().unwrap()
    );
    assert_eq!(Value::from(names(game).to_vec()), peer["teams"]);
    assert_eq!(Value::from(roster(game).to_vec()), peer["roster"]);
    assert_eq!(starters(game), [11, 11]);
    // It leaves out players coming on, whistles and what is told outside of the periods.
    let left_out = |event: &&football::GameEvent| {
        use EventKind::{PeriodEnd, PeriodStart, PlayerOn};
        event.period == 0 || matches!(event.kind, PlayerOn | PeriodStart | PeriodEnd)
    };
    let kept = game.events.len() - game.events.iter().filter(left_out).count();
    assert_eq!(kept as u64, peer["events"].as_u64().unwrap());
}

#[test]
fn a_real_match_of_stats_perform_has_the_counts_of_the_reference() {
    let Some(game) = stats_perform() else { return };

    holds(&game, "formats/statsperform/events");
    // 1,737 stand in the file, 71 of them withdrawn.
    assert_eq!(game.events.len(), 1_666);
    assert_eq!((game.goals(Side::Home), game.goals(Side::Away)), (2, 1));
    let captain = game.line_up(Side::Home).find(|player| player.shirt == Some(1)).unwrap();
    assert_eq!(captain.name.as_deref(), Some("Daniel Heuer Fernandes"));
    assert_eq!(captain.position, Some(Position::Goalkeeper));
    // 45 minutes 2 seconds by the match details; thousandths by the events.
    assert!((game.periods[0].duration_secs.unwrap() - 2702.01).abs() < 1e-6);
    // The first pass: from 50, 50 to 33.9, 51.0 of 100, 30 thousandths after the whistle.
    let pass = game.events.iter().find(|event| is_pass(&event.kind)).unwrap();
    let (at, end) = (pass.at.unwrap(), pass.end.unwrap());
    assert!(at.x_m.abs() < 1e-9 && at.y_m.abs() < 1e-9 && (pass.clock_secs - 0.03).abs() < 1e-6);
    assert!((end.x_m + 16.905).abs() < 1e-9 && (end.y_m - 0.68).abs() < 1e-9, "{end:?}");
    let EventKind::Pass(own) = pass.kind else { unreachable!() };
    assert_eq!(own.restart, Some(Restart::KickOff));
    // Who received it plays the next pass, from where it ended.
    assert_eq!(game.players[own.receiver.unwrap()].name.as_deref(), Some("J. Meffert"));
    let replaced = |event: &football::GameEvent| {
        matches!(event.kind, EventKind::Substitution { replacement: Some(_) })
    };
    assert_eq!(game.events.iter().filter(|event| replaced(event)).count(), 9);
    // Every shot lies in the half that is attacked.
    let shots = game.events.iter().filter(|event| matches!(event.kind, EventKind::Shot(_)));
    assert!(shots.filter(|shot| shot.at.unwrap().x_m < 0.0).count() <= 1);
}

#[test]
fn a_file_of_opta_has_the_counts_of_the_reference() {
    let Some(game) = opta() else { return };

    holds(&game, "formats/opta");
    assert_eq!(game.events.len(), 67);
    assert_eq!(
        [&game.home, &game.away].map(|team| team.formation.as_deref().unwrap()),
        ["442", "433"]
    );
    assert_eq!(
        game.periods.iter().map(|period| period.number).collect::<Vec<_>>(),
        [1, 2, 3, 4, 5]
    );
    // kloppy counts three goals: one of them is a penalty of the shoot-out, and an own goal is left out.
    assert_eq!((game.goals(Side::Home), game.goals(Side::Away)), (1, 2));

    let find = |id: &str| game.events.iter().find(|event| event.provider_id == id).unwrap();
    // `.39` after the second are 39 thousandths.
    let first = find("1510681159");
    assert!((first.clock_secs - 0.431).abs() < 1e-6, "{first:?}");
    // A substitution in the break happens at the start of the half.
    let substitution = find("1228391962");
    assert!(substitution.clock_secs.abs() < 1e-9 && substitution.at.is_none());
    let EventKind::Substitution { replacement: Some(came) } = substitution.kind else { panic!() };
    assert_eq!(game.players[came].provider_id.as_deref(), Some("460842"));
    // An own goal is scored in the own half, into the own goal.
    let own_goal = find("2318697001");
    assert_eq!(own_goal.kind, EventKind::OwnGoal);
    assert!((own_goal.at.unwrap().x_m + 33.705).abs() < 1e-9);
    assert!((own_goal.end.unwrap().x_m + 52.5).abs() < 1e-9);
    assert_eq!(find("2318454729").kind, EventKind::Card(Card::Red));
    let EventKind::Shot(penalty) = find("2614247749").kind else { panic!() };
    assert_eq!(
        (penalty.restart, penalty.xg),
        (Some(Restart::Penalty), Some(0.978_069_961_071_014_4))
    );
    // Somebody who is in no line-up is known by his id.
    let stranger = &game.players[find("2360555167").player.unwrap()];
    assert_eq!((stranger.starter, stranger.provider_id.as_deref()), (None, Some("99999")));
}

#[test]
fn without_line_ups_ma3_names_teams_and_players() {
    let Some(events) = public("formats/statsperform/statsperform_event_ma3.json.gz") else {
        return;
    };
    let mut reader = StatsPerformReader::without_line_ups();
    reader.push(&events).unwrap();
    let game = reader.finish().unwrap();

    assert_eq!((names(&game), game.events.len()), (["Hamburger SV", "Sandhausen"], 1_666));
    assert!(game.players.iter().any(|player| player.name.as_deref() == Some("M. Wintzheimer")));
}

const F7: &str = r#"<SoccerFeed><SoccerDocument uID="g9"><TeamData Side="Home" TeamRef="t1"/><TeamData Side="Away"
    TeamRef="t2"/><Team uID="t1"><Name>A &amp; B</Name></Team></SoccerDocument></SoccerFeed>"#;
const F24: &str = r#"<Games><Game id="9"><Event id="5" type_id="1" period_id="1" min="0" sec="3" team_id="1" outcome="1"
    x="50.0" y="0.0"><Q qualifier_id="140" value="60"/><Q qualifier_id="141" value="100"/></Event></Game></Games>"#;

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let game = read_opta(F7.as_bytes(), F24.as_bytes()).unwrap();
    assert_eq!(game.home.name.as_deref(), Some("A & B"));
    // The right touchline stands at 0, the left one at 100.
    let (at, end) = (game.events[0].at.unwrap(), game.events[0].end.unwrap());
    assert!((at.y_m + 34.0).abs() < 1e-9 && (end.y_m - 34.0).abs() < 1e-9);

    let refused =
        |events: &str| read_opta(F7.as_bytes(), events.as_bytes()).unwrap_err().to_string();
    let cases = [
        ("", "the file is empty"),
        ("a,b\n", "line 2: `a,b\n` stands where an element of XML is expected"),
        ("<Games/>", "an event is missing: is it the file that it should be?"),
        ("<a></b>", "line 1: <a>: `</b>` stands where the end of the element is expected"),
        (
            "<!DOCTYPE a [<!ENTITY b \"c\">]>",
            "line 1: `<!DOCTYPE a [` stands where an element without entities or raw text is expected",
        ),
    ];
    for (file, told) in cases {
        assert_eq!(refused(file), told);
    }
    assert_eq!(
        refused(&F24.replace("team_id=\"1\"", "team_id=\"3\"")),
        "line 2: <Event>: event 5: team 3 does not play in this game: are the files of one game?"
    );
    assert!(
        refused(&F24.replace("min=\"0\"", "min=\"NaN\"")).ends_with("min is NaN, which cannot be")
    );
    assert!(refused(&F24.replace("value=\"60\"", "value=\"1e9\"")).contains("a place in metres"));
    assert!(refused(&F24.replace("\"9\"", "\"&x;\"")).contains('x'));
    assert!(refused(&"<a>".repeat(70)).contains("more than 64 levels"));
    assert!(
        refused(&format!("<a b=\"{}\"/>", "c".repeat(70_000))).contains("more than 65536 bytes")
    );
    let none = OptaReader::new(b"<SoccerFeed/>").unwrap_err().to_string();
    assert_eq!(none, "the `TeamData` of two teams is missing: is it the file that it should be?");
}
