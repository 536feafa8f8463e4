//! An event as the provider writes it.

use football::{GameEvent, Qualifier, Side};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{frames, frames::RawPerson, kinds, some_frame, spot};
use crate::events::{
    error::EventsFault,
    growing::{self, GrowingEvents},
};

/// Something with an id and a name.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Named {
    pub id: i64,
    #[serde(default)]
    pub name: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Tactics {
    pub formation: Option<i64>,
    #[serde(default)]
    pub lineup: Vec<Starter>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Starter {
    pub player: Named,
    pub position: Named,
    pub jersey_number: Option<u16>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RawEvent {
    id: String,
    period: i64,
    timestamp: String,
    #[serde(rename = "type")]
    pub kind: Named,
    pub team: Named,
    player: Option<Named>,
    #[serde(default)]
    location: Vec<f64>,
    duration: Option<f64>,
    #[serde(default)]
    under_pressure: bool,
    #[serde(default)]
    related_events: Vec<String>,
    pub tactics: Option<Tactics>,
    possession: Option<i64>,
    play_pattern: Option<Named>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

impl RawEvent {
    /// The event, and of its parts what is known.
    pub(super) fn event(
        mut self,
        game: &mut GrowingEvents,
        side: Side,
    ) -> Result<GameEvent, EventsFault> {
        let period = growing::period(self.period)?;
        let clock_secs = clock_secs(&self.timestamp).ok_or_else(|| EventsFault::Absurd {
            what: "the timestamp",
            found: self.timestamp.clone(),
        })?;
        let player = match &self.player {
            Some(player) => Some(game.player(side, &player.id.to_string(), Some(&player.name))?),
            None => None,
        };
        // What belongs to the type stands under a key of its own: `pass`, `shot`, `ball_receipt`.
        let own_key = match self.kind.name.as_str() {
            "Goal Keeper" => "goalkeeper".to_owned(),
            "Ball Receipt*" => "ball_receipt".to_owned(),
            "50/50" => "50_50".to_owned(),
            name => name.to_lowercase().replace(' ', "_"),
        };
        let own = match self.rest.remove(&own_key) {
            Some(Value::Object(own)) => own,
            _ => Map::new(),
        };
        let kind = kinds::kind(game, side, &self, &own)?;
        let mut event = growing::event(self.id, self.kind.name, kind);
        event.freeze_frame = freeze_frame(game, &own)?;
        event.end = own.get("end_location").and_then(place);
        event.at = spot(&self.location);
        event.period = period;
        event.clock_secs = clock_secs;
        event.duration_secs = self.duration;
        event.side = Some(side);
        event.player = player;
        event.under_pressure = self.under_pressure;
        event.related = self.related_events;
        let possession = self.possession.map(Value::from);
        let pattern = self.play_pattern.map(|pattern| Value::from(pattern.name));
        let told = [("possession", possession), ("play_pattern", pattern)];
        let told = told.iter().filter_map(|(name, value)| Some((*name, value.as_ref()?)));
        let more = own.iter().chain(&self.rest).map(|(name, value)| (name.as_str(), value));
        event.qualifiers = told.chain(more).filter_map(qualifier).collect();
        Ok(event)
    }
}

/// Frames, places and people stand elsewhere in the event.
fn qualifier((name, value): (&str, &Value)) -> Option<Qualifier> {
    let value = match value {
        Value::Bool(true) => None,
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.clone()),
        Value::Object(named) => Some(named.get("name")?.as_str()?.to_owned()),
        _ => return None,
    };
    Some(Qualifier { name: name.to_owned(), value })
}

fn freeze_frame(
    game: &GrowingEvents,
    own: &Map<String, Value>,
) -> Result<Option<football::FreezeFrame>, EventsFault> {
    let Some(people) = own.get("freeze_frame") else { return Ok(None) };
    let people = Vec::<RawPerson>::deserialize(people)
        .map_err(|error| EventsFault::Item(format!("the freeze frame: {error}")))?;
    frames::check(&people)?;
    Ok(some_frame(frames::frame(&people, |id| game.known(id))))
}

fn place(value: &Value) -> Option<football::Spot> {
    let numbers: Vec<f64> = value.as_array()?.iter().filter_map(Value::as_f64).collect();
    spot(&numbers)
}

/// `00:12:34.567` as seconds.
fn clock_secs(text: &str) -> Option<f64> {
    let mut parts = text.splitn(3, ':');
    let hours: u32 = parts.next()?.parse().ok()?;
    let minutes: u32 = parts.next()?.parse().ok()?;
    let seconds: f64 = parts.next()?.parse().ok()?;
    Some(f64::from(hours) * 3600.0 + f64::from(minutes) * 60.0 + seconds)
}
