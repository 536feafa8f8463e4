//! TK3: distances, top speeds and sprints against the exact truth of simulated matches.

use football::Side;
use serde_json::Value;
use tracking::{
    motion::{Path, motion},
    physical::{Physical, physical},
};

use crate::data::{game, json, number};

/// A player's figures beside their truth.
struct Compared {
    keeps_goal: bool,
    found: Physical,
    truth: Value,
}

impl Compared {
    /// By how much the distance is off, as a share of it.
    fn distance_error(&self) -> f64 {
        self.found.distance_m / number(&self.truth, "distance_m") - 1.0
    }

    fn top_speed_error(&self) -> f64 {
        (self.found.top_speed_mps - number(&self.truth, "top_speed_mps")).abs()
    }

    fn sprint_error(&self) -> u64 {
        self.truth["sprints"].as_u64().unwrap().abs_diff(self.found.sprints.into())
    }
}

fn compared(folder: &str) -> Option<Vec<Compared>> {
    let game = game(folder)?;
    let truth = json(&format!("synthetic/{folder}/truth.json"))?;
    let truths = truth["players"].as_array().unwrap();
    let all = game.players.iter().enumerate().map(|(place, player)| {
        let mut found = Physical::default();
        for period in &game.periods {
            let places = &period.players[place];
            let path = Path { x_m: &places.x_m, y_m: &places.y_m };
            found += physical(&motion(path, game.rate_hz), game.rate_hz);
        }
        let team = if player.side == Side::Home { "Home" } else { "Away" };
        let is_him =
            |truth: &&Value| truth["team"] == team && truth["jersey"] == player.shirt.unwrap();
        let truth = truths.iter().find(is_him).cloned();
        // Who stayed on the bench has no truth.
        truth.map(|truth| Compared {
            keeps_goal: matches!(player.shirt, Some(1 | 25)),
            found,
            truth,
        })
    });
    Some(all.flatten().collect())
}

fn mean(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let count = u32::try_from(values.clone().count()).unwrap();
    values.sum::<f64>() / f64::from(count)
}

#[test]
fn without_noise_each_distance_is_true_to_a_fifth_of_a_percent() {
    let Some(all) = compared("seed1_5min_clean") else { return };
    let outfield: Vec<_> = all.iter().filter(|player| !player.keeps_goal).collect();
    assert_eq!(outfield.len(), 23);
    for player in &outfield {
        let error = player.distance_error();
        assert!(error.abs() <= 0.002, "{error} {}", player.truth);
    }
}

#[test]
fn with_three_centimetres_of_noise_distance_speed_and_sprints_hold() {
    let Some(all) = compared("seed2_10min_noise3cm") else { return };
    let outfield: Vec<_> = all.iter().filter(|player| !player.keeps_goal).collect();

    let mean_error = mean(outfield.iter().map(|player| player.distance_error()));
    assert!(mean_error.abs() <= 0.003, "{mean_error}");
    let top_error = mean(outfield.iter().map(|player| player.top_speed_error()));
    assert!(top_error <= 0.35, "{top_error}");
    for player in &outfield {
        assert!(player.distance_error().abs() <= 0.006, "{}", player.distance_error());
        assert!(player.sprint_error() <= 1, "{:?} {}", player.found, player.truth);
    }
    let exact = outfield.iter().filter(|player| player.sprint_error() == 0).count();
    assert!(exact * 10 >= outfield.len() * 9, "{exact} of {}", outfield.len());
    for keeper in all.iter().filter(|player| player.keeps_goal) {
        let truth = number(&keeper.truth, "distance_m");
        let excess = (keeper.found.distance_m - truth) / keeper.found.known_secs;
        assert!(excess <= 0.03, "{excess} m per second");
    }
}

#[test]
fn who_is_known_for_how_long_is_exact() {
    let Some(all) = compared("seed1_5min_clean") else { return };
    for player in &all {
        let frames = player.truth["frames"].as_u64().unwrap();
        assert_eq!(u64::from(player.found.quality.seen), frames, "{}", player.truth);
        assert_eq!(player.found.quality.bridged + player.found.quality.replaced, 0);
    }
}
