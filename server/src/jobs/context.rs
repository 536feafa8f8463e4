//! What a handler may use and how it tells how far it has come.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use backroom::{AccountId, JobId, LogLevel, Step, StepState};
use page_base::request::{AppSettings, AppState, Clock};
use store::{
    Database,
    incidents::IncidentBook,
    queue::Lease,
    ranked_seasons::RankedSeasons,
    uploads::Uploads,
    vault::{Keyring, SecretUse, SecretValue, VaultError, use_secret},
};
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

use super::{
    JobError,
    journal::Journal,
    players::market_values::{self, MarketValueProvider},
    redaction::Given,
    running::Stop,
};
use crate::{config::JobsConfig, telemetry::SpanSink};

/// Shortest time between two stored progress figures; steps are stored at once.
const PROGRESS_PAUSE: Duration = Duration::from_millis(200);

/// What every handler may use.
#[derive(Clone)]
pub struct JobEnv {
    /// The pool.
    pub db: Database,
    /// Files people gave us.
    pub uploads: Uploads,
    /// Seasons with everyone ranked, kept between jobs.
    pub seasons: RankedSeasons,
    /// The keys that open the vault.
    pub vault: Keyring,
    /// The time; fixed in tests.
    pub clock: Clock,
    /// Where faults of the program are noted.
    pub incidents: IncidentBook,
    /// Where spans are sent.
    pub spans: SpanSink,
    /// What the operator set for the whole server.
    pub settings: Arc<AppSettings>,
    /// What the operator set for jobs.
    pub config: Arc<JobsConfig>,
    /// Who tells what players are worth, if the operator chose somebody.
    pub market_values: Option<Arc<dyn MarketValueProvider>>,
}

impl JobEnv {
    /// What handlers may use in a process with this state.
    pub fn new(state: &AppState, config: &JobsConfig) -> Self {
        Self {
            db: state.db.clone(),
            uploads: state.uploads.clone(),
            seasons: state.seasons.clone(),
            vault: state.vault.clone(),
            clock: state.clock,
            incidents: state.incidents.clone(),
            spans: SpanSink::default(),
            settings: Arc::clone(&state.settings),
            config: Arc::new(config.clone()),
            market_values: market_values::provider(config),
        }
    }
}

/// One attempt at one job, as its handler sees it. Cheap to clone.
#[derive(Clone)]
pub struct JobContext {
    inner: Arc<Inner>,
}

struct Inner {
    env: JobEnv,
    job: JobId,
    attempt: u32,
    max_attempts: u32,
    created_by: Option<AccountId>,
    request_id: Option<String>,
    stop: Stop,
    shutdown: CancellationToken,
    journal: Journal,
    board: Mutex<Board>,
    given: Given,
}

/// What is shown of the job, and when it was last stored.
#[derive(Default)]
struct Board {
    progress: Option<f64>,
    steps: Vec<Step>,
    stored_at: Option<Instant>,
}

impl JobContext {
    pub(super) fn new(env: JobEnv, lease: &Lease, stop: Stop, shutdown: CancellationToken) -> Self {
        let journal = Journal::open(env.db.clone(), lease.id, stop.clone());
        Self {
            inner: Arc::new(Inner {
                env,
                job: lease.id.job,
                attempt: lease.attempt,
                max_attempts: lease.max_attempts,
                created_by: lease.created_by,
                request_id: lease.request_id.clone(),
                stop,
                shutdown,
                journal,
                board: Mutex::default(),
                given: Given::default(),
            }),
        }
    }

    /// What every handler may use.
    pub fn env(&self) -> &JobEnv {
        &self.inner.env
    }

    /// The job.
    pub fn id(&self) -> JobId {
        self.inner.job
    }

    /// This attempt, from 1.
    pub fn attempt(&self) -> u32 {
        self.inner.attempt
    }

    /// No attempt follows when this one fails.
    pub fn is_last_attempt(&self) -> bool {
        self.inner.attempt >= self.inner.max_attempts
    }

    /// Who asked for the job; `None` for a schedule or a command.
    pub fn created_by(&self) -> Option<AccountId> {
        self.inner.created_by
    }

    /// The request that asked for the job.
    pub fn request_id(&self) -> Option<&str> {
        self.inner.request_id.as_deref()
    }

