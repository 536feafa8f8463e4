//! Brings to the database what a process has noted and counted: off the path of every request and job,
//! and lost only with the process. A database that is away costs nobody an answer; what could not be
//! written is kept and written later.

use std::time::Duration;

use backroom::Metric;
use page_base::request::AppState;
use store::{
    Database, StoreError, incidents,
    incidents::IncidentBook,
    metrics::{self, Measurement},
    vault::Keyring,
};
use tokio::{task::JoinHandle, time::timeout};
use tokio_util::sync::CancellationToken;

use crate::{
    http::{Figures, Levels, pool_levels},
    jobs::process_name,
};

/// Between two looks into the book of incidents: soon enough for who looks at the page.
const BOOK_EVERY: Duration = Duration::from_secs(1);
/// Looks into the book for each sample: a sample every 15 s is four a minute.
const BOOKS_PER_SAMPLE: u32 = 15;
/// Longest time that one round may take, and that the process waits for the last one.
const PATIENCE: Duration = Duration::from_secs(5);
/// Counts kept while the database is away; beyond, the newest are lost.
const MOST_KEPT: usize = 10_000;

/// Observes one process.
pub struct Observer {
    db: Database,
    /// Machine and process.
    process: String,
    book: IncidentBook,
    vault: Keyring,
    /// What a serving process knows; a worker has none.
    figures: Option<Figures>,
    /// Counts that could not be written yet.
    kept: Vec<Measurement>,
    kept_totals: Vec<Measurement>,
}

impl Observer {
    /// Of the process with this state.
    pub fn new(state: &AppState, figures: Option<Figures>) -> Self {
        Self {
            db: state.db.clone(),
            process: process_name(),
            book: state.incidents.clone(),
            vault: state.vault.clone(),
            figures,
            kept: Vec::new(),
            kept_totals: Vec::new(),
        }
    }

    /// Writes the incidents that were noted.
    ///
    /// # Errors
    /// The database is not available; the incidents stay in the book.
    pub async fn flush_book(&self) -> Result<usize, StoreError> {
        incidents::flush(&self.db, &self.book).await
    }

    /// Writes what was counted since the last time and how high things stand; counts ended jobs, unless
    /// another process does.
    ///
    /// # Errors
    /// The database is not available; the counts are kept.
    pub async fn sample(&mut self) -> Result<(), StoreError> {
        self.count();
        let levels = self.levels();
        let measured: Vec<_> = self.kept.iter().cloned().chain(levels).collect();
        metrics::add(&self.db, chrono::Utc::now(), &measured).await?;
        self.kept.clear();
        metrics::add_to_totals(&self.db, &self.kept_totals).await?;
        self.kept_totals.clear();
        metrics::count_ended_jobs(&self.db).await?;
        Ok(())
    }

    /// Takes the counts since the last time to those that are kept.
    fn count(&mut self) {
        let answers = self.figures.as_ref().map(Figures::take_answers).unwrap_or_default();
        let reads = self.vault.reads().take();
        let reads = reads.into_iter().map(|(how, n)| Measurement::new(Metric::VaultReads, how, n));
        for measured in answers {
            keep(&mut self.kept, measured);
        }
        for counted in reads {
            keep(&mut self.kept, counted.clone());
            keep(&mut self.kept_totals, counted);
        }
    }

    fn levels(&self) -> Vec<Measurement> {
        let of = |metric, value| Measurement::new(metric, self.process.clone(), value);
        let Levels { pool_open, pool_busy, event_streams, web_sockets } = self
            .figures
            .as_ref()
            .map_or_else(|| pool_levels(&self.db), |figures| figures.levels(&self.db));
        let mut levels = vec![of(Metric::PoolOpen, pool_open), of(Metric::PoolBusy, pool_busy)];
        if self.figures.is_some() {
            levels.push(of(Metric::EventStreams, event_streams));
            levels.push(of(Metric::WebSockets, web_sockets));
        }
        levels
    }

    async fn run(mut self, shutdown: CancellationToken) {
        let mut round = 0;
        while shutdown.run_until_cancelled(tokio::time::sleep(BOOK_EVERY)).await.is_some() {
            round = (round + 1) % BOOKS_PER_SAMPLE;
            self.round(round == 0).await;
        }
        self.round(true).await;
    }

    async fn round(&mut self, with_sample: bool) {
        let work = async {
            self.flush_book().await?;
            if with_sample {
                self.sample().await?;
            }
            Ok::<_, StoreError>(())
        };
        match timeout(PATIENCE, work).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => {
                // Not `error!`: a database that is away is told by those who need it.
                let cause = format!("{:#}", anyhow::Error::from(error));
                tracing::debug!(cause, "What was observed could not be written");
            }
            Err(_) => tracing::debug!("What was observed could not be written in time"),
        }
    }
}

/// Adds to the count of the same thing, or keeps it as another.
fn keep(kept: &mut Vec<Measurement>, counted: Measurement) {
    let has_room = kept.len() < MOST_KEPT;
    let same = kept.iter_mut().find(|known| {
        (known.metric, known.bucket, &known.label)
            == (counted.metric, counted.bucket, &counted.label)
    });
    match same {
        Some(known) => known.value += counted.value,
        None if has_room => kept.push(counted),
        None => {}
    }
}

/// Observes the process until `shutdown`, and once more after it. Wait for the task before the pool is
/// closed.
pub fn start(observer: Observer, shutdown: CancellationToken) -> JoinHandle<()> {
    tokio::spawn(observer.run(shutdown))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_the_same_thing_are_kept_as_one() {
        let mut kept = Vec::new();

        keep(&mut kept, Measurement::new(Metric::Requests, "2xx", 3));
        keep(&mut kept, Measurement::new(Metric::Requests, "5xx", 1));
        keep(&mut kept, Measurement::new(Metric::Requests, "2xx", 4));

        let values: Vec<_> = kept.iter().map(|it| (it.label.as_str(), it.value)).collect();
        assert_eq!(values, [("2xx", 7), ("5xx", 1)]);
    }
}
