//! Stats Perform's tracking (MA25): `epoch;clock,period,status:side,id,shirt,x,y;…;:x,y,z;` on each line, times in
//! milliseconds, metres from the upper left corner. Sides 0 and 3 are at home (3 the keeper), 1 and 4 away, 2 are
//! officials. Line-ups come in another feed (MA1).

use std::collections::HashMap;

use football::{Pitch, Side, TrackedGame, TrackedPlayer};
use serde::Deserialize;

use super::{
    description::{json, told},
    error::{TrackingError, TrackingFault},
    game::GrowingGame,
    lines::Lines,
    number::{decimal, whole},
};

/// How many frames are looked at for the time between two.
const FRAMES_FOR_RATE: usize = 50;

/// Reads the frames of a game.
#[derive(Debug)]
pub struct StatsPerformReader {
    lines: Lines,
    frames: Frames,
}

#[derive(Debug)]
struct Frames {
    pitch: Pitch,
    players: Vec<TrackedPlayer>,
    by_id: HashMap<String, usize>,
    /// Lines that came before the rate was known, with their numbers.
    waiting: Vec<(u64, Vec<u8>)>,
    game: Option<(GrowingGame, i64)>,
}

/// What MA1 says of a game.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Described {
    match_info: MatchInfo,
    live_data: LiveData,
}

#[derive(Deserialize)]
struct MatchInfo {
    contestant: Vec<Contestant>,
}

