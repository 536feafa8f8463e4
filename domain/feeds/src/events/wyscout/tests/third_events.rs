//! The third version in the terms of all providers.

use football::{
    BodyPart, Card, EventKind, Foul, GameEvents, GoalkeeperAction, Pass, PassOutcome, Position,
    Restart, ShotOutcome, Side,
};

use crate::events::{
    EventFile, EventsError, EventsPlan, EventsReader, PlannedEventFile, recognise_event_file,
    tests::small_files::WYSCOUT_V3,
};

/// A match of these events, of which each has its own in front of what all have.
fn file(events: &[&str]) -> String {
    let event = |(number, own): (usize, &&str)| {
        format!(
            r#"{{{own},"id":{number},"matchId":3,"matchTimestamp":"00:45:0{number}.500","minute":45,
            "second":{number},"location":{{"x":60,"y":25}}}}"#
        )
    };
    let events: Vec<_> = events.iter().enumerate().map(event).collect();
    format!(
        r#"{{"events":[{}],"teams":{{"1":{{"team":{{"name":"Nord"}}}},"2":{{"team":{{"name":"Süd"}}}}}},
        "players":{{"1":[{{"player":{{"wyId":11,"shortName":"A"}}}}],"2":[{{"player":{{"wyId":21,"shortName":"B"}}}},
        {{"player":{{"wyId":22,"shortName":"C"}}}}]}},"match":{{"wyId":3,"label":"Nord - Süd, 0 - 1"}}}}"#,
        events.join(",")
    )
}

/// Who acts, in the second half: a player of the home team and one of the away team.
const HOME: &str = r#""matchPeriod":"2H","team":{"id":1,"formation":"4-3-3"},"player":{"id":11,"position":"RCB3"}"#;
const AWAY: &str = r#""matchPeriod":"2H","team":{"id":2,"formation":"3-4-2-1"},"player":{"id":21,"position":"cf"}"#;

