//! `touchline players refresh-values` and `touchline players insights`: work on many players, through the
//! jobs that pages and the REST API use.

use anyhow::anyhow;
use backroom::JobId;
use clap::Args;
use football::{FieldError, PlayerId};
use page_base::request::AppState;
use serde_json::Value;
use store::queue::{
    ChosenPlayers,
    batch::{BatchRequest, Care},
    bound::AT_ONCE,
    insights::{GenerateInsights, request_insights},
    market_values::{RefreshMarketValues, request_refresh},
};

use super::{
    players::{say, wait_for},
    told,
};
use crate::config::Config;

/// For which players, and how each of them is done.
#[derive(Debug, Args)]
#[group(id = "who", required = true, multiple = true)]
pub(super) struct Who {
    /// Every player.
    #[arg(long, conflicts_with_all = ["player_ids", "filter"])]
    all: bool,
    /// Only these, parted by commas.
    #[arg(long, value_delimiter = ',')]
    player_ids: Vec<i64>,
    /// Only who fits, in the words of the list's address: `--filter position=GK --filter age_max=23`.
    #[arg(long, value_name = "WORD=VALUE", value_parser = pair)]
    filter: Vec<(String, String)>,
}

#[derive(Debug, Args)]
pub(super) struct BatchArgs {
    #[command(flatten)]
    who: Who,
    /// How many players are done at once, over all servers and workers, from now on.
    #[arg(long)]
    concurrency: Option<u32>,
    /// Attempts before a player is given up.
    #[arg(long, default_value_t = 3)]
    retries: u32,
    /// Longest time of one attempt, in seconds.
    #[arg(long)]
    timeout: Option<f64>,
    /// Works on the queue until all is done and tells what came of it.
    #[arg(long)]
    wait: bool,
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write WORD=VALUE, such as position=GK")?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

impl Who {
    /// The players; what cannot be used is told by the argument's name.
    pub(super) fn chosen(&self) -> anyhow::Result<ChosenPlayers> {
        let ids = &self.player_ids;
        let ids = (!ids.is_empty()).then(|| ids.iter().copied().map(PlayerId).collect());
        let players = ChosenPlayers::new(ids, self.filter.iter().cloned().collect());
        players.map_err(|errors| complaint(&errors))
    }
}

impl BatchArgs {
    /// The request with what the arguments say; what cannot be used is told by the argument's name.
    fn request<J>(
        &self,
        batch: impl FnOnce(ChosenPlayers, Care) -> J,
    ) -> anyhow::Result<BatchRequest<J>> {
        if let Some(at_once) = self.concurrency
            && !AT_ONCE.contains(&at_once)
        {
            return Err(anyhow!(
                "--concurrency: give a number from {} to {}",
                AT_ONCE.start(),
                AT_ONCE.end()
            ));
        }
        let players = self.who.chosen()?;
        let care = Care::new(Some(self.retries), self.timeout);
        let care = care.map_err(|errors| complaint(&errors))?;
        Ok(BatchRequest {
            batch: batch(players, care),
            at_once: self.concurrency,
            asker: None,
            request_id: None,
        })
    }
}

/// Fields of the payload under the names that the arguments have.
fn complaint(errors: &[FieldError]) -> anyhow::Error {
    let told: Vec<_> = errors
        .iter()
        .map(|error| {
            let argument = match error.field.as_str() {
                "attempts" => "--retries".to_owned(),
                "timeout_secs" => "--timeout".to_owned(),
                "player_ids" => "--player-ids".to_owned(),
                field => format!("--{}", field.replacen('.', " ", 1)),
            };
            format!("{argument}: {}", error.message)
        })
        .collect();
    anyhow!("{}", told.join("; "))
}

pub(super) async fn refresh_values(
    args: BatchArgs,
    state: &AppState,
    config: &Config,
) -> anyhow::Result<()> {
    let request = args.request(|players, care| RefreshMarketValues { players, care })?;
    let job = request_refresh(&state.db, request).await.map_err(told)?.id();
    finish(job, "refresh", args.wait, state, config).await
}

pub(super) async fn insights(
    args: BatchArgs,
    state: &AppState,
    config: &Config,
) -> anyhow::Result<()> {
    let request = args.request(|players, care| GenerateInsights { players, care })?;
    let job = request_insights(&state.db, request).await.map_err(told)?.id();
    finish(job, "batch", args.wait, state, config).await
}

/// Says that the job is queued and nobody waits for it.
pub(super) fn say_queued(job: JobId) -> anyhow::Result<()> {
    say(&format!("Queued as job {job}. A running server or `touchline work` takes it up."))
}

async fn finish(
    job: JobId,
    what: &str,
    wait: bool,
    state: &AppState,
    config: &Config,
) -> anyhow::Result<()> {
    if !wait {
        return say_queued(job);
    }
    let task = wait_for(job, what, state, config).await?;
    let result = task.result.unwrap_or_default();
    let figure = |name: &str| match &result[name] {
        Value::Null => "–".to_owned(),
        figure => figure.to_string(),
    };
    let rate = result["success_rate"].as_f64();
    let rate = rate.map_or_else(|| "–".to_owned(), |rate| format!("{:.1} %", 100.0 * rate));
    say(&format!("processed         {}", figure("processed")))?;
    say(&format!("skipped as fresh  {}", figure("skipped_as_fresh")))?;
    say(&format!("failed            {}", figure("failed")))?;
    say(&format!("success rate      {rate}"))?;
    say(&format!("average time      {} ms", figure("mean_ms")))
}
