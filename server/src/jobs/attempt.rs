//! One attempt: calls the handler, watches the clock and whoever wants it to stop.
//!
//! The handler runs as a task of its own, so that jobs run side by side and a panic is an answer.

use std::{
    panic::AssertUnwindSafe,
    sync::Arc,
    time::{Duration, SystemTime},
};

use backroom::LogLevel;
use futures::FutureExt as _;
use store::{
    incidents::{OTHER_KIND, Occasion, kind_of},
    is_storage_full,
    queue::{AttemptEnd, Lease},
};
use tokio::task::{JoinError, JoinHandle};
use tokio_util::sync::CancellationToken;
use tracing::Instrument as _;

use super::{
    JobContext, JobEnv, JobError, Registry,
    kind::Answer,
    running::{Running, Stop, StopCause},
};
use crate::{
    panics::Panicked,
    telemetry::{Attribute, Span, SpanIds, SpanKind},
};

/// What a handler's task comes to.
type Ran = Result<Answer, Panicked>;

/// How an attempt ended, as far as the queue is to know.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Outcome {
    /// Store this end.
    End(AttemptEnd),
    /// The process stops: somebody else shall do it, and this attempt does not count.
    HandBack,
    /// The job is no longer ours; there is nothing to say.
    Lost,
}

/// How long a handler may take to stop.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// After a person asked, before it is cut off.
    pub(super) after_cancel: Duration,
    /// After the process was asked to stop, before the job is handed back.
    pub(super) after_shutdown: Duration,
}

/// Runs attempts of the kinds in its registry.
pub(super) struct Runner {
    pub(super) env: JobEnv,
    pub(super) registry: Arc<Registry>,
    pub(super) running: Arc<Running>,
    pub(super) shutdown: CancellationToken,
    pub(super) patience: Patience,
}

/// After a task was cut off: how long to wait for it to come to a point where it can be dropped.
const DROP_PATIENCE: Duration = Duration::from_millis(500);
/// How long the end of an attempt waits for the last lines of its log. A connection that neither answers
/// nor breaks must not hold up the job, nor a process that stops.
const LOG_PATIENCE: Duration = Duration::from_secs(5);

impl Runner {
    /// Runs the attempt to its end.
    pub(super) async fn run(&self, lease: Lease) -> Outcome {
        let span = tracing::info_span!(
            "job",
            job_id = %lease.id.job,
            kind = lease.kind,
            attempt = lease.attempt,
            request_id = lease.request_id,
        );
        let (began, faults) = (SystemTime::now(), Faults::of(&lease));
        let (job, attempt) = (lease.id.job, lease.attempt);
        let outcome = async {
            let outcome = self.attempt(lease, &faults).await;
            match &outcome {
                Outcome::End(AttemptEnd::Completed(_)) => tracing::info!("Job completed"),
                Outcome::End(AttemptEnd::Retry { reason, .. }) => {
                    tracing::warn!(reason, "Attempt failed");
                }
                Outcome::End(AttemptEnd::Abandoned { reason }) => {
                    tracing::warn!(reason, "Job failed");
                }
                Outcome::End(AttemptEnd::Cancelled) => tracing::info!("Job cancelled"),
                Outcome::HandBack => tracing::info!("Job handed back"),
                Outcome::Lost => tracing::warn!("The job's lease was lost; its work is dropped"),
            }
            outcome
        }
        .instrument(span)
        .await;
        self.env.spans.take(|| Span {
            ids: SpanIds::of_attempt(job, attempt, faults.occasion.request_id.as_deref()),
            kind: SpanKind::Consumer,
            name: faults.place,
            began,
            ended: SystemTime::now(),
            attributes: vec![
                ("touchline.job_id", Attribute::Text(job.to_string())),
                ("touchline.attempt", Attribute::Number(attempt.into())),
            ],
            link: None,
            failed: matches!(
                outcome,
                Outcome::End(AttemptEnd::Retry { .. } | AttemptEnd::Abandoned { .. })
            ),
        });
        outcome
    }

    async fn attempt(&self, mut lease: Lease, faults: &Faults) -> Outcome {
        let Some(kind) = self.registry.find(&lease.kind) else {
            let reason = format!("This release knows no kind of job called `{}`.", lease.kind);
            return Outcome::End(AttemptEnd::Abandoned { reason });
        };
        let stop = self.running.stop(lease.id);
        let payload = std::mem::take(&mut lease.payload);
        let context =
            JobContext::new(self.env.clone(), &lease, stop.clone(), self.shutdown.clone());
        let handler = match (kind.start)(payload, context.clone()) {
            Ok(handler) => handler,
            Err(error) => {
                let reason = format!("The job's payload cannot be read: {error}.");
                return Outcome::End(AttemptEnd::Abandoned { reason });
            }
        };

        // Caught where it happens: only the thread that panicked knows where.
        let handler =
            AssertUnwindSafe(handler).catch_unwind().map(|ran| ran.map_err(Panicked::caught));
        let task = tokio::spawn(handler.in_current_span());
        let outcome = self.watch(task, kind.time_limit, &stop, &context, faults).await;
        let outcome = redacted(outcome, &context);
        end_log(&context, &outcome).await;
        outcome
    }

