//! SC4: percentiles within position of a large season, beside pandas.

use scouting_stats::{MetricTable, PeerRule, Percentiles, Spreads, ZScores};

use crate::{bars::Bars, generated::season, peer::Peer, timing::Timing};

const PLAYERS: usize = 30_000;
const METRICS: usize = 131;
const RUNS: usize = 9;
/// Issue: 30,000 by 131 in half a second.
const BAR_MS: f64 = 500.0;
/// SC4: twice as fast as pandas on one thread.
const BAR_TIMES: f64 = 2.0;

pub(crate) fn measure(bars: &mut Bars) -> anyhow::Result<()> {
    println!(
        "Percentiles of {PLAYERS} players by {METRICS} metrics within four positions, one thread"
    );
    let table = season(PLAYERS, METRICS, None);
    let ranking = Timing::of(RUNS, || Percentiles::new(&table, PeerRule::SEASON));
    bars.at_most("SC4 percentiles, ms, median", ranking.median_ms(), BAR_MS);
    let scoring =
        Timing::of(RUNS, || ZScores::new(&table, &Spreads::new(&table, PeerRule::SEASON)));
    println!("     z-scores with mean and deviation, ms: {:.1}", scoring.median_ms());

    let [once, twice] = [(); 2].map(|()| Percentiles::new(&table, PeerRule::SEASON));
    bars.exactly("SC4 percentiles that differ between two runs", differing(&once, &twice), 0);

    let Some(peer) = Peer::run(&table, "percentiles")? else {
        bars.skipped("pandas beside ours: no python3 with NumPy and pandas");
        return Ok(());
    };
    let [by_group, by_frame, z] =
        ["rank_by_group", "rank_by_frame", "z_scores"].map(|name| peer.ms[name]);
    println!(
        "     pandas, ms: groupby.rank {by_group:.1}, rank by position {by_frame:.1}, z {z:.1}"
    );
    let faster = by_group.min(by_frame) / ranking.median_ms();
    bars.at_least("SC4 times faster than the faster of pandas' two ranks", faster, BAR_TIMES);
    println!("     z-scores: {:.1} times faster than pandas", z / scoring.median_ms());
    bars.exactly(
        "SC4 percentiles further than 1e-9 off those of pandas",
        off(&table, &once, &peer)?,
        0,
    );
    Ok(())
}

fn differing(once: &Percentiles, twice: &Percentiles) -> i64 {
    let bits = |percentiles: &Percentiles| -> Vec<u64> {
        (0..METRICS)
            .flat_map(|metric| percentiles.column(metric))
            .map(|percentile| percentile.to_bits())
            .collect()
    };
    count(bits(once).iter().zip(bits(twice)).filter(|(a, b)| **a != *b).count())
}

fn off(table: &MetricTable, ours: &Percentiles, peer: &Peer) -> anyhow::Result<i64> {
    let theirs = peer.answer("percentiles")?;
    anyhow::ensure!(theirs.len() == PLAYERS * METRICS, "pandas ranked another table");
    let is_off = |place: usize| {
        let (player, metric) = (place / METRICS, place % METRICS);
        let theirs = f64::from_le_bytes(theirs[place]);
        !ours.of(player, metric).is_ok_and(|ours| (ours - theirs).abs() <= 1e-9)
    };
    let all = table.players().len() * table.metrics().len();
    Ok(count((0..all).filter(|place| is_off(*place)).count()))
}

fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}
