//! Events as JSON: `data`, an array.

use football::GameEvents;
use serde::Deserialize;

use super::{Coded, Moment, RawEvent, description};
use crate::events::{
    error::{EventsError, EventsFault},
    items::{self, Items, Step},
};

/// Reads the events of a game.
#[derive(Debug)]
pub struct MetricaJsonReader {
    items: Items,
    coded: Coded,
}

#[derive(Deserialize)]
struct Item {
    index: i64,
    team: Named,
    #[serde(rename = "type")]
    kind: Named,
    subtypes: Option<Subtypes>,
    period: i64,
    start: Place,
    end: Place,
    from: Option<Named>,
    to: Option<Named>,
}

#[derive(Deserialize)]
struct Named {
    name: String,
    id: serde_json::Value,
}

impl Named {
    fn id(&self) -> String {
        self.id.as_str().map_or_else(|| self.id.to_string(), ToOwned::to_owned)
    }
}

/// One, or several.
#[derive(Deserialize)]
#[serde(untagged)]
enum Subtypes {
    One(Named),
    Several(Vec<Named>),
}

#[derive(Deserialize)]
struct Place {
    frame: Option<i64>,
    time: f64,
    x: Option<f64>,
    y: Option<f64>,
}

impl From<Place> for Moment {
    fn from(place: Place) -> Self {
        Self { frame: place.frame, time_secs: place.time, x: place.x, y: place.y }
    }
}

impl MetricaJsonReader {
    /// A reader of the events of the game of which `description` (XML) tells.
    ///
    /// # Errors
    /// The description cannot be read.
    pub fn new(description: &[u8]) -> Result<Self, EventsError> {
        let items = Items::new(|way| match way {
            [data, Step::Item(_)] => data.is("data"),
            _ => false,
        });
        let (game, ends) = description::read(description)?;
        Ok(Self { items, coded: Coded::new(game, ends) })
    }

    /// Takes the next piece of the events.
    ///
    /// # Errors
    /// The first event that is not as it has to be.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), EventsError> {
        let Self { items, coded } = self;
        items.push(bytes, &mut |_, item| take(coded, items::read(item)?))
    }

    /// The game.
    ///
    /// # Errors
    /// The file was cut off, or there were no events.
    pub fn finish(self) -> Result<GameEvents, EventsError> {
        self.items.finish()?;
        self.coded.finish().map_err(EventsFault::of_file)
    }
}

fn take(coded: &mut Coded, item: Item) -> Result<(), EventsFault> {
    let side = coded.game.side(&item.team.id())?;
    let mut player = |told: Option<Named>| {
        told.map(|told| coded.game.player(side, &told.id(), Some(&told.name))).transpose()
    };
    let (from, to) = (player(item.from)?, player(item.to)?);
    let subtypes = match item.subtypes {
        None => Vec::new(),
        Some(Subtypes::One(one)) => vec![one],
        Some(Subtypes::Several(several)) => several,
    };
    let raw = RawEvent {
        id: item.index.to_string(),
        kind: item.kind.name,
        subtypes: subtypes.into_iter().map(|subtype| subtype.name).collect(),
        period: item.period,
        start: item.start.into(),
        end: item.end.into(),
    };
    coded.take(raw, side, from, to)
}
