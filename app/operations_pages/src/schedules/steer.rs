//! What can be done to schedules, as server functions.

use backroom::{JobId, ScheduleId, SchedulePreview};
use leptos::prelude::*;
use page_base::error::AppError;

use super::fields::ScheduleFields;

/// What a pattern means: in plain words, and the next five ticks.
///
/// # Errors
/// `Forbidden` unless an administrator; `Invalid` on `cron` and `time_zone`.
#[server(prefix = "/fn", endpoint = "operations/preview_schedule", output = page_base::wire::Json)]
pub async fn preview_schedule(
    /// The pattern.
    cron: String,
    /// The zone by whose clock it is meant.
    time_zone: String,
) -> Result<SchedulePreview, AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{respond, signed_in, state},
    };

    respond(async {
        signed_in(Role::Admin)?;
        let now = state().clock.now();
        Ok::<_, Failure>(store::schedules::preview(&cron, &time_zone, now)?)
    })
    .await
}

/// Makes a schedule, or writes over the one with this id if nobody has changed it since `version`.
///
/// # Errors
/// `Forbidden` unless an administrator; `Invalid` by field; `Conflict` when somebody else was faster;
/// `NotFound` when the schedule is gone.
#[server(prefix = "/fn", endpoint = "operations/save_schedule", output = page_base::wire::Json)]
pub async fn save_schedule(
    /// The schedule; none for a new one.
    id: Option<ScheduleId>,
    /// The version that was read.
    version: Option<i32>,
    /// The form.
    fields: ScheduleFields,
) -> Result<ScheduleId, AppError> {
    use page_base::{
        error::Failure,
        request::{is_plain_form, respond, state},
    };
    use page_kit::controls::plain_form::keep;
    use store::schedules;

    let save = async {
        let asker = administrator()?;
        let draft = fields.draft().map_err(|fault| AppError::Invalid { fields: vec![fault] })?;
        let db = &state().db;
        let Some(id) = id else {
            return Ok::<_, Failure>(schedules::create_by(db, Some(&asker), &draft).await?);
        };
        let version = version.unwrap_or(0);
        schedules::update_by(db, Some(&asker), id, version, &draft)
            .await?
            .ok_or(AppError::NotFound)?;
        Ok(id)
    };
    let saved = respond(save).await;
    if is_plain_form() {
        match &saved {
            Ok(_) => leptos_axum::redirect(super::PATH),
            Err(_) => keep(&form_name(id), &fields.by_name()),
        }
    }
    saved
}

/// Lets a schedule's ticks count, from now on, or no longer.
///
/// # Errors
/// `Forbidden` unless an administrator; `NotFound` when the schedule is gone.
#[server(prefix = "/fn", endpoint = "operations/switch_schedule", output = page_base::wire::Json)]
pub async fn switch_schedule(
    /// The schedule.
    id: ScheduleId,
    /// Whether its ticks count.
    #[server(default)]
    enabled: bool,
) -> Result<(), AppError> {
    use page_base::request::{respond, state};

    respond(async {
        let asker = administrator()?;
        if store::schedules::set_enabled_by(&state().db, Some(&asker), id, enabled).await? {
            Ok(())
        } else {
            Err(AppError::NotFound.into())
        }
    })
    .await
}

/// Queues a schedule's job now and gives it; one for the same that is under way where there is one.
///
/// # Errors
/// `Forbidden` unless an administrator; `NotFound` when the schedule is gone; `Invalid` when this release
/// cannot run its job.
#[server(prefix = "/fn", endpoint = "operations/run_schedule", output = page_base::wire::Json)]
pub async fn run_schedule(
    /// The schedule.
    id: ScheduleId,
) -> Result<JobId, AppError> {
    use page_base::{
        error::Failure,
        request::{respond, state},
    };

    respond(async {
        let asker = administrator()?;
        let enqueued = store::schedules::run_now_by(&state().db, Some(&asker), id).await?;
        Ok::<_, Failure>(enqueued.ok_or(AppError::NotFound)?.id())
    })
    .await
}

/// Deletes a schedule with its history, and gives it. Jobs that it asked for stay.
///
/// # Errors
/// `Forbidden` unless an administrator; `NotFound` when the schedule is gone.
#[server(prefix = "/fn", endpoint = "operations/delete_schedule", output = page_base::wire::Json)]
pub async fn delete_schedule(
    /// The schedule.
    id: ScheduleId,
) -> Result<ScheduleId, AppError> {
    use page_base::request::{is_plain_form, respond, state};

    respond(async {
        let asker = administrator()?;
        if !store::schedules::delete_by(&state().db, Some(&asker), id).await? {
            return Err(AppError::NotFound.into());
        }
        // Where the form stood may have been the page of what is gone.
        if is_plain_form() {
            leptos_axum::redirect(super::PATH);
        }
        Ok(id)
    })
    .await
}

/// What was typed into a refused form of this schedule, or of a new one, is kept under this name.
pub(super) fn form_name(id: Option<ScheduleId>) -> String {
    id.map_or_else(|| "schedule".to_owned(), |id| ["schedule-", &id.to_string()].concat())
}

#[cfg(feature = "ssr")]
fn administrator() -> Result<store::queue::Asker, page_base::error::Failure> {
    use page_base::request::{request_id, signed_in};

    Ok(signed_in(backroom::Role::Admin)?.asker(request_id()))
}
