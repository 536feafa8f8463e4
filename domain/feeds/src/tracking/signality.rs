//! Signality's raw data: a file for each period, an array of frames in JSON, metres from the centre spot, with a
//! description of the game and one of the venue. Frames count from 0 in each period.

use football::{Pitch, Side, TrackedGame, TrackedPlayer};
use serde::Deserialize;

use super::{
    clock::Clocks,
    description::json,
    error::{TrackingError, TrackingFault},
    frame_objects::frame_objects,
    scattered::ScatteredGame,
};
use crate::objects::Objects;

/// Reads the periods of a game, in any order.
#[derive(Debug)]
pub struct SignalityReader {
    objects: Objects,
    frames: Frames,
}

#[derive(Debug)]
struct Frames {
    pitch: Pitch,
    game: ScatteredGame,
    clocks: Clocks,
    last: Option<(u8, i64)>,
}

/// What is said of a game.
#[derive(Deserialize)]
struct Described {
    team_home_players: Vec<Player>,
    team_away_players: Vec<Player>,
}

#[derive(Deserialize)]
struct Player {
    name: Option<String>,
    jersey_number: Option<u16>,
}

/// What is said of the venue.
#[derive(Deserialize)]
struct Venue {
    pitch_size: [f64; 2],
}

#[derive(Deserialize)]
struct Frame {
    phase: u8,
    #[serde(rename = "idx")]
    number: i64,
    state: String,
    #[serde(rename = "match_time")]
    clock_ms: f64,
    #[serde(default)]
    home_team: Vec<Seen>,
    #[serde(default)]
    away_team: Vec<Seen>,
    ball: Option<Ball>,
}

#[derive(Deserialize)]
struct Seen {
    jersey_number: i64,
    position: Option<[f64; 2]>,
}

#[derive(Deserialize)]
struct Ball {
    position: Option<[f64; 3]>,
    team: Option<String>,
}

impl SignalityReader {
    /// A reader of the frames of the game that `described` (metadata) and `venue` tell of.
    ///
    /// # Errors
    /// One of the two cannot be read, or there are too many players.
    pub fn new(described: &[u8], venue: &[u8]) -> Result<Self, TrackingError> {
        let frames = Frames::of(described, venue).map_err(TrackingFault::of_file)?;
        Ok(Self { objects: frame_objects(), frames })
    }

    /// Takes the next piece of a period's file.
    ///
    /// # Errors
    /// The first frame that is not as it has to be.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), TrackingError> {
        let Self { objects, frames } = self;
        objects.push(bytes, &mut |object| frames.take(object))?;
        Ok(())
    }

    /// The file of a period is at its end; that of another may follow.
    ///
    /// # Errors
    /// The file was cut off or is empty.
    pub fn end_file(&mut self) -> Result<(), TrackingError> {
        self.frames.last = None;
        match std::mem::replace(&mut self.objects, frame_objects()).finish::<TrackingFault>()? {
            0 => Err(TrackingFault::Empty.of_file()),
            _ => Ok(()),
        }
    }

    /// The game. Frames before the clock runs and frames without anybody are left out.
    ///
    /// # Errors
    /// No frame has anybody, or the rate or the pitch is absurd.
    pub fn finish(self) -> Result<TrackedGame, TrackingError> {
        let Frames { pitch, game, clocks, .. } = self.frames;
        let rate_hz = clocks.rate_hz().map_err(TrackingFault::of_file)?;
        game.finish(pitch, rate_hz).map_err(TrackingFault::of_file)
    }
}

impl Frames {
    fn of(described: &[u8], venue: &[u8]) -> Result<Self, TrackingFault> {
        let read: Described = json(described)?;
        let Venue { pitch_size: [length_m, width_m] } = json(venue)?;
        let mut game = ScatteredGame::default();
        for (side, players) in
            [(Side::Home, read.team_home_players), (Side::Away, read.team_away_players)]
        {
            for Player { name, jersey_number: shirt } in players {
                game.list(TrackedPlayer { side, shirt, provider_id: None, name })?;
            }
        }
        let pitch = Pitch { length_m, width_m };
        Ok(Self { pitch, game, clocks: Clocks::default(), last: None })
    }

    fn take(&mut self, object: &[u8]) -> Result<(), TrackingFault> {
        let read: Frame = serde_json::from_slice(object)
            .map_err(|error| TrackingFault::Frame(error.to_string()))?;
        let (period, frame) = (read.phase, read.number);
        if !(1..=5).contains(&period) {
            return Err(TrackingFault::Frame(format!("there is no phase {period}")));
        }
        match self.last.replace((period, frame)) {
            Some((same, last)) if same == period && frame <= last => {
                return Err(TrackingFault::NotInOrder { frame, last });
            }
            _ => {}
        }
        if read.clock_ms <= 0.0 || (read.home_team.is_empty() && read.away_team.is_empty()) {
            return Ok(());
        }
        self.clocks.note(period, frame, read.clock_ms / 1000.0);
        let possession = match read.ball.as_ref().and_then(|ball| ball.team.as_deref()) {
            Some("home_team") => Some(Side::Home),
            Some("away_team") => Some(Side::Away),
            _ => None,
        };
        self.game.record(period, frame, Some(read.state == "running"), possession)?;
        for (side, team) in [(Side::Home, read.home_team), (Side::Away, read.away_team)] {
            for Seen { jersey_number, position } in team {
                let Some([x_m, y_m]) = position else { continue };
                // Who is not known yet has the number -1.
                let Ok(shirt) = u16::try_from(jersey_number) else {
                    self.game.count_nameless();
                    continue;
                };
                let player = self.game.player(side, shirt)?;
                self.game.put(period, frame, player, (x_m, y_m))?;
            }
        }
        if let Some(Ball { position: Some(place_m), .. }) = read.ball {
            self.game.put_ball(period, frame, place_m)?;
        }
        Ok(())
    }
}
