//! Metrica Sports' tracking: a CSV for each team, of three lines of header and a line for each frame, with
//! places in shares of the pitch from its upper left corner.

use football::{Pitch, Places, Side, TrackedGame, TrackedPlayer};

use super::{
    clock::{Clocks, SAME_RATE_HZ},
    error::{TrackingError, TrackingFault},
    game::{GrowingGame, check_rate_and_pitch},
    lines::Lines,
    number::{decimal, whole},
};

/// What stands before the places in each line: period, frame, seconds.
const BEFORE_PLACES: usize = 3;
/// A game has to begin with some rate before two frames show the real one.
const USUAL_RATE_HZ: f64 = 25.0;

/// Reads the file of one team.
#[derive(Debug)]
pub struct MetricaReader {
    lines: Lines,
    team: Team,
}

/// What has been read of a team's file.
#[derive(Debug)]
struct Team {
    side: Side,
    pitch: Pitch,
    game: GrowingGame,
    /// The shirts of the second line, in the columns that they stand in.
    shirts: Vec<Option<u16>>,
    /// How many players the third line names.
    players: usize,
    clocks: Clocks,
}

impl MetricaReader {
    /// A reader of the file of `side`. The files do not say how large the pitch is: it is a parameter.
    ///
    /// # Errors
    /// The pitch is none.
    pub fn new(side: Side, pitch: Pitch) -> Result<Self, TrackingError> {
        let game = GrowingGame::new(pitch, USUAL_RATE_HZ).map_err(TrackingFault::of_file)?;
        let team =
            Team { side, pitch, game, shirts: Vec::new(), players: 0, clocks: Clocks::default() };
        Ok(Self { lines: Lines::default(), team })
    }

    /// Takes the next piece of the file.
    ///
    /// # Errors
    /// The first line that is not as it has to be.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), TrackingError> {
        let Self { lines, team } = self;
        lines.push(bytes, &mut |number, line| team.line(number, line))
    }

    /// The game with this team's players and the ball.
    ///
    /// # Errors
    /// The last line is not as it has to be, or the file has no frames.
    pub fn finish(mut self) -> Result<TrackedGame, TrackingError> {
        let Self { lines, team } = &mut self;
        lines.finish(&mut |number, line| {
            team.line(number, line).map_err(|fault| match fault {
                TrackingFault::WrongNumberOfValues { found, expected } if found < expected => {
                    TrackingFault::CutOff
                }
                other => other,
            })
        })?;
        if self.lines.count() == 0 {
            return Err(TrackingFault::Empty.of_file());
        }
        let rate_hz = self.team.clocks.rate_hz().map_err(TrackingFault::of_file)?;
        check_rate_and_pitch(self.team.pitch, rate_hz).map_err(TrackingFault::of_file)?;
        let mut game = self.team.game.finish();
        game.rate_hz = rate_hz;
        Ok(game)
    }
}

impl Team {
    fn line(&mut self, number: u64, line: &[u8]) -> Result<(), TrackingFault> {
        match number {
            1 => Ok(()),
            2 => {
                self.shirts = line.split(|byte| *byte == b',').map(shirt).collect();
                Ok(())
            }
            3 => self.header(line),
            _ => self.frame(line),
        }
    }

    /// `Period,Frame,Time [s],Player11,,Player1,,Ball,`
    fn header(&mut self, line: &[u8]) -> Result<(), TrackingFault> {
        let cells: Vec<_> = line.split(|byte| *byte == b',').collect();
        if cells.first().is_none_or(|cell| !cell.eq_ignore_ascii_case(b"period")) {
            return Err(TrackingFault::unexpected(line, "`Period,Frame,Time [s],` and players"));
        }
        let named = || cells.iter().enumerate().skip(BEFORE_PLACES).step_by(2);
        let Some((ball, _)) = named().find(|(_, cell)| cell.eq_ignore_ascii_case(b"ball")) else {
            return Err(TrackingFault::unexpected(line, "a column `Ball`"));
        };
        for (column, name) in named().take_while(|(column, _)| *column < ball) {
            let name = String::from_utf8_lossy(name).trim().to_owned();
            self.game.list(TrackedPlayer {
                side: self.side,
                shirt: self.shirts.get(column).copied().flatten(),
                provider_id: (!name.is_empty()).then_some(name),
                name: None,
            })?;
            self.players += 1;
        }
        Ok(())
    }

