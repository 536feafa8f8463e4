//! `StatsBomb`: events, line-ups and 360 frames, each a JSON array.
//!
//! Places are on a pitch of 120 by 80, y downwards, the acting team attacking to the right. They are taken as they
//! are and not moved to the middles of cells, which is half a yard at most.

mod frames;
mod kinds;
mod raw;

use std::collections::HashMap;

use football::{FreezeFrame, GameEvents, GameTeam, ListedPlayer, Pitch, Position, Side, Spot};
use serde::Deserialize;

use super::{
    error::{EventsError, EventsFault},
    growing::{GrowingEvents, MOST_EVENTS},
    items::{self, Items, Step},
};
use frames::RawFrame;
use raw::{Named, RawEvent};

/// Reads a game: the line-ups first, where they are there; then events and 360 frames, in any order.
#[derive(Debug)]
pub struct StatsBombReader {
    events: Items,
    frames: Items,
    game: GrowingEvents,
    line_ups: Vec<RawLineUp>,
    frame_of: HashMap<String, RawFrame>,
}

#[derive(Debug, Deserialize)]
struct RawLineUp {
    team_id: i64,
    team_name: String,
    #[serde(default)]
    lineup: Vec<RawListed>,
}

#[derive(Debug, Deserialize)]
struct RawListed {
    player_id: i64,
    player_name: String,
    jersey_number: Option<u16>,
}

fn each_of_array(way: &[Step]) -> bool {
    way.len() == 1 && matches!(way[0], Step::Item(_))
}

impl Default for StatsBombReader {
    fn default() -> Self {
        Self {
            events: Items::new(each_of_array),
            frames: Items::new(each_of_array),
            game: GrowingEvents::new(Pitch::STANDARD),
            line_ups: Vec::new(),
            frame_of: HashMap::new(),
        }
    }
}

impl StatsBombReader {
    /// Takes the file of line-ups.
    ///
    /// # Errors
    /// It is not one.
    pub fn line_ups(&mut self, bytes: &[u8]) -> Result<(), EventsError> {
        let mut read = Items::new(each_of_array);
        read.push(bytes, &mut |_, item| {
            if self.line_ups.len() == 2 {
                return Err(EventsFault::Item("there is a third team".to_owned()));
            }
            self.line_ups.push(items::read(item)?);
            Ok(())
        })?;
        read.finish()
    }

    /// Takes the next piece of the file of events.
    ///
    /// # Errors
    /// The first event that is not as it has to be.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), EventsError> {
        let Self { events, game, line_ups, .. } = self;
        events.push(bytes, &mut |_, item| take(game, line_ups, items::read(item)?))
    }

    /// Takes the next piece of the file of 360 frames.
    ///
    /// # Errors
    /// The first frame that is not as it has to be.
    pub fn push_frames(&mut self, bytes: &[u8]) -> Result<(), EventsError> {
        let Self { frames, frame_of, .. } = self;
        frames.push(bytes, &mut |_, item| {
            if frame_of.len() == MOST_EVENTS {
                return Err(EventsFault::TooManyEvents { most: MOST_EVENTS });
            }
            let frame: RawFrame = items::read(item)?;
            frame.check()?;
            frame_of.insert(frame.event_uuid.clone(), frame);
            Ok(())
        })
    }

    /// The game. A shot keeps the frame that came with it, in which all are named; other events have that of the
    /// file of 360 frames.
    ///
    /// # Errors
    /// A file was cut off, or there were no events.
    pub fn finish(mut self) -> Result<GameEvents, EventsError> {
        self.events.finish()?;
        if !self.frame_of.is_empty() {
            self.frames.finish()?;
        }
        let mut game = self.game.finish();
        if game.events.is_empty() {
            return Err(EventsFault::Missing("an event").of_file());
        }
        for event in &mut game.events {
            let frame = self.frame_of.remove(&event.provider_id);
            if let (None, Some(frame)) = (&event.freeze_frame, frame) {
                event.freeze_frame = Some(frame.of_event(event.player));
            }
        }
        Ok(game)
    }
}

