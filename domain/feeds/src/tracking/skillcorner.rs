//! `SkillCorner`'s tracking from broadcasts, ten frames a second: the older layout, one array of frames that names
//! what it tracks, and the newer one (V3), a frame on each line that names players. Who is out of the picture has
//! no place.

use std::collections::HashMap;

use football::{Pitch, Side, TrackedGame, TrackedPlayer};
use serde::Deserialize;

use super::{
    error::{TrackingError, TrackingFault},
    frame_objects::frame_objects,
    game::GrowingGame,
};
use crate::objects::Objects;

/// Frames a second, of all its matches.
const RATE_HZ: f64 = 10.0;

/// Reads the frames of a match.
#[derive(Debug)]
pub struct SkillCornerReader {
    objects: Objects,
    frames: Frames,
}

#[derive(Debug)]
struct Frames {
    game: GrowingGame,
    /// The places among the players, by what is tracked.
    by_object: HashMap<i64, usize>,
    /// The same, by the player's id.
    by_id: HashMap<i64, usize>,
    ball: Option<i64>,
}

/// What `match_data.json` says of a match.
#[derive(Deserialize)]
struct Described {
    pitch_length: f64,
    pitch_width: f64,
    home_team: Team,
    away_team: Team,
    players: Vec<Player>,
    ball: Option<Ball>,
}

#[derive(Deserialize)]
struct Team {
    id: i64,
}

#[derive(Deserialize)]
struct Ball {
    trackable_object: Option<i64>,
}

#[derive(Deserialize)]
struct Player {
    id: i64,
    trackable_object: Option<i64>,
    team_id: i64,
    number: Option<u16>,
    first_name: Option<String>,
    last_name: Option<String>,
}

/// A frame of either layout.
#[derive(Deserialize)]
struct Frame {
    #[serde(rename = "frame")]
    number: i64,
    period: Option<u8>,
    #[serde(default)]
    possession: Option<Possession>,
    /// The older layout.
    data: Option<Vec<Tracked>>,
    /// The newer one.
    #[serde(default)]
    player_data: Vec<Seen>,
    ball_data: Option<BallPlace>,
}

#[derive(Deserialize)]
struct Possession {
    group: Option<String>,
}

#[derive(Deserialize)]
struct Tracked {
    x: f64,
    y: f64,
    z: Option<f64>,
    trackable_object: Option<i64>,
}

#[derive(Deserialize)]
struct Seen {
    x: Option<f64>,
    y: Option<f64>,
    player_id: i64,
}

#[derive(Deserialize)]
struct BallPlace {
    x: Option<f64>,
    y: Option<f64>,
    z: Option<f64>,
}

impl SkillCornerReader {
    /// A reader of the frames of the match that `described` (`match_data.json`) tells of.
    ///
    /// # Errors
    /// The description cannot be read, or has an absurd pitch or too many players.
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

    /// The game. Frames of no period, and of the older layout those without anybody, are left out.
    ///
    /// # Errors
    /// The file was cut off, or no frame belongs to a period.
    pub fn finish(self) -> Result<TrackedGame, TrackingError> {
        if self.objects.finish::<TrackingFault>()? == 0 {
            return Err(TrackingFault::Empty.of_file());
        }
        if self.frames.game.is_empty() {
            return Err(TrackingFault::NoFrames.of_file());
        }
        Ok(self.frames.game.finish())
    }
}

impl Frames {
    fn of(described: &[u8]) -> Result<Self, TrackingFault> {
        let read: Described = serde_json::from_slice(described)
            .map_err(|error| TrackingFault::Description(error.to_string()))?;
        let pitch = Pitch { length_m: read.pitch_length, width_m: read.pitch_width };
        let mut frames = Self {
            game: GrowingGame::new(pitch, RATE_HZ)?,
            by_object: HashMap::new(),
            by_id: HashMap::new(),
            ball: read.ball.and_then(|ball| ball.trackable_object),
        };
        for player in read.players {
            let side = match player.team_id {
                id if id == read.home_team.id => Side::Home,
                id if id == read.away_team.id => Side::Away,
                other => {
                    let whose =
                        format!("player {} is of team {other}, which does not play", player.id);
                    return Err(TrackingFault::Description(whose));
                }
            };
            let names = [player.first_name, player.last_name].map(Option::unwrap_or_default);
            let name = names.join(" ").trim().to_owned();
            let place = frames.game.list(TrackedPlayer {
                side,
                shirt: player.number,
                provider_id: Some(player.id.to_string()),
                name: (!name.is_empty()).then_some(name),
            })?;
            frames.by_id.insert(player.id, place);
            frames.by_object.extend(player.trackable_object.map(|object| (object, place)));
        }
        Ok(frames)
    }

    fn take(&mut self, object: &[u8]) -> Result<(), TrackingFault> {
        let read: Frame = serde_json::from_slice(object)
            .map_err(|error| TrackingFault::Frame(error.to_string()))?;
        let Some(period) = read.period else { return Ok(()) };
        // The older layout has a frame for each tick, whether or not anybody was tracked.
        if read.data.as_ref().is_some_and(Vec::is_empty) {
            return Ok(());
        }
        if !(1..=5).contains(&period) {
            return Err(TrackingFault::Frame(format!("there is no period {period}")));
        }
        let group = read.possession.and_then(|possession| possession.group);
        let possession = match group.as_deref() {
            Some("home team") => Some(Side::Home),
            Some("away team") => Some(Side::Away),
            _ => None,
        };
        self.game.frame(period, read.number, None, possession)?;
        for tracked in read.data.iter().flatten() {
            let Some(object) = tracked.trackable_object else {
                self.game.count_nameless();
                continue;
            };
            if Some(object) == self.ball {
                self.game.put_ball(tracked.x, tracked.y, tracked.z.unwrap_or(f64::NAN))?;
            } else if let Some(player) = self.by_object.get(&object) {
                self.game.put(*player, tracked.x, tracked.y)?;
            }
        }
        for seen in &read.player_data {
            match (seen.x, seen.y, self.by_id.get(&seen.player_id)) {
                (Some(x), Some(y), Some(player)) => self.game.put(*player, x, y)?,
                (Some(_), Some(_), None) => self.game.count_nameless(),
                _ => {}
            }
        }
        if let Some(BallPlace { x: Some(x), y: Some(y), z }) = read.ball_data {
            self.game.put_ball(x, y, z.unwrap_or(f64::NAN))?;
        }
        Ok(())
    }
}
