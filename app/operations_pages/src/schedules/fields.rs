//! The form of a schedule: what is typed, and the schedule that it asks for.

use backroom::ScheduleView;
use serde::{Deserialize, Serialize};

/// What stands in the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduleFields {
    /// What people call it.
    pub name: String,
    /// The kind of job.
    pub kind: String,
    /// What the job is told, as JSON.
    pub payload: String,
    /// The pattern.
    pub cron: String,
    /// The zone by whose clock it is meant.
    pub time_zone: String,
    /// Its ticks count. A form's box that is off sends nothing.
    #[serde(default)]
    pub enabled: bool,
}

impl Default for ScheduleFields {
    /// A new schedule: every night, of the first kind that can be scheduled.
    fn default() -> Self {
        Self {
            name: String::new(),
            kind: String::new(),
            payload: "{}".to_owned(),
            cron: "0 3 * * *".to_owned(),
            time_zone: "UTC".to_owned(),
            enabled: true,
        }
    }
}

impl ScheduleFields {
    /// The form of a schedule that is there.
    pub(super) fn of(schedule: &ScheduleView) -> Self {
        let draft = &schedule.draft;
        Self {
            name: draft.name.clone(),
            kind: draft.kind.clone(),
            payload: draft.payload.to_string(),
            cron: draft.cron.clone(),
            time_zone: draft.time_zone.clone(),
            enabled: draft.enabled,
        }
    }

    /// The form as it was typed before it was refused.
    pub(super) fn typed(field: impl Fn(&str) -> String) -> Self {
        Self {
            name: field("name"),
            kind: field("kind"),
            payload: field("payload"),
            cron: field("cron"),
            time_zone: field("time_zone"),
            enabled: field("enabled") == "true",
        }
    }

    /// The fields by their names, as [`Self::typed`] reads them.
    #[cfg(feature = "ssr")]
    pub(super) fn by_name(&self) -> [(&'static str, &str); 6] {
        [
            ("name", &self.name),
            ("kind", &self.kind),
            ("payload", &self.payload),
            ("cron", &self.cron),
            ("time_zone", &self.time_zone),
            ("enabled", if self.enabled { "true" } else { "" }),
        ]
    }

    /// The schedule that the form asks for. An empty payload says nothing in particular.
    ///
    /// # Errors
    /// The payload is no JSON.
    #[cfg(feature = "ssr")]
    pub(super) fn draft(&self) -> Result<backroom::ScheduleDraft, football::FieldError> {
        let payload = match self.payload.trim() {
            "" => Ok(serde_json::json!({})),
            text => serde_json::from_str(text),
        };
        let payload = payload.map_err(|error| {
            let cure = format!("This is no JSON: {error}. Write an object such as {{}}.");
            football::FieldError::new("payload", cure)
        })?;
        Ok(backroom::ScheduleDraft {
            name: self.name.trim().to_owned(),
            kind: self.kind.clone(),
            payload,
            cron: self.cron.clone(),
            time_zone: self.time_zone.clone(),
            enabled: self.enabled,
        })
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_comes_back_as_it_was() {
        let typed = ScheduleFields {
            name: "Nightly".to_owned(),
            kind: "prune_jobs".to_owned(),
            enabled: false,
            ..ScheduleFields::default()
        };
        let kept = typed.by_name();

        let back = ScheduleFields::typed(|name| {
            kept.iter().find(|(known, _)| *known == name).unwrap().1.to_owned()
        });

        assert_eq!(back, typed);
    }

    #[test]
    fn an_empty_payload_is_an_empty_object_and_a_slip_is_told() {
        let with =
            |payload: &str| ScheduleFields { payload: payload.to_owned(), ..Default::default() };

        assert_eq!(with(" ").draft().unwrap().payload, serde_json::json!({}));
        let slip = with("{player_ids: 1}").draft().unwrap_err();
        assert_eq!(slip.field, "payload");
        assert!(slip.message.ends_with("Write an object such as {}."), "{}", slip.message);
    }
}
