//! What Postgres tells this process about jobs, passed on to whoever waits: workers, streams.

use std::time::Duration;

use store::{
    Database,
    queue::listener::{Listener, Notice},
};
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;

/// Notices kept for a slow receiver; one that lags behind looks again at everything.
const BACKLOG: usize = 1_024;
/// Wait before the next try when the database is away.
const RECONNECT_PAUSE: Duration = Duration::from_secs(1);

/// One connection that listens for the whole process. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Hub {
    notices: broadcast::Sender<Notice>,
}

/// One receiver of the hub's notices.
#[derive(Debug)]
pub struct Subscription {
    notices: broadcast::Receiver<Notice>,
}

impl Hub {
    /// Starts listening; ends with `shutdown`.
    pub fn start(db: Database, shutdown: CancellationToken) -> Self {
        let (notices, _) = broadcast::channel(BACKLOG);
        let hub = Self { notices: notices.clone() };
        tokio::spawn(async move {
            tokio::select! {
                () = listen(&db, &notices) => {}
                () = shutdown.cancelled() => {}
            }
        });
        hub
    }

    /// Notices from now on.
    pub fn subscribe(&self) -> Subscription {
        Subscription { notices: self.notices.subscribe() }
    }
}

impl Subscription {
    /// The next notice; [`Notice::Reconnected`] also stands for those that were missed. `None` when
    /// the process stops.
    pub async fn next(&mut self) -> Option<Notice> {
        match self.notices.recv().await {
            Ok(notice) => Some(notice),
            Err(broadcast::error::RecvError::Lagged(_)) => Some(Notice::Reconnected),
            Err(broadcast::error::RecvError::Closed) => None,
        }
    }
}

async fn listen(db: &Database, notices: &broadcast::Sender<Notice>) {
    loop {
        match Listener::connect(db).await {
            Ok(mut listener) => {
                // Whatever came before we listened was missed.
                drop(notices.send(Notice::Reconnected));
                loop {
                    match listener.next().await {
                        // Nobody listening to us is no fault.
                        Ok(notice) => drop(notices.send(notice)),
                        Err(error) => {
                            tracing::warn!(cause = format!("{error:#}"), "Not listening to jobs");
                            break;
                        }
                    }
                }
            }
            Err(error) => {
                tracing::warn!(cause = format!("{error:#}"), "Cannot listen to jobs");
            }
        }
        tokio::time::sleep(RECONNECT_PAUSE).await;
    }
}
