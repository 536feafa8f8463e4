//! Jobs that work out insights about players, and how far to trust the models behind them.

mod analyse_player;
mod analyse_players;
mod estimate_injury;
mod forecasts;
mod injuries;
mod model;
mod performance;
mod report_on_models;

use std::time::Duration;

use anyhow::Context as _;

pub(super) use analyse_player::analyse_player;
pub(super) use analyse_players::analyse_players;
pub(super) use estimate_injury::estimate_injury;
pub(super) use report_on_models::report_on_models;

use super::{JobContext, JobError};

/// What people can do where too little is known to fit a model.
const CURE: &str = "Import values of more players and more years.";

/// Runs `work` where it may take the processor as long as it likes. A job that is to stop does not wait for
/// it: what it comes to then is let go, and nothing of it has been written.
async fn on_a_blocking_thread<T: Send + 'static>(
    context: &JobContext,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, JobError> {
    let working = tokio::task::spawn_blocking(work);
    tokio::select! {
        done = working => Ok(done.context("the computation ended early")?),
        () = context.cancelled() => Err(JobError::Cancelled),
    }
}

/// Waits for what the database answers, unless the job is to stop: reading every value takes some seconds.
async fn unless_cancelled<T>(
    context: &JobContext,
    answer: impl Future<Output = Result<T, store::StoreError>>,
) -> Result<T, JobError> {
    tokio::select! {
        answer = answer => Ok(answer?),
        () = context.cancelled() => Err(JobError::Cancelled),
    }
}

/// `1.4 s`
fn seconds(took: Duration) -> String {
    format!("{:.1} s", took.as_secs_f64())
}
