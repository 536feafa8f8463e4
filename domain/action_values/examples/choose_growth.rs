//! Chooses how the trees of VAEP are grown: by leaving out matches of the league that they learn from, never by looking
//! at another competition. Each growth learns from the matches of all folds but one and foresees that one; what is
//! judged are all foreseen chances together.
//!
//! `cargo run --release -p action_values --example choose_growth [-- folds [part parts]]`, half an hour of one core for
//! three folds. With `1 4` it tries the second of every four growths, so that several processes share the work. Where
//! the public data is absent it says so and ends.

#![expect(clippy::print_stdout, reason = "an example prints what it found")]
#![expect(clippy::unwrap_used, reason = "an example that cannot go on has failed")]
#![expect(clippy::disallowed_methods, reason = "an example has a clock")]

#[path = "../tests/it/data.rs"]
#[expect(dead_code, reason = "the tests use more of it")]
mod data;

use std::time::Instant;

use action_values::{
    boosting::{Boosted, Features, Growth},
    calibration::calibration,
    vaep::{Labels, features, labels},
};
use anyhow::Context;
use data::{Game, games, public};

/// Trees of a model that are judged: a model of fewer is the beginning of one of more.
const TREES: [usize; 4] = [50, 100, 150, 200];

/// The growths that are tried, of as many trees as there are.
fn growths() -> Vec<Growth> {
    let mut growths = Vec::new();
    for depth in [3, 4] {
        for rate in [0.1, 0.05] {
            for rows_of_leaf in [20, 100, 500] {
                let trees = TREES[TREES.len() - 1];
                growths.push(Growth { trees, depth, rate, rows_of_leaf, ..Growth::default() });
            }
        }
    }
    growths
}

/// What is known of some matches, and what came of it.
#[derive(Default)]
struct Known {
    features: Features,
    outcomes: Labels,
}

/// What was foreseen by a growth after so many trees: chances to score and to concede of all matches.
#[derive(Default)]
struct Foreseen {
    scores: Vec<f64>,
    concedes: Vec<f64>,
}

fn main() -> anyhow::Result<()> {
    let numbers: Vec<usize> =
        std::env::args().skip(1).map(|word| word.parse()).collect::<Result<_, _>>()?;
    let folds = numbers.first().copied().unwrap_or(3).max(2);
    let (part, parts) = match numbers[..] {
        [_, part, parts] if part < parts => (part, parts),
        _ => (0, 1),
    };
    let Some(lines) = public("wyscout/england_2017_18.jsonl.gz") else { return Ok(()) };
    let league = games(&lines);
    drop(lines);
    println!("{} matches in {folds} folds", league.len());
    println!(
        "{:>5} {:>5} {:>5} {:>5} | {:>8} {:>8} | {:>8} {:>8} | {:>8}",
        "depth", "rate", "rows", "trees", "scores", "area", "concedes", "area", "mean"
    );
    for growth in growths().into_iter().skip(part).step_by(parts) {
        let start = Instant::now();
        try_growth(&league, folds, growth)?;
        println!("      {:.0} s", start.elapsed().as_secs_f64());
    }
    Ok(())
}

fn try_growth(league: &[Game], folds: usize, growth: Growth) -> anyhow::Result<()> {
    let mut foreseen: Vec<Foreseen> = TREES.iter().map(|_| Foreseen::default()).collect();
    let mut outcomes = Labels::default();
    for fold in 0..folds {
        let others = known(league, |place| place % folds != fold);
        let left_out = known(league, |place| place % folds == fold);
        let scores = Boosted::fit(&others.features, &others.outcomes.scores, growth)?;
        let concedes = Boosted::fit(&others.features, &others.outcomes.concedes, growth)?;
        for (trees, foreseen) in TREES.into_iter().zip(&mut foreseen) {
            let chances = |model: &Boosted| {
                let trees = model.trees[..trees].to_vec();
                Boosted { base: model.base, trees }.probabilities(&left_out.features)
            };
            foreseen.scores.extend(chances(&scores));
            foreseen.concedes.extend(chances(&concedes));
        }
        outcomes.scores.extend(left_out.outcomes.scores);
        outcomes.concedes.extend(left_out.outcomes.concedes);
    }
    for (trees, foreseen) in TREES.iter().zip(&foreseen) {
        let scores = calibration(&foreseen.scores, &outcomes.scores).context("no judgement")?;
        let concedes =
            calibration(&foreseen.concedes, &outcomes.concedes).context("no judgement")?;
        let [of_scores, of_concedes] =
            [&scores, &concedes].map(|judged| judged.brier / judged.base_brier);
        println!(
            "{:>5} {:>5} {:>5} {trees:>5} | {of_scores:>8.5} {:>8.4} | {of_concedes:>8.5} {:>8.4} | {:>8.5}",
            growth.depth,
            growth.rate,
            growth.rows_of_leaf,
            scores.auc,
            concedes.auc,
            f64::midpoint(of_scores, of_concedes),
        );
    }
    Ok(())
}

/// The matches whose places are wanted, one after the other.
fn known(league: &[Game], is_wanted: impl Fn(usize) -> bool) -> Known {
    let mut known = Known::default();
    let wanted = league.iter().enumerate().filter(|(place, _)| is_wanted(*place));
    for (_, game) in wanted {
        assert!(known.features.append(features(&game.actions)), "columns are always the same");
        let of_match = labels(&game.actions);
        known.outcomes.scores.extend(of_match.scores);
        known.outcomes.concedes.extend(of_match.concedes);
    }
    known
}
