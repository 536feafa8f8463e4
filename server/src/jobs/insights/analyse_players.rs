//! Works out insights about many players, in one job.

use std::{sync::Arc, time::Instant};

use anyhow::Context as _;
use football::PlayerId;
use scouting_stats::value::{DEFAULT_SEED, Known, ValuationHistory};
use serde_json::{Value, json};
use store::{
    insights::{Histories, Maker, NewInsight, Written, write_insights},
    players::{SelectedPlayer, count_selected, selected_after},
    queue::analyses::AnalysePlayers,
};
use tracing::instrument;

use super::{
    CURE,
    forecasts::{Forecasts, KINDS},
    injuries::Injuries,
    model::{Fitted, histories_of_today, model_of, today},
    on_a_blocking_thread,
    performance::performances,
    seconds,
};
use crate::jobs::{JobContext, JobError};

const READ: &str = "Read values";
const INJURIES: &str = "Read matches and injuries";
const MODELS: &str = "Fit the models";
const FORECAST: &str = "Forecast players";
/// Players forecast and written together: a transaction of a fraction of a second, between two looks at
/// whether somebody wants the job to stop.
const PIECE: u32 = 500;
/// Shares of the time that are behind when the values are read and the models fitted, as measured.
const READ_SHARE: f64 = 0.1;
const INJURIES_SHARE: f64 = 0.15;
const FITTED_SHARE: f64 = 0.2;

/// What came of the players so far.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    forecast: u64,
    without: u64,
    written: Written,
}

/// Works out every kind of insight about every chosen player, with models that are fitted once, piece by
/// piece.
///
/// Running it twice is harmless: a second run begins anew, and what the first has stored is not stored
/// again.
#[instrument(skip_all, fields(job_id = %context.id()))]
pub(in crate::jobs) async fn analyse_players(
    job: AnalysePlayers,
    context: JobContext,
) -> Result<Value, JobError> {
    let begun = Instant::now();
    context.plan_steps(&[READ, INJURIES, MODELS, FORECAST]).await;
    context.progress(Some(0.0)).await;
    let selection = job.players.selection(false).map_err(JobError::abandon)?;
    let (db, today) = (&context.env().db, today(&context));
    let seed = job.seed.unwrap_or(DEFAULT_SEED);

    context.start_step(READ).await;
    let histories = histories_of_today(&context).await?;
    context.finish_step(READ, &format!("{} values", histories.mark.valuations)).await;
    context.progress(Some(READ_SHARE)).await;

    context.start_step(INJURIES).await;
    let injuries = Injuries::read(&context, today).await?;
    context.finish_step(INJURIES, &format!("{} players", injuries.players())).await;
    context.progress(Some(INJURIES_SHARE)).await;

    context.start_step(MODELS).await;
    let fitted = model_of(&context, &histories, seed).await?;
    let fitted = Arc::new(fitted.map_err(|why| JobError::Abandon(format!("{why}. {CURE}")))?);
    context.finish_step(MODELS, &format!("as of {}", fitted.model.origin)).await;
    context.progress(Some(FITTED_SHARE)).await;

    context.start_step(FORECAST).await;
    let selected = count_selected(db, &selection, today).await?;
    let maker = Maker { job: Some(context.id()), asker: context.created_by() };
    let (mut tally, mut last) = (Tally::default(), PlayerId(0));
    loop {
        context.check_cancelled()?;
        let piece = selected_after(db, &selection, last, PIECE, today).await?;
        let Some(end) = piece.last() else { break };
        last = end.id;
        let ids: Vec<_> = piece.iter().map(|player| player.id).collect();
        let mut made = forecast_piece(&context, piece, &histories, &fitted, seed).await?;
        made.insights.extend(performances(&context, &ids).await?);
        made.insights.extend(injuries.of_many(&context, &ids).await?);
        let written = write_insights(db, maker, &made.insights).await?;
        tally.forecast += made.forecast;
        tally.without += made.without;
        tally.written.new += written.new;
        tally.written.unchanged += written.unchanged;
        let done = share(tally.forecast + tally.without, selected);
        context.progress(Some(FITTED_SHARE + (1.0 - FITTED_SHARE) * done)).await;
    }
    let done = tally.forecast + tally.without;
    context.finish_step(FORECAST, &format!("{done} players")).await;
    context.progress(Some(1.0)).await;
    let summary =
        format!("{} forecast, {} without a value within a year", tally.forecast, tally.without);
    context.info(&format!("{summary}, in {}", seconds(begun.elapsed()))).await;
    Ok(json!({
        "href": "/players",
        "summary": summary,
        "asked": selected,
        "forecast": tally.forecast,
        "without": tally.without,
        "new": tally.written.new,
        "unchanged": tally.written.unchanged,
        "as_of": fitted.model.origin.to_string(),
    }))
}

/// What was worked out about a piece of the players.
struct Piece {
    insights: Vec<NewInsight>,
    forecast: u64,
    without: u64,
}

async fn forecast_piece(
    context: &JobContext,
    players: Vec<SelectedPlayer>,
    histories: &Arc<Histories>,
    fitted: &Arc<Fitted>,
    seed: u32,
) -> Result<Piece, JobError> {
    let (histories, fitted) = (Arc::clone(histories), Arc::clone(fitted));
    let piece = on_a_blocking_thread(context, move || {
        let forecasts = Forecasts { model: &fitted.model, data: &fitted.mark.hash, seed };
        let mut piece = Piece { insights: Vec::new(), forecast: 0, without: 0 };
        for player in players {
            let history: ValuationHistory = histories.of(player.id);
            match Known::at(&history, fitted.model.origin) {
                Ok(_) => piece.forecast += 1,
                Err(_) => piece.without += 1,
            }
            piece.insights.extend(forecasts.of(&history, &KINDS)?);
        }
        serde_json::Result::Ok(piece)
    })
    .await?;
    Ok(piece.context("a forecast cannot be written down")?)
}

#[expect(clippy::cast_precision_loss, reason = "a share")]
fn share(part: u64, all: u64) -> f64 {
    if all == 0 { 1.0 } else { part as f64 / all as f64 }
}
