//! Works out insights about one player.

use anyhow::Context as _;
use scouting_stats::{
    InsightKind,
    value::{DEFAULT_SEED, Known},
};
use serde_json::{Value, json};
use store::{
    insights::{Maker, history_of, write_insights},
    players,
    queue::analyses::AnalysePlayer,
};
use tracing::instrument;

use super::{
    CURE,
    forecasts::{Forecasts, KINDS, none_for},
    model::{model_of_today, today},
    performance::performances,
};
use crate::jobs::{JobContext, JobError};

const MODELS: &str = "Fit the models";
const FORECAST: &str = "Forecast the value";
const STORE: &str = "Store";

/// Works out the insights that were asked for and stores those that say something new.
///
/// Running it twice is harmless: what rests on the same input is not stored again.
#[instrument(skip_all, fields(job_id = %context.id(), player_id = %job.player_id))]
pub(in crate::jobs) async fn analyse_player(
    job: AnalysePlayer,
    context: JobContext,
) -> Result<Value, JobError> {
    context.plan_steps(&[MODELS, FORECAST, STORE]).await;
    let db = &context.env().db;
    let gone = || JobError::abandon("The player is no longer there.");
    players::find(db, job.player_id).await?.ok_or_else(gone)?;
    let kinds: &[InsightKind] = if job.kinds.is_empty() { &KINDS } else { &job.kinds };
    let seed = job.seed.unwrap_or(DEFAULT_SEED);

    context.start_step(MODELS).await;
    let fitted = model_of_today(&context, seed).await?;
    context.finish_step(MODELS, if fitted.is_ok() { "" } else { "too little data" }).await;
    context.progress(Some(0.7)).await;
    context.check_cancelled()?;

    context.start_step(FORECAST).await;
    let (mut insights, in_the_way) = match fitted {
        Ok(fitted) => {
            let history = history_of(db, job.player_id, today(&context)).await?;
            let made = Forecasts { model: &fitted.model, data: &fitted.mark.hash, seed }
                .of(&history, kinds)
                .context("a forecast cannot be written down")?;
            let why = Known::at(&history, fitted.model.origin).err();
            (made, why.map(|why| why.to_string()))
        }
        Err(why) => {
            let told = none_for(job.player_id, kinds, why, today(&context), seed)
                .context("a reason cannot be written down")?;
            (told, Some(format!("{why}. {CURE}")))
        }
    };
    if job.kinds.is_empty() || job.kinds.contains(&InsightKind::Performance) {
        insights.extend(performances(&context, &[job.player_id]).await?);
    }
    if let Some(why) = &in_the_way {
        context.warn(&format!("no forecast: {why}")).await;
    }
    context.finish_step(FORECAST, if in_the_way.is_some() { "none" } else { "made" }).await;
    context.progress(Some(0.9)).await;
    context.check_cancelled()?;

    context.start_step(STORE).await;
    let maker = Maker { job: Some(context.id()), asker: context.created_by() };
    let written = write_insights(db, maker, &insights).await?;
    let summary = match (&in_the_way, written.new) {
        (Some(why), _) => format!("No forecast: {why}"),
        (None, 0) => "Nothing new is known since the last forecast".to_owned(),
        (None, _) => "The forecast is ready".to_owned(),
    };
    context.finish_step(STORE, &format!("{} new", written.new)).await;
    context.progress(Some(1.0)).await;
    Ok(json!({
        "href": format!("/players/{}/forecast", job.player_id),
        "summary": summary,
        "new": written.new,
        "unchanged": written.unchanged,
    }))
}