    /// Waits for the handler's end, and sees to it that there is one.
    async fn watch(
        &self,
        mut task: JoinHandle<Ran>,
        time_limit: Duration,
        stop: &Stop,
        context: &JobContext,
        faults: &Faults,
    ) -> Outcome {
        tokio::select! {
            // What has ended has an answer, whatever else is due: whether it still counts is for the
            // lease's token in the database to say.
            biased;
            joined = &mut task => self.outcome(joined, stop.cause(), context, faults),
            () = tokio::time::sleep(time_limit) => {
                cut_off(task).await;
                self.note(faults, "it took longer than its time limit");
                let reason = format!("It took longer than {}.", in_words(time_limit));
                Outcome::End(AttemptEnd::Retry { reason, not_before: None })
            }
            order = stop.asked() => match order.cause {
                StopCause::LeaseLost => {
                    cut_off(task).await;
                    Outcome::Lost
                }
                StopCause::Cancelled => {
                    let left = self.patience.after_cancel.saturating_sub(order.since.elapsed());
                    if let Some(joined) = within(left, &mut task).await {
                        self.outcome(joined, Some(order.cause), context, faults)
                    } else {
                        cut_off(task).await;
                        Outcome::End(AttemptEnd::Cancelled)
                    }
                }
            },
            () = self.shutdown.cancelled() => {
                if let Some(joined) = within(self.patience.after_shutdown, &mut task).await {
                    self.outcome(joined, stop.cause(), context, faults)
                } else {
                    cut_off(task).await;
                    Outcome::HandBack
                }
            }
        }
    }

    fn outcome(
        &self,
        joined: Result<Ran, JoinError>,
        cause: Option<StopCause>,
        context: &JobContext,
        faults: &Faults,
    ) -> Outcome {
        let answer = match joined {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(panicked)) => {
                let text = context.without_secrets(&panicked.text);
                tracing::error!(panic = text, place = panicked.place, "A job panicked");
                self.note(faults, &panicked.kind());
                Err(format!("The handler panicked: {text}"))
            }
            Err(_) => Err("The handler was stopped.".to_owned()),
        };
        let answer = match answer {
            Ok(answer) => answer,
            Err(reason) => return Outcome::End(AttemptEnd::Retry { reason, not_before: None }),
        };
        Outcome::End(match answer {
            Ok(result) => AttemptEnd::Completed(result),
            Err(JobError::Cancelled) if cause.is_none() && self.shutdown.is_cancelled() => {
                return Outcome::HandBack;
            }
            Err(JobError::Cancelled) => AttemptEnd::Cancelled,
            Err(JobError::Abandon(reason)) => AttemptEnd::Abandoned { reason },
            Err(JobError::Retry(error)) => {
                // A sentence of the handler's own tells of the job, not of the program.
                if let Some(kind) = kind_of(&error).filter(|kind| kind != OTHER_KIND) {
                    self.note(faults, &kind);
                }
                AttemptEnd::Retry { reason: told(&error), not_before: None }
            }
            Err(JobError::RetryAfter(wait, error)) => {
                AttemptEnd::Retry { reason: told(&error), not_before: Some(wait) }
            }
        })
    }

    /// Notes a fault of the program for operators.
    fn note(&self, faults: &Faults, kind: &str) {
        self.env.incidents.note(&faults.place, kind, faults.occasion.clone());
    }
}

/// The outcome as it may be told: without the secrets that the attempt was given.
fn redacted(outcome: Outcome, context: &JobContext) -> Outcome {
    let Outcome::End(end) = outcome else { return outcome };
    let clean = |reason: String| context.without_secrets(&reason);
    Outcome::End(match end {
        AttemptEnd::Completed(result) => {
            AttemptEnd::Completed(context.given().redacted_json(result))
        }
        AttemptEnd::Retry { reason, not_before } => {
            AttemptEnd::Retry { reason: clean(reason), not_before }
        }
        AttemptEnd::Abandoned { reason } => AttemptEnd::Abandoned { reason: clean(reason) },
        AttemptEnd::Cancelled => AttemptEnd::Cancelled,
    })
}

/// What is noted with each fault of an attempt.
struct Faults {
    place: String,
    occasion: Occasion,
}

impl Faults {
    fn of(lease: &Lease) -> Self {
        let occasion = Occasion { request_id: lease.request_id.clone(), job: Some(lease.id.job) };
        Self { place: format!("job {}", lease.kind), occasion }
    }
}

/// Says why the attempt failed, if it did, and waits until all that was said is written: nothing is taken
/// from an attempt whose end is stored.
async fn end_log(context: &JobContext, outcome: &Outcome) {
    if *outcome == Outcome::Lost {
        return;
    }
    let writing = async {
        if let Outcome::End(AttemptEnd::Retry { reason, .. } | AttemptEnd::Abandoned { reason }) =
            outcome
        {
            context.log(LogLevel::Error, reason).await;
        }
        context.flush().await;
    };
    if tokio::time::timeout(LOG_PATIENCE, writing).await.is_err() {
        tracing::warn!("The end of the job's log was not written in time");
    }
}

/// The task's end, if it comes in time.
async fn within(patience: Duration, task: &mut JoinHandle<Ran>) -> Option<Result<Ran, JoinError>> {
    tokio::time::timeout(patience, task).await.ok()
}

/// Drops the handler at its next await. A transaction that it was about to begin is rolled back
/// (`store::database::begin`).
async fn cut_off(task: JoinHandle<Ran>) {
    task.abort();
    // Code that computes without awaiting cannot be dropped. Its thread goes on until it comes to an end
    // by itself; its lease is given up all the same, and so is its place among those that run at once.
    drop(tokio::time::timeout(DROP_PATIENCE, task).await);
}

/// Why an attempt failed, for people. A full disk is for them to cure, so it is named before its cause.
fn told(error: &anyhow::Error) -> String {
    if is_storage_full(error) {
        format!("There is no room left on the disk. Make room, then retry. ({error:#})")
    } else {
        format!("{error:#}")
    }
}

fn in_words(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds >= 120.0 { format!("{:.0} minutes", seconds / 60.0) } else { format!("{seconds} s") }
}
