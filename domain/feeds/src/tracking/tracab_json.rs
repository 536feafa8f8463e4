//! TRACAB's frames in JSON: one object with an array `FrameData`, centimetres from the centre spot. Team 1 is at
//! home and 0 away; others are officials and nobody. The first of five balls is the ball, the others lie at the
//! edge of the tracked area.

use football::{Side, TrackedGame};
use serde::Deserialize;

use super::{
    error::{TrackingError, TrackingFault},
    members::{Members, Wanted},
    tracab::{Frames, metres},
    tracab_meta::TracabMeta,
};

const WANTED: &[Wanted] = &[Wanted::Each(&["FrameData"])];

/// Reads the frames of a game.
#[derive(Debug)]
pub struct TracabJsonReader {
    members: Members,
    frames: Frames,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Frame {
    #[serde(rename = "FrameCount")]
    number: i64,
    player_positions: Vec<Object>,
    #[serde(default)]
    ball_position: Vec<Ball>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Object {
    team: i64,
    jersey_number: i64,
    x: i64,
    y: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Ball {
    x: i64,
    y: i64,
    z: i64,
    #[serde(rename = "BallOwningTeam")]
    possession: Option<String>,
    #[serde(rename = "BallStatus")]
    status: Option<String>,
}

impl TracabJsonReader {
    /// A reader of the frames that `meta` describes.
    ///
    /// # Errors
    /// The description has an absurd rate, an absurd pitch or too many players.
    pub fn new(meta: TracabMeta) -> Result<Self, TrackingError> {
        let frames = Frames::new(meta).map_err(TrackingFault::of_file)?;
        Ok(Self { members: Members::new(WANTED), frames })
    }

    /// Takes the next piece of the file.
    ///
    /// # Errors
    /// The first frame that is not as it has to be.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), TrackingError> {
        let Self { members, frames } = self;
        members.push(bytes, &mut |_, frame| take(frames, frame))
    }

    /// The game.
    ///
    /// # Errors
    /// The file was cut off, or no frame belongs to a period.
    pub fn finish(self) -> Result<TrackedGame, TrackingError> {
        self.members.finish()?;
        if self.frames.game.is_empty() {
            return Err(TrackingFault::NoFrames.of_file());
        }
        Ok(self.frames.game.finish())
    }
}

fn take(frames: &mut Frames, bytes: &[u8]) -> Result<(), TrackingFault> {
    let read: Frame =
        serde_json::from_slice(bytes).map_err(|error| TrackingFault::Frame(error.to_string()))?;
    let Some(period) = frames.meta.period_of(read.number) else { return Ok(()) };
    let ball = read.ball_position.first();
    let word = |of: fn(&Ball) -> &Option<String>| ball.and_then(|ball| of(ball).as_deref());
    let alive = match word(|ball| &ball.status) {
        Some("Alive") => Some(true),
        Some("Dead") => Some(false),
        _ => None,
    };
    let possession = match word(|ball| &ball.possession) {
        Some("H") => Some(Side::Home),
        Some("A") => Some(Side::Away),
        _ => None,
    };
    frames.game.frame(period, read.number, alive, possession)?;
    for object in read.player_positions {
        let side = match object.team {
            0 => Side::Away,
            1 => Side::Home,
            _ => continue,
        };
        let shirt = u16::try_from(object.jersey_number).map_err(|_none| {
            TrackingFault::Frame(format!("nobody wears number {}", object.jersey_number))
        })?;
        let player = frames.player(side, shirt)?;
        frames.game.put(player, metres(object.x), metres(object.y))?;
    }
    if let Some(Ball { x, y, z, .. }) = ball {
        frames.game.put_ball(metres(*x), metres(*y), metres(*z))?;
    }
    Ok(())
}
