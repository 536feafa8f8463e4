//! `touchline players`: tables in and out from a terminal.

use std::{
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context as _, anyhow, bail};
use backroom::{JobId, JobState, TaskView};
use clap::{Args, Subcommand, ValueEnum};
use page_base::request::{AppState, Clock};
use store::{
    exports::{self, ExportedPlayer},
    imports,
    queue::find_task,
};
use tokio_util::sync::CancellationToken;

use super::{
    batches::{self, BatchArgs},
    forecasts::{self, ForecastArgs, ReportCardArgs},
    season::{self, SeasonArgs},
};
use crate::{
    config::Config,
    database,
    http::api::imports::correct,
    jobs::{Hub, JobEnv, registry::registry, start_workers},
    state::app_state,
};

/// Bytes read from the file at a time.
const PIECE_BYTES: usize = 64 * 1024;
/// Wait between two looks at a job that is waited for.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// Imports and exports players.
#[derive(Debug, Args)]
pub struct PlayersArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Queues the import of a table of players, market values, transfers, appearances, injuries, clubs
    /// or competitions; the headers say which.
    Import(ImportArgs),
    /// Queues the import of a season's table: one row a player and club, one column a metric.
    ImportSeason(SeasonArgs),
    /// Asks the configured provider what players are worth.
    RefreshValues(BatchArgs),
    /// Writes a scouting report on each of many players.
    Insights(BatchArgs),
    /// Forecasts what players will be worth, in one job.
    Forecast(ForecastArgs),
    /// Holds what would have been forecast from past days against what came.
    ReportCard(ReportCardArgs),
    /// Writes every player to standard output.
    Export {
        /// csv is for people: nothing in it runs as a formula. csv-lossless and jsonl are to the
        /// letter; csv-lossless can be imported again without a difference.
        #[arg(long, value_enum, default_value_t = Format::Csv)]
        format: Format,
    },
}

#[derive(Debug, Args)]
struct ImportArgs {
    /// CSV with comma, semicolon, tab or bar, plain or packed with gzip.
    file: PathBuf,
    /// Whose ids the id column holds: transfermarkt.
    #[arg(long)]
    provider: Option<String>,
    /// players, valuations, transfers, appearances, injuries, clubs or competitions, where the guess
    /// from the headers is wrong.
    #[arg(long)]
    table: Option<String>,
    /// Meanings of columns, where the guess is wrong: Spieler=name,Verein=club.
    #[arg(long)]
    mapping: Option<String>,
    /// Who estimated values that name no source.
    #[arg(long)]
    value_source: Option<String>,
    /// Works on the queue until the import is done and tells what came of it.
    #[arg(long)]
    wait: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Csv,
    CsvLossless,
    Jsonl,
}

/// Runs the command.
///
/// # Errors
/// The file cannot be read or is not a table, or the database cannot be reached.
pub async fn run(args: PlayersArgs, config: Config) -> anyhow::Result<()> {
    let resolved = database::resolve(&config).await?;
    database::migrate(&resolved.url).await?;
    let db = database::connect(&config, &resolved.url).await?;
    let state = app_state(&config, db.clone(), Clock::System, CancellationToken::new())?;
    let result = match args.action {
        Action::Import(args) => import(args, &state, &config).await,
        Action::ImportSeason(args) => season::import(args, &state, &config).await,
        Action::RefreshValues(args) => batches::refresh_values(args, &state, &config).await,
        Action::Insights(args) => batches::insights(args, &state, &config).await,
        Action::Forecast(args) => forecasts::forecast(args, &state, &config).await,
        Action::ReportCard(args) => forecasts::report_card(args, &state, &config).await,
        Action::Export { format } => export(&state, format).await,
    };
    db.close().await.ok();
    resolved.close().await?;
    result
}

async fn import(args: ImportArgs, state: &AppState, config: &Config) -> anyhow::Result<()> {
    let file = store_file(&args.file, state).await?;
    let name = args.file.file_name().unwrap_or_default().to_string_lossy();
    let id = imports::create_draft(&state.db, &state.uploads, file, &name, None, state.clock.now())
        .await
        .with_context(|| args.file.display().to_string())?;
    let draft = imports::find(&state.db, id).await?.context("the draft is there")?;
    let mut reading = draft.reading.clone();
    let corrections = [
        ("provider", &args.provider),
        ("table", &args.table),
        ("mapping", &args.mapping),
        ("value_source", &args.value_source),
    ];
    for (name, value) in corrections {
        if let Some(value) = value {
            correct(&mut reading, name, value)
                .map_err(|error| anyhow!("--{}: {}", name.replace('_', "-"), error.message))?;
        }
    }
    if reading != draft.reading {
        imports::save_reading(&state.db, &state.uploads, &draft, reading).await?;
    }
    let draft = imports::find(&state.db, id).await?.context("the draft is there")?;
    say(&format!(
        "{}: {}, {}, {}, {} rows",
        draft.file_name,
        draft.reading.encoding.label(draft.reading.legacy),
        draft.reading.delimiter.label(),
        draft.reading.table.label().to_lowercase(),
        draft.preview.rows
    ))?;
    for warning in &draft.preview.warnings {
        say(&format!("  {warning}"))?;
    }
    let job = imports::start(&state.db, id, None, None).await?;
    if args.wait {
        wait_for(job, "import", state, config).await?;
        tell(id, state).await
    } else {
        say(&format!("Queued as job {job}. A running server or `touchline work` takes it up."))
    }
}

