//! Sentences about market values.

use super::{Pen, sections::standing};
use crate::{Metric, short_date};

impl Pen<'_> {
    pub(super) fn newest_value(&self) -> Option<String> {
        let row = self.known(Metric::Value)?;
        let (value, id, day) = (row.shown_value(), row.id, short_date(row.as_of));
        self.pick(
            1,
            &[
                format!("The newest estimate is {value}, of {day} [{id}].").as_str(),
                format!("Valued at {value} on {day} [{id}].").as_str(),
                format!("The last estimate, of {day}, says {value} [{id}].").as_str(),
            ],
        )
        .map(str::to_owned)
    }

    /// Where the newest value stands among peers.
    pub(super) fn value_standing(&self) -> Option<String> {
        let row = self.known(Metric::Value)?;
        let (value, id) = (row.shown_value(), row.id);
        let Some(standing) = standing(row) else {
            return Some(format!("The value on file is {value} [{id}]."));
        };
        let percentile = row.percentile()?;
        let compared = if percentile >= 90.0 {
            "high above the peers"
        } else if percentile > 65.0 {
            "above the peers"
        } else if percentile >= 35.0 {
            "about average for the peers"
        } else {
            "below the peers"
        };
        Some(format!("{value} is {compared}: {standing} [{id}]."))
    }

    pub(super) fn change_over_a_year(&self) -> Option<String> {
        let (change, row) = self.number(Metric::ValueChange)?;
        let before = self.known(Metric::ValueYearBefore)?;
        let newest = self.known(Metric::Value)?;
        let id = row.id;
        let amounts = format!(
            "from {} [{}] to {} [{}]",
            before.shown_value(),
            before.id,
            newest.shown_value(),
            newest.id
        );
        if change.abs() < 0.5 {
            return Some(format!("Over 12 months the value is unchanged [{id}]: {amounts}."));
        }
        let verb = if change > 0.0 {
            self.pick(3, &["rose", "grew", "gained"])?
        } else {
            self.pick(3, &["fell", "dropped", "lost"])?
        };
        Some(format!("Over 12 months the value {verb} {:.0} % [{id}], {amounts}.", change.abs()))
    }

    pub(super) fn peak(&self) -> Option<String> {
        let peak = self.known(Metric::ValuePeak)?;
        let (share, share_row) = self.number(Metric::ValueShareOfPeak)?;
        let (count, count_row) = self.number(Metric::ValueCount)?;
        if share >= 99.5 {
            return Some(format!(
                "It is the peak [{}] of {count:.0} values on file [{}].",
                peak.id, count_row.id
            ));
        }
        Some(format!(
            "The peak was {}, on {} [{}]; the newest value is {share:.0} % of it [{}].",
            peak.shown_value(),
            short_date(peak.as_of),
            peak.id,
            share_row.id
        ))
    }

    pub(super) fn estimate_age(&self) -> Option<String> {
        let row = self.known(Metric::ValueStaleness)?;
        Some(format!("The estimate was made {} ago [{}].", row.shown_value(), row.id))
    }
}
