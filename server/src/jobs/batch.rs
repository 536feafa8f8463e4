//! Work on many players: a part for each of them, as a job of its own, waited for and summed up.

use std::time::{Duration, Instant};

use football::PlayerId;
use serde_json::{Value, json};
use store::{
    players::{SelectedPlayer, Selection, count_selected, selected_after},
    queue::{self, ChildCount, Job, NewJob, count_children, enqueue_together, last_part},
};

use super::{JobContext, JobError};

const ASK: &str = "Queue players";
const WAIT: &str = "Wait for the parts";
/// Players queued in one transaction.
const PIECE: u32 = 500;
/// Shortest time between two looks at how far the parts have come.
const LOOK: Duration = Duration::from_millis(500);
/// At most a tenth of the time is spent looking.
const REST: u32 = 9;

/// What came of a batch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Outcome {
    /// Players who were selected.
    selected: u64,
    parts: ChildCount,
}

/// Queues a part for each selected player, waits for the parts and sums up. A player who has had one
/// within the part's own time is passed over.
///
/// Running it twice is harmless: parts are queued by rising id, and a second run goes on after the
/// last one that the first queued.
pub(super) async fn run<J: Job>(
    context: &JobContext,
    selection: &Selection,
    part: impl Fn(&SelectedPlayer) -> NewJob<J>,
) -> Result<Outcome, JobError> {
    context.plan_steps(&[ASK, WAIT]).await;
    let worked = queue_and_wait(context, selection, part).await;
    if let Err(JobError::Cancelled) = worked {
        end_parts_if_cancelled(context).await?;
    }
    worked
}

async fn queue_and_wait<J: Job>(
    context: &JobContext,
    selection: &Selection,
    part: impl Fn(&SelectedPlayer) -> NewJob<J>,
) -> Result<Outcome, JobError> {
    let env = context.env();
    let db = &env.db;
    let today = env.clock.now().date_naive();

    context.start_step(ASK).await;
    let selected = count_selected(db, selection, today).await?;
    let mut last = last_part(db, context.id()).await?.unwrap_or(PlayerId(0));
    loop {
        context.check_cancelled()?;
        let piece = selected_after(db, selection, last, PIECE, today).await?;
        let Some(end) = piece.last() else { break };
        last = end.id;
        // One id leads from the click through the batch to its parts.
        let request_id = || context.request_id().map(str::to_owned);
        let parts = piece
            .iter()
            .map(|player| NewJob { request_id: request_id(), ..part(player) })
            .collect();
        enqueue_together(db, parts).await?;
    }
    context.finish_step(ASK, &format!("{selected} players")).await;

    context.start_step(WAIT).await;
    loop {
        let looked = Instant::now();
        let parts = count_children(db, context.id()).await?;
        let rest = LOOK.max(looked.elapsed() * REST);
        let done = parts.completed + parts.failed;
        let all = done + parts.open;
        context.progress((all > 0).then(|| share(done, all))).await;
        if parts.open == 0 {
            context.finish_step(WAIT, &format!("{done} of {selected}")).await;
            return Ok(Outcome { selected, parts });
        }
        tokio::select! {
            () = tokio::time::sleep(rest) => {}
            () = context.cancelled() => {}
        }
        context.check_cancelled()?;
    }
}

/// A person's wish to stop reaches parts that were queued after it, too. When only the process stops,
/// the parts go on elsewhere.
async fn end_parts_if_cancelled(context: &JobContext) -> Result<(), JobError> {
    let db = &context.env().db;
    let task = queue::find_task(db, context.id()).await?;
    if task.is_some_and(|task| task.cancel_requested) {
        queue::request_cancel(db, context.id()).await?;
    }
    Ok(())
}

impl Outcome {
    /// Passed over because they had a part a short while ago.
    fn fresh(&self) -> u64 {
        self.selected.saturating_sub(self.parts.completed + self.parts.failed)
    }

    /// For people: "812 refreshed, 40 fresh, 3 failed".
    pub(super) fn summary(&self, done: &str) -> String {
        format!(
            "{} {done}, {} asked for within a day, {} failed",
            self.parts.completed,
            self.fresh(),
            self.parts.failed
        )
    }

    /// The batch's result: figures, its summary and the page of what it made.
    pub(super) fn result(&self, summary: &str, href: &str) -> Value {
        let tried = self.parts.completed + self.parts.failed;
        json!({
            "href": href,
            "summary": summary,
            "asked": self.selected,
            "processed": self.parts.completed,
            "skipped_as_fresh": self.fresh(),
            "failed": self.parts.failed,
            "success_rate": (tried > 0).then(|| share(self.parts.completed, tried)),
            "mean_ms": self.parts.mean_ms.map(f64::round),
        })
    }
}

#[expect(clippy::cast_precision_loss, reason = "a share")]
fn share(part: u64, all: u64) -> f64 {
    part as f64 / all as f64
}
