//! MA3: the events, with the line-ups of MA1.

use chrono::NaiveDateTime;
use football::GameEvents;
use serde::Deserialize;

use super::{Coded, RawEvent, ma1, ma1::MatchInfo};
use crate::events::{
    error::{EventsError, EventsFault},
    items::{self, Items, Step},
};

/// Reads the events of a game.
#[derive(Debug)]
pub struct StatsPerformReader {
    items: Items,
    coded: Coded,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Ma3Event {
    id: u64,
    type_id: u32,
    period_id: i64,
    time_min: Option<f64>,
    time_sec: Option<f64>,
    time_stamp: Option<String>,
    contestant_id: String,
    player_id: Option<String>,
    player_name: Option<String>,
    outcome: Option<i64>,
    x: Option<f64>,
    y: Option<f64>,
    #[serde(default)]
    qualifier: Vec<Qualifier>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Qualifier {
    qualifier_id: u32,
    value: Option<String>,
}

impl StatsPerformReader {
    /// A reader of the events (MA3) of the game of which `line_ups` (MA1) tells.
    ///
    /// # Errors
    /// The line-ups cannot be read.
    pub fn new(line_ups: &[u8]) -> Result<Self, EventsError> {
        let mut reader = Self::without_line_ups();
        ma1::read(line_ups, &mut reader.coded)?;
        Ok(reader)
    }

    /// A reader of the events without line-ups: MA3 names teams and players too.
    pub fn without_line_ups() -> Self {
        let items = Items::new(|way| match way {
            [info] => info.is("matchInfo"),
            [live, event, Step::Item(_)] => live.is("liveData") && event.is("event"),
            _ => false,
        });
        Self { items, coded: Coded::new() }
    }

    /// Takes the next piece of the events.
    ///
    /// # Errors
    /// The first event that is not as it has to be.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), EventsError> {
        let Self { items, coded } = self;
        items.push(bytes, &mut |way, item| {
            if way.len() > 1 {
                return coded.take(items::read::<Ma3Event>(item)?.into());
            }
            if coded.game.game().home.provider_id.is_none() {
                items::read::<MatchInfo>(item)?.into_game(coded)?;
            }
            Ok(())
        })
    }

    /// The game. Events that were withdrawn are left out.
    ///
    /// # Errors
    /// The file was cut off, or there were no events.
    pub fn finish(self) -> Result<GameEvents, EventsError> {
        self.items.finish()?;
        self.coded.finish().map_err(EventsFault::of_file)
    }
}

impl From<Ma3Event> for RawEvent {
    fn from(event: Ma3Event) -> Self {
        let time = |text: String| {
            NaiveDateTime::parse_from_str(text.trim_end_matches('Z'), "%Y-%m-%dT%H:%M:%S%.f").ok()
        };
        let qualifiers = event.qualifier.into_iter();
        Self {
            id: event.id.to_string(),
            kind: event.type_id,
            period: event.period_id,
            minute: event.time_min.unwrap_or_default(),
            second: event.time_sec.unwrap_or_default(),
            time: event.time_stamp.and_then(time),
            team: event.contestant_id,
            player: event.player_id,
            player_name: event.player_name,
            outcome: event.outcome.map(|outcome| outcome == 1),
            x: event.x.unwrap_or_default(),
            y: event.y.unwrap_or_default(),
            qualifiers: qualifiers.map(|own| (own.qualifier_id, own.value)).collect(),
        }
    }
}
