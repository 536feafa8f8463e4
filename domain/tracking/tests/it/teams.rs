//! Minutes, directions, heatmaps, shapes, space, pressing and runs, of simulated matches and of six real minutes.

use football::{Side, TrackedGame};
use tracking::{
    direction::{Attack, attack_of, goalkeeper, normalise},
    heatmap::heatmap,
    moments::Moments,
    phase::Phase,
    presence::{data_quality, minutes_played},
    pressing::{PressingModel, pressing},
    runs::{LEAST_M, LEAST_MPS, runs},
    shape::{mean_shape, shapes},
    space::space,
    surface::Grid,
};

use crate::data::{game, json, tracab};

const SIMULATED: [&str; 2] = ["seed1_5min_clean", "seed2_10min_noise3cm"];

fn seconds(game: &TrackedGame, ticks: usize) -> f64 {
    f64::from(u32::try_from(ticks).unwrap()) / game.rate_hz
}

#[test]
fn minutes_on_the_pitch_are_exact_in_both_simulated_matches() {
    let mut compared = 0;
    for folder in SIMULATED {
        let (Some(game), Some(truth)) =
            (game(folder), json(&format!("synthetic/{folder}/truth.json")))
        else {
            return;
        };
        let minutes = minutes_played(&game);
        for him in truth["players"].as_array().unwrap() {
            let is_him = |player: &football::TrackedPlayer| {
                him["team"] == format!("{:?}", player.side)
                    && him["jersey"] == player.shirt.unwrap()
            };
            let player = game.players.iter().position(is_him).unwrap();
            let frames = him["frames"].as_f64().unwrap();
            assert!((minutes[player] - frames / 25.0 / 60.0).abs() < 1e-9, "{folder} {him}");
            compared += 1;
        }
        // Nothing is missing in these: what was seen is all of it.
        for quality in data_quality(&game) {
            assert!((quality.coverage() - 1.0).abs() < 1e-12 && quality.gaps == 0, "{quality:?}");
            assert_eq!((quality.jumps_replaced, quality.filter.window_ticks), (0, 25));
        }
    }
    // Eleven and the substitutes of each team.
    assert_eq!(compared, 2 * 25);
}

#[test]
fn teams_that_change_ends_attack_right_in_both_halves_once_turned() {
    for folder in SIMULATED {
        for side in [Side::Home, Side::Away] {
            let Some(mut game) = game(folder) else { return };
            let turned = normalise(&mut game, side);
            let [Some(first), Some(second)] = turned[..] else { panic!("{turned:?}") };
            assert_ne!(first, second, "{folder} {side:?}: the teams change ends");
            for period in &game.periods {
                assert_eq!(attack_of(&game, period, side), Some(Attack::Right));
                let keeper = goalkeeper(&game, period, side).unwrap();
                assert!(matches!(game.players[keeper].shirt, Some(1 | 25)));
                assert!(period.players[keeper].x_m.iter().all(|x| x.is_nan() || *x < -30.0));
            }
        }
    }
}

#[test]
fn a_heatmap_has_the_seconds_in_which_the_ball_was_in_play() {
    let Some(game) = tracab() else { return };
    let grid = Grid::of_cells(game.pitch, 105, 68);
    for player in 0..game.players.len() {
        for sigma_m in [0.0, 2.0] {
            let map = heatmap(&game, &[player], Phase::All, grid, sigma_m);
            // The data set has 3,989 frames in play.
            let secs: f64 = map.values.iter().sum();
            assert!((secs - seconds(&game, 3_989)).abs() < 1e-6, "{player}: {secs}");
        }
        let with = heatmap(&game, &[player], Phase::InPossession, grid, 2.0);
        let without = heatmap(&game, &[player], Phase::OutOfPossession, grid, 2.0);
        let both: f64 = with.values.iter().chain(&without.values).sum();
        assert!((both - seconds(&game, 3_989)).abs() < 1e-6, "{player}: {both}");
    }
}

#[test]
fn real_teams_are_wider_and_longer_with_the_ball_than_without_and_have_three_lines() {
    let Some(game) = tracab() else { return };
    let [with, without] =
        [Phase::InPossession, Phase::OutOfPossession].map(|phase| shapes(&game, phase));
    for side in [Side::Home, Side::Away] {
        let ([_, wide, area, stretch], [length, narrow, small, compact]) =
            (mean_shape(&with, side).unwrap(), mean_shape(&without, side).unwrap());
        assert!(wide > narrow && area > small && stretch > compact, "{side:?}");
        assert!((20.0..50.0).contains(&length) && (25.0..60.0).contains(&narrow), "{side:?}");
    }
    for shape in with.iter().chain(&without) {
        let [defence, midfield, attack] = shape.lines_m.unwrap();
        assert!(defence < midfield && midfield < attack, "{shape:?}");
        assert!(shape.area_m2 < shape.length_m * shape.width_m * 1.2, "{shape:?}");
    }
    // What one team has, the other has not: all alive seconds, but for the rounding of the samples.
    let secs: f64 = with.iter().map(|shape| shape.secs).sum();
    assert!((secs - seconds(&game, 3_989)).abs() < 2.0, "{secs}");
}

#[test]
fn the_space_of_22_players_is_the_pitch_and_the_keepers_have_much_of_it() {
    let Some(game) = tracab() else { return };
    let moments = Moments::of(&game, &game.periods[0]);
    let spaces = space(&moments, 0..6_000);
    assert_eq!(spaces.len(), 22);
    let all: f64 = spaces.iter().map(|space| space.area_m2).sum();
    assert!((all - 104.9 * 67.8).abs() < 1e-6, "{all}");
    let most = spaces.iter().max_by(|a, b| a.area_m2.total_cmp(&b.area_m2)).unwrap();
    assert_eq!(game.players[most.player].shirt, Some(1));
}

#[test]
fn both_teams_press_for_as_long_as_the_other_has_the_ball() {
    let Some(game) = tracab() else { return };
    let moments = Moments::of(&game, &game.periods[0]);
    let model = PressingModel::default();
    let [home, away] =
        [Side::Home, Side::Away].map(|side| pressing(&moments, 0..6_000, side, &model).unwrap());
    assert!((home.secs + away.secs - seconds(&game, 3_989)).abs() < 2.0, "{home:?} {away:?}");
    for of in [home, away] {
        assert!((0.05..0.95).contains(&of.intensity), "{of:?}");
        assert!((of.pressed_share - of.intensity).abs() < 0.3, "{of:?}");
    }
    eprintln!("home {home:?}, away {away:?}");
}

#[test]
fn runs_off_the_ball_are_those_of_the_team_that_has_it() {
    let Some(game) = tracab() else { return };
    let moments = Moments::of(&game, &game.periods[0]);
    let period = &game.periods[0];
    let found = runs(&moments);
    assert!(found.len() >= 10, "{}", found.len());
    for run in &found {
        let side = game.players[run.player].side;
        for tick in run.ticks.clone() {
            assert_eq!(period.ticks[tick].possession, Some(side));
            assert!(period.ticks[tick].alive == Some(true));
        }
        let [dx, dy] = [0, 1].map(|axis| run.end_m[axis] - run.start_m[axis]);
        assert!(dx.hypot(dy) >= LEAST_M && run.distance_m >= dx.hypot(dy) * 0.95, "{run:?}");
        assert!(run.top_speed_mps >= f64::from(LEAST_MPS) && run.top_speed_mps < 11.0, "{run:?}");
    }
    let gained = found.iter().filter(|run| run.gained_space()).count();
    eprintln!("{} runs, {gained} gained space", found.len());
}