    fn frame(&mut self, line: &[u8]) -> Result<(), TrackingFault> {
        if line.is_empty() {
            return Ok(());
        }
        let mut values = Values { rest: Some(line), taken: 0 };
        let period = values.next_or("a period from 1 to 5", |cell| {
            whole(cell).and_then(|number| u8::try_from(number).ok()).filter(|n| (1..=5).contains(n))
        })?;
        let frame = values.next_or("a frame's number", whole)?;
        let seconds = values.next_or("seconds", decimal)?;
        self.game.frame(period, frame, None, None)?;
        for player in 0..self.players {
            if let Some((x_m, y_m)) = self.place(&mut values)? {
                self.game.put(player, x_m, y_m)?;
            }
        }
        if let Some((x_m, y_m)) = self.place(&mut values)? {
            self.game.put_ball(x_m, y_m, f64::NAN)?;
        }
        if values.rest.is_some_and(|rest| !rest.iter().all(|byte| *byte == b',')) {
            let expected = values.taken;
            while values.next().is_some() {}
            return Err(TrackingFault::WrongNumberOfValues { found: values.taken, expected });
        }
        self.clocks.note(period, frame, seconds);
        Ok(())
    }

    /// The next two values, in metres; `None` where nobody was seen.
    fn place(&self, values: &mut Values<'_>) -> Result<Option<(f64, f64)>, TrackingFault> {
        let mut next = || match values.next() {
            Some(cell) => decimal(cell)
                .ok_or_else(|| TrackingFault::unexpected(cell, "a share of the pitch, or NaN")),
            None => Err(TrackingFault::WrongNumberOfValues {
                found: values.taken,
                expected: BEFORE_PLACES + 2 * (self.players + 1),
            }),
        };
        let (x, y) = (next()?, next()?);
        let (x_m, y_m) = ((x - 0.5) * self.pitch.length_m, (0.5 - y) * self.pitch.width_m);
        Ok((!x_m.is_nan() && !y_m.is_nan()).then_some((x_m, y_m)))
    }
}

fn shirt(cell: &[u8]) -> Option<u16> {
    whole(cell.trim_ascii()).and_then(|number| u16::try_from(number).ok())
}

/// The values of a line, one after the other.
struct Values<'a> {
    rest: Option<&'a [u8]>,
    taken: usize,
}

impl<'a> Values<'a> {
    fn next(&mut self) -> Option<&'a [u8]> {
        let rest = self.rest?;
        self.taken += 1;
        // Cells are so short that a search by words would cost more than it saves.
        let end = rest.iter().position(|byte| *byte == b',');
        self.rest = end.map(|end| &rest[end + 1..]);
        Some(&rest[..end.unwrap_or(rest.len())])
    }

    fn next_or<T>(
        &mut self,
        expected: &'static str,
        read: impl FnOnce(&[u8]) -> Option<T>,
    ) -> Result<T, TrackingFault> {
        let cell = self.next().unwrap_or_default();
        read(cell).ok_or_else(|| TrackingFault::unexpected(cell, expected))
    }
}

/// One game of the files of both teams. The ball is the home file's.
///
/// # Errors
/// The files differ in frames or in rate, so they are of two games.
pub fn join_metrica(home: TrackedGame, away: TrackedGame) -> Result<TrackedGame, TrackingError> {
    let differ = |what: String| TrackingFault::TeamsDiffer(what).of_file();
    if (home.rate_hz - away.rate_hz).abs() > SAME_RATE_HZ {
        let rates = format!("{} a second against {}", home.rate_hz, away.rate_hz);
        return Err(differ(rates));
    }
    if home.periods.len() != away.periods.len() {
        let periods = format!("{} periods against {}", home.periods.len(), away.periods.len());
        return Err(differ(periods));
    }
    let mut game = home;
    for (period, other) in game.periods.iter_mut().zip(away.periods) {
        let (here, there) = (period.ticks.len(), other.ticks.len());
        if period.number != other.number || period.first_frame != other.first_frame || here != there
        {
            return Err(differ(format!(
                "period {} has {here} from frame {} against {there} from frame {}",
                period.number, period.first_frame, other.first_frame
            )));
        }
        let at_home: Vec<Places> = std::mem::take(&mut period.players);
        period.players = at_home.into_iter().chain(other.players).collect();
    }
    game.players.extend(away.players);
    game.nameless_places += away.nameless_places;
    Ok(game)
}