pub(super) async fn store_file(
    path: &Path,
    state: &AppState,
) -> anyhow::Result<store::uploads::StoredFile> {
    let mut file =
        std::fs::File::open(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let mut writer = state.uploads.begin(u64::MAX).await?;
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        match file.read(&mut piece).with_context(|| path.display().to_string())? {
            0 => return Ok(writer.finish().await?),
            read => writer.write(&piece[..read]).await?,
        }
    }
}

/// Works on the queues until `job` has ended, whoever does it. `what` it is, for people.
pub(super) async fn wait_for(
    job: JobId,
    what: &str,
    state: &AppState,
    config: &Config,
) -> anyhow::Result<TaskView> {
    let shutdown = CancellationToken::new();
    let hub = Hub::start(state.db.clone(), shutdown.clone());
    let env = JobEnv::new(state, &config.jobs);
    let settings = config.jobs.worker_settings();
    let workers = start_workers(env, registry(), &hub, &settings, &[], &shutdown)?;
    let ended = loop {
        let task = find_task(&state.db, job).await?.context("the job is there")?;
        if task.state.is_final() {
            break task;
        }
        tokio::time::sleep(LOOK_EVERY).await;
    };
    workers.stop().await;
    shutdown.cancel();
    if ended.state != JobState::Completed {
        bail!(
            "the {what} {}: {}",
            ended.state.public_word(),
            ended.error.unwrap_or_else(|| "it was stopped".to_owned())
        );
    }
    Ok(ended)
}

async fn tell(id: uuid::Uuid, state: &AppState) -> anyhow::Result<()> {
    let import = imports::find(&state.db, id).await?.context("the import is there")?;
    let summary = import.summary.context("a completed import has a summary")?;
    say(&format!(
        "{} rows in {}.{:03} s: {} accepted, {} duplicates, {} rejected",
        summary.rows,
        summary.took_ms / 1_000,
        summary.took_ms % 1_000,
        summary.accepted,
        summary.duplicates,
        summary.rejected
    ))?;
    say(&format!(
        "players: {} added, {} changed; values: {} added, {} changed; careers: {} added, {} changed",
        summary.players_added,
        summary.players_changed,
        summary.valuations_added,
        summary.valuations_changed,
        summary.career_added,
        summary.career_changed
    ))?;
    for reject in summary.first_rejects.iter().take(20) {
        say(&format!("  line {}: {}", reject.line, reject.reason))?;
    }
    if let Some(sha256) = import.reject_sha256 {
        say(&format!("reject file: {}", state.uploads.path(&sha256)?.display()))?;
    }
    Ok(())
}

async fn export(state: &AppState, format: Format) -> anyhow::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    match format {
        Format::Jsonl => {
            exports::each_player(&state.db, |player| {
                serde_json::to_writer(&mut out, &player).map_err(std::io::Error::from)?;
                out.write_all(b"\n")?;
                Ok(())
            })
            .await?;
        }
        Format::Csv | Format::CsvLossless => {
            let mut file = csv::Writer::from_writer(&mut out);
            exports::each_player(&state.db, |player| {
                match format {
                    Format::Csv => file.serialize(ForPeople::from(player)),
                    _ => file.serialize(player),
                }
                .map_err(std::io::Error::other)?;
                Ok(())
            })
            .await?;
            file.flush()?;
        }
    }
    out.flush()?;
    Ok(())
}

/// A player in a table that is opened in a spreadsheet: without our key, and nothing in it runs.
#[derive(serde::Serialize)]
struct ForPeople {
    provider: Option<String>,
    provider_id: Option<String>,
    name: String,
    known_name: Option<String>,
    birth_date: Option<chrono::NaiveDate>,
    nationalities: String,
    position: Option<String>,
    foot: Option<String>,
    height_cm: Option<i16>,
    club: Option<String>,
    competition: Option<String>,
    contract_until: Option<chrono::NaiveDate>,
    status: String,
    market_value_eur: Option<i64>,
    value_date: Option<chrono::NaiveDate>,
    value_source: Option<String>,
}

impl From<ExportedPlayer> for ForPeople {
    fn from(player: ExportedPlayer) -> Self {
        Self {
            provider: player.provider.map(harmless),
            provider_id: player.provider_id.map(harmless),
            name: harmless(player.name),
            known_name: player.known_name.map(harmless),
            birth_date: player.birth_date,
            nationalities: harmless(player.nationalities),
            position: player.position,
            foot: player.foot,
            height_cm: player.height_cm,
            club: player.club.map(harmless),
            competition: player.competition.map(harmless),
            contract_until: player.contract_until,
            status: player.status,
            market_value_eur: player.market_value_eur,
            value_date: player.value_date,
            value_source: player.value_source.map(harmless),
        }
    }
}

/// The text with an apostrophe before what a spreadsheet would run.
fn harmless(text: String) -> String {
    if table_feeds::player_table::is_formula(&text) { format!("'{text}") } else { text }
}

pub(super) fn say(line: &str) -> anyhow::Result<()> {
    writeln!(std::io::stdout().lock(), "{line}")?;
    Ok(())
}
