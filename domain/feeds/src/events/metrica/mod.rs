//! Metrica: events as CSV, and as JSON with the description of the game.
//!
//! Places are shares of the pitch from its top left, as it lies: teams change ends. The description says which way
//! they attack in the first half, else shots and goal kicks show it. The clock runs on; a period begins with its first
//! event, the kick-off.

mod csv_rows;
mod description;
mod json;
mod kinds;

pub use csv_rows::MetricaCsvReader;
pub use json::MetricaJsonReader;

use std::collections::BTreeMap;

use football::{EventKind, GameEvents, Pass, Pitch, Qualifier, Restart, Side, Spot};

use super::{
    ends::Ends,
    error::EventsFault,
    growing::{self, GrowingEvents},
};

/// A row of the CSV or an item of the JSON.
#[derive(Debug, Default)]
struct RawEvent {
    id: String,
    kind: String,
    subtypes: Vec<String>,
    period: i64,
    start: Moment,
    end: Moment,
}

/// Where and when an event begins or ends.
#[derive(Clone, Copy, Debug, Default)]
struct Moment {
    frame: Option<i64>,
    time_secs: f64,
    x: Option<f64>,
    y: Option<f64>,
}

/// A game under construction.
#[derive(Debug)]
struct Coded {
    game: GrowingEvents,
    ends: Ends,
    /// When the first event of each period began.
    starts: BTreeMap<u8, f64>,
    /// The set piece before, and the team that takes it.
    set_piece: Option<(Restart, Side)>,
}

impl Coded {
    fn new(game: GrowingEvents, ends: Ends) -> Self {
        Self { game, ends, starts: BTreeMap::new(), set_piece: None }
    }

    fn take(
        &mut self,
        raw: RawEvent,
        side: Side,
        player: Option<usize>,
        to: Option<usize>,
    ) -> Result<(), EventsFault> {
        let period = growing::period(raw.period)?;
        let before = self.set_piece.filter(|(_, taker)| *taker == side).map(|(restart, _)| restart);
        let has = |subtype: &str| raw.subtypes.iter().any(|own| own == subtype);
        let kind = kinds::kind(&raw.kind, &has, before, to);
        self.set_piece = match kind {
            EventKind::Restart(restart) => Some((restart, side)),
            _ => None,
        };
        let start_secs = *self.starts.entry(period).or_insert(raw.start.time_secs);
        let pitch = self.game.game().pitch;
        let (at, end) = (raw.start.spot(pitch), raw.end.spot(pitch));
        if let Some(at) = at {
            let own_goal_kick =
                matches!(kind, EventKind::Pass(Pass { restart: Some(Restart::GoalKick), .. }));
            match kind {
                EventKind::Shot(_) => self.ends.attacked(period, side, at.x_m),
                _ if own_goal_kick => self.ends.attacked(period, side.other(), at.x_m),
                _ => {}
            }
        }
        let duration_secs = raw.end.time_secs - raw.start.time_secs;
        let mut event = growing::event(raw.id, raw.kind, kind);
        event.period = period;
        event.clock_secs = raw.start.time_secs - start_secs;
        event.duration_secs =
            (0.0..f64::INFINITY).contains(&duration_secs).then_some(duration_secs);
        event.side = Some(side);
        event.player = player;
        (event.at, event.end) = (at, end);
        let mark = |name: String| Qualifier { name, value: None };
        event.qualifiers = raw.subtypes.into_iter().map(mark).collect();
        let frames = [("start_frame", raw.start.frame), ("end_frame", raw.end.frame)];
        event.qualifiers.extend(frames.into_iter().filter_map(|(name, frame)| {
            Some(Qualifier { name: name.to_owned(), value: Some(frame?.to_string()) })
        }));
        self.game.add(event)
    }

    fn finish(self) -> Result<GameEvents, EventsFault> {
        let mut game = self.game.finish();
        if game.events.is_empty() {
            return Err(EventsFault::Missing("an event"));
        }
        self.ends.turn(&mut game);
        Ok(game)
    }
}

impl Moment {
    fn spot(self, pitch: Pitch) -> Option<Spot> {
        let known = |share: Option<f64>| share.filter(|share| !share.is_nan());
        let (x, y) = (known(self.x)?, known(self.y)?);
        Some(Spot { x_m: (x - 0.5) * pitch.length_m, y_m: (0.5 - y) * pitch.width_m })
    }
}
