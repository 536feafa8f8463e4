//! Metrica: one match as CSV, another as JSON.

use std::collections::BTreeMap;

use football::{EventKind, GameEvents, PassOutcome, Restart, ShotOutcome, Side};
use serde_json::Value;

use super::{
    by_provider_type, count, in_pieces, names, passes_of, public, reference, roster, starters, told,
};
use crate::events::{EventsError, MetricaCsvReader, MetricaJsonReader};

pub(super) fn read_csv(bytes: &[u8]) -> Result<GameEvents, EventsError> {
    let mut reader = MetricaCsvReader::default();
    in_pieces(bytes, |piece| reader.push(piece))?;
    reader.finish()
}

pub(super) fn read_json(description: &[u8], events: &[u8]) -> Result<GameEvents, EventsError> {
    let mut reader = MetricaJsonReader::new(description)?;
    in_pieces(events, |piece| reader.push(piece))?;
    reader.finish()
}

#[test]
fn the_csv_has_the_counts_of_the_reference() {
    let Some(file) = public("metrica/Sample_Game_1_RawEventsData.csv") else { return };
    let told: Value =
        serde_json::from_slice(&public("metrica/reference/ref_events.json").unwrap()).unwrap();
    let game = read_csv(&file).unwrap();

    assert_eq!(game.events.len() as u64, told["rows"].as_u64().unwrap());
    let types: BTreeMap<String, usize> = serde_json::from_value(told["by_type"].clone()).unwrap();
    let own: BTreeMap<String, usize> = by_provider_type(&game)
        .into_iter()
        .map(|(name, number)| (name.to_owned(), number))
        .collect();
    assert_eq!(own, types);
    for (side, name) in [(Side::Home, "Home"), (Side::Away, "Away")] {
        let of_team = game.events.iter().filter(|event| event.side == Some(side));
        assert_eq!(of_team.clone().count() as u64, told["by_team"][name].as_u64().unwrap());
        let shots = of_team.filter(|event| matches!(event.kind, EventKind::Shot(_))).count();
        assert_eq!(shots as u64, told["shots"][name].as_u64().unwrap());
        assert_eq!(game.goals(side) as u64, told["goals"][name].as_u64().unwrap_or_default());
    }
    let goals: Vec<_> = game
        .events
        .iter()
        .filter(|event| {
            matches!(event.kind, EventKind::Shot(shot) if shot.outcome == Some(ShotOutcome::Goal))
        })
        .map(|event| {
            let player = game.players[event.player.unwrap()].name.clone().unwrap();
            let subtypes: Vec<_> = event
                .qualifiers
                .iter()
                .filter(|qualifier| qualifier.value.is_none())
                .map(|qualifier| qualifier.name.as_str())
                .collect();
            let frame: i64 = event.qualifier("start_frame").unwrap().parse().unwrap();
            // The reference counts rows from 0.
            let row: i64 = event.provider_id.parse::<i64>().unwrap() - 1;
            serde_json::json!([row, "Home", subtypes.join("-"), frame, player])
        })
        .collect();
    assert_eq!(Value::from(goals), told["goal_rows"]);
    let second = game.events.iter().find(|event| event.period == 2).unwrap();
    let first_frame = second.qualifier("start_frame").unwrap();
    assert_eq!(first_frame, told["period2_first_frame"].to_string());
    assert!(second.clock_secs.abs() < 1e-9);
}

