//! `touchline jobs`: what operators do to background jobs from a terminal.

use std::time::Duration;

use anyhow::{Context as _, bail};
use backroom::{JobFilter, JobId, JobRow, JobState};
use clap::{Args, Subcommand};
use store::{
    Database,
    queue::{self, Place},
};

use crate::{config::Config, database};

/// Lists background jobs, stops them, tries them again, forgets old ones.
#[derive(Debug, Args)]
pub struct JobsArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Lists jobs, newest first.
    List {
        /// Only those in these states, parted by commas: queued, running, completed, failed, dead,
        /// cancelled.
        #[arg(long, value_delimiter = ',')]
        state: Vec<String>,
        /// Only those of this kind: `scout_player`.
        #[arg(long)]
        kind: Option<String>,
        /// At most so many.
        #[arg(long, default_value_t = 50)]
        limit: u64,
    },
    /// Queues a failed or cancelled job again.
    Retry {
        /// The job.
        id: JobId,
    },
    /// Stops a job and its parts.
    Cancel {
        /// The job.
        id: JobId,
    },
    /// Deletes finished jobs with their logs.
    Prune {
        /// Those that finished longer ago than so many days.
        #[arg(long, default_value_t = 30)]
        older_than_days: u32,
    },
}

/// Runs the command.
///
/// # Errors
/// The database cannot be reached, or the job is not in a state for it.
pub async fn run(args: JobsArgs, config: Config) -> anyhow::Result<()> {
    let resolved = database::resolve(&config).await?;
    let db = database::connect(&config, &resolved.url).await?;
    let result = act(args.action, &db).await;
    db.close().await.ok();
    resolved.close().await?;
    result
}

async fn act(action: Action, db: &Database) -> anyhow::Result<()> {
    match action {
        Action::List { state, kind, limit } => list(db, &state, kind, limit).await,
        Action::Retry { id } => {
            known(db, id).await?;
            if !queue::retry(db, id).await? {
                bail!("job {id} is not failed or cancelled, or another one has taken its place");
            }
            say(&format!("Job {id} is queued again."));
            Ok(())
        }
        Action::Cancel { id } => {
            known(db, id).await?;
            if !queue::request_cancel(db, id).await? {
                bail!("job {id} has already finished");
            }
            say(&format!("Job {id} is told to stop."));
            Ok(())
        }
        Action::Prune { older_than_days } => {
            let age = Duration::from_secs(u64::from(older_than_days) * 24 * 3_600);
            let deleted = queue::prune_finished(db, age).await?;
            say(&format!("Deleted {deleted} jobs."));
            Ok(())
        }
    }
}

async fn known(db: &Database, id: JobId) -> anyhow::Result<()> {
    queue::find_task(db, id).await?.with_context(|| format!("there is no job {id}"))?;
    Ok(())
}

async fn list(
    db: &Database,
    states: &[String],
    kind: Option<String>,
    limit: u64,
) -> anyhow::Result<()> {
    let states = states.iter().map(|word| word.parse()).collect::<Result<Vec<JobState>, _>>()?;
    let filter = JobFilter { states, kind, ..JobFilter::default() };
    let page = queue::list_jobs(db, &filter, Place::First, limit, chrono::Utc::now()).await?;
    for JobRow { task, .. } in page.rows {
        say(&format!(
            "{}  {:<9}  {}/{}  {}  {}  {}",
            task.id,
            task.state.as_str(),
            task.attempt,
            task.max_attempts,
            task.created_at.format("%Y-%m-%d %H:%M:%S"),
            task.kind,
            task.error.unwrap_or(task.subject),
        ));
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the answer of a command")]
fn say(line: &str) {
    println!("{line}");
}
