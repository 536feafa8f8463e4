//! The models of value of the data that is held: the stored ones while the data has not changed.

use std::{sync::Arc, time::Instant};

use chrono::NaiveDate;
use scouting_stats::value::{FitError, ModelSettings, ValueModel};
use store::insights::{DataMark, Histories, data_mark, find_model, keep_model, read_histories};

use super::{on_a_blocking_thread, seconds, unless_cancelled};
use crate::jobs::{JobContext, JobError};

/// Models with the mark of the data that they were fitted on.
pub(super) struct Fitted {
    pub(super) model: Arc<ValueModel>,
    pub(super) mark: DataMark,
}

/// Everything that is known of values today.
pub(super) async fn histories_of_today(context: &JobContext) -> Result<Arc<Histories>, JobError> {
    let today = today(context);
    let read = unless_cancelled(context, read_histories(&context.env().db, today)).await?;
    Ok(Arc::new(read))
}

/// The models for one player: where they are stored, nobody else's values are read.
pub(super) async fn model_of_today(
    context: &JobContext,
    seed: u32,
) -> Result<Result<Fitted, FitError>, JobError> {
    let db = &context.env().db;
    let mark = unless_cancelled(context, data_mark(db, today(context))).await?;
    if let Some(model) = find_model(db, &mark, seed).await? {
        context.info("the models are those of the last time: no value has changed").await;
        return Ok(Ok(Fitted { model: Arc::new(model), mark }));
    }
    let histories = histories_of_today(context).await?;
    model_of(context, &histories, seed).await
}

/// The models of `histories`; fitted and stored where they are not there.
pub(super) async fn model_of(
    context: &JobContext,
    histories: &Arc<Histories>,
    seed: u32,
) -> Result<Result<Fitted, FitError>, JobError> {
    let (db, mark) = (&context.env().db, histories.mark.clone());
    if let Some(model) = find_model(db, &mark, seed).await? {
        context.info("the models are those of the last time: no value has changed").await;
        return Ok(Ok(Fitted { model: Arc::new(model), mark }));
    }
    let begun = Instant::now();
    let (read, today) = (Arc::clone(histories), today(context));
    let fitted = on_a_blocking_thread(context, move || {
        ValueModel::fit_newest(&read.all, today, ModelSettings::seeded(seed.into()))
    })
    .await?;
    let model = match fitted {
        Ok(model) => model,
        Err(why) => return Ok(Err(why)),
    };
    keep_model(db, &mark, seed, &model).await?;
    let told = format!(
        "models fitted on {} past values, as of {}, in {}",
        model.linear.rows,
        model.origin,
        seconds(begun.elapsed())
    );
    context.info(&told).await;
    Ok(Ok(Fitted { model: Arc::new(model), mark }))
}

pub(super) fn today(context: &JobContext) -> NaiveDate {
    context.env().clock.now().date_naive()
}
