//! Holds what the models would have forecast in the past against what came.

use std::{sync::Arc, time::Instant};

use scouting_stats::value::{DEFAULT_SEED, Forecaster, ModelSettings, Origin, Panel, ReportCard};
use serde_json::{Value, json};
use store::{
    insights::{KeptCard, Maker, NewReportCard, keep_report_card},
    queue::analyses::ReportOnModels,
};
use tracing::instrument;

use super::{
    CURE,
    model::{histories_of_today, today},
    on_a_blocking_thread, seconds,
};
use crate::jobs::{JobContext, JobError};

const READ: &str = "Read values";
const FORECAST: &str = "Forecast from past days";
const STORE: &str = "Store";

/// Computes the models' report card by rolling origin on the data that is held.
///
/// Running it twice is harmless: a card of the same data is not stored again.
#[instrument(skip_all, fields(job_id = %context.id()))]
pub(in crate::jobs) async fn report_on_models(
    _: ReportOnModels,
    context: JobContext,
) -> Result<Value, JobError> {
    context.plan_steps(&[READ, FORECAST, STORE]).await;
    context.start_step(READ).await;
    let histories = histories_of_today(&context).await?;
    let valuations = histories.mark.valuations;
    context.finish_step(READ, &format!("{valuations} values")).await;
    let newest = Origin::newest_of(&histories.all, today(&context))
        .ok_or_else(|| JobError::Abandon(format!("No value is known. {CURE}")))?;
    context.progress(Some(0.1)).await;

    context.start_step(FORECAST).await;
    let begun = Instant::now();
    let read = Arc::clone(&histories);
    let card = on_a_blocking_thread(&context, move || {
        let panel = Panel::new(&read.all, newest);
        ReportCard::compute(&panel, ModelSettings::seeded(DEFAULT_SEED.into()))
    })
    .await?;
    for skipped in &card.skipped {
        context.warn(&format!("nothing forecast from {}: {}", skipped.origin, skipped.error)).await;
    }
    let origins = card.origins.len();
    context.info(&format!("{origins} past days looked at in {}", seconds(begun.elapsed()))).await;
    context.finish_step(FORECAST, &format!("{origins} days")).await;
    context.progress(Some(0.9)).await;
    context.check_cancelled()?;

    context.start_step(STORE).await;
    let kept = keep_report_card(
        &context.env().db,
        &NewReportCard {
            mark: &histories.mark,
            players: histories.all.len() as u64,
            as_of: newest.0,
            seed: DEFAULT_SEED,
            card: &card,
            maker: Maker { job: Some(context.id()), asker: context.created_by() },
        },
    )
    .await?;
    let told = match (kept, card.pooled_share(Forecaster::Linear)) {
        (_, None) => format!("No past forecast can be judged yet. {CURE}"),
        (KeptCard::Unchanged, _) => "Unchanged: no value has changed".to_owned(),
        (KeptCard::New, Some(share)) => {
            format!("The error is {:.0} % of that of the last value", 100.0 * share)
        }
    };
    context.finish_step(STORE, "").await;
    context.progress(Some(1.0)).await;
    Ok(json!({ "href": "/scouting/models", "summary": told, "origins": origins }))
}
