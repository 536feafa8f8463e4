//! Performance scores as insights.

use anyhow::Context as _;
use football::PlayerId;
use scouting_stats::{
    InsightKind, PeerChoice, PerformanceInsight, ScoredSeason, value::input_hash,
};
use store::{
    insights::NewInsight,
    ranked_seasons::{RankedSeason, newest_lines},
    seasons::list_season_sets,
};

use super::on_a_blocking_thread;
use crate::jobs::{JobContext, JobError};

/// The scores of those of `players` who are in a season, each of his newest one and among all its
/// competitions. Of the others there is nothing to keep.
pub(super) async fn performances(
    context: &JobContext,
    players: &[PlayerId],
) -> Result<Vec<NewInsight>, JobError> {
    let env = context.env();
    let lines = newest_lines(&env.db, players).await?;
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let choice = PeerChoice::default();
    let mut insights = Vec::with_capacity(lines.len());
    for set in list_season_sets(&env.db).await? {
        let own: Vec<_> = lines.iter().filter(|line| line.set == set.id).copied().collect();
        if own.is_empty() {
            continue;
        }
        let Some(ranked) = env.seasons.ranked(&env.db, &set, &choice, None).await? else {
            continue;
        };
        let made: serde_json::Result<Vec<_>> = on_a_blocking_thread(context, move || {
            let placed =
                own.iter().filter_map(|line| Some((line.player, ranked.player(line.line)?)));
            placed.map(|(player, place)| insight(player, &ranked, place)).collect()
        })
        .await?;
        insights.extend(made.context("a score cannot be written down")?);
    }
    Ok(insights)
}

fn insight(
    player: PlayerId,
    ranked: &RankedSeason,
    place: usize,
) -> serde_json::Result<NewInsight> {
    let line = ranked.line(place);
    let set = &ranked.season.set;
    let peers = line.group.map_or(0, |group| ranked.ranked.peers(group));
    let season = ScoredSeason {
        source: set.source.clone(),
        season: set.season.clone(),
        least_minutes: ranked.ranked.percentiles().rule().least_minutes,
        minutes: line.minutes,
        peers: u32::try_from(peers).unwrap_or(u32::MAX),
    };
    let made = PerformanceInsight::new(season, ranked.ranked.performance(place));
    let model_version = PerformanceInsight::model(line.group);
    let input = (InsightKind::Performance, &model_version, &made);
    Ok(NewInsight {
        player_id: player,
        kind: InsightKind::Performance,
        // The score is nothing but what went into it.
        input_hash: input_hash(&input)?,
        model_version,
        seed: None,
        as_of: set.changed_at.date_naive(),
        result: serde_json::to_value(&made)?,
    })
}
