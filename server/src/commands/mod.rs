//! One file a command. Each has its arguments and a function `run`; what it does is in `store` or
//! `jobs`, where the pages find it too.

pub mod audit;
pub mod backup;
mod batches;
pub mod config;
pub mod demo;
mod forecasts;
pub mod healthcheck;
pub mod jobs;
pub mod matches;
pub mod migrate;
pub mod openapi;
pub mod players;
pub mod schedules;
mod season;
pub mod secrets;
pub mod serve;
mod signals;
pub mod user;
pub mod work;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use store::StoreError;

use crate::{
    config::{Config, Environment},
    http::Pages,
};

/// Touchline, a self-hosted football operations room. Settings come from the environment and `.env`:
/// see `.env.sample` and `touchline config print`.
#[derive(Debug, Parser)]
#[command(name = "touchline", version)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves pages and the REST API and, unless told otherwise, runs the jobs.
    Serve(serve::ServeArgs),
    /// Runs jobs and serves nothing.
    Work(work::WorkArgs),
    /// Lists background jobs, stops them, tries them again, forgets old ones.
    Jobs(jobs::JobsArgs),
    /// Lists schedules, runs one now, switches one on or off.
    Schedules(schedules::SchedulesArgs),
    /// Imports and exports players.
    Players(players::PlayersArgs),
    /// Imports matches.
    Match(matches::MatchArgs),
    /// Brings the database to the schema of this release.
    Migrate(migrate::MigrateArgs),
    /// Adds or removes the demo's players.
    Demo(demo::DemoArgs),
    /// Adds, lists and changes accounts.
    User(user::UserArgs),
    /// Keeps passwords and keys of other services, sealed.
    Secrets(secrets::SecretsArgs),
    /// Checks that nothing in the audit log was changed or removed.
    Audit(audit::AuditArgs),
    /// Saves the database and the files, beside running servers.
    Backup(backup::BackupArgs),
    /// Puts a backup back.
    Restore(backup::RestoreArgs),
    /// Checks or prints the settings.
    Config(config::ConfigArgs),
    /// Prints the OpenAPI document of the REST API.
    Openapi(openapi::OpenapiArgs),
    /// Asks a running server whether it is ready; exit code 0 means yes.
    Healthcheck(healthcheck::HealthcheckArgs),
}

/// Runs the command; an error is told on standard error, cause by cause.
pub fn run(arguments: Arguments, pages: Pages) -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("touchline: no runtime: {error}");
            return ExitCode::FAILURE;
        }
    };
    let result = runtime.block_on(dispatch(arguments.command, pages));
    // Blocking work that nobody waits for must not hold the process back.
    runtime.shutdown_background();
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("touchline: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn dispatch(command: Command, pages: Pages) -> anyhow::Result<()> {
    let environment = Environment::of_process();
    match command {
        // This one tells about settings that do not work, so it reads them itself.
        Command::Config(args) => config::run(&args, &environment),
        Command::Openapi(args) => openapi::run(&args),
        Command::Serve(args) => {
            Box::pin(serve::run(args, Config::from_env(&environment)?, &environment, pages)).await
        }
        Command::Work(args) => Box::pin(work::run(args, Config::from_env(&environment)?)).await,
        Command::Jobs(args) => jobs::run(args, Config::from_env(&environment)?).await,
        Command::Schedules(args) => schedules::run(args, Config::from_env(&environment)?).await,
        Command::Players(args) => players::run(args, Config::from_env(&environment)?).await,
        Command::Match(args) => matches::run(args, Config::from_env(&environment)?).await,
        Command::Migrate(args) => migrate::run(args, Config::from_env(&environment)?).await,
        Command::Demo(args) => demo::run(args, Config::from_env(&environment)?).await,
        Command::User(args) => user::run(args, Config::from_env(&environment)?).await,
        Command::Backup(args) => backup::run_backup(args, Config::from_env(&environment)?).await,
        Command::Restore(args) => backup::run_restore(args, Config::from_env(&environment)?).await,
        Command::Secrets(args) => secrets::run(args, Config::from_env(&environment)?).await,
        Command::Audit(args) => audit::run(args, Config::from_env(&environment)?).await,
        Command::Healthcheck(args) => healthcheck::run(args, Config::from_env(&environment)?).await,
    }
}

/// A refusal of the store with its fields, as a command tells it.
fn told(error: StoreError) -> anyhow::Error {
    match error {
        StoreError::Invalid(fields) => {
            let complaints: Vec<_> =
                fields.iter().map(|field| format!("{}: {}", field.field, field.message)).collect();
            anyhow::anyhow!("{}", complaints.join("; "))
        }
        other => other.into(),
    }
}
