//! Writes a scouting report.

use anyhow::Context as _;
use scouting_stats::{
    EvidenceTable, GENERATOR, Metric, Report, Standing, collect, draft_report, verify,
};
use serde_json::{Value, json};
use store::{
    queue::ScoutPlayer,
    scouting::{self, NewReport, Stored},
};
use tracing::{info, instrument};

use crate::jobs::{JobContext, JobError};

const COLLECT: &str = "Collect evidence";
const RANK: &str = "Rank against peers";
const WRITE: &str = "Write report";
const CHECK: &str = "Check every number";
const STORE: &str = "Store";

/// Collects what is known of the player, writes the report, checks every number and stores it as the
/// player's next version.
///
/// Running it twice is harmless: a job stores one report, and where nothing new is known since the
/// player's newest report on the same question, that report is the answer.
#[instrument(skip_all, fields(job_id = %context.id(), player_id = %job.player_id))]
pub(crate) async fn scout_player(job: ScoutPlayer, context: JobContext) -> Result<Value, JobError> {
    context.plan_steps(&[COLLECT, RANK, WRITE, CHECK, STORE]).await;
    let db = &context.env().db;

    context.start_step(COLLECT).await;
    let today = context.env().clock.now().date_naive();
    let facts = scouting::player_facts(db, job.player_id, today).await?.ok_or_else(gone)?;
    let evidence = collect(&facts, &job.question);
    let rows = evidence.rows.len();
    context.info(&format!("evidence E1–E{rows} collected")).await;
    context.finish_step(COLLECT, &format!("{rows} rows")).await;
    context.progress(Some(0.2)).await;
    context.check_cancelled()?;

    context.start_step(RANK).await;
    let peers = rank(&evidence, &context).await;
    context.finish_step(RANK, &peers).await;
    context.progress(Some(0.4)).await;

    if let Some(stored) = scouting::unchanged_since(db, &evidence, GENERATOR).await? {
        // This very job may have stored it before it was interrupted.
        let is_ours = stored.job_id == Some(context.id());
        for step in [WRITE, CHECK, STORE] {
            context.finish_step(step, "unchanged").await;
        }
        context.info(&format!("nothing new is known since report {}", stored.version)).await;
        context.progress(Some(1.0)).await;
        return Ok(answer(&job, stored, !is_ours));
    }

    context.start_step(WRITE).await;
    let (draft, evidence) = on_a_blocking_thread(evidence, draft_report).await?;
    for section in draft.sections.iter().filter(|section| !section.sentences.is_empty()) {
        let heading = section.kind.heading().to_lowercase();
        context.info(&format!("section “{heading}” written")).await;
    }
    let sentences: usize = draft.sections.iter().map(|section| section.sentences.len()).sum();
    context.finish_step(WRITE, &format!("{sentences} sentences")).await;
    context.progress(Some(0.7)).await;
    context.check_cancelled()?;

    context.start_step(CHECK).await;
    let (report, evidence) =
        on_a_blocking_thread(evidence, move |evidence| verify(&draft, evidence).report).await?;
    let checked = checked(&report, &context).await;
    context.finish_step(CHECK, &checked).await;
    context.progress(Some(0.9)).await;
    context.check_cancelled()?;

    context.start_step(STORE).await;
    let new = NewReport {
        player_id: job.player_id,
        job_id: context.id(),
        generator: GENERATOR.to_owned(),
        evidence,
        report,
        created_by: context.created_by(),
    };
    let stored = scouting::store_report(db, &new).await?.ok_or_else(gone)?;
    context.finish_step(STORE, &format!("report {}", stored.version)).await;
    context.progress(Some(1.0)).await;
    info!(version = stored.version, "Stored a scouting report");
    Ok(answer(&job, stored, false))
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
async fn on_a_blocking_thread<T: Send + 'static>(
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
