//! Estimates how often a player is out, by exposure.

use anyhow::Context as _;
use serde_json::{Value, json};
use store::{
    insights::{Maker, write_insights},
    players,
    queue::estimate_injury::EstimateInjury,
};
use tracing::instrument;

use super::{injuries::Injuries, model::today};
use crate::jobs::{JobContext, JobError};

const READ: &str = "Read matches and injuries, and try estimates on past seasons";
const ESTIMATE: &str = "Estimate";

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
    let injuries = Injuries::read(&context, today(&context)).await?;
    context.finish_step(READ, &format!("{} players", injuries.players())).await;
    context.progress(Some(0.9)).await;

    context.start_step(ESTIMATE).await;
    let insight = injuries.estimate(&player);
    let is_made = insight.estimate.is_some();
    let new = injuries.kept(player.id, &insight).context("the estimate cannot be written down")?;
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
