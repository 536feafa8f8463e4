//! What FIFA's transfer format (EPTS) says of a game beside its frames: rate, pitch, periods and line-ups, and in
//! which order a line of frames has its values. Metrica Sports writes it.

use std::collections::HashMap;

use football::{Pitch, Side, TrackedPlayer};

use super::{
    description::{Attributes, Node, text, told, walk_xml},
    error::{TrackingError, TrackingFault},
    game::MOST_PLAYERS,
};

/// The halves in the order of their numbers.
const HALVES: [&str; 4] = ["first_half", "second_half", "first_extra_half", "second_extra_half"];
/// Lists within lists: players, a player, and two to spare.
const DEEPEST: usize = 4;
/// The most values that are ordered, of all orders: some hundred in each.
const MOST_VALUES: usize = 64_000;
/// How often the order of values may change: at each substitution and each sending off, and more.
const MOST_FORMATS: usize = 200;

/// The description of a game.
#[derive(Clone, Debug)]
pub struct EptsMeta {
    pub(super) rate_hz: f64,
    pub(super) pitch: Pitch,
    /// Number, first and last frame of each period.
    pub(super) periods: Vec<(u8, i64, i64)>,
    pub(super) players: Vec<TrackedPlayer>,
    pub(super) formats: Vec<Format>,
}

/// How lines are written from one frame to another, both included.
#[derive(Clone, Debug)]
pub(super) struct Format {
    pub(super) first_frame: i64,
    pub(super) last_frame: i64,
    pub(super) line: Split,
}

/// Parts of a line and what stands between them.
#[derive(Clone, Debug)]
pub(super) struct Split {
    pub(super) separator: u8,
    pub(super) parts: Vec<Part>,
}

/// A part of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// Anything but a place.
    Other,
    /// A coordinate of a player, by his place in the line-ups.
    Player(usize, Axis),
    /// A coordinate of the ball.
    Ball(Axis),
}

/// A part of a line: one value, or parts of its own.
#[derive(Clone, Debug)]
pub(super) enum Part {
    Value(Value),
    Split(Split),
}

/// Along the pitch, across it, above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Axis {
    X,
    Y,
    Z,
}

/// Reads the description.
///
/// # Errors
/// It is not EPTS, lacks periods or an order of values, or has places in a unit other than shares of the pitch.
pub fn read_epts_meta(bytes: &[u8]) -> Result<EptsMeta, TrackingError> {
    read(bytes).map_err(TrackingFault::of_file)
}

fn read(bytes: &[u8]) -> Result<EptsMeta, TrackingFault> {
    let mut reading = Reading::default();
    walk_xml(text(bytes)?, &mut |node| match node {
        Node::Start(name, attributes) => reading.start(name, attributes),
        Node::End(name, words) => reading.end(name, words),
    })?;
    reading.finish()
}

/// What has been read so far.
#[derive(Default)]
struct Reading {
    rate_hz: Option<f64>,
    size: [Option<f64>; 2],
    parameter: String,
    parameters: HashMap<String, i64>,
    teams: Vec<String>,
    home: Option<String>,
    away: Option<String>,
    /// The team's id and the player of each element `Player`.
    players: Vec<(String, TrackedPlayer)>,
    in_player: bool,
    channel: String,
    channels: HashMap<String, (usize, Option<Axis>)>,
    formats: Vec<Format>,
    open: Vec<Split>,
    values: usize,
}

fn axis(channel: &str) -> Option<Axis> {
    match channel {
        "x" => Some(Axis::X),
        "y" => Some(Axis::Y),
        "z" => Some(Axis::Z),
        _ => None,
    }
}