fn event(who: &str, primary: &str, secondary: &[&str], rest: &str) -> String {
    format!(r#"{who},"type":{{"primary":"{primary}","secondary":{secondary:?}}}{rest}"#)
}

fn read(file: &str) -> Result<GameEvents, EventsError> {
    let kind = recognise_event_file(file.as_bytes()).unwrap();
    assert_eq!(kind, EventFile::WyscoutMatch);
    let plan = EventsPlan::of(&[PlannedEventFile { place: 0, kind }]).unwrap().unwrap();
    let mut reader = EventsReader::new(plan);
    reader.begin()?;
    file.as_bytes().chunks(97).try_for_each(|piece| reader.push(piece))?;
    reader.end()?;
    reader.finish()
}

fn kinds(events: &[String]) -> Vec<EventKind> {
    let events: Vec<_> = events.iter().map(String::as_str).collect();
    read(&file(&events)).unwrap().events.into_iter().map(|event| event.kind).collect()
}

#[test]
fn teams_players_clock_and_places_are_those_of_all_providers() {
    let to = r#","pass":{"accurate":true,"endLocation":{"x":100,"y":50},"recipient":{"id":22}}"#;
    let game = read(&file(&[
        &event(HOME, "touch", &[], ""),
        &event(AWAY, "pass", &["cross", "head_pass"], to),
    ]))
    .unwrap();

    assert_eq!((game.home.name.as_deref(), game.away.name.as_deref()), (Some("Nord"), Some("Süd")));
    assert_eq!(
        (game.home.formation.as_deref(), game.provider_id.as_deref()),
        (Some("433"), Some("3"))
    );
    let positions: Vec<_> = game.players.iter().map(|player| player.position).collect();
    assert_eq!(positions, [Some(Position::CentreBack), Some(Position::CentreForward), None]);
    assert_eq!(game.players[0].provider_position.as_deref(), Some("RCB3"));
    let starters: Vec<_> = game.players.iter().map(|player| player.starter).collect();
    assert_eq!(starters, [Some(true), Some(true), Some(false)]);
    let pass = &game.events[1];
    assert_eq!((pass.period, pass.side, pass.player), (2, Some(Side::Away), Some(1)));
    assert!((pass.clock_secs - 1.5).abs() < 1e-9);
    // 60 % of 105 m along, a quarter of 68 m from the left touchline.
    let (at, end) = (pass.at.unwrap(), pass.end.unwrap());
    assert!((at.x_m - 10.5).abs() < 1e-9 && (at.y_m - 17.0).abs() < 1e-9);
    assert!((end.x_m - 52.5).abs() < 1e-9 && end.y_m.abs() < 1e-9);
    let EventKind::Pass(pass) = &pass.kind else { panic!("it is a pass") };
    assert_eq!((pass.receiver, pass.outcome, pass.cross), (Some(2), PassOutcome::Complete, true));
    assert_eq!(pass.body_part, Some(BodyPart::Head));
}

#[test]
fn passes_end_as_what_comes_next_says() {
    let failed = r#","pass":{"accurate":false,"endLocation":{"x":1,"y":1},"recipient":{"id":0}}"#;
    let outcomes: Vec<_> = kinds(&[
        event(AWAY, "throw_in", &[], failed),
        event(HOME, "game_interruption", &["ball_out"], ""),
        event(AWAY, "free_kick", &["free_kick_cross"], failed),
        event(AWAY, "offside", &[], ""),
        event(AWAY, "goal_kick", &[], failed),
        event(HOME, "game_interruption", &["whistle"], ""),
    ])
    .into_iter()
    .map(|kind| match kind {
        EventKind::Pass(pass) => Some((pass.outcome, pass.restart)),
        _ => None,
    })
    .collect();

    assert_eq!(
        outcomes,
        [
            Some((PassOutcome::Out, Some(Restart::ThrowIn))),
            None,
            Some((PassOutcome::Offside, Some(Restart::FreeKick))),
            None,
            Some((PassOutcome::Incomplete, Some(Restart::GoalKick))),
            None,
        ]
    );
}

#[test]
fn shots_are_told_with_where_they_went() {
    let shot = |rest: &str| format!(r#","shot":{{"bodyPart":"left_foot",{rest}}}"#);
    let blocked = shot(r#""isGoal":false,"onTarget":false,"goalZone":"bc","xg":0.1"#);
    let post = shot(r#""isGoal":false,"onTarget":false,"goalZone":"ptl","xg":"0.2""#);
    let saved = shot(r#""isGoal":false,"onTarget":true,"goalZone":"gb","xg":0.3,"postShotXg":0.4"#);
    let kinds = kinds(&[
        event(AWAY, "shot", &["opportunity"], &blocked),
        event(AWAY, "corner", &["shot"], &post),
        event(AWAY, "penalty", &[], &saved),
        event(HOME, "shot_against", &["save", "save_with_reflex"], ""),
        event(HOME, "shot_against", &["conceded_goal"], ""),
        event(HOME, "own_goal", &[], ""),
    ]);

    let told: Vec<_> = kinds
        .iter()
        .filter_map(|kind| match kind {
            EventKind::Shot(shot) => Some((shot.outcome.unwrap(), shot.restart, shot.xg)),
            _ => None,
        })
        .collect();
    assert_eq!(
        told,
        [
            (ShotOutcome::Blocked, None, Some(0.1)),
            (ShotOutcome::Woodwork, Some(Restart::Corner), Some(0.2)),
            (ShotOutcome::Saved, Some(Restart::Penalty), Some(0.3)),
        ]
    );
    let EventKind::Shot(penalty) = &kinds[2] else { panic!("it is a shot") };
    assert_eq!((penalty.post_shot_xg, penalty.body_part), (Some(0.4), Some(BodyPart::LeftFoot)));
    let of_keeper = [GoalkeeperAction::Save, GoalkeeperAction::GoalConceded];
    assert_eq!(kinds[3..5], of_keeper.map(EventKind::Goalkeeper));
    assert_eq!(kinds[5], EventKind::OwnGoal);
}

#[test]
fn duels_fouls_and_runs_are_told() {
    let offensive =
        r#","groundDuel":{"duelType":"offensive_duel","keptPossession":true,"takeOn":true}"#;
    let defensive = r#","groundDuel":{"duelType":"defensive_duel","recoveredPossession":false,
        "stoppedProgress":true,"takeOn":false},"aerialDuel":null"#;
    let aerial = r#","groundDuel":null,"aerialDuel":{"firstTouch":false}"#;
    let run = r#","carry":{"progression":9.5,"endLocation":{"x":80,"y":25}}"#;
    let red = r#","infraction":{"yellowCard":false,"redCard":true,"type":"regular_foul"}"#;
    let kinds = kinds(&[
        event(AWAY, "duel", &["ground_duel", "offensive_duel"], offensive),
        event(HOME, "duel", &["ground_duel", "defensive_duel", "sliding_tackle"], defensive),
        event(HOME, "duel", &["aerial_duel", "loss"], aerial),
        event(AWAY, "acceleration", &["carry"], run),
        event(HOME, "infraction", &["foul", "penalty_foul"], red),
        event(HOME, "infraction", &["yellow_card"], ""),
        event(HOME, "interception", &["recovery"], ""),
    ]);

    let foul = Foul { handball: false, penalty: true, card: Some(Card::Red) };
    assert_eq!(
        kinds,
        [
            EventKind::TakeOn { won: Some(true) },
            EventKind::Tackle { won: Some(true) },
            EventKind::Duel { aerial: true, won: Some(false) },
            EventKind::Carry,
            EventKind::Foul(foul),
            EventKind::Card(Card::Yellow),
            EventKind::Interception { won: Some(true) },
        ]
    );
}

#[test]
fn a_second_match_and_a_fault_are_told() {
    let game = read(WYSCOUT_V3).unwrap();
    assert_eq!((game.events.len(), game.goals(Side::Away)), (2, 1));
    let EventKind::Pass(Pass { outcome, .. }) = game.events[0].kind else { panic!("a pass") };
    assert_eq!(outcome, PassOutcome::Incomplete);

    let two = [WYSCOUT_V3, WYSCOUT_V3].join("\n");
    assert!(read(&two).unwrap_err().to_string().contains("there is a second match"));
    let cut = &WYSCOUT_V3[..WYSCOUT_V3.len() - 9];
    assert!(read(cut).unwrap_err().to_string().contains("it was cut off"));
    let told = read(&WYSCOUT_V3.replace("\"2H\"", "\"3H\"")).unwrap_err().to_string();
    assert!(told.contains("event 2: the period is 3H, which cannot be"), "{told}");
}
