//! Frames of FIFA's transfer format (EPTS), as Metrica Sports writes them: a line for each frame, its values in the
//! order of the description, places in shares of the pitch from its upper left corner.

use football::TrackedGame;

use super::{
    epts_meta::{Axis, EptsMeta, Part, Split, Value},
    error::{TrackingError, TrackingFault},
    game::GrowingGame,
    lines::Lines,
    number::{decimal, whole},
};

/// Reads the frames of a game.
#[derive(Debug)]
pub struct EptsReader {
    lines: Lines,
    frames: Frames,
}

#[derive(Debug)]
struct Frames {
    meta: EptsMeta,
    game: GrowingGame,
    /// What the line says of each player.
    players: Vec<[f64; 2]>,
    ball: [f64; 3],
}

impl EptsReader {
    /// A reader of the frames that `meta` describes.
    ///
    /// # Errors
    /// The description has an absurd rate, an absurd pitch or too many players.
    pub fn new(meta: EptsMeta) -> Result<Self, TrackingError> {
        let begin = || {
            let mut game = GrowingGame::new(meta.pitch, meta.rate_hz)?;
            for player in &meta.players {
                game.list(player.clone())?;
            }
            Ok(game)
        };
        let game = begin().map_err(TrackingFault::of_file)?;
        let players = vec![[f64::NAN; 2]; meta.players.len()];
        let frames = Frames { meta, game, players, ball: [f64::NAN; 3] };
        Ok(Self { lines: Lines::default(), frames })
    }

    /// Takes the next piece of the file.
    ///
    /// # Errors
    /// The first line that is not as it has to be.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), TrackingError> {
        let Self { lines, frames } = self;
        lines.push(bytes, &mut |_, line| frames.line(line))
    }

    /// The game. Frames of no period are left out.
    ///
    /// # Errors
    /// The last line is not as it has to be, or no frame belongs to a period.
    pub fn finish(mut self) -> Result<TrackedGame, TrackingError> {
        let Self { lines, frames } = &mut self;
        lines.finish(&mut |_, line| {
            frames.line(line).map_err(|fault| match fault {
                TrackingFault::WrongNumberOfValues { found, expected } if found < expected => {
                    TrackingFault::CutOff
                }
                other => other,
            })
        })?;
        if self.lines.count() == 0 {
            return Err(TrackingFault::Empty.of_file());
        }
        if self.frames.game.is_empty() {
            return Err(TrackingFault::NoFrames.of_file());
        }
        Ok(self.frames.game.finish())
    }
}

impl Frames {
    fn line(&mut self, line: &[u8]) -> Result<(), TrackingFault> {
        if line.trim_ascii().is_empty() {
            return Ok(());
        }
        let digits = line.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let frame = whole(&line[..digits])
            .ok_or_else(|| TrackingFault::unexpected(line, "the number of a frame"))?;
        let has = |(_, first, last): &&(u8, i64, i64)| (*first..=*last).contains(&frame);
        let Some((period, ..)) = self.meta.periods.iter().find(has) else { return Ok(()) };
        let format = self
            .meta
            .formats
            .iter()
            .find(|format| (format.first_frame..=format.last_frame).contains(&frame));
        let Some(format) = format else { return Ok(()) };
        self.players.fill([f64::NAN; 2]);
        self.ball = [f64::NAN; 3];
        read(&format.line, line, &mut self.players, &mut self.ball)?;

        self.game.frame(*period, frame, None, None)?;
        let pitch = self.meta.pitch;
        let metres = |x: f64, y: f64| ((x - 0.5) * pitch.length_m, (0.5 - y) * pitch.width_m);
        for (player, [x, y]) in self.players.iter().enumerate() {
            if !x.is_nan() && !y.is_nan() {
                let (x_m, y_m) = metres(*x, *y);
                self.game.put(player, x_m, y_m)?;
            }
        }
        let [x, y, height_m] = self.ball;
        if !x.is_nan() && !y.is_nan() {
            let (x_m, y_m) = metres(x, y);
            self.game.put_ball(x_m, y_m, height_m)?;
        }
        Ok(())
    }
}

/// Reads the parts of a piece of a line.
fn read(
    split: &Split,
    bytes: &[u8],
    players: &mut [[f64; 2]],
    ball: &mut [f64; 3],
) -> Result<(), TrackingFault> {
    let expected = split.parts.len();
    let mut cells = bytes.split(|byte| *byte == split.separator);
    for (found, part) in split.parts.iter().enumerate() {
        let cell = cells.next().ok_or(TrackingFault::WrongNumberOfValues { found, expected })?;
        let value = match part {
            Part::Split(inner) => {
                read(inner, cell, players, ball)?;
                continue;
            }
            Part::Value(Value::Other) => continue,
            Part::Value(value) => value,
        };
        let number = decimal(cell)
            .ok_or_else(|| TrackingFault::unexpected(cell, "a share of the pitch, or NaN"))?;
        match value {
            Value::Player(player, Axis::X) => players[*player][0] = number,
            Value::Player(player, Axis::Y) => players[*player][1] = number,
            Value::Ball(Axis::X) => ball[0] = number,
            Value::Ball(Axis::Y) => ball[1] = number,
            Value::Ball(Axis::Z) => ball[2] = number,
            Value::Player(_, Axis::Z) | Value::Other => {}
        }
    }
    // A separator may stand after the last one.
    let further = cells.filter(|cell| !cell.is_empty()).count();
    if further > 0 {
        return Err(TrackingFault::WrongNumberOfValues { found: expected + further, expected });
    }
    Ok(())
}
