//! Writes a scouting report.

use anyhow::Context as _;
use backroom::WriterSettings;
use scouting_stats::{
    EvidenceTable, Metric, Report, ReportWriter, Standing, collect, write_report,
};
use serde_json::{Value, json};
use store::{
    queue::ScoutPlayer,
    scouting::{self, NewReport, Stored},
    writers::find_writer,
};
use tracing::{info, instrument};

use super::model_writer;
use crate::jobs::{JobContext, JobEnv, JobError};

const COLLECT: &str = "Collect evidence";
const RANK: &str = "Rank against peers";
const WRITE: &str = "Write report";
const CHECK: &str = "Check every number";
const STORE: &str = "Store";

/// Collects what is known of the player, has the report written by whom an administrator chose, checks
/// every number and stores it as the player's next version.
///
/// Running it twice is harmless: a job stores one report, and where nothing new is known since the
/// player's newest report by the same writer on the same question, that report is the answer.
pub(crate) async fn scout_player(job: ScoutPlayer, context: JobContext) -> Result<Value, JobError> {
    let settings = find_writer(&context.env().db).await?.settings;
    report_on(job, context, settings).await
}

/// As [`scout_player()`], by the writer of `settings`.
#[instrument(skip_all, fields(job_id = %context.id(), player_id = %job.player_id))]
pub(super) async fn report_on(
    job: ScoutPlayer,
    context: JobContext,
    settings: WriterSettings,
) -> Result<Value, JobError> {
    context.plan_steps(&[COLLECT, RANK, WRITE, CHECK, STORE]).await;
    let evidence = evidence(&job, &context).await?;
    let offline = ReportWriter::offline();
    let chosen = model_writer::chosen(&settings);
    if let Some(done) =
        unchanged(&job, &context, &evidence, chosen.as_ref().unwrap_or(&offline)).await?
    {
        return Ok(done);
    }

    context.start_step(WRITE).await;
    let mut note = String::new();
    let mut written = None;
    let mut evidence = evidence;
    if let Some(writer) = chosen {
        let name = writer.name();
        context.info(&format!("asking {name}")).await;
        let (answer, back) = model_writer::write(&context, &settings, evidence).await?;
        evidence = back;
        match answer {
            Ok(report) => written = Some((report, writer)),
            Err(reason) => {
                note = context.without_secrets(&format!(
                    "{name} was not used: {reason}. The offline writer answered."
                ));
                context.warn(&note).await;
                if let Some(done) = unchanged(&job, &context, &evidence, &offline).await? {
                    return Ok(done);
                }
            }
        }
    }
    let (report, writer) = if let Some(written) = written {
        written
    } else {
        let (report, back) = on_a_blocking_thread(evidence, write_report).await?;
        evidence = back;
        (report, offline)
    };
    tell_written(&report, &context).await;
    context.check_cancelled()?;

    context.start_step(CHECK).await;
    let checked = checked(&report, &context).await;
    context.finish_step(CHECK, &checked).await;
    context.progress(Some(0.9)).await;
    context.check_cancelled()?;

    context.start_step(STORE).await;
    let new = NewReport {
        player_id: job.player_id,
        job_id: Some(context.id()),
        writer,
        note,
        evidence,
        report,
        created_by: context.created_by(),
        replaces: None,
    };
    let stored = scouting::store_report(&context.env().db, &new).await?.ok_or_else(gone)?;
    context.finish_step(STORE, &format!("report {}", stored.version)).await;
    context.progress(Some(1.0)).await;
    info!(
        version = stored.version,
        writer = new.writer.kind().as_str(),
        "Stored a scouting report"
    );
    Ok(answer(&job, stored, false))
}

