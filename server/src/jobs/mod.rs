//! Every job kind with its queue, attempts and time-out, and the workers that run them.
//!
//! apalis runs the workers: one worker a queue, a monitor over them, graceful stop. What must hold
//! whatever happens to a worker is in `store::queue`; `backend` is the bridge between the two. The
//! kinds are listed in [`registry`].

mod attempt;
mod backend;
mod batch;
mod context;
mod error;
mod heartbeat;
mod hub;
mod insights;
mod journal;
mod kind;
pub mod matches;
mod operations;
pub mod players;
mod redaction;
pub mod registry;
mod running;
pub mod scheduler;
mod scouting;
mod workers;

pub use context::{JobContext, JobEnv};
pub use error::JobError;
pub use hub::{Hub, Subscription};
pub use kind::{Kind, Registry};
pub(crate) use workers::process_name;
pub use workers::{WorkerSettings, Workers, machine_name, run_until_idle, start_workers};
