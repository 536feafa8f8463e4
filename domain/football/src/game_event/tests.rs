//! Goals, cards and qualifiers of small games.

use super::*;

fn event(side: Side, period: u8, kind: EventKind) -> GameEvent {
    GameEvent {
        provider_id: String::new(),
        provider_type: String::new(),
        period,
        clock_secs: 0.0,
        duration_secs: None,
        side: Some(side),
        player: None,
        kind,
        at: None,
        end: None,
        under_pressure: false,
        related: Vec::new(),
        qualifiers: Vec::new(),
        freeze_frame: None,
    }
}

fn game(events: Vec<GameEvent>) -> GameEvents {
    GameEvents {
        pitch: Pitch::STANDARD,
        provider_id: None,
        home: GameTeam::default(),
        away: GameTeam::default(),
        players: Vec::new(),
        periods: Vec::new(),
        events,
    }
}

#[test]
fn goals_are_shots_and_own_goals_of_the_other_and_no_shoot_out() {
    let goal = EventKind::Shot(Shot { outcome: Some(ShotOutcome::Goal), ..Shot::default() });
    let told_once = game(vec![
        event(Side::Home, 1, goal.clone()),
        event(Side::Home, 2, EventKind::OwnGoal),
        event(Side::Home, 5, goal.clone()),
    ]);
    assert_eq!((told_once.goals(Side::Home), told_once.goals(Side::Away)), (1, 1));

    let told_twice = game(vec![
        event(Side::Home, 2, EventKind::OwnGoal),
        event(Side::Away, 2, EventKind::OwnGoalFor),
        event(Side::Away, 4, goal),
    ]);
    assert_eq!((told_twice.goals(Side::Home), told_twice.goals(Side::Away)), (0, 2));
}

#[test]
fn a_card_stands_alone_or_with_a_foul() {
    let foul = Foul { card: Some(Card::Yellow), ..Foul::default() };
    assert_eq!(event(Side::Home, 1, EventKind::Foul(foul)).card(), Some(Card::Yellow));
    assert_eq!(event(Side::Home, 1, EventKind::Card(Card::Red)).card(), Some(Card::Red));
    assert_eq!(event(Side::Home, 1, EventKind::FoulWon).card(), None);
}

#[test]
fn a_mark_has_an_empty_value_and_what_is_not_there_has_none() {
    let mut pass = event(Side::Home, 1, EventKind::Pass(Pass::of(PassOutcome::Complete)));
    pass.qualifiers.push(Qualifier { name: "switch".to_owned(), value: None });
    assert_eq!((pass.qualifier("switch"), pass.qualifier("cross")), (Some(""), None));
}

#[test]
fn a_place_that_is_turned_twice_is_itself() {
    let spot = Spot { x_m: 12.5, y_m: -3.0 };
    assert_eq!(spot.turned(), Spot { x_m: -12.5, y_m: 3.0 });
    assert_eq!(spot.turned().turned(), spot);
}
