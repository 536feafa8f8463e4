//! What can be done to jobs and queues, as server functions: who may, and what is told when it cannot
//! be done.

use backroom::{BulkAction, BulkOutcome, JobDetail, JobId};
use leptos::prelude::*;
use page_base::error::AppError;

/// Everything about the job.
///
/// # Errors
/// `SignInRequired` when signed out; `NotFound` when there is no such job or it is somebody else's.
#[server(prefix = "/fn", endpoint = "operations/find_job", output = page_base::wire::Json)]
pub async fn find_job(
    /// The job.
    id: JobId,
) -> Result<JobDetail, AppError> {
    use backroom::Role;
    use page_base::request::{respond, signed_in, state};

    respond(async {
        let caller = signed_in(Role::Viewer)?;
        let job = store::queue::find_job(&state().db, id).await?.ok_or(AppError::NotFound)?;
        if caller.role == Role::Admin || job.row.task.created_by == Some(caller.account_id) {
            Ok(job)
        } else {
            Err(AppError::NotFound.into())
        }
    })
    .await
}

/// What an operator does to one job that waits.
///
/// # Errors
/// `Forbidden` unless an administrator; `Conflict` when the job does not wait.
#[server(prefix = "/fn", endpoint = "operations/move_job", output = page_base::wire::Json)]
pub async fn move_job(
    /// The job.
    id: JobId,
    /// `now`, or a priority from −100 to 100.
    to: String,
) -> Result<(), AppError> {
    use football::FieldError;
    use page_base::request::{respond, state};
    use store::queue;

    respond(async {
        let asker = administrator()?;
        let db = &state().db;
        let is_done = if to == "now" {
            queue::run_now_by(db, &asker, id).await?
        } else {
            let priority = to.trim().parse::<i16>().ok().filter(|to| (-100..=100).contains(to));
            let Some(priority) = priority else {
                let fields = vec![FieldError::new("to", "Give a whole number from −100 to 100.")];
                return Err(AppError::Invalid { fields }.into());
            };
            queue::set_priority_by(db, &asker, id, priority).await?
        };
        if is_done { Ok(()) } else { Err(conflict("The job does not wait any more.")) }
    })
    .await
}

/// Deletes the log of one job, or of every job that has ended.
///
/// # Errors
/// `Forbidden` unless an administrator.
#[server(prefix = "/fn", endpoint = "operations/clear_logs", output = page_base::wire::Json)]
pub async fn clear_logs(
    /// The job; every ended one when it is empty.
    #[server(default)]
    id: Option<JobId>,
) -> Result<(), AppError> {
    use page_base::{
        error::Failure,
        request::{respond, state},
    };
    use store::queue;

    respond(async {
        let asker = administrator()?;
        match id {
            Some(id) => drop(queue::clear_log_by(&state().db, &asker, id).await?),
            None => drop(queue::clear_logs_by(&state().db, &asker).await?),
        }
        Ok::<_, Failure>(())
    })
    .await
}

/// Pauses a queue or opens it again.
///
/// # Errors
/// `Forbidden` unless an administrator.
#[server(prefix = "/fn", endpoint = "operations/set_queue", output = page_base::wire::Json)]
pub async fn set_queue(
    /// The queue.
    name: String,
    /// Nothing more is taken from it.
    #[server(default)]
    paused: bool,
) -> Result<(), AppError> {
    use page_base::{
        error::Failure,
        request::{respond, state},
    };
    use store::queue;

    respond(async {
        let asker = administrator()?;
        let db = &state().db;
        // To find it as it was wished is no reason to complain.
        if paused {
            queue::pause_queue_by(db, &asker, &name).await?;
        } else {
            queue::resume_queue_by(db, &asker, &name).await?;
        }
        Ok::<_, Failure>(())
    })
    .await
}

/// How many jobs of the filter `action` would change.
///
/// # Errors
/// As [`super::list_jobs`]; `Forbidden` too where only administrators may do it.
#[server(prefix = "/fn", endpoint = "operations/count_jobs", input = page_base::wire::Json, output = page_base::wire::Json)]
pub async fn count_jobs(
    /// Which jobs.
    filter: backroom::JobFilter,
    /// What is to be done to them.
    action: BulkAction,
) -> Result<u64, AppError> {
    use page_base::{
        error::Failure,
        request::{respond, state},
    };

    respond(async {
        let (_, filter) = allowed_to(action, filter)?;
        let state = state();
        let now = state.clock.now();
        Ok::<_, Failure>(store::queue::count_jobs(&state.db, &filter, action, now).await?)
    })
    .await
}

/// Does `action` to every job of the filter, if they are as many as the person was told.
///
/// # Errors
/// As [`count_jobs`]; `Conflict` when they are more or fewer by now: nothing was done.
#[server(prefix = "/fn", endpoint = "operations/steer_jobs", output = page_base::wire::Json)]
pub async fn steer_jobs(
    /// The filter as in the address, without the question mark.
    #[server(default)]
    filter: String,
    /// What to do.
    action: BulkAction,
    /// How many the person agreed to.
    expected: u64,
) -> Result<BulkOutcome, AppError> {
    use backroom::JobFilter;
    use page_base::{
        error::Failure,
        request::{request_id, respond, state},
    };
    use store::{StoreError, queue};

    respond(async {
        let pairs: Vec<_> = form_urlencoded::parse(filter.as_bytes()).collect();
        let (filter, unread) =
            JobFilter::from_pairs(pairs.iter().map(|(name, value)| (&**name, &**value)));
        if !unread.is_empty() {
            // Fewer conditions would mean more jobs than the person saw.
            return Err(conflict("The filter cannot be read. Nothing was done."));
        }
        let (caller, filter) = allowed_to(action, filter)?;
        let asker = caller.asker(request_id());
        let state = state();
        let now = state.clock.now();
        queue::steer_all_by(&state.db, &asker, &filter, action, expected, now).await.map_err(
            |error| match error {
                StoreError::Conflict { .. } => conflict(
                    "They are more or fewer by now. Nothing was done; look at the number again.",
                ),
                other => Failure::from(other),
            },
        )
    })
    .await
}

/// The caller and the jobs of `filter` that are the caller's to see: an administrator's are all.
#[cfg(feature = "ssr")]
pub(super) fn allowed(
    mut filter: backroom::JobFilter,
) -> Result<(page_base::request::Caller, backroom::JobFilter), page_base::error::Failure> {
    use backroom::Role;

    let caller = page_base::request::signed_in(Role::Analyst)?;
    if caller.role != Role::Admin {
        filter.created_by = Some(caller.account_id);
    }
    Ok((caller, filter))
}

/// As [`allowed`], if the caller may do `action` to them.
#[cfg(feature = "ssr")]
fn allowed_to(
    action: BulkAction,
    filter: backroom::JobFilter,
) -> Result<(page_base::request::Caller, backroom::JobFilter), page_base::error::Failure> {
    let (caller, filter) = allowed(filter)?;
    if action.is_for_administrators() && caller.role != backroom::Role::Admin {
        return Err(AppError::Forbidden.into());
    }
    Ok((caller, filter))
}

#[cfg(feature = "ssr")]
fn administrator() -> Result<store::queue::Asker, page_base::error::Failure> {
    use page_base::request::{request_id, signed_in};

    Ok(signed_in(backroom::Role::Admin)?.asker(request_id()))
}

#[cfg(feature = "ssr")]
fn conflict(reason: &str) -> page_base::error::Failure {
    AppError::Conflict { reason: reason.to_owned() }.into()
}
