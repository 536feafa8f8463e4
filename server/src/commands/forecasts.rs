//! `touchline players forecast` and `touchline players report-card`: what players will be worth, and how far
//! to trust it, through the jobs that pages and the REST API use.

use clap::Args;
use page_base::request::AppState;
use scouting_stats::value::Forecaster;
use store::{
    insights::{newest_report_card, request_analyses, request_report_card},
    queue::analyses::AnalysePlayers,
};

use super::{
    batches::{Who, say_queued},
    players::{say, wait_for},
    told,
};
use crate::config::Config;

#[derive(Debug, Args)]
pub(super) struct ForecastArgs {
    #[command(flatten)]
    who: Who,
    /// The seed of the career paths: equal data and seed give equal forecasts.
    #[arg(long)]
    seed: Option<u32>,
    /// Works on the queue until all is done and tells what came of it.
    #[arg(long)]
    wait: bool,
}

#[derive(Debug, Args)]
pub(super) struct ReportCardArgs {
    /// Works on the queue until it is computed and tells what came of it.
    #[arg(long)]
    wait: bool,
}

pub(super) async fn forecast(
    args: ForecastArgs,
    state: &AppState,
    config: &Config,
) -> anyhow::Result<()> {
    let batch = AnalysePlayers { players: args.who.chosen()?, seed: args.seed };
    let job = request_analyses(&state.db, batch, None).await.map_err(told)?.id();
    if !args.wait {
        return say_queued(job);
    }
    let task = wait_for(job, "forecast", state, config).await?;
    let result = task.result.unwrap_or_default();
    say(&format!("as of             {}", result["as_of"].as_str().unwrap_or("–")))?;
    for (name, field) in [
        ("forecast          ", "forecast"),
        ("without a value   ", "without"),
        ("stored            ", "new"),
        ("unchanged         ", "unchanged"),
    ] {
        say(&format!("{name}{}", result[field]))?;
    }
    Ok(())
}

pub(super) async fn report_card(
    args: ReportCardArgs,
    state: &AppState,
    config: &Config,
) -> anyhow::Result<()> {
    let job = request_report_card(&state.db, None).await.map_err(told)?.id();
    if !args.wait {
        return say_queued(job);
    }
    wait_for(job, "report card", state, config).await?;
    let Some(stored) = newest_report_card(&state.db).await.map_err(told)? else {
        return say("No report card is stored.");
    };
    say("origin       players  last value  age curve  linear  within the band")?;
    for report in &stored.card.origins {
        let errors = report.everyone;
        say(&format!(
            "{}  {:>8}       {:.3}      {:.3}   {:.3}           {:.1} %",
            report.origin,
            errors.linear.players,
            errors.last_value.male,
            errors.age_curve.male,
            errors.linear.male,
            100.0 * report.band.share
        ))?;
    }
    for skipped in &stored.card.skipped {
        say(&format!("{}  skipped: {}", skipped.origin, skipped.error))?;
    }
    match stored.card.pooled_share(Forecaster::Linear) {
        Some(share) => say(&format!("error as a share of the last value's  {share:.3}")),
        None => say("No past forecast can be judged yet: import values of more players and years."),
    }
}
