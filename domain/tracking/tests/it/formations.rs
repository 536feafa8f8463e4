//! TK7: formations of simulated matches, and what is said of six real minutes.

use football::Side;
use tracking::formation::{Line, Phase, formations};

use crate::data::{game, json, tracab, tracab_of};

#[test]
fn both_teams_of_both_simulated_matches_are_recognised_in_both_halves() {
    let mut found = 0;
    for folder in ["seed1_5min_clean", "seed2_10min_noise3cm"] {
        let (Some(game), Some(truth)) =
            (game(folder), json(&format!("synthetic/{folder}/truth.json")))
        else {
            return;
        };
        let windows = formations(&game, Phase::All);
        for side in [Side::Home, Side::Away] {
            let expected = &truth["formations"][format!("{side:?}")];
            for period in [1, 2] {
                // The first window of a period: until the first substitution.
                let mut of_period =
                    windows.iter().filter(|window| window.side == side && window.period == period);
                let window = of_period.next().unwrap();
                let formation = window.formation.as_ref().unwrap();
                assert_eq!(expected, &formation.name, "{folder} {side:?} {period}: {formation:?}");
                assert_eq!(window.outfield.len(), 10);
                found += 1;
            }
        }
        // Two home substitutions and one away: three windows and two in the second half.
        let of = |side| {
            let in_second = |window: &&tracking::formation::FormationWindow| {
                window.side == side && window.period == 2 && window.formation.is_some()
            };
            windows.iter().filter(in_second).count()
        };
        assert_eq!((of(Side::Home), of(Side::Away)), (3, 2), "{folder}");
    }
    assert_eq!(found, 8);
}

#[test]
fn with_and_without_the_ball_they_stand_in_the_same_formations() {
    // This format says who has the ball; the other does not.
    let folder = "synthetic/seed1_5min_clean";
    let (Some(game), Some(truth)) = (tracab_of(folder), json(&format!("{folder}/truth.json")))
    else {
        return;
    };
    let mut found = 0;
    for phase in [Phase::InPossession, Phase::OutOfPossession] {
        let windows = formations(&game, phase);
        for (side, period) in [(Side::Home, 1), (Side::Home, 2), (Side::Away, 1), (Side::Away, 2)] {
            let is_first = |window: &&tracking::formation::FormationWindow| {
                window.side == side && window.period == period
            };
            let window = windows.iter().find(is_first).unwrap();
            let formation = window.formation.as_ref().unwrap();
            let expected = &truth["formations"][format!("{side:?}")];
            assert_eq!(expected, &formation.name, "{phase:?} {side:?} {period}");
            let defenders = formation.lines.iter().filter(|line| **line == Line::Defence);
            let back = formation.name.split('-').next().unwrap().parse::<usize>().unwrap();
            assert_eq!(defenders.count(), back);
            found += 1;
        }
    }
    assert_eq!(found, 8);
}

#[test]
fn six_real_minutes_have_a_formation_with_and_without_the_ball() {
    let Some(game) = tracab() else { return };
    for phase in [Phase::All, Phase::InPossession, Phase::OutOfPossession] {
        for window in formations(&game, phase) {
            let formation = window.formation.unwrap();
            // The data set says 4-2-3-1 of both: reported, not gated.
            eprintln!("{phase:?} {:?}: {formation:?}", window.side);
            assert_eq!(game.players[window.keeper].shirt, Some(1));
        }
    }
}
