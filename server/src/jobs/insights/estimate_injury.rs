//! Estimates how often a player is out, by exposure.

use anyhow::Context as _;
use chrono::Datelike as _;
use football::SeasonYears;
use scouting_stats::{
    InsightKind,
    injury::{ExposedPlayer, InjuryInsight, METHOD},
};
use serde_json::{Value, json};
use store::{
    careers::exposures,
    insights::{Maker, NewInsight, write_insights},
    players,
    queue::estimate_injury::EstimateInjury,
};
use tracing::instrument;

use super::{model::today, on_a_blocking_thread, unless_cancelled};
use crate::jobs::{JobContext, JobError};

const READ: &str = "Read matches and injuries";
const ESTIMATE: &str = "Estimate, and try it on past seasons";

/// Works out the estimate and stores it where it says something new. What it says is told in no log and
/// no result of the job: those are for more people than injuries are.
///
/// Running it twice is harmless: what rests on the same data is not stored again.
#[instrument(skip_all, fields(job_id = %context.id(), player_id = %job.player_id))]
pub(in crate::jobs) async fn estimate_injury(
    job: EstimateInjury,
    context: JobContext,
) -> Result<Value, JobError> {
    context.plan_steps(&[READ, ESTIMATE]).await;
    let db = &context.env().db;
    let gone = || JobError::abandon("The player is no longer there.");
    let player = players::find(db, job.player_id).await?.ok_or_else(gone)?;

    context.start_step(READ).await;
    let held = unless_cancelled(&context, exposures(db)).await?;
    context.finish_step(READ, &format!("{} players", held.len())).await;
    context.progress(Some(0.6)).await;

    context.start_step(ESTIMATE).await;
    let own = held.iter().find(|(id, _)| *id == job.player_id).map(|(_, own)| own.clone());
    // Who has no season that counts is estimated as his peers are.
    let own = own.unwrap_or_else(|| ExposedPlayer {
        group: player.position.map(football::Position::group),
        birth_year: player.birth_date.map(|day| day.year()),
        seasons: Vec::new(),
    });
    let today = today(&context);
    let season = SeasonYears::of(today).first_year();
    let insight = on_a_blocking_thread(&context, move || {
        let peers: Vec<ExposedPlayer> = held.into_iter().map(|(_, player)| player).collect();
        InjuryInsight::of(&own, &peers, season)
    })
    .await?;
    let is_made = insight.estimate.is_some();
    let new = NewInsight {
        player_id: job.player_id,
        kind: InsightKind::InjuryRisk,
        model_version: METHOD.to_owned(),
        input_hash: insight.hash(),
        seed: None,
        as_of: today,
        result: serde_json::to_value(&insight).context("the estimate cannot be written down")?,
    };
    let maker = Maker { job: Some(context.id()), asker: context.created_by() };
    let written = write_insights(db, maker, &[new]).await?;
    context.finish_step(ESTIMATE, &format!("{} new", written.new)).await;
    context.progress(Some(1.0)).await;
    let summary = match (is_made, written.new) {
        (false, _) => "Too little is held for an estimate",
        (true, 0) => "Nothing new is known since the last estimate",
        (true, _) => "The estimate is ready",
    };
    Ok(json!({
        "href": format!("/players/{}/career", job.player_id),
        "summary": summary,
        "new": written.new,
        "unchanged": written.unchanged,
    }))
}
