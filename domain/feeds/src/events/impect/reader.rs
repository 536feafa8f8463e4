//! The events.

use football::{EventKind, GameEvents, PassOutcome, Side, Spot};
use serde::Deserialize;

use super::{Clock, kinds, line_ups, moment};
use crate::events::{
    error::{EventsError, EventsFault},
    growing::{self, GrowingEvents},
    items::{self, Items, Step},
};

/// Reads the events of a game.
#[derive(Debug)]
pub struct ImpectReader {
    items: Items,
    game: GrowingEvents,
    /// Events of the file; the line-ups have substitutions besides.
    count: usize,
}

/// An event. What it is not is absent or null.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RawEvent {
    id: i64,
    squad_id: Option<i64>,
    player: Option<Person>,
    game_time: Clock,
    duration: Option<f64>,
    pub(super) action_type: String,
    pub(super) action: Option<String>,
    pub(super) body_part_extended: Option<String>,
    pub(super) result: Option<String>,
    start: Option<Place>,
    end: Option<Place>,
    pressure: Option<f64>,
    pass: Option<RawPass>,
    pub(super) shot: Option<RawShot>,
    duel: Option<RawDuel>,
}

#[derive(Deserialize)]
struct Person {
    id: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    adj_coordinates: Option<Coordinates>,
}

#[derive(Clone, Copy, Deserialize)]
struct Coordinates {
    x: f64,
    y: f64,
}

#[derive(Deserialize)]
struct RawPass {
    receiver: Option<Receiver>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Receiver {
    #[serde(rename = "type")]
    kind: Option<String>,
    player_id: Option<i64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RawShot {
    pub(super) target_point: Option<TargetPoint>,
    pub(super) woodwork: Option<bool>,
}

/// Where a shot passes the goal line, metres from the middle of the goal and above the ground.
#[derive(Clone, Copy, Deserialize)]
pub(super) struct TargetPoint {
    pub(super) y: f64,
    pub(super) z: f64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawDuel {
    duel_type: Option<String>,
    /// The opponent.
    player_id: Option<i64>,
}

impl ImpectReader {
    /// A reader of the events of the game of these line-ups; `squads` and `players` are the lists of names, either
    /// may be empty.
    ///
    /// # Errors
    /// A file is not what it should be.
    pub fn new(line_ups: &[u8], squads: &[u8], players: &[u8]) -> Result<Self, EventsError> {
        let items = Items::new(|way| matches!(way, [Step::Item(_)]));
        Ok(Self { items, game: line_ups::read(line_ups, squads, players)?, count: 0 })
    }

    /// Takes the next piece of the events.
    ///
    /// # Errors
    /// The first event that is not as it has to be.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), EventsError> {
        let Self { items, game, count } = self;
        items.push(bytes, &mut |_, item| {
            *count += 1;
            take(game, items::read(item)?)
        })
    }

    /// The game, its substitutions among the events by the clock.
    ///
    /// # Errors
    /// The file was cut off, or there were no events.
    pub fn finish(self) -> Result<GameEvents, EventsError> {
        self.items.finish()?;
        if self.count == 0 {
            return Err(EventsFault::Missing("an event").of_file());
        }
        let mut game = self.game.finish();
        game.events.sort_by(|one, next| {
            one.period.cmp(&next.period).then(one.clock_secs.total_cmp(&next.clock_secs))
        });
        for place in 1..game.events.len() {
            let next = match game.events[place].kind {
                EventKind::BallOut => PassOutcome::Out,
                EventKind::Offside => PassOutcome::Offside,
                _ => continue,
            };
            if let EventKind::Pass(pass) = &mut game.events[place - 1].kind
                && pass.outcome == PassOutcome::Incomplete
            {
                pass.outcome = next;
            }
        }
        Ok(game)
    }
}

fn take(game: &mut GrowingEvents, raw: RawEvent) -> Result<(), EventsFault> {
    let (period, clock_secs) = moment(&raw.game_time)?;
    let side = raw.squad_id.map(|squad| game.side(&squad.to_string())).transpose()?;
    let mut player = |side: Option<Side>, id: Option<i64>| {
        let known = side.zip(id).map(|(side, id)| game.player(side, &id.to_string(), None));
        known.transpose()
    };
    let acting = player(side, raw.player.as_ref().map(|player| player.id))?;
    let receiver = raw.pass.as_ref().and_then(|pass| pass.receiver.as_ref());
    let team_mate = receiver.filter(|receiver| receiver.kind.as_deref() == Some("TEAMMATE"));
    let receiver = player(side, team_mate.and_then(|receiver| receiver.player_id))?;
    let opponent =
        player(side.map(Side::other), raw.duel.as_ref().and_then(|duel| duel.player_id))?;

    let mut told = growing::event(raw.id.to_string(), raw.action_type.clone(), EventKind::Other);
    (told.period, told.clock_secs) = (period, clock_secs);
    (told.side, told.player) = (side, acting);
    told.at = raw.start.as_ref().and_then(spot);
    told.duration_secs = raw.duration.filter(|secs| *secs >= 0.0);
    told.under_pressure = raw.pressure.is_some_and(|pressure| pressure > 0.0);
    // A duel is of two, and a loose ball may be won by one.
    if let Some(duel) = &raw.duel {
        let aerial = duel.duel_type.as_deref() == Some("AERIAL_DUEL");
        let duel = |won| EventKind::Duel { aerial, won: Some(won) };
        let turned = told.at.map(Spot::turned);
        game.add(football::GameEvent {
            provider_id: format!("{}-opponent", raw.id),
            side: side.map(Side::other),
            player: opponent,
            kind: duel(false),
            at: turned,
            under_pressure: false,
            ..told.clone()
        })?;
        if raw.action_type != "GROUND_DUEL" {
            game.add(football::GameEvent {
                provider_id: format!("{}-duel", raw.id),
                kind: duel(true),
                ..told.clone()
            })?;
        }
    }
    told.kind = kinds::kind(&raw, receiver);
    if matches!(told.kind, EventKind::Pass(_) | EventKind::Carry) {
        told.end = raw.end.as_ref().and_then(spot);
    }
    game.add(told)
}

fn spot(place: &Place) -> Option<Spot> {
    let Coordinates { x, y } = place.adj_coordinates?;
    Some(Spot { x_m: x, y_m: y })
}