/// The first team with a line-up among the events is at home, as the provider writes them.
fn side_of(
    game: &mut GrowingEvents,
    line_ups: &[RawLineUp],
    team: &Named,
) -> Result<Side, EventsFault> {
    let id = team.id.to_string();
    if let Ok(side) = game.side(&id) {
        return Ok(side);
    }
    let known = game.game();
    let side = match (&known.home.provider_id, &known.away.provider_id) {
        (None, _) => Side::Home,
        (Some(_), None) => Side::Away,
        _ => return Err(EventsFault::WrongTeam { team: id }),
    };
    let line_up = line_ups.iter().find(|line_up| line_up.team_id == team.id);
    if line_up.is_none() && !line_ups.is_empty() {
        return Err(EventsFault::WrongTeam { team: id });
    }
    let name = line_up.map_or_else(|| team.name.clone(), |line_up| line_up.team_name.clone());
    let own = GameTeam { provider_id: Some(id), name: Some(name), formation: None };
    match side {
        Side::Home => known.home = own,
        Side::Away => known.away = own,
    }
    for listed in line_up.iter().flat_map(|line_up| &line_up.lineup) {
        game.list(ListedPlayer {
            provider_id: Some(listed.player_id.to_string()),
            name: Some(listed.player_name.clone()),
            shirt: listed.jersey_number,
            starter: Some(false),
            ..ListedPlayer::unknown(side)
        })?;
    }
    Ok(side)
}

fn take(
    game: &mut GrowingEvents,
    line_ups: &[RawLineUp],
    raw: RawEvent,
) -> Result<(), EventsFault> {
    let side = side_of(game, line_ups, &raw.team)?;
    if let (Some(tactics), "Starting XI") = (&raw.tactics, raw.kind.name.as_str()) {
        let team = match side {
            Side::Home => &mut game.game().home,
            Side::Away => &mut game.game().away,
        };
        team.formation = tactics.formation.map(|formation| formation.to_string());
        for starter in &tactics.lineup {
            game.list(ListedPlayer {
                provider_id: Some(starter.player.id.to_string()),
                name: Some(starter.player.name.clone()),
                shirt: starter.jersey_number,
                starter: Some(true),
                position: position(&starter.position.name),
                provider_position: Some(starter.position.name.clone()),
                ..ListedPlayer::unknown(side)
            })?;
        }
    }
    let event = raw.event(game, side)?;
    if event.kind == football::EventKind::PeriodEnd {
        game.end_period(event.period, Some(event.clock_secs));
    }
    game.add(event)
}

/// A place in metres.
fn spot(place: &[f64]) -> Option<Spot> {
    let [x, y, ..] = place else { return None };
    let Pitch { length_m, width_m } = Pitch::STANDARD;
    Some(Spot {
        x_m: x * length_m / 120.0 - length_m / 2.0,
        y_m: width_m / 2.0 - y * width_m / 80.0,
    })
}

fn position(name: &str) -> Option<Position> {
    Some(match name {
        "Goalkeeper" => Position::Goalkeeper,
        "Right Back" | "Right Wing Back" => Position::RightBack,
        "Left Back" | "Left Wing Back" => Position::LeftBack,
        "Right Center Back" | "Center Back" | "Left Center Back" => Position::CentreBack,
        "Right Defensive Midfield" | "Center Defensive Midfield" | "Left Defensive Midfield" => {
            Position::DefensiveMidfield
        }
        "Right Midfield" => Position::RightMidfield,
        "Left Midfield" => Position::LeftMidfield,
        "Right Center Midfield" | "Center Midfield" | "Left Center Midfield" => {
            Position::CentralMidfield
        }
        "Right Attacking Midfield" | "Center Attacking Midfield" | "Left Attacking Midfield" => {
            Position::AttackingMidfield
        }
        "Right Wing" => Position::RightWinger,
        "Left Wing" => Position::LeftWinger,
        "Right Center Forward" | "Center Forward" | "Left Center Forward" => {
            Position::CentreForward
        }
        "Secondary Striker" => Position::SecondStriker,
        _ => return None,
    })
}

/// A frame without anybody is none.
fn some_frame(frame: FreezeFrame) -> Option<FreezeFrame> {
    (!frame.people.is_empty()).then_some(frame)
}
