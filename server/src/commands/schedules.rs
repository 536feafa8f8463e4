//! `touchline schedules`: what operators do to schedules from a terminal.

use anyhow::{Context as _, bail};
use backroom::{JobState, ScheduleId, ScheduleView};
use clap::{Args, Subcommand};
use store::{Database, queue::Enqueued, schedules};

use super::told;
use crate::{config::Config, database};

/// Lists schedules, runs one now, switches one on or off.
#[derive(Debug, Args)]
pub struct SchedulesArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Lists the schedules by name, each with its next tick and its newest run.
    List,
    /// Queues a schedule's job now, whether or not its ticks count.
    RunNow {
        /// Its name.
        name: String,
    },
    /// Lets a schedule's ticks count, from now on.
    Enable {
        /// Its name.
        name: String,
    },
    /// Lets a schedule's ticks count no longer.
    Disable {
        /// Its name.
        name: String,
    },
}

/// Runs the command.
///
/// # Errors
/// The database cannot be reached, or there is no schedule with the name.
pub async fn run(args: SchedulesArgs, config: Config) -> anyhow::Result<()> {
    let resolved = database::resolve(&config).await?;
    let db = database::connect(&config, &resolved.url).await?;
    let result = act(args.action, &db).await;
    db.close().await.ok();
    resolved.close().await?;
    result
}

async fn act(action: Action, db: &Database) -> anyhow::Result<()> {
    match action {
        Action::List => {
            for schedule in schedules::list_schedules(db).await? {
                say(&line(&schedule));
            }
            Ok(())
        }
        Action::RunNow { name } => {
            let id = named(db, &name).await?;
            let enqueued = schedules::run_now_by(db, None, id).await.map_err(told)?;
            match enqueued.with_context(|| format!("{name} was deleted meanwhile"))? {
                Enqueued::New(job) => say(&format!("{name} asked for job {job}.")),
                Enqueued::AlreadyThere(job) => {
                    say(&format!("{name} asked for nothing new: job {job} is under way."));
                }
            }
            Ok(())
        }
        Action::Enable { name } => switch(db, &name, true).await,
        Action::Disable { name } => switch(db, &name, false).await,
    }
}

async fn switch(db: &Database, name: &str, enabled: bool) -> anyhow::Result<()> {
    let id = named(db, name).await?;
    if !schedules::set_enabled_by(db, None, id, enabled).await.map_err(told)? {
        bail!("{name} was deleted meanwhile");
    }
    say(&format!("{name} is switched {}.", if enabled { "on" } else { "off" }));
    Ok(())
}

async fn named(db: &Database, name: &str) -> anyhow::Result<ScheduleId> {
    let all = schedules::list_schedules(db).await?;
    let found = all.iter().find(|schedule| schedule.draft.name == name);
    found
        .map(|schedule| schedule.id)
        .with_context(|| format!("there is no schedule called `{name}`; see `schedules list`"))
}

fn line(schedule: &ScheduleView) -> String {
    let next = schedule.next.as_ref().map_or("off", |tick| tick.on_the_wall.as_str());
    let last = schedule.last.as_ref().map_or_else(
        || "never ran".to_owned(),
        |run| {
            let became = run.job_state.map_or(run.outcome.as_str(), JobState::as_str);
            format!("{became} {}", run.tick.on_the_wall)
        },
    );
    let name = &schedule.draft.name;
    format!("{name:<28}  {}  next {next}  last {last}", schedule.reading)
}

#[expect(clippy::print_stdout, reason = "the answer of a command")]
fn say(line: &str) {
    println!("{line}");
}
