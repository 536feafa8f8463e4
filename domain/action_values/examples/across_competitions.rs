//! Learns from the Premier League of 2017/18 and foresees the World Cup of 2018: expected goals and VAEP beside their
//! bars (tracking specification, TK10 and TK16), and how long it takes to read and convert the World Cup and to fit its threat.
//!
//! `cargo run --release -p action_values --example across_competitions`. It takes some 900 MB and a minute; where the
//! public data is absent it says so and ends.

#![expect(clippy::print_stdout, reason = "an example prints what it found")]
#![expect(clippy::unwrap_used, reason = "an example that cannot go on has failed")]
#![expect(clippy::disallowed_methods, reason = "an example has a clock")]

#[path = "../../../touchline/examples/bars/mod.rs"]
mod bars;
#[path = "../tests/it/data.rs"]
#[expect(dead_code, reason = "the tests use more of it")]
mod data;

use std::time::Instant;

use action_values::{
    boosting::{Features, Growth},
    calibration::{Calibration, calibration},
    expected_goals::{Shot, ShotModel},
    expected_threat::fit,
    spadl::{Action, goals},
    vaep::{Labels, Vaep, features, labels},
};
use anyhow::Context;
use bars::Bars;
use data::{Game, actions, games, public, world_cup};

fn main() -> anyhow::Result<()> {
    let start = Instant::now();
    let Some(cup) = world_cup() else { return Ok(()) };
    let fitted = fit(actions(cup));
    let took = start.elapsed().as_secs_f64();
    println!(
        "{} actions of {} matches unpacked, read, converted; threat fitted in {} rounds: {took:.2} s",
        actions(cup).count(),
        cup.len(),
        fitted.rounds,
    );
    let mut bars = Bars::default();
    bars.at_most("TK16 64 matches to actions, with threat, s", took, 0.6);
    let Some(lines) = public("wyscout/england_2017_18.jsonl.gz") else { return Ok(()) };
    let league = games(&lines);
    drop(lines);
    println!("{} actions of {} matches", actions(&league).count(), league.len());
    let differing = league.iter().filter(|game| !score_is_right(game)).map(|game| &game.label);
    println!("Scores that the actions do not have: {:?}", differing.collect::<Vec<_>>());
    foresee_shots(&league, cup, &mut bars)?;
    foresee_goals(&league, cup, &mut bars)?;
    bars.close()
}

/// Whether the goals are those of "Home - Away, h - a".
fn score_is_right(game: &Game) -> bool {
    let [home, away] = goals(&game.actions);
    let score = format!(", {home} - {away}");
    game.label.ends_with(&score) || game.label.contains(&(score + " "))
}

fn foresee_shots(league: &[Game], cup: &[Game], bars: &mut Bars) -> anyhow::Result<()> {
    let shots = |games: &[Game]| -> (Vec<Shot>, Vec<bool>) {
        actions(games).filter_map(|action| Some((Shot::of(action)?, action.is_goal()))).unzip()
    };
    let (known, scored) = shots(league);
    let model = ShotModel::fit(&known, &scored)?;
    println!("\n{} shots, {model:?}", known.len());
    let (asked, outcomes) = shots(cup);
    let chances: Vec<f64> = asked.iter().map(|shot| model.probability(shot)).collect();
    let judged = calibration(&chances, &outcomes).context("no judgement")?;
    print(&judged);
    let goals = f64::from(u32::try_from(judged.came_true)?);
    bars.enter("TK10 xG, area", &format!("{:.4}", judged.auc), ">= 0.785", judged.auc >= 0.785);
    bars.enter(
        "TK10 xG, Brier",
        &format!("{:.5}", judged.brier),
        "<= 0.0715",
        judged.brier <= 0.0715,
    );
    bars.at_most("TK10 xG, off the goals, %", (judged.expected / goals - 1.0).abs() * 100.0, 10.0);
    Ok(())
}

fn foresee_goals(league: &[Game], cup: &[Game], bars: &mut Bars) -> anyhow::Result<()> {
    let start = Instant::now();
    let known: Vec<&[Action]> = league.iter().map(|game| &game.actions[..]).collect();
    let model = Vaep::fit(known, Growth::default())?;
    println!("\nVAEP fitted in {:.1} s", start.elapsed().as_secs_f64());
    let start = Instant::now();
    let (mut all, mut outcomes) = (Features::default(), Labels::default());
    for game in cup {
        all.append(features(&game.actions));
    }
    println!("Features of {} matches: {:.3} s", cup.len(), start.elapsed().as_secs_f64());
    for game in cup {
        let of_match = labels(&game.actions);
        outcomes.scores.extend(of_match.scores);
        outcomes.concedes.extend(of_match.concedes);
    }
    let scores = calibration(&model.scores.probabilities(&all), &outcomes.scores);
    let concedes = calibration(&model.concedes.probabilities(&all), &outcomes.concedes);
    for (what, judged, auc, of_base) in
        [("scores", scores, 0.758, 0.833), ("concedes", concedes, 0.737, 0.979)]
    {
        let judged = judged.context("no judgement")?;
        print(&judged);
        let brier = judged.brier / judged.base_brier;
        let enter = |bars: &mut Bars, figure: &str, value: f64, bar: &str, held| {
            bars.enter(&format!("TK10 VAEP {what}, {figure}"), &format!("{value:.4}"), bar, held);
        };
        enter(bars, "area", judged.auc, &format!(">= {auc}"), judged.auc >= auc);
        enter(bars, "Brier of the base", brier, &format!("<= {of_base}"), brier <= of_base);
    }
    Ok(())
}

fn print(judged: &Calibration) {
    println!(
        "{} asked, {} came true, {:.1} expected; area {:.4}, Brier {:.5}, of the base {:.4}",
        judged.count,
        judged.came_true,
        judged.expected,
        judged.auc,
        judged.brier,
        judged.brier / judged.base_brier,
    );
    for decile in &judged.deciles {
        println!(
            "{:>8} {:>8.4} foreseen {:>8.4} came true",
            decile.count, decile.predicted, decile.observed
        );
    }
}