/// What is known of the player, ranked against peers.
async fn evidence(job: &ScoutPlayer, context: &JobContext) -> Result<EvidenceTable, JobError> {
    context.start_step(COLLECT).await;
    let today = context.env().clock.now().date_naive();
    let JobEnv { db, seasons, .. } = context.env();
    let facts = scouting::player_facts(db, seasons, job.player_id, today).await?;
    let evidence = collect(&facts.ok_or_else(gone)?, &job.question);
    let rows = evidence.rows.len();
    context.info(&format!("evidence E1–E{rows} collected")).await;
    context.finish_step(COLLECT, &format!("{rows} rows")).await;
    context.progress(Some(0.2)).await;
    context.check_cancelled()?;

    context.start_step(RANK).await;
    let peers = rank(&evidence, context).await;
    context.finish_step(RANK, &peers).await;
    context.progress(Some(0.4)).await;
    Ok(evidence)
}

/// The answer of the job where `writer` has written on the same evidence before.
async fn unchanged(
    job: &ScoutPlayer,
    context: &JobContext,
    evidence: &EvidenceTable,
    writer: &ReportWriter,
) -> Result<Option<Value>, JobError> {
    let stored = scouting::unchanged_since(&context.env().db, evidence, writer).await?;
    let Some(stored) = stored else { return Ok(None) };
    // This very job may have stored it before it was interrupted.
    let is_ours = stored.job_id == Some(context.id());
    for step in [WRITE, CHECK, STORE] {
        context.finish_step(step, "unchanged").await;
    }
    context.info(&format!("nothing new is known since report {}", stored.version)).await;
    context.progress(Some(1.0)).await;
    Ok(Some(answer(job, stored, !is_ours)))
}

async fn tell_written(report: &Report, context: &JobContext) {
    for section in &report.sections {
        let heading = section.kind.heading().to_lowercase();
        context.info(&format!("section “{heading}” written")).await;
    }
    let sentences: usize = report.sections.iter().map(|section| section.sentences.len()).sum();
    context.finish_step(WRITE, &format!("{sentences} sentences")).await;
    context.progress(Some(0.7)).await;
}

fn gone() -> JobError {
    JobError::Abandon("The player is no longer there.".to_owned())
}

/// Tells how many peers there are and returns it for the step.
async fn rank(evidence: &EvidenceTable, context: &JobContext) -> String {
    for row in &evidence.rows {
        match row.standing {
            Standing::Ranked { .. } => {
                let place = row.shown_percentile().unwrap_or_default();
                let (metric, n) = (&row.metric, row.n.unwrap_or_default());
                context.info(&format!("{} {metric}: percentile {place} of {n}", row.id)).await;
            }
            Standing::Missing { why } => {
                context.warn(&format!("{} {}: {why}", row.id, row.metric)).await;
            }
            Standing::NotCompared => {}
        }
    }
    match evidence.about(Metric::Value).and_then(|row| row.n) {
        Some(1) => "1 peer".to_owned(),
        Some(n) => format!("{n} peers"),
        None => "no peers".to_owned(),
    }
}

/// Tells what the check took out and returns how many numbers it found right.
async fn checked(report: &Report, context: &JobContext) -> String {
    for rejected in &report.rejected {
        let reasons: Vec<String> = rejected.reasons.iter().map(ToString::to_string).collect();
        context.warn(&format!("1 sentence refused: {}", reasons.join("; "))).await;
    }
    let counts = format!("{} of {}", report.numbers_checked, report.numbers_found);
    context.info(&format!("{counts} numbers checked")).await;
    counts
}

/// Runs `work` where it may take the processor as long as it likes.
pub(super) async fn on_a_blocking_thread<T: Send + 'static>(
    evidence: EvidenceTable,
    work: impl FnOnce(&EvidenceTable) -> T + Send + 'static,
) -> Result<(T, EvidenceTable), JobError> {
    let done = tokio::task::spawn_blocking(move || (work(&evidence), evidence)).await;
    Ok(done.context("the report could not be written")?)
}

fn answer(job: &ScoutPlayer, stored: Stored, unchanged: bool) -> Value {
    let summary = if unchanged {
        format!("Unchanged since report {}", stored.version)
    } else {
        format!("Report {} is ready", stored.version)
    };
    json!({
        "href": format!("/players/{}/reports/{}", job.player_id, stored.version),
        "summary": summary,
        "report_id": stored.id,
        "version": stored.version,
        "unchanged": unchanged,
    })
}
