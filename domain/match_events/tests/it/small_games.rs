//! Games of a few events, counted by hand, and what holds of every game.

use football::{
    EventKind, GameEvent, GameEvents, GameTeam, ListedPlayer, Pass, PassOutcome, Pitch, Shot,
    ShotOutcome, Side, Spot,
};
use match_events::{pass_network, ppda, shots, xg_race};
use proptest::prelude::*;

fn event(side: Side, period: u8, clock_secs: f64, kind: EventKind) -> GameEvent {
    GameEvent {
        provider_id: String::new(),
        provider_type: String::new(),
        period,
        clock_secs,
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
        players: vec![ListedPlayer::unknown(Side::Home); 4],
        periods: Vec::new(),
        events,
    }
}

fn pass(from: usize, to: usize, ends: [f64; 2], outcome: PassOutcome) -> GameEvent {
    let kind = EventKind::Pass(Pass { receiver: Some(to), ..Pass::of(outcome) });
    let [at, end] = ends.map(|x_m| Some(Spot { x_m, y_m: 0.0 }));
    GameEvent { player: Some(from), at, end, ..event(Side::Home, 1, 0.0, kind) }
}

fn shot(side: Side, period: u8, clock_secs: f64, xg: f64, outcome: ShotOutcome) -> GameEvent {
    let shot = Shot { xg: Some(xg), outcome: Some(outcome), ..Shot::default() };
    event(side, period, clock_secs, EventKind::Shot(shot))
}

#[test]
fn a_network_ends_with_the_first_substitution_and_leaves_out_what_did_not_arrive() {
    let substitution = EventKind::Substitution { replacement: None };
    let game = game(vec![
        pass(0, 1, [0.0, 10.0], PassOutcome::Complete),
        pass(1, 0, [20.0, 2.0], PassOutcome::Complete),
        pass(0, 1, [4.0, 30.0], PassOutcome::Complete),
        pass(0, 2, [4.0, 30.0], PassOutcome::Incomplete),
        pass(0, 2, [4.0, 30.0], PassOutcome::Unknown),
        event(Side::Away, 1, 0.0, substitution.clone()),
        pass(1, 0, [0.0, 2.0], PassOutcome::Complete),
        event(Side::Home, 2, 0.0, substitution),
        pass(0, 3, [0.0, 0.0], PassOutcome::Complete),
    ]);
    let network = pass_network(&game, Side::Home);

    assert_eq!((network.passes, network.until), (4, Some(7)));
    let nodes: Vec<_> =
        network.nodes.iter().map(|node| (node.player, node.touches, node.at.x_m)).collect();
    assert_eq!(nodes, [(0, 4, 2.0), (1, 4, 15.0)]);
    let links: Vec<_> =
        network.links.iter().map(|link| (link.from, link.to, link.passes)).collect();
    assert_eq!(links, [(0, 1, 2), (1, 0, 2)]);
    assert_eq!(pass_network(&game, Side::Away).passes, 0);
}

#[test]
fn a_race_goes_by_the_clock_counts_own_goals_once_and_knows_no_shoot_out() {
    let game = game(vec![
        shot(Side::Away, 2, 10.0, 0.25, ShotOutcome::Goal),
        shot(Side::Home, 1, 900.0, 0.5, ShotOutcome::Saved),
        shot(Side::Home, 5, 0.0, 0.75, ShotOutcome::Goal),
        event(Side::Home, 1, 60.0, EventKind::OwnGoal),
        event(Side::Away, 1, 60.0, EventKind::OwnGoalFor),
    ]);
    let race = xg_race(&game);

    let steps: Vec<_> = race.iter().map(|step| (step.event, step.sums, step.score)).collect();
    assert_eq!(steps, [(4, [0.0, 0.0], [0, 1]), (1, [0.5, 0.0], [0, 1]), (0, [0.5, 0.25], [0, 2])]);
    assert_eq!(shots(&game).len(), 2);
}

#[test]
fn pressing_counts_only_before_the_opponents_goal() {
    let at = |side, x_m, kind| GameEvent {
        at: Some(Spot { x_m, y_m: 0.0 }),
        ..event(side, 1, 0.0, kind)
    };
    let pass = || EventKind::Pass(Pass::of(PassOutcome::Incomplete));
    let game = game(vec![
        at(Side::Away, -50.0, pass()),
        at(Side::Away, 10.5, pass()),
        at(Side::Away, 10.6, pass()),
        at(Side::Home, 0.0, pass()),
        at(Side::Home, -10.5, EventKind::Tackle { won: Some(false) }),
        at(Side::Home, -10.6, EventKind::Tackle { won: Some(true) }),
        at(Side::Home, 30.0, EventKind::Clearance),
    ]);

    assert_eq!(ppda(&game, Side::Home).value(), Some(2.0));
    assert_eq!(ppda(&game, Side::Away).value(), None);
}

proptest! {
    #[test]
    fn a_race_never_goes_back_and_ends_at_the_sum(
        told in prop::collection::vec((any::<bool>(), 1_u8..6, 0.0_f64..3000.0, 0.0_f64..1.0), 0..40),
    ) {
        let side = |home: bool| if home { Side::Home } else { Side::Away };
        let events = told.iter().map(|(home, period, clock, xg)| {
            shot(side(*home), *period, *clock, *xg, ShotOutcome::Goal)
        });
        let game = game(events.collect());
        let race = xg_race(&game);
        for pair in race.windows(2) {
            prop_assert!((pair[0].period, pair[0].clock_secs) <= (pair[1].period, pair[1].clock_secs));
            prop_assert!(pair[0].sums[0] <= pair[1].sums[0] && pair[0].sums[1] <= pair[1].sums[1]);
        }
        let last = race.last().map_or([0.0; 2], |step| step.sums);
        for (place, home) in [true, false].into_iter().enumerate() {
            let own = told.iter().filter(|(is_home, period, ..)| *is_home == home && *period < 5);
            let (sum, goals) = own.fold((0.0, 0), |(sum, goals), (.., xg)| (sum + xg, goals + 1));
            prop_assert!((last[place] - sum).abs() < 1e-9);
            prop_assert_eq!(game.goals(side(home)), goals);
        }
    }
}
