//! Second Spectrum's frames: an object of JSON on each line, metres from the centre spot, which names players by
//! id. What is said of the game comes in JSON with line-ups, or in XML without.

use std::collections::HashMap;

use football::{Pitch, Side, TrackedGame, TrackedPlayer};
use serde::Deserialize;

use super::{
    description::{Node, json, text, told, walk_xml},
    error::{TrackingError, TrackingFault},
    frame_objects::frame_objects,
    game::GrowingGame,
};
use crate::objects::Objects;

/// Reads the frames of a game.
#[derive(Debug)]
pub struct SecondSpectrumReader {
    objects: Objects,
    frames: Frames,
}

#[derive(Debug)]
struct Frames {
    game: GrowingGame,
    by_id: HashMap<String, usize>,
}

/// What is said of a game.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Described {
    pitch_length: f64,
    pitch_width: f64,
    fps: f64,
    #[serde(default)]
    home_players: Vec<Player>,
    #[serde(default)]
    away_players: Vec<Player>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Player {
    name: Option<String>,
    number: Option<u16>,
    /// The id that frames use.
    opta_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Frame {
    period: u8,
    #[serde(rename = "frameIdx")]
    number: i64,
    #[serde(default)]
    home_players: Vec<Seen>,
    #[serde(default)]
    away_players: Vec<Seen>,
    ball: Option<Ball>,
    live: Option<bool>,
    last_touch: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Seen {
    player_id: String,
    number: Option<u16>,
    xyz: Option<Vec<f64>>,
}

#[derive(Deserialize)]
struct Ball {
    xyz: Option<Vec<f64>>,
}

impl SecondSpectrumReader {
    /// A reader of the frames of the game that `described` (JSON or XML) tells of.
    ///
    /// # Errors
    /// The description cannot be read, has an absurd rate or pitch, or too many players.
    pub fn new(described: &[u8]) -> Result<Self, TrackingError> {
        let frames = Frames::of(described).map_err(TrackingFault::of_file)?;
        Ok(Self { objects: frame_objects(), frames })
    }

    /// Takes the next piece of the file.
    ///
    /// # Errors
    /// The first frame that is not as it has to be.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), TrackingError> {
        let Self { objects, frames } = self;
        objects.push(bytes, &mut |object| frames.take(object))?;
        Ok(())
    }

    /// The game. Who is not in the line-ups is listed as he is seen.
    ///
    /// # Errors
    /// The file was cut off or has no frames.
    pub fn finish(self) -> Result<TrackedGame, TrackingError> {
        if self.objects.finish::<TrackingFault>()? == 0 {
            return Err(TrackingFault::Empty.of_file());
        }
        Ok(self.frames.game.finish())
    }
}

impl Frames {
    fn of(described: &[u8]) -> Result<Self, TrackingFault> {
        let read = if text(described)?.starts_with('<') {
            of_xml(text(described)?)?
        } else {
            json(described)?
        };
        let pitch = Pitch { length_m: read.pitch_length, width_m: read.pitch_width };
        let game = GrowingGame::new(pitch, read.fps)?;
        let mut frames = Self { game, by_id: HashMap::new() };
        for (side, players) in [(Side::Home, read.home_players), (Side::Away, read.away_players)] {
            for Player { name, number, opta_id } in players {
                let id = opta_id.clone();
                let player = TrackedPlayer { side, shirt: number, provider_id: opta_id, name };
                let place = frames.game.list(player)?;
                frames.by_id.extend(id.map(|id| (id, place)));
            }
        }
        Ok(frames)
    }

    fn take(&mut self, object: &[u8]) -> Result<(), TrackingFault> {
        let read: Frame = serde_json::from_slice(object)
            .map_err(|error| TrackingFault::Frame(error.to_string()))?;
        if !(1..=5).contains(&read.period) {
            return Err(TrackingFault::Frame(format!("there is no period {}", read.period)));
        }
        let possession = match read.last_touch.as_deref() {
            Some("home") => Some(Side::Home),
            Some("away") => Some(Side::Away),
            _ => None,
        };
        self.game.frame(read.period, read.number, read.live, possession)?;
        for (side, players) in [(Side::Home, read.home_players), (Side::Away, read.away_players)] {
            for seen in players {
                // Ids hold; the number in a frame may be another one than in the line-up.
                let player = match self.by_id.get(&seen.player_id) {
                    Some(player) => *player,
                    None => self.list(side, seen.player_id, seen.number)?,
                };
                if let Some([x, y, ..]) = seen.xyz.as_deref() {
                    self.game.put(player, *x, *y)?;
                }
            }
        }
        if let Some([x, y, rest @ ..]) = read.ball.as_ref().and_then(|ball| ball.xyz.as_deref()) {
            self.game.put_ball(*x, *y, rest.first().copied().unwrap_or(f64::NAN))?;
        }
        Ok(())
    }

    fn list(&mut self, side: Side, id: String, shirt: Option<u16>) -> Result<usize, TrackingFault> {
        let provider_id = Some(id.clone());
        let place = self.game.list(TrackedPlayer { side, shirt, provider_id, name: None })?;
        self.by_id.insert(id, place);
        Ok(place)
    }
}

fn of_xml(text: &str) -> Result<Described, TrackingFault> {
    let mut found = None;
    walk_xml(text, &mut |node| {
        if let Node::Start("match", attributes) = node {
            let number = |name: &str| attributes.number(name).unwrap_or(f64::NAN);
            found = Some(Described {
                pitch_length: number("fPitchXSizeMeters"),
                pitch_width: number("fPitchYSizeMeters"),
                fps: number("iFrameRateFps"),
                home_players: Vec::new(),
                away_players: Vec::new(),
            });
        }
        Ok(())
    })?;
    found.ok_or_else(|| told(&"it has no element `match`"))
}
