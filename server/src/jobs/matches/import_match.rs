//! Imports a match.

use std::{
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use serde_json::json;
use sha2::{Digest as _, Sha256};
use store::{
    matches::{self, ImportFile, MatchImport, WrittenMatch},
    queue::import_match::ImportMatch,
};
use tokio::sync::watch;

use super::{
    computed::ComputedMatch,
    files::{MatchFilesError, read_match},
};
use crate::jobs::{JobContext, JobError};

const READ: &str = "Read the files";
const COMPUTE: &str = "Compute the report";
const KEEP: &str = "Keep the match";

/// What the run is busy with, and the share of the reading that is done.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Stage {
    #[default]
    Waiting,
    Reading(f64),
    Computing,
    Keeping,
}

/// Runs an import.
///
/// Running it twice is harmless: files are kept by their content, rows are written in one transaction with the mark
/// that it is done, and the same files make the same match. Stopped half-way, it leaves no row behind.
#[tracing::instrument(skip_all, fields(import_id = %job.import_id))]
pub(crate) async fn import_match(
    job: ImportMatch,
    context: JobContext,
) -> Result<serde_json::Value, JobError> {
    context.plan_steps(&[READ, COMPUTE, KEEP]).await;
    let env = context.env();
    let import = matches::find_import(&env.db, job.import_id).await?;
    let import = import.ok_or_else(|| JobError::abandon("The import is gone."))?;
    if let Some(id) = import.match_id {
        return Ok(answer(WrittenMatch::Known(id), &import));
    }
    let stage = watch::Sender::new(Stage::default());
    let seen = stage.subscribe();
    let stop = Arc::new(AtomicBool::new(false));
    let run = run(&context, &import, &stage, &stop);
    let result = tokio::select! {
        result = run => result,
        never = tell(&context, seen) => match never {},
        () = context.cancelled() => {
            // The thread that reads looks at it before each piece.
            stop.store(true, Ordering::Relaxed);
            return Err(JobError::Cancelled);
        }
    };
    let written = match result {
        Ok(written) => written,
        Err(MatchFilesError::Stopped) => return Err(JobError::Cancelled),
        Err(MatchFilesError::Store(error)) => return Err(error.into()),
        // A file that cannot be read now cannot be read in an hour.
        Err(MatchFilesError::Files(why)) => {
            matches::mark_failed(&env.db, import.id, &why, env.clock.now()).await?;
            return Err(JobError::abandon(why));
        }
    };
    context.finish_step(KEEP, "").await;
    context.progress(Some(1.0)).await;
    match written {
        WrittenMatch::New(_) => {}
        WrittenMatch::Known(_) => {
            context.info("These files were imported before; nothing was changed.").await;
        }
        WrittenMatch::Renewed(_) => {
            context.info("The match was made anew; its clips and line-up links stay.").await;
        }
    }
    tracing::info!(match_id = written.id().0, "Imported a match");
    Ok(answer(written, &import))
}

fn answer(written: WrittenMatch, import: &MatchImport) -> serde_json::Value {
    let id = written.id();
    json!({
        "href": format!("/matches/{id}"),
        "summary": import.title(),
        "match_id": id,
        "import_id": import.id,
        "new": matches!(written, WrittenMatch::New(_)),
    })
}

async fn run(
    context: &JobContext,
    import: &MatchImport,
    stage: &watch::Sender<Stage>,
    stop: &Arc<AtomicBool>,
) -> Result<WrittenMatch, MatchFilesError> {
    let env = context.env();
    let content_key = content_key(&import.files);
    let now = env.clock.now();
    if let Some(renewed) = import.renews {
        let other = matches::known_match(&env.db, &content_key).await?;
        if let Some(other) = other.filter(|other| *other != renewed) {
            let why = format!(
                "These files make another match already, number {other}. Delete that one, or bring other files."
            );
            return Err(MatchFilesError::Files(why));
        }
    } else if let Some(known) =
        matches::finish_with_known(&env.db, import.id, &content_key, now).await?
    {
        return Ok(known);
    }
    let (uploads, files) = (env.uploads.clone(), import.files.clone());
    let (settings, telling, stopping) = (import.settings.clone(), stage.clone(), Arc::clone(stop));
    let computed = tokio::task::spawn_blocking(move || {
        let go_on = || !stopping.load(Ordering::Relaxed);
        let read = read_match(&uploads, &files, &mut |share| {
            telling.send_replace(Stage::Reading(share));
            go_on()
        })?;
        telling.send_replace(Stage::Computing);
        ComputedMatch::of(&read, settings, content_key, &go_on)
    });
    let computed = computed.await.map_err(std::io::Error::other)??;
    stage.send_replace(Stage::Keeping);
    let new = computed.keep_frames(&env.uploads).await?;
    let (id, now) = (Some(import.id), env.clock.now());
    Ok(matches::write_match(&env.db, id, &new, import.created_by, now).await?)
}

/// The content of all files, whatever their order and names.
fn content_key(files: &[ImportFile]) -> String {
    let mut hashes: Vec<_> = files.iter().map(|file| file.sha256.as_str()).collect();
    hashes.sort_unstable();
    format!("{:x}", Sha256::digest(hashes.join("\n")))
}

/// Tells what the run is busy with, for as long as it lasts.
async fn tell(context: &JobContext, mut seen: watch::Receiver<Stage>) -> Infallible {
    let mut last = None;
    loop {
        let stage = *seen.borrow_and_update();
        let (step, fraction) = match stage {
            Stage::Waiting | Stage::Reading(_) => (READ, 0.5),
            Stage::Computing => (COMPUTE, 0.5),
            Stage::Keeping => (KEEP, 0.9),
        };
        if last != Some(step) {
            match step {
                COMPUTE => context.finish_step(READ, "").await,
                KEEP => context.finish_step(COMPUTE, "").await,
                _ => {}
            }
            context.start_step(step).await;
            last = Some(step);
        }
        let share = if let Stage::Reading(share) = stage { share } else { 1.0 };
        context.progress(Some(fraction * share)).await;
        if seen.changed().await.is_err() {
            // The run is over, and so is this wait.
            std::future::pending::<()>().await;
        }
    }
}