#[test]
fn the_json_has_the_counts_of_the_reference() {
    let Some(description) = public("metrica/Sample_Game_3_metadata.xml") else { return };
    let Some(file) = public("metrica/Sample_Game_3_events.json.gz") else { return };
    let game = read_json(&description, &file).unwrap();

    let peer = reference("metrica/Sample_Game_3_events.json").unwrap();
    // kloppy takes every lost ball for a pass; 26 that were taken off a player are none here.
    let lost = |side: Option<Side>| {
        let is_lost = |event: &&football::GameEvent| {
            event.kind == EventKind::Dispossessed && (side.is_none() || event.side == side)
        };
        game.events.iter().filter(is_lost).count()
    };
    assert_eq!(lost(None), 26);
    for side in [Side::Home, Side::Away] {
        let name = game.team(side).name.as_deref().unwrap();
        let passes = passes_of(&game, side) + lost(Some(side));
        assert_eq!(passes, told(&peer, "passes_by_team", name));
    }
    // Two passes that reached somebody who was offside are complete there.
    let complete = |kind: &EventKind| matches!(kind, EventKind::Pass(pass) if pass.outcome == PassOutcome::Complete);
    let offside = game
        .events
        .iter()
        .filter(|event| event.provider_type == "PASS" && event.qualifier("OFFSIDE").is_some());
    let complete = count(&game, complete) + offside.count();
    assert_eq!(complete as u64, peer["passes_complete"].as_u64().unwrap());
    let carries = |kind: &EventKind| matches!(kind, EventKind::Carry);
    assert_eq!(count(&game, carries), told(&peer, "by_type", "CARRY"));
    let shots = |kind: &EventKind| matches!(kind, EventKind::Shot(_));
    assert_eq!(count(&game, shots), told(&peer, "by_type", "SHOT"));
    // What it calls fouls committed are fouls won: the team is the one that was fouled.
    let fouls = |kind: &EventKind| matches!(kind, EventKind::FoulWon);
    assert_eq!(count(&game, fouls), told(&peer, "by_type", "FOUL_COMMITTED"));
    let types = by_provider_type(&game);
    assert_eq!(types["RECOVERY"], told(&peer, "by_type", "RECOVERY"));
    assert_eq!(types["BALL OUT"], told(&peer, "by_type", "BALL_OUT"));
    // It adds a ball out to each pass that left the pitch and leaves out set pieces.
    let events = game.events.len() + types["BALL OUT"] - types["SET PIECE"];
    assert_eq!(events as u64, peer["events"].as_u64().unwrap());
    assert_eq!(game.goals(Side::Home) + game.goals(Side::Away), 2);
    assert_eq!(Value::from(names(&game).to_vec()), peer["teams"]);
    assert_eq!(Value::from(roster(&game).to_vec()), peer["roster"]);
    // All 17 and 18 of the squads began, it says.
    assert_eq!(starters(&game), [11, 11]);
}

#[test]
fn teams_attack_to_the_right_in_both_halves() {
    let Some(csv) = public("metrica/Sample_Game_1_RawEventsData.csv") else { return };
    let description = public("metrica/Sample_Game_3_metadata.xml").unwrap();
    let json = public("metrica/Sample_Game_3_events.json.gz").unwrap();

    for game in [read_csv(&csv).unwrap(), read_json(&description, &json).unwrap()] {
        for event in &game.events {
            let Some(at) = event.at else { continue };
            match event.kind {
                EventKind::Shot(_) => assert!(at.x_m > 10.0, "{event:?}"),
                EventKind::Pass(pass) if pass.restart == Some(Restart::Corner) => {
                    assert!(at.x_m > 45.0, "{event:?}");
                }
                EventKind::Pass(pass) if pass.restart == Some(Restart::GoalKick) => {
                    assert!(at.x_m < -30.0, "{event:?}");
                }
                _ => {}
            }
        }
    }
}

const CSV: &str = "Team,Type,Subtype,Period,Start Frame,Start Time [s],End Frame,End Time [s],From,To,Start X,Start Y,End X,End Y\n\
    Home,PASS,,1,1,0.04,3,0.12,Player1,Player2,0.5,0.25,0.6,NaN\n";

#[test]
fn what_is_wrong_is_told_with_its_line() {
    let game = read_csv(CSV.as_bytes()).unwrap();
    assert!((game.events[0].at.unwrap().y_m - 17.0).abs() < 1e-9 && game.events[0].end.is_none());
    let with_mark = ["\u{feff}", CSV.trim_end()].concat();
    assert_eq!(read_csv(with_mark.as_bytes()).unwrap(), game);

    let refused = |file: &str| read_csv(file.as_bytes()).unwrap_err().to_string();
    assert_eq!(refused(""), "the file is empty");
    assert!(refused("a,b\n").starts_with("line 1: `a,b` stands where the header"));
    assert_eq!(
        refused(&CSV.replace("Home", "Both")),
        "line 2: `Both` stands where `Home` or `Away` is expected"
    );
    assert_eq!(refused(&CSV[..CSV.len() - 5]), "line 2: 13 cells, where the header has 14");
    assert_eq!(
        refused(&CSV.replace("0.04", "soon")),
        "line 2: `soon` stands where a number is expected"
    );
    assert!(refused(&CSV.replace("0.04", "inf")).starts_with("line 2: the clock in seconds is"));
    assert_eq!(refused(&CSV.replace(",1,1,", ",7,1,")), "line 2: the period is 7, which cannot be");
    assert!(refused(&[CSV, &"a".repeat(5_000)].concat()).contains("more than 4096 bytes"));
}