#[derive(Deserialize)]
struct Contestant {
    id: String,
    position: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct LiveData {
    line_up: Vec<LineUp>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct LineUp {
    contestant_id: String,
    #[serde(default)]
    player: Vec<Player>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Player {
    #[serde(rename = "playerId")]
    id: String,
    first_name: Option<String>,
    last_name: Option<String>,
    shirt_number: Option<u16>,
}

impl StatsPerformReader {
    /// A reader of the frames of the game that `described` (MA1) tells of. Neither says how large the pitch is:
    /// it is a parameter.
    ///
    /// # Errors
    /// The description cannot be read.
    pub fn new(described: &[u8], pitch: Pitch) -> Result<Self, TrackingError> {
        let players = line_ups(described).map_err(TrackingFault::of_file)?;
        let id = |(place, player): (usize, &TrackedPlayer)| {
            player.provider_id.clone().map(|id| (id, place))
        };
        let by_id = players.iter().enumerate().filter_map(id).collect();
        let frames = Frames { pitch, players, by_id, waiting: Vec::new(), game: None };
        Ok(Self { lines: Lines::default(), frames })
    }

    /// Takes the next piece of the file.
    ///
    /// # Errors
    /// The first line that is not as it has to be.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), TrackingError> {
        let Self { lines, frames } = self;
        let mut early = None;
        lines
            .push(bytes, &mut |number, line| frames.line(number, line, &mut early))
            .map_err(|error| early.take().unwrap_or(error))
    }

    /// The game. Frames are counted from the epoch of Unix in steps of the rate; those without anybody are left
    /// out.
    ///
    /// # Errors
    /// The last line is not as it has to be, or nobody is in any frame.
    pub fn finish(mut self) -> Result<TrackedGame, TrackingError> {
        let Self { lines, frames } = &mut self;
        let mut early = None;
        // A whole line ends with the semicolon after the ball.
        lines
            .finish(&mut |number, line| match line.trim_ascii_end() {
                whole if whole.ends_with(b";") || whole.is_empty() => {
                    frames.line(number, line, &mut early)
                }
                _ => Err(TrackingFault::CutOff),
            })
            .map_err(|error| early.take().unwrap_or(error))?;
        if self.lines.count() == 0 {
            return Err(TrackingFault::Empty.of_file());
        }
        self.frames.begin()?;
        match self.frames.game {
            Some((game, _)) if !game.is_empty() => Ok(game.finish()),
            _ => Err(TrackingFault::NoFrames.of_file()),
        }
    }
}

fn line_ups(described: &[u8]) -> Result<Vec<TrackedPlayer>, TrackingFault> {
    let read: Described = json(described)?;
    let teams = read.match_info.contestant.len();
    if teams > 2 {
        return Err(told(&format!("it is about {teams} teams, not about two")));
    }
    let mut players = Vec::new();
    for contestant in &read.match_info.contestant {
        let side = match contestant.position.as_str() {
            "home" => Side::Home,
            "away" => Side::Away,
            _ => continue,
        };
        let his = |line_up: &&LineUp| line_up.contestant_id == contestant.id;
        let listed = read.live_data.line_up.iter().filter(his).flat_map(|team| &team.player);
        players.extend(listed.map(|player| {
            let names = [&player.first_name, &player.last_name].map(Option::as_deref);
            let name = names.map(Option::unwrap_or_default).join(" ").trim().to_owned();
            TrackedPlayer {
                side,
                shirt: player.shirt_number,
                provider_id: Some(player.id.clone()),
                name: (!name.is_empty()).then_some(name),
            }
        }));
    }
    Ok(players)
}

impl Frames {
    /// Takes a line, or keeps it until the rate is known. `early` is the fault of a line before this one.
    fn line(
        &mut self,
        number: u64,
        line: &[u8],
        early: &mut Option<TrackingError>,
    ) -> Result<(), TrackingFault> {
        if line.trim_ascii().is_empty() {
            return Ok(());
        }
        if self.game.is_some() {
            return self.take(line);
        }
        Time::read(line)?;
        self.waiting.push((number, line.to_vec()));
        if self.waiting.len() == FRAMES_FOR_RATE {
            self.begin().map_err(|error| {
                let fault = error.fault.clone();
                *early = Some(error);
                fault
            })?;
        }
        Ok(())
    }

    /// Begins the game with the lines that waited.
    fn begin(&mut self) -> Result<(), TrackingError> {
        if self.game.is_some() {
            return Ok(());
        }
        let waiting = std::mem::take(&mut self.waiting);
        let step_ms = step_ms(&waiting).map_err(TrackingFault::of_file)?;
        #[expect(clippy::cast_precision_loss, reason = "less than a minute")]
        let rate_hz = 1000.0 / step_ms as f64;
        let mut game = GrowingGame::new(self.pitch, rate_hz).map_err(TrackingFault::of_file)?;
        for player in &self.players {
            game.list(player.clone()).map_err(TrackingFault::of_file)?;
        }
        self.game = Some((game, step_ms));
        waiting
            .iter()
            .try_for_each(|(number, line)| self.take(line).map_err(|fault| fault.at(*number)))
    }

    fn take(&mut self, line: &[u8]) -> Result<(), TrackingFault> {
        let Some((game, step_ms)) = &mut self.game else { return Ok(()) };
        let time = Time::read(line)?;
        let mut parts = line.split(|byte| *byte == b':').skip(1);
        let (objects, ball) = (parts.next(), parts.next());
        let objects = objects.ok_or_else(|| TrackingFault::unexpected(line, "players"))?;
        let objects = || objects.split(|byte| *byte == b';').filter(|object| !object.is_empty());
        if objects().next().is_none() {
            return Ok(());
        }
        let frame = (time.epoch_ms + *step_ms / 2).div_euclid(*step_ms);
        game.frame(time.period, frame, Some(time.alive), None)?;
        for object in objects() {
            let read = Object::read(object)
                .ok_or_else(|| TrackingFault::unexpected(object, "`side,id,shirt,x,y`"))?;
            let Some(side) = read.side else { continue };
            let player = if let Some(player) = self.by_id.get(read.id) {
                *player
            } else {
                let provider_id = Some(read.id.to_owned());
                let shirt = Some(read.shirt);
                let place = game.list(TrackedPlayer { side, shirt, provider_id, name: None })?;
                self.by_id.insert(read.id.to_owned(), place);
                place
            };
            let (x_m, y_m) = from_centre(self.pitch, read.x_m, read.y_m);
            if !x_m.is_nan() && !y_m.is_nan() {
                game.put(player, x_m, y_m)?;
            }
        }
        let ball = ball.unwrap_or_default().split(|byte| *byte == b';').next().unwrap_or_default();
        if !ball.is_empty() {
            let mut values = ball.split(|byte| *byte == b',').map(decimal);
            let mut next = || values.next().flatten();
            let (Some(x), Some(y), Some(height_m)) = (next(), next(), next()) else {
                return Err(TrackingFault::unexpected(ball, "`x,y,z;` of the ball"));
            };
            let (x_m, y_m) = from_centre(self.pitch, x, y);
            game.put_ball(x_m, y_m, height_m)?;
        }
        Ok(())
    }
}

/// From the upper left corner to the centre spot.
fn from_centre(pitch: Pitch, x_m: f64, y_m: f64) -> (f64, f64) {
    (x_m - pitch.length_m / 2.0, pitch.width_m / 2.0 - y_m)
}

/// The time between two frames that is found most often, in milliseconds.
fn step_ms(lines: &[(u64, Vec<u8>)]) -> Result<i64, TrackingFault> {
    let times = lines.iter().filter_map(|(_, line)| Time::read(line).ok());
    let times: Vec<_> = times.collect();
    let steps = times.windows(2).filter(|pair| pair[0].period == pair[1].period);
    let steps: Vec<_> = steps.map(|pair| pair[1].epoch_ms - pair[0].epoch_ms).collect();
    let often = |step: &&i64| steps.iter().filter(|other| other == step).count();
    let step = steps.iter().filter(|step| (4..=1000).contains(*step)).max_by_key(often);
    step.copied().ok_or_else(|| TrackingFault::Absurd {
        what: "the time between two frames in milliseconds",
        found: steps.first().map_or_else(|| "unknown".to_owned(), i64::to_string),
    })
}

/// When a frame was.
struct Time {
    epoch_ms: i64,
    period: u8,
    alive: bool,
}

impl Time {
    fn read(line: &[u8]) -> Result<Self, TrackingFault> {
        let expected = || TrackingFault::unexpected(line, "`epoch;clock,period,status:` of MA25");
        let head = line.split(|byte| *byte == b':').next().unwrap_or_default();
        let mut values = head.split(|byte| matches!(byte, b';' | b','));
        let mut next = || values.next().and_then(whole).ok_or_else(expected);
        let (epoch_ms, _clock_ms, period, status) = (next()?, next()?, next()?, next()?);
        // Eighteen digits leave room for what is added below.
        let period = u8::try_from(period).ok().filter(|period| (1..=5).contains(period));
        Ok(Self { epoch_ms, period: period.ok_or_else(expected)?, alive: status == 0 })
    }
}

/// Somebody on the pitch.
struct Object<'a> {
    /// `None` of officials.
    side: Option<Side>,
    id: &'a str,
    shirt: u16,
    x_m: f64,
    y_m: f64,
}

impl<'a> Object<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut values = bytes.split(|byte| *byte == b',');
        let mut next = || values.next();
        let (side, id, shirt) = (whole(next()?)?, str::from_utf8(next()?).ok()?, next()?);
        let side = match side {
            0 | 3 => Some(Side::Home),
            1 | 4 => Some(Side::Away),
            2 => None,
            _ => return None,
        };
        // Officials have no shirt.
        let shirt = match side {
            Some(_) => u16::try_from(whole(shirt)?).ok()?,
            None => 0,
        };
        Some(Self { side, id, shirt, x_m: decimal(next()?)?, y_m: decimal(next()?)? })
    }
}
