//! PFF's tracking from broadcasts: an object of JSON on each line, metres from the centre spot, with a description
//! of the game and a roster. Its places smoothed over a frame's neighbours are read, never those of the frame
//! alone: between the two a player would jump.

use football::{Pitch, Side, TrackedGame, TrackedPlayer};
use serde::Deserialize;

use super::{
    description::{json, told},
    error::{TrackingError, TrackingFault},
    frame_objects::frame_objects,
    game::GrowingGame,
};
use crate::objects::Objects;

/// Reads the frames of a game.
#[derive(Debug)]
pub struct PffReader {
    objects: Objects,
    frames: Frames,
}

#[derive(Debug)]
struct Frames {
    game: GrowingGame,
    last: Option<(u8, i64)>,
    alive: Option<bool>,
    possession: Option<Side>,
}

/// What is said of a game.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Described {
    home_team: Team,
    away_team: Team,
    stadium: Stadium,
    fps: f64,
}

#[derive(Deserialize)]
struct Team {
    id: String,
}

#[derive(Deserialize)]
struct Stadium {
    pitches: Vec<Size>,
}

#[derive(Deserialize)]
struct Size {
    length: f64,
    width: f64,
}

/// A line of the roster.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Listed {
    player: Named,
    shirt_number: String,
    team: Team,
}

#[derive(Deserialize)]
struct Named {
    id: String,
    nickname: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Frame {
    #[serde(rename = "frameNum")]
    number: i64,
    period: Option<u8>,
    home_players_smoothed: Option<Vec<Seen>>,
    away_players_smoothed: Option<Vec<Seen>>,
    balls_smoothed: Option<Ball>,
    #[serde(rename = "game_event")]
    event: Option<Event>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Seen {
    jersey_num: String,
    x: Option<f64>,
    y: Option<f64>,
}

#[derive(Deserialize)]
struct Ball {
    x: Option<f64>,
    y: Option<f64>,
    z: Option<f64>,
}

/// What happens in a frame.
#[derive(Deserialize)]
struct Event {
    game_event_type: Option<String>,
    home_ball: Option<bool>,
}

impl PffReader {
    /// A reader of the frames of the game that `described` (metadata) and `roster` tell of.
    ///
    /// # Errors
    /// One of the two cannot be read, has an absurd rate or pitch, a player of a third team, or too many.
    pub fn new(described: &[u8], roster: &[u8]) -> Result<Self, TrackingError> {
        let frames = Frames::of(described, roster).map_err(TrackingFault::of_file)?;
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

    /// The game. Frames of no period are left out.
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
    fn of(described: &[u8], roster: &[u8]) -> Result<Self, TrackingFault> {
        let games: Vec<Described> = json(described)?;
        let [read] = &games[..] else {
            return Err(told(&format!("it is about {} games, not about one", games.len())));
        };
        let pitch = read.stadium.pitches.first().ok_or_else(|| told(&"it has no pitch"))?;
        let pitch = Pitch { length_m: pitch.length, width_m: pitch.width };
        let mut game = GrowingGame::new(pitch, read.fps)?;
        let roster: Vec<Listed> = json(roster)?;
        for Listed { player: Named { id, nickname }, shirt_number, team } in roster {
            let side = match team.id {
                known if known == read.home_team.id => Side::Home,
                known if known == read.away_team.id => Side::Away,
                other => {
                    let whose = format!("player {id} is of team {other}, which does not play");
                    return Err(told(&whose));
                }
            };
            let shirt = shirt_number.trim().parse().ok();
            game.list(TrackedPlayer { side, shirt, provider_id: Some(id), name: nickname })?;
        }
        Ok(Self { game, last: None, alive: None, possession: None })
    }

    fn take(&mut self, object: &[u8]) -> Result<(), TrackingFault> {
        let read: Frame = serde_json::from_slice(object)
            .map_err(|error| TrackingFault::Frame(error.to_string()))?;
        if let Some(event) = &read.event {
            match event.game_event_type.as_deref() {
                Some("OUT" | "END") => self.alive = Some(false),
                Some(
                    "FIRSTKICKOFF" | "SECONDKICKOFF" | "THIRDKICKOFF" | "FOURTHKICKOFF" | "OTB",
                ) => {
                    self.alive = Some(true);
                }
                // Substitutions, posts and gaps of the picture leave it as it is.
                _ => {}
            }
            let side = |home| if home { Side::Home } else { Side::Away };
            self.possession = event.home_ball.map(side).or(self.possession);
        }
        let Some(period) = read.period else { return Ok(()) };
        if !(1..=5).contains(&period) {
            return Err(TrackingFault::Frame(format!("there is no period {period}")));
        }
        // A frame in which two things happen stands on two lines.
        let frame = (period, read.number);
        if read.event.is_some() && self.last.replace(frame) == Some(frame) {
            return Ok(());
        }
        self.last = Some(frame);
        self.game.frame(period, read.number, self.alive, self.possession)?;
        let teams =
            [(Side::Home, read.home_players_smoothed), (Side::Away, read.away_players_smoothed)];
        for (side, players) in teams {
            for seen in players.into_iter().flatten() {
                let (Some(x), Some(y)) = (seen.x, seen.y) else { continue };
                let shirt = seen.jersey_num.trim().parse().map_err(|_none| {
                    TrackingFault::unexpected(seen.jersey_num.as_bytes(), "a number of a shirt")
                })?;
                let player = self.game.player(side, shirt)?;
                self.game.put(player, x, y)?;
            }
        }
        if let Some(Ball { x: Some(x), y: Some(y), z }) = read.balls_smoothed {
            self.game.put_ball(x, y, z.unwrap_or(f64::NAN))?;
        }
        Ok(())
    }
}
