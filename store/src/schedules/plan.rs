//! From what somebody typed to a plan that can be kept, and what it would mean.

use backroom::{ScheduleDraft, SchedulePreview, TickView};
use chrono::{DateTime, Utc};
use football::FieldError;
use timetable::{Pattern, Timetable, TimetableError, Zone};

use super::kinds::Kind;
use crate::StoreError;

/// Ticks that a preview shows.
const SHOWN: usize = 5;

/// What `cron` in `time_zone` means, seen from `now`.
///
/// # Errors
/// [`StoreError::Invalid`] on `cron` and `time_zone`.
pub fn preview(
    cron: &str,
    time_zone: &str,
    now: DateTime<Utc>,
) -> Result<SchedulePreview, StoreError> {
    let timetable = timetable(cron, time_zone).map_err(StoreError::Invalid)?;
    let next = timetable.ticks_after(now).take(SHOWN);
    Ok(SchedulePreview {
        reading: timetable.reading(),
        next: next.map(|tick| view(timetable.zone(), tick)).collect(),
    })
}

/// The timetable of a draft that can be kept.
///
/// # Errors
/// [`StoreError::Invalid`] on `name`, `kind`, `payload`, `cron` and `time_zone`.
pub(super) fn check(draft: &ScheduleDraft) -> Result<Timetable, StoreError> {
    let mut fields = Vec::new();
    if !ScheduleDraft::is_name(&draft.name) {
        fields.push(FieldError::new("name", "Give a name of 1 to 80 characters on one line."));
    }
    match Kind::find(&draft.kind) {
        None => {
            let kinds = Kind::names().join(", ");
            let cure = format!("No `{}` can be scheduled. Use one of {kinds}.", draft.kind);
            fields.push(FieldError::new("kind", cure));
        }
        Some(kind) => {
            if let Err(fault) = (kind.check)(&draft.payload) {
                fields.push(FieldError::new("payload", fault));
            }
        }
    }
    match timetable(&draft.cron, &draft.time_zone) {
        Ok(timetable) if fields.is_empty() => return Ok(timetable),
        Ok(_) => {}
        Err(more) => fields.extend(more),
    }
    Err(StoreError::Invalid(fields))
}

/// A moment as people see it.
pub(super) fn view(zone: Zone, at: DateTime<Utc>) -> TickView {
    TickView { at, on_the_wall: zone.on_the_wall(at) }
}

/// Both parts are told, where both are wrong.
pub(super) fn timetable(cron: &str, time_zone: &str) -> Result<Timetable, Vec<FieldError>> {
    let told = |field: &str, error: &TimetableError| FieldError::new(field, error.to_string());
    match (Pattern::parse(cron), Zone::find(time_zone)) {
        (Ok(pattern), Ok(zone)) => Ok(Timetable::new(pattern, zone)),
        (pattern, zone) => Err(pattern
            .err()
            .map(|error| told("cron", &error))
            .into_iter()
            .chain(zone.err().map(|error| told("time_zone", &error)))
            .collect()),
    }
}