impl Reading {
    fn start(&mut self, name: &str, attributes: &Attributes) -> Result<(), TrackingFault> {
        let word = |name| attributes.get(name).unwrap_or_default();
        match name {
            "Score" => {
                self.home = attributes.get("idLocalTeam").map(str::to_owned);
                self.away = attributes.get("idVisitingTeam").map(str::to_owned);
            }
            "Team" => self.teams.push(word("id").to_owned()),
            "Player" => {
                if self.players.len() == MOST_PLAYERS {
                    return Err(TrackingFault::TooManyPlayers { most: MOST_PLAYERS });
                }
                let id = Some(word("id").to_owned());
                let player =
                    TrackedPlayer { side: Side::Home, shirt: None, provider_id: id, name: None };
                self.players.push((word("teamId").to_owned(), player));
                self.in_player = true;
            }
            "Channel" => word("id").clone_into(&mut self.channel),
            "PlayerChannel" => {
                let id = word("playerId");
                let his =
                    |(_, player): &(_, TrackedPlayer)| player.provider_id.as_deref() == Some(id);
                let player = self.players.iter().position(his);
                let player = player.ok_or_else(|| told(&format!("nobody has the id `{id}`")))?;
                let of = (player, axis(word("channelId")));
                self.channels.insert(word("id").to_owned(), of);
            }
            "DataFormatSpecification" | "SplitRegister" => {
                let separator = match word("separator").as_bytes() {
                    [byte] => *byte,
                    other => return Err(TrackingFault::unexpected(other, "a separator")),
                };
                self.open.push(Split { separator, parts: Vec::new() });
                if self.open.len() > DEEPEST {
                    return Err(told(&"its lists are nested too deep"));
                }
                if name == "DataFormatSpecification" {
                    if self.formats.len() == MOST_FORMATS {
                        return Err(told(&"it changes the order of values too often"));
                    }
                    let frame = |name| attributes.get(name).and_then(|frame| frame.parse().ok());
                    let (first_frame, last_frame) =
                        (frame("startFrame").unwrap_or(i64::MIN), frame("endFrame"));
                    self.formats.push(Format {
                        first_frame,
                        last_frame: last_frame.unwrap_or(i64::MAX),
                        line: Split { separator, parts: Vec::new() },
                    });
                }
            }
            "StringRegister" => self.value(Value::Other)?,
            "PlayerChannelRef" => {
                let id = word("playerChannelId");
                let channel = self.channels.get(id);
                let (player, axis) =
                    channel.ok_or_else(|| told(&format!("there is no channel `{id}`")))?;
                let value = axis.map_or(Value::Other, |axis| Value::Player(*player, axis));
                self.value(value)?;
            }
            "BallChannelRef" => {
                let axis = axis(word("channelId"));
                self.value(axis.map_or(Value::Other, Value::Ball))?;
            }
            _ => {}
        }
        Ok(())
    }

    fn value(&mut self, value: Value) -> Result<(), TrackingFault> {
        self.values += 1;
        if self.values > MOST_VALUES {
            return Err(told(&"it orders more values than any game has"));
        }
        if let Some(open) = self.open.last_mut() {
            open.parts.push(Part::Value(value));
        }
        Ok(())
    }

    fn end(&mut self, name: &str, words: &str) -> Result<(), TrackingFault> {
        match name {
            "FrameRate" => self.rate_hz = words.parse().ok(),
            "Width" => self.size[0] = words.parse().ok(),
            "Height" => self.size[1] = words.parse().ok(),
            "Name" if self.in_player => {
                if let Some((_, player)) = self.players.last_mut() {
                    player.name.get_or_insert_with(|| words.to_owned());
                }
                words.clone_into(&mut self.parameter);
            }
            "Name" => words.clone_into(&mut self.parameter),
            "Value" => {
                let number = words.parse().ok().map(|value| (self.parameter.clone(), value));
                self.parameters.extend(number);
            }
            "ShirtNumber" => {
                if let Some((_, player)) = self.players.last_mut() {
                    player.shirt = words.parse().ok();
                }
            }
            "Player" => self.in_player = false,
            "Unit" if axis(&self.channel).is_some() && words != "normalized" => {
                return Err(told(&format!("places are in `{words}`, not in shares of the pitch")));
            }
            "SplitRegister" => {
                if let Some((inner, outer)) = self.open.pop().zip(self.open.last_mut()) {
                    outer.parts.push(Part::Split(inner));
                }
            }
            "DataFormatSpecification" => {
                if let Some((line, format)) = self.open.pop().zip(self.formats.last_mut()) {
                    format.line = line;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn finish(self) -> Result<EptsMeta, TrackingFault> {
        let home = self.home.or_else(|| self.teams.first().cloned()).unwrap_or_default();
        let away = self.away.or_else(|| self.teams.get(1).cloned()).unwrap_or_default();
        let mut players = Vec::new();
        for (team, mut player) in self.players {
            player.side = match team {
                team if team == home => Side::Home,
                team if team == away => Side::Away,
                other => {
                    let whose = format!("a player is of team `{other}`, which does not play");
                    return Err(told(&whose));
                }
            };
            players.push(player);
        }
        let frame = |half: &str, end: &str| self.parameters.get(&format!("{half}_{end}")).copied();
        let halves = (1_u8..).zip(HALVES);
        let periods: Vec<_> = halves
            .filter_map(|(number, half)| Some((number, frame(half, "start")?, frame(half, "end")?)))
            .collect();
        if periods.is_empty() {
            return Err(told(&"it lists no period that was played"));
        }
        if self.formats.is_empty() {
            return Err(told(&"it does not say in which order a line has its values"));
        }
        let [length_m, width_m] = self.size.map(|size| size.unwrap_or(f64::NAN));
        Ok(EptsMeta {
            rate_hz: self.rate_hz.unwrap_or(f64::NAN),
            pitch: Pitch { length_m, width_m },
            periods,
            players,
            formats: self.formats,
        })
    }
}