    /// The value of the secret `name`, whose use for `purpose` is noted. Jobs carry names of secrets; a
    /// value goes where it is needed and nowhere else. What this attempt tells from now on is told without it.
    ///
    /// # Errors
    /// Gives the job up when there is no such secret or it does not open; the database's failures may pass.
    pub async fn secret(&self, name: &str, purpose: &str) -> Result<SecretValue, JobError> {
        let used = SecretUse { job: Some(self.id()), purpose: purpose.to_owned() };
        let value = use_secret(&self.env().db, &self.env().vault, name, &used).await;
        let value = value.map_err(|error| match error {
            VaultError::Store(error) => error.into(),
            told => JobError::abandon(told),
        })?;
        self.inner.given.note(&value);
        Ok(value)
    }

    /// `text`, which somebody else wrote, without the secrets that this attempt was given: they may have
    /// been sent back to us.
    pub fn without_secrets(&self, text: &str) -> String {
        self.inner.given.redacted(text)
    }

    pub(super) fn given(&self) -> &Given {
        &self.inner.given
    }

    /// Says a line of the job's log: what it did. Lines are written in groups, all of them before the
    /// attempt ends; this waits only when the database does not keep up.
    pub async fn info(&self, text: &str) {
        self.log(LogLevel::Info, text).await;
    }

    /// Says a line of the job's log: it carries on worse off.
    pub async fn warn(&self, text: &str) {
        self.log(LogLevel::Warn, text).await;
    }

    pub(super) async fn log(&self, level: LogLevel, text: &str) {
        self.inner.journal.say(level, &self.without_secrets(text)).await;
    }

    /// Waits until every line that was said before is written or was given up.
    pub(super) async fn flush(&self) {
        self.inner.journal.flush().await;
    }

    /// Tells how far the job has come: 0 to 1, `None` when the length is unknown. May be called as
    /// often as is convenient; only some figures are stored.
    pub async fn progress(&self, fraction: Option<f64>) {
        let mut board = self.inner.board.lock().await;
        let is_first_of_kind = board.progress.is_some() != fraction.is_some();
        board.progress = fraction;
        let is_due = board.stored_at.is_none_or(|stored| stored.elapsed() >= PROGRESS_PAUSE);
        if is_due || is_first_of_kind {
            self.store_board(&mut board).await;
        }
    }

    /// Names the steps to come, so that people see what the job will do.
    pub async fn plan_steps(&self, names: &[&str]) {
        let mut board = self.inner.board.lock().await;
        board.steps = names
            .iter()
            .map(|name| Step {
                name: (*name).to_owned(),
                state: StepState::Waiting,
                note: String::new(),
            })
            .collect();
        self.store_board(&mut board).await;
    }

    /// Begins a step; adds it where it was not planned.
    pub async fn start_step(&self, name: &str) {
        self.set_step(name, StepState::Running, "").await;
    }

    /// Ends a step with a short figure for the right-hand side: "31 rows". May be empty.
    pub async fn finish_step(&self, name: &str, note: &str) {
        self.set_step(name, StepState::Done, note).await;
    }

    async fn set_step(&self, name: &str, state: StepState, note: &str) {
        let mut board = self.inner.board.lock().await;
        let step = Step { name: name.to_owned(), state, note: note.to_owned() };
        match board.steps.iter_mut().find(|known| known.name == name) {
            Some(known) => *known = step,
            None => board.steps.push(step),
        }
        self.store_board(&mut board).await;
    }

    /// Replaces all steps at once.
    pub async fn steps(&self, steps: Vec<Step>) {
        let mut board = self.inner.board.lock().await;
        board.steps = steps;
        self.store_board(&mut board).await;
    }

    async fn store_board(&self, board: &mut Board) {
        board.stored_at = Some(Instant::now());
        for step in &mut board.steps {
            step.note = self.without_secrets(&step.note);
        }
        self.inner.journal.write_progress(board.progress, &board.steps).await;
    }

    /// The handler should stop as soon as it can: somebody asked for it, the process stops, or the
    /// job is no longer this worker's. Blocking code may ask too, in its loops.
    pub fn is_cancelled(&self) -> bool {
        self.inner.stop.cause().is_some() || self.inner.shutdown.is_cancelled()
    }

    /// Ends the handler by `?` when it should stop. Ask at least every two seconds.
    ///
    /// # Errors
    /// [`JobError::Cancelled`] when it should.
    pub fn check_cancelled(&self) -> Result<(), JobError> {
        if self.is_cancelled() { Err(JobError::Cancelled) } else { Ok(()) }
    }

    /// Waits until the handler should stop.
    pub async fn cancelled(&self) {
        tokio::select! {
            _ = self.inner.stop.asked() => {}
            () = self.inner.shutdown.cancelled() => {}
        }
    }
}
