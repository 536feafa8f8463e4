//! A kind of job as the workers know it: how to read its payload, what to call, how long it may take.

use std::{collections::BTreeMap, time::Duration};

use futures::{FutureExt as _, future::BoxFuture};
use store::queue::Job;

use super::{JobContext, JobError};

/// What a handler answers: the result to store, whose `href` and `summary` the task tray shows.
pub(super) type Answer = Result<serde_json::Value, JobError>;

type Start = dyn Fn(serde_json::Value, JobContext) -> Result<BoxFuture<'static, Answer>, serde_json::Error>
    + Send
    + Sync;

/// A kind of job with its handler.
pub struct Kind {
    /// Machine name.
    pub name: &'static str,
    /// The queue it waits in.
    pub queue: &'static str,
    /// How many jobs of its queue run at once is bounded over all processes.
    pub is_bounded: bool,
    /// Longest time that one attempt may take.
    pub time_limit: Duration,
    pub(super) start: Box<Start>,
}

/// Every kind that this process can run.
#[derive(Default)]
pub struct Registry {
    kinds: BTreeMap<&'static str, Kind>,
}

impl Registry {
    /// Adds a kind of job with its handler and the longest time that one attempt may take.
    #[must_use]
    pub fn with<J, H, F>(mut self, time_limit: Duration, handler: H) -> Self
    where
        J: Job,
        H: Fn(J, JobContext) -> F + Send + Sync + 'static,
        F: Future<Output = Answer> + Send + 'static,
    {
        let start = move |payload, context| {
            let job: J = serde_json::from_value(payload)?;
            Ok(handler(job, context).boxed())
        };
        let kind = Kind {
            name: J::KIND,
            queue: J::QUEUE,
            is_bounded: J::IS_BOUNDED,
            time_limit,
            start: Box::new(start),
        };
        self.kinds.insert(J::KIND, kind);
        self
    }

    /// The kind called `name`.
    pub fn find(&self, name: &str) -> Option<&Kind> {
        self.kinds.get(name)
    }

    /// How many jobs of `queue` run at once is bounded over all processes.
    pub fn is_bounded(&self, queue: &str) -> bool {
        self.kinds.values().any(|kind| kind.queue == queue && kind.is_bounded)
    }

    /// The queues in which jobs of these kinds wait, each once.
    pub fn queues(&self) -> Vec<&'static str> {
        let mut queues: Vec<_> = self.kinds.values().map(|kind| kind.queue).collect();
        queues.sort_unstable();
        queues.dedup();
        queues
    }
}
