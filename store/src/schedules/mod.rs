//! Schedules: jobs that are asked for again and again, each tick once.
//!
//! Any number of schedulers may look for ticks at the same time (`docs/decisions/0016-schedules.md`). One
//! transaction locks the schedule, enters the tick under a unique key, queues the job and moves the
//! schedule on to its next tick: all of it or nothing, so a scheduler may be killed at any moment.

mod change;
mod kinds;
mod list;
mod once;
mod plan;
mod ticks;

pub use change::{create_by, delete_by, set_enabled_by, update_by};
pub use kinds::{Recurring, kinds};
pub use list::{find_schedule, forget_runs, list_runs, list_schedules};
pub use once::request_once;
pub use plan::preview;
pub use ticks::{Fired, Upcoming, due, fire, run_now_by, upcoming};

use backroom::ScheduleId;
use sea_orm::{ConnectionTrait, DbErr};

use crate::{StoreError, accounts::audit, queue::Asker};

/// Notes what `asker`, or a command, did to a schedule. Call it in the transaction of the change.
async fn note(
    db: &impl ConnectionTrait,
    asker: Option<&Asker>,
    action: &str,
    id: ScheduleId,
    detail: serde_json::Value,
) -> Result<(), StoreError> {
    let account = asker.map(|asker| asker.account_id);
    let request = asker.and_then(|asker| asker.request_id.as_deref());
    audit(db, account, action, &format!("schedule:{id}"), detail, request).await
}

/// A statement that always gives a row gave none.
fn no_row() -> StoreError {
    DbErr::RecordNotFound("the row of a statement that always gives one".to_owned()).into()
}
