//! SC11: what an offline report costs, and what five hundred of a lying model leave behind.

use scouting_stats::{collect, judge, write_report};

use crate::{
    bars::Bars,
    hostile,
    oracle::unsupported,
    players::{Dice, facts},
    timing::Timing,
};

const REPORTS: u64 = 500;
const RUNS: usize = 9;
/// SC11: one offline report.
const BAR_MS: f64 = 50.0;

pub(crate) fn measure(bars: &mut Bars) {
    println!("{REPORTS} reports by the offline writer, and as many by a model that lies");
    let players: Vec<_> = (0..REPORTS).map(facts).collect();
    let writing = Timing::of(RUNS, || {
        let write = |facts| write_report(&collect(facts, "Is he worth it?")).numbers_checked;
        players.iter().map(write).sum::<u32>()
    });
    #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
    let each = writing.median_ms() / REPORTS as f64;
    bars.at_most("SC11 one offline report, ms, mean of 500", each, BAR_MS);

    let (mut offline, mut hostile, mut refused) = (0, 0, 0);
    for (number, facts) in (0..).zip(&players) {
        let table = collect(facts, "Is he worth it?");
        offline += count(&unsupported(&write_report(&table), &table));
        let answer = hostile::answer(&mut Dice::new(10_000 + number), &table);
        let Ok(judged) = judge(&answer, &table) else { continue };
        hostile += count(&unsupported(&judged.report, &table));
        refused += count(judged.refused());
    }
    bars.exactly("SC11 unsupported numbers, names, claims of 500 offline reports", offline, 0);
    bars.exactly("SC11 unsupported numbers, names, claims of 500 hostile ones", hostile, 0);
    println!("     sentences of the lying model that were refused: {refused}");
}

fn count<T>(found: &[T]) -> i64 {
    i64::try_from(found.len()).unwrap_or(i64::MAX)
}
