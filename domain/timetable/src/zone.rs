//! Time zones by their names in the tz database.

use chrono::{DateTime, Timelike as _, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};

use crate::TimetableError;

/// A time zone with its clock changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone(pub(crate) Tz);

impl Zone {
    /// The zone without clock changes.
    pub const UTC: Self = Self(Tz::UTC);

    /// The zone called `name`: `Europe/Berlin`.
    ///
    /// # Errors
    /// [`TimetableError::Zone`], with the zone of a city where only that was written.
    pub fn find(name: &str) -> Result<Self, TimetableError> {
        let name = name.trim();
        name.parse()
            .map(Self)
            .map_err(|_unknown| TimetableError::Zone { name: name.to_owned(), near: nearest(name) })
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// `at` by the zone's clock: "Mon 30 Mar 2026, 03:00 CEST"; seconds where there are any.
    pub fn on_the_wall(self, at: DateTime<Utc>) -> String {
        let local = at.with_timezone(&self.0);
        let seconds = if local.second() == 0 { "" } else { ":%S" };
        local.format(&format!("%a %-d %b %Y, %H:%M{seconds} %Z")).to_string()
    }
}

/// A zone that is written like `name` but for spaces and capitals, or whose city is.
fn nearest(name: &str) -> Option<&'static str> {
    let plain = |text: &str| text.replace(' ', "_").to_ascii_lowercase();
    let wanted = plain(name);
    let city = |zone: &str| zone.rsplit('/').next().map(plain);
    let names = || TZ_VARIANTS.iter().map(|zone| zone.name());
    names()
        .find(|zone| plain(zone) == wanted)
        .or_else(|| names().find(|zone| city(zone).as_deref() == Some(&wanted)))
}
