//! SC3: whether players find themselves a season later, and how long it takes to find who is like one.

use football::PositionGroup;
use scouting_stats::{
    MetricTable, PeerRule, Retrieval, SimilarPlayer, SimilarityIndex, Spreads, Weights, ZScores,
    retrieval, stability_within_positions,
};

use crate::{
    bars::Bars,
    generated::season,
    peer::Peer,
    public_seasons::{PublicSeasons, as_joined, as_printed},
    timing::Timing,
};

const PLAYERS: usize = 100_000;
const METRICS: usize = 64;
const NEAREST: usize = 20;
const RUNS: usize = 400;
/// SC3: against `NumPy` in single precision on one thread.
const BAR_TIMES: f64 = 1.5;
/// SC3: one request.
const BAR_P95_MS: f64 = 50.0;
/// SC3: self-retrieval.
const BAR_TOP_1: f64 = 0.27;
const BAR_TOP_20: f64 = 0.71;
/// SC3: reasons against the score.
const BAR_SUM: f64 = 1e-6;

pub(crate) fn measure(bars: &mut Bars) -> anyhow::Result<()> {
    self_retrieval(bars);
    nearest(bars)
}

fn z_scores(table: &MetricTable) -> ZScores {
    ZScores::new(table, &Spreads::new(table, PeerRule::SEASON))
}

fn self_retrieval(bars: &mut Bars) {
    println!("Self-retrieval, 2021/22 looked for in 2022/23");
    println!("     reference, as printed and read as ISO-8859-1: .274 .485 .716, median place 6");
    let (Some(printed), Some(joined)) = (as_printed(), as_joined()) else {
        bars.skipped("self-retrieval: the public tables are absent");
        return;
    };
    tell("as printed, read as ISO-8859-1", alike(&printed, &printed.same_in_latin_1).as_ref());
    let found = alike(&printed, &printed.same_player);
    tell("as printed", found.as_ref());
    enter(bars, "as printed", found.as_ref());
    let found = alike(&joined, &joined.same_player);
    tell("clubs joined, each metric once", found.as_ref());
    enter(bars, "as the product compares", found.as_ref());

    let [earlier, later] = [&joined.earlier, &joined.later].map(z_scores);
    let lasting = stability_within_positions(&earlier, &later, &joined.same_player);
    let weights = Weights::by_stability(earlier.metrics(), &lasting);
    let weighted = retrieval(&earlier, &later, &weights, &joined.same_player);
    tell("weighted by stability (of the same players: no test)", weighted.as_ref());
}

fn alike(seasons: &PublicSeasons, same_player: &[(usize, usize)]) -> Option<Retrieval> {
    let [earlier, later] = [&seasons.earlier, &seasons.later].map(z_scores);
    retrieval(&earlier, &later, &Weights::equal(earlier.metrics()), same_player)
}

fn tell(what: &str, found: Option<&Retrieval>) {
    let Some(found) = found else { return };
    println!(
        "     {what}: {} players among {}: top 1 {:.4}, top 5 {:.4}, top 20 {:.4}, median place {}",
        found.queries, found.median_pool, found.top_1, found.top_5, found.top_20, found.median_rank
    );
}

fn enter(bars: &mut Bars, how: &str, found: Option<&Retrieval>) {
    let Some(found) = found else { return };
    for (what, share, bar) in
        [("top 1", found.top_1, BAR_TOP_1), ("top 20", found.top_20, BAR_TOP_20)]
    {
        let what = format!("SC3 self-retrieval {how}, {what}");
        bars.enter(&what, &format!("{share:.4}"), &format!(">= {bar}"), share >= bar);
    }
}

fn nearest(bars: &mut Bars) -> anyhow::Result<()> {
    println!("The {NEAREST} players most like one of {PLAYERS} by {METRICS} metrics, one thread");
    let table = season(PLAYERS, METRICS, Some(PositionGroup::Midfielder));
    let z = z_scores(&table);
    let weights = Weights::equal(z.metrics());
    let building = Timing::of(3, || SimilarityIndex::new(&z, PositionGroup::Midfielder, &weights));
    println!("     building the index, ms: {:.1}", building.median_ms());
    let index = SimilarityIndex::new(&z, PositionGroup::Midfielder, &weights);

    let ask = |player| index.most_similar(player, NEAREST, |_| true).unwrap_or_default();
    let asking = Timing::of(RUNS, || ask(0));
    println!("     reasons included, ms: median {:.2}", asking.median_ms());
    bars.at_most("SC3 top 20 of one player, ms, p95", asking.p95_ms(), BAR_P95_MS);
    let worst = (0..PLAYERS).step_by(PLAYERS / 100).flat_map(ask).map(|found| sum_off(&found));
    let worst = worst.fold(0.0, f64::max);
    let held = worst <= BAR_SUM;
    bars.enter(
        "SC3 reasons off the score shown, worst of 2,000",
        &format!("{worst:.1e}"),
        "<= 1e-6",
        held,
    );

    let Some(peer) = Peer::run(&table, "similarity")? else {
        bars.skipped("NumPy beside ours: no python3 with NumPy and pandas");
        return Ok(());
    };
    let [by_row, by_column] = ["row_major", "column_major"].map(|name| peer.ms[name]);
    println!("     NumPy, ms: by row {by_row:.2}, by column {by_column:.2} (reference 1.2)");
    let times = asking.median_ms() / by_row.min(by_column);
    bars.at_most("SC3 times as long as the faster of NumPy's two", times, BAR_TIMES);
    let theirs: Vec<u64> = peer.answer("nearest")?.into_iter().map(u64::from_le_bytes).collect();
    let ours: Vec<u64> = ask(0).iter().map(|found| found.player as u64).collect();
    let other = ours.iter().zip(&theirs).filter(|(ours, theirs)| ours != theirs).count();
    bars.exactly("SC3 of 20 players, others than NumPy's", i64::try_from(other)?, 0);
    Ok(())
}

fn sum_off(found: &SimilarPlayer) -> f64 {
    let sum: f64 = found.reasons.iter().map(|reason| reason.points).sum();
    (sum.max(0.0) - found.score).abs()
}
