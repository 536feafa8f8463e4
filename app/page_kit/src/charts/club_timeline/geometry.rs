//! Where the timeline of clubs draws what. Pure. Places along it are thousandths of its width, which
//! follows the panel.

use chrono::{Datelike, NaiveDate};
use football::ClubSpan;

use crate::charts::axis;

/// Width of the plot, in thousandths of it.
pub(super) const WIDTH: i32 = 1_000;
/// Height of a band, in CSS pixels.
pub(super) const BAND: i32 = 22;
/// From one lane to the next, in CSS pixels.
pub(super) const LANE: i32 = 30;
/// Below the lanes: the years.
pub(super) const FOOT: i32 = 22;
/// Most years named on the axis.
const YEARS: usize = 8;
/// Least width of a band, so that a short stay is seen.
const LEAST: i32 = 4;

/// A stay as a band.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Band {
    pub x: i32,
    pub width: i32,
    /// 0 is the top; each club has a lane of its own.
    pub lane: usize,
    pub is_loan: bool,
}

/// A club with the lane of its stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lane {
    pub club: String,
    /// Where its first band begins and its last one ends.
    pub from: i32,
    pub until: i32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Geometry {
    pub bands: Vec<Band>,
    pub lanes: Vec<Lane>,
    pub years: Vec<(i32, i32)>,
    /// Height of the whole drawing, in CSS pixels.
    pub height: i32,
}

/// The timeline of `spans` until `today`; `None` when there is nothing to draw.
pub(super) fn geometry(spans: &[ClubSpan], today: NaiveDate) -> Option<Geometry> {
    let first = spans.iter().map(|span| span.from).min()?;
    let last = spans.iter().map(|span| span.until.unwrap_or(today)).max()?;
    let days = (last - first).num_days().max(1);
    let place = |day: NaiveDate| {
        let since = (day - first).num_days().clamp(0, days);
        i32::try_from(since * i64::from(WIDTH) / days).unwrap_or(WIDTH)
    };
    let mut lanes: Vec<Lane> = Vec::new();
    let mut bands = Vec::with_capacity(spans.len());
    for span in spans {
        let x = place(span.from).min(WIDTH - LEAST);
        let width = (place(span.until.unwrap_or(today)) - x).max(LEAST);
        let lane = lanes.iter().position(|lane| lane.club == span.club).unwrap_or(lanes.len());
        match lanes.get_mut(lane) {
            Some(known) => known.until = known.until.max(x + width),
            None => lanes.push(Lane { club: span.club.clone(), from: x, until: x + width }),
        }
        bands.push(Band { x, width, lane, is_loan: span.is_loan });
    }
    let years =
        axis::years(first, last, YEARS).into_iter().map(|day| (place(day), day.year())).collect();
    let height = LANE * i32::try_from(lanes.len()).unwrap_or(0) + FOOT;
    Some(Geometry { bands, lanes, years, height })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(club: &str, from: (i32, u32), until: Option<(i32, u32)>) -> ClubSpan {
        let day = |(year, month)| NaiveDate::from_ymd_opt(year, month, 1).unwrap();
        ClubSpan {
            club: club.to_owned(),
            from: day(from),
            until: until.map(day),
            is_loan: club == "Vitesse",
            is_about: false,
        }
    }

    #[test]
    fn stays_fill_the_width_and_a_club_keeps_its_lane() {
        let today = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
        let spans = [
            span("Ajax", (2010, 1), Some((2015, 1))),
            span("Vitesse", (2015, 1), Some((2016, 1))),
            span("Ajax", (2016, 1), None),
        ];

        let drawn = geometry(&spans, today).unwrap();

        assert_eq!(drawn.lanes.len(), 2);
        assert_eq!(drawn.bands.iter().map(|band| band.lane).collect::<Vec<_>>(), [0, 1, 0]);
        assert_eq!((drawn.lanes[0].from, drawn.lanes[0].until), (0, WIDTH));
        // Five of ten years, of which leap days make a little more.
        assert!((499..=501).contains(&drawn.bands[0].width), "{:?}", drawn.bands[0]);
        assert!(drawn.bands[1].is_loan);
        assert_eq!(drawn.height, 2 * LANE + FOOT);
    }

    #[test]
    fn nothing_is_drawn_of_nothing_and_a_short_stay_is_seen() {
        let today = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
        assert_eq!(geometry(&[], today), None);

        let drawn = geometry(&[span("Ajax", (2020, 1), None)], today).unwrap();
        assert_eq!(drawn.bands[0].width, LEAST);
        assert!(drawn.bands[0].x + LEAST <= WIDTH);
    }
}
